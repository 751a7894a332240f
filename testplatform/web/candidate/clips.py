"""Texts in a sign language as pages show them: a video, its poster, the text as captions."""

from collections.abc import Collection

import sqlalchemy as sa
from flask import url_for
from sqlalchemy.orm import Session

from itembank.languages import is_signed
from testplatform.models.attempts import Attempt
from testplatform.models.audio import AudioAsset
from testplatform.repositories.forms import hash_text
from testplatform.services.read_aloud.choosing import choose_for_texts
from testplatform.services.read_aloud.signing import CAPTIONS, POSTER
from testplatform.web.candidate.pages import ClipView


def list_clips(
    session: Session, attempt: Attempt, texts: Collection[str]
) -> dict[str, ClipView] | None:
    """Text → its video in the language of an attempt; None where the test is not signed."""
    if not is_signed(attempt.language):
        return None
    hashes = {hash_text(text) for text in texts}
    chosen = choose_for_texts(session, hashes, attempt.language, attempt.form.stakes)
    return {
        one.text: one for one in find_clips(session, [one.key for one in chosen.values()]).values()
    }


def find_clips(session: Session, keys: Collection[str]) -> dict[str, ClipView]:
    """Key → its video; what is heard is not in it."""
    rows = session.scalars(sa.select(AudioAsset).where(AudioAsset.key.in_(sorted(keys))))
    return {row.key: view for row in rows if (view := clip_view(row)) is not None}


def clip_view(asset: AudioAsset) -> ClipView | None:
    """The video of a text; None for what is heard."""
    if not is_signed(asset.language):
        return None
    extensions = (asset.media_type.rpartition("/")[2], POSTER, CAPTIONS)
    url, poster, captions = (
        url_for("media.clip", key=asset.key, extension=one) for one in extensions
    )
    return ClipView(
        url=url,
        media_type=asset.media_type,
        poster_url=poster,
        captions_url=captions,
        text=asset.text,
    )
