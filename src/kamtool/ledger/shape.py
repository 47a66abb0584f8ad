"""How the cells of a ledger are written, decided from many of them: decimal marks and the order of dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kamtool.ledger.amounts import amount, decide_mark
from kamtool.ledger.columns import Column
from kamtool.ledger.dates import ORDERS, BothOrders, NoOrder, decide_order
from kamtool.ledger.fields import AMOUNTS, BadLedger, Field

DATE_SIGNS = "-/.年"


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns in use; for each column of amounts its decimal mark (``None``: no cell needed one); dates' order.

    What follows only says which way of reading is quick: the columns with thousands set apart, the sign between the
    parts of a date, and whether a time stands behind it.
    """

    columns: tuple[Column, ...]
    marks: Mapping[Field, str | None]
    order: str
    grouped: frozenset[Field] = frozenset()
    date_sign: str = "-"
    timed: bool = False

    def has(self, field: Field) -> bool:
        """Whether a column has this meaning."""
        return any(one.field is field for one in self.columns)

    @property
    def amounts(self) -> tuple[Column, ...]:
        """The columns of amounts."""
        return tuple(one for one in self.columns if one.field in AMOUNTS)


def shape_of(columns: tuple[Column, ...], rows: Sequence[Sequence[str]], told: Mapping[str, str], file: str) -> Shape:
    """Decide from sampled *rows*; ``decimal`` and ``dates`` in *told* go before. Raises BadLedger."""
    marks = {one.field: mark(one, rows, told, file) for one in columns if one.field in AMOUNTS}
    known = next((one for one in marks.values() if one in (".", ",")), None)
    settled: dict[Field, str | None] = {}
    for field, found in marks.items():
        if found is not None and found not in (".", ","):
            if known is None:
                head = next(one.head for one in columns if one.field is field)
                raise BadLedger("which_mark", file, head=head, cell=found)
            found = known
        settled[field] = found or known
    grouped = {
        one.field
        for one in columns
        if one.field in AMOUNTS
        and any(group_sign(settled[one.field]) in row[one.at] for row in rows if one.at < len(row))
    }
    date = next((one.at for one in columns if one.field is Field.DATE), None)
    dates = [row[date].strip() for row in rows if date is not None and date < len(row)]
    signs = Counter(sign for text in dates for sign in DATE_SIGNS if sign in text)
    return Shape(
        columns,
        settled,
        order(columns, rows, told, file),
        frozenset(grouped),
        signs.most_common(1)[0][0] if signs else "",
        any(":" in text for text in dates),
    )


def group_sign(mark: str | None) -> str:
    """What sets thousands apart."""
    return "." if mark == "," else ","


def mark(column: Column, rows: Sequence[Sequence[str]], told: Mapping[str, str], file: str) -> str | None:
    """A column's decimal mark, or a cell that can be read both ways. Raises BadLedger when cells contradict."""
    if told.get("decimal") in (".", ","):
        return told["decimal"]
    cells = [row[column.at] for row in rows if column.at < len(row)]
    # A date or a code in the column proves nothing about its amounts.
    cells = [cell for cell in cells if amount(cell, ".").fault is None or amount(cell, ",").fault is None]
    try:
        return decide_mark(cells)
    except ValueError as error:
        if len(error.args) == 1:
            return str(error.args[0])
        raise BadLedger("both_marks", file, head=column.head, cells=list(error.args)) from None


def order(columns: Sequence[Column], rows: Sequence[Sequence[str]], told: Mapping[str, str], file: str) -> str:
    """The order of day, month and year. Raises BadLedger when it cannot be told."""
    if told.get("dates") in ORDERS:
        return told["dates"]
    column = next((one for one in columns if one.field is Field.DATE), None)
    if column is None:
        return "ymd"
    try:
        return decide_order(row[column.at] for row in rows if column.at < len(row))
    except BothOrders as error:
        raise BadLedger("both_orders", file, head=column.head, cells=list(error.args)) from None
    except NoOrder as error:
        raise BadLedger("which_order", file, head=column.head, cell=error.args[0]) from None
