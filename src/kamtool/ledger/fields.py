"""What a ledger's columns may mean, and why a ledger is refused."""

from __future__ import annotations

from enum import StrEnum


class Field(StrEnum):
    """The meaning of a column. Amounts are for the line as a whole, not for a piece."""

    CUSTOMER = "customer"
    DATE = "date"
    REVENUE = "revenue"
    GROSS_PROFIT = "gross_profit"
    COST_OF_GOODS = "cost_of_goods"
    COST_TO_SERVE = "cost_to_serve"
    QUANTITY = "quantity"
    CURRENCY = "currency"


AMOUNTS = (Field.REVENUE, Field.GROSS_PROFIT, Field.COST_OF_GOODS, Field.COST_TO_SERVE, Field.QUANTITY)


class BadLedger(Exception):
    """A ledger that cannot be read right: the kind of fault, where it is, and what stands there.

    *line* is 0 when the fault is not at one line.
    """

    def __init__(self, key: str, file: str, line: int = 0, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.file = file
        self.line = line
        self.values = values


class MissingExtra(Exception):
    """A library that only an extra of the package installs."""

    def __init__(self, extra: str) -> None:
        super().__init__(extra)
        self.extra = extra
