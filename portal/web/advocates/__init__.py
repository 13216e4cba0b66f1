"""Pages for those who act for a young person."""
