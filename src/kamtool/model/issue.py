"""A failure of ours at the customer, and how it was made good (deck 6, 赔偿制度)."""

from kamtool.model.base import Date, Id, Number, Section, Text
from kamtool.model.values import IssueSeverity, YesNo


class Compensation(Section):
    """What the organisation got for the failure; never a person."""

    kind: Text
    amount: Number | None = None
    approval: Text | None = None


class Issue(Section):
    """One failure, from the day it was opened to the day it was fixed."""

    opened: Date
    what: Text
    severity: IssueSeverity | None = None
    reported_by: Id | None = None
    owner: Id | None = None
    acknowledged: Date | None = None
    fixed: Date | None = None
    limit: Date | None = None
    cause: Text | None = None
    compensation: Compensation | None = None
    satisfied: YesNo = YesNo.UNKNOWN
