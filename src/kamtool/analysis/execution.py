"""What was due in a plan, and whether it was done in time: promises of ours, actions, close plan, agreed next steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kamtool.analysis.deal import is_agreed
from kamtool.analysis.next_steps import Fate, agreed
from kamtool.diagnostic import Path
from kamtool.model.plan import Plan
from kamtool.model.values import Party

FATES = {Fate.KEPT: True, Fate.LATE: False, Fate.OWED: False, Fate.MET_AGAIN: False, Fate.SILENT: None}


class Work(StrEnum):
    """What kind of thing was due."""

    PROMISES = "promises"
    ACTIONS = "actions"
    CLOSE_PLAN = "close_plan"
    NEXT_STEPS = "next_steps"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that was due: done in time, or not, or (``None``) nobody wrote what became of it."""

    work: Work
    what: str
    day: dt.date
    in_time: bool | None
    path: Path


@dataclass(frozen=True, slots=True)
class Done:
    """How one kind of work went."""

    work: Work
    in_time: int
    due: int
    untold: int


def dues(plan: Plan, as_of: dt.date) -> tuple[Due, ...]:
    """Everything that was due before *as_of*, or is done; what has no day was never due."""
    return tuple(found(plan, as_of))


def done(every: tuple[Due, ...]) -> tuple[Done, ...]:
    """The counts by kind."""
    return tuple(
        Done(
            work,
            sum(one.in_time is True for one in every if one.work is work),
            sum(one.work is work for one in every),
            sum(one.in_time is None for one in every if one.work is work),
        )
        for work in Work
    )


def found(plan: Plan, as_of: dt.date) -> Iterator[Due]:
    """What was due, kind by kind."""
    for at, promise in enumerate(plan.promises):
        if promise.by is Party.US and promise.due is not None and ripe(promise.due, promise.kept, as_of):
            yield Due(
                Work.PROMISES, promise.what, promise.due, in_time(promise.due, promise.kept, as_of), ("promises", at)
            )
    for at, action in enumerate(plan.actions):
        if action.due is not None and ripe(action.due, action.done, as_of):
            yield Due(Work.ACTIONS, action.what, action.due, in_time(action.due, action.done, as_of), ("actions", at))
    for key, deal in plan.opportunities.items():
        for at, step in enumerate(deal.close_plan):
            if step.by is not Party.CUSTOMER and step.due is not None and ripe(step.due, step.done, as_of):
                path = ("opportunities", key, "close_plan", at)
                yield Due(Work.CLOSE_PLAN, step.what, step.due, in_time(step.due, step.done, as_of), path)
    said = {one.what for one in plan.promises} | {one.what for one in plan.actions}
    for at, visit in enumerate(plan.visits):
        next_ = agreed(plan, visit, as_of)
        if next_ is None or not is_agreed(next_) or next_.date is None or next_.fate not in FATES:
            continue
        if next_.what in said:
            continue  # the same words under promises or actions count there
        if next_.date < as_of:
            yield Due(Work.NEXT_STEPS, next_.what, next_.date, FATES[next_.fate], ("visits", at))


def ripe(due: dt.date, done: dt.date | None, as_of: dt.date) -> bool:
    """Whether something can be judged: its day has passed, or it is done."""
    return due < as_of or (done is not None and done <= as_of)


def in_time(due: dt.date, done: dt.date | None, as_of: dt.date) -> bool:
    """Whether it was done by its day."""
    return done is not None and done <= min(due, as_of)
