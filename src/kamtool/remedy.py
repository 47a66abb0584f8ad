"""What would clear a diagnostic: the edits, whether they are sure, and what the file then says.

A safe fix says the same in the right form; an unsafe one is a guess at what was meant, made only when asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kamtool.diagnostic import Diagnostic
from kamtool.load import Loaded
from kamtool.load.reference import ids_in, matches
from kamtool.load.typed import iso_day
from kamtool.model.base import ID_PATTERN
from kamtool.model.references import REFERENCES
from kamtool.source.edit import Edit
from kamtool.source.node import Node, child
from kamtool.source.scalar import scalar


@dataclass(frozen=True, slots=True)
class Fix:
    """The edits that clear one diagnostic; *value* is what the changed scalars then say, ``None`` for a comment.

    *syntax* says that the file reads otherwise after it, as it must when the colon of a key was none; *opens* that
    what stands below is read for the first time after it, and may have faults of its own.
    """

    edits: tuple[Edit, ...]
    safe: bool
    value: str | None = None
    syntax: bool = False
    opens: bool = False


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
        case "KAM004", "comma":
            return comma(text, start)
        case "KAM010", "date":
            return date(text, start, end)
        case "KAM011", "near":
            return word(text, start, end, str(found.params["near"]), safe=False)
        case "KAM013", "near":
            return reference(text, start, end, str(found.params["given"]), str(found.params["near"]))
        case "KAM008", "word":
            renamed = word(text, start, end, str(found.params["near"]), safe=True)
            return renamed and replace(renamed, opens=True)
        case "KAM008", "near":
            return word(text, start, end, str(found.params["near"]), safe=False)
        case "KAM012", "message":
            return plain_id(loaded, str(found.params["given"]))
        case "KAM017", "message":
            return comment(text, start, end, safe=True)
        case "KAM017", "some":
            return fewer_codes(text, start, end, str(found.params["codes"]))
        case "KAM017", "expired":  # to renew it or to delete it is a person's choice
            return comment(text, start, end, safe=False)
        case "KAM018", _:
            return word(text, start, end, str(found.params["word"]), safe=True)
    return None


def word(text: str, start: int, end: int, value: str, safe: bool) -> Fix | None:
    """Another word for a scalar, in the quotes it had; a block of text is left to people."""
    style = text[start : start + 1]
    if style in ("|", ">"):
        return None
    return Fix((Edit(start, end, scalar(value, style if style in ("'", '"') else None)),), safe, value)


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
    colon = ":" if text[found.end() : found.end() + 1] in ("", "\n", "\r") else ": "
    return Fix((Edit(found.start(), found.end(), colon),), True, syntax=True)


def comma(text: str, start: int) -> Fix:
    """An ordinary comma and space for a full-width one."""
    behind = text[start + 1 : start + 2]
    return Fix((Edit(start, start + 1, "," if behind in ("", " ", "\n", "\r") else ", "),), True, syntax=True)


def date(text: str, start: int, end: int) -> Fix | None:
    """A day written otherwise, year first, as ISO."""
    iso = iso_day(text[start:end].strip("\"' "))
    if iso is None:
        return None
    return word(text, start, end, iso, safe=True)


def reference(text: str, start: int, end: int, given: str, near: str) -> Fix | None:
    """The id that was probably meant; surely, when only the case differs."""
    same = near.casefold() == given.casefold()
    if same and near != near.lower():
        return None  # the id itself is mended first
    return word(text, start, end, near, safe=same)


def plain_id(loaded: Loaded, given: str) -> Fix | None:
    """An id in small letters and hyphens, with every reference to it; safe when only its case was wrong."""
    if loaded.root is None:
        return None
    plain = re.sub(r"[\s_]+", "-", given.strip()).lower()
    own = {one.text for one in defined(loaded.root)}
    nodes = [one for one in (*defined(loaded.root), *named(loaded.root)) if one.text == given]
    if not re.match(ID_PATTERN, plain) or {plain, given} <= own or not nodes:
        return None
    edits = tuple(Edit(one.start.index, one.end.index, scalar(plain, one.style)) for one in nodes)
    return Fix(edits, plain == given.lower(), plain)


def defined(root: Node) -> Iterator[Node]:
    """The nodes that define an id."""
    for section in ("stakeholders", "team", "competitors", "opportunities"):
        node = child(root, section)
        if node is not None and node.kind == "mapping":
            yield from node.items[::2]
    for section in ("actions", "goals"):
        yield from matches(root, (section, "*", "id"))


def named(root: Node) -> Iterator[Node]:
    """The nodes that name an id of another part."""
    for pattern, _, _, by_key in REFERENCES:
        for node in matches(root, pattern):
            yield from ids_in(node, by_key)


def comment(text: str, start: int, end: int, safe: bool) -> Fix:
    """A comment taken out; with its line when it stands alone on it."""
    line_start = text.rfind("\n", 0, start) + 1
    if not text[line_start:start].strip():
        return Fix((Edit(line_start, text.find("\n", start) + 1 or len(text), ""),), safe)
    kept = len(text[line_start:start].rstrip())
    return Fix((Edit(line_start + kept, end, ""),), safe)


def fewer_codes(text: str, start: int, end: int, idle: str) -> Fix | None:
    """A comment that silences without the codes that nothing needs."""
    listed = re.compile(r"[^\[【［]*[\[【［]([^\]】］]*)").match(text, start, end)
    if listed is None:
        return None
    kept = [code for code in re.findall(r"KAM\d{3}", listed[1]) if code not in idle]
    return Fix((Edit(*listed.span(1), ", ".join(kept)),), safe=True)
