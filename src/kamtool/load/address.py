"""From what a person types for a place in a plan to its path: ``song.attitude``, ``visits.last.next``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kamtool.diagnostic import Path
from kamtool.load.called import addressed, sounding
from kamtool.load.fields import nearest
from kamtool.load.key_words import KEY_WORDS
from kamtool.model.account import Account
from kamtool.model.opportunity import Opportunity
from kamtool.model.plan import Plan
from kamtool.model.references import REFERENCES
from kamtool.model.shape import Shape, fields
from kamtool.model.term import words
from kamtool.source.node import Node, child

NAMED = ("stakeholders", "team", "competitors", "opportunities")
LISTED = ("actions", "goals")
LAST = frozenset({"last", "-1", "末", "最后", "最后一条"})
DOT = re.compile(r"[.．。]")
SHOWN = 20
PLAN = Shape("section", of=Plan)


class NoPlace(Exception):
    """What was typed leads nowhere, or to several places.

    *reason* tells which step failed and how; *given* is that step, *near* what was probably meant, *known* what there
    is, *at* the place it was looked for in.
    """

    def __init__(
        self, reason: str, given: str, near: str | None = None, known: Sequence[str] = (), at: str = ""
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.given = given
        self.near = near
        self.known = list(known)[:SHOWN]
        self.at = at


@dataclass(frozen=True, slots=True)
class Place:
    """A path of a plan, and the shape of what may stand there."""

    path: Path
    shape: Shape


def find(root: Node, typed: str, base: Path = (), create: bool = False) -> Place:
    """The place that *typed* means, seen from *base*; with *create* its last step may be an entry not there yet.

    A first step that is no section may be the id, name or alias of somebody or something, a field of the account, or
    one of the only deal.
    Raises NoPlace when nothing or more than one thing is meant.
    """
    steps = [step.strip() for step in DOT.split(unicodedata.normalize("NFC", typed))]
    if not all(steps):
        raise NoPlace("empty", typed)
    if base:
        start = walk(root, PLAN, (), [str(step) for step in base], False, root)
        node = at(root, base)
        return walk(node, start.shape, base, steps, create, root)
    first = field_name(PLAN, steps[0])
    if first is not None:
        return walk(root, PLAN, (), steps, create, root)
    starts = list(dict.fromkeys(entries(root, steps[0])))
    found, failed = [], []
    for start_path in starts:
        own = Place(start_path, shape_at(start_path))
        try:
            found.append(walk(at(root, start_path), own.shape, start_path, steps[1:], create, root))
        except NoPlace as error:
            failed.append(error)
    if len(found) == 1:
        return found[0]
    if found:
        raise NoPlace("many", typed, known=[dotted(one.path) for one in found])
    if failed:
        raise failed[0]
    if field_name(Shape("section", of=Account), steps[0]) is not None:
        return walk(root, PLAN, (), ["account", *steps], create, root)
    deals = [key for section, key, _ in listed(root) if section == "opportunities"]
    if deals and (field := field_name(Shape("section", of=Opportunity), steps[0])) is not None:
        if len(deals) == 1:
            return walk(root, PLAN, (), ["opportunities", *deals, *steps], create, root)
        raise NoPlace("many", typed, known=[dotted((key, field, *steps[1:])) for key in deals])
    raise unknown_start(root, steps[0])


def unknown_start(root: Node, given: str) -> NoPlace:
    """Nothing begins so: with what was probably meant, and what there is."""
    words_known = [word for _, key, names in listed(root) for word in (key, *names)]
    top = [field.name for field in fields(Plan)]
    card = [field.name for field in fields(Account)]
    near = nearest(given, [*words_known, *top, *card, *(word for word in KEY_WORDS if word != given)])
    near = near or next(sounding(given, words_known), None)
    return NoPlace("start", given, near, [*dict.fromkeys(key for _, key, _ in listed(root)), *top])


def entries(root: Node, word: str) -> Iterator[Path]:
    """The places of everybody and everything with this id, name or alias."""
    found = [(section, key) for section, key, names in listed(root) if word == key or word in names]
    yield from found or [("stakeholders", key) for key in called(root, word)]
    for section in LISTED:
        items = child(root, section)
        for step, item in enumerate(items.items if items is not None and items.kind == "sequence" else []):
            own = child(item, "id")
            if own is not None and own.text == word:
                yield (section, step)


def listed(root: Node) -> Iterator[tuple[str, str, list[str]]]:
    """Section, id and names of everybody and everything that has an id of its own."""
    for section in NAMED:
        node = child(root, section)
        for key, value in node.pairs() if node is not None and node.kind == "mapping" else ():
            yield section, key.text, names_of(value)


def called(root: Node, word: str) -> list[str]:
    """The ids of the customer's people whom a form of address fits: 宋处长, 赵总."""
    people = child(root, "stakeholders")
    titles = [
        (key.text, (text_of(value, "name"), text_of(value, "title")))
        for key, value in (people.pairs() if people is not None and people.kind == "mapping" else ())
    ]
    found, end = addressed(word, 0, titles)
    return found if end == len(word) else []


def text_of(node: Node, key: str) -> str:
    """A text of an entry; empty when there is none."""
    found = child(node, key)
    return found.text if found is not None and found.kind == "scalar" else ""


def names_of(node: Node) -> list[str]:
    """The name and the aliases of an entry."""
    found = [child(node, "name"), child(node, "aliases")]
    texts = [one for node in found if node is not None for one in (node.items or [node])]
    return [one.text for one in texts if one.kind == "scalar" and not one.is_null]


