"""Panels that set a standard, as administrators run them."""
