"""What comes first: the points of everything that waits, term by term.

Nothing here is measured and no method gives the numbers: they say aloud what an account manager weighs silently, and a
team sets its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from kamtool.model.values import Influence, IssueSeverity, Stage, Tier

THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Weights:
    """Points, unless said otherwise; a team may set its own under ``[next]`` in kam.toml.

    *large_thousands* and *medium_thousands* are amounts in thousands of a deal's own currency.
    """

    overdue: int = 25
    overdue_day: int = 1
    overdue_most: int = 15
    due_today: int = 30
    due_day: int = 2
    undated: int = 10
    tier_a: int = 15
    tier_b: int = 8
    tier_c: int = 0
    large_thousands: int = 1000
    medium_thousands: int = 100
    value_large: int = 12
    value_medium: int = 6
    value_small: int = 0
    power_high: int = 12
    power_medium: int = 6
    power_unknown: int = 3
    power_low: int = 0
    stage: int = 2
    critical: int = 20
    major: int = 10
    unknown: int = 10
    unknown_most: int = 40
    our_promise: int = 15
    issue: int = 15
    milestone: int = 20
    registration: int = 15
    close_step: int = 12
    next_step: int = 6
    action: int = 6
    their_promise: int = 4
    privacy: int = 6
    returns: int = 0
    review: int = 0


class Name(StrEnum):
    """The terms, in the order in which they are shown."""

    OVERDUE = "overdue"
    SOON = "soon"
    UNDATED = "undated"
    KIND = "kind"
    SEVERITY = "severity"
    UNKNOWN = "unknown"
    TIER = "tier"
    VALUE = "value"
    POWER = "power"
    STAGE = "stage"


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a score."""

    name: Name
    points: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What the points are given for; *question* is the score that ``kam questions`` gives an unknown.

    *power* is ``None`` when it is about nobody.
    """

    kind: str
    days: int | None
    tier: Tier
    amount: Decimal | None = None
    power: Influence | None = None
    stage: Stage | None = None
    severity: IssueSeverity | None = None
    question: float | None = None


def terms(facts: Facts, weights: Weights) -> tuple[Term, ...]:
    """The terms that give points, in order."""
    late = -facts.days if facts.days is not None and facts.days < 0 else 0
    if late and facts.kind == "milestone":  # a day of theirs that has passed asks only to be written down
        return terms(replace(facts, kind="review", days=0), replace(weights, due_today=0))
    soon = max(0, weights.due_today - weights.due_day * facts.days) if facts.days is not None and not late else 0
    asked = facts.question is not None
    points = {
        Name.OVERDUE: weights.overdue + min(late * weights.overdue_day, weights.overdue_most) if late else 0,
        Name.SOON: soon,
        Name.UNDATED: weights.undated if facts.days is None and not asked else 0,
        Name.KIND: 0 if asked else getattr(weights, facts.kind),
        Name.SEVERITY: severity(facts.severity, weights),
        Name.UNKNOWN: min(round(weights.unknown * (facts.question or 0)), weights.unknown_most),
        Name.TIER: tier(facts.tier, weights),
        Name.VALUE: value(facts.amount, weights),
        Name.POWER: power(facts.power, weights),
        Name.STAGE: weights.stage * facts.stage.number if facts.stage and facts.stage is not Stage.USE else 0,
    }
    return tuple(Term(name, points[name]) for name in Name if points[name])


def severity(value: IssueSeverity | None, weights: Weights) -> int:
    """Points for a grave failure."""
    return {IssueSeverity.CRITICAL: weights.critical, IssueSeverity.MAJOR: weights.major}.get(value, 0) if value else 0


def tier(value: Tier, weights: Weights) -> int:
    """Points for the account's tier; none while it is unknown."""
    return {Tier.A: weights.tier_a, Tier.B: weights.tier_b, Tier.C: weights.tier_c}.get(value, 0)


def value(amount: Decimal | None, weights: Weights) -> int:
    """Points for what the deal is worth; none while that is unknown."""
    if amount is None:
        return 0
    if amount >= weights.large_thousands * THOUSAND:
        return weights.value_large
    return weights.value_medium if amount >= weights.medium_thousands * THOUSAND else weights.value_small


def power(value: Influence | None, weights: Weights) -> int:
    """Points for the weight of the person it is about."""
    points = {
        Influence.HIGH: weights.power_high,
        Influence.MEDIUM: weights.power_medium,
        Influence.UNKNOWN: weights.power_unknown,
        Influence.LOW: weights.power_low,
    }
    return points[value] if value else 0
