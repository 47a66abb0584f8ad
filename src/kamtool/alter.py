"""What a person asks to set or add, as operations: a judgement keeps its past."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from kamtool.diagnostic import Path
from kamtool.load.address import DOT, NAMED, Place, dotted, find, listed, shape_at, walk
from kamtool.load.typed import typed
from kamtool.model.base import ID_PATTERN
from kamtool.model.shape import Shape, fields, short
from kamtool.source.document import Data, Document, plain
from kamtool.source.node import Node, child
from kamtool.source.operation import AddEntry, AddItem, Operation, Set, difference, get, put

UNKNOWN = "unknown"


class Cannot(Exception):
    """What was asked cannot be done; *reason* and *values* make the sentence."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


@dataclass(frozen=True, slots=True)
class Heard:
    """What a judgement rests on, as far as it was given: the day, from whom, and what was seen or said."""

    date: str | None = None
    source: str | None = None
    evidence: tuple[str, ...] = ()

    @property
    def told(self) -> Mapping[str, Data]:
        """Its fields as a plan has them."""
        evidence: Data = self.evidence[0] if len(self.evidence) == 1 else list(self.evidence)
        given = {"date": self.date, "source": self.source, "evidence": evidence}
        return {key: value for key, value in given.items() if value}


def setting(old: Document, place: Place, text: str, heard: Heard, today: dt.date) -> list[Operation]:
    """The operations that make the value at *place* say *text*; none when it does already and nothing more was heard.

    A judgement is dated (*today*, unless told otherwise), and what it said before goes into its history.
    Raises Cannot, and Unfit for a text that can stand for no such value.
    """
    assert old.root is not None
    place = whole(place)
    value = typed(text, place.shape, place.path, old.root, today)
    if value in ("", []):
        raise Cannot("empty", place=dotted(place.path))
    before = get(plain(old.root), place.path)
    own = short(place.shape.of) if place.shape.kind == "section" else None
    if own is None:
        if heard.told:
            raise Cannot("no_judgement", place=dotted(place.path))
        return [] if same(before, value, place.shape) else [*opened(old, place.path), Set(place.path, value)]
    names = [field.name for field in fields(place.shape.of)]
    if lacking := [name for name in heard.told if name not in names]:
        raise Cannot("no_field", place=dotted(place.path), fields=lacking)
    held: Mapping[str, Data] = before if isinstance(before, Mapping) else {} if before is None else {own.name: before}
    if same(held.get(own.name), value, own.shape) and not heard.told:
        return []
    if "moved_from" in names and isinstance(day := held.get(own.name), str):
        moved = held.get("moved_from")
        kept_days = [*(moved if isinstance(moved, list) else []), day]
        return list(difference(before, {**held, own.name: value, "moved_from": kept_days}, place.path))
    if "history" not in names:
        told = typed_fields(place.shape, heard.told, place.path, old.root, today)
        if not isinstance(before, Mapping) and not told:
            return [Set(place.path, value)]
        return list(difference(before, {**held, own.name: value, **told}, place.path))
    told = typed_fields(place.shape, {"date": today.isoformat(), **heard.told}, place.path, old.root, today)
    day, told_day = held.get("date"), told["date"]
    if isinstance(day, str) and isinstance(told_day, str) and told_day < day:
        raise Cannot("older", place=dotted(place.path), date=told_day, known=day)
    history = held.get("history")
    kept = list(history) if isinstance(history, list) else []
    if past := past_of(place.shape, held, own.name):
        kept.append(past)
    new: dict[str, Data] = {own.name: value, **told}
    new |= {key: data for key, data in held.items() if key not in ("date", "source", "evidence", "history", own.name)}
    if kept:
        new["history"] = kept
    if isinstance(before, Mapping):
        return list(difference(before, new, place.path))
    return [Set(place.path, new)]


def whole(place: Place) -> Place:
    """The judgement itself, when its ``value`` was named; the date of signature with the dates it was moved from."""
    if len(place.path) < 2 or place.path[-1] not in ("value", "claim", "status", "date"):
        return place
    above = shape_at(place.path[:-1])
    own = short(above.of) if above.kind == "section" else None
    return Place(place.path[:-1], above) if own is not None and own.name == place.path[-1] else place


