"""Every value of a valid plan's file with the section and key it belongs to: the file and the model walked together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kamtool.diagnostic import Path
from kamtool.model.plan import Plan
from kamtool.model.shape import Kind, Shape, fields, name_of, short
from kamtool.source.node import Node

WHOLE = Shape("section", of=Plan)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value, or with *on_key* one key that is no key of the format: an id, or a name the plan gives."""

    path: Path
    section: str
    key: str
    kind: Kind
    node: Node
    on_key: bool = False


def leaves(node: Node, shape: Shape = WHOLE, path: Path = (), section: str = "", key: str = "") -> Iterator[Leaf]:
    """The values below a node, in the order of the file; what is empty is left out."""
    if node.is_null:
        return
    if shape.kind == "section":
        yield from in_section(node, shape, path, section, key)
    elif shape.kind == "map" and shape.key is not None and shape.item is not None and node.kind == "mapping":
        for name, value in node.pairs():
            yield Leaf((*path, name.text), section, key, shape.key.kind, name, on_key=True)
            yield from leaves(value, shape.item, (*path, name.text), section, key)
    elif shape.kind == "list" and shape.item is not None and node.kind == "sequence":
        for at, item in enumerate(node.items):
            yield from leaves(item, shape.item, (*path, at), section, key)
    elif shape.kind == "list" and shape.item is not None and shape.item.kind != "section":
        yield from leaves(node, shape.item, path, section, key)
    else:
        yield Leaf(path, section, key, "text" if shape.kind == "list" else shape.kind, node)


def in_section(node: Node, shape: Shape, path: Path, section: str, key: str) -> Iterator[Leaf]:
    """The values of a section in its long or its short form; a text that stands for one item of a list is its text."""
    if node.kind == "mapping":
        known = {field.name: field.shape for field in fields(shape.of)}
        for name, value in node.pairs():
            yield from leaves(value, known[name.text], (*path, name.text), name_of(shape.of), name.text)
        return
    brief = short(shape.of)
    if brief is None:
        yield Leaf(path, section, key, "text", node)
    else:
        yield from leaves(node, brief.shape, path, name_of(shape.of), brief.name)
