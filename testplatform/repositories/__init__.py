"""Queries, one module per concept. Rows become values here when a rule is to be asked."""
