"""A cell to a day, or to nothing. The order of day and month is decided once for a column, from many cells."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from kamtool.ledger.amounts import BLANKS, tidy

ORDERS = ("ymd", "dmy", "mdy")
TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.年](\d{{1,2}})(?:[-/.月](\d{{1,2}})日?|月)?{TIME}", re.IGNORECASE)
_YEAR_LAST = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}|\d{{2}}){TIME}", re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_NAMED = re.compile(rf"(\d{{1,2}})[- ]([A-Z]{{3}})[A-Z]*[-, ]+(\d{{4}}|\d{{2}}){TIME}", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"([A-Z]{{3}})[A-Z]*\.? (\d{{1,2}}),? (\d{{4}}){TIME}", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Day 0 of the calendar that spreadsheets count in, and the years a serial number is believed in.
_EPOCH = dt.date(1899, 12, 30)
YEARS = range(1980, 2100)


class BothOrders(Exception):
    """Two cells of one column, the first with the day before the month, the second with the month before the day."""


class NoOrder(Exception):
    """A cell that can be read both ways, and none that says which."""


def day(text: str, order: str) -> dt.date | None:
    """The day in a cell, ``None`` for anything else.

    *order* says which number is the day where the year stands last; under ``ymd`` nothing proves it, so there is none.
    """
    text = tidy(text).strip("'")
    try:
        found = _day(text, order)
    except (ValueError, OverflowError):
        return None
    return found if found and found.year in YEARS else None


def _day(text: str, order: str) -> dt.date | None:
    if found := _YEAR_FIRST.fullmatch(text):
        return dt.date(int(found[1]), int(found[2]), int(found[3] or 1))
    if (found := _YEAR_LAST.fullmatch(text)) and order != "ymd":
        first, second = int(found[1]), int(found[2])
        month, number = (first, second) if order == "mdy" else (second, first)
        return dt.date(_year(found[3]), month, number)
    if (found := _COMPACT.fullmatch(text)) and int(found[1]) in YEARS:
        return dt.date(int(found[1]), int(found[2]), int(found[3] or 1))
    if found := _SERIAL.fullmatch(text):
        return _EPOCH + dt.timedelta(days=int(found[1]))
    if found := _NAMED.fullmatch(text):
        return dt.date(_year(found[3]), _MONTHS.index(found[2].lower()) + 1, int(found[1]))
    if found := _MONTH_FIRST.fullmatch(text):
        return dt.date(int(found[3]), _MONTHS.index(found[1].lower()) + 1, int(found[2]))
    return None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def decide_order(cells: Iterable[str]) -> str:
    """``dmy`` or ``mdy`` as the cells prove it, ``ymd`` when no year stands last.

    Raises BothOrders and NoOrder. A dot between the numbers is proof of the day first: nobody writes 11.23.2026.
    """
    proof: dict[str, str] = {}
    either = ""
    for cell in cells:
        text = tidy(cell).strip("'")
        found = None if text.casefold() in BLANKS else _YEAR_LAST.fullmatch(text)
        if not found:
            continue
        first, second = int(found[1]), int(found[2])
        if first > 12 >= second or (second <= 12 and text[len(found[1])] == "."):
            proof.setdefault("dmy", cell)
        elif second > 12 >= first:
            proof.setdefault("mdy", cell)
        elif first != second:
            either = either or cell
        else:
            proof.setdefault("same", cell)
    if "dmy" in proof and "mdy" in proof:
        raise BothOrders(proof["dmy"], proof["mdy"])
    for order in ("dmy", "mdy"):
        if order in proof:
            return order
    if either:
        raise NoOrder(either)
    return "dmy" if proof else "ymd"
