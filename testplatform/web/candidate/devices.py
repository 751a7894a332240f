"""The two cookies of a candidate: which device this is, and which sitting it holds."""

import secrets
from dataclasses import dataclass

from flask import Request, Response, current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

DEVICE_COOKIE = "device"
SITTING_COOKIE = "sitting"
DEVICE_DAYS = 400
SITTING_HOURS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingPass:
    """What a device holds after a right code: the attempt and its fencing number."""

    attempt_id: int
    fence: int


def read_device(request: Request) -> str:
    """The device's own random name; a new one when it has none yet."""
    known = request.cookies.get(DEVICE_COOKIE, "")
    is_sound = len(known) == 32 and known.isascii() and known.isalnum()
    return known if is_sound else secrets.token_hex(16)


def remember_device(response: Response, device: str) -> None:
    _set(response, DEVICE_COOKIE, device, max_age=DEVICE_DAYS * 86400)


def read_pass(request: Request) -> SittingPass | None:
    """The pass in the request, if it carries one that we signed."""
    try:
        attempt_id, fence = _serializer().loads(
            request.cookies.get(SITTING_COOKIE, ""), max_age=SITTING_HOURS * 3600
        )
    except (BadSignature, TypeError, ValueError):
        return None
    return SittingPass(attempt_id=int(attempt_id), fence=int(fence))


def hand_out_pass(response: Response, sitting_pass: SittingPass) -> None:
    value = _serializer().dumps([sitting_pass.attempt_id, sitting_pass.fence])
    _set(response, SITTING_COOKIE, value, max_age=SITTING_HOURS * 3600)


def take_pass_back(response: Response) -> None:
    response.delete_cookie(SITTING_COOKIE, samesite="Strict", httponly=True)


def _set(response: Response, name: str, value: str, *, max_age: int) -> None:
    response.set_cookie(
        name,
        value,
        max_age=max_age,
        httponly=True,
        samesite="Strict",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="sitting-pass")
