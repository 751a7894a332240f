"""Fill the database that the environment names: schema, demo content, checked-in candidates.

Prints the candidates and their codes as JSON. A process of its own, for the application reads its
environment once.
"""

import json
import os
import sys
from dataclasses import replace
from datetime import datetime

from demonstration import MEASURED_LANGUAGES
from sqlalchemy.orm import Session

from testplatform import create_app
from testplatform.clienttracking.contract import BookingMessage
from testplatform.clienttracking.demo import DEMO_TEST_CENTRE
from testplatform.clock import now_utc
from testplatform.config import Config
from testplatform.db import db, unit_of_work
from testplatform.demo import load_demo_content
from testplatform.migrating import upgrade
from testplatform.repositories.forms import get_form_plan
from testplatform.services.access_codes import derive_code
from testplatform.services.bookings import receive_booking
from testplatform.services.check_in import check_in
from testplatform.services.read_aloud.making import (
    BuiltSpeech,
    claim_wanted,
    store_built_speech,
)


def main() -> None:
    """Fill the database and print who can sit the test."""
    config = replace(Config.from_environment(os.environ), cheap_passwords=True)  # no staff here
    app = create_app(config)
    now = now_utc()
    with app.app_context():
        upgrade(db.engine)
        with unit_of_work() as session:
            form = load_demo_content(app, session, config, now, languages=MEASURED_LANGUAGES)
            languages = get_form_plan(session, form.id).languages
        with unit_of_work() as session:
            declare_audio_made(session)
        with unit_of_work() as session:
            document = [
                check_one_in(session, number, languages[number % len(languages)], config, now)
                for number in range(int(sys.argv[1]))
            ]
    print(json.dumps(document))


def declare_audio_made(session: Session) -> None:
    """Give every text its audio on paper: packages then are as big as in a test centre."""
    now = now_utc()
    for one in claim_wanted(session, now=now, limit=100_000):
        built = BuiltSpeech(key=one.key, duration_ms=2000, loudness_lufs=-18.0, sha256="0" * 64)
        store_built_speech(session, built, now=now)


def check_one_in(
    session: Session, number: int, language: str, config: Config, now: datetime
) -> dict[str, object]:
    """Book a candidate for this moment and check them in."""
    booking_id = receive_booking(session, a_booking(number, language, now), now).booking_id
    attempt = check_in(
        session,
        booking_id,
        actor="command",
        test_centre_id=None,
        secret_key=config.secret_key,
        now=now,
    )
    code = derive_code(config.secret_key, attempt.public_id, attempt.code_version)
    return {"attempt": attempt.id, "code": code, "language": language}


def a_booking(number: int, language: str, now: datetime) -> BookingMessage:
    return BookingMessage(
        id=f"BENCH-{number:06}",
        dossier=f"D-2026-{number:06}",
        given_name="Noor",
        family_name="Voorbeeld",
        programme="mo",
        moment="after_course",
        language=language,
        needs=(),
        test_centre=DEMO_TEST_CENTRE,
        starts_at=now,
        region="Prov. Limburg",
        revision=1,
    )


if __name__ == "__main__":
    main()
