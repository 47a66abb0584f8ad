"""The rows of the query, and the lines that were not plain, added up for each customer."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from kamtool.ledger.fields import AMOUNTS, Field
from kamtool.ledger.line import Kind, Line, currency_of, is_total, nobody, read_line
from kamtool.ledger.result import Sold
from kamtool.ledger.shape import Shape
from kamtool.ledger.sql import SEPARATOR, decimals
from kamtool.ledger.text import one_line

KEPT = 1000


def same_name(name: str) -> str:
    """A customer's name as it is compared: no case, no spaces, brackets and full-width signs as plain ones."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()


@dataclass(slots=True)
class Sum:
    """What is known of one customer so far."""

    names: Counter[str] = field(default_factory=Counter)
    lines: int = 0
    credits: int = 0
    amounts: dict[Field, Decimal] = field(default_factory=dict)
    counts: Counter[Field] = field(default_factory=Counter)
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def name(self) -> str:
        """The spelling that most lines have."""
        return max(self.names, key=lambda name: (self.names[name], name))

    def days(self, first: dt.date | None, last: dt.date | None) -> None:
        """Stretch the first and the last day."""
        self.first = min(filter(None, (self.first, first)), default=None)
        self.last = max(filter(None, (self.last, last)), default=None)

    def put(self, what: Field, value: Decimal, count: int) -> None:
        """Add an amount that so many lines say."""
        self.amounts[what] = self.amounts.get(what, Decimal(0)) + value
        self.counts[what] += count

    def known(self, what: Field) -> Decimal | None:
        """An amount, when every line says it."""
        return self.amounts.get(what) if self.counts[what] == self.lines else None

    def sold(self, name: str | None) -> Sold:
        """The result."""
        revenue, profit, cost = (self.known(one) for one in (Field.REVENUE, Field.GROSS_PROFIT, Field.COST_OF_GOODS))
        if profit is None and revenue is not None and cost is not None:
            profit = revenue - cost
        return Sold(
            name, self.lines, self.credits, revenue, profit,
            self.known(Field.COST_TO_SERVE), self.known(Field.QUANTITY), self.first, self.last,
        )  # fmt: skip


class Sums:
    """Adds up what the engine gives."""

    def __init__(self, shape: Shape, period: tuple[dt.date, dt.date] | None) -> None:
        self.shape = shape
        self.period = period
        self.by_name: dict[str | None, Sum] = {}
        self.currencies: Counter[str] = Counter()
        self.bad: dict[str, Line] = {}
        self.bad_lines = self.totals = self.remarks = self.outside = 0
        self.unlabelled: list[tuple[Line, int, str]] = []
        self.outside_revenue = Decimal(0)
        # The cells of a text: the first of the row, then the columns in use that are not the first.
        self.used = [one for one in shape.columns if one.at]
        self.firsts = [one for one in shape.columns if not one.at]

    def add(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Add the rows of the query."""
        for row in rows:
            if not row[2]:
                self.add_text(row[0], row[4])
            elif not row[3]:
                self.outside += row[4]
                self.outside_revenue += (row[6] or 0) * self.factor(Field.REVENUE)
            else:
                self.add_sum(row)

    def add_sum(self, row: tuple[Any, ...]) -> None:
        """A customer's plain lines."""
        name, currency, _, _, lines, credits, *rest = row
        if name and is_total(name):
            self.totals += lines
            return
        if currency:
            self.currencies[currency_of(currency)] += lines
        one = self.sum_of(name)
        one.names[one_line(name or "").strip()] += lines
        one.lines += lines
        one.credits += credits
        for at, what in enumerate(AMOUNTS):
            if rest[2 * at + 1]:
                one.put(what, rest[2 * at] * self.factor(what), rest[2 * at + 1])
        one.days(rest[-2], rest[-1])

    def add_text(self, text: str, count: int) -> None:
        """A row that is not plain, *count* times."""
        first, *others = text.split(SEPARATOR)
        if len(others) != len(self.used):
            self.put_bad(text, Line(Kind.FAULT, field=Field.CUSTOMER, fault="separator", text=first), count)
            return
        cells = {one.field: first for one in self.firsts}
        cells |= {one.field: cell for one, cell in zip(self.used, others, strict=False)}
        line = read_line(cells, first, self.shape)
        if line.kind is Kind.REMARK:
            self.remarks += count if any(cell.strip() for cell in (first, *others)) else 0
        elif line.kind is Kind.FAULT:
            self.put_bad(text, line, count)
        elif line.kind is Kind.TOTAL and line.amounts is None:
            self.totals += count
        elif line.kind is Kind.TOTAL or (line.customer is None and line.day is None):
            self.unlabelled.append((line, count, text))
        elif self.period and not (line.day and self.period[0] <= line.day <= self.period[1]):
            self.outside += count
            self.outside_revenue += (self.scaled(line)[Field.REVENUE] or 0) * count
        else:
            self.add_line(line, count, cells.get(Field.CURRENCY, ""))

    def put_bad(self, text: str, line: Line, count: int) -> None:
        """Count a line that cannot be read; the first kinds of them are kept, to say where they stand."""
        self.bad_lines += count
        if len(self.bad) < KEPT:
            self.bad[text] = line

    def add_line(self, line: Line, count: int, currency: str) -> None:
        """A line that was not plain."""
        for sign in {currency_of(currency)} if currency.strip() else line.currencies:
            self.currencies[sign] += count
        one = self.sum_of(line.customer)
        one.names[one_line(line.customer or "")] += count
        one.lines += count
        for what, value in self.scaled(line).items():
            if value is not None:
                one.put(what, value * count, count)
                one.credits += count if what is Field.REVENUE and value < 0 else 0
        one.days(line.day, line.day)

    def sold(self) -> list[Sold]:
        """The sums under the spelling most lines have, in the order of names."""
        found = [one.sold(None if key is None else one.name) for key, one in self.by_name.items()]
        return sorted(found, key=lambda one: one.name or "")

    def sum_of(self, name: str | None) -> Sum:
        """The sum for a name, however it is written."""
        key = None if nobody(name) or name is None else same_name(name)
        if key not in self.by_name:
            self.by_name[key] = Sum()
        return self.by_name[key]

    def factor(self, what: Field) -> Decimal:
        """What a field's amounts are multiplied by."""
        return next(one.factor for one in self.shape.columns if one.field is what)

    def scaled(self, line: Line) -> dict[Field, Decimal | None]:
        """A line's amounts in the unit of the currency, with the decimals that the query keeps."""
        found: dict[Field, Decimal | None] = {}
        for column in self.shape.amounts:
            value = (line.amounts or {}).get(column.field)
            step = Decimal(1).scaleb(-decimals(column))
            found[column.field] = None if value is None else value.quantize(step, ROUND_HALF_UP) * column.factor
        return found

    def settle(self) -> None:
        """Rows without customer and day: one that equals the sum of all lines is a total, the rest is read or bad.

        Without a column of days such a row is a line that names nobody.
        """
        sums = (one.amounts.get(Field.REVENUE, Decimal(0)) for one in self.by_name.values())
        whole = sum(sums, self.outside_revenue)
        for line, count, text in self.unlabelled:
            if whole and self.scaled(line)[Field.REVENUE] == whole:
                self.totals += count
            elif self.shape.has(Field.DATE):
                self.put_bad(text, Line(Kind.FAULT, field=Field.DATE, fault="no_date"), count)
            else:
                self.add_line(line, count, "")
