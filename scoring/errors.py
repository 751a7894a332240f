"""The root of everything that can go wrong in a scoring rule."""


class ScoringError(Exception):
    """A rule was asked something that it must not answer."""
