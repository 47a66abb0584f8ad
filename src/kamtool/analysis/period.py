"""Periods as people write them (2026, 2026Q3, 2026-07, 2026年上半年), as months that can be compared."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

QUARTERS = {**{str(at): at for at in range(1, 5)}, "一": 1, "二": 2, "三": 3, "四": 4}
HALVES = {"1": 1, "2": 2, "上": 1, "下": 2}

YEAR = re.compile(r"(\d{4})年?")
YEARS = re.compile(r"(\d{4})-(\d{4})")
HALF = re.compile(r"(\d{4})年?-?(?:h(?=\d)|(?=[上下]))([12上下])(?:半年)?")
QUARTER = re.compile(r"(\d{4})年?-?(?:q|第?(?=.季))([1-4一二三四])(?:季度?)?")
QUARTER_FIRST = re.compile(r"q([1-4])[-/]?(\d{4})")
MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
BETWEEN = re.compile(r"[~至到–—]|\.\.")


@dataclass(frozen=True, slots=True, order=True)
class Months:
    """From one month to another, both included, counted since the year 0."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many months."""
        return self.last - self.first + 1

    def overlaps(self, other: Months) -> bool:
        """Whether the two share a month."""
        return self.first <= other.last and other.first <= self.last


def read_period(text: str) -> Months | None:
    """The months that a period names; ``None`` when it is not written in a way known here."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace(" ", "").replace("年度", "年")
    ends = BETWEEN.split(plain)
    if len(ends) != 2:
        return one_period(plain)
    first, last = one_period(ends[0]), one_period(ends[1])
    return Months(first.first, last.last) if first and last and first.first <= last.last else None


def one_period(plain: str) -> Months | None:
    """A year, half, quarter or month, or years from one to another."""
    if found := YEAR.fullmatch(plain):
        return part(found[1], 1, 12)
    if (found := YEARS.fullmatch(plain)) and found[1] <= found[2]:
        return Months(int(found[1]) * 12, int(found[2]) * 12 + 11)
    if found := HALF.fullmatch(plain):
        return part(found[1], HALVES[found[2]], 6)
    if found := QUARTER.fullmatch(plain):
        return part(found[1], QUARTERS[found[2]], 3)
    if found := QUARTER_FIRST.fullmatch(plain):
        return part(found[2], int(found[1]), 3)
    if (found := MONTH.fullmatch(plain)) and 1 <= int(found[2]) <= 12:
        return part(found[1], int(found[2]), 1)
    return None


def part(year: str, number: int, months: int) -> Months:
    """The *number*-th part of a year in parts of so many months."""
    first = int(year) * 12 + (number - 1) * months
    return Months(first, first + months - 1)


def month(day: dt.date) -> int:
    """The month of a day, counted as Months counts."""
    return day.year * 12 + day.month - 1
