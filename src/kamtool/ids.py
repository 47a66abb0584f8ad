"""Ids that other parts of a plan name: who names one, taking out what has one, and another id everywhere at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kamtool.alter import Cannot
from kamtool.diagnostic import Path
from kamtool.load.address import LISTED, NAMED, Place, dotted, fits
from kamtool.load.reference import ids_in
from kamtool.model.base import ID_PATTERN
from kamtool.model.references import NO_WORDS, PERSON, REFERENCES, Reference
from kamtool.source.document import Document
from kamtool.source.node import Node, child
from kamtool.source.operation import Operation, Remove, RenameKey, Set

SHOWN = 8  # places named to somebody who would take out what they name


def removing(old: Document, place: Place) -> list[Operation]:
    """The operations that take out what stands at *place*. Raises Cannot when there is nothing, or others name it."""
    assert old.root is not None
    path = place.path
    if len(path) == 1 and path[0] in ("kam", "account"):
        raise Cannot("required", place=dotted(path))
    if old.node(path) is None:
        raise Cannot("nothing", place=dotted(path))
    own = id_at(old, path)
    if own is not None:
        named = [at for at, node, _ in references(old.root, str(path[0]), own) if at[: len(path)] != path]
        if named:
            reason = "referenced_person" if path[0] == PERSON else "referenced"
            raise Cannot(reason, given=own, places=[dotted(at) for at in named[:SHOWN]], count=len(named))
    return [Remove(path)]


def id_at(old: Document, path: Path) -> str | None:
    """The id of the entry or item at a path; ``None`` for what has none."""
    if len(path) != 2:
        return None
    if path[0] in NAMED:
        return str(path[1])
    own = old.node((*path, "id")) if path[0] in LISTED else None
    return own.text if own is not None else None


def references(root: Node, section: str, ident: str) -> Iterator[tuple[Path, Node, bool]]:
    """Every place that names an id of a section: its path, its node, and whether it is a key."""
    own_list: Reference = (("goals", "*", "why"), ("goals",), NO_WORDS, False)  # a goal's reason may be another goal
    for pattern, sections, _, by_key in (*REFERENCES, own_list):
        if section in sections:
            for path, node in matching(root, pattern, ()):
                for one in ids_in(node, by_key):
                    if one.text == ident:
                        step = node.items.index(one) if node.kind == "sequence" else None
                        own = (*path, ident) if by_key else path if step is None else (*path, step)
                        yield own, one, by_key


def matching(node: Node, pattern: Sequence[str], path: Path) -> Iterator[tuple[Path, Node]]:
    """The nodes at a path in which ``*`` stands for any key or index, with their paths."""
    if not pattern:
        yield path, node
    elif node.kind == "mapping":
        for key, value in node.pairs():
            if pattern[0] in ("*", key.text):
                yield from matching(value, pattern[1:], (*path, key.text))
    elif node.kind == "sequence" and pattern[0] == "*":
        for step, item in enumerate(node.items):
            yield from matching(item, pattern[1:], (*path, step))


def renaming(old: Document, path: Path, new: str) -> list[Operation]:
    """The operations that give the entry or item at *path* another id, and every reference to it. Raises Cannot."""
    own = id_at(old, path)
    if own is None or old.root is None:
        raise Cannot("no_own_id", place=dotted(path))
    if not re.match(ID_PATTERN, new):
        raise Cannot("bad_id", given=new)
    if own == new:
        return []
    section = str(path[0])
    home = {section, *(one for _, many, _, _ in REFERENCES if section in many for one in many)}
    for other in home & {*NAMED, *LISTED}:
        node = child(old.root, other)
        if node is not None and (child(node, new) is not None or has_id(node, new)):
            raise Cannot("taken", given=new, place=dotted((other, new)))
    found = list(references(old.root, section, own))
    shared = [
        other for other in home - {section} if (there := child(old.root, other)) is not None and child(there, own)
    ]
    if shared:
        both = {many for _, many, _, _ in REFERENCES if section in many and len(many) > 1}
        unclear = [at for at, _, _ in found if any(fits_many(at, many) for many in both)]
        if unclear:
            raise Cannot(
                "shared", given=own, places=[dotted(at) for at in unclear], sections=sorted([section, *shared])
            )
    # Values first: a path that leads through the id itself holds only until the id is renamed; longest keys first.
    values = [Set(at, new) for at, _, by_key in found if not by_key]
    keys = sorted((at for at, _, by_key in found if by_key), key=len, reverse=True)
    first: Operation = RenameKey(path, new) if section in NAMED else Set((*path, "id"), new)
    return [*values, *(RenameKey(at, new) for at in keys), first]


def has_id(node: Node, ident: str) -> bool:
    """Whether an item of a list has this id."""
    return node.kind == "sequence" and any(
        (own := child(one, "id")) is not None and own.text == ident for one in node.items
    )


def fits_many(path: Path, sections: tuple[str, ...]) -> bool:
    """Whether the id at a path may be of any of these sections."""
    return any(
        many == sections and (fits(pattern, path) or fits(pattern, path[:-1])) for pattern, many, _, _ in REFERENCES
    )
