"""Recordings of the player: numbered pieces, then the word that all of them were sent."""

from flask import Blueprint, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from testplatform.clock import now_utc
from testplatform.config import Config
from testplatform.db import after_commit, unit_of_work
from testplatform.extensions import csrf
from testplatform.recording_files import RecordingStore
from testplatform.services.recordings import (
    MOST_CHUNK_BYTES,
    ChunkMessage,
    complete_recording,
    take_chunk,
)
from testplatform.tasks import wake
from testplatform.tasks.recordings import check
from testplatform.web.access import Access, access
from testplatform.web.api.passes import own_fence, own_pass
from testplatform.web.api.reading import (
    check_same_origin,
    read_body,
    read_number,
    read_piece,
    read_recording_key,
)

blueprint = Blueprint("recordings", __name__, url_prefix="/api/sitting/recordings")
csrf.exempt(blueprint)  # same-origin is checked by header instead: a token could expire mid-test


@blueprint.before_request
def _limit_and_check_origin() -> None:
    request.max_content_length = MOST_CHUNK_BYTES
    check_same_origin()


@blueprint.put("/<string:key>/chunks/<int:number>")
@access(Access.CANDIDATE)
def chunk(key: str, number: int) -> ResponseReturnValue:
    """Take in one piece; what is answered is on disk."""
    sitting_pass = own_pass(request.args)
    own_fence({"fence": request.args.get("fence", type=int)}, sitting_pass)
    message = ChunkMessage(
        key=read_recording_key(key),
        item=request.args.get("item", "")[:16],
        number=read_number({"number": number}, "number"),
        data=read_piece(),
    )
    with unit_of_work() as session:
        take_chunk(session, sitting_pass.attempt_id, message, _store(), now=now_utc())
    return jsonify({"received": number})


@blueprint.post("/<string:key>/complete")
@access(Access.CANDIDATE)
def complete(key: str) -> ResponseReturnValue:
    """Put the pieces together, once all of them are here."""
    body = read_body()
    sitting_pass = own_pass(body)
    own_fence(body, sitting_pass)
    with unit_of_work() as session:
        complete_recording(
            session,
            sitting_pass.attempt_id,
            read_recording_key(key),
            chunks=read_number(body, "chunks"),
            store=_store(),
            now=now_utc(),
        )
        after_commit(session, lambda: wake(check))
    return jsonify({"state": "complete"})


def _store() -> RecordingStore:
    config: Config = current_app.extensions["testplatform_config"]
    return RecordingStore(config.media_root)
