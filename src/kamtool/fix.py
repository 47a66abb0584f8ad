"""Mending what can be mended: for a diagnostic the edits that clear it, verified before anything is written.

A safe fix says the same in the right form; an unsafe one is a guess at what was meant, made only when asked for.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kamtool.diagnostic import Diagnostic
from kamtool.load import Loaded, ids_in, load_bytes, matches
from kamtool.model.base import ID_PATTERN
from kamtool.model.references import REFERENCES
from kamtool.source.edit import Edit, apply_edits, facts, quoted
from kamtool.source.node import Node, child
from kamtool.source.parse import keyboard_slips

PASSES = 5
DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?\Z|(\d{4})(\d{2})(\d{2})\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Fix:
    """The edits that clear one diagnostic; *value* is what the changed scalars then say, ``None`` for a comment.

    *syntax* says that the file reads otherwise after it, as it must when a key's colon was none.
    """

    edits: tuple[Edit, ...]
    safe: bool
    value: str | None = None
    syntax: bool = False


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


def after(loaded: Loaded, fixes: Iterable[Fix]) -> tuple[str, int]:
    """The text after as many of the fixes as can be verified, each on top of those before; and how many."""
    text, made = loaded.source.text, list[Fix]()
    for fix in fixes:
        try:
            new = apply_edits(loaded.source.text, [edit for one in (*made, fix) for edit in one.edits])
        except ValueError:
            continue
        if new != text and verified(loaded, new, (*made, fix)):
            text = new
            made.append(fix)
    return text, len(made)


def verified(old: Loaded, text: str, fixes: Sequence[Fix]) -> bool:
    """Whether the new text says what the old said, but for what the fixes meant to change, with nothing new wrong."""
    new = load_bytes(text.encode(), old.file)
    if old.root is None or any(fix.syntax for fix in fixes):
        return len(keyboard_slips(text, old.file)) < len(keyboard_slips(old.source.text, old.file))
    values = {(edit.start, edit.end): fix.value for fix in fixes for edit in fix.edits if fix.value is not None}
    wanted = facts(changed(old.root, values))
    return facts(new.root) == wanted and len(new.diagnostics) <= len(old.diagnostics)


def changed(node: Node, values: dict[tuple[int, int], str]) -> Node:
    """A copy of the tree in which the scalars at these places say something else."""
    text = values.get((node.start.index, node.end.index), node.text) if node.kind == "scalar" else node.text
    items = [changed(one, values) for one in node.items]
    return Node(node.kind, text, items, node.start, node.end, node.style, node.flow)


def fix_for(found: Diagnostic, loaded: Loaded) -> Fix | None:
    """The fix of one diagnostic, if it has one."""
    text = loaded.source.text
    start, end = (
        offset(text, found.span.line, found.span.column),
        offset(text, found.span.end_line, found.span.end_column),
    )
    match found.code, found.variant:
        case "KAM004", "colon" | "space":
            return keyboard(text, start)
        case "KAM010", "date":
            return date(text, start, end)
        case ("KAM011" | "KAM013", "near"):
            near = str(found.params["near"])
            return Fix((Edit(start, end, quoted(near)),), False, near)
        case "KAM008", "near":
            near = str(found.params["near"])
            return Fix((Edit(start, end, near),), False, near)
        case "KAM012", "message":
            return plain_id(loaded, str(found.params["given"]))
        case "KAM017", _:
            return comment(text, start, end)
        case "KAM018", _:
            word = str(found.params["word"])
            return Fix((Edit(start, end, word),), True, word)
    return None


def offset(text: str, line: int, column: int) -> int:
    """The character offset of a line and column that count from 1."""
    at = 0
    for _ in range(line - 1):
        at = text.find("\n", at) + 1
    return at + column - 1


def keyboard(text: str, start: int) -> Fix | None:
    """An ordinary colon and space for a full-width one."""
    found = re.compile(r"(?:：|:\u3000)[ \u3000]*").search(text, max(0, start - 1))
    line_end = text.find("\n", start)
    if found is None or (line_end != -1 and found.start() > line_end):
        return None
    return Fix((Edit(found.start(), found.end(), ": "),), True, syntax=True)


def date(text: str, start: int, end: int) -> Fix | None:
    """A day written otherwise, year first, as ISO."""
    found = DATE.match(text[start:end].strip("\"' "))
    if found is None:
        return None
    year, month, day = [part for part in found.groups() if part]
    try:
        iso = dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
    return Fix((Edit(start, end, iso),), True, iso)


def plain_id(loaded: Loaded, given: str) -> Fix | None:
    """An id in small letters and hyphens, with every reference to it; safe when only its case was wrong."""
    if loaded.root is None:
        return None
    plain = re.sub(r"[\s_]+", "-", given.strip()).lower()
    nodes = [one for one in every_id(loaded.root) if one.text == given]
    taken = any(one.text == plain for one in every_id(loaded.root))
    if not re.match(ID_PATTERN, plain) or taken or not nodes:
        return None
    edits = tuple(Edit(one.start.index, one.end.index, plain) for one in nodes)
    return Fix(edits, plain == given.lower(), plain)


def every_id(root: Node) -> Iterator[Node]:
    """The nodes that define an id or name one."""
    for section in ("stakeholders", "team", "competitors", "opportunities"):
        node = child(root, section)
        if node is not None and node.kind == "mapping":
            yield from node.items[::2]
    for section in ("actions", "goals"):
        for node in matches(root, (section, "*", "id")):
            yield node
    for pattern, _, _, by_key in REFERENCES:
        for node in matches(root, pattern):
            yield from ids_in(node, by_key)


def comment(text: str, start: int, end: int) -> Fix:
    """A comment taken out; with its line when it stands alone on it."""
    line_start = text.rfind("\n", 0, start) + 1
    if not text[line_start:start].strip():
        return Fix((Edit(line_start, text.find("\n", start) + 1 or len(text), ""),), True)
    kept = len(text[line_start:start].rstrip())
    return Fix((Edit(line_start + kept, end, ""),), True)
