"""Measure the list of items: many items in many languages, on each database.

JSON goes to standard output. Each search is measured twice: its queries alone, and the whole
request of somebody who is signed in. The floor is what fetching as many rows by their number costs.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from databases import Unreachable, make_database
from demonstration import MEASURED_LANGUAGES
from flask import Flask
from machine import describe_machine
from sqlalchemy.orm import Session
from summaries import summarise

from itembank.item_documents import item_from_document, item_to_document
from itembank.items import ItemType
from itembank.languages import list_languages
from itembank.lifecycle import ItemState
from itembank.translations import SOURCE_LANGUAGE, TranslationState
from testplatform import create_app
from testplatform.config import Config
from testplatform.db import db, unit_of_work
from testplatform.demo import PASSWORD, load_demo_content
from testplatform.migrating import upgrade
from testplatform.models.items import Item, ItemTranslation, ItemVersion
from testplatform.repositories.item_lists import (
    Coverage,
    FormUse,
    ItemOrder,
    ItemSearch,
    count_items,
    list_items,
)
from testplatform.services.item_versions import hash_document
from testplatform.web.staff.building import ROWS_PER_PAGE

KINDS = ("sqlite", "postgresql")
ITEMS, LANGUAGES, TIMES = 20_000, 27, 30
CHUNK = 5_000
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
YEAR = timedelta(days=365)
STATES = tuple(ItemState)
TYPES = (ItemType.SELECT_ONE, ItemType.TRUE_FALSE, ItemType.SELECT_SEVERAL)

SEARCHES: dict[str, tuple[str, dict[str, Any]]] = {
    "everything": ("", {}),
    "last page": ("page=399", {}),
    "state and type": (
        "state=draft&type=select_one",
        {"state": ItemState.DRAFT, "item_type": ItemType.SELECT_ONE},
    ),
    "text": ("q=gemeente+7", {"text": "gemeente 7"}),
    "text that is nowhere": ("q=onvindbaar", {"text": "onvindbaar"}),
    "by code": ("sort=code", {"order": ItemOrder.CODE, "is_descending": False}),
    "by theme": ("sort=theme", {"order": ItemOrder.THEME, "is_descending": False}),
    "complete in French": (
        "language=fr&coverage=complete",
        {"language": "fr", "coverage": Coverage.COMPLETE},
    ),
    "lacking in French": (
        "language=fr&coverage=lacking",
        {"language": "fr", "coverage": Coverage.LACKING},
    ),
    "never in a form": ("form=never", {"form_use": FormUse.NEVER}),
}


def main() -> int:
    """Measure what the options ask for, and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", dest="kinds", action="append", choices=KINDS)
    parser.add_argument("--items", type=int, default=ITEMS)
    parser.add_argument("--times", type=int, default=TIMES)
    options = parser.parse_args()
    report = {
        "benchmark": "item list",
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": describe_machine(),
        "settings": {"items": options.items, "languages": LANGUAGES, "times": options.times},
        "databases": {
            kind: measure(kind, options.items, options.times) for kind in options.kinds or KINDS
        },
    }
    print(json.dumps(report, indent=2))
    return 0


def measure(kind: str, items: int, times: int) -> dict[str, Any]:
    """Measure one database; a server that is not there is told, not hidden."""
    with tempfile.TemporaryDirectory(prefix="testplatform-bench-") as name:
        try:
            with make_database(kind, Path(name)) as database, running(name, database.url) as app:
                say(f"{kind}: {items} items are being made")
                fill(items)
                return {"database": database.describe(), **_measure_searches(app, kind, times)}
        except Unreachable as problem:
            say(f"{kind}: skipped, {problem}")
            return {"skipped": str(problem)}


def _measure_searches(app: Flask, kind: str, times: int) -> dict[str, Any]:
    client = app.test_client()
    client.post("/staff/sign-in", data={"email": "auteur@example.org", "password": PASSWORD})
    ids = list(db.session.scalars(sa.select(ItemVersion.id).limit(ROWS_PER_PAGE)))
    floor = timed(lambda: _fetch(db.session, ids), times)
    searches = {}
    for name, (query, wishes) in SEARCHES.items():
        search = ItemSearch(recent_since=NOW - YEAR, **wishes)
        offset = 398 * ROWS_PER_PAGE if "page=" in query else 0
        queries = timed(lambda s=search, o=offset: _ask(db.session, s, o), times)
        request = timed(lambda q=query: client.get(f"/staff/items/?{q}"), times)
        ratio = round((queries["p50"] or 0) / (floor["p50"] or 1), 1)
        searches[name] = {"queries": queries, "request": request, "ratio_to_floor": ratio}
        say(f"{kind}: {name}: queries {queries['p95']} ms, request {request['p95']} ms")
    return {"floor": floor, "searches": searches}


