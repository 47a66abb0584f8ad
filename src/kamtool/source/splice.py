"""Edits at the places of nodes: a value set, an entry or an item added, a key renamed; every other byte stays.

Each function takes a document and a path and gives the edits; it looks nothing up and checks no meaning. What the
edits make is compared with what was meant in ``source/operation.py``, which is the way to use them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kamtool.diagnostic import Path
from kamtool.source.document import Data, Document, Refused, header
from kamtool.source.edit import Edit
from kamtool.source.layout import Layout, dashed, entry, flow, layout, lines, text_of
from kamtool.source.node import Node, key_of
from kamtool.source.place import after_last, beneath, comment_below, keeps_blank_lines, open_end, past_blank_lines
from kamtool.source.scalar import block, scalar

# The keys that belong at a path, in their order; empty where there is no order.
Order = Callable[[Path], Sequence[str]]


def no_order(path: Path) -> Sequence[str]:
    """No order: what is new comes last."""
    return ()


def set_value(document: Document, path: Path, data: Data, order: Order = no_order) -> tuple[Edit, ...]:
    """The edits that make the value at *path* say *data*; what is not there yet is added with its parents.

    Raises Refused when the way there leads through a text, or beyond the end of a list.
    """
    node = document.node(path)
    if node is None:
        last = path[-1] if path else None
        if isinstance(last, int):
            return add_item(document, path[:-1], data, order)
        return add_entry(document, path[:-1], str(last), data, order)
    if isinstance(data, str) and node.kind == "scalar":
        return rewritten(document, path, node, data)
    return replaced(document, path, node, data)


def add_entry(document: Document, path: Path, key: str, data: Data, order: Order = no_order) -> tuple[Edit, ...]:
    """The edits that give the mapping at *path* a new entry; parents that are not there are made.

    It stands behind the last of those entries that *order* puts before it, else at the end. Raises Refused when the
    key is there, or *path* leads to a text or a list.
    """
    node = document.node(path)
    if node is None:
        if not path:
            raise Refused("empty", path)
        above = path[-1]
        if isinstance(above, int):
            return add_item(document, path[:-1], {key: data}, order)
        return add_entry(document, path[:-1], above, {key: data}, order)
    if node.is_null or not (node.items or node.kind != "mapping"):
        return filled(document, path, node, {key: data})
    if node.kind != "mapping":
        raise Refused("no_mapping", path)
    if key_of(node, key) is not None:
        raise Refused("exists", (*path, key))
    at = place_in(node, key, order(path))
    if node.flow:
        return in_braces(document, node, at, f"{scalar(key)}: {flow(data)}")
    column = node.items[0].start.column
    if at == 0 and beneath(document, node):
        first = node.items[0].start.index
        told = entry(key, data, column, layout(document))
        return (Edit(first, first, document.newline.join([*told, " " * column])),)
    return below(document, node, at or len(node.items) // 2, entry(key, data, column, layout(document)), column)


def add_item(document: Document, path: Path, data: Data, order: Order = no_order) -> tuple[Edit, ...]:
    """The edits that put a new item at the end of the list at *path*, in braces when the last one is; parents are made.

    Raises Refused when *path* leads to a text or a mapping.
    """
    node = document.node(path)
    if node is None:
        last = path[-1] if path else None
        if not isinstance(last, str):
            raise Refused("no_list", path)
        return add_entry(document, path[:-1], last, [data], order)
    if node.is_null or not (node.items or node.kind != "sequence"):
        return filled(document, path, node, [data])
    if node.kind != "sequence":
        raise Refused("no_list", path)
    if node.flow:
        return in_braces(document, node, len(node.items), flow(data))
    column, habit = node.start.column, layout(document)
    last_item = node.items[-1]
    if last_item.flow and isinstance(data, Mapping | list | tuple):
        told = ["-" + " " * max(1, last_item.start.column - column - 1) + flow(data)]
    else:
        told = dashed(data, column, habit)
    return below(document, node, len(node.items), told, column)


def rename_key(document: Document, path: Path, new: str) -> tuple[Edit, ...]:
    """The edit that gives the entry at *path* another key, in the quotes the old one had. Raises Refused."""
    above = document.node(path[:-1]) if path else None
    key = key_of(above, path[-1]) if above is not None else None
    if above is None or key is None:
        raise Refused("missing", path)
    if new != key.text and key_of(above, new) is not None:
        raise Refused("exists", (*path[:-1], new))
    return (Edit(key.start.index, key.end.index, scalar(new, key.style)),)


def place_in(node: Node, key: str, order: Sequence[str]) -> int:
    """Behind how many entries of a mapping a new key belongs."""
    keys = [one.text for one in node.items[::2]]
    if key not in order:
        return len(keys)
    before = set(order[: order.index(key)])
    known = [at for at, one in enumerate(keys) if one in before]
    if known:
        return known[-1] + 1
    return 0 if any(one in order for one in keys) else len(keys)


def rewritten(document: Document, path: Path, node: Node, value: str) -> tuple[Edit, ...]:
    """A text in place of another one: in its quotes, as a block of lines where it was one."""
    if node.is_null:
        return written_at(document, path, node, scalar(value))
    if node.style not in ("|", ">"):
        told = in_place(document, path, node, value)
        return (Edit(node.start.index, node.end.index, told or scalar(value, node.style)),)
    start, end = node.start.index, document.block_end(node)
    sign = header(document.text[start:end])
    told = block(value, node.style, " " * block_column(document, node), document.newline)
    head_end = document.line_end(start)
    if told is None:
        return (Edit(start, start + len(sign), scalar(value)), Edit(min(head_end, end), end, ""))
    first, _, rest = told.partition(document.newline)
    return (Edit(start, start + len(sign), first), Edit(min(head_end, end), end, document.newline + rest))


def in_place(document: Document, path: Path, node: Node, value: str) -> str | None:
    """Several lines as a block of text, where a text on one line ends its own; ``None`` where they cannot be."""
    above = document.node(path[:-1])
    end = node.end.index
    if (
        above is None
        or above.flow
        or "\n" not in value.rstrip("\n")
        or document.text[end : document.line_end(end)].strip()
    ):
        return None
    column = above.start.column if above.kind == "sequence" else above.items[0].start.column
    return None if comment_below(document, end, column) else text_of(value, column, layout(document))


def block_column(document: Document, node: Node) -> int:
    """The column at which the lines of a block of text stand."""
    text, end = document.text, document.block_end(node)
    at = document.next_line(node.start.index)
    while at < end:
        line = text[at : document.line_end(at)]
        if line.strip() and not any(char.isdigit() for char in header(text[node.start.index : end])):
            return len(line) - len(line.lstrip(" "))
        at = document.next_line(at)
    start = document.line_start(node.start.index)
    indent = len(text[start : node.start.index]) - len(text[start : node.start.index].lstrip(" -"))
    return indent + layout(document).step


def written_at(document: Document, path: Path, node: Node, told: str) -> tuple[Edit, ...]:
    """The edit that writes a value on one line where nothing stands, or ``~``."""
    if node.text:
        return (Edit(node.start.index, node.end.index, told),)
    above = document.node(path[:-1])
    key = key_of(above, path[-1]) if above is not None else None
    if key is None:  # behind a dash
        return (Edit(node.start.index, node.start.index, " " + told),)
    colon = document.colon(key, node)
    if colon < 0:
        return (Edit(key.end.index, key.end.index, ": " + told),)
    return (Edit(colon + 1, colon + 1, " " + told),)


def replaced(document: Document, path: Path, node: Node, data: Data) -> tuple[Edit, ...]:
    """Another kind of value in place of a node: braces within braces, else lines below the key or behind the dash."""
    above = document.node(path[:-1]) if path else None
    if above is None:
        raise Refused("root", path)
    if above.flow or (node.flow and node.items):
        return value_on_line(document, path, node, "~" if data is None else flow(data))
    key = key_of(above, path[-1])
    end = document.end_of(node)
    remark = document.text[end : document.line_end(end)].strip() or comment_below(document, end, above.start.column)
    swallowing = remark and several_lines(data)
    if data is None or isinstance(data, str) or not data or swallowing:
        return value_on_line(document, path, node, "~" if data is None else flow(data))
    habit = layout(document)
    if key is None:  # an item: its first line stands behind the dash
        column = node.start.column if not node.is_null or node.text else node.start.column + 1
        told = lines(data, column, habit)
        head = value_on_line(document, path, node, told[0])
        return with_lines(document, head, document.end_of(node), told[1:], habit)
    told = entry(key.text, data, key.start.column, habit)
    if len(told) == 1:
        return value_on_line(document, path, node, flow(data))
    return with_lines(document, value_on_line(document, path, node, ""), document.end_of(node), told[1:], habit)


def several_lines(data: Data) -> bool:
    """Whether some text in the data has more than one line."""
    if isinstance(data, Mapping):
        return any(map(several_lines, data.values()))
    return "\n" in data if isinstance(data, str) else any(map(several_lines, data or ()))


def value_on_line(document: Document, path: Path, node: Node, told: str) -> tuple[Edit, ...]:
    """The edits that leave *told* on the line of the key or dash, in place of everything a node said."""
    text, end = document.text, document.end_of(node)
    if node.is_null and not node.text:
        return written_at(document, path, node, told) if told else ()
    above = document.node(path[:-1])
    key = key_of(above, path[-1]) if above is not None else None
    anchor = key.end.index if key is not None else None
    if node.kind == "scalar" and node.style in ("|", ">"):
        sign = header(text[node.start.index : end])
        head_end = min(document.line_end(node.start.index), end)
        return (Edit(node.start.index, node.start.index + len(sign), told), Edit(head_end, end, ""))
    if node.flow or node.kind == "scalar":
        start = node.start.index if told else len(text[: node.start.index].rstrip(" "))
        return (Edit(start, end, told),)
    if anchor is not None:  # a block below its key
        colon = text.find(":", anchor)
        head_end, last = document.line_end(colon), document.line_end(end)
        return (Edit(colon + 1, colon + 1, " " + told if told else ""), Edit(head_end, last, ""))
    several = "\n" in text[node.start.index : end]
    return (Edit(node.start.index, document.line_end(end) if several else end, told),)


def with_lines(
    document: Document, head: tuple[Edit, ...], end: int, told: Sequence[str], habit: Layout
) -> tuple[Edit, ...]:
    """The edits of the head line, and the further lines put below it, behind any comment it ends with."""
    if not told:
        return head
    below_it = habit.newline + habit.newline.join(told)
    at = document.line_end(end)
    last = head[-1] if head else None
    if last is not None and last.end == at:
        return (*head[:-1], Edit(last.start, last.end, last.text + below_it))
    return (*head, Edit(at, at, below_it))


def filled(document: Document, path: Path, node: Node, data: Data) -> tuple[Edit, ...]:
    """The edits that put the first entry or item where nothing stands, or an empty pair of braces."""
    above = document.node(path[:-1]) if path else None
    if above is None:
        raise Refused("empty", path)
    if node.kind != "scalar":
        inner = document.text[node.start.index + 1 : node.end.index - 1]
        held = next(iter(data.values() if isinstance(data, Mapping) else data or ()), None)
        if above.flow or inner.strip() or isinstance(held, str) or not isinstance(data, Mapping | list):
            if "#" in inner:
                raise Refused("comment", path)
            told = flow(data)
            return (Edit(node.start.index, node.end.index, told),)
    return replaced(document, path, node, data)


def in_braces(document: Document, node: Node, at: int, told: str) -> tuple[Edit, ...]:
    """The edit that puts a piece into a filled pair of braces or brackets, behind *at* of its parts."""
    text = document.text
    if text[node.start.index] not in "{[":  # ``[a: b]`` is a mapping without braces
        raise Refused("no_mapping")
    if at == 0:
        first = node.items[0].start.index
        return (Edit(first, first, told + ", "),)
    size = 2 if node.kind == "mapping" else 1
    part = Node(node.kind, "", node.items[(at - 1) * size : at * size], node.start, node.end)
    end = document.end_of(part)
    return (Edit(end, end, ", " + told),)


def below(document: Document, node: Node, at: int, told: Sequence[str], column: int) -> tuple[Edit, ...]:
    """The edits that put lines below *at* parts of a block, with the blank line between if the file has them there."""
    size = 2 if node.kind == "mapping" else 1
    part = Node(node.kind, "", node.items[: at * size], node.start, node.end)
    end = document.end_of(part)
    place = after_last(document, end, column)
    keeping = keeps_blank_lines(document, part)
    if keeping:
        place = past_blank_lines(document, place)
    newline = document.newline
    piece = newline.join([" " * column + told[0], *told[1:]])
    if not keeping and part.items[size:] and parted(document, part, size):
        piece = newline + piece
    closing = open_end(document, part, end)
    if place == len(document.text) and not document.text.endswith("\n"):
        return (*closing, Edit(place, place, newline + piece))
    return (*closing, Edit(place, place, piece + newline))


def parted(document: Document, part: Node, size: int) -> bool:
    """Whether a blank line stands between the last two parts of a block."""
    earlier = Node(part.kind, "", part.items[:-size], part.start, part.end)
    between = document.text[document.end_of(earlier) : part.items[-size].start.index]
    return any(not line.strip() for line in between.split("\n")[1:-1])
