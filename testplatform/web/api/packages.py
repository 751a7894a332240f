"""Packages: the questions of one part, rendered once, without keys, named by their hash."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from flask import render_template
from sqlalchemy.orm import Session

from itembank.languages import is_signed
from itembank.readaloud import segments
from itembank.texts import TextId
from testplatform.catalogues import in_language
from testplatform.errors import PackageUnknown
from testplatform.models.attempts import Attempt
from testplatform.repositories.forms import FormPlan, PlannedItem, get_attempt_plan
from testplatform.screens.part_titles import part_title
from testplatform.services.read_aloud.listening import MarkedText, is_read_to, list_marked_texts
from testplatform.services.read_aloud.manifests import AudioDocument
from testplatform.services.routed_tests import find_open_test
from testplatform.web.candidate.building import build_item_view, media_urls
from testplatform.web.candidate.clips import find_clips
from testplatform.web.candidate.languages import direction_of
from testplatform.web.candidate.pages import ClipView
from testplatform.web.candidate.speech import audio_url
from testplatform.web.compression import compress


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One part of a form in one language with one frozen audio manifest; `data` is gzip."""

    part: str
    title: str
    sha256: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    """What every part of a form in a language is made of."""

    plan: FormPlan
    language: str
    media: Mapping[str, str]
    audio: AudioDocument
    marked: Mapping[str, MarkedText]
    clips: Mapping[str, ClipView] | None
    is_heard: bool
    is_reviewed: bool


PackageKey = tuple[int, tuple[str, ...] | None, str, int | None, bool]
_built: WeakKeyDictionary[sa.Engine, dict[PackageKey, tuple[Package, ...]]] = WeakKeyDictionary()
_lock = Lock()


def build_packages(session: Session, attempt: Attempt) -> tuple[Package, ...]:
    """The packages that the device of an attempt may have now, part by part.

    Where tests open one after the other these are the parts of the open one alone.
    """
    packages = _build_all(session, attempt)
    test = find_open_test(session, attempt)
    return packages if test is None else tuple(one for one in packages if one.part in test.parts)


def _build_all(session: Session, attempt: Attempt) -> tuple[Package, ...]:
    """Every package of a form in a language; kept in the process, for all of it is frozen.

    While the voices of the language are still being made they are silent: half a voice would be
    worse than none, and their hash would change with every recording. Who may not hear the test
    gets packages without a single address of audio.
    """
    engine = session.get_bind().engine
    is_heard = is_read_to(attempt)
    parts = attempt.booking.parts
    key = (
        attempt.form_id,
        None if parts is None else tuple(parts),
        attempt.language,
        attempt.audio_manifest_id,
        is_heard,
    )
    with _lock:
        kept = _built.setdefault(engine, {})
    if key not in kept:
        kept[key] = _build(session, attempt, is_heard=is_heard)
    return kept[key]


def find_package(session: Session, attempt: Attempt, sha256: str) -> bytes:
    """The package of this attempt with this hash; raises PackageUnknown."""
    for package in build_packages(session, attempt):
        if package.sha256 == sha256:
            return package.data
    raise PackageUnknown


def _build(session: Session, attempt: Attempt, *, is_heard: bool) -> tuple[Package, ...]:
    manifest = attempt.audio_manifest
    audio: AudioDocument = {} if manifest is None else manifest.document
    keys = {key for by_segment in audio.values() for key in by_segment.values() if key}
    plan = get_attempt_plan(session, attempt)
    language = plan.text_language(attempt.language)
    content = _Content(
        plan=plan,
        language=language,
        media=media_urls(session),
        audio=audio,
        marked=list_marked_texts(session, keys) if is_heard else {},
        clips=find_clips(session, keys) if is_signed(attempt.language) else None,
        is_heard=is_heard,
        is_reviewed=manifest is None or manifest.is_reviewed,
    )
    with in_language(language):
        return tuple(
            _build_part(content, part.code)
            for part in content.plan.programme.parts
            if plan.items_of(part.code)
        )


def _build_part(content: _Content, part: str) -> Package:
    document = {
        "part": part,
        "language": content.language,
        "direction": direction_of(content.language).value,
        "reviewed": content.is_reviewed,
        "items": [_build_item(content, planned) for planned in content.plan.items_of(part)],
    }
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    sha256 = hashlib.sha256(canonical.encode()).hexdigest()
    data = compress(json.dumps({"sha256": sha256, **document}, ensure_ascii=False).encode())
    title = part_title(part, otherwise=content.plan.programme.names.get(part))
    return Package(part=part, title=title, sha256=sha256, data=data)


def _build_item(content: _Content, planned: PlannedItem) -> dict[str, object]:
    localised = content.plan.localise(planned, content.language)
    read = segments(localised) if content.is_heard else ()
    own = content.audio.get(planned.ref, {})
    keys = {segment.id: own.get(segment.id) for segment in read}
    clips = _find_item_clips(content, keys)
    urls: dict[str, str | None] = {
        id: audio_url(key) if key and clips is None else None for id, key in keys.items()
    }
    view = build_item_view(planned.ref, localised, content.media, urls, clips)
    return {
        "ref": planned.ref,
        "type": planned.item.item_type.value,
        "html": render_template("components/item.html", item=view),
        "audio": urls,
        "marks": {
            segment.id: marked.to_document()
            for segment in read
            if (marked := content.marked.get(keys[segment.id] or "")) is not None
            and marked.text == segment.text
        },
        "media": [
            *(content.media[use.name] for use in planned.item.list_media()),
            *(address for one in (clips or {}).values() for address in one.addresses),
        ],
    }


def _find_item_clips(
    content: _Content, keys: Mapping[TextId, str | None]
) -> dict[str, ClipView] | None:
    """Segment → its video; None where the test is heard."""
    clips = content.clips
    if clips is None:
        return None
    return {id: clips[key] for id, key in keys.items() if key and key in clips}
