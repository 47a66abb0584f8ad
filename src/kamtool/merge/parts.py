"""A plan's text taken apart into entries and items, each with its comments, and put together again byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from kamtool.source.cut import begin
from kamtool.source.document import Data, Document, plain
from kamtool.source.layout import flow as braces
from kamtool.source.node import Kind, Node
from kamtool.source.place import after_last


class Irregular(Exception):
    """The text is set out in a way that cannot be taken apart and put together again."""


@dataclass(frozen=True, slots=True)
class Value:
    """What stands behind a key or dash: *text* when it is on one line or left whole, else its *parts*.

    *block* tells lines from braces, *column* is where its lines begin, *behind* that the first part stands on the
    line of the dash. Braces have what stands before, between and behind their parts in *signs*.
    """

    kind: Kind
    data: Data
    text: str
    parts: tuple[Part | Conflict, ...] | None = None
    block: bool = False
    column: int = 0
    behind: bool = False
    signs: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True, slots=True)
class Part:
    """An entry or item: comments above, `key:` or dash, gap, value, what ends its line, and comments deeper below."""

    key: str
    name: str
    value: Value
    lead: str = ""
    gap: str = ""
    eol: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """An entry that two people changed: as the one has it and as the other, ``None`` where it was taken out."""

    ours: Part | None
    theirs: Part | None
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A plan: what stands above its first entry, its entries, and what stands below the last."""

    head: str
    value: Value
    tail: str


# How a conflict is written: between what is written of either side.
Mark = Callable[[str, str], str]


def taken_apart(old: Document) -> Whole:
    """A plan in parts. Raises Irregular when they would not be put together to the same text."""
    root = old.root
    if root is None or root.kind != "mapping" or root.flow or "\r" in old.text:
        raise Irregular
    first = root.items[0].start.index
    if old.line_start(first) != first:
        raise Irregular
    value, stop = in_lines(old, root, first, len(old.text))
    whole = Whole(old.text[:first], value, old.text[stop:])
    if together(whole) != old.text:
        raise Irregular
    return whole


def in_lines(old: Document, node: Node, start: int, limit: int) -> tuple[Value, int]:
    """A block from its first line (or the place behind a dash), and where its last part ends."""
    size = 2 if node.kind == "mapping" else 1
    column = node.items[0].start.column if size == 2 else node.start.column
    behind = bool(old.text[old.line_start(start) : start].strip())
    parts: list[Part] = []
    at = start
    for index in range(0, len(node.items), size):
        piece = Node(node.kind, "", node.items[index : index + size], node.start, node.end)
        first = begin(old, node, piece)
        end = min(limit, max(after_last(old, old.end_of(piece), column), first))
        lead = "" if behind and not index else old.text[at : old.line_start(first)]
        parts.append(replace(part_of(old, node.kind, piece, first, end), lead=lead))
        at = end
    return Value(node.kind, plain(node), "", tuple(parts), True, column, behind), at


def part_of(old: Document, kind: Kind, piece: Node, first: int, end: int) -> Part:
    """An entry or item of a block that begins at its key or dash and ends with its comments."""
    node, text = piece.items[-1], old.text
    key = piece.items[0].text if kind == "mapping" else ""
    after = (old.colon(piece.items[0], node) if kind == "mapping" else first) + 1
    name = text[first:after]
    if node.kind != "scalar" and not node.flow and node.items:
        line = old.next_line(after)
        if node.start.index < line:
            value, stop = in_lines(old, node, node.start.index, end)
            return Part(key, name, value, gap=text[after : node.start.index], below=text[stop:end])
        value, stop = in_lines(old, node, line, end)
        return Part(key, name, value, eol=text[after : line - 1], below=text[stop:end])
    start, stop = (after, after) if node.is_null and not node.text else (node.start.index, old.end_of(node))
    line = old.next_line(stop)
    value = on_line(old, node, text[start:stop])
    return Part(key, name, value, gap=text[after:start], eol=text[stop : line - 1], below=text[line:end])


