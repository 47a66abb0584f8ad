"""What changed between two plans in the trade's words: the parts that every family of changes is told with.

A change takes the edits it tells out of what is left, so that whatever no change tells is still there in the end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kamtool.analysis.debts import person_name
from kamtool.analysis.edits import Edit, Edits, Item, Place
from kamtool.model.plan import Plan
from kamtool.model.values import Influence


class Group(StrEnum):
    """What a change is about, what matters most first."""

    PEOPLE = "people"
    COVERAGE = "coverage"
    DEALS = "deals"
    PROMISES = "promises"
    ACTIONS = "actions"
    ISSUES = "issues"


class Turn(StrEnum):
    """Whether a change is for the better for us; ``other`` where that cannot be said."""

    WORSE = "worse"
    BETTER = "better"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing worth telling: of what kind, whom or what it is about, and the values of its sentence.

    *weight* orders changes, the heaviest first; *evidence* is what it rests on.
    """

    group: Group
    kind: str
    turn: Turn
    weight: int
    about: str
    values: Mapping[str, Any] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sides:
    """Two versions of a plan, their days, and the edits that no change has told yet."""

    old: Plan
    new: Plan
    old_day: dt.date
    new_day: dt.date
    edits: Edits
    left: dict[Place, Edit]

    def person(self, key: str) -> str:
        """What to call somebody of theirs or ours, also one who is no longer listed."""
        plan = self.new if key in self.new.stakeholders or key in self.new.team else self.old
        return person_name(plan, key) or key

    def weight(self, key: str) -> int:
        """0 to 3: how much a person's word weighs."""
        person = self.new.stakeholders.get(key) or self.old.stakeholders.get(key)
        levels = (Influence.UNKNOWN, Influence.LOW, Influence.MEDIUM, Influence.HIGH)
        return levels.index(person.influence) if person else 0

    def deal(self, key: str) -> str:
        """What to call a deal."""
        deal = self.new.opportunities.get(key) or self.old.opportunities.get(key)
        return (deal.name if deal else None) or key

    def items(self, *place: str) -> tuple[Item, ...]:
        """The items of a list, before and after."""
        return self.edits.items.get(place, ())

    def below(self, place: Place) -> list[Edit]:
        """What is left at a place and below it."""
        return [one for key, one in self.left.items() if key[: len(place)] == place]

    def take(self, place: Place, *names: str) -> list[Edit]:
        """The edits of these facts below a place, which are now told; of the place itself when none is named."""
        asked = [(*place, name) for name in names] if names else [place]
        return [self.left.pop(key) for key in asked if key in self.left]

    def take_all(self, place: Place) -> None:
        """Count everything at a place and below it as told."""
        for one in self.below(place):
            del self.left[one.place]


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement before and after; *same* when only its day or its evidence is new."""

    old: Any
    new: Any
    date: dt.date | None
    source: object
    evidence: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether it was only confirmed."""
        return bool(self.old == self.new)

    @property
    def values(self) -> dict[str, object]:
        """The values of its sentence."""
        return {"old": self.old, "new": self.new, "date": self.date, "source": self.source}


def judged(sides: Sides, place: Place, old: Any, new: Any) -> Judged | None:
    """How a judgement changed, taken from what is left; ``None`` when it says what it said.

    The old one that the plan keeps as history is told by the change itself.
    """
    moved = (*place, "value") in sides.left
    dated = (*place, "date") in sides.left and new.date is not None
    if not moved and not dated:
        return None
    sides.take(place, "value", *(["date"] if new.date is not None else []), "source")
    came = tuple(evidence(sides, place, new))
    for item in sides.edits.items.get((*place, "history"), ()):
        kept = new.history[item.new] if item.old is None and item.new is not None else None
        if kept is not None and old is not None and (kept.value, kept.date) == (old.value, old.date):
            sides.take_all((*place, "history", item))
    before = old.value if old is not None else type(new.value)("unknown")
    return Judged(before, new.value, new.date, getattr(new, "source", None), came)


def evidence(sides: Sides, place: Place, new: Any) -> Iterator[str]:
    """The new evidence of a judgement; what went without being kept as history stays to be told."""
    here = (*place, "evidence")
    told = sides.left.pop(here, None)
    if told is not None:
        kept = {one for past in new.history for one in past.evidence}
        gone = tuple(one for one in told.old if one not in kept)
        if gone:
            sides.left[here] = Edit(here, gone, (), several=True)
        yield from told.new
    for item in sides.edits.items.get(here, ()):
        if item.old is None and item.new is not None:
            deed = new.evidence[item.new]
            text = getattr(deed, "behaviour", None) or getattr(deed, "note", None)
            if text is not None:
                sides.take((*here, item))
                sides.take((*here, item), "behaviour", "note", "date")
                yield text


def ranked(changes: Iterator[Change]) -> tuple[Change, ...]:
    """By group, then weight; what is worse before what is better."""
    groups, turns = list(Group), list(Turn)
    return tuple(sorted(changes, key=lambda one: (groups.index(one.group), -one.weight, turns.index(one.turn))))
