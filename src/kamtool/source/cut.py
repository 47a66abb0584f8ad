"""Edits that take a part out of a plan: its lines, or its piece of a pair of braces; every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kamtool.diagnostic import Path
from kamtool.source.document import Document, Refused
from kamtool.source.edit import Edit
from kamtool.source.node import Node, index_of
from kamtool.source.place import is_block, keeps_blank_lines, past_blank_lines

# A comment that silences a finding of the line below would silence another line's once that is gone.
SILENCER = re.compile(r"[ \t]*#[ \t]*kam[:：][ \t]*ignore")


def remove(document: Document, path: Path) -> tuple[Edit, ...]:
    """The edits that take the entry or item at *path* out, with the comment on its lines; the last one leaves ``{}``.

    Comments on lines of their own stay, but for those that silence findings of what goes. Raises Refused.
    """
    above = document.node(path[:-1]) if path else None
    at = part_at(above, path[-1]) if above is not None else None
    if above is None or at is None:
        raise Refused("missing", path)
    size = 2 if above.kind == "mapping" else 1
    parts = [
        Node(above.kind, "", above.items[i : i + size], above.start, above.end)
        for i in range(0, len(above.items), size)
    ]
    if above.flow:
        return from_braces(document, above, parts, at)
    if len(parts) == 1:
        return emptied(document, path[:-1], above)
    return from_lines(document, above, parts, at)


def part_at(above: Node, step: str | int) -> int | None:
    """Which part of a collection a step means."""
    if above.kind == "mapping":
        found = index_of(above, step)
        return None if found is None else found // 2
    return step if isinstance(step, int) and 0 <= step < len(above.items) else None


def emptied(document: Document, path: Path, node: Node) -> tuple[Edit, ...]:
    """An empty pair of braces in place of a block."""
    from kamtool.source.splice import replaced

    return replaced(document, path, node, {} if node.kind == "mapping" else [])


def from_lines(document: Document, above: Node, parts: list[Node], at: int) -> tuple[Edit, ...]:
    """The lines of one part of a block; what shares the first line with a dash gives its place to the next part."""
    text = document.text
    start, end = begin(document, above, parts[at]), document.end_of(parts[at])
    after = document.next_line(end)
    if at and keeps_blank_lines(document, parts[at - 1]):
        after = past_blank_lines(document, after)
    line = document.line_start(start)
    if text[line:start].strip():
        after += len(text[after:]) - len(text[after:].lstrip(" "))
        return (Edit(start, after, ""),)
    out = Edit(above_silencers(document, line), after, "")
    return (out, *outdented(document, after, above.start.column)) if at and is_block(parts[at - 1]) else (out,)


def above_silencers(document: Document, line: int) -> int:
    """The beginning of the first of the lines right above a line that silence findings of it, else of the line."""
    while line and SILENCER.match(document.text, document.line_start(line - 1)):
        line = document.line_start(line - 1)
    return line


def outdented(document: Document, at: int, column: int) -> Iterator[Edit]:
    """The comments that follow moved left to a column: a block of text above would take deeper ones for its own."""
    while at < len(document.text):
        line = document.text[at : document.line_end(at)]
        if line.strip() and not line.lstrip(" ").startswith("#"):
            return
        deep = len(line) - len(line.lstrip(" "))
        if line.strip() and deep > column:
            yield Edit(at, at + deep, " " * column)
        at = document.next_line(at)


def begin(document: Document, above: Node, part: Node) -> int:
    """The offset at which a part begins: its key, or the dash before its item."""
    first = part.items[0]
    if above.kind == "mapping":
        return first.start.index
    at = first.start.index
    text = document.text
    while True:
        line = document.line_start(at)
        dash = line + above.start.column
        if dash < at and text[dash : dash + 1] == "-" and text[line:dash].strip(" -") == "":
            return dash
        if line == 0:
            raise Refused("no_list")
        at = line - 1


def from_braces(document: Document, above: Node, parts: list[Node], at: int) -> tuple[Edit, ...]:
    """One part of a pair of braces with the comma that parted it from its neighbour."""
    text = document.text
    if text[above.start.index] not in "{[":
        raise Refused("no_mapping")
    start, end = parts[at].items[0].start.index, document.end_of(parts[at])
    if len(parts) == 1:
        inner = text[above.start.index + 1 : above.end.index - 1]
        if "#" in inner.replace(text[start:end], ""):
            raise Refused("comment")
        return (Edit(above.start.index + 1, above.end.index - 1, ""),)
    if at > 0 and "\n" not in text[document.end_of(parts[at - 1]) : start]:
        return (Edit(document.end_of(parts[at - 1]), end, ""),)
    comma = comma_after(text, end, above.end.index)
    behind = end if comma is None else comma + 1
    after = behind + len(text[behind:]) - len(text[behind:].lstrip(" "))
    line, rest = document.line_start(start), text[after : document.line_end(after)].strip()
    if rest and not rest.startswith("#"):
        return (Edit(start, end if comma is None else after, ""),)
    if text[line:start].strip():  # behind the brace that opens
        return (Edit(start, document.line_end(after), ""),)
    return (Edit(above_silencers(document, line), document.next_line(after), ""),)


def comma_after(text: str, at: int, end: int) -> int | None:
    """The offset of the comma behind a part, past comments; ``None`` before the closing brace."""
    while at < end:
        if text[at] == ",":
            return at
        if text[at] == "#":
            at = text.find("\n", at)
        elif not text[at].isspace():
            return None
        at += 1
    return None
