"""Listed values that a plan writes in another accepted word than the canonical one: right, but not uniform (KAM018)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args, get_origin

from kamtool.diagnostic import Diagnostic, Path, Severity
from kamtool.load import Loaded
from kamtool.load.fields import below
from kamtool.model.plan import Plan
from kamtool.model.term import Term, words
from kamtool.model.values import CellState
from kamtool.source.node import Node


def other_words(loaded: Loaded) -> Iterator[Diagnostic]:
    """A hint for every listed value, or key, that is not written canonically; also where the rest is no plan yet."""
    if loaded.root is None:
        return
    for path, node, listed in listed_nodes(loaded.root, Plan, ()):
        meant = words(listed).get(node.text.strip().casefold())
        if meant is not None and node.text != meant.value:
            params = {"given": node.text, "word": meant.value}
            yield Diagnostic("KAM018", Severity.HINT, loaded.file, node.span(), path, params)


def listed_nodes(node: Node, kind: object, path: Path) -> Iterator[tuple[Path, Node, type[Term]]]:
    """Every value and key whose type is a closed list, walking the file and the model side by side."""
    if node.kind == "scalar":
        listed = listed_type(kind)
        if listed is not None:
            yield path, node, listed
        return
    if node.kind == "sequence":
        for step, item in enumerate(node.items):
            yield from listed_nodes(item, below(kind, step), (*path, step))
        return
    keys = key_type(kind)
    for key, value in node.pairs():
        if keys is not None:
            yield (*path, key.text), key, keys
        yield from listed_nodes(value, below(kind, key.text), (*path, key.text))


def key_type(kind: object) -> type[Term] | None:
    """The closed list that the keys of a mapping of this type belong to."""
    first = (*get_args(kind), None)[0] if get_origin(kind) is dict else None
    return first if isinstance(first, type) and issubclass(first, Term) else None


def listed_type(kind: object) -> type[Term] | None:
    """The closed list that a scalar of this type belongs to: itself, its short form's, or its only item's."""
    if isinstance(kind, type) and issubclass(kind, Term):
        return kind
    for name in ("value", "status", "claim", "kind", "now"):
        found = below(kind, name) if hasattr(kind, "model_fields") else None
        if isinstance(found, type) and issubclass(found, Term):
            return found
    if hasattr(kind, "__args__") and kind.__args__:
        return listed_type(kind.__args__[0])
    return CellState if getattr(kind, "__name__", "") == "Cell" else None
