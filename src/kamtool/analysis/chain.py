"""决策链: who plays which role at which stage, where the chain breaks, and how and when they decide (A9, A11)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kamtool.analysis.deal import Part, attitude_age, last_touch
from kamtool.analysis.facts import scene
from kamtool.analysis.facts_people import RECENT
from kamtool.analysis.gates import Gate, ahead_of, gates
from kamtool.analysis.information import Links, information
from kamtool.analysis.known import Scene
from kamtool.analysis.organisation import Defaults, Organisation, organisation
from kamtool.analysis.roles import STAGE_ROLES
from kamtool.analysis.tender import is_tender, under_notice
from kamtool.model.plan import Plan
from kamtool.model.values import (
    AGAINST,
    Attitude,
    DealStatus,
    DecisionKind,
    DecisionLevel,
    DecisionMode,
    DecisionRule,
    Influence,
    Role,
    SalesStep,
    Source,
    Stage,
)

DECIDING = (Role.DECIDER, Role.APPROVER)
# Roles that stand in the chain when somebody plays them, but that no stage needs.
ALSO = {Stage.EVALUATION: (Role.RECOMMENDER,), Stage.DECISION: (Role.APPROVER,)}


# What a bidder does not ask where a tender decides; and, once its notice is out, of anybody in it (``asking``).
OF_RIVALS = ("rivals", "present", "rated", "backing")
OF_PEOPLE = ("role", "support", "weight", "want", "release")


class Fault(StrEnum):
    """How a chain breaks at a place; the worst first."""

    NOBODY = "nobody"
    AGAINST = "against"
    SILENT = "silent"
    UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True)
class Player:
    """A person in a role: weight, attitude with its age in days, days since the last touch (``None``: none on file)."""

    id: str
    name: str
    title: str | None
    influence: Influence
    attitude: Attitude
    attitude_days: int | None
    days: int | None
    verified: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A role at a stage and who plays it; *ahead* unless the stage is behind us; *needed* by the stage."""

    stage: Stage
    role: Role
    players: tuple[Player, ...]
    ahead: bool
    needed: bool


@dataclass(frozen=True, slots=True)
class Break:
    """A broken link: what is wrong, first at *stage*, with whom (``None``: nobody is there)."""

    fault: Fault
    stage: Stage
    role: Role
    who: str | None = None
    attitude: Attitude | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A day on the line: a milestone of theirs, the close date, or today; *done* when it is behind."""

    kind: str
    name: str | None
    date: dt.date | None
    days: int | None
    done: bool


@dataclass(frozen=True, slots=True)
class How:
    """How they decide, as far as the plan says."""

    kind: DecisionKind | None
    level: DecisionLevel | None
    mode: DecisionMode | None
    rule: DecisionRule | None
    source: Source
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Everything about the chain of one deal; *ahead_of* is the stage our step needs and the customer has not.

    *buys* is how the customer's kind of organisation buys; *unasked* are the facts that a tender forbids to ask for;
    with *notice* its notice is out, and people are met only in its own ways.
    """

    account: str
    deal: str | None
    stage: Stage | None = None
    step: SalesStep | None = None
    status: DealStatus = DealStatus.OPEN
    places: tuple[Place, ...] = ()
    breaks: tuple[Break, ...] = ()
    links: tuple[Links, ...] = ()
    gates: tuple[Gate, ...] = ()
    ahead_of: Stage | None = None
    how: How | None = None
    buys: Organisation | None = None
    unasked: tuple[str, ...] = ()
    notice: bool = False


def chain(plan: Plan, key: str | None, as_of: dt.date, defaults: Defaults) -> Chain:
    """The chains of one deal; an empty one without a deal. *defaults* are the ten factors by kind of organisation."""
    if key is None:
        return Chain(plan.account.name, None)
    at = scene(plan, key, as_of, 3)
    links, found = information(plan, key, as_of), places(at)
    return Chain(
        account=plan.account.name,
        deal=at.deal.name or key,
        stage=at.deal.stage,
        step=at.deal.step,
        status=at.deal.status,
        places=found,
        breaks=breaks(found),
        links=links,
        gates=gates(at, links),
        ahead_of=ahead_of(at),
        how=how(at),
        buys=organisation(plan, defaults),
        unasked=unasked(plan, key, as_of),
        notice=under_notice(plan, key, as_of),
    )


def unasked(plan: Plan, key: str, as_of: dt.date) -> tuple[str, ...]:
    """The facts that a tender forbids to ask for: of rivals always, of people once its notice is out."""
    if not is_tender(plan, key):
        return ()
    return (*OF_RIVALS, *OF_PEOPLE) if under_notice(plan, key, as_of) else OF_RIVALS


def places(at: Scene) -> tuple[Place, ...]:
    """Every role of every stage; a role that no stage needs only when somebody plays it."""
    now = at.deal.stage.number if at.deal.stage else 0
    found = []
    for stage, needed in STAGE_ROLES.items():
        for role in (*needed, *ALSO.get(stage, ())):
            there = tuple(player(at, one) for one in at.people if role in one.roles)
            if there or role in needed:
                found.append(Place(stage, role, there, stage.number >= now, role in needed))
    return tuple(found)


def player(at: Scene, part: Part) -> Player:
    """A person as the chain shows them."""
    last = last_touch(at.plan, part.id, at.as_of)
    return Player(
        id=part.id,
        name=part.name,
        title=part.person.title,
        influence=part.influence,
        attitude=part.attitude.value,
        attitude_days=attitude_age(at.plan, part, at.as_of),
        days=(at.as_of - last).days if last else None,
        verified=part.is_verified,
    )


def breaks(found: tuple[Place, ...]) -> tuple[Break, ...]:
    """What is broken from the present stage on, each thing once; who decides first, then by how bad."""
    out: dict[tuple[Fault, Role | str], Break] = {}
    for place in (one for one in found if one.ahead):
        if not place.players:
            out.setdefault((Fault.NOBODY, place.role), Break(Fault.NOBODY, place.stage, place.role))
        for one in place.players:
            for fault in faults(place.role, one):
                told = Break(fault, place.stage, place.role, one.name, one.attitude, one.days)
                known = out.get((fault, one.id))
                if known is None or (known.role not in DECIDING and place.role in DECIDING):
                    out[fault, one.id] = told
    order = list(Fault)
    stages = list(Stage)
    return tuple(
        sorted(
            out.values(),
            key=lambda one: (one.role not in DECIDING, order.index(one.fault), stages.index(one.stage)),
        )
    )


def faults(role: Role, one: Player) -> list[Fault]:
    """What is wrong with one person in a role."""
    out = [Fault.AGAINST] if one.attitude in AGAINST else []
    out += [Fault.SILENT] if one.days is None or one.days > RECENT else []
    out += [Fault.UNPROVEN] if role in DECIDING and not one.verified else []
    return out


def how(at: Scene) -> How:
    """How they decide, and the days ahead and behind in their order; what has no day comes last."""
    found, deal = at.deal.decision, at.deal
    line = [point(at, "milestone", one.name, one.done or one.date, one.done is not None) for one in found.milestones]
    closed = deal.closed is not None
    line.append(point(at, "close", None, deal.closed or deal.close.date, closed))
    line.append(point(at, "today", None, at.as_of, False))
    line.sort(key=lambda one: (one.date is None, one.date or at.as_of, one.kind != "today"))
    return How(found.kind, found.level, found.mode, found.rule, found.source, tuple(line))


def point(at: Scene, kind: str, name: str | None, day: dt.date | None, done: bool) -> Point:
    """A day on the line."""
    return Point(kind, name, day, (day - at.as_of).days if day else None, done)
