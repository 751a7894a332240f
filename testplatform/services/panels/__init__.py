"""Panels that set a standard: set up, judged in rounds, measured, and proposed as a cut score."""
