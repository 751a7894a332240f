"""What goes wrong with files from outside: the whole file, or one item of it."""

from itembank.errors import ItemBankError


class FileRefused(ItemBankError):
    """A file cannot be read or is not safe to read; nothing of it is imported."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ItemRefused(ItemBankError):
    """One item of a file cannot become an item of the bank; the others still can."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
