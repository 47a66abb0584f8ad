"""What the plan says must be so by a day: read like an assertion, and told when the day has come and it is not."""

from kamtool.model.base import Date, Id, Ids, Section, Text
from kamtool.model.values import ExpectKind, Level


class Expectation(Section):
    """One expectation. *who*, *unit*, *opportunity* and *at_least* go with some kinds only (docs/format.md).

    *since* is the first day that counts for a contact.
    """

    what: ExpectKind
    by: Date
    who: Ids = ()
    unit: Text | None = None
    opportunity: Id | None = None
    at_least: Level | None = None
    since: Date | None = None
    note: Text | None = None
