"""The health of plans: complete, fresh, carried out. Three measures side by side with their parts, never one number.

A plan is dead when for DEAD_DAYS nobody was in touch with the customer and nobody edited or reviewed the plan, though
a deal is open or the account is tier A or B. What nobody can date does not count as a sign of life.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kamtool.analysis.ages import Ages, aged
from kamtool.analysis.completeness import KEY, Fact, Filled, facts, filled
from kamtool.analysis.deal import live, stage_number, touches
from kamtool.analysis.execution import Done, Due, done, dues
from kamtool.diagnostic import Path
from kamtool.model.plan import Plan
from kamtool.model.values import Stage, Tier

DEAD_DAYS = 90


class Measure(StrEnum):
    """The three measures."""

    COMPLETE = "complete"
    FRESH = "fresh"
    DONE = "done"


class Sign(StrEnum):
    """What of a plan can grow old."""

    TOUCH = "touch"
    REVIEW = "review"
    CARD = "card"
    JUDGEMENTS = "judgements"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The limits in days: between returns by tier, between reviews, of the card; the ages of judgements; the dead."""

    cadence: Mapping[Tier, int]
    review: int
    card: int
    ages: Ages
    dead: int = DEAD_DAYS


@dataclass(frozen=True, slots=True)
class Age:
    """How old one sign is: *days* (``None``: no day is known) against its *limit* (``None``: none holds).

    For judgements *stale* of *count* are older than they may be, and *days* is the age of the oldest.
    """

    sign: Sign
    days: int | None
    limit: int | None
    stale: int = 0
    count: int = 0

    @property
    def good(self) -> bool | None:
        """Whether it is fresh; ``None`` when nothing is asked."""
        if self.sign is Sign.JUDGEMENTS:
            return self.stale == 0 if self.count else None
        return None if self.limit is None else self.days is not None and self.days <= self.limit


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to mend: under which measure, its key, where; *place* is ``file:line``, set by whoever has the file."""

    measure: Measure
    key: str
    path: Path
    what: str = ""
    deal: str | None = None
    day: dt.date | None = None
    days: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """One plan. *dead* are the days without a sign of life when that makes it dead; *alive* is the last such day.

    *stage* is that of the furthest open deal.
    """

    id: str
    name: str
    file: str
    tier: Tier
    owner: str | None
    deals: int
    stage: Stage | None
    complete: tuple[Filled, ...]
    fresh: tuple[Age, ...]
    done: tuple[Done, ...]
    alive: dt.date | None
    dead: int | None
    gaps: tuple[Gap, ...] = ()

    @property
    def met(self) -> int:
        """How many of the facts asked for are there."""
        return sum(one.met for one in self.complete)

    @property
    def asked(self) -> int:
        """How many facts are asked for."""
        return sum(one.asked for one in self.complete)

    @property
    def old(self) -> tuple[Age, ...]:
        """The signs that are too old."""
        return tuple(one for one in self.fresh if one.good is False)

    @property
    def dated(self) -> tuple[Age, ...]:
        """The signs that are asked for."""
        return tuple(one for one in self.fresh if one.good is not None)

    @property
    def in_time(self) -> int:
        """How much of what was due was done in time."""
        return sum(one.in_time for one in self.done)

    @property
    def due(self) -> int:
        """How much was due."""
        return sum(one.due for one in self.done)


@dataclass(frozen=True, slots=True)
class Then:
    """How a plan stood on an earlier day, as counts."""

    met: int
    asked: int
    old: int
    dated: int
    in_time: int
    due: int


@dataclass(frozen=True, slots=True)
class HealthReport:
    """All plans, the dead first, then those with most that is old; *then* by id when an earlier day was asked for.

    *since* is the day of the commit those plans are of.
    """

    as_of: dt.date
    dead_days: int
    owner: str | None
    plans: tuple[Health, ...]
    since: dt.date | None = None
    commit: str | None = None
    then: Mapping[str, Then] | None = None

    @property
    def dead(self) -> tuple[Health, ...]:
        """The dead plans."""
        return tuple(one for one in self.plans if one.dead is not None)


def health(plan: Plan, id: str, file: str, as_of: dt.date, bounds: Bounds) -> Health:
    """One plan's three measures, with every gap."""
    every, due = facts(plan, as_of), dues(plan, as_of)
    ages, old = freshness(plan, as_of, bounds)
    alive = last_sign(plan, as_of)
    deals = [deal for _, deal in live(plan)]
    silent = (as_of - alive).days if alive else None
    matters = bool(deals) or plan.account.tier in KEY
    return Health(
        id=id,
        name=plan.account.name,
        file=file,
        tier=plan.account.tier,
        owner=plan.lead,
        deals=len(deals),
        stage=max((one.stage for one in deals if one.stage), key=lambda stage: stage.number, default=None),
        complete=filled(every),
        fresh=ages,
        done=done(due),
        alive=alive,
        dead=silent if matters and silent is not None and silent > bounds.dead else None,
        gaps=(
            *(missing(one) for one in every if not one.met),
            *old,
            *(late(one, as_of) for one in due if not one.in_time),
        ),
    )


