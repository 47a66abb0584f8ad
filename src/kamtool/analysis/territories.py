"""Funnels out of many plans: what is the same funnel, what may be added, and which periods overlap.

A territory and period has one funnel, and several plans may hold it. So for the same territory and period: the same
six counts are taken once; different counts are added only where they must be different organisations, that is when
the owners differ and the markets differ; else they contradict each other, and the plan reviewed last is believed.
Of periods that overlap the longer one counts and the others are only compared. Different territories are added.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal, TypeAlias

from kamtool.analysis.funnel import COUNTS, STEPS, Fault
from kamtool.analysis.period import Months, read_period
from kamtool.load import Loaded
from kamtool.source.node import locate

Key: TypeAlias = Months | str


@dataclass(frozen=True, slots=True)
class Row:
    """One funnel as one plan has it, at that place of its list; *lines* are those of its counts in the file."""

    file: str
    id: str
    at: int
    owner: str | None
    reviewed: dt.date | None
    period: str
    territory: str | None
    counts: Mapping[str, int | None]
    targets: Mapping[str, Fraction | None]
    lines: Mapping[str, int]

    @property
    def months(self) -> Key:
        """The period to compare by: its months, or its text where they cannot be told."""
        return read_period(self.period) or plain(self.period)

    @property
    def place(self) -> str | None:
        """The territory to compare by."""
        return plain(self.territory) if self.territory else None


@dataclass(frozen=True, slots=True)
class Merge:
    """How funnels of the same territory and period, or of periods that overlap, were taken together.

    ``once``: the same counts, taken once; ``added``: different organisations; ``contradict``: the *first* is believed;
    ``overlap``: *period* is not added to the longer *first*; ``unnamed``: no territory given, so not added to others.
    """

    kind: Literal["once", "added", "contradict", "overlap", "unnamed"]
    period: str
    territory: str | None
    first: str
    plans: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The funnel of one territory and period: the rows that are added up."""

    rows: tuple[Row, ...]
    merges: tuple[Merge, ...]

    @property
    def period(self) -> str:
        """The period as it is written."""
        return self.rows[0].period

    @property
    def territory(self) -> str | None:
        """The territory as it is written."""
        return self.rows[0].territory

    @property
    def months(self) -> Key:
        """The period to compare by."""
        return self.rows[0].months


def plain(text: str) -> str:
    """A text to compare by."""
    return "".join(text.split()).casefold()


def rows(loaded: Loaded) -> tuple[Row, ...]:
    """The funnels of one plan; none of one that could not be read."""
    plan = loaded.plan
    return tuple(
        Row(
            file=loaded.file,
            id=loaded.id,
            at=at,
            owner=plan.lead if plan else None,
            reviewed=plan.reviewed if plan else None,
            period=one.period,
            territory=one.territory,
            counts={name: getattr(one, name) for name in COUNTS},
            targets={
                name: Fraction(value) if (value := getattr(one.target, name)) is not None else None for name in STEPS
            },
            lines={name: locate(loaded.root, ("funnel", at, name)).line for name in COUNTS},
        )
        for at, one in enumerate(plan.funnel if plan else ())
    )


def grouped(found: Iterable[Row]) -> tuple[Group, ...]:
    """The rows by territory and period, the newest period first."""
    together: dict[tuple[Key, str | None], list[Row]] = {}
    for row in found:
        together.setdefault((row.months, row.place), []).append(row)
    by_name = sorted(map(joined, together.values()), key=lambda one: one.period, reverse=True)
    return tuple(sorted(by_name, key=newest))


def newest(group: Group) -> tuple[bool, int, int]:
    """Sorts the newest period to the front, of two that end together the longer one; unknown periods to the end."""
    at = group.months
    return (False, -at.last, at.first) if isinstance(at, Months) else (True, 0, 0)


def joined(some: Sequence[Row]) -> Group:
    """One territory and period out of every row about it (see the module's docstring)."""
    by_trust = sorted(some, key=trust)
    kept: list[Row] = []
    same: list[Row] = []
    left: list[Row] = []
    for row in by_trust:
        if any(row.counts == one.counts for one in kept):
            same.append(row)
        elif all(elsewhere(row, one) for one in kept):
            kept.append(row)
        else:
            left.append(row)
    kinds: tuple[tuple[Literal["once", "contradict", "added"], list[Row]], ...] = (
        ("once", same),
        ("contradict", left),
        ("added", kept[1:]),
    )
    merges = [
        Merge(kind, kept[0].period, kept[0].territory, kept[0].id, tuple(dict.fromkeys(row.id for row in others)))
        for kind, others in kinds
        if others
    ]
    return Group(tuple(kept), tuple(merges))


def trust(row: Row) -> tuple[bool, int, int]:
    """Sorts the row to believe first: counts that can be, from the plan reviewed last, the last one in it."""
    return bool(list(faults(row))), -(row.reviewed or dt.date.min).toordinal(), -row.at


def elsewhere(row: Row, other: Row) -> bool:
    """Whether two rows must be about different organisations: other owners, other markets."""
    markets = row.counts["market_capacity"], other.counts["market_capacity"]
    owners = row.owner, other.owner
    return None not in (*markets, *owners) and markets[0] != markets[1] and owners[0] != owners[1]


def apart(groups: Sequence[Group]) -> tuple[list[Group], list[Merge]]:
    """The groups whose periods do not overlap a longer one, and a word on each that does."""
    spans = sorted({one.months for one in groups if isinstance(one.months, Months)}, key=lambda s: (-s.length, -s.last))
    kept: list[Months] = []
    within: dict[Key, Months] = {}
    for one in spans:
        over = next((longer for longer in kept if longer.overlaps(one)), None)
        if over is None:
            kept.append(one)
        else:
            within[one] = over
    written = {one.months: one.period for one in reversed(groups)}
    merges = [
        Merge("overlap", one.period, one.territory, written[within[one.months]], tuple(row.id for row in one.rows))
        for one in groups
        if one.months in within
    ]
    return [one for one in groups if one.months not in within], merges


def faults(row: Row) -> Iterator[Fault]:
    """The counts of a row that cannot be, as KAM801 has them."""
    known = [(name, value) for name in COUNTS if (value := row.counts[name]) is not None]
    for name, value in known:
        if value < 0:
            yield Fault(name, value, None, None, row.file, row.lines[name])
    for (earlier, larger), (later, smaller) in pairwise(known):
        if smaller > larger >= 0:
            yield Fault(later, smaller, earlier, larger, row.file, row.lines[later])
