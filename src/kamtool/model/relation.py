"""An informal line: who sways, trusts or fights whom (deck 2, 深入关系分析)."""

from pydantic import Field

from kamtool.model.base import Date, Id, Section, Texts
from kamtool.model.values import RelationKind, Source, Strength


class Relation(Section):
    """A line from one person to another; influence has a direction, a conflict has none."""

    from_: Id = Field(alias="from")
    to: Id
    kind: RelationKind
    strength: Strength = Strength.UNKNOWN
    date: Date | None = None
    source: Source = Source.UNKNOWN
    evidence: Texts = ()
