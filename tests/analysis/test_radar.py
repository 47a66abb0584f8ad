"""The radar: weighted gaps that add up, and what is unknown staying so."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.analysis.comparison import US
from kamtool.analysis.radar import RadarResult, radar
from kamtool.load import load_bytes
from kamtool.model.values import Axis

scores = st.dictionaries(st.sampled_from([one.value for one in Axis]), st.integers(0, 5), max_size=7)
weights = st.dictionaries(st.sampled_from([one.value for one in Axis]), st.integers(0, 9), max_size=7)


def made(deal: str) -> RadarResult:
    text = f"kam: 1\naccount: {{name: 厂}}\ncompetitors: {{a: {{}}, b: {{}}}}\nopportunities: {{d: {deal}}}\n"
    plan = load_bytes(text.encode(), "plan.yaml").plan
    assert plan is not None
    return radar(plan, "d")


def test_the_gap_of_an_axis_counts_with_its_share_of_the_weight() -> None:
    """(3 × (4 − 5) + 1 × (5 − 1)) ÷ 4 = +0.25."""
    found = made("{weights: {technology: 3}, radar: {us: {technology: 4, service: 5}, a: {technology: 5, service: 1}}}")
    by_axis = {row.axis: row for row in found.axes}
    assert by_axis[Axis.TECHNOLOGY].weighted == Decimal("-0.75")
    assert by_axis[Axis.SERVICE].weighted == Decimal(1)
    assert found.totals[0].gap == Decimal("0.25")
    assert (by_axis[Axis.TECHNOLOGY].weight_given, by_axis[Axis.SERVICE].weight_given) == (True, False)


@given(scores, scores, scores, weights)
def test_the_weighted_gaps_add_up_to_the_lead(
    ours: dict[str, int], a: dict[str, int], b: dict[str, int], weighed: dict[str, int]
) -> None:
    """And the best rival is the one against whom we stand worst."""
    found = made(f"{{weights: {weighed}, radar: {{us: {ours}, a: {a}, b: {b}}}}}".replace("'", ""))
    together = sum((row.weighted for row in found.axes if row.weighted is not None), Decimal(0))
    if found.totals:
        assert abs(together - found.totals[0].gap) < Decimal("1e-20")
        assert found.totals[0].gap == min(one.gap for one in found.totals)
    else:
        assert found.best is None
        assert all(row.gap is None for row in found.axes)


def test_an_axis_not_rated_is_unknown_not_zero() -> None:
    found = made("{radar: {us: {service: 5}, a: {service: 3, technology: 0}}}")
    row = next(one for one in found.axes if one.axis is Axis.TECHNOLOGY)
    assert (row.scores[US].value, row.scores["a"].value, row.gap, row.weighted) == (None, 0, None, None)
    assert row.leaders == ("a",)
    assert found.totals[0].axes == 1


@pytest.mark.parametrize(("by", "given_"), [("customer", 1), ("us", 0), ("third_party", 0)])
def test_only_the_customers_own_scores_count_as_the_customers(by: str, given_: int) -> None:
    found = made(f"{{radar: {{us: {{service: {{value: 5, rated_by: {by}}}, technology: {{rated_by: customer}}}}}}}}")
    assert (found.rated, found.by_customer) == (1, given_)
