"""A word that is pronounced otherwise makes again exactly the texts in which it stands."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.config import Config
from testplatform.db import unit_of_work
from testplatform.errors import TranslationNotTheirs
from testplatform.models.audio import AudioAsset, AudioState, EngineSwitch, LexiconEntry, SpokenForm
from testplatform.models.audit import AuditRecord
from testplatform.services.read_aloud.requesting import plan_text
from testplatform.services.read_aloud.words import (
    WordPair,
    WordProblem,
    WordsChange,
    WordsNotSound,
    change_words,
    count_texts,
    foresee_change,
)
from testplatform.services.translating import Translator
from tests.builders.read_aloud import (
    FIRST_REVIEWER,
    NOW,
    OTHER_QUESTION,
    QUESTION,
    a_form_to_hear,
    a_recording,
    key_of,
    somebody,
)

WORD = WordsChange(words=(WordPair(word="vreg", spoken="v r e g"),))


@pytest.fixture(autouse=True)
def form_id(config: Config, session: Session) -> int:
    return a_form_to_hear(config.media_root)


@pytest.fixture
def mona(session: Session) -> Translator:
    return somebody(session, FIRST_REVIEWER)


def change(change: WordsChange, actor: Translator, language: str = "nl") -> int:
    with unit_of_work() as session:
        return count_texts(change_words(session, language, change, actor=actor, now=NOW))


def states(session: Session) -> dict[str, AudioState]:
    session.rollback()
    return {
        row.key: row.state for row in session.execute(sa.select(AudioAsset.key, AudioAsset.state))
    }


def said(session: Session, text: str) -> str:
    session.rollback()
    return " ".join(one.said for one in plan_text(session, text, "nl"))


class TestWord:
    def test_makes_again_exactly_the_texts_that_hold_it(
        self, session: Session, mona: Translator
    ) -> None:
        before, old = states(session), key_of(session, OTHER_QUESTION)
        recording = a_recording(OTHER_QUESTION, recorded_by=FIRST_REVIEWER)
        holding = set(
            session.scalars(sa.select(AudioAsset.key).where(AudioAsset.text.contains("VREG")))
        ) - {recording}

        touched = change(WORD, mona)

        after = states(session)
        new = key_of(session, OTHER_QUESTION)
        assert touched == 1
        assert after[old] is AudioState.STALE
        assert after[new] is AudioState.WANTED
        assert after[recording] is AudioState.MADE
        assert {key for key in before if before[key] is not after[key]} == holding
        assert len(after.keys() - before.keys() - {recording}) == len(holding)
        assert session.get_one(AudioAsset, new).phrases == [[0, 17, "Wat doet de v r e g?"]]

    def test_keeps_what_there_is_where_no_voice_can_say_it_anew(
        self, session: Session, mona: Translator
    ) -> None:
        old = key_of(session, OTHER_QUESTION)
        with unit_of_work() as work:
            work.add(EngineSwitch(engine="espeak-ng", is_on=False, changed_by_id=1, changed_at=NOW))

        change(WORD, mona)

        assert states(session)[old] is AudioState.MADE

    def test_is_foreseen_without_a_change(self, session: Session) -> None:
        before = states(session)

        (touched,) = foresee_change(session, "nl", WORD)

        assert (touched.text, touched.before, touched.after) == (
            OTHER_QUESTION,
            "Wat doet de VREG?",
            "Wat doet de v r e g?",
        )
        assert states(session) == before
        assert session.scalars(sa.select(LexiconEntry)).all() == []

    def test_is_changed_and_removed_whatever_its_capitals(
        self, session: Session, mona: Translator
    ) -> None:
        before = states(session)
        change(WORD, mona)
        change(WordsChange(words=(WordPair(word="VREG", spoken="veereeg"),)), mona)
        assert said(session, OTHER_QUESTION) == "Wat doet de veereeg?"

        assert change(WordsChange(removed=frozenset({"Vreg"})), mona) == 1

        after = states(session)
        assert {key: after[key] for key in before} == before
        assert {after[key] for key in after.keys() - before.keys()} == {AudioState.STALE}

    def test_another_word_in_its_place(self, session: Session, mona: Translator) -> None:
        change(WORD, mona)

        change(
            WordsChange(
                words=(WordPair(word="hasselt", spoken="asselt"),), removed=frozenset({"vreg"})
            ),
            mona,
        )

        assert session.scalars(sa.select(LexiconEntry.word)).all() == ["hasselt"]
        assert said(session, QUESTION) == "Waar ligt asselt?"
        assert said(session, OTHER_QUESTION) == OTHER_QUESTION

    def test_the_same_again_changes_nothing(self, session: Session, mona: Translator) -> None:
        change(WORD, mona)

        assert change(WORD, mona) == 0

        records = session.scalars(
            sa.select(AuditRecord).where(AuditRecord.action == "lexicon changed")
        ).all()
        assert [one.details for one in records] == [{"language": "nl", "number": 1, "texts": 1}]

    def test_that_stands_nowhere_is_kept_and_makes_nothing(
        self, session: Session, mona: Translator
    ) -> None:
        before = states(session)

        assert change(WordsChange(words=(WordPair(word="zzz", spoken="zet"),)), mona) == 0

        assert states(session) == before
        assert session.scalars(sa.select(LexiconEntry.word)).all() == ["zzz"]

    def test_of_another_language_touches_nothing_here(
        self, session: Session, mona: Translator
    ) -> None:
        before = states(session)

        assert change(WORD, mona, "fr") == 0
        assert states(session) == before

    @pytest.mark.parametrize(
        ("pairs", "problems"),
        [
            pytest.param((("", "x"),), (WordProblem.EMPTY,), id="no word"),
            pytest.param((("x", " "),), (WordProblem.EMPTY,), id="nothing said"),
            pytest.param((("x" * 101, "x"),), (WordProblem.TOO_LONG,), id="a long word"),
            pytest.param((("x", "y" * 201),), (WordProblem.TOO_LONG,), id="much said"),
            pytest.param((("x", "a\x1bb"),), (WordProblem.STRANGE_SIGNS,), id="a control sign"),
            pytest.param((("x", "?!"),), (WordProblem.SILENT,), id="only signs"),
            pytest.param(
                (("a", "b"), ("", "b"), ("A", "c")),
                (WordProblem.EMPTY, WordProblem.TWICE),
                id="of a file each row",
            ),
        ],
    )
    def test_that_is_not_sound_keeps_nothing(
        self,
        session: Session,
        mona: Translator,
        pairs: tuple[tuple[str, str], ...],
        problems: tuple[WordProblem, ...],
    ) -> None:
        words = tuple(
            WordPair(word=word, spoken=spoken, line=line)
            for line, (word, spoken) in enumerate(pairs, start=2)
        )

        with pytest.raises(WordsNotSound) as refusal:
            change(WordsChange(words=words), mona)

        assert tuple(one.problem for one in refusal.value.faults) == problems
        assert session.scalars(sa.select(LexiconEntry)).all() == []

    @pytest.mark.parametrize("email", ["auteur@example.org", "nalezer@example.org"])
    def test_is_for_who_has_the_language(self, session: Session, email: str) -> None:
        with pytest.raises(TranslationNotTheirs):
            change(WORD, somebody(session, email))


class TestSpokenForm:
    def test_makes_again_that_text_alone(self, session: Session, mona: Translator) -> None:
        before, old = states(session), key_of(session, QUESTION)

        spoken = WordsChange(spoken_forms={QUESTION: "Waar ligt de stad Hasselt?"})
        assert change(spoken, mona) == 1

        after = states(session)
        assert {key for key in before if before[key] is not after[key]} == {old}
        assert said(session, QUESTION) == "Waar ligt de stad Hasselt?"

    def test_is_not_touched_by_a_word(self, session: Session, mona: Translator) -> None:
        change(WordsChange(spoken_forms={OTHER_QUESTION: "Wat doet de VREG hier?"}), mona)

        assert change(WORD, mona) == 0

    def test_is_removed(self, session: Session, mona: Translator) -> None:
        old = key_of(session, QUESTION)
        change(WordsChange(spoken_forms={QUESTION: "Waar?"}), mona)

        for _twice in range(2):
            change(WordsChange(spoken_forms={QUESTION: None}), mona)

        assert key_of(session, QUESTION) == old
        assert states(session)[old] is AudioState.MADE
        assert session.scalars(sa.select(SpokenForm)).all() == []

    def test_that_says_nothing_is_refused(self, mona: Translator) -> None:
        with pytest.raises(WordsNotSound):
            change(WordsChange(spoken_forms={QUESTION: "..."}), mona)
