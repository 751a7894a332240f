"""The tests on the way of an attempt, as things that happened."""

from sqlalchemy.orm import Session

from itembank.placing import SAT
from scoring.codes import StageCode
from scoring.routing import Routing
from testplatform.models.attempts import Attempt
from testplatform.models.routed_tests import RoutedTest
from testplatform.repositories.routed_tests import list_all_routed_tests
from testplatform.services.routed_tests import find_routing_of, is_routed
from testplatform.web.administration.pages.attempts import Happening


def list_test_happenings(session: Session, attempt: Attempt) -> list[Happening]:
    """When written tests opened and oral ones got their points; nothing for other programmes."""
    if not is_routed(attempt):
        return []
    routing = find_routing_of(session, attempt)
    tests = list_all_routed_tests(session, attempt.id)
    return [Happening(at=test.opened_at, text=_say(routing, test)) for test in tests]


def _say(routing: Routing, test: RoutedTest) -> str:
    title = routing.test(routing.stage(StageCode(test.stage)).test).title
    if test.track is SAT:
        return f"{title} geopend"
    back = "" if test.taken_back_at is None else ", later teruggenomen"
    return f"punten voor {title} ingevoerd{back}"
