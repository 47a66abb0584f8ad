"""When two values mean the same, and which items of two lists are the same item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from kamtool.analysis.edits import likeness, matched
from kamtool.model.plan import Plan
from kamtool.model.shape import Shape, fields, name_of, short
from kamtool.model.term import words
from kamtool.source.document import Data

PLAN = Shape("section", of=Plan)
TEXT = Shape("text")  # where the model has no such key
# What tells an item from others where it has no id and the facts it must have do not suffice.
IDENTITY = {
    "visit": ("date", "with"),
    "expense": ("date", "kind", "to"),
    "promise": ("by", "to", "what"),
    "past": ("value", "date"),
    "past_relationship": ("value", "date"),
    "authority_evidence": ("kind", "date"),
    "registration": ("dealer", "date"),
}
JUDGED = frozenset({"value", "claim", "status"})

# What an item is known by, alike in all three versions.
Token = tuple[Any, ...]


def below(shape: Shape, key: str) -> Shape:
    """The shape of what stands below a key, or of an item."""
    if shape.kind == "section":
        return next((field.shape for field in fields(shape.of) if field.name == key), TEXT)
    return shape.item or TEXT


def normal(data: Data, shape: Shape) -> Any:
    """What data means, so that long and short form, one item and a list of one, and all words of a value are equal."""
    if shape.kind == "section":
        own = short(shape.of)
        if isinstance(data, str) and own is not None:
            data = {own.name: data}
        if isinstance(data, Mapping):
            found = {key: normal(value, below(shape, key)) for key, value in data.items()}
            return {key: value for key, value in found.items() if value is not None}
    if shape.kind == "map" and isinstance(data, Mapping):
        item = shape.item or TEXT
        empty: Any = {} if item.kind == "section" else None
        return {key_of(key, shape): empty if one is None else normal(one, item) for key, one in data.items()}
    if shape.kind == "list":
        items = [data] if isinstance(data, str) and shape.alone else data
        if isinstance(items, list):
            return [normal(one, shape.item or TEXT) for one in items]
    if shape.kind in ("term", "cell") and isinstance(data, str):
        return str(words(shape.of).get(data.strip().casefold(), data))
    if isinstance(data, Mapping):
        return {key: normal(value, TEXT) for key, value in data.items()}
    return [normal(one, TEXT) for one in data] if isinstance(data, list) else data


def key_of(key: str, shape: Shape) -> str:
    """A key by what it means."""
    if shape.kind == "map" and shape.key is not None and shape.key.kind == "term":
        return str(words(shape.key.of).get(key.strip().casefold(), key))
    return key


def is_judgement(shape: Shape) -> bool:
    """Whether a section is a judgement: its value, day, source, evidence and past are one fact."""
    own = short(shape.of) if shape.kind == "section" else None
    names = {field.name for field in fields(shape.of)} if own is not None else set()
    return own is not None and own.name in JUDGED and bool(names & {"evidence", "history"})


def tokens(base: Sequence[Data], ours: Sequence[Data], theirs: Sequence[Data], shape: Shape) -> list[list[Token]]:
    """What the items of a list in three versions are known by: items with the same token are the same item.

    Those with an id by it, sections as ``kam diff`` finds them again, all else by what it says.
    """
    every = [[normal(one, shape) for one in items] for items in (base, ours, theirs)]
    if shape.kind != "section":
        return [counted(items) for items in every]
    was, *sides = ([one if isinstance(one, Mapping) else {"": one} for one in items] for items in every)
    found: list[list[Token]] = [[("was", at) for at in range(len(was))]]
    new: list[tuple[Mapping[str, Any], Token]] = []
    for number, items in enumerate(sides):
        pairs = {
            one.new: one.old
            for one in matched(was, items, shape)
            if one.new is not None and one.old is not None and is_kept(was[one.old], items[one.new], shape)
        }
        own: list[Token] = []
        for at, item in enumerate(items):
            if at in pairs:
                own.append(("was", pairs[at]))
            elif number == 0:
                own.append(("new", at))
                new.append((item, ("new", at)))
            else:
                twin = next((one for one in new if one[1] not in own and is_twin(one[0], item, shape)), None)
                own.append(twin[1] if twin is not None else ("their", at))
        found.append(own)
    return found


def counted(items: Sequence[Any]) -> list[Token]:
    """Plain items by what they say, the second of its kind apart from the first."""
    seen: Counter[str] = Counter()
    out: list[Token] = []
    for one in items:
        seen[repr(one)] += 1
        out.append((repr(one), seen[repr(one)]))
    return out


def is_kept(old: Mapping[str, Any], new: Mapping[str, Any], shape: Shape) -> bool:
    """Whether an item found again is so for certain: what tells it from others is as it was, or only reworded."""
    if old == new or old.get("id") or new.get("id"):
        return old == new or old.get("id") == new.get("id")
    pairs = [(old.get(name), new.get(name)) for name in identity(shape)]
    return all(
        a == b or (set(a) & set(b) if isinstance(a, list) and isinstance(b, list) else likeness(a, b, True))
        for a, b in pairs
    )


def identity(shape: Shape) -> Sequence[str]:
    """The keys that tell an item without an id from others."""
    return IDENTITY.get(name_of(shape.of)) or [field.name for field in fields(shape.of) if field.required]


def is_twin(one: Mapping[str, Any], other: Mapping[str, Any], shape: Shape) -> bool:
    """Whether two people added the same item: the same id, or alike in what tells such items apart."""
    if one.get("id") or other.get("id"):
        return one.get("id") == other.get("id")
    names = identity(shape)
    return one == other or (bool(names) and all(one.get(name) == other.get(name) for name in names))
