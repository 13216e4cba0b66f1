"""Pages any member of staff may open."""
