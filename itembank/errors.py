"""The root of everything that can be wrong with content."""


class ItemBankError(Exception):
    """Content is not what it should be, or is not there."""
