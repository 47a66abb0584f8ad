"""How a fact about a deal stands, what it rests on, and what it is read from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kamtool.analysis.deal import Part
from kamtool.model.base import Judgement
from kamtool.model.opportunity import Opportunity
from kamtool.model.plan import Plan
from kamtool.model.values import YesNo


class Standing(StrEnum):
    """How a question stands."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Known:
    """How one fact stands, and the plan's own words or names that show it, each with its day if it has one."""

    standing: Standing
    shown: tuple[tuple[str, dt.date | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """What a fact is read from: one deal of a plan on a day, and everybody's part in it."""

    plan: Plan
    key: str
    deal: Opportunity
    people: tuple[Part, ...]
    as_of: dt.date
    ratio: int


def judged(found: Judgement[YesNo]) -> Known:
    """An answer; a yes that nothing shows is only partly one."""
    shown = tuple((one, found.date) for one in found.evidence)
    if found.value is YesNo.YES:
        return Known(Standing.YES if shown else Standing.PARTLY, shown)
    return Known(Standing.NO if found.value is YesNo.NO else Standing.UNKNOWN, shown)


def graded(good: Iterable[bool], shown: Iterable[tuple[str, dt.date | None]], none: Standing) -> Known:
    """Yes when all are good, partly when some are, *none* when not one is or there are none."""
    marks = list(good)
    standing = Standing.YES if marks and all(marks) else Standing.PARTLY if any(marks) else none
    return Known(standing, tuple(shown) if standing is not none or none is Standing.NO else ())
