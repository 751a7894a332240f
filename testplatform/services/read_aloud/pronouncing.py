"""How the people of a language want texts and words to be said."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.readaloud import Phrase
from testplatform.models.audio import LexiconEntry, SpokenForm
from testplatform.repositories.forms import hash_text
from testplatform.speech.phrases import plan_phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class Pronunciation:
    """Text hash → what is said for exactly that text; word → how it is said wherever it stands."""

    spoken_forms: Mapping[str, str]
    lexicon: Mapping[str, str]


def read_pronunciation(session: Session, language: str) -> Pronunciation:
    """What is written down for a language now."""
    forms = session.execute(
        sa.select(SpokenForm.text_hash, SpokenForm.spoken).where(SpokenForm.language == language)
    )
    entries = session.execute(
        sa.select(LexiconEntry.word, LexiconEntry.spoken).where(LexiconEntry.language == language)
    )
    return Pronunciation(
        spoken_forms={row.text_hash: row.spoken for row in forms},
        lexicon={row.word: row.spoken for row in entries},
    )


def pronounce(text: str, language: str, pronunciation: Pronunciation) -> tuple[Phrase, ...]:
    """What is said for a text."""
    return plan_phrases(
        text,
        language,
        spoken_form=pronunciation.spoken_forms.get(hash_text(text)),
        lexicon=pronunciation.lexicon,
    )
