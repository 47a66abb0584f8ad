"""销售进程管控: what each of our seven steps must have brought before the next one is taken (methods.md A9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kamtool.analysis.comparison import NOTHING_BOUGHT
from kamtool.analysis.deal import touches
from kamtool.analysis.facts import give_get, strategy
from kamtool.analysis.facts_people import champion
from kamtool.analysis.information import Links
from kamtool.analysis.known import Scene, Standing
from kamtool.analysis.qualification import US, qualified
from kamtool.analysis.rivals import rivals
from kamtool.analysis.roles import MINIMUM, STEP_STAGES
from kamtool.model.values import Axis, Channel, DealStatus, Role, SalesStep, Source, Stage, YesNo

FACE_TO_FACE = frozenset({Channel.VISIT, Channel.MEETING})
CRITERIA = 20


@dataclass(frozen=True, slots=True)
class Test:
    """One piece of exit evidence: met or not, *have* of *need* where it is counted."""

    key: str
    met: bool
    have: int | None = None
    need: int | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """One of our steps, the customer's stages it answers, and its exit evidence.

    *passed* is a step we say to have left behind, *here* the one we stand at.
    """

    step: SalesStep
    stages: tuple[Stage, ...]
    tests: tuple[Test, ...]
    passed: bool
    here: bool

    @property
    def missing(self) -> tuple[Test, ...]:
        """What is not met."""
        return tuple(one for one in self.tests if not one.met)


def gates(at: Scene, links: tuple[Links, ...]) -> tuple[Gate, ...]:
    """The seven gates of a deal."""
    steps = list(SalesStep)
    now = steps.index(at.deal.step) if at.deal.step else -1
    return tuple(
        Gate(step, STEP_STAGES[step], tuple(tests(step, at, links)), number < now, number == now)
        for number, step in enumerate(steps)
    )


def ahead_of(at: Scene) -> Stage | None:
    """The stage that the customer must have reached for our step, when they have not."""
    needed = MINIMUM.get(at.deal.step) if at.deal.step else None
    stage = at.deal.stage
    return needed if needed and stage and stage.number < needed.number else None


def tests(step: SalesStep, at: Scene, links: tuple[Links, ...]) -> Iterator[Test]:
    """The exit evidence of one step."""
    deal = at.deal
    if step is SalesStep.COLLECT:
        enough = sum(one.is_enough for one in links)
        yield Test("links", enough == len(links), enough, len(links))
    elif step is SalesStep.ANALYSE:
        us = qualified(deal)
        told = len(us.yes) + len(us.no)
        yield Test("criteria", told == CRITERIA, told, CRITERIA)
        scored = sum(axis in deal.radar.get(US, {}) for axis in Axis)
        compared = any(one != US for one in deal.radar)
        yield Test("radar", scored == len(Axis) and compared, scored, len(Axis))
    elif step is SalesStep.ACT:
        yield Test("strategy", strategy(at).standing is Standing.YES)
        yield Test("ally", champion(at).standing is Standing.YES)
    elif step is SalesStep.FOLLOW_UP:
        yield ranked(at)
    elif step is SalesStep.NEGOTIATE:
        people = {one.id for one in at.people if Role.DECIDER in one.roles}
        present = [
            one
            for one in touches(at.plan, at.as_of, at.key)
            if one.channel in FACE_TO_FACE and people.intersection(one.with_)
        ]
        yield Test("decider", bool(present))
        yield Test("give_get", give_get(at).standing is Standing.YES)
    elif step is SalesStep.CONTRACT:
        signed = deal.status is DealStatus.WON
        yield Test("signed", signed)
        day, updated = deal.closed or deal.close.date, at.plan.account.updated
        yield Test("card", signed and updated is not None and (day is None or updated >= day))
    else:
        yield from used(at)


def ranked(at: Scene) -> Test:
    """Whether the customer's own scores tell our rank: each criterion rated by them, for us and every rival."""
    there = {US, *(one for one in rivals(at.plan, at.key) if one != NOTHING_BOUGHT)}
    rows = at.deal.criteria
    told = [one for one in rows if one.rated_by is Source.CUSTOMER and there <= set(one.scores)]
    return Test("rank", bool(rows) and len(told) == len(rows) and len(there) > 1, len(told), len(rows))


def used(at: Scene) -> Iterator[Test]:
    """Satisfaction told since the signature, and the next deal with them."""
    start = at.deal.closed if at.deal.status is DealStatus.WON else None
    told = any(one.satisfaction and start and start <= one.date <= at.as_of for one in at.plan.visits)
    told = told or any(one.satisfied is not YesNo.UNKNOWN and start and one.opened >= start for one in at.plan.issues)
    yield Test("satisfaction", bool(start) and told)
    later = [
        one
        for key, one in at.plan.opportunities.items()
        if key != at.key and one.opened and start and one.opened >= start
    ]
    yield Test("redevelopment", bool(later))
