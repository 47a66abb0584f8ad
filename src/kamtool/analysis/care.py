"""客户关怀: the days on which customers are to be cared for, over all plans: returns (回访), renewals, ends, reviews.

Every day here stands in a plan or follows from one by a rule that can be named. A day nobody wrote is counted as
missing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kamtool.analysis.deal import leaves, name_of
from kamtool.analysis.expectation import Expected, State, expectations
from kamtool.analysis.returns import returns
from kamtool.analysis.waiting import Finder, Spans, Waiting, later
from kamtool.analysis.waiting import Kind as Waits
from kamtool.model.plan import Plan
from kamtool.model.values import DealStatus, Tier


class Kind(StrEnum):
    """Why a day counts, in the order in which a day lists them."""

    RETURN = "return"
    NEXT_STEP = "next_step"
    MILESTONE = "milestone"
    RENEWAL = "renewal"
    LEAVING = "leaving"
    EXPECT = "expect"
    REGISTRATION = "registration"
    PRIVACY = "privacy"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on one day. *people* are theirs, *who* is ours.

    *every* are the days between returns; *expected* is the expectation it comes from; *unanswered* says that no yes of
    theirs to a next step is on file.
    """

    day: dt.date
    kind: Kind
    what: str = ""
    people: tuple[str, ...] = ()
    who: str | None = None
    every: int | None = None
    expected: Expected | None = None
    unanswered: bool = False


