"""The SWOT grid, what its items lack, and which of them belong together (A11; TOWS by Weihrich, 1982).

Strengths and weaknesses are ours or a rival's; opportunities and threats come from the customer and the environment.
A rival's weakness opens a door to us as an opportunity does, a rival's strength weighs as a threat: so they are paired.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kamtool.analysis.ties import named_in, speaks_of
from kamtool.analysis.triangle import Triangle, is_ours, rival_name, rival_of, triangle
from kamtool.model.plan import Plan
from kamtool.model.swot import SwotItem
from kamtool.model.values import SwotFactor, SwotKind

LETTERS = {SwotKind.STRENGTH: "S", SwotKind.WEAKNESS: "W", SwotKind.OPPORTUNITY: "O", SwotKind.THREAT: "T"}
RIVAL = "R"
# What to mend first: what can hurt, then what we could use.
URGENCY = (SwotKind.THREAT, SwotKind.WEAKNESS, SwotKind.OPPORTUNITY, SwotKind.STRENGTH)


class Play(StrEnum):
    """What two items that belong together call for."""

    USE = "use"
    MEND = "mend"
    GUARD = "guard"
    AVOID = "avoid"


class Reason(StrEnum):
    """Why two items belong together."""

    FACTOR = "factor"
    RIVAL = "rival"
    ACTION = "action"
    NAMED = "named"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Task:
    """The action an item is linked to; *late* when it was due before the day and is not done."""

    id: str
    what: str
    owner: str | None
    due: dt.date | None
    done: dt.date | None
    late: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One item under its mark (S1, W2; R1 for a rival's), and whether anything shows it and anybody acts on it.

    *rival* is whose it is, or whom it is measured by; *of_rival* tells the two apart. *named* are the people, units and
    offerings it is about, by its words or its action; *speaks_of* the factor of its words where it names none.
    """

    mark: str
    kind: SwotKind
    text: str
    of_rival: bool
    rival: str | None
    rival_name: str | None
    factor: SwotFactor | None
    evidence: tuple[str, ...]
    date: dt.date | None
    task: Task | None
    named: tuple[str, ...] = ()
    speaks_of: SwotFactor | None = None

    @property
    def is_shown(self) -> bool:
        """Whether there is evidence."""
        return bool(self.evidence)

    @property
    def is_decoration(self) -> bool:
        """Whether evidence or action is missing."""
        return not self.evidence or self.task is None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items that belong together, why, and what that calls for; *shared* are the names that both are about."""

    play: Play
    inside: str
    outside: str
    reasons: tuple[Reason, ...]
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Swot:
    """The items in the order of the plan, the marks of those to mend (worst first), pairs, and what has no partner.

    *unpaired* are items from outside, *idle* strengths and weaknesses; nothing in the plan ties them to another item.
    """

    account: str
    deal: str | None
    items: tuple[Item, ...]
    decoration: tuple[str, ...]
    pairs: tuple[Pair, ...]
    unpaired: tuple[str, ...]
    idle: tuple[str, ...]
    empty: tuple[SwotKind, ...]
    triangle: Triangle

    def item(self, mark: str) -> Item:
        """The item under a mark."""
        return next(one for one in self.items if one.mark == mark)


def swot(plan: Plan, deal: str | None, as_of: dt.date, against: str | None = None) -> Swot:
    """The grid, its pairs, and the triangle with *against* or else the rival that counts most."""
    shown = items(plan, as_of)
    found = pairs(shown)
    paired = {mark for one in found for mark in (one.inside, one.outside)}
    ours = [one for one in shown if not one.of_rival]
    return Swot(
        account=plan.account.name,
        deal=(plan.opportunities[deal].name or deal) if deal else None,
        items=shown,
        decoration=tuple(one.mark for one in sorted(ours, key=urgency) if one.is_decoration),
        pairs=found,
        unpaired=tuple(one.mark for one in shown if is_outside(one) and one.mark not in paired),
        idle=tuple(one.mark for one in shown if not is_outside(one) and one.mark not in paired),
        empty=tuple(kind for kind in SwotKind if not any(one.kind is kind for one in ours)),
        triangle=triangle(plan, deal, as_of, against),
    )


def items(plan: Plan, as_of: dt.date) -> tuple[Item, ...]:
    """Every item under its mark."""
    counts: dict[str, int] = {}
    found = []
    for one in plan.swot:
        letter = LETTERS[one.kind] if is_ours(one) else RIVAL
        counts[letter] = counts.get(letter, 0) + 1
        found.append(item(plan, one, f"{letter}{counts[letter]}", as_of))
    return tuple(found)


def item(plan: Plan, one: SwotItem, mark: str, as_of: dt.date) -> Item:
    """One item with the action it names."""
    rival = rival_of(one)
    return Item(
        mark=mark,
        kind=one.kind,
        text=one.text,
        of_rival=not is_ours(one),
        rival=rival,
        rival_name=rival_name(plan, rival) if rival else None,
        factor=one.factor,
        evidence=tuple(one.evidence),
        date=one.date,
        task=task(plan, one.action, as_of) if one.action else None,
        named=named_in(plan, one),
        speaks_of=speaks_of(one),
    )


def task(plan: Plan, key: str, as_of: dt.date) -> Task:
    """The action with this id."""
    action = next(one for one in plan.actions if one.id == key)
    done = action.done if action.done and action.done <= as_of else None
    return Task(
        id=key,
        what=action.what,
        owner=(plan.team[action.who].name or action.who) if action.who else None,
        due=action.due,
        done=done,
        late=done is None and action.due is not None and action.due < as_of,
    )


def urgency(one: Item) -> tuple[int, bool, bool]:
    """What can hurt most and has no action comes first; the order of the plan decides the rest."""
    return URGENCY.index(one.kind), one.task is not None, one.is_shown


def is_outside(one: Item) -> bool:
    """Whether an item comes from outside: the customer, the environment, a rival."""
    return one.of_rival or one.kind in {SwotKind.OPPORTUNITY, SwotKind.THREAT}


def is_opening(one: Item) -> bool:
    """Whether something outside helps us: an opportunity, or a rival's weakness."""
    return one.kind in {SwotKind.OPPORTUNITY, SwotKind.WEAKNESS}


