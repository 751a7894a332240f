"""Published forms as values. A form never changes, so a loaded plan is kept for the process."""

import hashlib
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from itembank.bodies import Scoring
from itembank.forms import Stakes
from itembank.item_documents import item_from_document
from itembank.items import PRACTICE_PART, Item
from itembank.languages import is_signed
from itembank.programmes import Programme, get_programme
from itembank.readaloud import segments
from itembank.shuffling import shuffle
from itembank.translations import LocalisedItem, Translation, localise, translation_from_document
from testplatform.models.attempts import Attempt
from testplatform.models.forms import AudioManifest, Form, FormItem, FormTranslation
from testplatform.models.items import ItemVersion
from testplatform.repositories.lazy import LazyMapping


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedItem:
    """An item in its place in a form."""

    ref: str
    part: str
    item_version_id: int
    item: Item

    @property
    def most_plays(self) -> int | None:
        """How often its sound or video may be started; None is no limit."""
        stimulus = self.item.stimulus
        return None if stimulus is None else stimulus.plays


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSegment:
    """A text that is read aloud, in its place in a form; found by the hash of the text."""

    ref: str
    segment_id: str
    text: str
    text_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPlan:
    """A published form with everything that scoring and delivery ask of it.

    `languages` are those in which every item can be shown, the source first. Translations and
    segments are read when a language is first asked for: most processes need a few of them.
    """

    form_id: int
    code: str
    version: int
    manifest_hash: str
    programme: Programme
    items: tuple[PlannedItem, ...]
    items_by_ref: Mapping[str, PlannedItem]
    translations: Mapping[str, Mapping[str, Translation]]
    source_language: str
    languages: tuple[str, ...]
    segments: Mapping[str, tuple[PlannedSegment, ...]]
    shuffles_items: bool
    shuffles_options: bool

    def order_of(self, part: str, seed: str) -> tuple[str, ...]:
        """The refs of a part in the order in which an attempt with this seed asks them."""
        refs = tuple(planned.ref for planned in self.items_of(part))
        return shuffle(refs, seed=seed, label=part) if self.shuffles_items else refs

    def option_orders(self, seed: str) -> dict[str, tuple[str, ...]]:
        """Ref → options in the order of an attempt; what is never shuffled is not in it."""
        if not self.shuffles_options:
            return {}
        return {
            planned.ref: shuffle(options, seed=seed, label=planned.ref)
            for planned in self.items
            if (options := planned.item.body.list_options())
        }

    def keep_parts(self, parts: Collection[str] | None) -> "FormPlan":
        """The plan of who sits only some parts; practice stays. None keeps all of them."""
        if parts is None:
            return self
        kept = {PRACTICE_PART, *parts}
        items = tuple(planned for planned in self.items if planned.part in kept)
        return replace(self, items=items, items_by_ref={one.ref: one for one in items})

    def items_of(self, part: str) -> tuple[PlannedItem, ...]:
        return tuple(planned for planned in self.items if planned.part == part)

    def find_item(self, ref: str) -> PlannedItem | None:
        return self.items_by_ref.get(ref)

    @property
    def scored_items(self) -> tuple[PlannedItem, ...]:
        """What counts: neither practice nor pages that only inform."""
        return tuple(
            planned
            for planned in self.items
            if planned.part != PRACTICE_PART and planned.item.scoring is not Scoring.NOBODY
        )

    def segments_in(self, language: str) -> tuple[PlannedSegment, ...]:
        """What is read aloud; empty in a language in which the form cannot be shown.

        What is signed are the texts of the source language.
        """
        return self.segments.get(self.text_language(language), ())

    def can_show(self, language: str) -> bool:
        """Whether it has the texts that somebody of a language reads."""
        return self.text_language(language) in self.languages

    def text_language(self, language: str) -> str:
        """The language in which somebody reads what is spoken or signed in a language."""
        return self.source_language if is_signed(language) else language

    def localise(self, planned: PlannedItem, language: str) -> LocalisedItem:
        """The item as a candidate of that language sees it; raises KeyError without translation."""
        language = self.text_language(language)
        if language == self.source_language:
            return localise(planned.item, None)
        return localise(planned.item, self.translations[language][planned.ref])


def get_attempt_plan(session: Session, attempt: Attempt) -> FormPlan:
    """The plan of what somebody sits: their form, or the parts of it that they were booked for."""
    return get_form_plan(session, attempt.form_id).keep_parts(attempt.booking.parts)


_plans: WeakKeyDictionary[sa.Engine, dict[int, FormPlan]] = WeakKeyDictionary()
_plans_lock = Lock()


def get_form_plan(session: Session, form_id: int) -> FormPlan:
    """The plan of a published form."""
    engine = session.get_bind().engine
    with _plans_lock:
        plans = _plans.setdefault(engine, {})
    if form_id not in plans:
        plans[form_id] = _load_form_plan(session, form_id)
    return plans[form_id]


