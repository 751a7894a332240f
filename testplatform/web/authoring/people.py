"""Who is at the screen, as the item bank knows them."""

from flask_security import current_user

from testplatform.services.item_rights import Colleague, colleague_of


def current_colleague() -> Colleague:
    return colleague_of(current_user)
