"""The control funnel of six counts: its rates, what each step costs against target, what ten points more bring (A1).

The unit is the buying organisation, in one territory and period. A count not taken is unknown: the chain breaks there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from kamtool.analysis.proportion import Rate, rate

COUNTS = ("market_capacity", "contacted", "retained", "followed_up", "won", "redeveloped")
STEPS = ("reach", "capture", "follow_up", "close", "redevelop")
# The steps to a win. Redeveloping comes after it and is counted in customers that buy again, not in deals.
TO_WIN = STEPS[:4]
POINTS = Fraction(1, 10)


class Place(NamedTuple):
    """Where a count stands in a plan, and what stands there."""

    file: str
    line: int
    value: int


class Count(NamedTuple):
    """One of the six counts; *places* are those it is the sum of, *absent* the plans that lack it."""

    name: str
    value: int | None
    places: tuple[Place, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """A count that cannot be: below zero, or more than the count *of* which it is part."""

    count: str
    value: int
    of: str | None
    whole: int | None
    file: str
    line: int


class Step(NamedTuple):
    """One step. *loss* and *gain* are deals (for redevelop: customers that buy again), ``None`` when unknown.

    *loss* is what the step costs against its target, *chance* whether the target lies within the rate's interval.
    *gain* is what ten points more bring; *raised* is the rate they lead to.
    """

    name: str
    rate: Rate
    target: float | None
    loss: float | None
    chance: bool
    raised: float | None
    gain: float | None


@dataclass(frozen=True, slots=True)
class Funnel:
    """One funnel. *stopped* is the step to the win that nobody passed, *bottleneck* the one that costs most deals.

    *unjudged* are the steps to the win of which the loss is unknown; *running* says the period is not over.
    """

    period: str
    territories: tuple[str | None, ...]
    running: bool
    counts: tuple[Count, ...]
    faults: tuple[Fault, ...]
    steps: tuple[Step, ...]
    market_to_won: Rate
    contact_to_won: Rate
    market_to_redeveloped: Rate
    bottleneck: str | None
    stopped: str | None
    unjudged: tuple[str, ...]

    def count(self, name: str) -> Count:
        """One of the six counts."""
        return self.counts[COUNTS.index(name)]

    def step(self, name: str) -> Step:
        """One of the five steps."""
        return self.steps[STEPS.index(name)]


def funnel(
    counts: Sequence[Count],
    targets: Mapping[str, Fraction | None],
    faults: Sequence[Fault] = (),
    period: str = "",
    territories: Sequence[str | None] = (None,),
    running: bool = False,
) -> Funnel:
    """The funnel of six counts, in their order, against the target rates."""
    value = {one.name: one.value for one in counts}
    steps = measured(value, targets)
    to_win = steps[: len(TO_WIN)]
    costly = [one for one in to_win if one.loss]
    worst = max(costly, key=lambda one: one.loss or 0) if costly and not faults else None
    return Funnel(
        period=period,
        territories=tuple(territories),
        running=running,
        counts=tuple(counts),
        faults=tuple(faults),
        steps=steps,
        market_to_won=rate(value["market_capacity"], value["won"]),
        contact_to_won=rate(value["contacted"], value["won"]),
        market_to_redeveloped=rate(value["market_capacity"], value["redeveloped"]),
        bottleneck=worst.name if worst else None,
        stopped=next((one.name for one in to_win if one.rate.value == 0), None) if not faults else None,
        unjudged=tuple(one.name for one in to_win if one.loss is None),
    )


def rates(counts: Mapping[str, int | None]) -> tuple[Rate, ...]:
    """The five rates."""
    return tuple(rate(counts[before], counts[after]) for before, after in pairwise(COUNTS))


def measured(counts: Mapping[str, int | None], targets: Mapping[str, Fraction | None]) -> tuple[Step, ...]:
    """The five steps with their losses and gains."""
    return tuple(
        step(name, one, targets.get(name), downstream(counts, name))
        for name, one in zip(STEPS, rates(counts), strict=True)
    )


def downstream(counts: Mapping[str, int | None], name: str) -> Fraction | None:
    """The share of what leaves a step that ends as a win, at today's rates, of which a count between may be missing.

    Unknown when nothing came that far. What leaves the last step to the win is a win; what leaves redevelop is a
    customer that bought again.
    """
    on_the_way = [counts[one] for one in COUNTS[STEPS.index(name) + 1 : len(TO_WIN) + 1]]
    if len(on_the_way) < 2:
        return Fraction(1)
    return None if 0 in on_the_way[:-1] else rate(on_the_way[0], on_the_way[-1]).exact


def step(name: str, at: Rate, target: Fraction | None, rest: Fraction | None) -> Step:
    """One step: its loss against target, and its gain from ten points more, never beyond 100 %."""
    loss = raised = gain = None
    exact, entered = at.exact, at.entered or 0
    if exact is not None:
        raised = min(Fraction(1), exact + POINTS)
    if exact is not None and raised is not None and rest is not None:
        gain = (raised - exact) * entered * rest
        loss = max(Fraction(0), (target - exact) * entered * rest) if target is not None else None
    return Step(
        name=name,
        rate=at,
        target=number(target),
        loss=number(loss),
        chance=bool(loss) and target is not None and at.high is not None and target <= at.high,
        raised=number(raised),
        gain=number(gain),
    )


def number(exact: Fraction | None) -> float | None:
    """An exact number as one that can be written down."""
    return None if exact is None else float(exact)
