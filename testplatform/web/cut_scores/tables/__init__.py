"""Bands, levels and routings on the pages of cut scores: proposals of other limits."""
