"""A plan set in order: keys as the model has them, listed values in their canonical words; comments move along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kamtool.canon import listed_nodes
from kamtool.diagnostic import Path
from kamtool.load.address import order
from kamtool.model.plan import Plan
from kamtool.model.term import words
from kamtool.source.comments import comments
from kamtool.source.document import Document, document, plain
from kamtool.source.edit import Edit, apply_edits, rewrite
from kamtool.source.node import Node
from kamtool.source.place import after_last
from kamtool.source.read import Unreadable


def tidied(text: str) -> str:
    """The text of a plan in order; it says the same to kamtool, with every comment it had.

    A part that cannot be moved without saying something else stays where it is. Raises Unreadable for no plan.
    """
    old = canonical(document(text))
    tried: set[Path] = set()
    while todo := [one for one in jumbled(old) if one[0] not in tried]:
        inner = [one for one in todo if not any(other[0] != one[0] and within(other[0], one[0]) for other in todo)]
        together = moved(old, [edit for _, edits in inner for edit in edits])
        now = inner if together is not None else inner[:1]
        tried |= {path for path, _ in now}
        old = together or moved(old, now[0][1]) or old
    return old.text


def within(path: Path, outer: Path) -> bool:
    """Whether a path lies at or below another."""
    return path[: len(outer)] == outer


def canonical(old: Document) -> Document:
    """The document with every listed value and key in its canonical word; twins of one key stay as they are."""
    if old.root is None:
        return old
    edits = []
    for _, node, listed in listed_nodes(old.root, Plan, ()):
        meant = words(listed).get(node.text.strip().casefold())
        if meant is not None and node.text != meant.value and node.style not in ("|", ">"):
            edits.append(rewrite(node, meant.value))
    try:
        return document(apply_edits(old.text, edits))
    except Unreadable:
        return old


def moved(old: Document, edits: Sequence[Edit]) -> Document | None:
    """The document after the edits, if it says the same with the same comments."""
    try:
        text = apply_edits(old.text, edits)
    except ValueError:
        return None
    if text == old.text:
        return None
    for candidate in (text, text + old.newline):
        try:
            new = document(candidate)
        except Unreadable:
            continue
        if plain(new.root) == plain(old.root) and remarks(new) == remarks(old):
            return new
    return None


def remarks(one: Document) -> Counter[str]:
    """Every comment of a document, however often."""
    return Counter(one.text[found.start : found.end].rstrip() for found in comments(one.text, one.root))


def jumbled(old: Document) -> Iterator[tuple[Path, list[Edit]]]:
    """The sections whose keys are not in the model's order, with the edits that put them so; outer ones first."""
    pending: list[tuple[Path, Node]] = [((), old.root)] if old.root is not None else []
    while pending:
        path, node = pending.pop(0)
        if node.kind == "sequence":
            pending += [((*path, at), item) for at, item in enumerate(node.items)]
        elif node.kind == "mapping":
            pending += [((*path, key.text), value) for key, value in node.pairs()]
            names = order(path)
            keys = [key.text for key in node.items[::2]]
            places = {name: at for at, name in enumerate(names)}
            wanted = sorted(range(len(keys)), key=lambda at: places.get(keys[at], len(names)))
            if names and wanted != list(range(len(keys))):
                yield path, in_braces(old, node, wanted) if node.flow else in_lines(old, node, wanted)


def in_braces(old: Document, node: Node, wanted: Sequence[int]) -> list[Edit]:
    """The edits that give each place between the commas the entry that belongs there."""
    spans = [(key.start.index, old.end_of(part(node, at))) for at, (key, _) in enumerate(node.pairs())]
    if "#" in old.text[node.start.index : node.end.index]:
        return []
    texts = [old.text[start:end] for start, end in spans]
    return [Edit(start, end, texts[wanted[at]]) for at, (start, end) in enumerate(spans)]


def in_lines(old: Document, node: Node, wanted: Sequence[int]) -> list[Edit]:
    """The edit that puts the entries of a block in order, each with the comments above and within it.

    Blank lines stay where they are.
    """
    text, column = old.text, node.items[0].start.column
    first = node.items[0].start.index
    line = old.line_start(first)
    behind_dash = bool(text[line:first].strip())
    start = first if behind_dash else comment_above(old, line) if column else line
    stops = [after_last(old, old.end_of(part(node, at)), column) for at in range(len(node.items) // 2)]
    pieces = [text[begin:stop] for begin, stop in zip([start, *stops], stops, strict=False)]
    gaps, bodies = zip(*(parted(piece) for piece in pieces), strict=True)
    indent = " " * column
    whole = [indent + bodies[0] if behind_dash else bodies[0], *bodies[1:]]
    ended = [body if body.endswith("\n") else body + old.newline for body in whole]
    told = "".join(gap + ended[at] for gap, at in zip(gaps, wanted, strict=True))
    told = told.removeprefix(indent) if behind_dash else told
    if stops[-1] == len(text) and not text.endswith("\n"):
        told = told.removesuffix("\n").removesuffix("\r")
    return [Edit(start, stops[-1], told)]


def part(node: Node, at: int) -> Node:
    """One entry of a mapping as a mapping of its own."""
    return Node("mapping", "", node.items[2 * at : 2 * at + 2], node.start, node.end)


def comment_above(old: Document, line: int) -> int:
    """The offset of the first of the comment lines right above a line."""
    while line and old.text[old.line_start(line - 1) : line].lstrip().startswith("#"):
        line = old.line_start(line - 1)
    return line


def parted(piece: str) -> tuple[str, str]:
    """The blank lines that a piece begins with, and the rest."""
    at = 0
    while (end := piece.find("\n", at)) >= 0 and not piece[at:end].strip():
        at = end + 1
    return piece[:at], piece[at:]
