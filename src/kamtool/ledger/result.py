"""What a ledger says: sums for each customer, and what was left out of them and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from kamtool.ledger.columns import Column


@dataclass(frozen=True, slots=True)
class Sold:
    """What one customer bought. *name* is ``None`` for the lines that name nobody.

    An amount is ``None`` unless every line says it: half a cost is no cost. *credits* are the lines below zero, and
    *credited* what they take off the revenue (``None`` where lines were too plain to be told apart).
    """

    name: str | None
    lines: int
    credits: int
    revenue: Decimal | None
    gross_profit: Decimal | None
    cost_to_serve: Decimal | None
    quantity: Decimal | None
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a line could not be read: the file's line (0 where it has none), the field, the kind, the cell."""

    line: int
    field: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger read. *lines* are those in the sums, with the nameless ones.

    *totals* and *remarks* are rows that are no lines; *outside* lines of another period; *bad* those that could not be
    read, with the first of them in *faults*.
    """

    file: str
    engine: str
    columns: tuple[Column, ...]
    currency: str | None
    customers: tuple[Sold, ...]
    nobody: Sold | None
    lines: int
    credits: int
    totals: int
    remarks: int
    outside: int
    bad: int
    faults: tuple[Fault, ...]
    first: dt.date | None
    last: dt.date | None