def same(before: Data, value: Data, shape: Shape) -> bool:
    """Whether the file says this value already, in whatever words."""
    if before is None or shape.kind not in ("term", "cell"):
        return before == value or (shape.alone and [before] == value)
    from kamtool.model.term import words

    known = words(shape.of)
    return isinstance(before, str) and before != "" and known.get(before.strip().casefold(), before) == value


def typed_fields(shape: Shape, told: Mapping[str, Data], path: Path, root: Node, today: dt.date) -> dict[str, Data]:
    """What was heard, as the section's fields have it; a behaviour is told with its day."""
    found: dict[str, Data] = {}
    for field in fields(shape.of):
        given = told.get(field.name)
        if given is None:
            continue
        item = field.shape.item
        if field.shape.kind == "list" and item is not None and item.kind == "section":
            texts = [given] if isinstance(given, str) else list(given) if isinstance(given, list) else []
            if "behaviour" not in {one.name for one in fields(item.of)}:
                raise Cannot("evidence", place=dotted(path), field=field.name)
            day = {"date": told["date"]} if "date" in told else {}
            found[field.name] = [{**day, "behaviour": text} for text in texts]
        elif field.shape.kind == "list":
            found[field.name] = given
        else:
            found[field.name] = typed(str(given), field.shape, (*path, field.name), root, today)
    return found


def past_of(shape: Shape, held: Mapping[str, Data], name: str) -> dict[str, Data] | None:
    """A judgement as its history keeps it; ``None`` when nothing was known."""
    value = held.get(name)
    if value is None or (value == UNKNOWN and not held.get("evidence") and not held.get("date")):
        return None
    item = next(field.shape.item for field in fields(shape.of) if field.name == "history")
    assert item is not None
    names = [field.name for field in fields(item.of)]
    past = {"value": value, **{key: held[key] for key in ("date", "source", "evidence") if held.get(key)}}
    evidence = past.get("evidence")
    if isinstance(evidence, list) and any(isinstance(one, Mapping) for one in evidence):
        past["evidence"] = [str(one.get("behaviour", "")) for one in evidence if isinstance(one, Mapping)]
    return {key: data for key, data in past.items() if key in names}


def opened(old: Document, path: Path) -> Iterator[Operation]:
    """The operations that put short forms on the way into their long ones: ``attitude: resist`` before its ``date``."""
    data = plain(old.root)
    for length in range(1, len(path)):
        there, shape = get(data, path[:length]), shape_at(path[:length])
        own = short(shape.of) if shape.kind == "section" else None
        if isinstance(there, str) and own is not None:
            yield Set(path[:length], {own.name: there})
        elif isinstance(there, str) and shape.kind == "list":
            yield Set(path[:length], [there])


def adding(
    old: Document, typed_path: str, base: Path, texts: Sequence[str], today: dt.date
) -> tuple[Path, list[Operation]]:
    """The operations that add an item to a list, or an entry to a section: a word, or its fields as ``key=value``.

    The path of what is new as well. Raises NoPlace, Cannot and Unfit.
    """
    root = old.root
    assert root is not None
    place = find(root, typed_path, base, create=True)
    there = get(plain(root), place.path)
    words = [text for text in texts if not is_pair(text)]
    pairs = [text for text in texts if is_pair(text)]
    if place.shape.kind == "map":
        place, words = new_entry(place, words, root)
        there = get(plain(root), place.path)
    if place.shape.kind == "list":
        item = place.shape.item
        assert item is not None
        count = len(there) if isinstance(there, list) else 0 if there is None else 1
        path = (*place.path, count)
        data = given(item, words, pairs, path, root, today)
        several = data if isinstance(data, list) else [data]
        known = [there] if isinstance(there, str) else there if isinstance(there, list) else []
        if twice := [one for one in several if isinstance(one, str) and one in known]:
            raise Cannot("there", place=dotted(place.path), given=twice)
        return path, [*opened(old, path), *(AddItem(place.path, one) for one in several)]
    if there is not None or root_has(root, place.path):
        raise taken(root, place.path, [*words, *pairs])
    data = given(place.shape, words, pairs, place.path, root, today)
    return place.path, [*opened(old, place.path), AddEntry(place.path[:-1], str(place.path[-1]), data)]


