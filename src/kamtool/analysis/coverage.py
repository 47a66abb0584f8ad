"""Who of ours looks after whom at the customer, how near they are, and how near they ought to be (A7).

What a cover claims is set against what dated behaviour proves; a proven stage that lived on no deed of the person's own
for DECAY_DAYS counts one stage less.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kamtool.analysis.deal import STAGES, Part, last_touch, own_deeds, parts, proven_stage
from kamtool.analysis.tender import any_tender
from kamtool.model.plan import Plan
from kamtool.model.values import Attitude, Influence, RelationshipStage, Role

DECAY_DAYS = 180
THIN_DAYS = 90
HEAVY = (Influence.HIGH, Influence.MEDIUM, Influence.UNKNOWN, Influence.LOW)


@dataclass(frozen=True, slots=True)
class OurCover:
    """One of ours with one of theirs: the stage now and the stage wanted (``None`` when the plan wants none)."""

    member: str
    name: str
    now: RelationshipStage
    want: RelationshipStage | None

    @property
    def short(self) -> int:
        """How many stages are missing to what is wanted; 0 when nothing is."""
        return max(0, STAGES.index(self.want) - STAGES.index(self.now)) if self.want else 0


@dataclass(frozen=True, slots=True)
class Covered:
    """One person: who covers them, what is claimed, proven, and left of it today.

    *days* since the last two-way contact, *deed_days* since the last thing they did by themselves; ``None``: never.
    """

    id: str
    name: str
    title: str | None
    unit: str | None
    roles: tuple[Role, ...]
    influence: Influence
    attitude: Attitude
    covers: tuple[OurCover, ...]
    claimed: RelationshipStage
    proven: RelationshipStage
    today: RelationshipStage
    days: int | None
    deed_days: int | None

    @property
    def has_power(self) -> bool:
        """Influence high or medium."""
        return self.influence in (Influence.HIGH, Influence.MEDIUM)


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the customer: how many we know there, cover, and were in touch with within THIN_DAYS."""

    name: str | None
    known: int
    covered: int
    recent: tuple[str, ...]
    powerful: int


@dataclass(frozen=True, slots=True)
class Load:
    """One of ours: how many people they cover, how many of those are short of what is wanted."""

    member: str
    name: str
    people: int
    short: int
    over: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole picture; *people* by unit, the weightiest first; *most* is what one of ours may cover.

    *tender*: a tender decides an open deal.
    """

    account: str
    people: tuple[Covered, ...]
    units: tuple[Unit, ...]
    loads: tuple[Load, ...]
    most: int
    tender: bool

    @property
    def uncovered(self) -> tuple[Covered, ...]:
        """People with power whom nobody of ours covers."""
        return tuple(one for one in self.people if one.has_power and not one.covers)

    @property
    def short(self) -> tuple[Covered, ...]:
        """People whom ours are further from than wanted, the weightiest first."""
        found = [one for one in self.people if any(cover.short for cover in one.covers)]
        return tuple(sorted(found, key=lambda one: HEAVY.index(one.influence)))

    @property
    def overstated(self) -> tuple[Covered, ...]:
        """People whose stage, beyond a mere acquaintance, is claimed higher than what is left of it today."""
        return tuple(one for one in self.people if rank(one.claimed) > max(1, rank(one.today)))


def coverage(plan: Plan, as_of: dt.date, most: int) -> Coverage:
    """Everybody's coverage as of a day; *most* people one of ours may look after."""
    people = sorted((covered(plan, one, as_of) for one in parts(plan, None, as_of)), key=order)
    units = dict.fromkeys(one.unit for one in people)
    return Coverage(
        plan.account.name,
        tuple(people),
        tuple(unit(name, [one for one in people if one.unit == name]) for name in units),
        tuple(load(plan, key, {one.id for one in people}, most) for key in plan.team),
        most,
        any_tender(plan),
    )


def order(one: Covered) -> tuple[str, int, str]:
    """By unit, then by influence, then by name."""
    return one.unit or "\uffff", HEAVY.index(one.influence), one.name


def rank(stage: RelationshipStage) -> int:
    """0 for unknown to 4 for ally."""
    return STAGES.index(stage)


def covered(plan: Plan, part: Part, as_of: dt.date) -> Covered:
    """One person's coverage."""
    last, deeds = last_touch(plan, part.id, as_of), own_deeds(plan, part, as_of)
    proven = proven_stage(part.relationship, as_of)
    deed_days = (as_of - deeds[-1].date).days if deeds else None
    return Covered(
        id=part.id,
        name=part.name,
        title=part.person.title if part.person.name else None,
        unit=part.person.unit,
        roles=part.roles,
        influence=part.influence,
        attitude=part.attitude.value,
        covers=tuple(
            OurCover(key, member.name or key, member.covers[part.id].now, member.covers[part.id].want)
            for key, member in plan.team.items()
            if part.id in member.covers
        ),
        claimed=part.relationship.value,
        proven=proven,
        today=decayed(proven, part, as_of, deed_days),
        days=(as_of - last).days if last else None,
        deed_days=deed_days,
    )


def decayed(proven: RelationshipStage, part: Part, as_of: dt.date, deed_days: int | None) -> RelationshipStage:
    """A proven stage less one for DECAY_DAYS without a deed of their own; acquaintance does not decay."""
    if rank(proven) <= 1:
        return proven
    if deed_days is None:
        shown = [one.date for one in part.relationship.evidence if one.date is not None and one.date <= as_of]
        deed_days = (as_of - max(shown)).days if shown else DECAY_DAYS
    return STAGES[rank(proven) - 1] if deed_days >= DECAY_DAYS else proven


def unit(name: str | None, people: list[Covered]) -> Unit:
    """One unit's line."""
    return Unit(
        name,
        len(people),
        sum(bool(one.covers) for one in people),
        tuple(one.id for one in people if one.days is not None and one.days <= THIN_DAYS),
        sum(one.has_power for one in people),
    )


def load(plan: Plan, key: str, there: set[str], most: int) -> Load:
    """One of ours, with whom they cover."""
    member = plan.team[key]
    covers = [OurCover(key, "", one.now, one.want) for person, one in member.covers.items() if person in there]
    return Load(key, member.name or key, len(covers), sum(bool(one.short) for one in covers), len(covers) > most)
