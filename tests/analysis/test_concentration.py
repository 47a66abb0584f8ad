"""Concentration by hand-worked numbers, the decks' bank and retailer first."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from math import lcm

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.analysis.concentration import Customer, Measure, concentration, curve, gini
from kamtool.analysis.economics import earner, year_of
from kamtool.load import load_bytes

Groups = tuple[tuple[int, int], ...]
# Of a hundred customers so many bring so much of the profit, in percent (methods.md A12; decks 3 and 10).
BANK: Groups = ((10, 93), (30, 17), (60, -10))
RETAILER: Groups = ((4, 37), (11, 27), (14, 16), (71, 20))


def group(groups: Groups) -> tuple[list[Customer], int]:
    """A hundred customers, those of a group alike; what is one percent of their profit."""
    unit = lcm(*(count for count, _ in groups))
    each = [unit * percent // count for count, percent in groups for _ in range(count)]
    return [Customer(f"{at:03}", None, Decimal(one), Decimal(0)) for at, one in enumerate(each)], unit


def customer(name: str, revenue: int | None, profit: int | None = None, cost: int | None = None) -> Customer:
    figures = [None if one is None else Decimal(one) for one in (revenue, profit, cost)]
    return Customer(name, figures[0], figures[1], figures[2])


def test_the_bank() -> None:
    """Ten bring 93 %, the top fifth 98.67 %, forty all there is and 10 % more, sixty take that away again."""
    customers, unit = group(BANK)
    found = curve(customers, Measure.PROFIT)
    assert found.total == 100 * unit
    shares = {step.customers: step.share for step in found.steps}
    assert shares[10] == Decimal("0.93")
    assert (shares[40], shares[100]) == (Decimal("1.1"), Decimal(1))
    assert found.fifth == 20
    assert found.fifth_share == Decimal("0.986667")  # 93 % and ten of thirty times 17 %
    assert found.needed == 9  # nine bring 83.7 %, eight 74.4 %
    assert found.peak is not None
    assert (found.peak.customers, found.peak.share) == (40, Decimal("1.1"))
    assert found.drag == -10 * unit
    assert found.gini is None


def test_the_bank_per_customer() -> None:
    """Profit per share of customers is 9.3, 0.57 and −0.17, as the page of methods has it."""
    customers, unit = group(BANK)
    each = [round((one.profit or Decimal(0)) / unit, 2) for one in (customers[0], customers[10], customers[40])]
    assert each == [Decimal("9.30"), Decimal("0.57"), Decimal("-0.17")]


def test_the_retailer() -> None:
    """It takes 29 of a hundred for 80 %: 29/80, not 20/80."""
    customers, _ = group(RETAILER)
    found = curve(customers, Measure.PROFIT)
    assert found.needed == 29
    shares = {step.customers: step.share for step in found.steps}
    assert shares[100] == 1
    assert found.fifth_share == Decimal("0.697143")  # 37 %, 27 % and five of fourteen times 16 %
    assert found.peak is not None
    assert (found.peak.customers, found.drag) == (100, Decimal(0))


def test_gini_of_four() -> None:
    """1, 2, 3, 4: a quarter; all alike: nothing; one has all: three quarters."""
    assert gini([Decimal(one) for one in (4, 3, 2, 1)]) == Decimal("0.25")
    assert gini([Decimal(5)] * 4) == 0
    assert gini([Decimal(8), Decimal(0), Decimal(0), Decimal(0)]) == Decimal("0.75")
    assert gini([Decimal(8), Decimal(-1)]) is None


def test_an_unknown_cost_is_not_a_cost_of_nothing() -> None:
    found = concentration([customer("a", 100, 30, 10), customer("b", 900, 500)], "2026", None, Measure.PROFIT)
    assert [one.name for one in found.ranked] == ["a"]
    assert [one.name for one in found.unknown] == ["b"]
    assert found.curve.covers == Decimal("0.1")


def test_the_best_measure_that_is_known_of_enough_is_taken() -> None:
    """Profit when those who have it bring four fifths of the revenue, else gross profit, else revenue."""
    half = [customer("a", 100, 30, 10), customer("b", 100, 50)]
    assert concentration(half, "", None).by is Measure.GROSS_PROFIT
    assert concentration([*half, customer("c", 900, 90, 80)], "", None).by is Measure.PROFIT
    assert concentration([customer("a", 100), customer("b", 1, 1)], "", None).by is Measure.REVENUE
    most = [(one, customer("b", 100 - one, 50)) for one in (80, 79)]
    found = [concentration([customer("a", one, 30, 10), rest], "", None).by for one, rest in most]
    assert found == [Measure.PROFIT, Measure.GROSS_PROFIT]
    assert concentration(half, "", None, Measure.PROFIT).by is Measure.PROFIT


def test_who_takes_away_stands_worst_first() -> None:
    found = concentration([customer(name, 10, 5, cost) for name, cost in (("a", 1), ("b", 9), ("c", 7))], "", None)
    assert [one.name for one in found.below] == ["b", "c"]
    assert found.curve.fifth_share is None  # together they earn nothing: 4 − 4 − 2


def test_no_customer_at_all() -> None:
    found = concentration([], "", None)
    assert (found.by, found.ranked, found.curve.known, found.curve.steps) == (Measure.REVENUE, (), 0, ())


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=60))
def test_the_curve_rises_to_its_peak_and_falls_to_the_whole(values: list[int]) -> None:
    """Whatever the values: the last step is the whole, the peak the highest, and the drag what lies between."""
    found = curve([customer(str(at), value) for at, value in enumerate(values)], Measure.REVENUE)
    assert found.steps[-1].customers == len(values)
    assert found.steps[-1].value == found.total == sum(values)
    highest = max(step.value for step in found.steps)
    assert found.peak is None or found.peak.value == highest
    assert (found.peak.value if found.peak else Decimal(0)) + found.drag == found.total
    if found.needed is not None:
        best = sorted(values, reverse=True)
        assert sum(best[: found.needed]) >= 0.8 * sum(values) > sum(best[: found.needed - 1])
    assert found.gini is None or 0 <= found.gini < 1


PLAN = "kam: 1\naccount:\n  name: {name}\n  economics:\n{lines}"


def plan(name: str, *lines: str) -> object:
    text = PLAN.format(name=name, lines="".join(f"    - {{{line}}}\n" for line in lines))
    found = load_bytes(text.encode(), f"{name}.yaml").plan
    assert found is not None
    return earner(found, name)


def test_the_year_most_plans_have_is_taken_in_the_currency_most_have() -> None:
    plans = [
        plan("a", "year: 2024, revenue: 1, currency: CNY", "year: 2025, revenue: 2, currency: CNY"),
        plan("b", "year: 2025, revenue: 3, currency: CNY"),
        plan("c", "year: 2025, revenue: 4, currency: EUR"),
        plan("d", "year: 2026, revenue: 5, currency: CNY"),
    ]
    found = year_of(plans, dt.date(2026, 11, 23))  # type: ignore[arg-type]
    assert found is not None
    assert (found.year, found.currency, found.left_out, found.foreign) == (2025, "CNY", ("d",), ("c",))
    assert [one.revenue for one in found.customers] == [2, 3]
    assert year_of(plans, dt.date(2026, 11, 23), 2023) is None  # type: ignore[arg-type]


def test_a_plan_that_tells_its_profit_and_no_revenue_is_a_customer_of_that_year() -> None:
    plans = [plan("a", "year: 2025, gross_profit: 30, cost_to_serve: 10"), plan("b", "year: 2025, revenue: 3")]
    found = year_of(plans, dt.date(2026, 11, 23))  # type: ignore[arg-type]
    assert found is not None
    assert ([(one.name, one.profit) for one in found.customers], found.left_out) == ([("a", 20), ("b", None)], ())


def test_a_figure_without_a_currency_counts_in_that_of_the_others() -> None:
    """What named none was a currency of its own, and left the ranking."""
    plans = [plan(name, "year: 2025, revenue: 1, currency: CNY") for name in "ab"]
    found = year_of([*plans, *(plan(name, "year: 2025, revenue: 2") for name in "cde")], dt.date(2026, 11, 23))  # type: ignore[list-item]
    assert found is not None
    assert (found.currency, len(found.customers), found.taken) == ("CNY", 5, ("c", "d", "e"))
    none = year_of([plan("c", "year: 2025, revenue: 2")], dt.date(2026, 11, 23))  # type: ignore[list-item]
    assert none is not None
    assert (none.currency, none.taken) == (None, ())


def test_a_full_year_is_taken_before_a_running_one_however_few_have_it() -> None:
    """On a day in June the running year was ranked as if it were over."""
    plans = [plan("a", "year: 2024, revenue: 1", "year: 2025, revenue: 2"), plan("b", "year: 2025, revenue: 3")]
    found = year_of(plans, dt.date(2025, 6, 1))  # type: ignore[arg-type]
    assert found is not None
    assert (found.year, found.running) == (2024, False)
    running = year_of(plans[1:], dt.date(2025, 6, 1))  # type: ignore[arg-type]
    assert running is not None
    assert (running.year, running.running) == (2025, True)


def test_a_year_that_is_not_over_yet_to_come_is_not_taken() -> None:
    assert year_of([plan("a", "year: 2027, revenue: 1")], dt.date(2026, 11, 23)) is None  # type: ignore[list-item]


@pytest.mark.parametrize("count", [1, 2, 4, 5, 6, 29])
def test_a_fifth_is_rounded_up(count: int) -> None:
    found = curve([customer(str(at), 1) for at in range(count)], Measure.REVENUE)
    assert found.fifth == -(-count // 5)
