"""The facts of all plans that the rules over them judge by."""

from __future__ import annotations

from decimal import Decimal

from kamtool.analysis.portfolio import Entry, entry, total
from kamtool.load import load_bytes


def made(name: str, *years: str) -> Entry:
    text = f"kam: 1\naccount:\n  name: {name}\n  economics: [{', '.join(years)}]\n"
    plan = load_bytes(text.encode(), f"{name}.yaml").plan
    assert plan is not None
    return entry(plan, name, f"{name}.yaml")


def test_a_figure_without_a_currency_counts_with_those_of_the_others() -> None:
    """Of five customers the two that named a currency were left out, or the three that named none."""
    every = [made(name, "{year: 2025, revenue: 10, currency: CNY}") for name in "ab"]
    every += [made(name, "{year: 2025, revenue: 20}") for name in "cde"]
    found = total([*every, made("f", "{year: 2025, revenue: 90, currency: EUR}")], "revenue", 2026)
    assert found is not None
    assert (found.year, found.currency, found.plans) == (2025, "CNY", 5)
    assert [(one.entry.id, one.share) for one in found.held[:1]] == [("c", Decimal("0.25"))]


def test_where_nobody_names_a_currency_the_figures_are_compared_without_one() -> None:
    found = total([made("a", "{year: 2025, revenue: 1}"), made("b", "{year: 2025, revenue: 3}")], "revenue", 2026)
    assert found is not None
    assert (found.currency, found.plans, found.held[0].share) == (None, 2, Decimal("0.75"))
