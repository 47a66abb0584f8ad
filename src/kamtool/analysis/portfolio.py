"""What all plans together are judged by: a few facts of each, small enough to be kept between two calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from kamtool.model.plan import Plan
from kamtool.model.values import TeamRole, Tier


class Year(NamedTuple):
    """One line of a plan's figures: its place, the year, and what is known of it."""

    at: int
    year: int
    currency: str | None
    revenue: Decimal | None
    profit: Decimal | None


class Entry(NamedTuple):
    """One plan: whom it is about, its tier, who of ours leads it (by name), our sponsors by id and name, its years.

    *team* tells whether the plan names anybody of ours.
    """

    file: str
    id: str
    name: str
    names: tuple[str, ...]
    code: str | None
    tier: Tier
    owner: str | None
    team: bool
    sponsors: tuple[tuple[str, str], ...]
    years: tuple[Year, ...]


class Held(NamedTuple):
    """One plan's part of the total of a measure; *at* is the line of its figures, *share* from 0 to 1."""

    entry: Entry
    at: int
    amount: Decimal
    share: Decimal


class Total(NamedTuple):
    """One measure over the plans that know it for a year in a currency: who holds which part, the largest first."""

    measure: str
    year: int
    currency: str | None
    held: tuple[Held, ...]
    unknown: int


def entry(plan: Plan, id: str, file: str) -> Entry:
    """The facts of one plan."""
    card = plan.account
    currencies = {one.value.currency for one in plan.opportunities.values()} | {one.currency for one in card.economics}
    named = currencies - {None}
    own = named.pop() if len(named) == 1 else None
    lead = plan.team[plan.owner].name or plan.owner if plan.owner in plan.team else plan.owner
    return Entry(
        file=file,
        id=id,
        name=card.name,
        names=tuple(dict.fromkeys(one for one in (card.name, card.legal_name, *card.aliases) if one)),
        code=card.credit_code,
        tier=card.tier,
        owner=lead,
        team=bool(plan.team),
        sponsors=tuple((key, one.name or key) for key, one in plan.team.items() if one.role is TeamRole.SPONSOR),
        years=tuple(
            Year(
                at,
                one.year,
                one.currency or own,
                one.revenue,
                None if one.gross_profit is None or one.cost_to_serve is None else one.gross_profit - one.cost_to_serve,
            )
            for at, one in enumerate(card.economics)
        ),
    )


def total(entries: Sequence[Entry], measure: str, before: int) -> Total | None:
    """A measure (revenue, profit) over the year before *before* that most plans know, in the currency most use.

    Only what adds to the total counts towards it: a loss is no negative share. ``None`` when no plan knows any.
    """
    known = [
        (one, year)
        for one in entries
        for year in one.years
        if year.year < before and getattr(year, measure) is not None
    ]
    count = Counter((year.year, year.currency) for _, year in known)
    if not count:
        return None
    year, currency = max(count, key=lambda key: (count[key], key[0], key[1] or ""))
    here = [(one, line) for one, line in known if (line.year, line.currency) == (year, currency)]
    whole = sum((max(getattr(line, measure), Decimal(0)) for _, line in here), Decimal(0))
    if not whole:
        return None
    held = [Held(one, line.at, getattr(line, measure), getattr(line, measure) / whole) for one, line in here]
    held.sort(key=lambda one: (-one.amount, one.entry.id))
    return Total(measure, year, currency, tuple(held), len(entries) - len({one.entry.file for one in held}))
