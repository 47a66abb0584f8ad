"""The rows that one plan gives to the tables (``kamtool.model.tables``), each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kamtool.analysis.upto import Stood
from kamtool.diagnostic import Path
from kamtool.load import Loaded
from kamtool.load.address import dotted
from kamtool.model.tables import Source, Steps, root
from kamtool.source.node import Node, child, index_of, key_of

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a row comes from: its section as it stood and as the file has it, its path, and the node and line there."""

    section: Any
    whole: Any
    path: Path
    node: Node | None
    line: int


def plan_rows(loaded: Loaded, stood: Stood) -> Iterator[tuple[str, Row]]:
    """Each row of a plan as it stood on a day, with the name of its table; what is unknown is missing in it."""
    head = None if loaded.root is None else key_of(loaded.root, "account")
    spot = Spot(stood.plan, loaded.plan, (), loaded.root, 1 if head is None else head.start.line + 1)
    return Walk(loaded.file, stood).rows(root(), spot, {"account": loaded.id})


class Walk:
    """One plan's rows."""

    def __init__(self, file: str, stood: Stood) -> None:
        self.file = file
        self.stood = stood

    def rows(self, one: Source, spot: Spot, keys: Row) -> Iterator[tuple[str, Row]]:
        """A row, then those below it."""
        row = {**keys, **one.fixed}
        if one.value is not None:
            row[one.value.name] = spot.section
        for cell in one.cells:
            value = reach(spot.section, cell.at)
            if value is not None and value != ():
                row[cell.column.name] = value
        yield one.table, {**row, "path": dotted(spot.path) or "account", "file": self.file, "line": spot.line}
        for each in one.below:
            for found, own in self.items(each, spot):
                yield from self.rows(each, found, {**keys, **own})

    def items(self, one: Source, spot: Spot) -> Iterator[tuple[Spot, Row]]:
        """What stands in one place, each with its keys; nothing where the plan does not say it."""
        owner = reach(spot.section, one.at[:-1])
        found = reach(owner, one.at[-1:])
        if found is None or one.at[-1] not in owner.model_fields_set:
            return
        for step in one.steps:
            spot = keyed(spot, step, None)
        yield from self.below(one, replace(spot, section=found, whole=reach(spot.whole, one.at)), 0, {})

    def below(self, one: Source, spot: Spot, depth: int, keys: Row) -> Iterator[tuple[Spot, Row]]:
        """The items under the stars from *depth* on."""
        if depth == len(one.stars):
            yield spot, keys
            return
        name = one.keys[depth].name
        if one.stars[depth] == "map":
            for at, value in spot.section.items():
                below = replace(keyed(spot, at, spot.whole), section=value, whole=(spot.whole or {}).get(at))
                yield from self.below(one, below, depth + 1, {**keys, name: str(at)})
            return
        for nr, value in enumerate(spot.section):
            place = self.place(spot, nr)
            whole = spot.whole[place] if spot.whole is not None and place < len(spot.whole) else None
            node = None if spot.node is None else child(spot.node, place)
            line = spot.line if node is None else node.start.line + 1
            # One item may be written without its list, and then stands where the list would.
            alone = spot.node is not None and spot.node.kind == "scalar"
            below = Spot(value, whole, spot.path if alone else (*spot.path, place), node, line)
            yield from self.below(one, below, depth + 1, {**keys, name: place + 1})

    def place(self, spot: Spot, nr: int) -> int:
        """The place that an item has in the file's list, of which later items may have been left out."""
        if spot.whole is None or len(spot.whole) == len(spot.section):
            return nr
        kept = self.stood.kept.get(spot.path)
        if kept is not None:
            return kept[nr]
        return next((at for at, one in enumerate(spot.whole) if one is spot.section[nr]), nr)


def keyed(spot: Spot, step: str, whole: Mapping[Any, Any] | None) -> Spot:
    """One key further down. Where the file writes it in another word of its list, it is found by its place in *whole*.

    A value of the short form that its section is written in has no key: it stands where the section does.
    """
    path, node = (*spot.path, str(step)), spot.node
    if node is None or node.kind != "mapping":
        return replace(spot, path=path)
    at = index_of(node, step)
    if at is None and whole is not None and 2 * len(whole) == len(node.items) and step in whole:
        at = 2 * list(whole).index(step)
    if at is None:
        return replace(spot, path=path, node=None)
    return replace(spot, path=path, node=node.items[at + 1], line=node.items[at].start.line + 1)


def reach(section: Any, at: Steps) -> Any:
    """The value at some attributes; ``None`` where one above it is missing."""
    for name in at:
        if section is None:
            return None
        section = getattr(section, name)
    return section
