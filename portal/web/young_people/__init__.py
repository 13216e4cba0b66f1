"""The young people's own pages."""
