"""How the simulator shows a received result."""

from dataclasses import replace
from datetime import timedelta

import pytest

from testplatform.clienttracking.simulator.result_cards import (
    PartRow,
    ResultCard,
    build_result_card,
)
from testplatform.clienttracking.simulator.results import HeldResult, hash_body
from tests.unit.clienttracking.builders import NOW, a_result


def a_held_result(*parts: dict[str, object], deliveries: int = 1, revision: int = 1) -> HeldResult:
    message = a_result(
        parts=parts or None, revision=revision, supersedes=None if revision == 1 else "R-0"
    )
    return HeldResult(
        message=message,
        idempotency_key=message.idempotency_key,
        body_hash=hash_body(message),
        received_at=NOW,
        last_received_at=NOW + timedelta(minutes=1),
        deliveries=deliveries,
        current=True,
    )


def a_card_of(findings: dict[str, object]) -> ResultCard:
    message = a_result(findings=findings)
    return build_result_card(replace(a_held_result(), message=message))


class TestTheCardOfFindings:
    @pytest.mark.parametrize(
        ("findings", "heading"),
        [
            ({"scheme": "bands", "band": {"code": "low", "title": "laag"}}, "Interval: laag"),
            ({"scheme": "levels", "proof": "certificate"}, "Bewijs"),
            ({"scheme": "levels", "proof": "statement"}, "Verklaring van niveau"),
            ({"scheme": "levels", "proof": "none"}, "Schatting, geen bewijs"),
            ({"scheme": "levels", "proof": 1}, "–"),
            ({"scheme": "routing"}, "–"),
            ({"scheme": "routing", "tracks": "x"}, "–"),
            (
                {
                    "scheme": "routing",
                    "tracks": [
                        {"track": "oral", "module": "2.2"},
                        {"track": "written", "module": "1.2"},
                        {"track": "sung", "module": "9"},
                    ],
                },
                "Plaatsing: mondeling 2.2, schriftelijk 1.2",
            ),
        ],
    )
    def test_is_headed_by_what_was_found(self, findings: dict[str, object], heading: str) -> None:
        card = a_card_of(findings)

        assert (card.heading, card.parts) == (heading, ())


class TestTheCardOfAResult:
    def test_shows_points_and_cut_score_per_part(self) -> None:
        card = build_result_card(a_held_result())

        assert card.parts == (
            PartRow(
                title="Sokkelvragen",
                points="8/11",
                cut_score="minstens 80 % (9 nodig)",
                reached="niet bereikt",
            ),
        )

    @pytest.mark.parametrize(
        ("cut_score", "shown"),
        [
            ({"kind": "more_than_percentage", "percentage": 50}, "meer dan 50 %"),
            ({"kind": "at_least_points", "points": "17/2"}, "minstens 8,5 punten"),
            ({"kind": "unheard_of"}, "–"),
            ({"kind": "at_least_points"}, "minstens – punten"),
            ("80 %", "–"),
        ],
    )
    def test_shows_each_kind_of_cut_score(self, cut_score: object, shown: str) -> None:
        card = build_result_card(a_held_result({"code": 1, "cut_score": cut_score}))

        assert card.parts[0].cut_score == shown

    def test_shows_the_steps_as_they_were_told(self) -> None:
        card = build_result_card(a_held_result())

        assert card.steps == ("sokkelvragen 8/11 = 72,7 % < 80 %: 9 nodig",)

    @pytest.mark.parametrize(
        ("deliveries", "shown"), [(1, "1 keer"), (3, "3 keer, het laatst op 24/11/2026 09:31:00")]
    )
    def test_counts_the_deliveries(self, deliveries: int, shown: str) -> None:
        card = build_result_card(a_held_result(deliveries=deliveries))

        assert ("Geleverd", shown) in card.facts

    def test_names_the_result_that_a_correction_replaces(self) -> None:
        card = build_result_card(a_held_result(revision=2))

        assert ("Revisie", "2, vervangt R-0") in card.facts


class TestTheCardOfFacts:
    @pytest.mark.parametrize(
        ("step", "rows"),
        [
            pytest.param({}, [("Procesevaluatie", "positief, telt niet mee")], id="carried"),
            pytest.param({"fact": "other"}, [("other", "positief, telt niet mee")], id="new here"),
            pytest.param({"value": 1}, [], id="no words"),
            pytest.param({"fact": None}, [], id="no fact"),
            pytest.param({"kind": "part_compared"}, [], id="another step"),
        ],
    )
    def test_shows_what_came_along(
        self, step: dict[str, object], rows: list[tuple[str, str]]
    ) -> None:
        told = {"kind": "fact_carried", "fact": "process_evaluation", "value": "positief"}
        message = replace(a_result(), steps=({**told, **step},))

        card = build_result_card(replace(a_held_result(), message=message))

        assert [row for row in card.facts if "telt niet mee" in row[1]] == rows
