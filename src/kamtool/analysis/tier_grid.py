"""The grid of attractiveness and position, and how its terms make a level (A12).

ABC classes place amounts among the others of the portfolio; the median makes an axis of its terms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from kamtool.analysis.tier_terms import About, Level, Term
from kamtool.model.values import Tier

LEVELS = (Level.LOW, Level.MIDDLE, Level.HIGH)
LEAST_KNOWN, LEAST_COMPARED = 2, 3
MOST, NEARLY_ALL = Decimal("0.8"), Decimal("0.95")
RANKED = (Tier.A, Tier.B, Tier.C, Tier.DELEGATE)
# Attractiveness first, then position.
GRID: Mapping[tuple[Level, Level], Tier] = {
    (Level.HIGH, Level.HIGH): Tier.A,
    (Level.HIGH, Level.MIDDLE): Tier.A,
    (Level.HIGH, Level.LOW): Tier.B,
    (Level.MIDDLE, Level.HIGH): Tier.B,
    (Level.MIDDLE, Level.MIDDLE): Tier.B,
    (Level.MIDDLE, Level.LOW): Tier.C,
    (Level.LOW, Level.HIGH): Tier.C,
    (Level.LOW, Level.MIDDLE): Tier.DELEGATE,
    (Level.LOW, Level.LOW): Tier.DELEGATE,
}


def classes(amounts: Mapping[str, Decimal]) -> Mapping[str, Level]:
    """ABC (Dickie 1951): those that bring the first 80 % are high, up to 95 % middle, the rest and what is lost low.

    A class of fewer than three is none: then only a loss is placed.
    """
    found = {key: Level.LOW for key, value in amounts.items() if value <= 0}
    if len(amounts) < LEAST_COMPARED:
        return found
    rest = sorted(((value, key) for key, value in amounts.items() if value > 0), key=lambda pair: (-pair[0], pair[1]))
    whole, before = sum((value for value, _ in rest), Decimal(0)), Decimal(0)
    last: tuple[Decimal, Level] | None = None
    for value, key in rest:
        level = Level.HIGH if before < MOST * whole else Level.MIDDLE if before < NEARLY_ALL * whole else Level.LOW
        if last is not None and last[0] == value:
            level = last[1]
        found[key], last = level, (value, level)
        before += value
    return found


def axis_level(terms: Sequence[Term]) -> Level:
    """The median of the known terms; of two in the middle the lower, but middle between high and low."""
    known = sorted(LEVELS.index(one.level) for one in terms if one.level is not Level.UNKNOWN)
    if len(known) < LEAST_KNOWN:
        return Level.UNKNOWN
    below, above = known[(len(known) - 1) // 2], known[len(known) // 2]
    return Level.MIDDLE if above - below > 1 else LEVELS[below]


def worth_level(terms: Sequence[Term]) -> Level:
    """The axis of worth: unknown without the profit, at most middle with a loss."""
    profit = next((one for one in terms if one.about is About.PROFIT), None)
    if profit is None or profit.level is Level.UNKNOWN:
        return Level.UNKNOWN
    level = axis_level(terms)
    return Level.MIDDLE if profit.reason == "loss" and level is Level.HIGH else level


def may_be(attractiveness: Level, position: Level, keep: bool) -> tuple[Tier, ...]:
    """Every tier that fits what is known, the highest first; with *keep* none that hands the account to others."""
    first = LEVELS if attractiveness is Level.UNKNOWN else (attractiveness,)
    second = LEVELS if position is Level.UNKNOWN else (position,)
    found = {GRID[one, other] for one in first for other in second}
    if keep and Tier.DELEGATE in found:
        found = (found - {Tier.DELEGATE}) | {Tier.C}
    return tuple(one for one in RANKED if one in found)


def too_much_open(terms: Sequence[Term]) -> bool:
    """Whether what is still to be won is among the most: nobody hands over a customer in the middle of that."""
    return any(one.about is About.OPEN_VALUE and one.level is Level.HIGH for one in terms)
