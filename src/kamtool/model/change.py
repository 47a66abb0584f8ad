"""A change of money, management, payment terms or volume, with its reason (deck 6, the card's update rule)."""

from pydantic import Field

from kamtool.model.base import Date, Section, Text


class Change(Section):
    """What moved, from what to what, and why."""

    date: Date
    field: Text
    from_: Text | None = Field(default=None, alias="from")
    to: Text | None = None
    reason: Text | None = None
