import pytest

from itembank.bodies import ResponseNotUnderstood, Scoring
from itembank.item_types.information import InformationBody
from itembank.items import source_texts
from itembank.readaloud import segments
from itembank.translations import localise
from tests.builders.items import an_information_page


class TestInformation:
    def test_is_scored_by_nobody(self) -> None:
        assert an_information_page().scoring is Scoring.NOBODY

    def test_is_not_sound_with_an_empty_paragraph(self) -> None:
        problems = InformationBody(text="Lees dit.\n\nNeem uw tijd.").list_problems()

        assert [str(problem) for problem in problems] == ["text: must not be empty"]

    def test_is_read_aloud_after_its_title(self) -> None:
        read = segments(localise(an_information_page(), None))

        assert [segment.id for segment in read] == ["prompt", "text"]

    def test_presents_its_paragraphs(self) -> None:
        item = an_information_page(text="Een.\nTwee.")

        assert item.body.present(source_texts(item)).paragraphs == (  # type: ignore[attr-defined]
            "Een.",
            "Twee.",
        )

    def test_names_no_media_of_its_own(self) -> None:
        assert an_information_page().list_media() == ()

    def test_takes_no_answer(self) -> None:
        with pytest.raises(ResponseNotUnderstood):
            an_information_page().body.check_response({"chosen": ["a"]})
