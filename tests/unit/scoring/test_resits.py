from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.codes import FormCode, RuleId
from scoring.documents import DocumentNotUnderstood, DocumentReader
from scoring.resits import (
    EarlierSitting,
    ResitAnswer,
    ResitRefusal,
    ResitRule,
    resit_rule_from_reader,
    resit_to_document,
    weigh_resit,
)

_FIRST, _SECOND = FormCode("first"), FormCode("second")
_FEBRUARY = EarlierSitting(sat_on=date(2023, 2, 14), form=_FIRST)


def a_rule(*, waiting_days: int = 14, other_form: bool = True) -> ResitRule:
    return ResitRule(waiting_days=waiting_days, other_form=other_form, assumed=True)


def weighed(
    on: date,
    form: FormCode = _SECOND,
    *,
    earlier: Sequence[EarlierSitting] = (_FEBRUARY,),
    rule: ResitRule | None = None,
) -> ResitAnswer:
    return weigh_resit(rule or a_rule(), earlier, on=on, form=form)


class TestWeighResit:
    @pytest.mark.parametrize(
        ("on", "form", "refusals"),
        [
            pytest.param(date(2023, 2, 27), _SECOND, (ResitRefusal.TOO_EARLY,), id="a day early"),
            pytest.param(date(2023, 2, 28), _SECOND, (), id="the last day of February"),
            pytest.param(date(2023, 3, 1), _FIRST, (ResitRefusal.SAME_FORM,), id="the same form"),
            pytest.param(
                date(2023, 2, 14),
                _FIRST,
                (ResitRefusal.TOO_EARLY, ResitRefusal.SAME_FORM),
                id="the same day with the same form",
            ),
        ],
    )
    def test_waits_and_wants_another_form(
        self, on: date, form: FormCode, refusals: tuple[ResitRefusal, ...]
    ) -> None:
        answer = weighed(on, form)

        assert (answer.refusals, answer.is_allowed) == (refusals, not refusals)

    def test_counts_from_the_last_sitting_and_knows_every_form(self) -> None:
        later = EarlierSitting(sat_on=date(2023, 6, 1), form=_SECOND)

        answer = weighed(date(2024, 1, 1), earlier=[later, _FEBRUARY])

        assert answer == ResitAnswer(
            first_day=date(2023, 6, 15),
            used_forms=(_FIRST, _SECOND),
            refusals=(ResitRefusal.SAME_FORM,),
        )

    def test_lets_anybody_sit_who_never_did(self) -> None:
        assert weighed(date(2023, 2, 14), earlier=()) == ResitAnswer(
            first_day=None, used_forms=(), refusals=()
        )

    def test_may_allow_the_same_form(self) -> None:
        assert weighed(date(2023, 2, 28), _FIRST, rule=a_rule(other_form=False)).is_allowed

    def test_may_ask_no_days(self) -> None:
        assert weighed(date(2023, 2, 14), rule=a_rule(waiting_days=0)).is_allowed

    @given(st.dates(), st.integers(0, 10_000), st.integers(0, 10_000))
    def test_never_comes_sooner_for_more_days(self, sat_on: date, days: int, more: int) -> None:
        sooner = a_rule(waiting_days=days).first_day(sat_on)

        assert sat_on <= sooner <= a_rule(waiting_days=days + more).first_day(sat_on)


class TestRefusal:
    def test_names_its_rule(self) -> None:
        assert [refusal.rule for refusal in ResitRefusal] == [RuleId.RESIT_WAITS, RuleId.RESIT_FORM]


class TestDocument:
    def test_becomes_a_rule(self) -> None:
        reader = DocumentReader({"waiting_days": 14, "other_form": True, "assumed": True})

        rule = resit_rule_from_reader(reader)
        reader.finish()

        assert rule == a_rule()

    def test_asks_no_other_form_and_is_not_assumed_unless_it_says_so(self) -> None:
        reader = DocumentReader({"waiting_days": 14})

        rule = resit_rule_from_reader(reader)

        assert rule == ResitRule(waiting_days=14, other_form=False, assumed=False)

    def test_is_read_strictly(self) -> None:
        reader = DocumentReader({"waiting_days": -1})
        resit_rule_from_reader(reader)

        with pytest.raises(DocumentNotUnderstood, match="waiting_days: must be at least 0"):
            reader.finish()

    def test_says_what_comes_next(self) -> None:
        assert resit_to_document(a_rule(), date(2023, 2, 14)) == {
            "first_day": "2023-02-28",
            "waiting_days": 14,
            "other_form": True,
            "assumed": True,
            "rules": {"10.1": 1, "10.2": 1},
        }
