"""Pages with a preview in a frame: only our own pages stand in it, and only in our own pages."""

from flask import make_response
from flask.typing import ResponseReturnValue

from testplatform.web.headers import CONTENT_SECURITY_POLICY

WITH_FRAMES = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
IN_A_FRAME = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")


def answer_with_frames(html: str, status: int = 200) -> ResponseReturnValue:
    """A page that shows another one of ours in a frame."""
    return _answer(html, WITH_FRAMES, status)


def answer_in_a_frame(html: str) -> ResponseReturnValue:
    """A page that stands in a frame of ours."""
    return _answer(html, IN_A_FRAME, 200)


def _answer(html: str, policy: str, status: int) -> ResponseReturnValue:
    response = make_response(html, status)
    response.headers["Content-Security-Policy"] = policy
    return response
