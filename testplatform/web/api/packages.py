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

from itembank.readaloud import segments
from testplatform.catalogues import in_language
from testplatform.errors import PackageUnknown
from testplatform.models.attempts import Attempt
from testplatform.repositories.forms import FormPlan, PlannedItem, get_form_plan
from testplatform.web.candidate.building import audio_url, build_item_view, media_urls
from testplatform.web.candidate.languages import direction_of
from testplatform.web.candidate.part_titles import part_title
from testplatform.web.compression import compress


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One part of a form in one language with one frozen audio manifest; `data` is gzip."""

    part: str
    title: str
    sha256: str
    data: bytes


PackageKey = tuple[int, str, int | None]
_built: WeakKeyDictionary[sa.Engine, dict[PackageKey, tuple[Package, ...]]] = WeakKeyDictionary()
_lock = Lock()


def build_packages(session: Session, attempt: Attempt) -> tuple[Package, ...]:
    """The packages of an attempt, part by part; kept in the process, for all of it is frozen.

    While the voices of the language are still being made they are silent: half a voice would be
    worse than none, and their hash would change with every recording.
    """
    engine = session.get_bind().engine
    key = (attempt.form_id, attempt.language, attempt.audio_manifest_id)
    with _lock:
        kept = _built.setdefault(engine, {})
    if key not in kept:
        manifest = attempt.audio_manifest
        kept[key] = _build(session, attempt, {} if manifest is None else manifest.document)
    return kept[key]


def find_package(session: Session, attempt: Attempt, sha256: str) -> bytes:
    """The package of this attempt with this hash; raises PackageUnknown."""
    for package in build_packages(session, attempt):
        if package.sha256 == sha256:
            return package.data
    raise PackageUnknown


def _build(
    session: Session, attempt: Attempt, audio: Mapping[str, Mapping[str, str | None]]
) -> tuple[Package, ...]:
    plan = get_form_plan(session, attempt.form_id)
    media = media_urls(session)
    with in_language(attempt.language):
        return tuple(
            _build_part(plan, part.code, attempt.language, media, audio)
            for part in plan.programme.parts
        )


def _build_part(
    plan: FormPlan,
    part: str,
    language: str,
    media: dict[str, str],
    audio: Mapping[str, Mapping[str, str | None]],
) -> Package:
    document = {
        "part": part,
        "language": language,
        "direction": direction_of(language).value,
        "items": [
            _build_item(plan, planned, language, media, audio.get(planned.ref, {}))
            for planned in plan.items_of(part)
        ],
    }
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    sha256 = hashlib.sha256(canonical.encode()).hexdigest()
    data = compress(json.dumps({"sha256": sha256, **document}, ensure_ascii=False).encode())
    return Package(part=part, title=part_title(part), sha256=sha256, data=data)


def _build_item(
    plan: FormPlan,
    planned: PlannedItem,
    language: str,
    media: dict[str, str],
    keys: Mapping[str, str | None],
) -> dict[str, object]:
    localised = plan.localise(planned, language)
    urls: dict[str, str | None] = {
        segment.id: audio_url(key) if (key := keys.get(segment.id)) else None
        for segment in segments(localised)
    }
    view = build_item_view(planned.ref, localised, media, urls)
    return {
        "ref": planned.ref,
        "type": planned.item.item_type.value,
        "html": render_template("components/item.html", item=view),
        "audio": urls,
        "media": [media[use.name] for use in planned.item.list_media()],
    }
