"""A plan's text together with its nodes: what edits work on, and where its parts truly begin and end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kamtool.diagnostic import Path
from kamtool.source.node import Node, child
from kamtool.source.parse import parse

# Plain data, untyped: text, lists, mappings in order; ``None`` where nothing is written.
Data = str | None | Sequence["Data"] | Mapping[str, "Data"]


class Refused(Exception):
    """The edit cannot be made without saying something else than was asked; *reason* is a short English word."""

    def __init__(self, reason: str, path: Path = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.path = path


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a plan, without a byte order mark, and its root node."""

    text: str
    root: Node | None

    def node(self, path: Path) -> Node | None:
        """The value at *path*, if the file has it."""
        node = self.root
        for step in path:
            node = child(node, step) if node is not None else None
        return node

    def line_start(self, at: int) -> int:
        """The offset at which the line of *at* begins."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """The offset at which the line of *at* ends, before its line break."""
        end = self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        return end - 1 if self.text[end - 1 : end] == "\r" and end > at else end

    def next_line(self, at: int) -> int:
        """The offset at which the line after that of *at* begins; the text's end when there is none."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1

    @property
    def newline(self) -> str:
        """The line break of the file, that of its first line."""
        end = self.text.find("\n")
        return "\r\n" if end > 0 and self.text[end - 1] == "\r" else "\n"

    def end_of(self, node: Node) -> int:
        """Where what a node says ends: the parser counts blank lines and comments below a block as its own."""
        if node.kind == "scalar":
            return self.block_end(node) if node.style in ("|", ">") else node.end.index
        if node.flow or not node.items:
            return node.end.index
        last = node.items[-1]
        return self.end_of(last) if not last.is_null or last.text else self.null_end(node)

    def null_end(self, node: Node) -> int:
        """Where a collection ends whose last value is not written: behind the colon, the dash or the bare key."""
        last = node.items[-1]
        if node.kind == "sequence":
            return last.start.index
        key = node.items[-2]
        return max(key.end.index, self.colon(key, last) + 1)

    def colon(self, key: Node, value: Node) -> int:
        """The offset of the colon between a key and its value; -1 for a bare key in braces."""
        return self.text.find(":", key.end.index, max(value.start.index, key.end.index + 1))

    def block_end(self, node: Node) -> int:
        """Where a block of text ends: behind its last line, blank ones counted only where they are kept."""
        end = node.end.index
        raw = self.text[node.start.index : end]
        if "+" in header(raw):
            return end - (len(raw) - len(raw.removesuffix("\n").removesuffix("\r")))
        lines = raw.split("\n")
        while len(lines) > 1 and not lines[-1].strip():
            lines.pop()
        return node.start.index + len("\n".join(lines).removesuffix("\r"))


def header(raw: str) -> str:
    """The sign of a block of text with its indicators: ``|-``, ``>2+``."""
    line = raw.split("\n", 1)[0].split("#", 1)[0]
    return line.split()[0] if line.split() else ""


def document(text: str, file: str = "") -> Document:
    """The document of a text. Raises Unreadable for what is no YAML of ours."""
    return Document(text, parse(text, file))


def plain(node: Node | None) -> Data:
    """What a node says as plain data, nothing typed and nothing left out; ``None`` where nothing is written."""
    if node is None or node.is_null:
        return None
    if node.kind == "scalar":
        return node.text
    if node.kind == "sequence":
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.pairs()}
