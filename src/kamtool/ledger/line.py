"""One row that is not plain: a line of the ledger after all, a total, a remark of the export, or a fault."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kamtool.ledger.amounts import BLANKS, CURRENCIES, amount, tidy
from kamtool.ledger.dates import day
from kamtool.ledger.fields import Field
from kamtool.ledger.shape import Shape

_TOTAL = re.compile(
    r"(?:[\w\s]{0,12}(?:合计|总计|小计|共计|累计|总和)|(?:grand |sub ?|page )?totals?|sum"
    r"|summe|gesamt(?:summe)?|zwischensumme)\s*[:：]?",
    re.IGNORECASE,
)
NOBODY = BLANKS | {"unknown", "未知", "不详", "(blank)", "(空白)", "#n/a", "?"}


class Kind(StrEnum):
    """What a row is."""

    LINE = "line"
    TOTAL = "total"
    REMARK = "remark"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Line:
    """A row read: its kind; for a line its customer (``None``: nobody), day, amounts and currency signs.

    For a fault: in which field, which, and what stands there.
    """

    kind: Kind
    customer: str | None = None
    day: dt.date | None = None
    amounts: Mapping[Field, Decimal | None] | None = None
    currencies: frozenset[str] = frozenset()
    field: Field | None = None
    fault: str = ""
    text: str = ""


def is_total(text: str) -> bool:
    """Whether a cell is the label of a total row: 合计, Grand total:, 本月合计."""
    return bool(_TOTAL.fullmatch(tidy(text)))


def nobody(text: str | None) -> bool:
    """Whether a cell names no customer."""
    return text is None or tidy(text).casefold() in NOBODY


def currency_of(text: str) -> str:
    """A currency as it is compared: CNY, RMB, 人民币 and ¥ are one."""
    name = tidy(text)
    return CURRENCIES.get(name.lower(), name.upper())


def read_line(cells: Mapping[Field, str], first: str, shape: Shape) -> Line:
    """A row by the column's meaning; *first* is the row's first cell, where labels stand."""
    customer, date = cells[Field.CUSTOMER].strip(), cells.get(Field.DATE, "")
    found = day(date, shape.order) if shape.has(Field.DATE) else None
    if any(is_total(one) for one in (first, customer, date)) and found is None:
        return Line(Kind.TOTAL)
    blank = {field for field, text in cells.items() if tidy(text).casefold() in BLANKS}
    others = set(cells) - blank - {Field.CUSTOMER, Field.CURRENCY}
    if not others:
        return Line(Kind.REMARK)
    amounts: dict[Field, Decimal | None] = {}
    signs: set[str] = set()
    faults = []
    for column in shape.amounts:
        text = cells[column.field]
        read = amount(text, shape.marks[column.field])
        if read.fault:
            faults.append(Line(Kind.FAULT, field=column.field, fault=read.fault, text=text))
        amounts[column.field] = read.value
        signs |= {read.currency} if read.currency else set()
    if shape.has(Field.DATE) and found is None:
        if Field.DATE not in blank:
            faults.insert(0, Line(Kind.FAULT, field=Field.DATE, fault="no_day", text=date))
        elif faults or nobody(customer):
            # Neither a day nor a customer: a sum that nobody labelled, or the end of an export.
            return Line(Kind.REMARK) if faults else Line(Kind.TOTAL, amounts=amounts)
        else:
            faults.append(Line(Kind.FAULT, field=Field.DATE, fault="no_date", text=""))
    if faults:
        return faults[0]
    return Line(Kind.LINE, None if nobody(customer) else customer, found, amounts, frozenset(signs))
