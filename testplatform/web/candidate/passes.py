"""From the pass in a request to the attempt it gives a right to."""

from flask import request

from testplatform.catalogues import use_language
from testplatform.db import db
from testplatform.errors import PlatformError
from testplatform.models.attempts import Attempt
from testplatform.services.attempts import check_lease
from testplatform.web.candidate.devices import SittingPass, read_pass
from testplatform.web.candidate.languages import screen_language


class NoSitting(PlatformError):
    """The request carries no pass, or one of an attempt that is gone."""


def get_pass() -> SittingPass:
    """The pass of this request; raises NoSitting."""
    sitting_pass = read_pass(request)
    if sitting_pass is None:
        raise NoSitting
    return sitting_pass


def get_attempt_of_pass() -> Attempt:
    """The attempt of this device, with the screens in its language.

    Raises NoSitting, or LeaseSuperseded when another device took over.
    """
    attempt = get_attempt_of_any_pass()
    check_lease(attempt, get_pass().fence)
    return attempt


def get_attempt_of_any_pass() -> Attempt:
    """The attempt of this device, also when another device took over since; raises NoSitting."""
    attempt = db.session.get(Attempt, get_pass().attempt_id)
    if attempt is None:
        raise NoSitting
    use_language(screen_language(db.session, attempt))
    return attempt
