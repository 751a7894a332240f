"""Advices that are signed, corrected and followed by referrals, on both databases."""

from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from scoring.orientation import (
    AdviceFault,
    AdviceNotSound,
    AdviceType,
    Education,
    IndicatorValues,
    LanguageKnowledge,
    Literacy,
    OtherInformation,
)
from testplatform.models.advices import OrientationAdvice, OrientationReferral
from testplatform.models.audit import AuditRecord
from testplatform.repositories.advices import (
    list_advices_in_force,
    to_indicators,
    to_referral,
    to_signed_advice,
)
from testplatform.services.advices import AdviceRefusal, AdviceRefused, NewAdvice, NewReferral
from tests.builders.advices import (
    a_deviation,
    a_new_advice,
    a_new_referral,
    referred,
    signed,
)
from tests.builders.orientation import some_indicators

pytestmark = pytest.mark.usefixtures("session")


def newest_records(session: Session, number: int) -> list[tuple[str, dict[str, str | int]]]:
    query = sa.select(AuditRecord).order_by(AuditRecord.position.desc()).limit(number)
    return [(one.action, one.details) for one in reversed(list(session.scalars(query)))]


def the_same_again() -> NewAdvice:
    signed()
    return a_new_advice()


def a_second_correction() -> NewAdvice:
    first = signed()
    signed(a_deviation(dossier="D-2026-1", corrects_id=first))
    return a_deviation(dossier="D-2026-1", comment="Nog eens.", corrects_id=first)


class TestSign:
    def test_keeps_the_advice_with_its_reasons(self, session: Session) -> None:
        advice = session.get_one(OrientationAdvice, signed())

        assert (advice.proposed, advice.advice) == (AdviceType.CVO_STANDARD,) * 2
        assert "COVAAR: gemiddeld, geeft CVO standaardtraject" in advice.proposal["sentences"]
        assert advice.signed_by.display_name == "Kim Consulent"
        assert not to_signed_advice(advice).is_deviation

    @pytest.mark.parametrize(
        "values",
        [
            pytest.param(
                some_indicators(
                    literacy=Literacy.OTHER_SCRIPT,
                    education=Education.PRIMARY,
                    languages=LanguageKnowledge.FIRST_LANGUAGE_ONLY,
                    other=OtherInformation.NEUTRAL,
                    in_doubt=True,
                ),
                id="everything known",
            ),
            pytest.param(some_indicators(education=None, band=None), id="little known"),
        ],
    )
    def test_keeps_the_indicators(self, session: Session, values: IndicatorValues) -> None:
        new = a_new_advice(
            values=values, advice=AdviceType.OTHER, hours=None, deviation="observation", comment="x"
        )

        assert to_indicators(session.get_one(OrientationAdvice, signed(new))) == values

    def test_leaves_a_trace_without_the_dossier(self, session: Session) -> None:
        signed(a_deviation())

        assert newest_records(session, 1) == [
            ("advice signed", {"advice": "short_track", "reason": "own_choice"})
        ]

    @pytest.mark.parametrize(
        ("new", "refusal"),
        [
            pytest.param(
                lambda: a_new_advice(seal="0" * 64), AdviceRefusal.PROPOSAL_CHANGED, id="not seen"
            ),
            pytest.param(
                lambda: a_deviation(comment=" \n"), AdviceRefusal.COMMENT_MISSING, id="no comment"
            ),
            pytest.param(
                lambda: a_new_advice(corrects_id=signed(a_deviation(dossier="D-2026-1"))),
                AdviceRefusal.COMMENT_MISSING,
                id="a correction without a comment",
            ),
            pytest.param(
                lambda: a_deviation(corrects_id=signed()),
                AdviceRefusal.OTHER_DOSSIER,
                id="the advice of somebody else",
            ),
            pytest.param(the_same_again, AdviceRefusal.SIGNED_ALREADY, id="the same again"),
            pytest.param(
                a_second_correction,
                AdviceRefusal.CORRECTED_ALREADY,
                id="a second correction",
            ),
        ],
    )
    def test_refuses(
        self, session: Session, new: Callable[[], NewAdvice], refusal: AdviceRefusal
    ) -> None:
        asked = new()
        before = session.scalar(sa.select(sa.func.count(OrientationAdvice.id)))

        with pytest.raises(AdviceRefused) as refused:
            signed(asked)

        assert refused.value.refusal is refusal
        assert session.scalar(sa.select(sa.func.count(OrientationAdvice.id))) == before

    def test_refuses_what_the_rules_refuse(self) -> None:
        with pytest.raises(AdviceNotSound) as refused:
            signed(a_new_advice(advice=AdviceType.SHORT_TRACK, hours=160))

        assert refused.value.fault is AdviceFault.DEVIATION_MISSING

    def test_lets_a_correction_take_the_place(self, session: Session) -> None:
        first = signed()
        second = signed(a_deviation(dossier="D-2026-1", corrects_id=first))

        assert [one.id for one in list_advices_in_force(session)] == [second]
        assert session.get_one(OrientationAdvice, first).advice is AdviceType.CVO_STANDARD
        assert newest_records(session, 1)[0] == (
            "advice corrected",
            {"advice": "short_track", "reason": "own_choice", "corrects": first},
        )


