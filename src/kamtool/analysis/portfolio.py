"""What all plans together are judged by: a few facts of each, small enough to be kept between two calls."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from kamtool.analysis.deal import plan_currency
from kamtool.model.plan import Plan
from kamtool.model.values import TeamRole, Tier

FEW = 20_000  # plans of which the entries are held
LARGEST = 100  # customers told apart: a share above a hundredth is among them


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
    """One measure over the plans (*plans* of them) that know it for a year in a currency; *held* are the largest."""

    measure: str
    year: int
    currency: str | None
    plans: int
    held: tuple[Held, ...]


class Entries:
    """The plans of a call, from the facts of each by its file, in the order of the files.

    Of a great many only the facts are held, and made entries anew each time they are gone through: as entries they
    would take more memory than all else.
    """

    def __init__(self, facts: Iterable[tuple[str, bytes]]) -> None:
        self.facts = sorted(facts)
        self.few = [entry_from(*one) for one in self.facts] if len(self.facts) <= FEW else None

    def __iter__(self) -> Iterator[Entry]:
        return (entry_from(*one) for one in self.facts) if self.few is None else iter(self.few)

    def __len__(self) -> int:
        return len(self.facts)


def entry(plan: Plan, id: str, file: str) -> Entry:
    """The facts of one plan."""
    card = plan.account
    own = plan_currency(plan)
    return Entry(
        file=file,
        id=id,
        name=card.name,
        names=tuple(dict.fromkeys(one for one in (card.name, card.legal_name, *card.aliases) if one)),
        code=card.credit_code,
        tier=card.tier,
        owner=plan.lead,
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


def total(entries: Iterable[Entry], measure: str, before: int) -> Total | None:
    """A measure (revenue, profit) over the year before *before* that most plans know, in the currency most use.

    What names no currency is taken to be in that one. Only what adds to the total counts towards it: a loss is no
    negative share. ``None`` when no plan knows any. The entries are gone through twice.
    """
    count = Counter(
        key for one in entries for key in {(line.year, line.currency) for line in known(one, measure, before)}
    )
    if not count:
        return None

    def plans(key: tuple[int, str | None]) -> int:
        """How many plans have figures of a year in a currency, or in none."""
        return count[key] + (count[key[0], None] if key[1] is not None else 0)

    year, currency = max(count, key=lambda key: (plans(key), key[0], key[1] or ""))
    whole, largest = Decimal(0), list[tuple[Decimal, str, Entry, Year]]()
    for one in entries:
        for line in known(one, measure, before):
            if line.year == year and line.currency in (currency, None):
                amount = getattr(line, measure)
                whole += max(amount, Decimal(0))
                largest.append((-amount, one.id, one, line))
        if len(largest) > 2 * LARGEST:
            largest = sorted(largest)[:LARGEST]
    if not whole:
        return None
    held = tuple(Held(one, line.at, -least, -least / whole) for least, _, one, line in sorted(largest)[:LARGEST])
    return Total(measure, year, currency, plans((year, currency)), held)


def known(one: Entry, measure: str, before: int) -> Iterator[Year]:
    """The lines of a plan that know a measure, of the years before one."""
    return (line for line in one.years if line.year < before and getattr(line, measure) is not None)


def facts_of(one: Entry) -> bytes:
    """The same without its file, as small as can be: JSON, amounts as text of which it loses nothing."""
    years = [[line.at, line.year, line.currency, digits(line.revenue), digits(line.profit)] for line in one.years]
    row = [one.id, one.name, one.names, one.code, one.tier, one.owner, one.team, one.sponsors, years]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def entry_from(file: str, facts: bytes) -> Entry:
    """The entry again. Raises one of the errors that damaged facts lead to: ValueError, TypeError and their like."""
    id, name, names, code, tier, owner, team, sponsors, years = json.loads(facts)
    pairs = tuple((one, other) for one, other in sponsors)
    lines = tuple(Year(at, year, coin, amount(sales), amount(profit)) for at, year, coin, sales, profit in years)
    return Entry(file, id, name, tuple(names), code, Tier(tier), owner, team, pairs, lines)


def digits(value: Decimal | None) -> str | None:
    """An amount as text."""
    return None if value is None else str(value)


def amount(text: str | None) -> Decimal | None:
    """An amount from its text."""
    return None if text is None else Decimal(text)
