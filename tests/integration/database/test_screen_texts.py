"""The sentences of the candidate's screens are counted, recorded and played like all others."""

import pytest
from sqlalchemy.orm import Session

from itembank.forms import Stakes
from testplatform.config import Config
from testplatform.db import unit_of_work
from testplatform.repositories.forms import get_form_plan, hash_text
from testplatform.services.read_aloud.choosing import find_speech
from testplatform.services.read_aloud.coverage import measure_coverage, measure_form_texts
from testplatform.services.read_aloud.prompting import Shown, list_prompts
from testplatform.services.read_aloud.recording import make_take, take_recording
from testplatform.services.read_aloud.screens import list_screen_segments
from testplatform.services.read_aloud.speakers import add_speaker
from tests.builders.item_versions import ADMINISTRATOR, NOW
from tests.builders.takes import a_voice
from tests.integration.database.test_recording_voices import a_command, a_person, form_id_of

HAND_IN = "Ja, indienen"


class TestCoverage:
    @pytest.mark.parametrize(
        ("language", "spoken"),
        [
            pytest.param("ti", "ti", id="translated"),
            pytest.param("it", "nl", id="not translated, so all of it is missing"),
        ],
    )
    def test_counts_them_with_a_form(self, session: Session, language: str, spoken: str) -> None:
        form_id = form_id_of(session)
        of_the_form = measure_form_texts(session, form_id, language)

        coverage = measure_coverage(session, form_id, language)

        number = len(list_screen_segments(spoken))
        assert number > 90
        assert coverage.segments == of_the_form.segments + number
        assert coverage.missing == coverage.segments
        assert not coverage.is_releasable

    def test_counts_none_where_the_screens_are_those_of_the_source(self, session: Session) -> None:
        form_id = form_id_of(session)

        assert measure_coverage(session, form_id, "vgt") == measure_form_texts(
            session, form_id, "vgt"
        )


class TestRecording:
    def test_of_a_button_is_heard_before_anybody_typed_a_code(
        self, session: Session, config: Config
    ) -> None:
        form_id = form_id_of(session)
        before = measure_coverage(session, form_id, "nl").human
        shown = [one for one in list_prompts(session, form_id, "nl") if Shown.SCREENS.includes(one)]
        [prompt] = [one for one in shown if one.text == HAND_IN]
        take = make_take(a_voice(HAND_IN), prompt.text, prompt.said, "nl")
        session.rollback()

        person = a_person(session, ADMINISTRATOR)
        with unit_of_work() as work:
            speaker = add_speaker(work, a_command(), by=person, now=NOW)
            key = take_recording(
                work, config.media_root, take, speaker_id=speaker.id, by=person, now=NOW
            ).key

        assert find_speech(session, HAND_IN, "nl", Stakes.PRACTICE, is_public=True) == key
        assert measure_coverage(session, form_id, "nl").human == before + 1

    def test_numbers_them_after_the_texts_of_the_form(self, session: Session) -> None:
        form_id = form_id_of(session)
        texts = {one.text_hash for one in get_form_plan(session, form_id).segments_in("nl")}

        prompts = list_prompts(session, form_id, "nl")

        assert {one.number for one in prompts if not one.is_of_screens} == {
            *range(1, len(texts) + 1)
        }
        assert hash_text(HAND_IN) in {one.text_hash for one in prompts if one.is_of_screens}
