"""Audio, images and video: the interface's for everybody, the exam's for who sits or needs it.

Who works on items sees everything. Assessors and panellists see what their pages show, pictures and
material of questions in a form; nobody else who works here sees anything of an exam.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from flask import Blueprint, Response, current_app, request, send_file
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from itembank.languages import is_signed
from testplatform.config import Config
from testplatform.db import db
from testplatform.media import MediaStore, extension_of, kind_of
from testplatform.models.audio import AudioAsset
from testplatform.models.items import MediaFile
from testplatform.repositories.media_files import is_media_in_a_form
from testplatform.services.read_aloud.manifests import tone_path
from testplatform.services.read_aloud.signing import CAPTIONS, POSTER, clip_path, write_captions
from testplatform.speech.audio import Container
from testplatform.speech.store import AudioStore
from testplatform.web.access import Access, access, has_access
from testplatform.web.candidate.devices import read_pass

blueprint = Blueprint("media", __name__, url_prefix="/media")

FOR_EVER = "public, max-age=31536000, immutable"
FOR_THE_SITTING = "private, no-store"

_AUDIO_TYPES: Mapping[Container, str] = MappingProxyType(
    {Container.WEBM: "audio/webm", Container.MP3: "audio/mpeg"}
)


@blueprint.get("/audio/<string:key>.<string:extension>")
@access(Access.PUBLIC)
def audio(key: str, extension: str) -> ResponseReturnValue:
    """One spoken text; the name is the hash of what it says and who says it.

    What was made once stays: somebody may sit a test that was frozen with it.
    """
    asset = db.session.get(AudioAsset, key)
    container = _read_container(extension)
    if asset is None or asset.sha256 is None:
        raise NotFound
    if not asset.is_public and not _may_see_exam_content():
        raise NotFound
    path = AudioStore(_media_root()).path_for(key, container)
    return _send(path, _AUDIO_TYPES[container], is_public=asset.is_public)


@blueprint.get("/clips/<string:key>.<string:extension>")
@access(Access.PUBLIC)
def clip(key: str, extension: str) -> ResponseReturnValue:
    """One text in a sign language: its video, its poster, and the text as captions."""
    asset = db.session.get(AudioAsset, key)
    if asset is None or asset.duration_ms is None or not _may_see_exam_content():
        raise NotFound
    if not is_signed(asset.language):
        raise NotFound
    if extension == CAPTIONS:
        response = Response(write_captions(asset.text, asset.duration_ms), mimetype="text/vtt")
        response.headers["Cache-Control"] = FOR_THE_SITTING
        return response
    if extension not in (POSTER, asset.media_type.rpartition("/")[2]):
        raise NotFound
    media_type = "image/jpeg" if extension == POSTER else asset.media_type
    return _send(clip_path(_media_root(), key, extension), media_type, is_public=False)


@blueprint.get("/images/<string:sha256>.<string:extension>")
@access(Access.PUBLIC)
def image(sha256: str, extension: str) -> ResponseReturnValue:
    """One image of an item."""
    return _send_media(sha256, extension)


@blueprint.get("/material/<string:sha256>.<string:extension>")
@access(Access.PUBLIC)
def material(sha256: str, extension: str) -> ResponseReturnValue:
    """The sound, the video or the captions of a stimulus, whole or in ranges of bytes."""
    return _send_media(sha256, extension)


@blueprint.get("/tone.<string:extension>")
@access(Access.PUBLIC)
def tone(extension: str) -> ResponseReturnValue:
    """The tone of the sound check."""
    container = _read_container(extension)
    path = tone_path(_media_root(), container)
    return _send(path, _AUDIO_TYPES[container], is_public=True)


def _read_container(extension: str) -> Container:
    container = next((one for one in Container if one == extension), None)
    if container is None:
        raise NotFound
    return container


def _send_media(sha256: str, extension: str) -> Response:
    file = db.session.get(MediaFile, sha256)
    if file is None or extension_of(file.name) != extension:
        raise NotFound
    if not _may_see_exam_content() and not _may_see_in_a_form(file):
        raise NotFound
    path = MediaStore(_media_root()).path_of(sha256, kind_of(file.media_type), extension)
    return _send(path, file.media_type, is_public=False)


def _may_see_exam_content() -> bool:
    return read_pass(request) is not None or has_access(Access.ITEM_BANK)


def _may_see_in_a_form(file: MediaFile) -> bool:
    """What is in no form yet is for those who work on it."""
    is_theirs = has_access(Access.ASSESSOR) or has_access(Access.PANELLIST)
    return is_theirs and is_media_in_a_form(db.session, file.name)


def _media_root() -> Path:
    config: Config = current_app.extensions["testplatform_config"]
    return config.media_root


def _send(path: Path, media_type: str, *, is_public: bool) -> Response:
    if not path.is_file():
        raise NotFound
    response: Response = send_file(path, mimetype=media_type, conditional=True)
    response.headers["Cache-Control"] = FOR_EVER if is_public else FOR_THE_SITTING
    return response