def missing(one: Fact) -> Gap:
    """A fact that is not there."""
    return Gap(Measure.COMPLETE, one.key, one.path, deal=one.deal)


def late(one: Due, as_of: dt.date) -> Gap:
    """Something that was not done in time, or of which nobody wrote what became of it."""
    key = one.work.value if one.in_time is not None else f"{one.work.value}_untold"
    return Gap(Measure.DONE, key, one.path, one.what, day=one.day, days=(as_of - one.day).days)


def freshness(plan: Plan, as_of: dt.date, bounds: Bounds) -> tuple[tuple[Age, ...], tuple[Gap, ...]]:
    """How old each sign is, and what is too old."""
    seen = touches(plan, as_of)
    cadence = bounds.cadence.get(plan.account.tier)
    open_deal = any(stage_number(deal) for _, deal in live(plan))
    touched = seen[-1].date if seen else None
    looked, card = plan.reviewed, plan.account.updated
    # Nobody is blamed for the first weeks of a plan: without any contact there is nothing to confirm yet.
    grown = bool(seen) and (as_of - seen[0].date).days > bounds.review
    key = plan.account.tier in (Tier.A, Tier.B, Tier.C)
    judged: dict[Path, tuple[int, bool, str]] = {}
    deals: list[str | None] = [name for name, _ in live(plan)]
    for deal in deals or [None]:
        judged |= {one.path: (one.days, one.stale, one.kind.value) for one in aged(plan, deal, as_of, bounds.ages)}
    stale = {path: one for path, one in judged.items() if one[1]}
    ages = (
        Age(Sign.TOUCH, since(touched, as_of), cadence if seen or open_deal else None),
        Age(Sign.REVIEW, since(looked, as_of), bounds.review if looked or grown else None),
        Age(Sign.CARD, since(card, as_of), bounds.card if card or (grown and key) else None),
        Age(
            Sign.JUDGEMENTS,
            max((days for days, _, _ in judged.values()), default=None),
            None,
            len(stale),
            len(judged),
        ),
    )
    paths: dict[Sign, Path] = {Sign.TOUCH: ("visits",), Sign.REVIEW: ("reviewed",), Sign.CARD: ("account", "updated")}
    gaps = [
        Gap(Measure.FRESH, one.sign.value, paths[one.sign], days=one.days)
        for one in ages
        if one.good is False and one.sign in paths
    ]
    gaps += [Gap(Measure.FRESH, "judgement", path, kind, days=days) for path, (days, _, kind) in stale.items()]
    return ages, tuple(gaps)


def since(day: dt.date | None, as_of: dt.date) -> int | None:
    """How many days ago; ``None`` without a day."""
    return None if day is None else (as_of - day).days


def last_sign(plan: Plan, as_of: dt.date) -> dt.date | None:
    """The last day on which anybody met the customer, reviewed the plan, or wrote something with a day into it."""
    days = [
        plan.reviewed,
        plan.account.updated,
        *(one.date for one in plan.changes),
        *(one.done for one in plan.actions),
    ]
    days += [one.date for one in touches(plan, as_of)]
    days += [day for one in plan.promises for day in (one.made, one.kept)]
    days += [day for one in plan.issues for day in (one.opened, one.fixed)]
    days += [day for one in plan.opportunities.values() for day in (one.opened, one.stage_since, one.closed)]
    days += [one.attitude.date for one in plan.stakeholders.values()]
    return max((day for day in days if day is not None and day <= as_of), default=None)


def then_of(one: Health) -> Then:
    """The counts of a plan, to be compared with later ones."""
    return Then(one.met, one.asked, len(one.old), len(one.dated), one.in_time, one.due)


def report(
    plans: Iterable[Health], as_of: dt.date, bounds: Bounds, owner: str | None = None, keep_gaps: bool = False
) -> HealthReport:
    """All plans in order; without *keep_gaps* the gaps of each are left out."""
    mine = [one for one in plans if owner in (None, one.owner)]
    return HealthReport(
        as_of,
        bounds.dead,
        owner,
        tuple(sorted((one if keep_gaps else replace(one, gaps=()) for one in mine), key=order)),
    )


def order(one: Health) -> tuple[object, ...]:
    """The dead first, the longest silent on top; then by how much is old, then how much is missing, then by name."""
    return one.dead is None, -(one.dead or 0), -len(one.old), one.met - one.asked, one.id


def totals(plans: Sequence[Health]) -> Then:
    """The counts of all plans together."""
    every = [then_of(one) for one in plans]
    return Then(*(sum(getattr(one, name) for one in every) for name in Then.__dataclass_fields__))
