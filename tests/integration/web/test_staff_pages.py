"""What staff see and do: signing in, checking in, codes, attempts, deliveries, the audit log."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from itembank.translations import TranslationState
from scoring.decisions import Outcome
from testplatform.clienttracking.failures import UnknownDossier, UnreachableReason
from testplatform.clock import now_utc
from testplatform.db import db, unit_of_work
from testplatform.demo import PASSWORD
from testplatform.models.attempts import Attempt, AttemptState, SubmittedBy
from testplatform.models.audit import AuditRecord
from testplatform.models.bookings import Booking
from testplatform.models.journal import HeldReason
from testplatform.models.outbox import DeliveryState, OutboxMessage
from testplatform.models.sittings import Sitting
from testplatform.models.staff import Staff
from testplatform.services.audit import record_event
from testplatform.services.bookings import receive_booking, remember_refusal
from testplatform.services.journal import append_entries
from testplatform.services.marking import score_attempt
from testplatform.services.outbox import claim_message, settle
from testplatform.web.staff import wording
from testplatform.web.staff.dates import day_bounds, format_instant
from testplatform.web.staff.spreadsheets import disarm
from tests.builders.attempts import (
    a_started_attempt,
    a_submitted_attempt,
    an_entry,
    check_in_now,
    code_of,
)
from tests.builders.bookings import NINE_IN_BRUSSELS, a_booking
from tests.builders.frozen import thaw
from tests.builders.rescoring import a_decided_attempt

pytestmark = pytest.mark.usefixtures("session")

Visit = Callable[[str], str]


class TestSigningIn:
    def test_sends_an_invigilator_to_the_sittings(self, client: FlaskClient) -> None:
        response = sign_in(client, "toezichter@example.org", follow_redirects=True)

        assert response.request.path == "/staff/invigilator/"

    def test_sends_an_administrator_to_the_overview(self, client: FlaskClient) -> None:
        response = sign_in(client, "beheerder@example.org", follow_redirects=True)

        assert response.request.path == "/staff/administration/"

    def test_says_in_dutch_and_once_what_is_wrong(self, client: FlaskClient) -> None:
        data = {"email": "toezichter@example.org", "password": "fout"}
        response = client.post("/staff/sign-in", data=data)

        assert response.text.count("E-mailadres of wachtwoord klopt niet.") == 1
        assert 'autocomplete="current-password"' in response.text

    def test_tells_nothing_to_who_has_not_signed_in(self, client: FlaskClient) -> None:
        response = client.get("/staff/administration/")

        assert response.status_code == 302
        assert response.location == "/staff/sign-in?next=/staff/administration/"

    def test_shows_an_invigilator_no_administration(self, invigilator: FlaskClient) -> None:
        response = invigilator.get("/staff/administration/attempts")

        assert response.status_code == 403
        assert "U mag deze pagina niet zien." in response.text


class TestSittings:
    def test_says_what_to_expect_when_there_are_none(self, invigilator: FlaskClient) -> None:
        page = invigilator.get("/staff/invigilator/").text

        assert "Er zijn vandaag geen afnamesessies." in page
        assert "Er zijn nog geen afnamesessies gepland." in page

    def test_says_what_to_do_without_a_test_centre(self, invigilator: FlaskClient) -> None:
        book_in_hasselt()
        with unit_of_work() as session:
            session.scalars(sa.select(Staff)).all()[0].test_centre = None

        page = invigilator.get("/staff/invigilator/").text

        assert "nog aan geen testcentrum gekoppeld" in page
        assert "Hasselt" not in page

    def test_keeps_other_test_centres_out_of_sight(self, invigilator: FlaskClient) -> None:
        sitting_id = book(test_centre="AGII-AALST")

        assert "Aalst" not in invigilator.get("/staff/invigilator/").text
        assert invigilator.get(f"/staff/invigilator/sittings/{sitting_id}").status_code == 404
        assert invigilator.get(f"/staff/invigilator/sittings/{sitting_id}/codes").status_code == 404
        assert invigilator.post(f"/staff/invigilator/sittings/{sitting_id}/open").status_code == 404

    def test_checks_nobody_in_for_another_test_centre(self, invigilator: FlaskClient) -> None:
        book(test_centre="AGII-AALST")

        response = invigilator.post(f"/staff/invigilator/bookings/{only_booking_id()}/check-in")

        assert response.status_code == 404
        assert db.session.scalar(sa.select(sa.func.count(Attempt.id))) == 0

    def test_opens_before_its_time(self, invigilator: FlaskClient) -> None:
        sitting_id = book_in_hasselt(starts_in=timedelta(hours=3))

        response = invigilator.post(
            f"/staff/invigilator/sittings/{sitting_id}/open", follow_redirects=True
        )

        assert "De afnamesessie is open." in response.text
        assert db.session.get_one(Sitting, sitting_id).is_open(now_utc())

    def test_warns_of_a_resit_that_comes_too_early(self, invigilator: FlaskClient) -> None:
        a_decided_attempt(wrong={"sokkel": 3})
        message = a_booking(id="A-RESIT", starts_at=NINE_IN_BRUSSELS + timedelta(days=1))
        with unit_of_work() as work:
            booking_id = receive_booking(work, message, now_utc()).booking_id
            sitting_id = work.get_one(Booking, booking_id).sitting_id

        page = invigilator.get(f"/staff/invigilator/sittings/{sitting_id}").text

        assert "Herkansing te vroeg: mag vanaf 16/03/2026." in page
        assert "Deze persoon kreeg deze testversie al eens." in page

    def test_asks_the_same_number_of_queries_for_any_number_of_candidates(
        self, invigilator: FlaskClient
    ) -> None:
        sitting_id = book_in_hasselt()
        address = f"/staff/invigilator/sittings/{sitting_id}"

        for_one = count_queries(invigilator, address)
        for number in range(2, 12):
            book_in_hasselt(number=number)
        for_many = count_queries(invigilator, address)

        assert for_many == for_one


class TestCheckIn:
    def test_makes_one_attempt_of_a_double_click(self, invigilator: FlaskClient) -> None:
        book_in_hasselt()
        address = f"/staff/invigilator/bookings/{only_booking_id()}/check-in"

        first, second = invigilator.post(address), invigilator.post(address)

        assert (first.status_code, second.status_code) == (303, 303)
        assert db.session.scalar(sa.select(sa.func.count(Attempt.id))) == 1

    def test_comes_back_to_the_search_and_the_row(self, invigilator: FlaskClient) -> None:
        sitting_id = book_in_hasselt()
        booking_id = only_booking_id()

        response = invigilator.post(
            f"/staff/invigilator/bookings/{booking_id}/check-in", data={"q": "voor"}
        )

        expected = f"/staff/invigilator/sittings/{sitting_id}?q=voor#booking-{booking_id}"
        assert response.location == expected

    def test_says_what_to_do_without_a_form_in_the_language(self, invigilator: FlaskClient) -> None:
        book_in_hasselt(language="so")

        response = invigilator.post(
            f"/staff/invigilator/bookings/{only_booking_id()}/check-in", follow_redirects=True
        )

        assert "In de taal van deze kandidaat is er geen testversie." in response.text
        assert db.session.scalar(sa.select(sa.func.count(Attempt.id))) == 0

    def test_names_the_person_in_the_audit_log(self, invigilator: FlaskClient) -> None:
        book_in_hasselt()

        invigilator.post(f"/staff/invigilator/bookings/{only_booking_id()}/check-in")

        newest = sa.select(AuditRecord.actor).order_by(AuditRecord.position.desc())
        assert db.session.scalars(newest).first() == f"staff:{staff_id('toezichter@example.org')}"

    @pytest.mark.parametrize("query", ["ornek", "ÖRNEK deniz", "d-2026-000001"])
    def test_finds_a_name_without_its_accents(self, invigilator: FlaskClient, query: str) -> None:
        sitting_id = book_in_hasselt(given_name="Deniz", family_name="Örnek")

        page = invigilator.get(
            f"/staff/invigilator/sittings/{sitting_id}", query_string={"q": query}
        ).text

        assert "Örnek" in page


class TestCodes:
    def test_shows_the_code_with_its_qr(self, invigilator: FlaskClient, attempt_id: int) -> None:
        code = code_of(db.session, attempt_id)

        page = invigilator.get(f"/staff/invigilator/attempts/{public_id(attempt_id)}/code").text

        assert f"{code[:4]} {code[4:]}" in page
        assert "data:image/svg+xml" in page

    def test_asks_before_it_renews(self, invigilator: FlaskClient, attempt_id: int) -> None:
        code = code_of(db.session, attempt_id)

        invigilator.get(f"/staff/invigilator/attempts/{public_id(attempt_id)}/new-code")

        assert code_of(db.session, attempt_id) == code

    def test_renews_a_code(self, invigilator: FlaskClient, attempt_id: int) -> None:
        old = code_of(db.session, attempt_id)

        invigilator.post(f"/staff/invigilator/attempts/{public_id(attempt_id)}/new-code")

        db.session.expire_all()
        assert code_of(db.session, attempt_id) != old

    def test_shows_no_code_that_is_dead(self, administrator: FlaskClient) -> None:
        attempt_id = a_submitted_attempt()

        page = administrator.get(f"/staff/invigilator/attempts/{public_id(attempt_id)}/code").text

        assert "Er is geen code die nog werkt." in page
        assert "data:image" not in page

    def test_prints_everybody_whose_code_works(self, invigilator: FlaskClient) -> None:
        sitting_id = book_in_hasselt(number=1)
        for number in (2, 3):
            book_in_hasselt(number=number)
        for booking_id in (1, 2):
            invigilator.post(f"/staff/invigilator/bookings/{booking_id}/check-in")

        page = invigilator.get(f"/staff/invigilator/sittings/{sitting_id}/codes").text

        assert page.count('class="code-digits"') == 2


class TestAttempts:
    def test_shows_how_a_decision_was_reached(self, visit: Visit) -> None:
        attempt_id = a_scored_attempt(wrong={"sokkel": 3})

        page = visit(f"/staff/administration/attempts/{public_id(attempt_id)}")

        assert "niet geslaagd" in page
        assert "sokkelvragen 8/11 = 72,7 % &lt; 80 %: 9 nodig" in page
        assert "ingediend door de kandidaat" in page
        assert "MO-S-01" in page

    def test_shows_in_words_what_was_answered(self, visit: Visit) -> None:
        attempt_id = a_submitted_attempt(wrong={"sokkel": 1})

        page = visit(f"/staff/administration/attempts/{public_id(attempt_id)}")

        assert "Zij hebben recht op hetzelfde loon." not in page  # the right answer to MO-S-01
        assert "<div>De man heeft recht op meer loon.</div>" in page
        assert "0 op 1" in page

    def test_shows_no_answers_of_who_is_still_busy(self, visit: Visit) -> None:
        attempt_id = a_started_attempt()

        page = visit(f"/staff/administration/attempts/{public_id(attempt_id)}")

        assert "Antwoorden" not in page

    def test_shows_what_is_held_and_why(self, visit: Visit) -> None:
        attempt_id = a_submitted_attempt()
        with unit_of_work() as session:
            entries = [an_entry(seq=900)]
            append_entries(session, attempt_id, fence=1, entries=entries, now=now_utc())

        page = visit(f"/staff/administration/attempts/{public_id(attempt_id)}")

        assert "kwam na het indienen" in page

    def test_does_not_know_an_attempt_that_is_none(self, administrator: FlaskClient) -> None:
        assert administrator.get("/staff/administration/attempts/nothing").status_code == 404

    @pytest.mark.parametrize(
        ("query", "is_found"),
        [
            pytest.param("q=D-2026-0000", True, id="start of the dossier"),
            pytest.param("q=voorbeeld+noor", True, id="words of the name"),
            pytest.param("q=%25", False, id="a wildcard is a letter like any other"),
            pytest.param("state=scored", True, id="state"),
            pytest.param("state=ready", False, id="another state"),
            pytest.param("state=nonsense", True, id="an unknown filter filters nothing"),
            pytest.param("language=tr", False, id="another language"),
            pytest.param("q=%00&page=-3", True, id="what nobody types"),
        ],
    )
    def test_searches(self, visit: Visit, query: str, is_found: bool) -> None:
        attempt_id = a_scored_attempt()

        page = visit(f"/staff/administration/attempts?{query}")

        assert (public_id(attempt_id) in page) is is_found

    def test_asks_the_same_number_of_queries_for_any_number_of_attempts(
        self, administrator: FlaskClient
    ) -> None:
        a_scored_attempt()

        for_one = count_queries(administrator, "/staff/administration/attempts")
        for number in range(2, 6):
            check_in_now(number=number)
        for_many = count_queries(administrator, "/staff/administration/attempts")

        assert for_many == for_one


class TestExport:
    def test_has_what_was_searched_and_no_names(self, visit: Visit) -> None:
        a_scored_attempt()

        lines = visit("/staff/administration/attempts.csv?state=scored").splitlines()

        assert lines[0].startswith("\ufeffdossier;testprogramma;testmoment;taal;")
        assert len(lines) == 2
        assert lines[1].startswith("D-2026-000001;Maatschappelijke oriëntatie;test na MO;")
        assert "Voorbeeld" not in lines[1]

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
    def test_disarms_what_a_spreadsheet_would_calculate(self, start: str) -> None:
        assert disarm(f"{start}1+1") == f"'{start}1+1"


class TestDeliveries:
    def test_explains_a_parked_result(self, visit: Visit) -> None:
        park_the_result_of(a_scored_attempt())

        page = visit("/staff/administration/deliveries?state=parked")

        assert "Dit dossier bestaat niet in het cliëntvolgsysteem." in page
        assert "Opnieuw aanbieden" in page

    def test_offers_again_once(self, administrator: FlaskClient) -> None:
        outbox_id = park_the_result_of(a_scored_attempt())
        address = f"/staff/administration/deliveries/{outbox_id}/retry"

        first = administrator.post(address, follow_redirects=True)
        second = administrator.post(address, follow_redirects=True)

        assert "De uitslag wordt opnieuw aangeboden" in first.text
        assert "Deze uitslag was al opnieuw aangeboden." in second.text
        db.session.expire_all()
        assert db.session.get_one(OutboxMessage, outbox_id).state is DeliveryState.PENDING

    def test_knows_no_message_that_is_none(self, administrator: FlaskClient) -> None:
        assert administrator.post("/staff/administration/deliveries/9/retry").status_code == 404


class TestBookings:
    def test_says_in_dutch_what_is_wrong_with_a_refused_one(self, visit: Visit) -> None:
        problems = {"language": "unknown language 'xx'", "moment": "'x' is no moment of 'mo'"}
        with unit_of_work() as session:
            remember_refusal(session, external_id="A-77", problems=problems, now=now_utc())

        page = visit("/staff/administration/bookings")

        assert "deze taal bestaat hier niet" in page
        assert "dit testmoment hoort niet bij het testprogramma" in page


class TestContent:
    def test_tells_the_cut_scores_in_points(self, visit: Visit) -> None:
        page = visit("/staff/administration/cut-scores/")
        cut_scores, _, limits = page.partition("Andere grenzen")

        assert cut_scores.count("vandaag van kracht") == 3  # both moments of MO, and NT2 A2
        assert "vandaag van kracht" in limits
        assert "minstens 80 %" in page
        assert "<strong>24</strong> op 30" in page

    def test_tells_that_translations_are_drafts(self, visit: Visit) -> None:
        assert "concept, wacht op nalezing door moedertaalspreker" in visit(
            "/staff/administration/forms"
        )

    def test_tells_the_audio_of_a_form(self, visit: Visit) -> None:
        assert "Tigrinya" in visit("/staff/administration/forms/1")


class TestAuditLog:
    def test_tells_that_the_chain_is_intact(self, visit: Visit) -> None:
        assert "De ketting is ongeschonden." in visit("/staff/administration/audit?check=1")

    def test_tells_where_the_chain_is_broken(self, visit: Visit) -> None:
        with unit_of_work() as session:
            thaw(session, "audit_log")
            record_event(session, actor="worker", action="x", subject="form:1", now=now_utc())
            session.execute(sa.text("UPDATE audit_log SET action = 'y' WHERE action = 'x'"))
            position = session.scalar(sa.select(sa.func.max(AuditRecord.position)))

        page = visit("/staff/administration/audit?check=1")

        assert f"De ketting is verbroken bij record {position}." in page


class TestEveryPage:
    @pytest.mark.parametrize(
        "address",
        [
            "/staff/administration/",
            "/staff/administration/attempts",
            "/staff/administration/deliveries",
            "/staff/administration/bookings",
            "/staff/administration/cut-scores/",
            "/staff/administration/forms",
            "/staff/administration/audit",
            "/staff/invigilator/",
        ],
    )
    def test_is_finished_before_anything_happened(self, visit: Visit, address: str) -> None:
        page = visit(address)

        assert '<html lang="nl">' in page
        assert 'aria-current="page"' in page


class TestWords:
    @pytest.mark.parametrize(
        ("words", "members"),
        [
            (wording.ATTEMPT_STATES, AttemptState),
            (wording.DELIVERY_STATES, DeliveryState),
            (wording.OUTCOMES, Outcome),
            (wording.SUBMITTERS, SubmittedBy),
            (wording.HELD_REASONS, HeldReason),
            (wording.TRANSLATION_STATES, TranslationState),
        ],
    )
    def test_are_there_for_every_member(self, words: object, members: object) -> None:
        assert set(words) == set(members)  # type: ignore[call-overload]

    @pytest.mark.parametrize("reason", UnreachableReason)
    def test_explain_every_reason_to_wait(self, reason: UnreachableReason) -> None:
        assert "opnieuw geprobeerd" in wording.explain_delivery_problem(f"{reason.value} (503)")


class TestDates:
    @pytest.mark.parametrize(
        ("instant", "written"),
        [
            pytest.param(datetime(2026, 7, 1, 7, 5, tzinfo=UTC), "01/07/2026 09:05", id="summer"),
            pytest.param(datetime(2026, 1, 1, 8, 5, tzinfo=UTC), "01/01/2026 09:05", id="winter"),
            pytest.param(
                datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
                "25/10/2026 02:30 (zomertijd)",
                id="the first half past two of the autumn night",
            ),
            pytest.param(
                datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
                "25/10/2026 02:30 (wintertijd)",
                id="the second half past two",
            ),
            pytest.param(None, "–", id="not yet"),
        ],
    )
    def test_are_those_of_brussels(self, instant: datetime | None, written: str) -> None:
        assert format_instant(instant) == written

    @pytest.mark.parametrize(("month", "day", "hours"), [(10, 25, 25), (3, 29, 23), (6, 1, 24)])
    def test_a_day_is_as_long_as_it_is(self, month: int, day: int, hours: int) -> None:
        begins, ends = day_bounds(datetime(2026, month, day, tzinfo=UTC).date())

        assert ends.astimezone(UTC) - begins.astimezone(UTC) == timedelta(hours=hours)


@pytest.fixture
def invigilator(client: FlaskClient) -> FlaskClient:
    """A browser in which the invigilator of Hasselt has signed in."""
    sign_in(client, "toezichter@example.org")
    return client


@pytest.fixture
def administrator(app: Flask) -> FlaskClient:
    """A browser in which the administrator has signed in."""
    client = app.test_client()
    sign_in(client, "beheerder@example.org")
    return client


@pytest.fixture
def visit(administrator: FlaskClient) -> Visit:
    """Get a page as administrator."""

    def get(address: str) -> str:
        response = administrator.get(address)
        assert response.status_code == 200
        return response.text

    return get


def sign_in(client: FlaskClient, email: str, *, follow_redirects: bool = False) -> TestResponse:
    data = {"email": email, "password": PASSWORD}
    return client.post("/staff/sign-in", data=data, follow_redirects=follow_redirects)


def book(
    *,
    number: int = 1,
    starts_at: datetime | None = None,
    test_centre: str = "AGII-HASSELT",
    language: str = "nl",
    given_name: str = "Noor",
    family_name: str = "Voorbeeld",
) -> int:
    """Take a booking in; returns its sitting."""
    message = a_booking(
        id=f"A-{number}",
        dossier=f"D-2026-{number:06}",
        starts_at=starts_at or now_utc(),
        test_centre=test_centre,
        language=language,
        given_name=given_name,
        family_name=family_name,
    )
    with unit_of_work() as session:
        booking_id = receive_booking(session, message, now_utc()).booking_id
        return session.get_one(Booking, booking_id).sitting_id


def book_in_hasselt(
    *,
    number: int = 1,
    starts_in: timedelta = timedelta(),
    language: str = "nl",
    given_name: str = "Noor",
    family_name: str = "Voorbeeld",
) -> int:
    """A booking of one sitting, whoever comes after."""
    first = db.session.scalars(sa.select(Sitting.starts_at)).first()
    return book(
        number=number,
        starts_at=first or now_utc() + starts_in,
        language=language,
        given_name=given_name,
        family_name=family_name,
    )


def only_booking_id() -> int:
    return db.session.scalars(sa.select(Booking.id)).one()


def public_id(attempt_id: int) -> str:
    return db.session.get_one(Attempt, attempt_id).public_id


def staff_id(email: str) -> int:
    return db.session.scalars(sa.select(Staff.id).where(Staff.email == email)).one()


def a_scored_attempt(*, wrong: dict[str, int] | None = None) -> int:
    attempt_id = a_submitted_attempt(wrong=wrong)
    with unit_of_work() as session:
        score_attempt(session, attempt_id, now=now_utc())
    return attempt_id


def park_the_result_of(_attempt_id: int) -> int:
    """Let the other side say that it has no such dossier; returns the message."""
    now = now_utc()
    with unit_of_work() as session:
        outbox_id = session.scalars(sa.select(OutboxMessage.id)).one()
        claim_message(session, outbox_id, now=now)
        settle(session, outbox_id, UnknownDossier("D-2026-000001", "r"), now=now)
    return outbox_id


def count_queries(client: FlaskClient, address: str) -> int:
    """How many statements the database gets for a page that was seen before."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    client.get(address)
    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        client.get(address)
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)
    return len(statements)
