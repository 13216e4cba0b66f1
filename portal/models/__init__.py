"""The records: one noun a file, columns and trivial properties."""
