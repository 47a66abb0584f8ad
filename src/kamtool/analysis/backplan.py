"""From the wins wanted back to what every step before must hold, at today's rates (A1)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from kamtool.analysis.funnel import COUNTS
from kamtool.analysis.proportion import Rate, rate

BEFORE_WIN = COUNTS[:4]


@dataclass(frozen=True, slots=True)
class Need:
    """What one count must be, rounded up; *low* to *high* is what its interval allows. ``None`` when unknown."""

    count: str
    now: int | None
    needed: int | None
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class BackPlan:
    """What *wins* deals take; *more* than today's. *reach* is the share of today's market that gives the contacts."""

    wins: int
    more: int
    needs: tuple[Need, ...]
    reach: float | None

    def need(self, count: str) -> Need:
        """What one of the four counts before the win must be."""
        return self.needs[BEFORE_WIN.index(count)]


def back_plan(counts: Mapping[str, int | None], wins: int) -> BackPlan | None:
    """What *wins* deals take at today's rates; ``None`` without a win to plan back from."""
    won = counts["won"]
    if not won or won < 0:
        return None
    needs = tuple(need(name, rate(counts[name], won), wins) for name in BEFORE_WIN)
    market, contacts = needs[0].now, needs[1].needed
    share = contacts / market if market and contacts is not None and needs[0].needed is not None else None
    return BackPlan(wins, wins - won, needs, share if share is not None and share <= 1 else None)


def need(name: str, to_win: Rate, wins: int) -> Need:
    """What one count must be for so many wins."""
    if not to_win.exact or not to_win.low or not to_win.high:
        return Need(name, to_win.entered, None, None, None)
    needed = math.ceil(Fraction(wins) / to_win.exact)
    # The interval is a matter of floats: a need exactly met must not be rounded up by their last digit.
    low, high = (math.ceil(round(wins / share, 6)) for share in (to_win.high, to_win.low))
    return Need(name, to_win.entered, needed, min(low, needed), max(high, needed))
