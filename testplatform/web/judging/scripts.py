"""Answers to the script that saves a judgement while somebody thinks."""

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue


def is_script() -> bool:
    """Whether the script asks, and not the button."""
    return request.accept_mimetypes.best == "application/json"


def answer_script(said: str, status: int, *, progress: str = "") -> ResponseReturnValue:
    """A sentence for beside the judgement, and how far somebody is."""
    response: Response = jsonify({"said": said, "progress": progress})
    response.status_code = status
    return response
