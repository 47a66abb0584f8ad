"""What each unit of the customer buys from us, from a rival, from nobody, or we do not know (offering × unit)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from kamtool.analysis.deal import last_touch, name_of, parts
from kamtool.model.plan import Plan
from kamtool.model.values import Attitude, CellState

STATES = frozenset(one.value for one in CellState)


@dataclass(frozen=True, slots=True)
class Square:
    """One offering at one unit. *state* is won, open, none or unknown, or ``rival``, who is then named."""

    offering: str
    unit: str
    state: str
    rival: str | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask in a unit: who accepts us, else whom we spoke to last; *days* since then."""

    unit: str
    id: str
    name: str
    accepts: bool
    days: int | None


@dataclass(frozen=True, slots=True)
class Whitespace:
    """The map; what a unit never was asked about is unknown, not none."""

    account: str
    offerings: tuple[str, ...]
    units: tuple[str, ...]
    squares: tuple[Square, ...]
    contacts: tuple[Contact, ...]

    def at(self, offering: str, unit: str) -> Square:
        """The square of an offering and a unit."""
        return next(one for one in self.squares if (one.offering, one.unit) == (offering, unit))

    def count(self, state: str) -> int:
        """How many squares are in a state."""
        return sum(one.state == state for one in self.squares)

    @property
    def rivals(self) -> tuple[tuple[str, int], ...]:
        """The rivals with how many squares each holds, most first."""
        held = Counter(one.rival for one in self.squares if one.rival is not None)
        return tuple(sorted(held.items(), key=lambda pair: (-pair[1], pair[0])))

    @property
    def to_ask(self) -> tuple[Square, ...]:
        """The unknown squares at units where we know somebody, those that accept us first."""
        who = {one.unit: one for one in self.contacts}
        known = [one for one in self.squares if one.state == "unknown" and one.unit in who]
        return tuple(sorted(known, key=lambda one: (not who[one.unit].accepts, self.units.index(one.unit))))


def whitespace(plan: Plan, as_of: dt.date) -> Whitespace:
    """The map of a plan as of a day."""
    offerings = tuple(plan.whitespace)
    units = tuple(dict.fromkeys(unit for row in plan.whitespace.values() for unit in row))
    squares = tuple(square(plan, offering, unit) for offering in offerings for unit in units)
    return Whitespace(plan.account.name, offerings, units, squares, contacts(plan, units, as_of))


def square(plan: Plan, offering: str, unit: str) -> Square:
    """One square, unknown when the plan says nothing."""
    cell = plan.whitespace[offering].get(unit)
    if cell is None:
        return Square(offering, unit, "unknown")
    if cell.value in STATES:
        return Square(offering, unit, cell.value, None, cell.amount)
    rival = plan.competitors[cell.value].name if cell.value in plan.competitors else None
    return Square(offering, unit, "rival", rival or cell.value, cell.amount)


def contacts(plan: Plan, units: tuple[str, ...], as_of: dt.date) -> tuple[Contact, ...]:
    """For each unit the person to ask, if we know one there."""
    found = []
    for unit in units:
        there = [one for one in parts(plan, None, as_of) if one.person.unit == unit]
        best = None
        for one in there:
            last = last_touch(plan, one.id, as_of)
            days = (as_of - last).days if last else None
            accepts = one.attitude.value is Attitude.ACCEPT
            contact = Contact(unit, one.id, name_of(one.id, one.person), accepts, days)
            best = contact if best is None or better(contact, best) else best
        if best is not None:
            found.append(best)
    return tuple(found)


def better(one: Contact, other: Contact) -> bool:
    """Whether *one* is the better person to ask: accepting before not, spoken to lately before long ago."""
    far = 10**6
    first, second = (far if each.days is None else each.days for each in (one, other))
    return (not one.accepts, first) < (not other.accepts, second)
