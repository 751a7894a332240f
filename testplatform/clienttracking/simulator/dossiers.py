"""The dossiers that the simulator knows."""

import secrets
import sqlite3
import unicodedata
from dataclasses import dataclass

MOST_LISTED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One person's dossier."""

    number: str
    given_name: str
    family_name: str

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


def find_dossier(connection: sqlite3.Connection, number: str) -> Dossier | None:
    row = connection.execute("SELECT * FROM dossiers WHERE number = ?", (number,)).fetchone()
    return None if row is None else _from_row(row)


def list_dossiers(connection: sqlite3.Connection, search: str) -> list[Dossier]:
    """List the dossiers whose number or name holds the search text, by number."""
    rows = connection.execute(
        "SELECT * FROM dossiers WHERE instr(search_text, ?) > 0 ORDER BY number LIMIT ?",
        (_folded(search), MOST_LISTED),
    )
    return [_from_row(row) for row in rows]


def store_dossier(connection: sqlite3.Connection, dossier: Dossier) -> None:
    """Create the dossier, or give it these names."""
    searchable = _folded(f"{dossier.number} {dossier.given_name} {dossier.family_name}")
    connection.execute(
        "INSERT INTO dossiers (number, given_name, family_name, search_text) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (number) DO UPDATE SET given_name = excluded.given_name, "
        "family_name = excluded.family_name, search_text = excluded.search_text",
        (dossier.number, dossier.given_name, dossier.family_name, searchable),
    )


def draw_free_number(connection: sqlite3.Connection, year: int) -> str:
    """Draw a dossier number that is not in use.

    Drawn, not counted: a new store must not give away a number that the platform knows already.
    """
    while True:
        number = f"D-{year}-{200_000 + secrets.randbelow(800_000):06}"
        if find_dossier(connection, number) is None:
            return number


def _from_row(row: sqlite3.Row) -> Dossier:
    return Dossier(
        number=row["number"], given_name=row["given_name"], family_name=row["family_name"]
    )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", " ".join(text.split())).casefold()
