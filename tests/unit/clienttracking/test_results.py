"""The result message: its form, its bytes and its key."""

from datetime import date

import pytest

from scoring.programmes.mo import decide_mo
from testplatform.clienttracking.contract import ResultUnreadable, result_message_from_document
from testplatform.clienttracking.documents import read_json
from testplatform.clienttracking.results import build_result_message
from tests.builders.scoring import PRAKTISCH, SOKKEL, a_cut_score_set, points
from tests.unit.clienttracking.builders import a_result


def problems_of(document: object) -> dict[str, str]:
    with pytest.raises(ResultUnreadable) as refusal:
        result_message_from_document(document)
    return refusal.value.problems


class TestAResultMessage:
    def test_reads_back_what_it_wrote(self) -> None:
        message = a_result(revision=2, supersedes="R-0")

        assert result_message_from_document(read_json(message.to_bytes())) == message

    def test_has_the_same_bytes_whatever_the_order_of_names(self) -> None:
        message = a_result()
        turned_around = dict(reversed(message.to_document().items()))

        assert result_message_from_document(turned_around).to_bytes() == message.to_bytes()

    def test_has_a_key_per_result_and_revision(self) -> None:
        messages = [
            a_result(),
            a_result(dossier="D-2026-000999"),
            a_result(result="R-2"),
            a_result(revision=2, supersedes="R-1"),
        ]

        keys = [message.idempotency_key for message in messages]

        assert keys[0] == keys[1]
        assert len(set(keys)) == 3
        assert all(len(key) == 64 for key in keys)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            pytest.param("result", "R/1", id="slash in an id"),
            pytest.param("sat_on", "2026-02-30", id="no day of the calendar"),
            pytest.param("sat_on", "20260228", id="day without hyphens"),
            pytest.param("outcome", "maybe", id="unknown outcome"),
            pytest.param("outcome", None, id="no outcome"),
            pytest.param("parts", [], id="no parts"),
            pytest.param("parts", ["sokkel"], id="part that is no object"),
            pytest.param("steps", {}, id="steps that are no list"),
            pytest.param("versions", [], id="versions that are no object"),
            pytest.param("supersedes", "R-0", id="first revision that replaces something"),
            pytest.param("supersedes", 1, id="number as an id"),
        ],
    )
    def test_names_the_faulty_field(self, field: str, value: object) -> None:
        problems = problems_of({**a_result().to_document(), field: value})

        assert list(problems) == [field]

    def test_asks_a_correction_what_it_replaces(self) -> None:
        problems = problems_of({**a_result().to_document(), "revision": 2})

        assert list(problems) == ["supersedes"]


class TestFindings:
    def test_come_through_in_the_place_of_an_outcome(self) -> None:
        message = a_result(findings={"scheme": "bands", "band": {"code": "low"}})

        assert result_message_from_document(message.to_document()) == message

    @pytest.mark.parametrize(
        ("changes", "faulty"),
        [
            pytest.param({"findings": {"scheme": "bands"}}, "findings", id="beside an outcome"),
            pytest.param(
                {"outcome": None, "parts": [], "findings": {"band": 1}}, "findings", id="no scheme"
            ),
            pytest.param({"outcome": None}, "outcome", id="neither"),
            pytest.param({"parts": []}, "parts", id="an outcome of nothing"),
        ],
    )
    def test_are_told_alone_and_with_their_scheme(
        self, changes: dict[str, object], faulty: str
    ) -> None:
        problems = problems_of({**a_result().to_document(), **changes})

        assert list(problems) == [faulty]


class TestBuildingTheMessageOfADecision:
    def test_tells_the_decision_with_a_sentence_per_step(self) -> None:
        decision = decide_mo(
            {SOKKEL: points(8, 11), PRAKTISCH: points(20, 30)},
            a_cut_score_set(),
            sat_on=date(2026, 11, 24),
        )

        message = build_result_message(
            decision,
            result="R-1",
            dossier="D-2026-000123",
            booking="A-1",
            moment="after_course",
            sat_on=date(2026, 11, 24),
            revision=1,
            supersedes=None,
            names={"sokkel": "sokkelvragen"},
        )

        sentences = [step["sentence"] for step in message.steps]
        assert "sokkelvragen 8/11 = 72,7 % < 80 %: 9 nodig" in sentences
        assert sentences[-1] == "uitslag: niet geslaagd"
        assert [part["reached"] for part in message.parts] == [False, True]
