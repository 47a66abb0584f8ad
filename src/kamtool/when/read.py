"""From what somebody wrote to a day or a period, or to why it cannot be told; nothing is guessed.

Relative words (明天, next week) count from the day of speaking. A date without a year takes the year in which it fits
its side: back for a visit, ahead for a next step. Weeks begin on Monday.
"""

from __future__ import annotations

import datetime as dt
import unicodedata

from kamtool.when.calendar import Fiscal, Period, Side, Unclear
from kamtool.when.forms import (
    DAY_FORMS,
    EDGE,
    ENDS,
    ENGLISH_EDGE,
    PERIOD_FORMS,
    SHORT_PERIOD,
    UNITS,
    Form,
    Found,
    Now,
)

When = dt.date | Period | Unclear
# A visit so long ago, or a step so far ahead, is a slip of the keyboard.
FARTHEST_DAYS = 5 * 366


def folded(text: str) -> str:
    """*text* half-width and in small letters, sign for sign, so that places in both are the same."""
    return "".join(fold(sign) for sign in text)


def fold(sign: str) -> str:
    """One sign, as it is compared."""
    plain = unicodedata.normalize("NFKC", sign).casefold()
    if sign.isspace():
        return sign if sign == "\n" else " "
    return plain if len(plain) == 1 else sign


def read_when(
    text: str, as_of: dt.date, side: Side, base: dt.date | None = None, fiscal: Fiscal | None = None
) -> When | None:
    """What a whole text means as a date; ``None`` when it is none.

    *base* is the day it cannot lie before (the visit that a next step follows), by default *as_of*.
    """
    text = text.strip()
    found = leading(text, as_of, side, base, fiscal)
    return found[0] if found is not None and found[1] == len(text) else None


def leading(
    text: str, as_of: dt.date, side: Side, base: dt.date | None = None, fiscal: Fiscal | None = None
) -> tuple[When, int] | None:
    """The longest date or period that *text* begins with, and how many signs it takes; ``None`` without one."""
    now = Now(as_of, side, min(base or as_of, as_of), fiscal)
    plain = folded(text)
    found = max(edged(plain, now) + plain_days(plain, now), key=lambda one: one[1], default=None)
    return (settled(found[0], now), found[1]) if found else None


def trailing(
    text: str, as_of: dt.date, side: Side, base: dt.date | None = None, fiscal: Fiscal | None = None
) -> tuple[When, int] | None:
    """The longest date or period that *text* ends with, and where it begins; ``None`` without one."""
    for at in range(len(text)):
        if at and text[at - 1].isascii() and text[at - 1].isalnum() and text[at].isascii() and text[at].isalnum():
            continue
        found = leading(text[at:], as_of, side, base, fiscal)
        if found is not None and at + found[1] == len(text):
            return found[0], at
    return None


def plain_days(text: str, now: Now) -> list[tuple[Found, int]]:
    """Every form of a day or a period that the text begins with."""
    return matches((*DAY_FORMS, *PERIOD_FORMS), text, now)


def matches(forms: tuple[Form, ...], text: str, now: Now) -> list[tuple[Found, int]]:
    """What each form makes of the beginning of a text. A calendar that ends (year 9999, 0000) is no such day."""
    found: list[tuple[Found, int]] = []
    for pattern, meaning in forms:
        if (match := pattern.match(text)) is not None and match.end():
            try:
                found.append((meaning(match, now), match.end()))
            except (ValueError, OverflowError):
                found.append((Unclear("none"), match.end()))
    return found


def edged(text: str, now: Now) -> list[tuple[Found, int]]:
    """The end or the beginning of a period: 月底, 2026Q4末, end of next month, eom."""
    out: list[tuple[Found, int]] = []
    for word, unit in ENDS.items():
        if text.startswith(word) and not text[3:4].isalnum():
            out.append((UNITS[unit](now.as_of, 0).end, 3))
    for found, end in matches((*PERIOD_FORMS, SHORT_PERIOD), text, now):
        if edge := EDGE.match(text, end):
            out.append((side_of(found, edge[1]), edge.end()))
    if edge := ENGLISH_EDGE.match(text):
        unit = edge[2]
        if unit:
            out.append((side_of(UNITS[unit](now.as_of, 0), edge[1]), edge.end() + len(unit)))
        out += [
            (side_of(found, edge[1]), edge.end() + end) for found, end in matches(PERIOD_FORMS, text[edge.end() :], now)
        ]
    return out


def side_of(found: Found, word: str) -> Found:
    """The first or the last day of a period; its middle stays a period."""
    if not isinstance(found, Period) or word in {"中", "中旬", "middle"}:
        return found
    return found.end if word in {"底", "末", "end"} else found.start


def settled(found: Found, now: Now) -> When:
    """A day only where it can lie: a visit not ahead, a next step not before the visit, neither many years off."""
    if not isinstance(found, dt.date):
        return found
    if abs((found - now.as_of).days) > FARTHEST_DAYS:
        return Unclear("far", (found,))
    if now.side is Side.PAST and found > now.as_of:
        return Unclear("ahead", (found,))
    if now.side is Side.FUTURE and found < now.base:
        return Unclear("behind", (found,))
    return found
