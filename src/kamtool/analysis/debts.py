"""What is still open: promises both ways, aged like receivables, actions, and failures not made good (A15, A16)."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from kamtool.analysis.deal import name_of
from kamtool.model.plan import Plan
from kamtool.model.values import IssueSeverity, Party


class Debt(NamedTuple):
    """A promise or an action still open; *days* to its day, negative when overdue, ``None`` when it has none.

    *who* of ours or theirs is to do it, *about* names whom it concerns.
    """

    what: str
    who: str | None
    about: tuple[str, ...]
    due: dt.date | None
    days: int | None


class Kept(NamedTuple):
    """How one side kept its word: *due* promises with a day that are kept or past it, *in_time* of them in time."""

    due: int
    in_time: int


class OpenIssue(NamedTuple):
    """A failure of ours not made good after *days*; *late* are the days past its limit, ``None`` before it."""

    what: str
    severity: IssueSeverity | None
    opened: dt.date
    days: int
    late: int | None
    owner: str | None


def person_name(plan: Plan, key: str | None) -> str | None:
    """What to call somebody of theirs or of ours by id."""
    if key is None:
        return None
    if key in plan.stakeholders:
        return name_of(key, plan.stakeholders[key])
    return (plan.team[key].name if key in plan.team else None) or key


def person_names(plan: Plan, keys: tuple[str, ...]) -> tuple[str, ...]:
    """What to call several people."""
    return tuple(person_name(plan, key) or key for key in keys)


def promises(plan: Plan, by: Party, as_of: dt.date) -> tuple[Debt, ...]:
    """What one side promised by that day and has not kept; the other side is *about*."""
    found = []
    for one in plan.promises:
        if one.by is not by or past(one.kept, as_of) or (one.made is not None and one.made > as_of):
            continue
        person = one.to if by is Party.US else one.from_
        found.append(debt(plan, one.what, one.owner, (person,) if person else (), one.due, as_of))
    return by_day(found)


def kept(plan: Plan, by: Party, as_of: dt.date) -> Kept:
    """How one side kept its word."""
    ripe = [
        one
        for one in plan.promises
        if one.by is by and one.due is not None and (past(one.kept, as_of) or one.due < as_of)
    ]
    in_time = [one for one in ripe if one.kept is not None and one.due is not None and one.kept <= one.due]
    return Kept(len(ripe), len(in_time))


def actions(plan: Plan, as_of: dt.date) -> tuple[Debt, ...]:
    """The actions not done by that day."""
    still = [one for one in plan.actions if not past(one.done, as_of)]
    return by_day([debt(plan, one.what, one.who, one.about, one.due, as_of) for one in still])


def issues(plan: Plan, as_of: dt.date) -> tuple[OpenIssue, ...]:
    """The failures not made good by that day, the gravest first, then the oldest."""
    levels = list(IssueSeverity)
    found = [
        OpenIssue(
            what=one.what,
            severity=one.severity,
            opened=one.opened,
            days=(as_of - one.opened).days,
            late=(as_of - one.limit).days if one.limit and one.limit < as_of else None,
            owner=person_name(plan, one.owner),
        )
        for one in plan.issues
        if one.opened <= as_of and not past(one.fixed, as_of)
    ]
    return tuple(sorted(found, key=lambda one: (-levels.index(one.severity) if one.severity else 1, one.opened)))


def past(day: dt.date | None, as_of: dt.date) -> bool:
    """Whether a day is known and has come."""
    return day is not None and day <= as_of


def debt(plan: Plan, what: str, who: str | None, about: tuple[str, ...], due: dt.date | None, as_of: dt.date) -> Debt:
    """Something still to be done, with people by name."""
    days = None if due is None else (due - as_of).days
    return Debt(what, person_name(plan, who), person_names(plan, about), due, days)


def by_day(debts: list[Debt]) -> tuple[Debt, ...]:
    """The longest overdue first, those without a day last."""
    return tuple(sorted(debts, key=lambda one: (one.due is None, one.due or dt.date.max)))
