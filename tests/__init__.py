"""Tests, laid out like portal/: domain, services and web; journeys are for a real browser."""
