"""Build the pages of cut scores."""