def on_line(old: Document, node: Node, text: str) -> Value:
    """A value on one line; braces are taken apart unless comments stand between them."""
    whole = Value(node.kind, plain(node), text)
    if node.kind == "scalar" or text[:1] not in ("{", "["):
        return whole
    if not node.items:
        return whole if text[1:-1].strip() else replace(whole, parts=(), signs=(text[0], ", ", text[-1]))
    size = 2 if node.kind == "mapping" else 1
    parts, spans = [], []
    for index in range(0, len(node.items), size):
        key, below = node.items[index], node.items[index + size - 1]
        start = key.start.index
        after = start if size == 1 else old.colon(key, below) + 1
        if size == 2 and not after:
            return whole
        empty = below.is_null and not below.text
        at, end = (after, after) if empty else (below.start.index, old.end_of(below))
        value = on_line(old, below, old.text[at:end])
        parts.append(Part(key.text if size == 2 else "", old.text[start:after], value, gap=old.text[after:at]))
        spans.append((start, end))
    between = [old.text[end:start] for (_, end), (start, _) in pairwise(spans)]
    opened, closed = old.text[node.start.index : spans[0][0]], old.text[spans[-1][1] : node.end.index]
    if "#" in "".join([opened, *between, closed]):
        return whole
    return replace(whole, parts=tuple(parts), signs=(opened, between[0] if between else ", ", closed))


def together(whole: Whole, mark: Mark | None = None) -> str:
    """The text of a plan in parts."""
    return whole.head + lines(whole.value, mark) + whole.tail


def lines(value: Value, mark: Mark | None = None) -> str:
    """The text of a block, its first line indented unless it stands behind a dash."""
    out = []
    for at, part in enumerate(value.parts or ()):
        first = at == 0 and value.behind
        if isinstance(part, Conflict):
            assert mark is not None
            out.append(in_conflict(part, value.column, mark))
        else:
            out.append(entry(part, value.column, first, mark))
    return "".join(out)


def in_conflict(one: Conflict, column: int, mark: Mark) -> str:
    """The text of a conflict; comments above it that both sides have stand above the marker."""
    ours, theirs, lead = one.ours, one.theirs, ""
    if ours is not None and theirs is not None and ours.lead == theirs.lead:
        lead = ours.lead
        ours, theirs = replace(ours, lead=""), replace(theirs, lead="")
    sides = ["" if side is None else entry(side, column, False, mark) for side in (ours, theirs)]
    return lead + mark(*sides)


def entry(part: Part, column: int, behind: bool, mark: Mark | None = None) -> str:
    """The text of an entry or item of a block with its comments."""
    head = ("" if behind else part.lead + " " * column) + part.name
    if not part.value.block:
        return f"{head}{part.gap}{inline(part.value)}{part.eol}\n{part.below}"
    middle = part.gap if part.value.behind else part.eol + "\n"
    return head + middle + lines(part.value, mark) + part.below


def inline(value: Value) -> str:
    """The text of a value on one line."""
    if value.parts is None or value.text:
        return value.text
    told = [one.name + one.gap + inline(one.value) for one in value.parts if isinstance(one, Part)]
    opened, between, closed = value.signs
    return opened + between.join(told) + closed


def moved(part: Part, by: int) -> Part:
    """A part of a block with its lines so many columns further right."""
    if not by:
        return part
    value = part.value
    below = tuple(moved(one, by) for one in value.parts or () if isinstance(one, Part)) if value.block else value.parts
    text = shifted(value.text, by, first=False)
    value = replace(value, text=text, parts=below, column=value.column + by)
    return replace(part, value=value, lead=shifted(part.lead, by), below=shifted(part.below, by))


def shifted(text: str, by: int, first: bool = True) -> str:
    """Lines moved right by so many columns, or left as far as there is room; the first one only where asked."""
    told = text.split("\n")
    for at, line in enumerate(told):
        if line.strip() and (first or at):
            told[at] = " " * by + line if by > 0 else line[min(-by, len(line) - len(line.lstrip(" "))) :]
    return "\n".join(told)


def for_lines(part: Part) -> Part:
    """A part from between braces, to stand in a block."""
    return replace(part, name=part.name or "-", gap=part.gap or " ")


def for_braces(part: Part) -> Part | None:
    """A part of a block, to stand between braces; ``None`` when its comments would be lost."""
    if "#" in entry(part, 0, False):
        return None
    name = "" if part.name == "-" else part.name
    value = part.value
    return Part(part.key, name, Value(value.kind, value.data, braces(value.data)), gap=" " if name else "")
