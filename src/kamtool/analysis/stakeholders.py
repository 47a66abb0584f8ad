"""The influence map: people in their tree, lines between them, role coverage, support, the way to the decider (A2, A3).

Everything is about one deal, or about the account as a whole when there is none.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kamtool.analysis.deal import Part, attitude_age, last_touch, leaves, name_of, parts, proven_stage
from kamtool.analysis.influence import Weight, bosses, conflicts, cycles, way, weights
from kamtool.analysis.roles import STAGE_ROLES, following
from kamtool.analysis.support import Support, support
from kamtool.analysis.tender import under_notice
from kamtool.model.plan import Plan
from kamtool.model.relation import Relation
from kamtool.model.values import (
    Attitude,
    Influence,
    RelationKind,
    RelationshipStage,
    Role,
    Stage,
    Strength,
)

# A weight by the lines of 1 is average. It speaks against the tree when it is well above or below what the reporting
# lines alone give, and against the plan's claim when it is two levels apart.
MORE, LESS = 1.5, 0.6
HEAVY, LIGHT = 1.5, 0.75
LEVELS = (Influence.LOW, Influence.MEDIUM, Influence.HIGH)
RECENT_DAYS = 90


@dataclass(frozen=True, slots=True)
class Person:
    """One person on the map.

    *days* since the last two-way contact, ``None`` when there was none; *attitude_days* since the attitude was seen;
    *leaves* is the day of an announced departure.
    """

    id: str
    name: str
    title: str | None
    unit: str | None
    reports_to: str | None
    roles: tuple[Role, ...]
    verified: bool
    influence: Influence
    attitude: Attitude
    attitude_days: int | None
    relationship: RelationshipStage
    proven: RelationshipStage
    days: int | None
    leaves: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An informal line between two people on the map; *at* is its place in the plan's list."""

    source: str
    target: str
    kind: RelationKind
    strength: Strength
    at: int


@dataclass(frozen=True, slots=True)
class RoleCover:
    """Who plays a role that a stage needs; *recent* are those in touch within 90 days."""

    stage: Stage
    role: Role
    people: tuple[str, ...]
    recent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """How to reach one decider: who of ours begins, over whom; empty *over* when there is no way.

    *closed* are people near the decider who accept us, but are in conflict with them.
    """

    target: str
    start: str | None
    over: tuple[str, ...]
    closed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """What falls if one person leaves.

    *decider*: nobody else is known to decide. *contact*: of all of them nobody else was in touch within 90 days;
    *units* are then not named beside it.
    """

    person: str
    ways: tuple[str, ...]
    roles: tuple[RoleCover, ...]
    units: tuple[str, ...]
    decider: bool
    contact: bool
    support: Support
    promises: int
    actions: int

    @property
    def thin(self) -> bool:
        """Whether anything hangs on them beyond the decision, which hangs on whoever decides."""
        return bool(self.ways or self.roles or self.units or self.contact)

    @property
    def falls(self) -> bool:
        """Whether anything structural falls."""
        return self.decider or self.thin


@dataclass(frozen=True, slots=True)
class Misjudged:
    """A weight by the lines that differs from the place in the tree, from what the plan claims, or from both.

    *against* says how: ``place_more``, ``place_less``, ``claim_more``, ``claim_less``, or one of each joined by ``_``.
    """

    person: str
    score: float
    formal: float
    claimed: Influence
    by_lines: Influence
    against: str


@dataclass(frozen=True, slots=True)
class StakeholderMap:
    """The influence map of one deal or account.

    With *without* it is the map as if that person had left; *before* is the support index with them. With *notice* a
    tender decides and its notice is out: the ways show who sways whom, and are not gone.
    """

    account: str
    deal: str | None
    stage: Stage | None
    people: tuple[Person, ...]
    lines: tuple[Line, ...]
    rings: tuple[tuple[str, ...], ...]
    coverage: tuple[RoleCover, ...]
    support: Support
    ways: tuple[Way, ...]
    losses: tuple[Loss, ...]
    weights: tuple[Weight, ...]
    misjudged: tuple[Misjudged, ...]
    without: str | None = None
    before: float | None = None
    notice: bool = False

    def name(self, key: str) -> str:
        """What to call a person of the map."""
        return next((one.name for one in self.people if one.id == key), key)


def stakeholders(plan: Plan, deal: str | None, as_of: dt.date, without: str | None = None) -> StakeholderMap:
    """The map as of a day; with *without*, the map as if that person had left."""
    people = parts(plan, deal, as_of)
    there = tuple(one for one in people if one.id != without)
    stage = plan.opportunities[deal].stage if deal else None
    weighed = weights(plan, there) if any(line.kind is not RelationKind.CONFLICTS for line in plan.relations) else ()
    return StakeholderMap(
        account=plan.account.name,
        deal=(plan.opportunities[deal].name or deal) if deal else None,
        stage=stage,
        people=tuple(person(plan, one, there, as_of) for one in there),
        lines=tuple(
            line(at, one) for at, one in enumerate(plan.relations) if {one.from_, one.to} <= {p.id for p in there}
        ),
        rings=cycles(bosses(there)),
        coverage=coverage(plan, there, stage, as_of),
        support=support(there),
        ways=ways(plan, there),
        losses=losses(plan, people, stage, as_of, without),
        weights=weighed,
        misjudged=tuple(
            found for one in weighed if (found := misjudged(one, next(p for p in there if p.id == one.person)))
        ),
        without=name_of(without, plan.stakeholders[without]) if without else None,
        before=support(people).index,
        notice=under_notice(plan, deal, as_of),
    )