def taken(root: Node, path: Path, words: Sequence[str]) -> Cannot:
    """Why nothing can be added at a path that is there: whose id it is, and how another is added beside them."""
    held = {key: names for section, key, names in listed(root) if (section,) == path[:-1]}
    key = str(path[-1])
    if not held.get(key):
        return Cannot("exists", place=dotted(path))
    free = next(other for number in count(2) if (other := f"{key}-{number}") not in held)
    name = next((word.partition("=")[2] for word in words if word.startswith("name=")), "…")
    return Cannot("held", place=dotted(path), whose=held[key][0], section=dotted(path[:-1]), free=free, name=name)


def root_has(root: Node, path: Path) -> bool:
    """Whether a key is in the file, if only with nothing behind it, as an entry of a section of ids."""
    node: Node | None = root
    for step in path:
        node = child(node, step) if node is not None else None
    return node is not None and len(path) == 2 and path[0] in NAMED


def is_pair(text: str) -> bool:
    """Whether a word is ``key=value``; a full-width sign of equality counts."""
    key, sign, _ = text.replace("＝", "=").partition("=")
    return bool(sign) and bool(key.strip()) and not any(char.isspace() for char in key.strip())


def new_entry(place: Place, words: Sequence[str], root: Node) -> tuple[Place, list[str]]:
    """The entry of a section that its first word makes: an id as it is, or a name whose id is spelled from it."""
    from kamtool.source.naming import id_from

    assert place.shape.item is not None
    assert place.shape.key is not None
    if not words:
        raise Cannot("entry_missing", place=dotted(place.path))
    name, *rest = words
    spelled = place.shape.key.kind == "id" and not re.match(ID_PATTERN, name)
    key = id_from(name) if spelled else name
    if key is None:
        raise Cannot("no_id", given=name)
    twins = [
        dotted((section, one)) for section, one, names in listed(root) if (section,) == place.path and name in names
    ]
    if twins:
        raise Cannot("twin", given=name, places=twins, place=dotted(place.path))
    item = place.shape.item
    named = item.kind == "section" and "name" in {field.name for field in fields(item.of)}
    return Place((*place.path, key), item), [f"name={name}", *rest] if named and key != name else rest


def given(shape: Shape, words: Sequence[str], pairs: Sequence[str], path: Path, root: Node, today: dt.date) -> Data:
    """The data of what is added."""
    if shape.kind != "section":
        if pairs or len(words) != 1:
            return typed(" ".join([*words, *pairs]), one_or_many(shape), path, root, today)
        many = typed(words[0], one_or_many(shape), path[:-1] if isinstance(path[-1], int) else path, root, today)
        return many
    fields_given = [*(text for text in words if is_pair(text)), *pairs]
    bare = [text for text in words if not is_pair(text)]
    own = short(shape.of)
    data: Data = {}
    if bare and own is not None:
        fields_given.insert(0, f"{own.name}={' '.join(bare)}")
    elif bare:
        raise Cannot("pairs", place=dotted(path), fields=[field.name for field in fields(shape.of)])
    for text in fields_given:
        key, _, value = text.replace("＝", "=", 1).partition("=")
        below = walk(None, shape, path, DOT.split(key.strip()), False, root)
        if not value.strip():
            raise Cannot("empty", place=dotted(below.path))
        data = put(data, below.path[len(path) :], typed(value, below.shape, below.path, root, today))
    return ordered(data, shape)


def one_or_many(shape: Shape) -> Shape:
    """The shape of what one word may be when it is added to a list: several at once for ids and listed words."""
    return Shape("list", item=shape) if shape.kind in ("id", "term", "code") else shape


def ordered(data: Data, shape: Shape) -> Data:
    """Data with the keys of sections in the model's order."""
    if shape.kind == "section" and isinstance(data, Mapping):
        return {field.name: ordered(data[field.name], field.shape) for field in fields(shape.of) if field.name in data}
    return data
