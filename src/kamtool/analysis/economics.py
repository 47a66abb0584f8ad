"""The figures of all plans for one year, in one currency, as customers that can be ranked (A12)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kamtool.analysis.concentration import Customer
from kamtool.analysis.customers import Card, card
from kamtool.analysis.deal import plan_currency
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
        """The figures of a year in a currency, else those of that year that are in none."""
        held = {one.currency: one for one in reversed(self.years) if one.year == year}
        return held.get(currency) or held.get(None)


@dataclass(frozen=True, slots=True)
class YearOf:
    """One year over all plans, *running* while it is not over, in the currency most plans use.

    By name: *left_out* who has no figures for it, *foreign* who has them in another currency, and *taken* who names no
    currency and is counted in this one.
    """

    year: int
    running: bool
    currency: str | None
    customers: tuple[Customer, ...]
    left_out: tuple[str, ...]
    foreign: tuple[str, ...]
    taken: tuple[str, ...]


def earner(plan: Plan, id: str) -> Earner:
    """What a plan says of its customer's figures."""
    own = plan_currency(plan)
    years = [
        Figures(one.year, one.currency or own, one.revenue, one.gross_profit, one.cost_to_serve)
        for one in plan.account.economics
    ]
    return Earner(card(plan, id), tuple(years))


def year_of(earners: Sequence[Earner], as_of: dt.date, year: int | None = None) -> YearOf | None:
    """The figures of one year: the one asked for, else the full one most plans have, the latest of several.

    Without a full one the running one is taken. ``None`` when no plan has figures for it, or none at all up to *as_of*.
    """
    count = Counter(one for each in earners for one in {figures.year for figures in each.years} if one <= as_of.year)
    if year is None:
        year = max(count, key=lambda one: (one < as_of.year, count[one], one), default=None)
    money = Counter(one.currency for each in earners for one in each.years if one.year == year)
    if year is None or not money:
        return None
    currency = max(money, key=lambda one: (one is not None, money[one], one or ""))
    found = [(each, figures) for each in earners if (figures := each.of(year, currency)) is not None]
    there = {each.card.id for each, _ in found}
    out = [each for each in earners if each.card.id not in there]
    foreign = [each for each in out if any(one.year == year for one in each.years)]
    return YearOf(
        year=year,
        running=year >= as_of.year,
        currency=currency,
        customers=tuple(customer(each.card, one) for each, one in found),
        left_out=tuple(each.card.name for each in out if each not in foreign),
        foreign=tuple(each.card.name for each in foreign),
        taken=tuple(each.card.name for each, one in found if one.currency != currency),
    )


def customer(card: Card, one: Figures) -> Customer:
    """A plan's customer with the figures of a year."""
    figures = (one.revenue, one.gross_profit, one.cost_to_serve)
    return Customer(card.name, *figures, card.id, card.tier, card.recovery)
