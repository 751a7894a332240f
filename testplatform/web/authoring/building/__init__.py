"""Build the pages of the item bank from rows and values."""
