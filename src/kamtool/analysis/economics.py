"""The figures of all plans for one year, in one currency, as customers that can be ranked (A12)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kamtool.analysis.concentration import Customer
from kamtool.analysis.customers import Card, card
from kamtool.analysis.overview import plan_currency
from kamtool.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Figures:
    """One year of one plan; ``None`` is unknown."""

    year: int
    currency: str | None
    revenue: Decimal | None
    gross_profit: Decimal | None
    cost_to_serve: Decimal | None


@dataclass(frozen=True, slots=True)
class Earner:
    """A plan's card with its years."""

    card: Card
    years: tuple[Figures, ...]

    def of(self, year: int, currency: str | None) -> Figures | None:
        """The figures of a year in a currency."""
        return next((one for one in self.years if (one.year, one.currency) == (year, currency)), None)


@dataclass(frozen=True, slots=True)
class YearOf:
    """One year over all plans, in the currency most plans use; the names of those that have no such figures."""

    year: int
    currency: str | None
    customers: tuple[Customer, ...]
    left_out: tuple[str, ...]


def earner(plan: Plan, id: str) -> Earner:
    """What a plan says of its customer's figures."""
    own = plan_currency(plan)
    years = [
        Figures(one.year, one.currency or own, one.revenue, one.gross_profit, one.cost_to_serve)
        for one in plan.account.economics
    ]
    return Earner(card(plan, id), tuple(years))


def year_of(earners: Sequence[Earner], as_of: dt.date, year: int | None = None) -> YearOf | None:
    """The figures of one year: the one asked for, else the one most plans have, the latest of several.

    ``None`` when no plan has figures for it, or none at all up to *as_of*.
    """
    count = Counter(one for each in earners for one in {figures.year for figures in each.years} if one <= as_of.year)
    if year is None:
        year = max(count, key=lambda one: (count[one], one), default=None)
    money = Counter(one.currency for each in earners for one in each.years if one.year == year)
    if year is None or not money:
        return None
    currency = max(money, key=lambda one: (money[one], one is not None, one or ""))
    found = [(each, figures) for each in earners if (figures := each.of(year, currency)) is not None]
    there = {each.card.id for each, _ in found}
    customers = tuple(customer(each.card, one) for each, one in found)
    return YearOf(year, currency, customers, tuple(each.card.name for each in earners if each.card.id not in there))


def customer(card: Card, one: Figures) -> Customer:
    """A plan's customer with the figures of a year."""
    figures = (one.revenue, one.gross_profit, one.cost_to_serve)
    return Customer(card.name, *figures, card.id, card.tier, card.recovery)
