"""The strict reading of bookings."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.codes import FactCode
from scoring.decisions import FactCarried
from testplatform.clienttracking.contract import (
    BookingMessage,
    BookingUnreadable,
    booking_message_from_document,
)
from testplatform.clienttracking.demo import UNKNOWN_DOSSIER, demo_bookings
from testplatform.clienttracking.facts import facts_from_document, facts_to_document
from testplatform.clock import BRUSSELS
from tests.unit.clienttracking.builders import NOW, a_booking_document

EVALUATED = {"value": "positief", "told_on": "2026-11-20"}
BIDI_OVERRIDE = "\u202e"


def problems_of(document: object) -> dict[str, str]:
    with pytest.raises(BookingUnreadable) as refusal:
        booking_message_from_document(document)
    return refusal.value.problems


class TestReadingABooking:
    def test_gives_every_field_as_a_value(self) -> None:
        message = booking_message_from_document(a_booking_document())

        assert message == BookingMessage(
            id="A-2026-0001",
            dossier="D-2026-000123",
            given_name="Amina",
            family_name="Al-Mithal",
            programme="mo",
            moment="after_course",
            language="ar",
            needs=("read_aloud",),
            test_centre="AGII-HASSELT",
            starts_at=datetime(2026, 11, 24, 8, 0, tzinfo=UTC),
            region="Prov. Limburg",
            revision=1,
        )

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            pytest.param(
                {"starts_at": "2026-11-24T09:00:00+01:00"},
                {"starts_at": "2026-11-24T08:00Z"},
                id="one instant written with two offsets",
            ),
            pytest.param(
                {"needs": ["read_aloud", "extra_time"]},
                {"needs": ["extra_time", "read_aloud"]},
                id="needs in another order",
            ),
            pytest.param(
                {"family_name": "Exemplé"},
                {"family_name": " Exemple\u0301 "},
                id="a name composed otherwise, with blanks around it",
            ),
        ],
    )
    def test_makes_messages_that_say_the_same_equal(
        self, first: dict[str, object], second: dict[str, object]
    ) -> None:
        messages = [booking_message_from_document(a_booking_document(**x)) for x in (first, second)]

        assert messages[0].to_document() == messages[1].to_document()

    @pytest.mark.parametrize("name", ["given_name", "family_name"])
    def test_takes_a_person_with_one_name(self, name: str) -> None:
        message = booking_message_from_document(a_booking_document(**{name: ""}))

        assert getattr(message, name) == ""

    def test_keeps_the_joiners_that_persian_names_need(self) -> None:
        message = booking_message_from_document(a_booking_document(given_name="علی\u200cرضا"))

        assert message.given_name == "علی\u200cرضا"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            pytest.param("id", "", id="empty id"),
            pytest.param("id", "A 1", id="blank in an id"),
            pytest.param("id", "A-1\n", id="line end after an id"),
            pytest.param("id", "A" * 65, id="long id"),
            pytest.param("id", 7, id="number as id"),
            pytest.param("dossier", "D-2026-12", id="short dossier number"),
            pytest.param("dossier", "D-2026-00012٣", id="digit of another script"),
            pytest.param("given_name", None, id="null as a name"),
            pytest.param("given_name", "Amina\x00", id="null character"),
            pytest.param("given_name", "Amina\n", id="line end in a name"),
            pytest.param("given_name", f"{BIDI_OVERRIDE}anima", id="text turned around"),
            pytest.param("given_name", "\ud800", id="half a character"),
            pytest.param("family_name", "x" * 121, id="long name"),
            pytest.param("programme", "MO", id="programme in capitals"),
            pytest.param("moment", ["after_course"], id="list as a moment"),
            pytest.param("language", "arabisch!", id="no language tag"),
            pytest.param("language", "a" * 36, id="long language tag"),
            pytest.param("needs", "read_aloud", id="text as needs"),
            pytest.param("needs", ["read_aloud", "read_aloud"], id="need named twice"),
            pytest.param("needs", [["read_aloud"]], id="nested needs"),
            pytest.param("needs", [f"n{i}" for i in range(17)], id="too many needs"),
            pytest.param("test_centre", "AGII HASSELT", id="blank in a test centre"),
            pytest.param("test_centre", "AGII-", id="test centre that ends in a hyphen"),
            pytest.param("starts_at", "2026-11-24T09:00:00", id="time without offset"),
            pytest.param("starts_at", "2026-11-24", id="day as a time"),
            pytest.param("starts_at", "2026-13-24T09:00:00Z", id="month thirteen"),
            pytest.param("starts_at", "2026-11-24T09:00:00+25:00", id="offset of more than a day"),
            pytest.param("starts_at", "0001-01-01T00:00:00+01:00", id="before the calendar"),
            pytest.param("starts_at", 1795500000, id="number as a time"),
            pytest.param("region", "  ", id="blank region"),
            pytest.param("revision", 0, id="revision zero"),
            pytest.param("revision", True, id="true as a revision"),
            pytest.param("revision", 1.0, id="revision with a point"),
            pytest.param("revision", "1", id="text as a revision"),
            pytest.param("revision", 2**31, id="revision beyond an integer column"),
        ],
    )
    def test_names_the_faulty_field(self, field: str, value: object) -> None:
        problems = problems_of(a_booking_document(**{field: value}))

        assert list(problems) == [field]

    def test_refuses_a_person_without_any_name(self) -> None:
        problems = problems_of(a_booking_document(given_name="", family_name=" "))

        assert list(problems) == ["family_name"]

    def test_names_every_faulty_missing_and_unknown_field_at_once(self) -> None:
        document = a_booking_document(dossier="?", revision=0, extra=1)
        del document["language"]

        problems = problems_of(document)

        assert problems == {
            "dossier": "must be a code such as D-2026-000123",
            "language": "is missing",
            "revision": "must be a whole number from 1 to 2147483647",
            "extra": "is not a known field",
        }

    @pytest.mark.parametrize("document", [None, [], "text", 1, True])
    def test_refuses_what_is_no_object(self, document: object) -> None:
        problems = problems_of(document)

        assert problems == {"": "the message must be a JSON object"}

    def test_repeats_no_value_of_the_message(self) -> None:
        document = a_booking_document(given_name="Amina\x07", family_name=["Al-Mithal"])

        with pytest.raises(BookingUnreadable) as refusal:
            booking_message_from_document(document)

        assert "Amina" not in repr(refusal.value)
        assert "Al-Mithal" not in str(refusal.value)

    def test_names_an_unknown_field_in_plain_characters(self) -> None:
        problems = problems_of(a_booking_document(**{f"{BIDI_OVERRIDE}\x00" + "x" * 99: 1}))

        assert all(name.isascii() and name.isprintable() and len(name) <= 40 for name in problems)


class TestFacts:
    @pytest.mark.parametrize(
        "given",
        [
            pytest.param({}, id="left out"),
            pytest.param({"facts": None}, id="null"),
            pytest.param({"facts": {}}, id="empty"),
        ],
    )
    def test_that_nobody_told_are_none(self, given: dict[str, object]) -> None:
        message = booking_message_from_document(a_booking_document(**given))

        assert message.facts == ()
        assert "facts" not in message.to_document()

    def test_come_in_the_order_of_their_codes(self) -> None:
        facts = {"b": EVALUATED, "a": EVALUATED}

        message = booking_message_from_document(a_booking_document(facts=facts))

        assert message.facts == tuple(
            FactCarried(fact=FactCode(code), value="positief", told_on=date(2026, 11, 20))
            for code in ("a", "b")
        )

    @pytest.mark.parametrize(
        ("facts", "problems"),
        [
            pytest.param("positief", {"facts": "must be a JSON object"}, id="a text"),
            pytest.param(
                {f"f{number}": EVALUATED for number in range(9)},
                {"facts": "must have at most 8 entries"},
                id="too many",
            ),
            pytest.param(
                {"Jan Peeters\u202e": EVALUATED},
                {"facts": "must be named by codes such as process_evaluation"},
                id="a name that is no code",
            ),
            pytest.param(
                {"process_evaluation": "positief"},
                {"facts.process_evaluation": "must be a JSON object"},
                id="a word alone",
            ),
            pytest.param(
                {"process_evaluation": {}},
                {
                    "facts.process_evaluation.value": "is missing",
                    "facts.process_evaluation.told_on": "is missing",
                },
                id="nothing in it",
            ),
            pytest.param(
                {"process_evaluation": {**EVALUATED, "value": "Heeft goed meegewerkt."}},
                {"facts.process_evaluation.value": "must be a code such as positief"},
                id="free text",
            ),
            pytest.param(
                {"process_evaluation": {**EVALUATED, "told_on": "20/11/2026"}},
                {"facts.process_evaluation.told_on": "must be a day such as 2026-11-24"},
                id="a day written otherwise",
            ),
            pytest.param(
                {"process_evaluation": {**EVALUATED, "by": "Jan"}},
                {"facts.process_evaluation.by": "is not a known field"},
                id="one field more",
            ),
        ],
    )
    def test_that_are_faulty_are_named_without_their_value(
        self, facts: object, problems: dict[str, str]
    ) -> None:
        assert problems_of(a_booking_document(facts=facts)) == problems


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
names = st.text(st.characters(categories=["L", "M", "Nd", "Zs"]), min_size=1, max_size=60).filter(
    lambda name: bool(name.strip())
)
codes = st.from_regex(r"[a-z][a-z0-9_]{0,31}", fullmatch=True)
instants = st.builds(
    lambda seconds, minutes: datetime.fromtimestamp(seconds, timezone(timedelta(minutes=minutes))),
    st.integers(1_000_000_000, 7_000_000_000),
    st.integers(-14 * 60, 14 * 60),
)
messages = st.builds(
    a_booking_document,
    id=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}", fullmatch=True),
    dossier=st.from_regex(r"D-[0-9]{4}-[0-9]{6}", fullmatch=True).filter(str.isascii),
    given_name=names,
    family_name=names,
    needs=st.lists(codes, unique=True, max_size=16),
    starts_at=instants.map(datetime.isoformat),
    revision=st.integers(1, 2**31 - 1),
    facts=st.dictionaries(
        codes,
        st.fixed_dictionaries(
            {
                "value": codes,
                "told_on": st.dates(date(2000, 1, 1), date(2199, 12, 31)).map(date.isoformat),
            }
        ),
        max_size=8,
    ),
)


class TestTheRoundTrip:
    @given(messages)
    def test_reads_back_what_it_wrote(self, document: dict[str, object]) -> None:
        message = booking_message_from_document(document)

        assert booking_message_from_document(message.to_document()) == message
        assert facts_from_document(facts_to_document(message.facts)) == message.facts

    @given(st.dictionaries(st.sampled_from([*a_booking_document(), "facts"]), json_values))
    def test_reads_or_refuses_whatever_comes(self, overrides: dict[str, object]) -> None:
        faulty: set[str] = set()

        try:
            booking_message_from_document(a_booking_document(**overrides))
        except BookingUnreadable as refusal:
            faulty = {field.partition(".")[0] for field in refusal.problems}

        assert faulty <= overrides.keys() | {"family_name"}


class TestTheDemoBookings:
    def test_are_bookings_of_the_contract(self) -> None:
        documents = demo_bookings(NOW.date(), NOW)

        messages = [booking_message_from_document(document) for document in documents]
        assert [message.id for message in messages] == [
            f"DEMO-20261124-{number:02}" for number in range(1, 9)
        ]

    def test_cover_the_languages_moments_and_the_unknown_dossier(self) -> None:
        messages = [booking_message_from_document(x) for x in demo_bookings(NOW.date(), NOW)]

        assert {message.language for message in messages} == {
            "nl", "ar", "tr", "fr", "en", "ti", "so"
        }  # fmt: skip
        assert {message.moment for message in messages} == {"after_course", "exemption"}
        assert UNKNOWN_DOSSIER in {message.dossier for message in messages}

    def test_tell_how_some_courses_were_evaluated(self) -> None:
        messages = [booking_message_from_document(x) for x in demo_bookings(NOW.date(), NOW)]

        told = [
            (message.moment, fact.value, fact.told_on)
            for message in messages
            for fact in message.facts
        ]
        assert told == [
            ("after_course", "positief", date(2026, 11, 23)),
            ("after_course", "negatief", date(2026, 11, 23)),
        ]

    @pytest.mark.parametrize("hour", range(24))
    @pytest.mark.parametrize(
        "today",
        [
            pytest.param(date(2026, 3, 29), id="the clock goes forward"),
            pytest.param(date(2026, 10, 25), id="the clock goes back"),
            pytest.param(date(2026, 11, 24), id="an ordinary day"),
        ],
    )
    def test_begin_within_the_half_hour_before_now(self, today: date, hour: int) -> None:
        midnight = datetime.combine(today, time(), tzinfo=BRUSSELS).astimezone(UTC)
        now = midnight + timedelta(hours=hour, minutes=59)

        documents = demo_bookings(now.astimezone(BRUSSELS).date(), now)

        starts_at = booking_message_from_document(documents[0]).starts_at
        assert timedelta(0) <= now - starts_at < timedelta(minutes=30)

    def test_begin_at_nine_on_another_day_than_today(self) -> None:
        documents = demo_bookings(NOW.date() + timedelta(days=1), NOW)

        assert documents[0]["starts_at"] == "2026-11-25T09:00:00+01:00"
