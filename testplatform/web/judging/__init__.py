"""The pages on which panellists judge items."""
