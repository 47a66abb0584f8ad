"""Two versions of a folder of plans: which plans changed, came, went or cannot be read, and how each changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import PurePath
from typing import Any

from kamtool.against import Found, moved_findings
from kamtool.analysis.difference import Difference, difference
from kamtool.analysis.edits import edits
from kamtool.analysis.overview import Fault
from kamtool.analysis.renames import renames
from kamtool.check import Selection
from kamtool.load import Loaded
from kamtool.load.rename import renamed
from kamtool.model.plan import Plan


class State(StrEnum):
    """What became of a plan."""

    CHANGED = "changed"
    SAME = "same"
    NEW = "new"
    GONE = "gone"
    WAS_BROKEN = "was_broken"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a folder: its plans by path, its day, and what people call it."""

    plans: Mapping[str, Loaded]
    day: dt.date
    name: str
    commit: str | None = None


@dataclass(frozen=True, slots=True)
class AccountDiff:
    """One plan in two versions. *names* are ids that only have other names, *was_file* the file's former path.

    *people* and *deals* count what a plan that came or went holds; *fault* tells why one cannot be read.
    """

    id: str
    name: str
    state: State
    file: str
    was_file: str | None = None
    difference: Difference | None = None
    appeared: tuple[Found, ...] = ()
    vanished: tuple[Found, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    people: int | None = None
    deals: int | None = None
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Diff:
    """Two versions of a folder, plan by plan."""

    old: str
    new: str
    old_commit: str | None
    new_commit: str | None
    old_day: dt.date
    new_day: dt.date
    accounts: tuple[AccountDiff, ...]

    def of(self, *states: State) -> tuple[AccountDiff, ...]:
        """The plans that something became of."""
        return tuple(one for one in self.accounts if one.state in states)


def diff(old: Version, new: Version, chosen: Selection, pairs: Iterable[tuple[Loaded | None, Loaded | None]]) -> Diff:
    """What changed between two versions of these pairs of plans."""
    found = tuple(account_diff(was, now, (old.day, new.day), chosen) for was, now in pairs)
    return Diff(old.name, new.name, old.commit, new.commit, old.day, new.day, found)


def account_diff(
    old: Loaded | None, new: Loaded | None, days: tuple[dt.date, dt.date], chosen: Selection
) -> AccountDiff:
    """What became of one plan."""
    one = new or old
    assert one is not None
    name = next((each.plan.account.name for each in (new, old) if each and each.plan), one.id)
    was_file = old.file if old and new and PurePath(old.file).name != PurePath(new.file).name else None
    for each, state in ((new, State.BROKEN), (old, State.WAS_BROKEN)):
        if each is not None and each.plan is None:
            first = each.diagnostics[0]
            fault = Fault(first.code, first.span.line, first.span.column)
            return AccountDiff(one.id, name, state, one.file, was_file, fault=fault)
    if old is None or new is None or old.plan is None or new.plan is None:
        assert one.plan is not None
        people, deals = len(one.plan.stakeholders), len(one.plan.opportunities)
        return AccountDiff(one.id, name, State.GONE if new is None else State.NEW, one.file, people=people, deals=deals)
    moved = renames(old.plan, new.plan)
    was = renamed(old, moved) or old.plan
    found = edits(was, new.plan)
    names = tuple(pair for known in moved.values() for pair in known.items())
    if not found.all:
        return AccountDiff(one.id, name, State.SAME, one.file, was_file, names=names)
    appeared, vanished = moved_findings(old, new, days, chosen, moved, found)
    told = difference(was, new.plan, *days)
    return AccountDiff(one.id, name, State.CHANGED, one.file, was_file, told, appeared, vanished, names)


def as_data(found: Diff) -> dict[str, Any]:
    """A difference for a program: findings by code, place and severity, without their words."""
    data = {field.name: getattr(found, field.name) for field in fields(found)}
    return {**data, "accounts": [account_data(one) for one in found.accounts]}


def account_data(one: AccountDiff) -> dict[str, Any]:
    """One plan's difference for a program."""
    data = {field.name: getattr(one, field.name) for field in fields(one)}
    return {
        **data,
        "names": [{"old": old, "new": new} for old, new in one.names],
        "appeared": [finding(each) for each in one.appeared],
        "vanished": [finding(each) for each in one.vanished],
    }


def finding(found: Found) -> dict[str, Any]:
    """One finding for a program."""
    one = found.diagnostic
    path = ".".join(map(str, one.path))
    words = {"code": one.code, "variant": one.variant, "severity": one.severity.word, "path": path}
    return {**words, "by_time": found.by_time}


def last_day(plan: Plan, until: dt.date) -> dt.date:
    """The last day a plan tells of: it was looked through, its card was mended, or somebody was met; else *until*."""
    days = [plan.reviewed, plan.account.updated, *(one.date for one in plan.visits)]
    return max((one for one in days if one is not None and one <= until), default=until)
