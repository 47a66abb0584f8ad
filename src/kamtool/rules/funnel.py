"""Family funnel (8xx): counts that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kamtool.diagnostic import Finding, Severity
from kamtool.rules.rule import Case, rule

COUNTS = ("market_capacity", "contacted", "retained", "followed_up", "won", "redeveloped")


@rule("KAM801", "impossible-funnel", Severity.ERROR)
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
