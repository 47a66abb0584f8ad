"""承诺: what we promised them and they promised us (deck 2, 说话承诺一致)."""

from pydantic import Field

from kamtool.model.base import Date, Id, Section, Text
from kamtool.model.values import Party


class Promise(Section):
    """One promise. When we made it, *to* is their person; when they made it, *from* is. *kept* is the day."""

    by: Party
    what: Text
    to: Id | None = None
    from_: Id | None = Field(default=None, alias="from")
    owner: Id | None = None
    opportunity: Id | None = None
    made: Date | None = None
    due: Date | None = None
    kept: Date | None = None
