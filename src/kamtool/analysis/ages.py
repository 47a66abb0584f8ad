"""How old each dated judgement of a plan is, and from when on it is stale or expired (methods.md B, rule 2, and C).

A judgement without a day has no age: it is left out, not taken for fresh or for old.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from kamtool.analysis.deal import VERIFIED, Deed, Part, attitude_seen, own_deeds, parts
from kamtool.diagnostic import Path
from kamtool.model.plan import Plan
from kamtool.model.values import Budget, NeedStatus, RelationshipStage, Role, Style, YesNo


class Kind(StrEnum):
    """The kinds of judgement that carry a day; whom covers whom carries none."""

    ATTITUDE = "attitude"
    AUTHORITY = "authority"
    RELATIONSHIP = "relationship"
    NEEDS = "needs"
    STYLE = "style"
    LINE = "line"
    BUDGET = "budget"
    EVENT = "event"
    DECISION = "decision"
    DEMAND = "demand"
    ANSWER = "answer"
    CRITERIA = "criteria"
    RADAR = "radar"
    SWOT = "swot"


# Inferences about a person (methods.md C, G2): kept twelve months at most.
PERSONAL = frozenset({Kind.ATTITUDE, Kind.RELATIONSHIP, Kind.NEEDS, Kind.STYLE, Kind.LINE})
PERSONAL_DAYS = 365
DECIDING = frozenset({Role.DECIDER, Role.APPROVER})


class Age(NamedTuple):
    """More days than *warn* are stale, more than *error* too old to rest on."""

    warn: int
    error: int


Ages = Mapping[Kind, Age]


class Aged(NamedTuple):
    """One dated judgement: where it stands, what it is about (ids or words, see :func:`aged`), its day and its age.

    *deed* is where something they did of their own stands, when the day is that of the deed.
    """

    kind: Kind
    path: Path
    about: tuple[str, ...]
    date: dt.date
    days: int
    stale: bool
    expired: bool
    deed: Path | None = None


def aged(plan: Plan, deal: str | None, as_of: dt.date, ages: Ages) -> tuple[Aged, ...]:
    """Every dated judgement on the people, a deal (the account alone when ``None``) and the SWOT.

    *about* names a person by id (a need, a line with a second word behind it), an answer by vendor and criterion, a
    rating by vendor and axis, a criterion or a need of the deal by its words, a SWOT item by its text.
    """
    return tuple(
        Aged(*one[:4], days, days > ages[one.kind].warn, days > ages[one.kind].error, one.deed)
        for one in dated(plan, deal, as_of)
        if (days := (as_of - one.date).days) >= 0
    )


class Found(NamedTuple):
    """One dated judgement, as :class:`Aged` has it."""

    kind: Kind
    path: Path
    about: tuple[str, ...]
    date: dt.date
    deed: Path | None = None


def dated(plan: Plan, deal: str | None, as_of: dt.date) -> Iterator[Found]:
    """The dated judgements, each with its day."""
    people = parts(plan, deal, as_of)
    for part in people:
        yield from of_person(plan, part, as_of)
    here = {one.id for one in people}
    for at, line in enumerate(plan.relations):
        if line.date is not None and {line.from_, line.to} <= here:
            yield Found(Kind.LINE, ("relations", at), (line.from_, line.to), line.date)
    if deal is not None:
        yield from of_deal(plan, deal)
    for at, item in enumerate(plan.swot):
        if item.date is not None:
            yield Found(Kind.SWOT, ("swot", at), (item.text,), item.date)


def of_person(plan: Plan, part: Part, as_of: dt.date) -> Iterator[Found]:
    """What is held of one person."""
    seen = attitude_seen(plan, part, as_of)
    if seen is not None:
        yield found(Kind.ATTITUDE, part, seen)
    proof = newest(one.date for one in part.authority.evidence if one.kind in VERIFIED)
    if proof is not None and DECIDING & set(part.roles):
        yield Found(Kind.AUTHORITY, part.path("authority"), (part.id,), proof)
    shown = relationship_seen(plan, part, as_of)
    if shown is not None and part.relationship.value not in (RelationshipStage.UNKNOWN, RelationshipStage.ACQUAINTANCE):
        yield found(Kind.RELATIONSHIP, part, shown)
    for side in ("personal", "organization"):
        for kind, need in getattr(part.needs, side).items():
            if need.date is not None and need.status is not NeedStatus.UNKNOWN:
                yield Found(Kind.NEEDS, (*part.path("needs"), side, kind.value), (part.id, kind.value), need.date)
    behaviour = newest(one.date for one in part.person.style.observed)
    if behaviour is not None and part.person.style.value is not Style.UNKNOWN:
        yield Found(Kind.STYLE, ("stakeholders", part.id, "style"), (part.id,), behaviour)


def found(kind: Kind, part: Part, seen: Deed) -> Found:
    """A judgement on a person; the deed is named when it stands elsewhere in the plan."""
    path = part.path(kind.value)
    return Found(kind, path, (part.id,), seen.date, None if seen.path[: len(path)] == path else seen.path)


def relationship_seen(plan: Plan, part: Part, as_of: dt.date) -> Deed | None:
    """Where and when behaviour last showed how near this person is, else where it was judged."""
    own, path = part.relationship, part.path("relationship")
    shown = [Deed(one.date, path) for one in own.evidence if one.date is not None and one.date <= as_of]
    if not shown:
        return Deed(own.date, path) if own.date else None
    return max([*shown, *own_deeds(plan, part, as_of)], key=lambda one: one.date)


def of_deal(plan: Plan, key: str) -> Iterator[Found]:
    """What is held of one deal."""
    deal, path = plan.opportunities[key], ("opportunities", key)
    single = (
        (Kind.BUDGET, "budget", deal.budget.value is not Budget.UNKNOWN, deal.budget.date),
        (Kind.EVENT, "compelling_event", deal.compelling_event.value is not YesNo.UNKNOWN, deal.compelling_event.date),
        (Kind.DECISION, "decision", True, deal.decision.date),
    )
    for kind, name, known, date in single:
        if known and date is not None:
            yield Found(kind, (*path, name), (), date)
    for at, need in enumerate(deal.needs):
        if need.date is not None:
            yield Found(Kind.DEMAND, (*path, "needs", at), (need.text,), need.date)
    for at, criterion in enumerate(deal.criteria):
        if criterion.date is not None and criterion.scores:
            yield Found(Kind.CRITERIA, (*path, "criteria", at), (criterion.name,), criterion.date)
    for vendor, answers in deal.qualification.items():
        for asked, answer in answers.items():
            if answer.date is not None and answer.value is not YesNo.UNKNOWN:
                place = (*path, "qualification", vendor, asked.value)
                yield Found(Kind.ANSWER, place, (vendor, asked.value), answer.date)
    for vendor, axes in deal.radar.items():
        for axis, rating in axes.items():
            if rating.date is not None and rating.value is not None:
                yield Found(Kind.RADAR, (*path, "radar", vendor, axis.value), (vendor, axis.value), rating.date)


def newest(days: Iterable[dt.date | None]) -> dt.date | None:
    """The last of the days that are known."""
    return max((day for day in days if day is not None), default=None)