def walk(node: Node | None, shape: Shape, path: Path, steps: Sequence[str], create: bool, root: Node) -> Place:
    """The place some steps below a node. Raises NoPlace."""
    for number, step in enumerate(steps):
        last = number + 1 == len(steps)
        key: str | int
        if shape.kind == "section":
            name = field_name(shape, step)
            if name is None:
                raise no_field(shape, step, path)
            key, shape = name, next(field.shape for field in fields(shape.of) if field.name == name)
        elif shape.kind == "map":
            assert shape.item is not None
            key = entry_key(node, shape, step, path, create and last, root)
            shape = shape.item
        elif shape.kind == "list":
            assert shape.item is not None
            key, shape = index(node, step, path, shape.item), shape.item
        else:
            raise NoPlace("deeper", step, at=dotted(path))
        node = child(node, key) if node is not None else None
        path = (*path, key)
    return Place(path, shape)


def field_name(shape: Shape, word: str) -> str | None:
    """The field of a section that a word means: its key, or what the trade calls it."""
    names = {field.name for field in fields(shape.of)}
    if word in names:
        return word
    return next((name for name in KEY_WORDS.get(word, ()) if name in names), None)


def no_field(shape: Shape, given: str, path: Path) -> NoPlace:
    """A section has no such field."""
    names = [field.name for field in fields(shape.of)]
    return NoPlace("field", given, nearest(given, names), names, dotted(path))


def entry_key(node: Node | None, shape: Shape, word: str, path: Path, create: bool, root: Node) -> str:
    """The key of a mapping's entry: as it stands in the file, by the name of what it is, or new where that is clear."""
    there = [key.text for key in node.items[::2]] if node is not None and node.kind == "mapping" else []
    assert shape.key is not None
    if shape.key.kind == "term":
        known = words(shape.key.of)
        meant = known.get(word.casefold())
        if meant is None:
            raise NoPlace("term", word, nearest(word, known), [one.value for one in shape.key.of], dotted(path))
        return next((key for key in there if known.get(key.strip().casefold()) is meant), meant.value)
    if word in there:
        return word
    named = [key.text for key, value in node.pairs() if word in names_of(value)] if there and node is not None else []
    ids = named or [key for key, names in referable(path, root).items() if word == key or word in names]
    if not ids:
        ids = [key for key in called(root, word) if key in there or key in referable(path, root)]
    if len(ids) == 1:
        return ids[0]
    if len(ids) > 1:
        raise NoPlace("many", word, known=[dotted((*path, one)) for one in ids])
    if create:
        return word
    raise NoPlace("entry", word, nearest(word, there), there, dotted(path))


def referable(path: Path, root: Node, by_key: bool = True) -> Mapping[str, list[str]]:
    """The ids that may stand at a path (as a mapping's keys, or as its value), with the names of what they mean."""
    found: dict[str, list[str]] = {}
    for pattern, sections, also, keys in REFERENCES:
        if keys is by_key and fits(pattern, path):
            found |= {word: [] for word in also}
            found |= {key: names for section, key, names in listed(root) if section in sections}
            found |= {one: [] for section in LISTED if section in sections for one in item_ids(root, section)}
    return found


def item_ids(root: Node, section: str) -> Iterator[str]:
    """The ids of a list's items."""
    items = child(root, section)
    for item in items.items if items is not None and items.kind == "sequence" else []:
        own = child(item, "id")
        if own is not None:
            yield own.text


def fits(pattern: Sequence[str], path: Path) -> bool:
    """Whether a path is one of those that a pattern means."""
    return len(pattern) == len(path) and all(a in ("*", b) for a, b in zip(pattern, path, strict=True))


def index(node: Node | None, word: str, path: Path, item_shape: Shape) -> int:
    """Which item of a list is meant: its number from 1, ``last``, its id, or the word it is."""
    items = node.items if node is not None and node.kind == "sequence" else []
    for step, item in enumerate(items):
        own = child(item, "id")
        if own is not None and own.text == word:
            return step
    number = unicodedata.normalize("NFKC", word)
    worded = words(item_shape.of).get(number.casefold()) if item_shape.kind == "term" else None
    same = [step for step, item in enumerate(items) if item.kind == "scalar" and item.text in (word, worded)]
    if len(same) == 1 and not number.isdigit():
        return same[0]
    if items and number in LAST:
        return len(items) - 1
    if number.isascii() and number.isdigit() and 1 <= int(number[:9]) <= len(items):
        return int(number) - 1
    raise NoPlace("index", word, known=[str(len(items))], at=dotted(path))


def at(root: Node, path: Path) -> Node | None:
    """The node at a path."""
    node: Node | None = root
    for step in path:
        node = child(node, step) if node is not None else None
    return node


def shape_at(path: Path) -> Shape:
    """The shape of what may stand at a path of the model."""
    shape = PLAN
    for step in path:
        if shape.kind == "section":
            shape = next(field.shape for field in fields(shape.of) if field.name == step)
        elif shape.item is not None:
            shape = shape.item
    return shape


def dotted(path: Path) -> str:
    """A path as people type it; a list's items are counted from 1."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


def order(path: Path) -> list[str]:
    """The keys that the model has at a path, in its order; none for a mapping of ids."""
    try:
        shape = shape_at(path)
    except StopIteration:
        return []
    return [field.name for field in fields(shape.of)] if shape.kind == "section" else []
