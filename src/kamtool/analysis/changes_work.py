"""What changed with the work: actions, promises both ways, failures of ours, and whom we saw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from kamtool.analysis.changes import Change, Group, Sides, Turn
from kamtool.analysis.deal import is_touch
from kamtool.analysis.debts import past, person_names
from kamtool.analysis.edits import Place
from kamtool.model.action import Action
from kamtool.model.promise import Promise
from kamtool.model.values import Channel, IssueSeverity, Party, YesNo
from kamtool.model.visit import NextStep, Visit


@dataclass(frozen=True, slots=True)
class Seen:
    """A contact that the newer plan has and the older one has not, with names."""

    date: dt.date
    channel: Channel
    people: tuple[str, ...]
    ours: tuple[str, ...]
    two_way: bool
    asked: bool
    purpose: str | None
    facts: tuple[str, ...]
    outcome: str | None
    satisfaction: int | None
    deal: str | None
    next: NextStep | None


def seen(sides: Sides) -> Iterator[Seen]:
    """The new contacts, the latest first."""
    found = []
    for item in sides.items("visits"):
        if item.old is None and item.new is not None:
            visit, place = sides.new.visits[item.new], ("visits", item)
            sides.take(place)
            sides.take(place, "date", "channel", "with", "by", "purpose", "facts", "outcome", "satisfaction")
            sides.take(place, "initiated_by", "opportunity")
            sides.take((*place, "next"), "what", "date", "proposed_by", "accepted")
            found.append(contact(sides, visit))
    yield from sorted(found, key=lambda one: one.date, reverse=True)


def contact(sides: Sides, visit: Visit) -> Seen:
    """A contact with names."""
    return Seen(
        date=visit.date,
        channel=visit.channel,
        people=person_names(sides.new, visit.with_),
        ours=person_names(sides.new, visit.by),
        two_way=is_touch(visit),
        asked=visit.initiated_by is Party.CUSTOMER,
        purpose=visit.purpose,
        facts=visit.facts,
        outcome=visit.outcome,
        satisfaction=visit.satisfaction,
        deal=sides.deal(visit.opportunity) if visit.opportunity else None,
        next=visit.next,
    )


def late(due: dt.date | None, done: dt.date | None, day: dt.date) -> bool:
    """Whether something is overdue and not done on a day."""
    return due is not None and due < day and not past(done, day)


def promise_changes(sides: Sides) -> Iterator[Change]:
    """Promises kept, broken, made, moved and dropped."""
    for item in sides.items("promises"):
        place: Place = ("promises", item)
        was = None if item.old is None else sides.old.promises[item.old]
        now = None if item.new is None else sides.new.promises[item.new]
        one = now or was
        if one is None:
            continue
        kind = promise(sides, place, was, now)
        if kind is None:
            continue
        ours = one.by is Party.US
        who = one.to if ours else one.from_
        days = (one.kept - one.due).days if one.kept and one.due else (sides.new_day - one.due).days if one.due else 0
        values = {
            "who": sides.person(who) if who else None, "due": one.due, "kept": one.kept, "made": one.made,
            "days": days, "old": was.due if was else None,
        }  # fmt: skip
        if kind == "new":
            sides.take_all((*place, "opportunity"))
        turn = {"kept": Turn.BETTER, "kept_late": Turn.OTHER, "late": Turn.WORSE}.get(kind, Turn.OTHER)
        weight = {"late": 56, "kept": 45, "kept_late": 45}.get(kind, 25) + (2 if ours else 0)
        side = "ours" if ours else "theirs"
        yield Change(Group.PROMISES, f"{side}_{kind}", turn, weight, one.what, values)


def promise(sides: Sides, place: Place, was: Promise | None, now: Promise | None) -> str | None:
    """What became of a promise, its edits taken; ``None`` when nothing did."""
    if now is None:
        sides.take_all(place)
        return "dropped"
    if was is None:
        sides.take(place)
        sides.take(place, "by", "what", "to", "from", "made", "due", "kept")
    if now.kept is not None and (was is None or sides.take(place, "kept")):
        return "kept_late" if now.due is not None and now.kept > now.due else "kept"
    if late(now.due, now.kept, sides.new_day) and not (was and late(was.due, was.kept, sides.old_day)):
        return "late"
    if was is None:
        return "new"
    return "moved" if sides.take(place, "due") else None


def action_changes(sides: Sides) -> Iterator[Change]:
    """Actions done, overdue, moved, new and dropped."""
    for item in sides.items("actions"):
        place: Place = ("actions", item)
        was = None if item.old is None else sides.old.actions[item.old]
        now = None if item.new is None else sides.new.actions[item.new]
        one = now or was
        kind = action(sides, place, was, now) if one else None
        if one is None or kind is None:
            continue
        values = {
            "who": sides.person(one.who) if one.who else None,
            "whom": tuple(sides.person(key) for key in one.about),
            "due": one.due,
            "done": one.done,
            "old": was.due if was else None,
            "days": (sides.new_day - one.due).days if one.due else 0,
        }
        turn = {"done": Turn.BETTER, "late": Turn.WORSE}.get(kind, Turn.OTHER)
        weight = {"late": 48, "done": 40}.get(kind, 20)
        yield Change(Group.ACTIONS, kind, turn, weight, one.what, values)


def action(sides: Sides, place: Place, was: Action | None, now: Action | None) -> str | None:
    """What became of an action, its edits taken; ``None`` when nothing did."""
    if now is None:
        sides.take_all(place)
        return "dropped"
    if was is None:
        sides.take(place)
        sides.take(place, "id", "what", "who", "about", "due", "done")
    if now.done is not None and (was is None or sides.take(place, "done")):
        return "done"
    if late(now.due, now.done, sides.new_day) and not (was and late(was.due, was.done, sides.old_day)):
        return "late"
    if was is None:
        return "new"
    return "moved" if sides.take(place, "due") else None


def issue_changes(sides: Sides) -> Iterator[Change]:
    """Failures of ours that came up, were mended, or were made good."""
    for item in sides.items("issues"):
        if item.new is None:
            continue
        place: Place = ("issues", item)
        one = sides.new.issues[item.new]
        kind = None
        if item.old is None:
            sides.take(place)
            sides.take(place, "opened", "what", "severity", "reported_by", "fixed", "satisfied")
            kind = "fixed" if one.fixed else "opened"
        elif one.fixed is not None and sides.take(place, "fixed"):
            sides.take(place, "satisfied")
            kind = "fixed"
        elif one.satisfied is not YesNo.UNKNOWN and sides.take(place, "satisfied"):
            kind = "answered"
        if kind is None:
            continue
        values = {
            "severity": one.severity, "opened": one.opened, "fixed": one.fixed, "satisfied": one.satisfied,
            "who": sides.person(one.reported_by) if one.reported_by else None,
        }  # fmt: skip
        grave = one.severity is IssueSeverity.CRITICAL
        weight = (60 if grave else 42) if kind == "opened" else 38
        turn = Turn.WORSE if kind == "opened" or one.satisfied is YesNo.NO else Turn.BETTER
        yield Change(Group.ISSUES, kind, turn, weight, one.what, values)
