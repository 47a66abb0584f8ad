"""The arithmetic of days, weeks, months, quarters and years, and numbers written in Chinese."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

DIGITS = {sign: at for at, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
CHINESE = "[一二两三四五六七八九十]{1,3}"


class Side(StrEnum):
    """Which way a date without a year points: back for what has happened, ahead for what is to come."""

    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included."""

    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Unclear:
    """A date that cannot be told, with the days it may mean.

    *reason* is ``order`` (3/4), ``week`` (this one or the next), ``month`` (which one), ``year``, ``ahead`` or
    ``behind`` (on the wrong side), ``far``, ``period`` (a stretch where a day is wanted), ``fiscal`` (nobody said when
    the fiscal year begins), ``dot`` (a date or a number), ``none`` (no such day).
    """

    reason: str
    choices: tuple[dt.date, ...] = ()


@dataclass(frozen=True, slots=True)
class Fiscal:
    """When fiscal years begin: the first *month*, and by how many years FY's name runs *ahead* of its first day."""

    month: int
    ahead: int

    def starts(self, year: int) -> dt.date:
        """The first day of the fiscal year called *year*."""
        return dt.date(year - self.ahead, self.month, 1)


def number(text: str) -> int:
    """``12``, ``十二`` or ``二十``; 0 for Chinese that is no number below a hundred."""
    if text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return DIGITS.get(text, 0)
    if (tens and tens not in DIGITS) or (ones and ones not in DIGITS):
        return 0
    return DIGITS.get(tens, 1) * 10 + DIGITS.get(ones, 0)


def day(year: int, month: int, of_month: int) -> dt.date | None:
    """A day, ``None`` when the calendar has none."""
    try:
        return dt.date(year, month, of_month)
    except ValueError:
        return None


def months(first: dt.date, count: int) -> dt.date:
    """The first day of the month *count* months after that of *first*."""
    at = first.year * 12 + first.month - 1 + count
    return dt.date(at // 12, at % 12 + 1, 1)


def later(start: dt.date, count: int) -> dt.date:
    """The same day *count* months later, or the last one of that month."""
    first = months(start, count)
    return dt.date(first.year, first.month, min(start.day, month(first).end.day))


def month(within: dt.date, count: int = 0) -> Period:
    """The month *count* months from the one a day lies in."""
    first = months(within, count)
    return Period(first, months(first, 1) - dt.timedelta(days=1))


def week(within: dt.date, count: int = 0) -> Period:
    """The week from Monday on, *count* weeks from the one a day lies in."""
    monday = within + dt.timedelta(days=7 * count - within.weekday())
    return Period(monday, monday + dt.timedelta(days=6))


def quarter(within: dt.date, count: int = 0) -> Period:
    """The calendar quarter *count* quarters from the one a day lies in."""
    return stretch(months(within, -((within.month - 1) % 3) + 3 * count), 3)


def year(number_: int) -> Period:
    """A calendar year."""
    return stretch(dt.date(number_, 1, 1), 12)


def stretch(first: dt.date, count: int) -> Period:
    """So many months from the first day of one."""
    return Period(first, months(first, count) - dt.timedelta(days=1))
