from datetime import UTC, datetime

import pytest

from itembank.orientation import get_framework
from scoring.codes import DeviationCode, StaffId
from scoring.orientation import (
    AdviceChoice,
    AdviceFault,
    AdviceNotSound,
    AdviceType,
    DeviationCount,
    Education,
    IndicatorValues,
    Literacy,
    Referral,
    SignedAdvice,
    count_deviations,
    propose_advice,
    sign_advice,
)
from tests.builders.orientation import some_indicators

_NOW = datetime(2024, 5, 6, 9, 30, tzinfo=UTC)
_OWN_CHOICE = DeviationCode("own_choice")


def signed(
    choice: AdviceChoice, values: IndicatorValues | None = None, *, at: datetime = _NOW
) -> SignedAdvice:
    """Sign a choice beside the proposal for these values; the usual one is the standard track."""
    framework = get_framework()
    proposal = propose_advice(values or some_indicators(), framework)
    return sign_advice(
        proposal, choice, framework, signed_by=StaffId("consultant-7"), signed_at_utc=at
    )


def a_choice(
    advice: AdviceType = AdviceType.CVO_STANDARD,
    hours: int | None = 240,
    *,
    script_module: AdviceType | None = None,
    deviation: DeviationCode | None = None,
) -> AdviceChoice:
    return AdviceChoice(
        advice=advice, hours=hours, script_module=script_module, deviation=deviation
    )


class TestSignAdvice:
    def test_keeps_the_proposal_with_who_and_when(self) -> None:
        advice = signed(a_choice())

        assert advice.proposal.advice is AdviceType.CVO_STANDARD
        assert (advice.signed_by, advice.signed_at_utc) == ("consultant-7", _NOW)
        assert not advice.is_deviation

    def test_lets_a_consultant_deviate_with_a_reason(self) -> None:
        choice = a_choice(AdviceType.SHORT_TRACK, 160, deviation=_OWN_CHOICE)

        assert signed(choice).is_deviation

    def test_lets_a_consultant_decide_where_covaar_was_not_possible(self) -> None:
        choice = a_choice(deviation=DeviationCode("covaar_not_possible"))

        assert signed(choice, some_indicators(band=None)).is_deviation

    @pytest.mark.parametrize("hours", [600, 1140])
    def test_lets_a_consultant_choose_the_hours(self, hours: int) -> None:
        values = some_indicators(literacy=Literacy.ILLITERATE, education=Education.NO_PRIMARY)

        assert not signed(a_choice(AdviceType.CBE_ALFA, hours), values).is_deviation

    @pytest.mark.parametrize(
        ("choice", "fault", "reason"),
        [
            pytest.param(
                a_choice(AdviceType.SHORT_TRACK, 160),
                AdviceFault.DEVIATION_MISSING,
                "another advice than the proposed one needs a reason",
                id="another advice without a reason",
            ),
            pytest.param(
                a_choice(script_module=AdviceType.LATIN_SCRIPT_CVO),
                AdviceFault.DEVIATION_MISSING,
                "another advice than the proposed one needs a reason",
                id="a module that was not proposed",
            ),
            pytest.param(
                a_choice(deviation=_OWN_CHOICE),
                AdviceFault.DEVIATION_NEEDLESS,
                "the proposed advice needs no reason to deviate",
                id="a reason for the same advice",
            ),
            pytest.param(
                a_choice(AdviceType.SHORT_TRACK, 160, deviation=DeviationCode("mood")),
                AdviceFault.DEVIATION_UNKNOWN,
                "'mood' is no reason to deviate",
                id="an unknown reason",
            ),
            pytest.param(
                a_choice(hours=241),
                AdviceFault.HOURS_UNKNOWN,
                "241 hours are not among 240",
                id="other hours",
            ),
            pytest.param(
                a_choice(hours=None),
                AdviceFault.HOURS_UNKNOWN,
                "None hours are not among 240",
                id="no hours",
            ),
            pytest.param(
                a_choice(AdviceType.NONE, 10, deviation=_OWN_CHOICE),
                AdviceFault.HOURS_NEEDLESS,
                "this kind of advice has no hours",
                id="hours of no advice",
            ),
        ],
    )
    def test_refuses_what_is_not_sound(
        self, choice: AdviceChoice, fault: AdviceFault, reason: str
    ) -> None:
        with pytest.raises(AdviceNotSound, match=f"^{reason}$") as refusal:
            signed(choice)

        assert refusal.value.fault is fault

    def test_names_all_hours_that_there_are(self) -> None:
        values = some_indicators(literacy=Literacy.ILLITERATE, education=Education.NO_PRIMARY)

        with pytest.raises(AdviceNotSound, match=r"^5 hours are not among 600, 1140$"):
            signed(a_choice(AdviceType.CBE_ALFA, 5), values)

    def test_refuses_a_moment_without_a_zone(self) -> None:
        with pytest.raises(
            AdviceNotSound, match=r"^the moment of signing has no time zone$"
        ) as refusal:
            signed(a_choice(), at=_NOW.replace(tzinfo=None))

        assert refusal.value.fault is AdviceFault.NO_TIME_ZONE


class TestReferral:
    @pytest.mark.parametrize(
        ("offer", "hours", "follows"),
        [
            pytest.param(AdviceType.CVO_STANDARD, 240, True, id="the ideal track"),
            pytest.param(AdviceType.CVO_EXTENDED, 360, False, id="the real offer"),
        ],
    )
    def test_leaves_the_advice_as_it_was(
        self, offer: AdviceType, hours: int, follows: bool
    ) -> None:
        advice = signed(a_choice())

        referral = Referral(
            advice=advice,
            offer=offer,
            provider="CVO Zuid",
            hours=hours,
            referred_by=StaffId("consultant-7"),
            referred_at_utc=_NOW,
        )

        assert referral.follows_advice is follows
        assert referral.advice.choice.advice is AdviceType.CVO_STANDARD


class TestCountDeviations:
    def test_counts_by_proposal_advice_and_reason_most_frequent_first(self) -> None:
        faster = signed(a_choice(AdviceType.SHORT_TRACK, 160, deviation=_OWN_CHOICE))
        other = signed(a_choice(AdviceType.OTHER, None, deviation=DeviationCode("observation")))

        counts = count_deviations([signed(a_choice()), other, faster, faster])

        assert counts == (
            DeviationCount(
                proposed=AdviceType.CVO_STANDARD,
                signed=AdviceType.SHORT_TRACK,
                reason=_OWN_CHOICE,
                count=2,
            ),
            DeviationCount(
                proposed=AdviceType.CVO_STANDARD,
                signed=AdviceType.OTHER,
                reason=DeviationCode("observation"),
                count=1,
            ),
        )
