"""The parsed file: nodes that know their place, and the way from a path to a span."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from kamtool.diagnostic import TOP, Path, Span

Kind = Literal["scalar", "mapping", "sequence"]

# Where `song:` with nothing behind it names a person of whom nothing is known yet.
NAMED = frozenset({"stakeholders", "team", "competitors", "opportunities", "participants", "covers"})

NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Mark:
    """A place in the text: character offset, line and column, counted from 0 as the parser does."""

    __slots__ = ("column", "index", "line")

    def __init__(self, index: int, line: int, column: int) -> None:
        self.index = index
        self.line = line
        self.column = column


MANY = 60  # items of a mapping above which its keys are looked up, not gone through


@dataclass(slots=True)
class Node:
    """One value of the file. A scalar holds its text; a mapping its keys and values by turns; a sequence its items.

    *start* and *end* are the parser's marks (index, line, column from 0); *style* is the scalar's quote or
    block sign, or ``None`` when plain; *flow* tells ``{a: b}`` from indented blocks.
    """

    kind: Kind
    text: str
    items: list[Node]
    start: Mark
    end: Mark
    style: str | None = None
    flow: bool = False
    places: dict[str, int] | None = field(default=None, repr=False, compare=False)  # of the keys, once looked for

    def pairs(self) -> list[tuple[Node, Node]]:
        """Keys and values of a mapping, in the order of the file."""
        return list(zip(self.items[::2], self.items[1::2], strict=True))

    @property
    def is_null(self) -> bool:
        """Whether nothing was written here: empty, ``~`` or ``null`` without quotes."""
        return self.kind == "scalar" and self.style is None and self.text in NULLS

    def span(self) -> Span:
        """The node's place, counted from 1."""
        return Span(self.start.line + 1, self.start.column + 1, self.end.line + 1, self.end.column + 1)


def child(node: Node, step: str | int) -> Node | None:
    """The value below *node* under a key or at an index, if the file has it."""
    if node.kind == "mapping":
        at = index_of(node, step)
        return None if at is None else node.items[at + 1]
    if node.kind == "sequence" and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None


def key_of(node: Node, step: str | int) -> Node | None:
    """The key node of *step* in a mapping."""
    at = index_of(node, step) if node.kind == "mapping" else None
    return None if at is None else node.items[at]


def index_of(node: Node, step: str | int) -> int | None:
    """Where among the items of a mapping the key *step* stands."""
    items = node.items
    if len(items) > MANY:
        if node.places is None:
            node.places = {items[at].text: at for at in range(len(items) - 2, -1, -2)}
        return node.places.get(step) if isinstance(step, str) else None
    for at in range(0, len(items), 2):
        if items[at].text == step:
            return at
    return None


def line_of_words(root: Node | None, part: str, words: Iterable[str]) -> int:
    """The line of the first of these texts that stands below a key of the root, else that of the key itself."""
    top = child(root, part) if root is not None else None
    if top is None:
        return locate(root, ()).line
    texts: dict[str, Node] = {}
    pending = [top]
    while pending:
        node = pending.pop()
        if node.kind == "scalar":
            texts.setdefault(node.text, node)
        pending += reversed(node.items)
    found = next((texts[word] for word in words if word in texts), None)
    return found.start.line + 1 if found is not None else locate(root, (part,), on_key=True).line


def locate(root: Node | None, path: Path, on_key: bool = False) -> Span:
    """The span of the value at *path*, or of its nearest ancestor in the file.

    A mapping or sequence that opens a block is shown by its key: the caret then stands under the name a
    person would look for. With *on_key* the key is shown even for a scalar.
    """
    if root is None:
        return TOP
    node, key = root, None
    for at, step in enumerate(path):
        below = child(node, step)
        if below is None:
            break
        name = key_of(node, step)
        key = name if name is not None else None
        node = below
        if at + 1 == len(path) and on_key and key is not None:
            return key.span()
    if node is root:
        return TOP
    if node.kind == "scalar" and not node.is_null:
        return node.span()
    if key is not None and (node.is_null or node.start.line != key.start.line):
        return key.span()
    return first_line(node)


def first_line(node: Node) -> Span:
    """The part of a block that stands on its first line, for the caret."""
    span = node.span()
    if span.end_line == span.line:
        return span
    head = node
    while head.kind != "scalar" and head.items:
        head = head.items[0]
    return head.span() if head.start.line == node.start.line else Span(span.line, span.column, span.line, span.column)


def mark_of(root: Node | None, path: Path) -> str:
    """A path by names: an item of a list by its id, else by what it says, so that moving it changes nothing."""
    words, node = [], root
    for step in path:
        below = child(node, step) if node is not None else None
        if isinstance(step, int) and below is not None:
            own = child(below, "id")
            words.append(f"[{own.text}]" if own is not None else f"[{digest(below)}]")
        else:
            words.append(str(step))
        node = below
    return ".".join(words)


def digest(node: Node) -> str:
    """A short, stable name for what a node says."""
    import hashlib  # only findings need it, and it takes a while to load

    return hashlib.sha256(repr(data(node)).encode()).hexdigest()[:10]


def data(node: Node, named: bool = False, dropped: list[Node] | None = None) -> Any:
    """The plain Python data of a node: text, lists and dictionaries; nothing is typed here.

    What is null is left out, since missing means unknown, and its key added to *dropped*; under the sections of NAMED
    it is an empty entry.
    """
    if node.kind == "scalar":
        return node.text
    if node.kind == "sequence":
        return [None if item.is_null else data(item, False, dropped) for item in node.items]
    out: dict[str, Any] = {}
    items = node.items
    for at in range(0, len(items), 2):
        name = items[at].text
        value = items[at + 1]
        if value.kind == "scalar":
            if value.style is None and value.text in NULLS:
                if named:
                    out[name] = {}
                elif dropped is not None:
                    dropped.append(items[at])
                continue
            out[name] = value.text
        else:
            out[name] = data(value, name in NAMED, dropped)
    return out
