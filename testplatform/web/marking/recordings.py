"""The recording of an answer, for who may hear it; the route says who that is."""

from flask import Response, abort, current_app, send_file
from sqlalchemy.orm import Session

from testplatform.config import Config
from testplatform.models.ratings import RatingTask
from testplatform.recording_files import RecordingStore
from testplatform.web.marking.building import find_spoken


def send_recording(session: Session, task: RatingTask) -> Response:
    """What was said, whole or in ranges of bytes; not found where nothing can be heard."""
    spoken = find_spoken(session, task)
    config: Config = current_app.extensions["testplatform_config"]
    path = None if spoken is None else RecordingStore(config.media_root).path_of(spoken.id)
    if path is None or not path.is_file():
        abort(404)
    answer: Response = send_file(path, mimetype="audio/webm", conditional=True)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
