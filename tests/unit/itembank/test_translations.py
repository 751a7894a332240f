import pytest

from itembank.bodies import Choice
from itembank.item_types.choices import ChoicesPresentation
from itembank.items import ItemType, ReadAloud
from itembank.languages import UnknownLanguage
from itembank.stimuli import Stimulus
from itembank.translations import (
    LocalisedItem,
    TranslationNotValid,
    TranslationState,
    localise,
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
            stimulus=None,
            body=ChoicesPresentation(
                choices=(
                    Choice(id=ChoiceId("a"), text="de bakker"),
                    Choice(id=ChoiceId("b"), text="de gemeente"),
                    Choice(id=ChoiceId("c"), text="de buren"),
                ),
                is_single=True,
            ),
            texts=item.list_texts(),
            read_aloud=ReadAloud.ALL,
        )

    def test_gives_the_translated_texts_in_the_order_of_the_item(self) -> None:
        item = an_item(
            item_type=ItemType.SELECT_SEVERAL,
            choices=[a_choice("b"), a_choice("a", image="bag-paper.svg"), a_choice("c")],
            key="ab",
        )
        translation = a_translation(prompt="Où ?", choices={"a": "sac", "b": "boîte", "c": "lit"})

        localised = localise(item, translation)

        assert (localised.prompt, localised.language) == ("Où ?", "fr")
        assert localised.body == ChoicesPresentation(
            choices=(
                Choice(id=ChoiceId("b"), text="boîte", image=None),
                Choice(id=ChoiceId("a"), text="sac", image="bag-paper.svg"),
                Choice(id=ChoiceId("c"), text="lit", image=None),
            ),
            is_single=False,
        )

    @pytest.mark.parametrize(
        ("prompt", "choices", "fields"),
        [
            pytest.param("Où ?", {"a": "x", "b": "y"}, ["choice-c"], id="a choice missing"),
            pytest.param(
                "Où ?",
                {"a": "x", "b": "y", "c": "z", "d": "?"},
                ["choice-d"],
                id="a choice too many",
            ),
            pytest.param("Où ?", {"a": "x", "b": " ", "c": "z"}, ["choice-b"], id="empty choice"),
            pytest.param("", {"a": "x", "b": "y", "c": "z"}, ["prompt"], id="empty prompt"),
            pytest.param("", {"a": ""}, ["prompt", "choice-a", "choice-b", "choice-c"], id="all"),
        ],
    )
    def test_refuses_a_translation_that_does_not_fit(
        self, prompt: str, choices: dict[str, str], fields: list[str]
    ) -> None:
        with pytest.raises(TranslationNotValid) as refusal:
            localise(an_item(), a_translation(prompt=prompt, choices=choices))

        assert [problem.field for problem in refusal.value.problems] == fields


class TestLocalisedItem:
    def test_never_holds_the_key(self) -> None:
        assert localise(an_item(key="a"), None) == localise(an_item(key="c"), None)

    def test_of_a_stimulus_leaves_the_transcript_behind(self) -> None:
        stimulus = Stimulus(audio="talk.webm", transcript="Goedemorgen.", plays=2)

        localised = localise(an_item(stimulus=stimulus), None)

        assert localised.stimulus is not None
        assert "Goedemorgen" not in repr(localised)


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
        document = {
            "language": "fr",
            "state": "perfect",
            "texts": {"choice-a": 1},
            "key": ["a"],
        }

        with pytest.raises(TranslationNotValid) as refusal:
            translation_from_document(document)

        assert [problem.field for problem in refusal.value.problems] == [
            "state",
            "texts.choice-a",
            "key",
        ]


class TestTranslationRow:
    def test_may_have_no_other_text_than_the_prompt(self) -> None:
        language = a_translation().language

        row = translation_from_row(
            {"prompt": "Où ?"}, language=language, state=TranslationState.DRAFT
        )

        assert dict(row.texts) == {"prompt": "Où ?"}

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
        row = {"prompt": "Où ?", "choices": {"a": "x"}, "texts": {"stimulus": "y"}, **own}
        language = a_translation().language

        translation = translation_from_row(row, language=language, state=TranslationState.DRAFT)

        assert translation.state is state
        assert dict(translation.texts) == {"prompt": "Où ?", "choice-a": "x", "stimulus": "y"}
