"""Plans in which every text that somebody must not see is a canary."""

from __future__ import annotations

from itertools import count

from kamtool.model.plan import Plan
from kamtool.model.shape import Shape, fields, name_of, short
from kamtool.model.tiers import marks
from kamtool.source.edit import apply_edits, rewrite
from kamtool.source.node import Node
from kamtool.source.parse import parse

CANARY = "canary"
KEPT = {"kam", "id"}


def with_canaries(text: str) -> str:
    """The plan with a canary in place of each text that the customer may not read."""
    root = parse(text, "plan.yaml")
    assert root is not None
    number = count(1)
    return apply_edits(
        text, [rewrite(node, f"{CANARY}-{next(number)}") for node in hidden(Shape("section", of=Plan), root)]
    )


def hidden(shape: Shape, node: Node, ours: bool = False) -> list[Node]:
    """The texts below a node that are ours alone."""
    if shape.kind == "section" and node.kind == "scalar":
        brief = short(shape.of)
        return hidden(brief.shape, node, ours or not marks(name_of(shape.of))[brief.name].shared) if brief else []
    if shape.kind == "section":
        told, keys = marks(name_of(shape.of)), {field.name: field.shape for field in fields(shape.of)}
        return [
            one
            for key, value in node.pairs()
            for one in hidden(keys[key.text], value, ours or not told[key.text].shared)
        ]
    if shape.item is not None and node.kind != "scalar":
        below = node.items[1::2] if node.kind == "mapping" else node.items
        return [one for each in below for one in hidden(shape.item, each, ours)]
    kind = shape.item.kind if shape.item is not None else shape.kind
    return [node] if ours and kind == "text" and node.kind == "scalar" and not node.is_null else []
