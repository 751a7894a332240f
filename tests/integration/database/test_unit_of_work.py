import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from testplatform.db import UnitOfWorkInterrupted, after_commit, unit_of_work
from testplatform.models.staff import Role


def roles(session: Session) -> int:
    session.rollback()
    return session.scalar(sa.select(sa.func.count()).select_from(Role)) or 0


class TestUnitOfWork:
    def test_one_inside_another_is_refused_and_nothing_is_lost(self, session: Session) -> None:
        before = roles(session)

        with unit_of_work() as work:
            work.add(Role(name="a", description=""))
            work.flush()
            with pytest.raises(UnitOfWorkInterrupted), unit_of_work():
                pass

        assert roles(session) == before + 1

    def test_refuses_to_take_along_what_somebody_else_left(self, session: Session) -> None:
        session.add(Role(name="a", description=""))

        with pytest.raises(UnitOfWorkInterrupted), unit_of_work():
            pass

    def test_wakes_nobody_when_it_fails(self, session: Session) -> None:
        woken: list[str] = []

        with pytest.raises(IntegrityError), unit_of_work() as work:
            promised_and_broken(work, woken)
        with unit_of_work() as work:
            after_commit(work, lambda: woken.append("second"))

        assert woken == ["second"]

    def test_a_fault_of_the_database_names_no_values(self, session: Session) -> None:
        with pytest.raises(IntegrityError) as fault, unit_of_work() as work:
            promised_and_broken(work, [])

        assert "a-secret-name" not in str(fault.value).replace("DETAIL", "")


def promised_and_broken(session: Session, woken: list[str]) -> None:
    after_commit(session, lambda: woken.append("first"))
    session.execute(sa.insert(Role), [{"name": "twice", "description": "a-secret-name"}] * 2)
