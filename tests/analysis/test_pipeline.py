"""The pipeline: sums that never mix currencies, weights that never guess, rates that know how few they rest on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.analysis.outcomes import Told, back_test, by_band, by_owner, outcomes
from kamtool.analysis.overview import Money
from kamtool.analysis.pipeline import By, pipeline, share, told
from kamtool.load import load_bytes
from kamtool.model.values import DealStatus, OrganizationType, Stage, Tier

AS_OF = dt.date(2026, 11, 23)
DEAL = Told(
    account="hongqi",
    name="红旗",
    id="fleet",
    deal="换车",
    tier=Tier.A,
    type=OrganizationType.SOE,
    owner="李明",
    status=DealStatus.OPEN,
    stage=Stage.EVALUATION,
    days_in_stage=30,
    value=Money(Decimal(100), "CNY"),
    probability=Decimal("0.4"),
    close=dt.date(2026, 12, 20),
    moved_from=(),
    closed=None,
    reason=None,
)


def other(id: str, **values: object) -> Told:
    return replace(DEAL, id=id, **values)  # type: ignore[arg-type]


def test_what_claims_no_probability_is_not_weighted_and_stands_apart() -> None:
    found = pipeline([DEAL, other("b", probability=None), other("c", value=None)], 1, AS_OF).total
    assert found.weighted.value == (Money(Decimal(40), "CNY"),)
    assert found.weighted.unweighed == (Money(Decimal(100), "CNY"),)
    assert (found.unpriced, found.weighted.deals_without) == (1, 1)


def of_plan(deals: str, doubts: Mapping[str, Collection[str]] | None = None) -> list[Told]:
    """Deals as they are told from a plan."""
    plan = load_bytes(f"kam: 1\naccount: {{name: 甲}}\nopportunities: {{{deals}}}\n".encode(), "a.yaml").plan
    assert plan is not None
    return told(plan, "a", AS_OF, doubts)


def test_an_amount_without_a_currency_is_in_the_one_its_plan_names() -> None:
    """Else the sums of one plan would fall apart into EUR and none."""
    found = pipeline(of_plan("a: {value: {amount: 100, currency: EUR}}, b: {value: 5}"), 1, AS_OF)
    assert found.total.value == (Money(Decimal(105), "EUR"),)


def test_what_is_due_today_has_not_slipped() -> None:
    found = pipeline(of_plan("a: {close: 2026-11-23}, b: {close: 2026-11-22}"), 1, AS_OF)
    assert [one.deal for one in found.slips] == ["b"]


def test_a_deal_that_claims_nothing_is_not_doubted() -> None:
    doubts = {"a": ["KAM212"], "b": ["KAM212"]}
    found = pipeline(of_plan("a: {value: 100}, b: {value: {amount: 100, probability: 0.4}}", doubts), 1, AS_OF)
    assert (found.total.weighted.deals_doubted, found.total.weighted.doubted) == (1, (Money(Decimal(100), None),))


def test_currencies_are_never_added() -> None:
    found = pipeline([DEAL, other("b", value=Money(Decimal(5), "EUR"))], 1, AS_OF).total
    assert found.value == (Money(Decimal(100), "CNY"), Money(Decimal(5), "EUR"))
    assert share(found.weighted.claimed, found.value, "USD") is None


def test_a_doubted_claim_is_told_and_still_weighted() -> None:
    found = pipeline([other("b", doubts=("KAM212",))], 1, AS_OF).total.weighted
    assert (found.doubted, found.deals_doubted) == ((Money(Decimal(100), "CNY"),), 1)
    assert found.value == (Money(Decimal(40), "CNY"),)


def test_stages_stand_in_their_order_and_the_unknown_last() -> None:
    deals = [other("a", stage=None), DEAL, other("b", stage=Stage.INTENT)]
    assert [one.name for one in pipeline(deals, 1, AS_OF).stages] == ["intent", "evaluation", ""]


def test_a_slip_is_counted_from_the_first_date() -> None:
    moved = (dt.date(2026, 10, 31), dt.date(2026, 11, 30))
    (found,) = pipeline([other("a", moved_from=moved)], 1, AS_OF).slips
    assert (found.moves, found.days, found.overdue) == (2, 50, None)
    (found,) = pipeline([other("a", close=dt.date(2026, 11, 20))], 1, AS_OF).slips
    assert (found.moves, found.days, found.overdue) == (0, None, 3)


def test_dropped_deals_are_no_part_of_the_win_rate() -> None:
    over = [
        other("a", status=DealStatus.WON),
        other("b", status=DealStatus.LOST),
        other("c", status=DealStatus.DROPPED),
    ]
    found = outcomes(over)
    assert (found.rate.entered, found.rate.advanced, found.rate.few) == (2, 1, True)
    assert (found.won, found.lost, found.dropped, found.untold) == (1, 1, 1, 3)


def test_calibration_holds_the_sum_of_claims_against_the_wins() -> None:
    won = [other(f"w{at}", status=DealStatus.WON, probability=Decimal("0.8")) for at in range(3)]
    lost = [other("l", status=DealStatus.LOST, probability=Decimal("0.6"), owner="何静")]
    assert [(one.name, one.expected, one.won) for one in by_owner(won + lost)] == [
        ("何静", Decimal("0.6"), 0),
        ("李明", Decimal("2.4"), 3),
    ]
    assert [(one.name, one.deals) for one in by_band(won + lost)] == [("50–75", 1), ("75–100", 3)]


def test_a_closed_deal_without_its_probability_says_nothing_of_calibration() -> None:
    assert by_owner([other("a", status=DealStatus.WON, probability=None)]) == ()


def test_the_back_test_counts_what_was_due_by_its_own_date() -> None:
    then = [DEAL, other("b", close=dt.date(2026, 10, 1)), other("c", close=dt.date(2026, 9, 1)), other("d", close=None)]
    now = [other("b", status=DealStatus.WON), other("c", status=DealStatus.OPEN), other("d", status=DealStatus.LOST)]
    found = back_test(then, now, dt.date(2026, 6, 1), "abc", AS_OF)
    assert (found.due, found.due_won, found.expected) == (2, 1, Decimal("0.8"))
    assert (found.won, found.lost, found.open, found.gone) == (1, 1, 1, 1)


@pytest.mark.parametrize("by", list(By))
def test_the_groups_add_up_to_the_whole(by: By) -> None:
    deals = [DEAL, other("b", owner=None, tier=Tier.UNKNOWN, stage=None), other("c", status=DealStatus.WON)]
    found = pipeline(deals, 1, AS_OF, by=by)
    assert sum(one.deals for one, _ in found.groups) == found.total.deals
    assert sum(over.won for _, over in found.groups) == found.outcomes.won


@given(st.lists(st.tuples(st.sampled_from(["0", "0.25", "0.5", "0.75", "1"]), st.booleans()), min_size=1))
def test_every_decided_deal_falls_into_one_band(claims: list[tuple[str, bool]]) -> None:
    deals = [
        other(str(at), probability=Decimal(chance), status=DealStatus.WON if won else DealStatus.LOST)
        for at, (chance, won) in enumerate(claims)
    ]
    assert sum(one.deals for one in by_band(deals)) == len(deals)


def test_a_deal_brought_forward_did_not_slip() -> None:
    """It stood among the slipped, moved by -61 days; what is past its date is still told."""
    moved = (dt.date(2027, 3, 1), dt.date(2027, 1, 31))
    assert pipeline([other("a", close=dt.date(2026, 12, 1), moved_from=moved)], 1, AS_OF).slips == ()
    (late,) = pipeline([other("a", close=dt.date(2026, 11, 20), moved_from=moved)], 1, AS_OF).slips
    assert (late.moves, late.days, late.overdue) == (2, None, 3)
    (dropped,) = pipeline([other("a", close=None, moved_from=moved)], 1, AS_OF).slips
    assert (dropped.moves, dropped.days, dropped.overdue) == (2, None, None)
