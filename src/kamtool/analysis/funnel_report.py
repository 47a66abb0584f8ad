"""The funnel of one or many plans: the newest period as the picture, the others beside it, and the way to more wins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kamtool.analysis.backplan import BackPlan, back_plan
from kamtool.analysis.funnel import COUNTS, STEPS, Count, Funnel, Place, funnel, rates
from kamtool.analysis.period import Months, month
from kamtool.analysis.proportion import Rate, rate
from kamtool.analysis.territories import Group, Merge, Row, apart, faults, grouped


@dataclass(frozen=True, slots=True)
class Compared:
    """One territory and period beside the others; *shown* when it is part of the picture."""

    period: str
    territory: str | None
    shown: bool
    rates: tuple[Rate, ...]
    market_to_won: Rate
    won: int | None


@dataclass(frozen=True, slots=True)
class FunnelReport:
    """The funnel of one or many plans. *plans* were read, *sources* hold what the picture is made of."""

    name: str | None
    plans: int
    sources: tuple[str, ...]
    unreadable: tuple[str, ...]
    funnel: Funnel | None
    back_plan: BackPlan | None
    compared: tuple[Compared, ...]
    merges: tuple[Merge, ...]


def report(
    found: Sequence[Row],
    as_of: dt.date,
    wins: int | None = None,
    name: str | None = None,
    plans: int = 1,
    unreadable: Sequence[str] = (),
) -> FunnelReport:
    """The funnels of all rows as of a day; *wins* are the deals wanted, twice today's when not given."""
    groups = grouped(found)
    counting, overlaps = apart(groups)
    shown, unnamed = picture(counting, month(as_of))
    total = added(shown, month(as_of)) if shown else None
    won = total.count("won").value if total else None
    wanted = wins or (2 * won if won else None)
    values = {one.name: one.value for one in total.counts} if total else {}
    parts = {id(one) for one in shown}
    merges = [merge for one in groups for merge in one.merges]
    return FunnelReport(
        name=name,
        plans=plans,
        sources=tuple(dict.fromkeys(row.id for one in shown for row in one.rows)),
        unreadable=tuple(unreadable),
        funnel=total,
        back_plan=back_plan(values, wanted) if wanted and total and not total.faults else None,
        compared=tuple(compared(one, id(one) in parts) for one in groups) if len(groups) > 1 else (),
        merges=(*merges, *overlaps, *unnamed),
    )


def picture(counting: Sequence[Group], now: int) -> tuple[list[Group], list[Merge]]:
    """The groups of the newest period that has begun; beside named territories one without a name is not added."""
    begun = [one for one in counting if not isinstance(one.months, Months) or one.months.first <= now]
    latest = next(iter(begun or counting), None)
    shown = [one for one in counting if latest and one.months == latest.months]
    named = [one for one in shown if one.territory]
    if not named or len(named) == len(shown):
        return shown, []
    unnamed = [one for one in shown if not one.territory]
    return named, [
        Merge("unnamed", one.period, None, one.rows[0].id, tuple(row.id for row in one.rows)) for one in unnamed
    ]


def added(groups: Sequence[Group], now: int) -> Funnel:
    """The funnel of all rows of some groups of one period."""
    all_rows = [row for one in groups for row in one.rows]
    months = groups[0].months
    return funnel(
        [summed(name, all_rows) for name in COUNTS],
        {name: target(at, all_rows) for at, name in enumerate(STEPS)},
        [fault for row in all_rows for fault in faults(row)],
        groups[0].period,
        [one.territory for one in groups],
        isinstance(months, Months) and months.first <= now <= months.last,
    )


def summed(name: str, all_rows: Sequence[Row]) -> Count:
    """One count over all rows: unknown as long as one of them lacks it."""
    known = [(row, value) for row in all_rows if (value := row.counts[name]) is not None]
    whole = len(known) == len(all_rows)
    return Count(
        name,
        sum(value for _, value in known) if whole else None,
        tuple(Place(row.file, row.lines[name], value) for row, value in known),
        tuple(dict.fromkeys(row.id for row in all_rows if row.counts[name] is None)),
    )


def target(at: int, all_rows: Sequence[Row]) -> Fraction | None:
    """The target rate of one step over all rows, each weighing as many as entered it; unknown if one lacks it."""
    wanted = [row.targets[STEPS[at]] for row in all_rows]
    entered = [row.counts[COUNTS[at]] for row in all_rows]
    if len(set(wanted)) == 1:
        return wanted[0]
    pairs = [(one, many) for one, many in zip(wanted, entered, strict=True) if many != 0]
    known = [(one, many) for one, many in pairs if one is not None and many is not None and many > 0]
    if not known or len(known) < len(pairs):
        return None
    return sum((one * many for one, many in known), Fraction(0)) / sum(many for _, many in known)


def compared(group: Group, shown: bool) -> Compared:
    """One group beside the others."""
    values = {name: summed(name, group.rows).value for name in COUNTS}
    return Compared(
        period=group.period,
        territory=group.territory,
        shown=shown,
        rates=rates(values),
        market_to_won=rate(values["market_capacity"], values["won"]),
        won=values["won"],
    )
