"""Tiers: levels by hand, what stays unknown, what is never done."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.analysis.overview import Money
from kamtool.analysis.tier_grid import GRID, LEVELS, axis_level, classes, may_be, worth_level
from kamtool.analysis.tier_terms import About, Level, Term
from kamtool.model.values import Tier

LOW, MIDDLE, HIGH, UNKNOWN = Level.LOW, Level.MIDDLE, Level.HIGH, Level.UNKNOWN
levels = st.lists(st.sampled_from(list(Level)), max_size=7)


def terms(*given: Level) -> list[Term]:
    """A profit of the first level, then other terms."""
    abouts = [About.PROFIT, About.MARGIN, About.GROWTH, About.OPEN_VALUE, About.STRATEGIC, About.OBJECT, About.RHYTHM]
    return [Term(about, level, "amount") for about, level in zip(abouts, given, strict=False)]


def test_abc_classes_by_hand() -> None:
    """80 brings the first 80 %, 15 the next 15 %, 5 the rest; a loss is low."""
    amounts = {"a": Decimal(80), "b": Decimal(15), "c": Decimal(5), "d": Decimal(-3)}
    assert classes(amounts) == {"a": HIGH, "b": MIDDLE, "c": LOW, "d": LOW}


def test_two_accounts_are_no_portfolio_but_a_loss_is_a_loss() -> None:
    assert classes({"a": Decimal(80), "b": Decimal(-1)}) == {"b": LOW}


@given(st.dictionaries(st.text("abcdef", min_size=1), st.integers(-100, 100).map(Decimal), min_size=3))
def test_who_earns_more_is_never_placed_lower(amounts: dict[str, Decimal]) -> None:
    placed = classes(amounts)
    assert set(placed) == set(amounts)
    for one in amounts:
        for other in amounts:
            if amounts[one] >= amounts[other]:
                assert LEVELS.index(placed[one]) >= LEVELS.index(placed[other])


@pytest.mark.parametrize(
    ("given", "level"),
    [
        ((HIGH,), UNKNOWN),
        ((HIGH, UNKNOWN, UNKNOWN), UNKNOWN),
        ((HIGH, LOW), MIDDLE),
        ((HIGH, MIDDLE), MIDDLE),
        ((MIDDLE, LOW), LOW),
        ((HIGH, HIGH, LOW), HIGH),
        ((HIGH, UNKNOWN, HIGH), HIGH),
        ((LOW, LOW, HIGH, HIGH), MIDDLE),
    ],
)
def test_an_axis_is_the_median_of_what_is_known(given: tuple[Level, ...], level: Level) -> None:
    assert axis_level(terms(*given)) is level


@given(levels)
def test_unknown_terms_change_nothing(given: list[Level]) -> None:
    known = [one for one in given if one is not UNKNOWN]
    assert axis_level(terms(*given)) is axis_level(terms(*known))


@given(levels)
def test_without_the_profit_nothing_is_attractive(given: list[Level]) -> None:
    """Never by revenue, growth or open value alone."""
    assert worth_level(terms(UNKNOWN, *given)) is UNKNOWN


@given(levels)
def test_a_loss_is_never_highly_attractive(given: list[Level]) -> None:
    loss = Term(About.PROFIT, LOW, "loss", Money(Decimal(-1), None))
    assert worth_level([loss, *terms(HIGH, *given)[1:]]) is not HIGH


def test_an_unknown_axis_leaves_every_tier_open_that_it_allows() -> None:
    assert may_be(LOW, UNKNOWN, False) == (Tier.C, Tier.DELEGATE)
    assert may_be(HIGH, UNKNOWN, False) == (Tier.A, Tier.B)
    assert may_be(UNKNOWN, UNKNOWN, False) == (Tier.A, Tier.B, Tier.C, Tier.DELEGATE)


@pytest.mark.parametrize("field", list(GRID))
def test_nobody_is_handed_on_while_much_is_open(field: tuple[Level, Level]) -> None:
    assert Tier.DELEGATE not in may_be(*field, True)