class TestRefer:
    def test_leaves_the_advice_as_it_was(self, session: Session) -> None:
        advice_id = signed()
        referral = session.get_one(OrientationReferral, referred(a_new_referral(advice_id)))
        advice = session.get_one(OrientationAdvice, advice_id)

        assert not to_referral(referral, advice).follows_advice
        assert advice.advice is AdviceType.CVO_STANDARD
        assert newest_records(session, 1) == [
            ("referral made", {"advice": advice_id, "offer": "cvo_extended"})
        ]

    def test_corrects_a_referral_by_another(self, session: Session) -> None:
        advice_id = signed()
        first = referred(a_new_referral(advice_id))
        referred(a_new_referral(advice_id, hours=300, corrects_id=first))

        assert newest_records(session, 1)[0][0] == "referral corrected"
        assert refusal_of(a_new_referral(advice_id, corrects_id=first)) is (
            AdviceRefusal.CORRECTED_ALREADY
        )

    def test_refuses_a_day_to_come(self) -> None:
        new = a_new_referral(signed(), referred_on=date(2026, 3, 3))

        assert refusal_of(new) is AdviceRefusal.REFERRED_LATER

    def test_refuses_a_referral_of_another_advice(self) -> None:
        other = referred(a_new_referral(signed(a_deviation())))

        assert refusal_of(a_new_referral(signed(), corrects_id=other)) is AdviceRefusal.OTHER_ADVICE

    def test_refuses_an_advice_that_was_corrected(self) -> None:
        first = signed()
        signed(a_deviation(dossier="D-2026-1", corrects_id=first))

        assert refusal_of(a_new_referral(first)) is AdviceRefusal.CORRECTED_ALREADY


class TestDatabase:
    @pytest.mark.parametrize(
        ("statement", "problem"),
        [
            pytest.param("UPDATE orientation_advices SET comment = 'x'", "are frozen", id="advice"),
            pytest.param("DELETE FROM orientation_advices", "are frozen", id="advice gone"),
            pytest.param("UPDATE orientation_referrals SET hours = 1", "are frozen", id="referral"),
            pytest.param("DELETE FROM orientation_referrals", "are frozen", id="referral gone"),
            pytest.param(
                "INSERT INTO orientation_advices SELECT id + 1, dossier, indicators, proposal,"
                " proposed, advice, hours, script_module, 'x', '', signed_by_id, signed_at,"
                " corrects_id FROM orientation_advices",
                "explained",
                id="a deviation without a comment",
            ),
            pytest.param(
                "INSERT INTO orientation_referrals SELECT id + 1, advice_id, provider, offer, -1,"
                " referred_on, referred_by_id, referred_at, corrects_id FROM orientation_referrals",
                "hours_not_negative",
                id="negative hours",
            ),
        ],
    )
    def test_refuses(self, session: Session, statement: str, problem: str) -> None:
        referred(a_new_referral(signed()))
        session.rollback()

        with pytest.raises(IntegrityError, match=problem):
            session.execute(sa.text(statement))


def refusal_of(new: NewReferral) -> AdviceRefusal:
    with pytest.raises(AdviceRefused) as refused:
        referred(new)
    return refused.value.refusal
