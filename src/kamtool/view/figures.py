"""Counts, rates and intervals as people read them."""

from __future__ import annotations

from kamtool.analysis.proportion import Rate
from kamtool.texts.lookup import Texts

NOTHING = "–"
UNKNOWN = "?"


def whole(value: int | None) -> str:
    """A count with its thousands apart."""
    return UNKNOWN if value is None else f"{value:,}".replace("-", "−")


def share(value: float, digits: int = 0) -> str:
    """A share as a percentage of so many decimals; a small one keeps one, so that it does not read as nothing."""
    return f"{value * 100:.{max(digits, 1 if 0 < value < 0.0995 else 0)}f}%"


def wanted(value: float) -> str:
    """A target: at most one decimal, none where it says nothing."""
    return f"{value * 100:.1f}".removesuffix(".0") + "%"


def rated(rate: Rate, texts: Texts, digits: int = 0) -> str:
    """A rate: a percentage, the bare counts when they are few, a sign when there is none.

    The counts stand in words: a spreadsheet would read 6/15 as a day in June.
    """
    if rate.gap:
        return NOTHING if rate.gap == "empty" else UNKNOWN
    if rate.few:
        return texts("funnel.few", advanced=rate.advanced, entered=rate.entered)
    return share(rate.value or 0, digits)


def interval(rate: Rate, digits: int = 0) -> str:
    """The interval of a rate; empty when there is none."""
    if rate.low is None or rate.high is None:
        return ""
    digits = max(digits, 1 if rate.high < 0.1 else 0)
    return f"{rate.low * 100:.{digits}f}–{rate.high * 100:.{digits}f}%"


def amount(value: float) -> str:
    """A number of deals that may be a fraction: one decimal, none when it would be 0."""
    if 0 < value < 0.05:
        return "<0.1"
    return f"{value:,.1f}".removesuffix(".0")


def deals(value: float, texts: Texts, key: str = "funnel.deals") -> str:
    """A number of deals with its noun, in the singular for one."""
    shown = amount(value)
    return texts(f"{key}_one" if shown == "1" else key, count=shown)