@dataclass(frozen=True, slots=True)
class Cared:
    """One plan: everything with a day, and the contracts won of which nobody wrote when they end."""

    id: str
    name: str
    tier: Tier
    owner: str | None
    people: tuple[str, ...]
    items: tuple[Item, ...]
    endless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One item with its account; *days* run from *as_of*, negative when passed."""

    id: str
    account: str
    tier: Tier
    item: Item
    days: int


@dataclass(frozen=True, slots=True)
class Care:
    """The calendar from *first* to *last*: what is late on *as_of* when that lies within, then day by day.

    *unseen* are key accounts without any day of return, for nobody there was ever met; *endless* are contracts without
    an end, as account and deal.
    """

    as_of: dt.date
    first: dt.date
    last: dt.date
    owner: str | None
    plans: int
    late: tuple[Line, ...]
    lines: tuple[Line, ...]
    unseen: tuple[str, ...]
    endless: tuple[tuple[str, str], ...]


def cared(plan: Plan, id: str, as_of: dt.date, spans: Spans) -> Cared:
    """What one plan adds; *spans* holds the cadence by tier and the days between reviews."""
    team = (one.name or key for key, one in plan.team.items())
    return Cared(
        id=id,
        name=plan.account.name,
        tier=plan.account.tier,
        owner=plan.lead,
        people=tuple(dict.fromkeys(one for one in (*team, plan.lead) if one)),
        items=tuple(sorted(items(plan, as_of, spans), key=order)),
        endless=tuple(
            deal.name or key
            for key, deal in plan.opportunities.items()
            if deal.status is DealStatus.WON and deal.contract_until is None
        ),
    )


def order(one: Item) -> tuple[object, ...]:
    """By day, then kind, then words."""
    return one.day, list(Kind).index(one.kind), one.what, one.people


def items(plan: Plan, as_of: dt.date, spans: Spans) -> Iterator[Item]:
    """Everything in one plan that has a day."""
    at = Finder(plan, as_of, spans)
    yield from visits_due(plan, as_of, spans)
    for kind, found in (
        (Kind.NEXT_STEP, at.next_steps()),
        (Kind.MILESTONE, at.milestones()),
        (Kind.REGISTRATION, at.registrations()),
        (Kind.PRIVACY, at.privacy()),
        (Kind.REVIEW, at.review()),
    ):
        yield from (waits(kind, one) for one in found if one.due is not None)
    for key, deal in plan.opportunities.items():
        if deal.status is DealStatus.WON and deal.contract_until is not None:
            yield Item(deal.contract_until, Kind.RENEWAL, deal.name or key, who=plan.lead)
    for key, person in plan.stakeholders.items():
        if (day := leaves(person, as_of)) is not None:
            yield Item(day, Kind.LEAVING, people=(name_of(key, person),), who=plan.lead)
    for one in expectations(plan, as_of):
        if one.state in (State.AHEAD, State.FAILED, State.UNKNOWN):
            yield Item(one.by, Kind.EXPECT, one.unit or one.deal or "", one.who, plan.lead, expected=one)


def waits(kind: Kind, one: Waiting) -> Item:
    """Something that waits, as an item; a milestone's words are the customer's."""
    assert one.due is not None
    people = one.people if one.kind in (Waits.NEXT_STEP, Waits.PRIVACY) else ()
    return Item(one.due, kind, one.what, people, one.who, unanswered=one.unanswered)


def visits_due(plan: Plan, as_of: dt.date, spans: Spans) -> Iterator[Item]:
    """Whom to see again by when, those of one day together; not whom we are to see anyway, or who never answers."""
    seen = [one for one in plan.visits if one.date <= as_of]
    by_day: dict[dt.date, list[str]] = {}
    for one in returns(plan, seen, as_of, spans.cadence):
        if one.due is not None and not one.planned and one.unanswered < spans.unanswered:
            by_day.setdefault(one.due, []).append(name_of(one.id, plan.stakeholders[one.id]))
    for day, people in sorted(by_day.items()):
        every = spans.cadence.get(plan.account.tier)
        yield Item(day, Kind.RETURN, people=tuple(people), who=plan.lead, every=every)


def care(found: Iterable[Cared], as_of: dt.date, first: dt.date, last: dt.date, owner: str | None = None) -> Care:
    """The calendar of all plans, or of what one of ours is to do; both days count."""
    plans = list(found)
    mine = [one for one in plans if owner is None or owner in one.people]
    every = [
        Line(one.id, one.name, one.tier, item, (item.day - as_of).days)
        for one in mine
        for item in one.items
        if owner is None or (item.who or one.owner) == owner
    ]
    every.sort(key=lambda one: (one.item.day, one.account, *order(one.item)[1:]))
    within = first <= as_of <= last
    led = [one for one in mine if owner is None or one.owner == owner]
    return Care(
        as_of=as_of,
        first=first,
        last=last,
        owner=owner,
        plans=len(mine),
        late=together(one for one in every if one.item.day < as_of and is_open(one.item)) if within else (),
        lines=tuple(one for one in every if max(first, as_of if within else first) <= one.item.day <= last),
        unseen=tuple(one.name for one in led if is_unseen(one)),
        endless=tuple((one.name, deal) for one in led for deal in one.endless),
    )


def together(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Late returns to one account in one line, on the day of the oldest; one visit may see them all."""
    found: dict[object, Line] = {}
    for one in lines:
        key = (one.id, Kind.RETURN) if one.item.kind is Kind.RETURN else one
        first = found.get(key)
        item = one.item if first is None else replace(first.item, people=first.item.people + one.item.people)
        found[key] = replace(first or one, item=item)
    return tuple(found.values())


def is_open(one: Item) -> bool:
    """Whether something late still waits: a next step of long ago is for ``kam next`` to ask about."""
    return one.kind is not Kind.NEXT_STEP


def is_unseen(one: Cared) -> bool:
    """Whether a key account has no day of return and no meeting ahead."""
    return one.tier in (Tier.A, Tier.B, Tier.C) and not any(
        item.kind in (Kind.RETURN, Kind.NEXT_STEP) for item in one.items
    )


def months(first: dt.date, last: dt.date) -> Sequence[dt.date]:
    """The first day of each month that the calendar touches."""
    found, at = [], first.replace(day=1)
    while at <= last:
        found.append(at)
        at = later(at, 31).replace(day=1)
    return found
