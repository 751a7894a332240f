"""Build the pages about pronunciation."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from flask import url_for
from sqlalchemy.orm import Session

from itembank.forms import Stakes
from itembank.readaloud import AudioOrigin
from testplatform.models.audio import AudioAsset, AudioState, LexiconEntry, SpokenForm
from testplatform.repositories.audit import list_staff_names
from testplatform.repositories.forms import hash_text
from testplatform.services.read_aloud.pronouncing import pronounce, read_pronunciation
from testplatform.services.read_aloud.remaking import TouchedAsset
from testplatform.services.read_aloud.requesting import find_language_voice
from testplatform.services.read_aloud.words import count_texts, list_words
from testplatform.services.translating import Translator
from testplatform.speech.phrases import fold_word
from testplatform.web.candidate.speech import audio_url
from testplatform.web.read_aloud.words.pages import (
    ConfirmPage,
    HiddenField,
    LexiconPage,
    SpokenFormsPage,
    SpokenTextRow,
    TouchedRow,
    WordRow,
)
from testplatform.web.read_aloud.words.sections import build_language_options, build_sections
from testplatform.web.staff.building import build_language_name

MOST_TEXTS = 50
MOST_TOUCHED = 20


def build_lexicon_page(
    session: Session,
    language: str,
    query: str,
    translator: Translator,
    problems: tuple[str, ...] = (),
) -> LexiconPage:
    words = list_words(session, language)
    names = list_staff_names(session, {one.author_id for one in words})
    return LexiconPage(
        sections=build_sections(language),
        languages=build_language_options(translator, language),
        language=build_language_name(language),
        query=query,
        words=tuple(
            _word_row(number, one, names)
            for number, one in enumerate(words)
            if _holds(query, one.word, one.spoken)
        ),
        total=len(words),
        may_write=translator.may_translate(language),
        has_voice=find_language_voice(session, language, Stakes.PRACTICE) is not None,
        change_url=url_for("read_aloud_words.change_word", language=language),
        export_url=url_for("read_aloud_words.words_file", language=language),
        problems=problems,
    )


def build_spoken_forms_page(
    session: Session,
    language: str,
    query: str,
    translator: Translator,
    problems: tuple[str, ...] = (),
) -> SpokenFormsPage:
    """Without a query the texts that have a spoken form, else every text that holds it."""
    forms = {
        row.text: row.spoken
        for row in session.execute(
            sa.select(SpokenForm.text, SpokenForm.spoken)
            .where(SpokenForm.language == language)
            .order_by(SpokenForm.text)
        )
    }
    texts = sorted(set(forms) | set(_list_texts(session, language))) if query else list(forms)
    found = [text for text in texts if _holds(query, text, forms.get(text, ""))]
    shown = found[:MOST_TEXTS]
    return SpokenFormsPage(
        sections=build_sections(language),
        languages=build_language_options(translator, language),
        language=build_language_name(language),
        query=query,
        rows=_text_rows(session, language, shown, forms),
        is_cut=len(found) > len(shown),
        may_write=translator.may_translate(language),
        change_url=url_for("read_aloud_words.change_spoken_form", language=language),
        problems=problems,
    )


def build_confirm_page(
    language: str,
    touched: Sequence[TouchedAsset],
    *,
    title: str,
    fields: Mapping[str, str],
    action_url: str,
    back_url: str,
) -> ConfirmPage:
    by_text = {one.text: one for one in touched}
    return ConfirmPage(
        sections=build_sections(language),
        language=build_language_name(language),
        title=title,
        texts=count_texts(touched),
        approved=count_texts([one for one in touched if one.approvals]),
        rows=tuple(
            TouchedRow(text=one.text, before=one.before, after=one.after)
            for one in list(by_text.values())[:MOST_TOUCHED]
        ),
        fields=tuple(HiddenField(name=name, value=value) for name, value in fields.items()),
        action_url=action_url,
        back_url=back_url,
    )


def _word_row(number: int, row: LexiconEntry, names: Mapping[int, str]) -> WordRow:
    return WordRow(
        number=number, word=row.word, spoken=row.spoken, author=names.get(row.author_id, "")
    )


def _holds(query: str, *texts: str) -> bool:
    return any(fold_word(query) in fold_word(text) for text in texts)


def _list_texts(session: Session, language: str) -> list[str]:
    """The texts that a machine says, or would say, in a language."""
    return list(
        session.scalars(
            sa.select(AudioAsset.text)
            .where(
                AudioAsset.language == language,
                AudioAsset.origin == AudioOrigin.SYNTHETIC,
                AudioAsset.state != AudioState.STALE,
            )
            .distinct()
        )
    )


def _text_rows(
    session: Session, language: str, texts: Sequence[str], forms: Mapping[str, str]
) -> tuple[SpokenTextRow, ...]:
    pronunciation = read_pronunciation(session, language)
    made = session.execute(
        sa.select(AudioAsset.text_hash, AudioAsset.key)
        .where(
            AudioAsset.language == language,
            AudioAsset.text_hash.in_([hash_text(text) for text in texts]),
            AudioAsset.origin == AudioOrigin.SYNTHETIC,
            AudioAsset.state.in_((AudioState.MADE, AudioState.REJECTED)),
        )
        .order_by(AudioAsset.requested_at)
    )
    keys = {row.text_hash: row.key for row in made}
    return tuple(
        SpokenTextRow(
            number=number,
            text=text,
            said=" ".join(one.said for one in pronounce(text, language, pronunciation)),
            spoken=forms.get(text, ""),
            audio_url=None if (key := keys.get(hash_text(text))) is None else audio_url(key),
        )
        for number, text in enumerate(texts)
    )
