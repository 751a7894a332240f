"""Whether a request of the player may speak for the attempt of its pass."""

from collections.abc import Mapping
from typing import Any

from flask import current_app

from testplatform.errors import LeaseSuperseded
from testplatform.web.api.reading import OtherAttempt, read_number
from testplatform.web.api.state import attempt_key
from testplatform.web.candidate.devices import SittingPass
from testplatform.web.candidate.passes import get_pass


def own_pass(body: Mapping[str, Any]) -> SittingPass:
    """The pass, provided that the page that sends belongs to the same attempt."""
    sitting_pass = get_pass()
    if body.get("attempt") != attempt_key(str(current_app.secret_key), sitting_pass.attempt_id):
        raise OtherAttempt
    return sitting_pass


def own_fence(body: Mapping[str, Any], sitting_pass: SittingPass) -> int:
    """The lease that the page works under: never a newer one than this device was given.

    An older one is let through: a device hands over what it wrote before it was given the next.
    """
    fence = read_number(body, "fence")
    if fence > sitting_pass.fence:
        raise LeaseSuperseded(fence=sitting_pass.fence, current_fence=fence)
    return fence
