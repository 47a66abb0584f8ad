"""What was spent on people at the customer, for the register that compliance asks for (methods.md C)."""

from kamtool.model.base import Date, Ids, Number, Section, Text
from kamtool.model.values import ExpenseKind


class Expense(Section):
    """One expense; *amount* in the plan's currency, *approval* the reference of who allowed it."""

    date: Date
    kind: ExpenseKind
    to: Ids = ()
    amount: Number | None = None
    currency: Text | None = None
    purpose: Text | None = None
    approval: Text | None = None
