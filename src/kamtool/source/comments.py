"""Where the comments of a file are: what begins with a sharp sign outside every value, up to the end of its line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from kamtool.source.node import Node
from kamtool.source.suppress import scalars


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: from its sharp sign to the end of the line; *own* when nothing else stands on the line."""

    start: int
    end: int
    own: bool


def comments(text: str, root: Node | None) -> Iterator[Comment]:
    """Every comment of a file, in order. One behind the sign of a block of text belongs to that value."""
    values = scalars(root)
    starts = [start for start, _ in values]
    at = text.find("#")
    while at != -1:
        before = bisect_right(starts, at) - 1
        inside = before >= 0 and at < values[before][1]
        if inside or (at and text[at - 1] not in " \t\n"):
            at = text.find("#", at + 1)
            continue
        end = text.find("\n", at)
        end = len(text) if end == -1 else end
        line = text.rfind("\n", 0, at) + 1
        yield Comment(at, end - (text[end - 1 : end] == "\r"), not text[line:at].strip())
        at = text.find("#", end)
