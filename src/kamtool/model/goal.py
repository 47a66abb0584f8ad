"""What we want of this account, with its measure."""

from kamtool.model.base import Date, Id, Number, Section, Text, Texts


class Goal(Section):
    """A goal from *baseline* to *target* of *measure*, due on a day."""

    id: Id | None = None
    what: Text
    measure: Text | None = None
    baseline: Number | None = None
    target: Number | None = None
    now: Number | None = None
    due: Date | None = None
    owner: Id | None = None
    why: Texts = ()
