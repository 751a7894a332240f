"""The demonstration set-up: staff, the demo form, and a sitting of today with people in it.

Passwords and codes of the demonstration are printed on purpose; nothing here runs in production by
itself.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_security import hash_password
from sqlalchemy.orm import Session

from itembank.banks import load_bank
from itembank.demo_banks import build_covaar_bank, build_ct_bank, build_nivo_bank
from itembank.programmes import get_programme
from testplatform.clienttracking.contract import booking_message_from_document
from testplatform.clienttracking.demo import (
    DEMO_TEST_CENTRE,
    demo_bookings,
    demo_bookings_of_programmes,
)
from testplatform.clock import BRUSSELS
from testplatform.config import PROJECT_ROOT, Config
from testplatform.extensions import staff_datastore
from testplatform.interface_speech import request_interface_speech
from testplatform.media import MediaStore
from testplatform.migrating import find_current_revision, find_head_revision
from testplatform.models.attempts import Attempt
from testplatform.models.bookings import Booking
from testplatform.models.forms import Form
from testplatform.models.languages import Language
from testplatform.models.organisations import TestCentre
from testplatform.models.staff import RoleName
from testplatform.repositories.forms import get_form_plan
from testplatform.services.access_codes import derive_code, show_code
from testplatform.services.bookings import find_booking, receive_booking
from testplatform.services.check_in import check_in
from testplatform.services.publishing import publish_bank
from testplatform.services.read_aloud.requesting import request_form_speech
from testplatform.services.reference_data import load_reference_data

BANK_FOLDER = PROJECT_ROOT / "itembank" / "demo" / "mo-demo"
PASSWORD = "welkom-in-hasselt"  # noqa: S105  printed for everybody to see: a demonstration
CHECKED_IN_LANGUAGES = ("nl", "ar")

DEMO_STAFF = (
    ("toezichter@example.org", "Tine Toezicht", RoleName.INVIGILATOR, DEMO_TEST_CENTRE),
    ("auteur@example.org", "Anke Auteur", RoleName.AUTHOR, None),
    ("nalezer@example.org", "Nele Nalezer", RoleName.REVIEWER, None),
    ("vertaler@example.org", "Vik Vertaler", RoleName.TRANSLATOR, None),
    ("moedertaal@example.org", "Mona Moedertaal", RoleName.NATIVE_REVIEWER, None),
    ("moedertaal2@example.org", "Malik Moedertaal", RoleName.NATIVE_REVIEWER, None),
    ("consulent@example.org", "Kim Consulent", RoleName.CONSULTANT, None),
    ("panel@example.org", "Pia Panel", RoleName.PANELLIST, None),
    ("panel2@example.org", "Piet Panel", RoleName.PANELLIST, None),
    ("panel3@example.org", "Pola Panel", RoleName.PANELLIST, None),
    ("beoordelaar@example.org", "Bram Beoordelaar", RoleName.ASSESSOR, None),
    ("beoordelaar2@example.org", "Bo Beoordelaar", RoleName.ASSESSOR, None),
    ("beoordelaar3@example.org", "Bieke Beoordelaar", RoleName.ASSESSOR, None),
    ("beheerder@example.org", "Bas Beheer", RoleName.ADMINISTRATOR, None),
    ("beheerder2@example.org", "Bea Beheer", RoleName.ADMINISTRATOR, None),
)
LANGUAGE_ROLES = (RoleName.TRANSLATOR, RoleName.NATIVE_REVIEWER)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCode:
    """The code of a candidate of the demonstration who was checked in."""

    name: str
    language: str
    programme: str
    code: str


def keep_todays_bookings(folder: Path, now: datetime) -> list[dict[str, Any]]:
    """The demo bookings of today, made once a day and kept, so that both sides tell the same."""
    today = now.astimezone(BRUSSELS).date()
    path = folder / f"demo-bookings-{today.isoformat()}.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(demo_bookings(today, now), ensure_ascii=False, indent=1))
    documents: list[dict[str, Any]] = json.loads(path.read_text())
    return documents


def load_demo_content(
    app: Flask, session: Session, config: Config, now: datetime, *, languages: Collection[str] = ()
) -> Form:
    """Reference data, staff, the demo form, and the request for its audio.

    With `languages`, the form is in Dutch and those; without, in every language of the bank.
    Raises LanguageNotInBank.
    """
    load_reference_data(session)
    _load_staff(session)
    bank = load_bank(BANK_FOLDER)
    if languages:
        bank = bank.narrowed_to(languages)
    store = MediaStore(config.media_root)
    form = publish_bank(session, bank, BANK_FOLDER / "media", store, now=now)
    request_interface_speech(app, session, form, now=now)
    request_form_speech(session, form.id, now=now)
    return form


def load_demo_bookings(
    session: Session,
    documents: Sequence[dict[str, Any]],
    form_id: int,
    *,
    secret_key: str,
    now: datetime,
) -> list[DemoCode]:
    """Take in today's bookings and check the first candidate of two languages in.

    Of a language that the form is not in nobody is.
    """
    waiting = {*CHECKED_IN_LANGUAGES} & {*get_form_plan(session, form_id).languages}
    codes = []
    for document in documents:
        message = booking_message_from_document(document)
        booking = find_booking(session, message.id)
        if booking is None:
            booking_id = receive_booking(session, message, now).booking_id
            booking = session.get_one(Booking, booking_id)
        if booking.language in waiting:
            waiting.discard(booking.language)
            attempt = check_in(
                session,
                booking.id,
                actor="command",
                test_centre_id=None,
                secret_key=secret_key,
                now=now,
            )
            codes.append(_demo_code(attempt, secret_key))
    return codes


def is_demo_loaded(engine: sa.Engine) -> bool:
    """Whether the database is of today and has what the demonstration stands on. Writes nothing."""
    if find_current_revision(engine) != find_head_revision():
        return False
    with Session(engine) as session:
        centre = sa.select(TestCentre.id).where(TestCentre.code == DEMO_TEST_CENTRE)
        return session.scalars(centre).first() is not None


def load_demo_programmes(
    app: Flask, session: Session, config: Config, now: datetime, *, recordings: Path | None
) -> list[Form]:
    """The forms of COVAAR, CT and NIVO, and the request for their audio; after the content of MO.

    `recordings` is the folder of what is to be heard in CT; without it that is read.
    """
    store = MediaStore(config.media_root)
    folder = recordings or BANK_FOLDER / "media"
    ct_bank = build_ct_bank(is_recorded=recordings is not None)
    forms = []
    for bank in (build_covaar_bank(), ct_bank, build_nivo_bank()):
        form = publish_bank(session, bank, folder, store, now=now)
        request_interface_speech(app, session, form, now=now)
        request_form_speech(session, form.id, now=now)
        forms.append(form)
    return forms


def check_in_demo_candidates(session: Session, *, secret_key: str, now: datetime) -> list[DemoCode]:
    """Book a candidate of each of those programmes for today, and check them in."""
    codes = []
    today = now.astimezone(BRUSSELS).date()
    for document in demo_bookings_of_programmes(today, now):
        message = booking_message_from_document(document)
        booking = find_booking(session, message.id)
        booking_id = (
            receive_booking(session, message, now).booking_id if booking is None else booking.id
        )
        attempt = check_in(
            session,
            booking_id,
            actor="command",
            test_centre_id=None,
            secret_key=secret_key,
            now=now,
        )
        codes.append(_demo_code(attempt, secret_key))
    return codes


def _demo_code(attempt: Attempt, secret_key: str) -> DemoCode:
    code = derive_code(secret_key, attempt.public_id, attempt.code_version)
    return DemoCode(
        name=attempt.booking.candidate.full_name,
        language=attempt.language,
        programme=get_programme(attempt.booking.programme).title,
        code=show_code(code),
    )


def _load_staff(session: Session) -> None:
    for email, name, role, centre in DEMO_STAFF:
        if staff_datastore.find_user(email=email) is not None:
            continue
        test_centre = session.scalars(
            sa.select(TestCentre).where(TestCentre.code == centre)
        ).one_or_none()
        staff_datastore.create_user(
            email=email,
            display_name=name,
            password=hash_password(PASSWORD),
            roles=[role.value],
            test_centre=test_centre,
            languages=list(session.scalars(sa.select(Language).order_by(Language.tag)))
            if role in LANGUAGE_ROLES
            else [],
        )
    session.flush()