def person(plan: Plan, part: Part, there: tuple[Part, ...], as_of: dt.date) -> Person:
    """A part as the map shows it."""
    last = last_touch(plan, part.id, as_of)
    return Person(
        id=part.id,
        name=part.name,
        title=part.person.title if part.person.name else None,
        unit=part.person.unit,
        reports_to=bosses(there).get(part.id),
        roles=part.roles,
        verified=part.is_verified,
        influence=part.influence,
        attitude=part.attitude.value,
        attitude_days=attitude_age(plan, part, as_of),
        relationship=part.relationship.value,
        proven=proven_stage(part.relationship, as_of),
        days=(as_of - last).days if last else None,
        leaves=leaves(part.person, as_of),
    )


def line(at: int, relation: Relation) -> Line:
    """A relation as the map shows it."""
    return Line(relation.from_, relation.to, relation.kind, relation.strength, at)


def coverage(plan: Plan, people: tuple[Part, ...], stage: Stage | None, as_of: dt.date) -> tuple[RoleCover, ...]:
    """Who plays the roles of the current stage and of the next; nothing when the stage is unknown."""
    found = []
    ahead = following(stage) if stage else None
    for at in (one for one in (stage, ahead) if one is not None):
        for role in STAGE_ROLES[at]:
            having = tuple(one.id for one in people if role in one.roles)
            recent = tuple(key for key in having if recently(plan, key, as_of))
            found.append(RoleCover(at, role, having, recent))
    return tuple(found)


def recently(plan: Plan, person: str, as_of: dt.date) -> bool:
    """Whether a person was in touch within 90 days."""
    last = last_touch(plan, person, as_of)
    return last is not None and (as_of - last).days <= RECENT_DAYS


def ways(plan: Plan, people: tuple[Part, ...]) -> tuple[Way, ...]:
    """The way to each decider."""
    deciders = [one for one in people if Role.DECIDER in one.roles]
    return tuple(one_way(plan, people, one) for one in deciders)


def one_way(plan: Plan, people: tuple[Part, ...], target: Part) -> Way:
    """The way to one decider, and who near them is of no use because of a conflict."""
    over = way(plan, people, target.id)
    boss = bosses(people)
    at_odds = conflicts(plan)
    closed = tuple(
        one.id
        for one in people
        if one.attitude.value is Attitude.ACCEPT
        and frozenset({one.id, target.id}) in at_odds
        and (boss.get(one.id) == target.id or boss.get(target.id) == one.id)
    )
    return Way(target.id, starter(plan, over[0]) if over else None, over, closed)


def starter(plan: Plan, person: str) -> str | None:
    """Who of ours knows a person best: by name, else the plan's owner."""
    stages = list(RelationshipStage)[:4]
    known = [
        (stages.index(one.covers[person].now), one.name or key)
        for key, one in plan.team.items()
        if person in one.covers and one.covers[person].now in stages
    ]
    return max(known)[1] if known else plan.lead


def losses(
    plan: Plan, people: tuple[Part, ...], stage: Stage | None, as_of: dt.date, only: str | None
) -> tuple[Loss, ...]:
    """What falls without each person, the worst first; with *only*, for that person alone."""
    before = {one.target: one.over for one in ways(plan, people)}
    filled = {(one.stage, one.role) for one in coverage(plan, people, stage, as_of) if one.people}
    found = [loss(plan, people, one, before, filled, stage, as_of) for one in people if only is None or one.id == only]
    if only is None:
        found = [one for one in found if one.thin]
    return tuple(sorted(found, key=worst_first))


def worst_first(one: Loss) -> tuple[int, int, str]:
    """What to sort losses by: the ways and the last one in touch, then the roles and units."""
    return -one.contact - len(one.ways), -len(one.roles) - len(one.units), one.person


def loss(
    plan: Plan,
    people: tuple[Part, ...],
    gone: Part,
    before: dict[str, tuple[str, ...]],
    filled: set[tuple[Stage, Role]],
    stage: Stage | None,
    as_of: dt.date,
) -> Loss:
    """What falls without one person."""
    left = tuple(one for one in people if one.id != gone.id)
    cut = tuple(t for t, over in before.items() if over and t != gone.id and not way(plan, left, t))
    empty = tuple(
        one
        for one in coverage(plan, left, stage, as_of)
        if not one.people and (one.stage, one.role) in filled and one.role is not Role.DECIDER
    )
    unit = gone.person.unit
    met = recently(plan, gone.id, as_of)
    others = [one for one in left if recently(plan, one.id, as_of)] if met else []
    alone = bool(others) and unit is not None and not any(one.person.unit == unit for one in others)
    return Loss(
        person=gone.id,
        ways=cut,
        roles=empty,
        units=(unit,) if alone and unit else (),
        decider=Role.DECIDER in gone.roles and not any(Role.DECIDER in one.roles for one in left),
        contact=met and not others,
        support=support(left),
        promises=sum(one.kept is None and gone.id in (one.to, one.from_) for one in plan.promises),
        actions=sum(one.done is None and gone.id in one.about for one in plan.actions),
    )


def misjudged(weight: Weight, part: Part) -> Misjudged | None:
    """Where the weight by the lines speaks against the place in the tree, against the plan's claim, or both."""
    by_lines = LEVELS[(weight.score >= LIGHT) + (weight.score >= HEAVY)]
    found = []
    if weight.score >= 1 and weight.score >= MORE * weight.formal:
        found.append("place_more")
    if weight.formal >= HEAVY and weight.score <= LESS * weight.formal:
        found.append("place_less")
    apart = LEVELS.index(by_lines) - LEVELS.index(part.influence) if part.influence in LEVELS else 0
    if abs(apart) == 2:
        found.append("claim_more" if apart > 0 else "claim_less")
    if not found:
        return None
    return Misjudged(weight.person, weight.score, weight.formal, part.influence, by_lines, "_".join(found))
