"""The accounts at the end: every acknowledged entry is in the database once, with what was sent."""

import json
from pathlib import Path

from databases import Database, JournalKey


def check_accounts(database: Database, sent: Path) -> dict[str, int]:
    """Compare what the candidates sent with what the database holds.

    `missing`, `different`, `twice` and `unexpected` are zero when nothing was lost, changed,
    repeated or made up.
    """
    rows, held = database.read_journal()
    stored: dict[JournalKey, object] = {row[:3]: [*row[3:]] for row in rows}
    acknowledged, missing, different = 0, 0, 0
    known: set[JournalKey] = set()
    for line in sent.read_text(encoding="utf-8").splitlines():
        attempt, fence, seq, kind, item, value, is_acknowledged = json.loads(line)
        key = (attempt, fence, seq)
        known.add(key)
        acknowledged += is_acknowledged
        if key in stored:
            different += stored[key] != [kind, item, value]
        elif is_acknowledged:
            missing += 1
    return {
        "acknowledged": acknowledged,
        "stored": len(rows),
        "missing": missing,
        "different": different,
        "twice": len(rows) - len(stored),
        "unexpected": len(stored.keys() - known),
        "held": held,
    }
