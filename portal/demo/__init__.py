"""The invented feedback that `flask demo load` sends in: seven TOML files of texts, no code."""
