"""`testplatform rescore`: the difference in text and JSON, and proposals for another person."""

import json
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from testplatform.cli.rescore import rescore
from testplatform.models.decisions import Decision
from testplatform.models.rescoring import RescoringCase, RescoringState
from tests.builders.rescoring import PROPOSER, a_decided_attempt

FULL_MARKS = ("--form", "mo-demo", "--item", "MO-S-01", "--neutralise", "full-marks")


def called(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(rescore, arguments)


def printed(app: Flask, *arguments: str) -> str:
    result = called(app, *arguments)
    assert result.exit_code == 0, result.output
    return result.output


def count(session: Session, model: type) -> int:
    session.rollback()
    return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


@pytest.fixture(autouse=True)
def decided(session: Session) -> None:
    """Somebody who failed by one core question."""
    a_decided_attempt(wrong={"sokkel": 3})
    session.rollback()


class TestDryRun:
    def test_says_who_changes_and_how(self, app: Flask, session: Session) -> None:
        text = printed(app, "--dry-run", *FULL_MARKS)

        assert "everybody  concerned 1  changed 1  to passed 1  to failed 0" in text
        assert (
            "D-2026-000001  nl  sokkel 8/11 -> 9/11  praktisch 30/30 -> 30/30  failed -> passed"
            in text
        )
        assert "Voorbeeld" not in text
        assert (count(session, RescoringCase), count(session, Decision)) == (0, 1)

    def test_gives_the_same_as_json(self, app: Flask) -> None:
        document: dict[str, Any] = json.loads(
            printed(app, "--dry-run", *FULL_MARKS, "--format", "json")
        )

        assert document["case"] is None
        assert document["by_language"]["nl"]["to_passed"] == 1
        assert document["changes"] == [
            {
                "dossier": "D-2026-000001",
                "language": "nl",
                "outcome": ["failed", "passed"],
                "parts": [
                    {"code": "sokkel", "points": [8, 9], "out_of": [11, 11]},
                    {"code": "praktisch", "points": [30, 30], "out_of": [30, 30]},
                ],
            }
        ]

    def test_knows_the_other_corrections(self, app: Flask) -> None:
        left_out = printed(app, "--dry-run", "--item", "MO-S-01", "--neutralise", "left-out")
        key = printed(app, "--dry-run", "--item", "MO-S-01", "--key", "b")
        cut_scores = printed(
            app,
            "--dry-run",
            *("--cut-scores", "mo-after-course-2022-03-28/1"),
            *("--from", "2026-03-01", "--to", "2026-03-31"),
        )

        assert "sokkel 8/11 -> 8/10" in left_out
        assert "everybody  concerned 1" in key
        assert "sokkel 8/11 -> 8/11  praktisch 30/30 -> 30/30  failed -> passed" in cut_scores


class TestProposal:
    def test_waits_for_another_person(self, app: Flask, session: Session) -> None:
        text = printed(app, *FULL_MARKS, "--reason", "Dubbelzinnig.", "--as", PROPOSER)

        assert text.startswith("RS-1 is proposed; another administrator can approve it")
        session.rollback()
        case = session.scalars(sa.select(RescoringCase)).one()
        assert (case.state, case.proposed_by.email) == (RescoringState.PROPOSED, PROPOSER)
        assert count(session, Decision) == 1

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            pytest.param(FULL_MARKS, "reason_missing", id="no reason"),
            pytest.param(
                (*FULL_MARKS, "--reason", "x"), "--as names the administrator", id="nobody"
            ),
            pytest.param(
                (*FULL_MARKS, "--reason", "x", "--as", "auteur@example.org"),
                "auteur@example.org is not an administrator",
                id="no administrator",
            ),
            pytest.param(
                ("--item", "MO-X", "--neutralise", "left-out", "--dry-run"),
                "item_unknown: MO-X",
                id="unknown item",
            ),
            pytest.param(("--item", "MO-S-01", "--dry-run"), "give one of", id="no correction"),
            pytest.param(
                (*FULL_MARKS, "--key", "b", "--dry-run"), "give one of", id="two corrections"
            ),
        ],
    )
    def test_is_refused_and_nothing_is_stored(
        self, app: Flask, session: Session, arguments: tuple[str, ...], sentence: str
    ) -> None:
        result = called(app, *arguments)

        assert result.exit_code != 0
        assert sentence in result.output
        assert count(session, RescoringCase) == 0
