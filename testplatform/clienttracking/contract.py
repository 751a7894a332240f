"""The messages of the client-tracking contract as values; `docs/client-tracking.md` shows them.

Only shapes are checked here. Whether a programme, language or test centre exists, and what a need
or moment means, is asked of the platform's own tables by the service that takes a booking.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from scoring.decisions import FactCarried, Outcome
from testplatform.clienttracking.documents import canonical_json
from testplatform.clienttracking.facts import facts_to_document, read_facts
from testplatform.clienttracking.fields import (
    LARGEST_NUMBER,
    FieldReader,
    code_field,
    code_list,
    member_of,
    number_between,
    object_list,
    optional_field,
    parse_day,
    parse_instant,
    parse_object,
    person_text,
)
from testplatform.errors import PlatformError

LONGEST_NAME = 120
LONGEST_REGION = 80
MOST_NEEDS = 16
MOST_PARTS = 32
MOST_STEPS = 200

_REFERENCE = code_field(re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}", re.ASCII), "A-2026-0001")
_DOSSIER = code_field(re.compile(r"D-[0-9]{4}-[0-9]{6}", re.ASCII), "D-2026-000123")
_CODE = code_field(re.compile(r"[a-z][a-z0-9_]{0,31}", re.ASCII), "after_course")
_CENTRE = code_field(re.compile(r"(?=.{1,32}$)[A-Z0-9]+(-[A-Z0-9]+)*", re.ASCII), "AGII-HASSELT")
# A language tag of BCP 47 in its general form; which tags exist is a matter of tables.
_TAG = code_field(re.compile(r"(?=.{2,35}$)[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", re.ASCII), "ar")
_REVISION = number_between(1, LARGEST_NUMBER)
_NEVER = datetime(1, 1, 1, tzinfo=UTC)


class MessageUnreadable(PlatformError):
    """A message has faulty fields; `problems` maps each of them to what is wrong, without values.

    The empty field name stands for the message as a whole.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(dict(problems))
        self.problems = dict(problems)

    def __str__(self) -> str:
        return "; ".join(
            f"{field}: {problem}" if field else problem for field, problem in self.problems.items()
        )


class BookingUnreadable(MessageUnreadable):
    """A booking message has faulty fields."""


