"""Who is at the screen: their name in the audit log, and which test centres they may see."""

from dataclasses import dataclass

from flask_security import current_user

from testplatform.models.staff import RoleName


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The test centres that somebody may see; None means all of them."""

    test_centre_ids: frozenset[int] | None

    def includes(self, test_centre_id: int) -> bool:
        return self.test_centre_ids is None or test_centre_id in self.test_centre_ids

    @property
    def only_test_centre_id(self) -> int | None:
        """The one centre that the services are to hold somebody to; None when there is no limit."""
        return None if self.test_centre_ids is None else min(self.test_centre_ids, default=0)


def is_administrator() -> bool:
    return bool(current_user.has_role(RoleName.ADMINISTRATOR.value))


def current_actor() -> str:
    """The person at the screen as the audit log names them."""
    return f"staff:{current_user.id}"


def current_reach() -> Reach:
    """An administrator sees every centre, an invigilator their own, and without one none at all."""
    if is_administrator():
        return Reach(test_centre_ids=None)
    own = current_user.test_centre_id
    return Reach(test_centre_ids=frozenset() if own is None else frozenset({own}))
