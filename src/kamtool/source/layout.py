"""How a file sets things out, and new data set out likewise: indentation, lists under their key, lines or braces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kamtool.source.document import Data, Document
from kamtool.source.node import Node
from kamtool.source.scalar import block, scalar

LINE = 100  # a list of words longer than this gets a line for each


@dataclass(frozen=True, slots=True)
class Layout:
    """The habits of one file: columns that a mapping and a list stand right of their key, and behind a dash."""

    step: int = 2
    list_step: int = 2
    dash: int = 2
    newline: str = "\n"


def layout(document: Document) -> Layout:
    """The commonest habits of a file; two columns where it shows none."""
    steps: Counter[str] = Counter()
    found: dict[str, Counter[int]] = {"step": Counter(), "list_step": Counter(), "dash": Counter()}
    for kind, columns in habits(document):
        found[kind][columns] += 1
        steps[kind] += 1
    most = {kind: counted.most_common(1)[0][0] for kind, counted in found.items() if counted}
    if "list_step" not in most and "step" in most:
        most["list_step"] = most["step"]
    return Layout(**most, newline=document.newline)


def habits(document: Document) -> Iterator[tuple[str, int]]:
    """Each place that shows how the file indents: a block under a key, an item behind its dash."""
    pending = [document.root] if document.root is not None else []
    while pending:
        node = pending.pop(0)
        if node.flow or node.kind == "scalar":
            continue
        pending += node.items
        if node.kind == "sequence":
            yield from (
                ("dash", item.start.column - node.start.column)
                for item in node.items
                if not item.is_null
                and document.line_start(item.start.index) + node.start.column < item.start.index
                and item.start.column > node.start.column
                and document.text[document.line_start(item.start.index) + node.start.column] == "-"
            )
            continue
        for key, value in node.pairs():
            if value.kind != "scalar" and not value.flow and value.start.line > key.start.line:
                kind = "step" if value.kind == "mapping" else "list_step"
                yield kind, value.start.column - key.start.column


def flow(data: Data) -> str:
    """Data on one line, in braces and brackets."""
    if data is None:
        return "~"
    if isinstance(data, str):
        return scalar(data)
    if isinstance(data, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(value)}" for key, value in data.items()) + "}"
    return "[" + ", ".join(map(flow, data)) + "]"


def entry(key: str, data: Data, column: int, habit: Layout) -> list[str]:
    """The lines of a key and its value; the first without its indentation, as it follows a dash or spaces."""
    name = scalar(key)
    if data is None:
        return [f"{name}:"]
    if isinstance(data, str):
        return [*f"{name}: {text_of(data, column, habit)}".split(habit.newline)]
    if fits(data, column + len(name) + 2):
        return [f"{name}: {flow(data)}"]
    below = column + (habit.step if isinstance(data, Mapping) else habit.list_step)
    return [f"{name}:", *indented(lines(data, below, habit), below)]


def lines(data: Data, column: int, habit: Layout) -> list[str]:
    """The lines of a value whose first stands at *column*; the first without its indentation."""
    if isinstance(data, Mapping) and data:
        out: list[str] = []
        for key, value in data.items():
            told = entry(key, value, column, habit)
            out += [" " * column + told[0], *told[1:]] if out else told
        return out
    if data is None or isinstance(data, str):
        return ["~"] if data is None else text_of(data, column, habit).split(habit.newline)
    if not data or isinstance(data, Mapping):
        return [flow(data)]
    out = []
    for item in data:
        told = dashed(item, column, habit)
        out += [" " * column + told[0], *told[1:]] if out else told
    return out


def dashed(item: Data, column: int, habit: Layout) -> list[str]:
    """The lines of a list's item with its dash at *column*; the first without its indentation."""
    if not isinstance(item, Mapping) and fits(item, column + habit.dash):
        return ["-" + " " * (habit.dash - 1) + flow(item)]
    told = lines(item, column + habit.dash, habit)
    return ["-" + " " * (habit.dash - 1) + told[0], *told[1:]]


def indented(told: Sequence[str], column: int) -> list[str]:
    """The lines with the first one put at its column."""
    return [" " * column + told[0], *told[1:]]


def text_of(value: str, column: int, habit: Layout) -> str:
    """A text as a scalar: a block of its own when it has several lines, else on one."""
    several = block(value, "|", " " * (column + habit.step), habit.newline) if "\n" in value.rstrip("\n") else None
    return several or scalar(value)


def fits(data: Data, column: int) -> bool:
    """Whether data is written on one line: nothing, or a list of words that is short enough."""
    if isinstance(data, Mapping):
        return not data
    if isinstance(data, str):
        return False
    words = all(item is None or (isinstance(item, str) and "\n" not in item) for item in data or ())
    return not data or (words and column + len(flow(data)) <= LINE)


def is_block(node: Node) -> bool:
    """Whether a collection is set out in lines."""
    return node.kind != "scalar" and not node.flow
