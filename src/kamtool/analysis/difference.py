"""Two versions of a plan told as a colleague would: what matters in the trade's words, then every other fact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from kamtool.analysis.changes import Change, Sides, ranked
from kamtool.analysis.changes_deal import deal_changes
from kamtool.analysis.changes_people import coverage_changes, people_changes
from kamtool.analysis.changes_work import Seen, action_changes, issue_changes, promise_changes, seen
from kamtool.analysis.deal import last_touch, main_deal, parts
from kamtool.analysis.edits import Edit, Edits, Item, Place, edits
from kamtool.analysis.rivals import rival_name
from kamtool.analysis.standing import deciding
from kamtool.analysis.upto import upto
from kamtool.model.plan import Plan
from kamtool.model.values import Role

NAMED = ("stakeholders", "team", "competitors", "opportunities")


@dataclass(frozen=True, slots=True)
class Unmet:
    """Somebody who decides or approves in the main deal and whom nobody of ours has met by the newer day."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Plain:
    """A fact that no sentence tells: its section of the plan, whose or what it belongs to, where it stands there, and
    how it was and is.

    *several* tells that *old* and *new* are what went from a list and what came; *entry* that a whole entry did.
    """

    section: str
    owner: str
    path: str
    old: object
    new: object
    several: bool
    entry: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two versions of a plan; *count* is how many facts are others.

    *ahead* are those dated after the newer day: the file says them, but they had not happened.
    """

    account: str
    old_day: dt.date
    new_day: dt.date
    changes: tuple[Change, ...]
    visits: tuple[Seen, ...]
    unmet: tuple[Unmet, ...]
    rest: tuple[Plain, ...]
    ahead: tuple[Plain, ...]
    count: int

    @property
    def days(self) -> int:
        """The days between the two."""
        return (self.new_day - self.old_day).days


def difference(old: Plan, new: Plan, old_day: dt.date, new_day: dt.date) -> Difference:
    """What changed from *old*, seen on its day, to *new*, seen on its own; nothing when they say the same.

    Both are read as they stood on the newer day, so that nothing dated later is told as having happened.
    """
    written = edits(old, new)
    if not written.all:
        return Difference(new.account.name, old_day, new_day, (), (), (), (), (), 0)
    before, after = upto(old, new_day).plan, upto(new, new_day).plan
    found = written if before is old and after is new else happened(edits(before, after), written)
    sides = Sides(before, after, old_day, new_day, found, {one.place: one for one in found.all})
    families = (people_changes, coverage_changes, deal_changes, promise_changes, action_changes, issue_changes)
    changes = ranked(chain.from_iterable(family(sides) for family in families))
    visits = tuple(seen(sides))
    order = {one.place: at for at, one in enumerate(found.all)}
    rest = tuple(plain(sides, one) for one in sorted(sides.left.values(), key=lambda one: order[one.place]))
    told = {said(one) for one in found.all}
    every = replace(sides, old=old, new=new)
    untold = {one.place: one for one in written.all if said(one) not in told}
    ahead = tuple(plain(every, one) for one in untold.values())
    return Difference(
        after.account.name, old_day, new_day, changes, visits, tuple(unmet(after, new_day)), rest, ahead,
        len(written.all),
    )  # fmt: skip


def happened(found: Edits, written: Edits) -> Edits:
    """The edits of two plans as they stood, without what seems to be unknown now only because its new day is ahead."""
    new = {labels(one.place): one.new for one in written.all}
    return replace(found, all=tuple(one for one in found.all if one.new or not new.get(labels(one.place))))


def said(edit: Edit) -> tuple[object, ...]:
    """What an edit says, wherever in its lists the items stand."""
    return labels(edit.place), edit.old, edit.new


def labels(place: Place) -> tuple[str, ...]:
    """A place by the names of its steps."""
    return tuple(step.label if isinstance(step, Item) else step for step in place)


def unmet(plan: Plan, day: dt.date) -> Iterator[Unmet]:
    """Who decides or approves in the main deal, and was never met."""
    for one in parts(plan, main_deal(plan), day) if main_deal(plan) else ():
        role = deciding(one)
        if role is not None and last_touch(plan, one.id, day) is None:
            yield Unmet(one.name, role)


def plain(sides: Sides, edit: Edit) -> Plain:
    """An edit as a plain change of a fact: whose it is by name, and the way from there."""
    section, *steps = edit.place
    owner = str(section) if steps else ""
    if steps and isinstance(steps[0], str) and section in NAMED:
        key = steps.pop(0)
        owner = sides.deal(str(key)) if section == "opportunities" else sides.person(str(key))
        owner = owner if section != "competitors" else rival_name(sides.new, str(key))
    own = way(tuple(steps)) if steps or owner else str(section)
    return Plain(str(section), owner, own, edit.old, edit.new, edit.several, edit.entry)


def way(steps: tuple[str | Item, ...]) -> str:
    """Where a fact stands, as the file writes it, an item of a list by what it is called."""
    shown = "".join(f"[{one.label}]" if isinstance(one, Item) else f".{one}" for one in steps)
    return shown.removeprefix(".")
