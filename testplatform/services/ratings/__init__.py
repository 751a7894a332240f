"""Ratings of speaking and writing: opened, claimed, given, and turned into awards."""
