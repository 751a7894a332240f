"""Messages of the client-tracking contract with sound defaults."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from scoring.decisions import Outcome
from testplatform.clienttracking.contract import ResultMessage

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqr"
TOKEN = "a-token-for-tests"


def a_booking_document(**overrides: object) -> dict[str, object]:
    """A booking as JSON; an override replaces a field."""
    return {
        "id": "A-2026-0001",
        "dossier": "D-2026-000123",
        "given_name": "Amina",
        "family_name": "Al-Mithal",
        "programme": "mo",
        "moment": "after_course",
        "language": "ar",
        "needs": ["read_aloud"],
        "test_centre": "AGII-HASSELT",
        "starts_at": "2026-11-24T09:00:00+01:00",
        "region": "Prov. Limburg",
        "revision": 1,
        **overrides,
    }


def a_result(
    *,
    result: str = "R-1",
    dossier: str = "D-2026-000123",
    outcome: Outcome = Outcome.FAILED,
    parts: Sequence[Mapping[str, object]] | None = None,
    revision: int = 1,
    supersedes: str | None = None,
    findings: Mapping[str, object] | None = None,
) -> ResultMessage:
    """A result of MO; with findings, one of a test that passes or fails nobody."""
    usual_part = {
        "code": "sokkel",
        "points": 8,
        "out_of": 11,
        "cut_score": {"kind": "at_least_percentage", "percentage": 80, "points_needed": 9},
        "reached": False,
    }
    step = {"kind": "part_compared", "sentence": "sokkelvragen 8/11 = 72,7 % < 80 %: 9 nodig"}
    return ResultMessage(
        result=result,
        dossier=dossier,
        booking="A-2026-0001",
        programme="mo",
        moment="after_course",
        sat_on=date(2026, 11, 24),
        outcome=None if findings else outcome,
        parts=() if findings else (usual_part,) if parts is None else tuple(parts),
        steps=(step,),
        versions={"rules": {"2.1": 1}},
        revision=revision,
        supersedes=supersedes,
        findings=findings,
    )