def pairs(shown: tuple[Item, ...]) -> tuple[Pair, ...]:
    """What inside and what outside belong together, by play; what is outside keeps its best reasoned pairs only.

    A pair without a reason is none: where nothing in the plan ties two items, kamtool does not.
    """
    inside = [one for one in shown if not is_outside(one)]
    outside = [one for one in shown if is_outside(one)]
    both = [(a, b) for a in inside for b in outside if reasons(a, b)]
    found = [Pair(play(a, b), a.mark, b.mark, reasons(a, b), shared(a, b)) for a, b in both]
    best: dict[tuple[Play, str], int] = {}
    for one in found:
        key = (one.play, one.outside)
        best[key] = max(best.get(key, 0), len(one.reasons))
    kept = [one for one in found if len(one.reasons) == best[one.play, one.outside]]
    return tuple(sorted(kept, key=lambda one: (list(Play).index(one.play), -len(one.reasons))))


def play(inside: Item, outside: Item) -> Play:
    """SO, WO, ST or WT."""
    if inside.kind is SwotKind.STRENGTH:
        return Play.USE if is_opening(outside) else Play.GUARD
    return Play.MEND if is_opening(outside) else Play.AVOID


def reasons(one: Item, other: Item) -> tuple[Reason, ...]:
    """What two items share: the factor, the rival, the action, whom or what they name, the factor of their words."""
    tied = (
        (Reason.FACTOR, one.factor is not None and one.factor is other.factor),
        (Reason.RIVAL, one.rival is not None and one.rival == other.rival),
        (Reason.ACTION, one.task is not None and other.task is not None and one.task.id == other.task.id),
        (Reason.NAMED, bool(shared(one, other))),
        (
            Reason.WORDS,
            bool(one.speaks_of or other.speaks_of) and about(one) is not None and about(one) is about(other),
        ),
    )
    return tuple(reason for reason, holds in tied if holds)


def shared(one: Item, other: Item) -> tuple[str, ...]:
    """The names that both items are about."""
    return tuple(name for name in one.named if name in other.named)


def about(one: Item) -> SwotFactor | None:
    """The factor of an item: the one of its words where it names none, or only the environment."""
    return one.speaks_of or (None if one.factor is SwotFactor.ENVIRONMENT else one.factor)
