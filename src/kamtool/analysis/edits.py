"""What two plans say differently, fact by fact: nothing is left out, and what only moved or was rewritten is not there.

Plans are compared by their meaning: order, quotes, short and long form, and the word a listed value is written in do
not count. Items of a list are the same item when their id is, else when they are equal, else when most of what they
say is (ours); the facts that an item must have weigh three times the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, TypeAlias

from kamtool.model.plan import Plan
from kamtool.model.shape import Shape, fields

SAME = 0.6  # so much of what two items say must be equal
NEED = 3
LIKE = 0.6  # a text is the same text, reworded
MANY = 10_000  # pairs beyond which rewording is not looked for
Facts: TypeAlias = dict[tuple[str, ...], Any]


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, by its index before and after (``None`` where it is not there), and what to call it."""

    old: int | None
    new: int | None
    label: str


Step: TypeAlias = "str | Item"
Place: TypeAlias = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """One fact that is another now; ``None`` is unknown. With *entry* a whole entry came (its facts follow) or went.

    With *several* the fact is a list, and *old* and *new* are only what went and what came.
    """

    place: Place
    old: Any
    new: Any
    several: bool = False
    entry: bool = False


@dataclass(frozen=True, slots=True)
class Edits:
    """All edits, in the order of the plan, and for every list of entries its items."""

    all: tuple[Edit, ...]
    items: Mapping[Place, tuple[Item, ...]]


def edits(old: Plan, new: Plan) -> Edits:
    """What *new* says otherwise than *old*."""
    items: dict[Place, tuple[Item, ...]] = {}
    found = tuple(compared(dump(old), dump(new), Shape("section", of=Plan), (), items))
    return Edits(found, items)


def dump(plan: Plan) -> dict[str, Any]:
    """The plan as plain data under the file's keys."""
    return plan.model_dump(by_alias=True)


def compared(old: Any, new: Any, shape: Shape, place: Place, items: dict[Place, tuple[Item, ...]]) -> Iterator[Edit]:
    """The edits at a place and below."""
    if shape.kind == "section":
        for field in fields(shape.of):
            below = (old or {}).get(field.name), (new or {}).get(field.name)
            yield from compared(*below, field.shape, (*place, field.name), items)
    elif shape.kind == "map" and shape.item:
        was, now = ({str(key): value for key, value in (one or {}).items()} for one in (old, new))
        for key in [*now, *(key for key in was if key not in now)]:
            yield from entry(was.get(key), now.get(key), (key in was, key in now), shape.item, (*place, key), items)
    elif shape.kind == "list" and shape.item and shape.item.kind == "section":
        before, after = old or (), new or ()
        items[place] = tuple(matched(before, after, shape.item))
        for one in items[place]:
            first, last = (None if at is None else each[at] for at, each in ((one.old, before), (one.new, after)))
            there = one.old is not None, one.new is not None
            yield from entry(first, last, there, shape.item, (*place, one), items)
    elif place[0] == "opportunities" and place[-1] == "roles" and {str(old), str(new)} == {"None", "()"}:
        yield Edit(place, old, new)  # none here, against the person's usual ones
    elif shape.kind == "list":
        gone, came = Counter(old or ()) - Counter(new or ()), Counter(new or ()) - Counter(old or ())
        if gone or came:
            yield Edit(place, tuple(gone.elements()), tuple(came.elements()), several=True)
    elif said(old) != said(new):
        yield Edit(place, said(old), said(new))


def entry(
    old: Any, new: Any, there: tuple[bool, bool], shape: Shape, place: Place, items: dict[Place, tuple[Item, ...]]
) -> Iterator[Edit]:
    """The edits of an entry; one that went is told as a whole, one that came as a whole first, then by its facts."""
    if there[0] != there[1]:
        yield Edit(place, there[0] or None, there[1] or None, entry=True)
    if there[1]:
        yield from compared(old, new, shape, place, items)


def said(value: Any) -> Any:
    """A value, or ``None`` when it says that nothing is known."""
    return None if value is None or value == "unknown" else value


def matched(old: Sequence[Any], new: Sequence[Any], shape: Shape) -> Iterator[Item]:
    """The items of a list before and after: first those of one id, then equal ones, then the most alike."""
    needed = {field.name for field in fields(shape.of) if field.required}
    was, now = [facts(one) for one in old], [facts(one) for one in new]
    pairs: dict[int, int] = {}
    ids = {one["id"]: at for at, one in enumerate(old) if one.get("id")}
    pairs |= {at: ids[one["id"]] for at, one in enumerate(new) if one.get("id") in ids}
    free = [at for at in range(len(old)) if at not in pairs.values()]
    for at, one in enumerate(now):
        same = next((other for other in free if was[other] == one), None) if at not in pairs else None
        if same is not None:
            pairs[at] = same
            free.remove(same)
    left = [at for at in range(len(new)) if at not in pairs]
    reworded = len(left) * len(free) <= MANY
    ranked = sorted(
        ((-alike(was[other], now[at], needed, reworded), abs(at - other), at, other) for at in left for other in free),
    )
    for score, _, at, other in ranked:
        if -score < SAME:
            break
        if at not in pairs and other not in pairs.values():
            pairs[at] = other
    taken = set(pairs.values())
    yield from (Item(pairs.get(at), at, label(one, needed)) for at, one in enumerate(new))
    yield from (Item(at, None, label(one, needed)) for at, one in enumerate(old) if at not in taken)


def facts(value: Any, place: tuple[str, ...] = ()) -> Facts:
    """What an item says, by the way to it; lists of single words in no order."""
    if isinstance(value, Mapping):
        return {key: one for name, below in value.items() for key, one in facts(below, (*place, str(name))).items()}
    if isinstance(value, (tuple, list)):
        if any(isinstance(one, Mapping) for one in value):
            every = [facts(one, (*place, str(at))) for at, one in enumerate(value)]
            return {key: one for below in every for key, one in below.items()}
        return {place: tuple(sorted(value, key=str))} if value else {}
    return {} if said(value) is None else {place: value}


def alike(old: Facts, new: Facts, needed: set[str], reworded: bool) -> float:
    """How much of what two items say is the same, 0 to 1."""
    weights = [NEED if key[0] in needed else 1 for key in (*old, *new)]
    same = sum(
        2 * (NEED if key[0] in needed else 1) * likeness(old[key], value, reworded and key[0] in needed)
        for key, value in new.items()
        if key in old
    )
    return same / sum(weights) if weights else 1.0


def likeness(old: Any, new: Any, reworded: bool) -> float:
    """1 for equal values; for a reworded text as much as is left of it, else 0."""
    if old == new:
        return 1.0
    if not (reworded and type(old) is str and type(new) is str):
        return 0.0
    ratio = SequenceMatcher(None, old, new, autojunk=False).ratio() if max(len(old), len(new)) < 500 else 0.0
    return ratio if ratio >= LIKE else 0.0


def label(one: Mapping[str, Any], needed: set[str]) -> str:
    """What to call an item: its id, else the facts it must have, its day first."""
    if one.get("id"):
        return str(one["id"])
    shown = [str(one[name]) for name in one if name in needed and said(one[name]) is not None]
    return " ".join(shown)
