"""Where among lines, blank lines and comments a new part of a block belongs."""

from __future__ import annotations

from kamtool.source.document import Document, header
from kamtool.source.edit import Edit
from kamtool.source.node import Node


def after_last(document: Document, end: int, column: int) -> int:
    """The offset of the line below a part that ends at *end*: below the comments that stand deeper than *column*.

    A comment at the column itself, or left of it, speaks of what comes next and stays with that.
    """
    text = document.text
    place = at = document.next_line(end)
    while at < len(text):
        line = text[at : document.line_end(at)]
        if line.strip() and not line.lstrip().startswith("#"):
            break
        if line.strip():
            if len(line) - len(line.lstrip()) <= column:
                break
            place = document.next_line(at)
        at = document.next_line(at)
    return place


def comment_below(document: Document, end: int, column: int) -> bool:
    """Whether a comment deeper than *column* comes next: a block of text put above it would swallow it."""
    at = document.next_line(end)
    while at < len(document.text):
        line = document.text[at : document.line_end(at)]
        if line.strip():
            return line.lstrip().startswith("#") and len(line) - len(line.lstrip()) > column
        at = document.next_line(at)
    return False


def beneath(document: Document, node: Node) -> bool:
    """Whether something may be put before the first key of a block: no comment above speaks of that key."""
    start = document.line_start(node.start.index)
    if document.text[start : node.start.index].strip():
        return True  # behind a dash
    above = document.text[document.line_start(max(0, start - 1)) : start].strip()
    return bool(above) and not above.startswith("#")


def open_end(document: Document, part: Node, end: int) -> tuple[Edit, ...]:
    """What keeps a block of text as it is when it ends the file without a line break and lines come below it."""
    if end != len(document.text) or document.text.endswith("\n"):
        return ()
    last = last_leaf(part)
    if last.style not in ("|", ">"):
        return ()
    sign = header(document.text[last.start.index : end])
    kept = sign.rstrip("+-") if sign[-1:] in "+-" else sign
    return (Edit(last.start.index, last.start.index + len(sign), kept.replace("+", "").replace("-", "") + "-"),)


def last_leaf(node: Node) -> Node:
    """The last scalar, or empty collection, of a node."""
    while node.items:
        node = node.items[-1]
    return node


def past_blank_lines(document: Document, place: int) -> int:
    """The offset of the next line that is not blank."""
    while place < len(document.text) and not document.text[place : document.line_end(place)].strip():
        place = document.next_line(place)
    return place


def is_block(part: Node) -> bool:
    """Whether a part ends with a block of text."""
    return last_leaf(part).style in ("|", ">")


def keeps_blank_lines(document: Document, part: Node) -> bool:
    """Whether a part ends with a block of text that counts the blank lines below it as its own."""
    last = last_leaf(part)
    return is_block(part) and "+" in header(document.text[last.start.index : last.end.index])
