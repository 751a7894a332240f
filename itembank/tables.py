"""Reading of TOML files that hold content."""

import tomllib
from importlib.resources.abc import Traversable

from itembank.errors import ItemBankError


class FileNotReadable(ItemBankError):
    """A content file is not there, is not UTF-8 or is not TOML."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


def read_toml(file: Traversable) -> dict[str, object]:
    """Read a TOML file of a package or a folder.

    Raises:
        FileNotReadable: with the name of the file and the reason.
    """
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8"))
    except OSError as error:
        raise FileNotReadable(file.name, "cannot be read") from error
    except ValueError as error:
        raise FileNotReadable(file.name, f"is no TOML in UTF-8: {error}") from error
