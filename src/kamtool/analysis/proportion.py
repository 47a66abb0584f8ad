"""A share of a counted whole, with what its size allows to be said of it."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

# Below this many a percentage promises more than the count holds (methods.md A1).
FEW = 30
Z = 1.959964  # 95 % of a normal distribution lie within this many deviations

# Why there is no rate: a count is missing, nothing entered, or more came out than went in.
Gap: TypeAlias = Literal["missing", "empty", "impossible"]


class Rate(NamedTuple):
    """How many of those that entered advanced, with the 95 % interval; no *value* where *gap* says why.

    *few*: too few entered for a percentage.
    """

    entered: int | None
    advanced: int | None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    few: bool = False
    gap: Gap | None = None

    @property
    def exact(self) -> Fraction | None:
        """The rate without rounding."""
        if self.gap or self.entered is None or self.advanced is None:
            return None
        return Fraction(self.advanced, self.entered)


def rate(entered: int | None, advanced: int | None) -> Rate:
    """The rate of *advanced* among *entered*."""
    few = entered is not None and entered < FEW
    if entered is None or advanced is None:
        return Rate(entered, advanced, few=few, gap="missing")
    if entered < 0 or not 0 <= advanced <= entered:
        return Rate(entered, advanced, few=few, gap="impossible")
    if entered == 0:
        return Rate(entered, advanced, few=few, gap="empty")
    low, high = wilson(entered, advanced)
    return Rate(entered, advanced, advanced / entered, low, high, few)


def wilson(entered: int, advanced: int) -> tuple[float, float]:
    """Wilson's 95 % interval: it stays within 0 to 1, and is honest where few were counted."""
    share, weight = advanced / entered, Z * Z / entered
    middle = share + weight / 2
    half = Z * math.sqrt(share * (1 - share) / entered + weight / (4 * entered))
    low, high = (middle - half) / (1 + weight), (middle + half) / (1 + weight)
    # Rounding must not push the share itself out of its interval.
    return max(0.0, min(low, share)), min(1.0, max(high, share))
