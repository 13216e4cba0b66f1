"""What anybody may open: front page, journeys, private page."""