class ResultUnreadable(MessageUnreadable):
    """A result message has faulty fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingMessage:
    """An appointment as the client-tracking system tells it: a place in a sitting for a dossier.

    Names are in NFC; one of the two may be empty, for who has only one name. `starts_at` is in UTC
    and `needs` is sorted, so that messages that say the same are equal. `parts` are those that are
    sat; None is all of them. `facts` are carried beside the decision, in the order of their codes.
    """

    id: str
    dossier: str
    given_name: str
    family_name: str
    programme: str
    moment: str
    language: str
    needs: tuple[str, ...]
    test_centre: str
    starts_at: datetime
    region: str
    revision: int
    purpose: str | None = None
    parts: tuple[str, ...] | None = None
    facts: tuple[FactCarried, ...] = ()

    def to_document(self) -> dict[str, object]:
        """Write the message as `booking_message_from_document` reads it.

        A booking without a purpose or facts, or of all parts, is written as before there were any,
        and hashed so.
        """
        return {
            "id": self.id,
            "dossier": self.dossier,
            "given_name": self.given_name,
            "family_name": self.family_name,
            "programme": self.programme,
            "moment": self.moment,
            "language": self.language,
            "needs": sorted(self.needs),
            "test_centre": self.test_centre,
            "starts_at": self.starts_at.astimezone(UTC).isoformat(),
            "region": self.region,
            "revision": self.revision,
            **({} if self.purpose is None else {"purpose": self.purpose}),
            **({} if self.parts is None else {"parts": sorted(self.parts)}),
            **({"facts": facts_to_document(self.facts)} if self.facts else {}),
        }


def booking_message_from_document(document: object) -> BookingMessage:
    """Read a booking strictly.

    Raises:
        BookingUnreadable: naming every faulty, missing and unknown field at once.
    """
    fields = FieldReader(document)
    name = person_text(LONGEST_NAME, may_be_empty=True)
    message = BookingMessage(
        id=fields.read("id", _REFERENCE, ""),
        dossier=fields.read("dossier", _DOSSIER, ""),
        given_name=fields.read("given_name", name, "?"),
        family_name=fields.read("family_name", name, "?"),
        programme=fields.read("programme", _CODE, ""),
        moment=fields.read("moment", _CODE, ""),
        language=fields.read("language", _TAG, ""),
        needs=fields.read("needs", code_list(_CODE, most=MOST_NEEDS), ()),
        test_centre=fields.read("test_centre", _CENTRE, ""),
        starts_at=fields.read("starts_at", parse_instant, _NEVER),
        region=fields.read("region", person_text(LONGEST_REGION), ""),
        revision=fields.read("revision", _REVISION, 1),
        purpose=fields.read_if_given("purpose", optional_field(_CODE), None),
        parts=fields.read_if_given(
            "parts", optional_field(code_list(_CODE, most=MOST_PARTS)), None
        ),
        facts=read_facts(fields),
    )
    if not message.given_name and not message.family_name:
        fields.report("family_name", "must not be empty when given_name is")
    fields.refuse_unknown_fields()
    if fields.problems:
        raise BookingUnreadable(fields.problems)
    return message


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultMessage:
    """One decision on one attempt, without names: the dossier number says whose it is.

    `parts`, `steps` and `versions` are JSON as `scoring.decisions.decision_to_document` writes it;
    each step may carry a `sentence` in Dutch. A test that passes or fails nobody has neither an
    outcome nor parts: `findings` is what it found, with the `scheme` by which. A correction has a
    higher revision and its own `result`, and names in `supersedes` the result that it replaces.
    """

    result: str
    dossier: str
    booking: str
    programme: str
    moment: str
    sat_on: date
    outcome: Outcome | None
    parts: tuple[Mapping[str, object], ...]
    steps: tuple[Mapping[str, object], ...]
    versions: Mapping[str, object]
    revision: int
    supersedes: str | None
    findings: Mapping[str, object] | None = None

    @property
    def idempotency_key(self) -> str:
        """The key of the delivery of this message."""
        return idempotency_key(self.result, self.revision)

    def to_document(self) -> dict[str, object]:
        """Write the message as `result_message_from_document` reads it."""
        return {
            "result": self.result,
            "dossier": self.dossier,
            "booking": self.booking,
            "programme": self.programme,
            "moment": self.moment,
            "sat_on": self.sat_on.isoformat(),
            "outcome": None if self.outcome is None else self.outcome.value,
            "parts": [dict(part) for part in self.parts],
            "steps": [dict(step) for step in self.steps],
            "versions": dict(self.versions),
            "revision": self.revision,
            "supersedes": self.supersedes,
            **({} if self.findings is None else {"findings": dict(self.findings)}),
        }

    def to_bytes(self) -> bytes:
        """Write the message as it travels: the same message, the same bytes."""
        return canonical_json(self.to_document())


def idempotency_key(result: str, revision: int) -> str:
    """The key of the delivery of a result: SHA-256 over its id and revision, in hexadecimal."""
    return hashlib.sha256(canonical_json([result, revision])).hexdigest()


def result_message_from_document(document: object) -> ResultMessage:
    """Read a result strictly, from the outbox or from the wire.

    Raises:
        ResultUnreadable: naming every faulty, missing and unknown field at once.
    """
    fields = FieldReader(document)
    message = ResultMessage(
        result=fields.read("result", _REFERENCE, ""),
        dossier=fields.read("dossier", _DOSSIER, ""),
        booking=fields.read("booking", _REFERENCE, ""),
        programme=fields.read("programme", _CODE, ""),
        moment=fields.read("moment", _CODE, ""),
        sat_on=fields.read("sat_on", parse_day, date.min),
        outcome=fields.read("outcome", optional_field(member_of(Outcome)), None),
        parts=fields.read("parts", object_list(least=0, most=MOST_PARTS), ()),
        steps=fields.read("steps", object_list(most=MOST_STEPS), ()),
        versions=fields.read("versions", parse_object, {}),
        revision=fields.read("revision", _REVISION, 1),
        supersedes=fields.read("supersedes", optional_field(_REFERENCE), None),
        findings=fields.read_if_given("findings", optional_field(parse_object), None),
    )
    _check_findings(message, fields)
    if "supersedes" not in fields.problems and "revision" not in fields.problems:
        _check_supersedes(message, fields)
    fields.refuse_unknown_fields()
    if fields.problems:
        raise ResultUnreadable(fields.problems)
    return message


def _check_supersedes(message: ResultMessage, fields: FieldReader) -> None:
    if message.revision > 1 and message.supersedes is None:
        fields.report("supersedes", "must name the result that this revision replaces")
    if message.revision == 1 and message.supersedes is not None:
        fields.report("supersedes", "must be null for a first revision")


def _check_findings(message: ResultMessage, fields: FieldReader) -> None:
    """Either somebody passed or failed in parts, or the test found something else."""
    if message.findings is None and message.outcome is None:  # a faulty one keeps its problem
        fields.report("outcome", "must be passed or failed where there are no findings")
    if message.findings is None and not message.parts:
        fields.report("parts", f"must be a list of 1 to {MOST_PARTS} objects")
    if message.findings is not None and (message.outcome is not None or message.parts):
        fields.report("findings", "must not stand beside an outcome or parts")
    if message.findings is not None and not isinstance(message.findings.get("scheme"), str):
        fields.report("findings", "must name its scheme")
