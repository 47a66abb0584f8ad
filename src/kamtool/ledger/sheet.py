"""Workbooks: the rows of one sheet, with dates and numbers as the cells hold them, whatever they look like."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from kamtool.ledger.fields import BadLedger, MissingExtra
from kamtool.ledger.text import Row


def sheet_rows(path: Path, told: str | None = None) -> Iterator[Row]:
    """Every row of the told sheet, or of the only one with more than one row, that is not empty.

    Raises BadLedger when there are several sheets and none is told, or for a file that is no workbook; MissingExtra.
    """
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise MissingExtra("ledger") from None
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError):
        raise BadLedger("no_workbook", str(path)) from None
    try:
        for number, row in enumerate(choose(book, path, told).iter_rows(values_only=True), 1):
            cells = [as_text(value) for value in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield number, cells
    finally:
        book.close()


def choose(book: Any, path: Path, told: str | None) -> Any:
    """The sheet to read. Raises BadLedger."""
    names = list(book.sheetnames)
    if told:
        if told not in names:
            raise BadLedger("no_sheet", str(path), given=told, sheets=names)
        return book[told]
    full = [one for one in book.worksheets if one.sheet_state == "visible" and filled(one)]
    if len(full) != 1:
        raise BadLedger("which_sheet" if full else "empty", str(path), sheets=names)
    return full[0]


def filled(sheet: Any) -> bool:
    """Whether a sheet has at least two rows with something in them."""
    count = 0
    for row in sheet.iter_rows(values_only=True):
        count += any(value is not None for value in row)
        if count == 2:
            return True
    return False


def as_text(value: object) -> str:
    """A cell's value as an export would have it: ISO dates, a point before the decimals, no thousands."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        # Fifteen digits are what a spreadsheet has; the rest is noise of binary fractions.
        return f"{Decimal(format(value, '.15g')):f}"
    return str(value)
