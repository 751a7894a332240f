import json

import pytest

from itembank.items import Choice
from itembank.languages import UnknownLanguage
from itembank.translations import (
    LocalisedItem,
    TranslationNotValid,
    TranslationState,
    localise,
    to_candidate_document,
    translation_from_document,
    translation_from_row,
    translation_to_document,
)
from scoring.codes import ChoiceId
from tests.builders.items import a_choice, a_translation, an_item


class TestLocalise:
    def test_gives_the_source_without_a_translation(self) -> None:
        item = an_item()

        assert localise(item, None) == LocalisedItem(
            code=item.code,
            item_type=item.item_type,
            language=a_translation(language="nl").language,
            prompt=item.prompt,
            choices=item.choices,
        )

    def test_gives_the_translated_texts_in_the_order_of_the_item(self) -> None:
        item = an_item(choices=[a_choice("b"), a_choice("a", image="bag-paper.svg")])
        translation = a_translation(prompt="Où ?", choices={"a": "sac", "b": "boîte"})

        localised = localise(item, translation)

        assert (localised.prompt, localised.language) == ("Où ?", "fr")
        assert localised.choices == (
            Choice(id=ChoiceId("b"), text="boîte", image=None),
            Choice(id=ChoiceId("a"), text="sac", image="bag-paper.svg"),
        )

    @pytest.mark.parametrize(
        ("prompt", "choices", "fields"),
        [
            pytest.param("Où ?", {"a": "x", "b": "y"}, ["choices.c"], id="a choice missing"),
            pytest.param(
                "Où ?",
                {"a": "x", "b": "y", "c": "z", "d": "?"},
                ["choices.d"],
                id="a choice too many",
            ),
            pytest.param("Où ?", {"a": "x", "b": " ", "c": "z"}, ["choices.b"], id="empty choice"),
            pytest.param("", {"a": "x", "b": "y", "c": "z"}, ["prompt"], id="empty prompt"),
            pytest.param(
                "", {"a": ""}, ["prompt", "choices.a", "choices.b", "choices.c"], id="all"
            ),
        ],
    )
    def test_refuses_a_translation_that_does_not_fit(
        self, prompt: str, choices: dict[str, str], fields: list[str]
    ) -> None:
        with pytest.raises(TranslationNotValid) as refusal:
            localise(an_item(), a_translation(prompt=prompt, choices=choices))

        assert [problem.field for problem in refusal.value.problems] == fields


class TestCandidateDocument:
    def test_never_holds_the_key(self) -> None:
        one, other = an_item(key="a"), an_item(key="c")

        documents = [to_candidate_document(localise(item, None)) for item in (one, other)]

        assert documents[0] == documents[1]
        assert "key" not in json.dumps(documents)

    def test_holds_what_is_asked(self) -> None:
        item = an_item(choices=[a_choice("b", text="tas", image="bag-paper.svg")])

        assert to_candidate_document(localise(item, None)) == {
            "code": "MO-S-01",
            "type": "select_one",
            "language": "nl",
            "prompt": "Waar vraagt u een nieuwe identiteitskaart?",
            "choices": [{"id": "b", "text": "tas", "image": "bag-paper.svg"}],
        }


class TestTranslation:
    def test_refuses_an_unknown_language(self) -> None:
        with pytest.raises(UnknownLanguage):
            a_translation(language="xx")

    def test_does_not_change_with_the_texts_it_was_made_of(self) -> None:
        texts = {"a": "x"}
        translation = a_translation(choices=texts)

        texts["a"] = "y"

        assert translation == a_translation(choices={"a": "x"})


class TestTranslationDocument:
    def test_is_read_as_it_was_written(self) -> None:
        translation = a_translation(state=TranslationState.REVIEWED)

        assert translation_from_document(translation_to_document(translation)) == translation

    def test_names_every_field_that_is_wrong(self) -> None:
        document = {"language": "fr", "state": "perfect", "choices": {"a": 1}, "key": ["a"]}

        with pytest.raises(TranslationNotValid) as refusal:
            translation_from_document(document)

        assert [problem.field for problem in refusal.value.problems] == [
            "state",
            "prompt",
            "choices.a",
            "key",
        ]


class TestTranslationRow:
    @pytest.mark.parametrize(
        ("own", "state"),
        [
            pytest.param({}, TranslationState.DRAFT, id="the state of the file"),
            pytest.param({"state": "reviewed"}, TranslationState.REVIEWED, id="its own state"),
        ],
    )
    def test_may_have_a_state_of_its_own(
        self, own: dict[str, str], state: TranslationState
    ) -> None:
        row = {"prompt": "Où ?", "choices": {"a": "x"}, **own}
        language = a_translation().language

        translation = translation_from_row(row, language=language, state=TranslationState.DRAFT)

        assert translation.state is state
