"""Corrections of decided tests: proposed, calculated, approved by another person, written."""
