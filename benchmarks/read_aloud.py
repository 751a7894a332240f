"""Measure the making of voices: real audio, and asking again when nothing changed.

JSON goes to standard output. Seconds of machine time per asset are those of the processors, with
the programs that speak and encode. The floor of asking again is reading the keys and states of as
many assets, and nothing else.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from databases import Unreachable, make_database
from machine import describe_machine
from sqlalchemy.orm import Session
from summaries import summarise

from itembank.forms import Stakes
from itembank.languages import list_offered_languages
from scoring.programmes.mo import MO
from testplatform import create_app
from testplatform.clock import now_utc
from testplatform.config import Config
from testplatform.db import db, unit_of_work
from testplatform.migrating import upgrade
from testplatform.models.audio import AudioAsset
from testplatform.services.read_aloud.making import (
    BuiltSpeech,
    claim_wanted,
    render_together,
    settle_claims,
)
from testplatform.services.read_aloud.requesting import request_speech
from testplatform.services.reference_data import load_reference_data
from testplatform.speech.engines import find_voice
from testplatform.speech.store import AudioStore

KINDS = ("sqlite", "postgresql")
ASSETS, MADE, TIMES = 5_000, 40, 5
SENTENCE = "Waar vraagt u kaart nummer {} aan? Kies het juiste antwoord."

Texts = Mapping[str, list[str]]
Figures = Mapping[str, float | None]


def main() -> int:
    """Measure what the options ask for, and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", dest="kinds", action="append", choices=KINDS)
    parser.add_argument("--assets", type=int, default=ASSETS)
    parser.add_argument("--made", type=int, default=MADE)
    parser.add_argument("--times", type=int, default=TIMES)
    options = parser.parse_args()
    report = {
        "benchmark": "read-aloud",
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": describe_machine(),
        "settings": {"assets": options.assets, "made": options.made, "times": options.times},
        "databases": {kind: measure(kind, options) for kind in options.kinds or KINDS},
    }
    print(json.dumps(report, indent=2))
    return 0


def measure(kind: str, options: argparse.Namespace) -> dict[str, Any]:
    """Measure one database; a server that is not there is told, not hidden."""
    with tempfile.TemporaryDirectory(prefix="testplatform-bench-") as name:
        try:
            with make_database(kind, Path(name)) as database:
                config = _configure(Path(name), database.url)
                with create_app(config).app_context():
                    upgrade(db.engine)
                    found = _measure(config, options)
                    db.session.rollback()
                    db.engine.dispose()
                return {"database": database.describe(), **found}
        except Unreachable as problem:
            say(f"{kind}: skipped, {problem}")
            return {"skipped": str(problem)}


def _measure(config: Config, options: argparse.Namespace) -> dict[str, Any]:
    with unit_of_work() as session:
        load_reference_data(session)
    texts = make_texts(options.assets)
    say(f"{sum(map(len, texts.values()))} texts in {len(texts)} languages are asked for")
    first = timed(lambda: ask(texts), 1, is_warm=True)
    again = timed(lambda: ask(texts), options.times)
    floor = timed(lambda: read_all(db.session), options.times)
    return {
        "first_time": first,
        "nothing_changed": again,
        "floor": floor,
        "ratio_to_floor": _ratio(again, floor, "p50"),
        "processor_ratio_to_floor": _ratio(again, floor, "processor_p50"),
        "making": make_some(config, options.made),
    }


def make_texts(number: int) -> Texts:
    """As many texts, spread over the languages of the test that a machine speaks here."""
    tags = [
        one.tag
        for one in list_offered_languages(MO)
        if find_voice(one.tag, stakes=Stakes.PRACTICE) is not None
    ]
    return {
        tag: [SENTENCE.format(n) for n in range(place, number, len(tags))]
        for place, tag in enumerate(tags)
    }


def ask(texts: Texts) -> int:
    """Ask for all of them in one transaction, as the page and the command do."""
    db.session.expunge_all()
    with unit_of_work() as session:
        return sum(
            request_speech(
                session, said, tag, is_public=False, stakes=Stakes.PRACTICE, now=now_utc()
            )
            for tag, said in texts.items()
        )


def read_all(session: Session) -> int:
    """What cannot be done without: the key and the state of each asset."""
    session.rollback()
    return len(session.execute(sa.select(AudioAsset.key, AudioAsset.state)).all())


def make_some(config: Config, number: int) -> dict[str, Any]:
    """Make real audio as the worker does, two at once."""
    store = AudioStore(config.media_root)
    built: list[BuiltSpeech] = []
    began, used = time.perf_counter(), processor_seconds()
    while len(built) < number:
        with unit_of_work() as session:
            wanted = claim_wanted(session, now=now_utc(), limit=min(8, number - len(built)))
        if not wanted:
            break
        batch: list[BuiltSpeech] = []
        render_together(wanted, store, batch)
        with unit_of_work() as session:
            settle_claims(session, wanted, batch, now=now_utc())
        built += batch
    seconds, machine = time.perf_counter() - began, processor_seconds() - used
    made = sum(one.sha256 is not None for one in built)
    say(f"{made} of {len(built)} made")
    return {
        "assets": len(built),
        "made": made,
        "seconds_per_asset": round(seconds / max(len(built), 1), 3),
        "machine_seconds_per_asset": round(machine / max(len(built), 1), 3),
    }


def processor_seconds() -> float:
    """Processor time of this process and of the programs that it ran to their end."""
    return sum(
        one.ru_utime + one.ru_stime
        for one in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def timed(
    work: Callable[[], object], times: int, *, is_warm: bool = False
) -> dict[str, float | None]:
    """Milliseconds on the clock and of processor time; once before that, unless it is warm."""
    if not is_warm:
        work()
    on_the_clock, of_the_processor = [], []
    for _ in range(times):
        began, used = time.perf_counter(), time.process_time()
        work()
        on_the_clock.append(time.perf_counter() - began)
        of_the_processor.append(time.process_time() - used)
    return {
        **summarise(on_the_clock),
        "processor_p50": summarise(of_the_processor)["p50"],
    }


def _ratio(one: Figures, other: Figures, name: str) -> float:
    return round((one[name] or 0) / (other[name] or 1), 1)


def _configure(folder: Path, database_url: str) -> Config:
    return Config(
        instance_folder=folder,
        secret_key="a-secret-for-measuring",
        password_pepper="a-pepper-for-measuring",
        database_url=database_url,
        broker_url="memory://",
        media_root=folder / "media",
        client_tracking_url="http://127.0.0.1:9",
        client_tracking_secret="whsec_dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q=",
        client_tracking_token="a-token-for-measuring",
        ratelimit_storage_url="memory://",
        cookies_need_https=False,
        trusted_proxies=0,
        testing=True,
    )


def say(sentence: str) -> None:
    """Tell how far it is, beside the report."""
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
