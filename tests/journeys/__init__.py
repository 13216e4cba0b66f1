"""Whole journeys in a real browser, once with JavaScript and once without."""
