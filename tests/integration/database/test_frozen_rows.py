"""What was published or decided cannot be changed, not even past the services."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from testplatform.db import unit_of_work
from testplatform.services.marking import score_attempt
from tests.builders.attempts import STARTED_AT, a_submitted_attempt

NOW = STARTED_AT + timedelta(hours=1)


def change(session: Session, statement: str) -> None:
    session.rollback()
    session.execute(sa.text(statement))


class TestFrozenRows:
    @pytest.mark.parametrize(
        "statement",
        [
            pytest.param("UPDATE forms SET title = 'x'", id="title of a form"),
            pytest.param("UPDATE forms SET manifest = '{}'", id="manifest of a form"),
            pytest.param("DELETE FROM forms", id="a form"),
            pytest.param("UPDATE form_items SET position = position + 100", id="order of a form"),
            pytest.param("DELETE FROM form_items", id="item of a form"),
            pytest.param("UPDATE form_translations SET document = '{}'", id="words of a form"),
            pytest.param("DELETE FROM form_translations", id="language of a form"),
            pytest.param("UPDATE item_versions SET document = '{}'", id="key of an item"),
            pytest.param("DELETE FROM item_versions", id="version of an item"),
            pytest.param("UPDATE cut_score_sets SET document = '{}'", id="cesuur"),
            pytest.param("DELETE FROM cut_score_sets", id="a cesuur at all"),
            pytest.param("UPDATE decisions SET outcome = 'passed'", id="outcome"),
            pytest.param("UPDATE awards SET marks = '1'", id="marks"),
            pytest.param("UPDATE journal_entries SET value = '{}'", id="answer"),
            pytest.param("UPDATE audit_log SET actor = 'x'", id="audit log"),
            pytest.param("UPDATE audio_manifests SET document = '{}'", id="audio of a form"),
            pytest.param("DELETE FROM audio_manifests", id="an audio manifest"),
        ],
    )
    def test_do_not_change(self, session: Session, statement: str) -> None:
        attempt_id = a_submitted_attempt()
        with unit_of_work() as work:
            score_attempt(work, attempt_id, now=NOW)
            work.execute(
                sa.text(
                    "INSERT INTO audio_manifests"
                    " (form_id, language, version, document, content_hash, created_at)"
                    " VALUES (1, 'ti', 77, '{}', 'x', '2026-03-02 10:00:00')"
                )
            )

        with pytest.raises(IntegrityError, match="are frozen"):
            change(session, statement)

    @pytest.mark.parametrize(
        "statement",
        [
            pytest.param("UPDATE forms SET withdrawn_at = '2026-03-02 10:00:00'", id="withdrawn"),
            pytest.param("UPDATE item_versions SET state = 'retired'", id="retired"),
            pytest.param(
                "UPDATE item_versions SET document = '{}', state = 'draft' WHERE state = 'draft'",
                id="a draft",
            ),
        ],
    )
    def test_let_happen_what_is_part_of_their_life(self, session: Session, statement: str) -> None:
        change(session, statement)

    def test_are_no_hindrance_to_the_life_of_an_attempt(self, session: Session) -> None:
        attempt_id = a_submitted_attempt()

        with unit_of_work() as work:
            decision = score_attempt(work, attempt_id, now=NOW)

        assert decision is not None