def _load_form_plan(session: Session, form_id: int) -> FormPlan:
    form = session.get_one(Form, form_id)
    rows = session.scalars(
        sa.select(FormItem)
        .where(FormItem.form_id == form_id)
        .order_by(FormItem.position)
        .options(joinedload(FormItem.item_version).joinedload(ItemVersion.item))
    ).all()
    items = tuple(
        PlannedItem(
            ref=row.ref,
            part=row.part,
            item_version_id=row.item_version_id,
            item=item_from_document(row.item_version.document),
        )
        for row in rows
    )
    documents = _load_translations(session, form_id)
    translations = LazyMapping(documents, lambda tag: _read_translations(tag, documents[tag]))
    source_language = rows[0].item_version.source_language
    complete = (tag for tag, by_ref in documents.items() if len(by_ref) == len(items))
    languages = (source_language, *sorted(complete))
    return FormPlan(
        form_id=form.id,
        code=form.code,
        version=form.version,
        manifest_hash=form.manifest_hash,
        programme=get_programme(form.programme),
        items=items,
        items_by_ref={planned.ref: planned for planned in items},
        translations=translations,
        source_language=source_language,
        languages=languages,
        segments=LazyMapping(
            languages,
            lambda tag: _list_segments(items, {} if tag == source_language else translations[tag]),
        ),
        shuffles_items=form.shuffles_items,
        shuffles_options=form.shuffles_options,
    )


def plan_segments(
    ref: str, item: Item, translation: Translation | None
) -> tuple[PlannedSegment, ...]:
    """What is read aloud of an item in its place in a form; None is the source language."""
    return tuple(
        PlannedSegment(
            ref=ref,
            segment_id=segment.id,
            text=segment.text,
            text_hash=hash_text(segment.text),
        )
        for segment in segments(localise(item, translation))
    )


def _list_segments(
    items: Iterable[PlannedItem], translations: Mapping[str, Translation]
) -> tuple[PlannedSegment, ...]:
    return tuple(
        segment
        for planned in items
        for segment in plan_segments(planned.ref, planned.item, translations.get(planned.ref))
    )


def hash_text(text: str) -> str:
    """What a text is found by: SHA-256 of its NFC form."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()


def _load_translations(session: Session, form_id: int) -> dict[str, dict[str, Any]]:
    rows = session.scalars(
        sa.select(FormTranslation)
        .where(FormTranslation.form_id == form_id)
        .order_by(FormTranslation.language)
    )
    return {row.language: row.document for row in rows}


def _read_translations(language: str, by_ref: Mapping[str, Any]) -> dict[str, Translation]:
    return {
        ref: translation_from_document({"language": language, **document})
        for ref, document in by_ref.items()
    }


def find_newest_form(session: Session, programme: str, moment: str | None = None) -> Form | None:
    """The published form of a programme, and of a moment, that new attempts are made with.

    One to practise with is given only where the programme has no form in earnest: somebody with a
    booking has one chance.
    """
    return session.scalars(
        sa.select(Form)
        .where(Form.programme == programme, Form.withdrawn_at.is_(None), _serves(programme, moment))
        .order_by((Form.stakes == Stakes.HIGH).desc(), Form.published_at.desc(), Form.id.desc())
        .limit(1)
    ).first()


def _serves(programme: str, moment: str | None) -> sa.ColumnElement[bool]:
    """That a form is for this moment: it names this one, or none where all moments are one test."""
    if moment is None:
        return sa.true()
    named = Form.manifest[("form", "moment")].as_string()
    is_for_each = sa.false() if get_programme(programme).has_tests_apart else named.is_(None)
    return sa.or_(is_for_each, named == moment)


def find_newest_version_of_form(session: Session, code: str) -> Form | None:
    """The newest version of a form by its code, withdrawn or not."""
    return session.scalars(
        sa.select(Form).where(Form.code == code).order_by(Form.version.desc()).limit(1)
    ).first()


def list_forms(session: Session) -> list[Form]:
    """Every published form, newest first."""
    return list(session.scalars(sa.select(Form).order_by(Form.published_at.desc(), Form.id.desc())))


def list_newest_forms(session: Session) -> list[Form]:
    """The newest version of each form: older ones give no new attempts."""
    newest: dict[str, Form] = {}
    for form in list_forms(session):
        newest.setdefault(form.code, form)
    return list(newest.values())


def find_newest_audio_manifest(
    session: Session, form_id: int, language: str
) -> AudioManifest | None:
    """The audio manifest that a new attempt is made with, if any audio was frozen yet."""
    return session.scalars(
        sa.select(AudioManifest)
        .where(AudioManifest.form_id == form_id, AudioManifest.language == language)
        .order_by(AudioManifest.version.desc())
        .limit(1)
    ).first()
