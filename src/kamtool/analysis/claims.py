"""报备 over all plans: for each customer's project who goes first and why, conflicts, expiry, protection (A12, deck 7).

Two plans are of one customer when they share a name in the register, a credit code, a name or an alias; a project is
one when it carries the same id or name there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kamtool.analysis.customers import Card, card, is_pattern
from kamtool.analysis.registrations import First, first, is_live, is_renewed, is_valid
from kamtool.diagnostic import Path
from kamtool.ledger.sums import same_name
from kamtool.model.plan import Plan
from kamtool.model.registration import Registration

SHORTEST, LONGEST = 60, 180


class State(StrEnum):
    """How a registration stands; ``renewed`` has a longer one of the same dealer behind it."""

    HOLDS = "holds"
    EXPIRING = "expiring"
    NO_END = "no_end"
    EXPIRED = "expired"
    RENEWED = "renewed"
    CLOSED = "closed"


class Window(StrEnum):
    """The protection against the usual 60 to 180 days."""

    FITS = "fits"
    SHORT = "short"
    LONG = "long"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Claim:
    """One registration. *window* days from its day to its end, *left* days to its end (below zero when past)."""

    id: str
    file: str
    customer: str
    project: str | None
    project_name: str | None
    registration: Registration
    state: State
    days: int | None
    window: Window
    left: int | None
    path: Path

    @property
    def dealer(self) -> str:
        """Whose it is."""
        return self.registration.dealer

    @property
    def counts(self) -> bool:
        """Whether it is weighed against others."""
        return self.state in (State.HOLDS, State.EXPIRING, State.NO_END)


@dataclass(frozen=True, slots=True)
class Filed:
    """One plan's registrations, its customer's card, and its projects by id."""

    card: Card
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """One project of one customer: its claims that count, who goes first and by what, and the files of its *plans*.

    *whole* are dealers who registered the customer as a whole while this is one of its projects.
    """

    customer: str
    name: str | None
    claims: tuple[Claim, ...]
    first: First
    plans: tuple[str, ...]
    whole: tuple[str, ...]

    @property
    def dealers(self) -> tuple[str, ...]:
        """Who claims it."""
        return tuple(dict.fromkeys(one.dealer for one in self.claims))

    @property
    def is_conflict(self) -> bool:
        """Whether several claim it."""
        return len(self.dealers) > 1

    @property
    def is_settled(self) -> bool:
        """Whether the customer has chosen, or the order of the deck decides."""
        return self.first.dealer is not None


@dataclass(frozen=True, slots=True)
class Registrations:
    """Every project with claims that count, conflicts first; *claims* are all of them, also what ran out."""

    as_of: dt.date
    projects: tuple[Project, ...]
    claims: tuple[Claim, ...]
    warn_days: int

    @property
    def conflicts(self) -> tuple[Project, ...]:
        """Projects that several dealers claim."""
        return tuple(one for one in self.projects if one.is_conflict)

    def of(self, *states: State) -> tuple[Claim, ...]:
        """Claims in these states."""
        return tuple(one for one in self.claims if one.state in states)


def filed(plan: Plan, id: str, file: str, as_of: dt.date, warn_days: int) -> Filed:
    """One plan's registrations up to a day; *warn_days* before its end one is about to expire."""
    every = [(at, one) for at, one in enumerate(plan.registrations) if one.date is None or one.date <= as_of]
    return Filed(card(plan, id), tuple(claim(plan, id, file, at, one, as_of, warn_days) for at, one in every))


def claim(plan: Plan, id: str, file: str, at: int, one: Registration, as_of: dt.date, warn_days: int) -> Claim:
    """One registration with how it stands."""
    deal = plan.opportunities.get(one.opportunity) if one.opportunity else None
    days = (one.valid_until - one.date).days if one.valid_until and one.date else None
    return Claim(
        id=id,
        file=file,
        customer=plan.account.name,
        project=one.opportunity,
        project_name=(deal.name or one.opportunity) if deal else None,
        registration=one,
        state=state(plan, at, one, as_of, warn_days),
        days=days,
        window=window(days),
        left=(one.valid_until - as_of).days if one.valid_until else None,
        path=("registrations", at),
    )


def state(plan: Plan, at: int, one: Registration, as_of: dt.date, warn_days: int) -> State:
    """How it stands on a day."""
    if not is_live(plan, one):
        return State.CLOSED
    if not is_valid(one, as_of):
        return State.RENEWED if is_renewed(plan.registrations, at) else State.EXPIRED
    if one.valid_until is None:
        return State.NO_END
    soon = (one.valid_until - as_of).days <= warn_days and not is_renewed(plan.registrations, at)
    return State.EXPIRING if soon else State.HOLDS


def window(days: int | None) -> Window:
    """The protection against the usual."""
    if days is None:
        return Window.UNKNOWN
    return Window.SHORT if days < SHORTEST else Window.LONG if days > LONGEST else Window.FITS


def registrations(every: Sequence[Filed], as_of: dt.date, warn_days: int) -> Registrations:
    """All claims, by customer and project."""
    customer = customers([one.card for one in every])
    groups: dict[tuple[int, str | None], list[Claim]] = {}
    named: dict[tuple[int, str], str] = {}
    for who, one in zip(customer, every, strict=True):
        for each in one.claims:
            if each.counts:
                groups.setdefault((who, key_of(each, who, named)), []).append(each)
    whole = {who: [each.dealer for each in held] for (who, key), held in groups.items() if key is None}
    found = [project(held, whole.get(who, []) if key is not None else []) for (who, key), held in groups.items()]
    found.sort(key=lambda one: (not one.is_conflict, one.is_settled, one.customer, one.name or ""))
    return Registrations(as_of, tuple(found), tuple(each for one in every for each in one.claims), warn_days)


def project(held: Sequence[Claim], whole: Iterable[str]) -> Project:
    """A project with who goes first; *whole* are the dealers who registered its customer as a whole."""
    return Project(
        customer=held[0].customer,
        name=held[0].project_name,
        claims=tuple(held),
        first=first([each.registration for each in held]),
        plans=tuple(dict.fromkeys(each.file for each in held)),
        whole=tuple(one for one in dict.fromkeys(whole) if any(each.dealer != one for each in held)),
    )


def key_of(one: Claim, who: int, named: dict[tuple[int, str], str]) -> str | None:
    """What a project is known by among all plans of its customer: the first id or name it was met under."""
    if one.project is None:
        return None
    words = [same_name(word) for word in (one.project, one.project_name) if word]
    key = next((named[who, word] for word in words if (who, word) in named), words[0])
    for word in words:
        named.setdefault((who, word), key)
    return key


def customers(cards: Sequence[Card]) -> list[int]:
    """A number for each card: those that share a name have the same."""
    owner: dict[str, int] = {}
    merged: dict[int, int] = {}

    def root(at: int) -> int:
        while merged.get(at, at) != at:
            at = merged[at]
        return at

    for at, one in enumerate(cards):
        for name in names(one):
            if name in owner:
                merged[root(at)] = root(owner[name])
            owner.setdefault(name, at)
    return [root(at) for at in range(len(cards))]


def names(card: Card) -> Iterator[str]:
    """What a customer goes by, but for the file's name, which is ours, and a register number that is none."""
    return (same_name(one) for one in card.names if one != card.id and not is_pattern(one))
