"""Family funnel (8xx): counts that cannot be, and counts too small for a rate."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kamtool.analysis.funnel import COUNTS
from kamtool.diagnostic import Finding, Severity, each_of
from kamtool.model.funnel import FunnelPeriod
from kamtool.rules.rule import Case, rule


@rule("KAM801", "impossible-funnel", Severity.ERROR, profile="basic")
def impossible_funnel(case: Case) -> Iterator[Finding]:
    """A count below zero, or larger than the count it is part of."""
    for at, period in enumerate(case.plan.funnel):
        known = [(name, value) for name in COUNTS if (value := getattr(period, name)) is not None]
        for name, value in known:
            if value < 0:
                yield Finding(("funnel", at, name), {"count": name, "value": value}, variant="negative")
        for (earlier, larger), (later, smaller) in pairwise(known):
            if smaller > larger >= 0:
                params = {"count": later, "value": smaller, "of": earlier, "whole": larger}
                yield Finding(("funnel", at, later), params)


@rule("KAM802", "small-input", Severity.HINT, profile="strict")
def small_input(case: Case) -> Iterator[Finding]:
    """A target rate held against too few cases to tell skill from luck; told once a period, at the smallest input."""
    for at, period in enumerate(case.plan.funnel):
        small = [one for one in judged(period) if 0 < one[0] < case.limits.smallest_input]
        if small:
            value, name = min(small)
            params = {"period": period.period, "count": name, "value": value}
            yield Finding(("funnel", at, name), params, of=each_of(("funnel", at), (name for _, name in small)))


def judged(period: FunnelPeriod) -> list[tuple[int, str]]:
    """The inputs of the steps that have a rate and a target, with their names."""
    steps = zip(pairwise(COUNTS), type(period.target).model_fields, strict=True)
    return [
        (getattr(period, name), name)
        for (name, after), step in steps
        if getattr(period.target, step) is not None
        and getattr(period, name) is not None
        and getattr(period, after) is not None
    ]
