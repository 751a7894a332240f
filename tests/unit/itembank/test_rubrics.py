import pytest

from itembank.items import ItemType
from itembank.rubrics import RubricUnknown, get_rubric, load_rubrics, most_marks, read_rubrics
from scoring.ratings import rubric_to_document
from tests.builders.items import a_speaking_item, an_item
from tests.builders.ratings import a_rubric


class TestRubricsThatShip:
    def test_are_there_for_what_assessors_rate(self) -> None:
        assert set(load_rubrics()) == {ItemType.LONG_WRITING, ItemType.SPEAKING}

    def test_are_marked_as_assumed(self) -> None:
        assert all(rubric.assumed for rubric in load_rubrics().values())


class TestGetRubric:
    def test_gives_the_model_of_an_item_type(self) -> None:
        assert get_rubric(ItemType.LONG_WRITING).code == "writing"

    def test_refuses_an_item_type_that_a_key_scores(self) -> None:
        with pytest.raises(RubricUnknown):
            get_rubric(ItemType.SELECT_ONE)


class TestMostMarks:
    def test_are_those_of_the_item(self) -> None:
        assert most_marks(a_speaking_item()) == 10

    def test_refuses_an_item_that_a_key_scores(self) -> None:
        with pytest.raises(RubricUnknown):
            most_marks(an_item())


class TestReadRubrics:
    def test_refuses_the_use_of_a_version_that_is_not_there(self) -> None:
        document = {
            "rubric": [rubric_to_document(a_rubric())],
            "use": [{"item_type": "long_writing", "rubric": "writing", "version": 2}],
        }

        with pytest.raises(RubricUnknown):
            read_rubrics(document)
