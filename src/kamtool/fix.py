"""Mending what can be mended: the edits that clear the diagnostics of a file, verified before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kamtool.diagnostic import Diagnostic
from kamtool.load import Loaded, load_bytes
from kamtool.remedy import Fix, fix_for
from kamtool.source.edit import Edit, apply_edits, facts
from kamtool.source.node import Node

PASSES = 8  # a key of another word may hide others, some levels deep
TRIES = 5  # how often a file is read to tell which of its findings can be mended


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file's new text, and how many diagnostics the edits cleared."""

    text: str
    count: int


def fixed(loaded: Loaded, found: Callable[[Loaded], Iterable[Diagnostic]], unsafe: bool) -> Fixed:
    """The file with everything mended that may be, until nothing more can be; *found* gives a file's diagnostics."""
    count = 0
    for _ in range(PASSES):
        fixes = [one for one in (fix_for(d, loaded) for d in found(loaded)) if one and (one.safe or unsafe)]
        text, made = after(loaded, fixes)
        if not made:
            break
        count += made
        loaded = load_bytes(text.encode(), loaded.file)
    return Fixed(loaded.source.text, count)


def after(loaded: Loaded, fixes: Sequence[Fix]) -> tuple[str, int]:
    """The text after as many of the fixes as can be verified; and how many.

    What the keyboard did to keys is mended first: only then the rest of the file reads as it was meant.
    """
    text, keys = keys_mended(loaded, sorted({edit for fix in fixes if fix.syntax for edit in fix.edits}))
    if keys:
        return text, len(keys)
    others = list(dict.fromkeys(fix for fix in fixes if not fix.syntax))
    together = tried(loaded, others)
    if together is not None:
        return together, len(others)
    text, one_by_one = loaded.source.text, list[Fix]()
    for fix in others:
        new = tried(loaded, [*one_by_one, fix])
        if new is not None and new != text:
            text = new
            one_by_one.append(fix)
    return text, len(one_by_one)


def fixable(loaded: Loaded, found: Sequence[Diagnostic]) -> list[bool]:
    """For each diagnostic of a file whether a safe fix would clear it, verified as ``fixed`` verifies it.

    The file is read a few times at most, however many there are; what is not verified by then counts as not fixable.
    """
    fixes = [one if one is not None and one.safe else None for one in (fix_for(each, loaded) for each in found)]
    _, keys = keys_mended(loaded, sorted({edit for fix in fixes if fix and fix.syntax for edit in fix.edits}))
    others = list(dict.fromkeys(fix for fix in fixes if fix and not fix.syntax))
    held = verified(loaded, others)
    return [fix is not None and (fix in held or (fix.syntax and {*fix.edits} <= {*keys})) for fix in fixes]


def verified(loaded: Loaded, fixes: Sequence[Fix]) -> set[Fix]:
    """Those of the fixes that hold: all together, else by halves, the largest first, in so many tries."""
    held: set[Fix] = set()
    pending = [fixes] if fixes else []
    for _ in range(TRIES):
        if not pending:
            break
        some = pending.pop(0)
        if tried(loaded, some) is not None:
            held.update(some)
        elif len(some) > 1:
            half = len(some) // 2
            pending += [some[:half], some[half:]]
    return held


def tried(old: Loaded, fixes: Sequence[Fix]) -> str | None:
    """The text with these fixes, when it says what the old said but for what they mean, with nothing new wrong."""
    try:
        text = apply_edits(old.source.text, [edit for fix in fixes for edit in fix.edits])
    except ValueError:
        return None
    if old.root is None or text == old.source.text:
        return None
    new = load_bytes(text.encode(), old.file)
    values = {(edit.start, edit.end): fix.value for fix in fixes for edit in fix.edits if fix.value is not None}
    if facts(new.root) != facts(changed(old.root, values)):
        return None
    if len(new.diagnostics) > len(old.diagnostics) and not any(fix.opens for fix in fixes):
        return None
    return text


def keys_mended(loaded: Loaded, edits: Sequence[Edit]) -> tuple[str, Sequence[Edit]]:
    """The text with the signs that part keys mended, and by which edits; none when it does not read well after it.

    A colon that is none of a key, a comma that parts nothing, as in a quoted text, stays; what other lines said, they
    still say.
    """
    text = loaded.source.text
    for _ in range(2):
        if not edits:
            break
        new_text = apply_edits(text, edits)
        new = load_bytes(new_text.encode(), loaded.file)
        if new.root is None or new.root.kind != "mapping":
            break
        ends = {":": {key.end.index for key in keys(new.root)}, ",": {one.end.index for one in scalars(new.root)}}
        real = [edit for edit, place in zip(edits, places(edits), strict=True) if place in ends[edit.text[0]]]
        if len(real) == len(edits):
            said = iter([one.text for one in scalars(new.root)])
            kept = scalars(loaded.root) if loaded.root is not None else []
            lines = {text.count("\n", 0, edit.start) for edit in edits}
            untouched = [one.text for one in kept if one.text and lines.isdisjoint(lines_of(one))]
            return (new_text, edits) if all(one in said for one in untouched) else (text, ())
        edits = real
    return text, ()


def places(edits: Sequence[Edit]) -> list[int]:
    """Where each edit's text begins once all are made."""
    out, shift = [], 0
    for edit in edits:
        out.append(edit.start + shift)
        shift += len(edit.text) - (edit.end - edit.start)
    return out


def lines_of(node: Node) -> range:
    """The lines a node stands on, counted from 0."""
    return range(node.start.line, node.end.line + 1)


def scalars(root: Node) -> list[Node]:
    """Every scalar of a file in its order, keys as well."""
    out, pending = [], [root]
    while pending:
        node = pending.pop()
        pending += reversed(node.items)
        if node.kind == "scalar":
            out.append(node)
    return out


def keys(root: Node) -> Iterator[Node]:
    """Every key of a file."""
    pending = [root]
    while pending:
        node = pending.pop()
        pending += node.items
        if node.kind == "mapping":
            yield from node.items[::2]


def changed(node: Node, values: dict[tuple[int, int], str]) -> Node:
    """A copy of the tree in which the scalars at these places say something else."""
    text = values.get((node.start.index, node.end.index), node.text) if node.kind == "scalar" else node.text
    items = [changed(one, values) for one in node.items]
    return Node(node.kind, text, items, node.start, node.end, node.style, node.flow)