def _ask(session: Session, search: ItemSearch, offset: int) -> None:
    session.rollback()
    count_items(session, search)
    list_items(session, search, limit=ROWS_PER_PAGE, offset=offset)


def _fetch(session: Session, ids: list[int]) -> None:
    session.rollback()
    table = ItemVersion.__table__
    session.execute(sa.select(table).where(table.c.id.in_(ids))).all()


def timed(work: Callable[[], object], times: int) -> dict[str, float | None]:
    """Milliseconds of some work, without the first time."""
    work()
    seconds = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begin)
    return summarise(seconds)


@contextmanager
def running(folder: str, database_url: str) -> Iterator[Flask]:
    """An application with the demonstration in its database."""
    config = Config(
        instance_folder=Path(folder),
        secret_key="a-secret-for-measuring",
        password_pepper="a-pepper-for-measuring",
        database_url=database_url,
        broker_url="memory://",
        media_root=Path(folder) / "media",
        client_tracking_url="http://127.0.0.1:9",
        client_tracking_secret="whsec_dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q=",
        client_tracking_token="a-token-for-measuring",
        ratelimit_storage_url="memory://",
        cookies_need_https=False,
        cheap_passwords=True,
        trusted_proxies=0,
        testing=True,
    )
    app = create_app(config)
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        upgrade(db.engine)
        with unit_of_work() as session:
            load_demo_content(app, session, config, NOW - YEAR, languages=MEASURED_LANGUAGES)
        yield app
        db.session.rollback()
        db.engine.dispose()


def fill(number: int) -> None:
    """Items of several types, states and themes, each in every language to some degree."""
    tags = [one.tag for one in list_languages() if one.tag != SOURCE_LANGUAGE][:LANGUAGES]
    with unit_of_work() as session:
        document = session.scalars(sa.select(ItemVersion)).first().document
        first = session.scalar(sa.select(sa.func.max(Item.id))) + 1
        _insert(session, Item, (_item(first + n, n) for n in range(number)))
        first_version = session.scalar(sa.select(sa.func.max(ItemVersion.id))) + 1
        versions = (_version(first_version + n, first + n, n, document) for n in range(number))
        _insert(session, ItemVersion, versions)
        sheets = (
            _sheet(first_version + n, n, tag, place)
            for n in range(number)
            for place, tag in enumerate(tags)
        )
        _insert(session, ItemTranslation, sheets)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _insert(session: Session, model: Any, rows: Iterator[dict[str, Any]]) -> None:
    chunk = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            session.execute(sa.insert(model), chunk)
            chunk = []
    if chunk:
        session.execute(sa.insert(model), chunk)


def _item(item_id: int, n: int) -> dict[str, Any]:
    return {"id": item_id, "code": f"MO-B-{n:06}", "programme": "mo", "created_at": NOW}


def _version(version_id: int, item_id: int, n: int, document: dict[str, Any]) -> dict[str, Any]:
    prompt = f"Waar vindt u de gemeente nummer {n} en wat vraagt u daar?"
    own = item_to_document(item_from_document({**document, "code": f"MO-B-{n:06}"}))
    own = {**own, "prompt": prompt}
    words = "\n".join([prompt, *(choice["text"] for choice in document["choices"])])
    return {
        "id": version_id,
        "item_id": item_id,
        "version": 1,
        "is_newest": True,
        "state": STATES[n % len(STATES)],
        "source_language": SOURCE_LANGUAGE,
        "document": own,
        "content_hash": hash_document(own),
        "item_type": TYPES[n % len(TYPES)],
        "part": ("sokkel", "praktisch")[n % 2],
        "theme": f"theme-{n % 97}",
        "skill": None,
        "level": None,
        "search_text": f"mo-b-{n:06}\n{words}".lower(),
        "author_id": 2,
        "edits": 0,
        "created_at": NOW,
        "updated_at": NOW + timedelta(seconds=n),
    }


def _sheet(version_id: int, n: int, tag: str, place: int) -> dict[str, Any]:
    missing = int((n + place) % 5 == 0)
    return {
        "item_version_id": version_id,
        "language": tag,
        "state": TranslationState.DRAFT,
        "document": {"texts": {}},
        "missing": missing,
        "drafts": 4 - missing,
        "translated": 0,
        "reviewed": 0,
        "outdated": int((n + place) % 11 == 0),
        "edits": 0,
        "updated_at": NOW,
    }


def say(sentence: str) -> None:
    """Tell how far it is, beside the report."""
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
