"""How long each page takes with 10,000 pieces stored; figures to compare, never a test."""
