"""The one way of text to an output: what could act instead of being read is shown, not sent.

Every string from a plan, a file name or the command line passes through :func:`safe` (or, inside blocks, through
:func:`safe_blocks`) before a writer touches it. What a writer's own format could take as an instruction (Markdown,
HTML, formulas) the writer escapes on top.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, cast

from kamtool.source.read import HIDDEN
from kamtool.view.blocks import Block, Branch, Fact, Note

_BREAK = re.compile(r"(?:\r\n|[\n\t])+")
_TAB_OR_CRLF = re.compile(r"\t+|\r\n")
# CI runners obey ``##[name]`` and ``##vso[name]`` anywhere in a line, and ``::name`` where a line starts.
_ANYWHERE = re.compile(r"#(?=#\w*\[)")
_LINE_START = re.compile(r"^((?:[^\S\n]|\x1b\[[\d;]*m)*)(?=::)", re.MULTILINE)


def safe(text: str) -> str:
    """*text* on one line, with nothing in it that a terminal or a CI runner obeys, and nothing that can't be seen."""
    if text.isascii() and text.isprintable() and "##" not in text:
        return text
    return _BREAK.sub(" ", _escape(text))


def safe_lines(text: str) -> str:
    """Like :func:`safe`, but line breaks stay."""
    return _TAB_OR_CRLF.sub(lambda match: "\n" if match[0] == "\r\n" else " ", _escape(text))


def safe_start(text: str) -> str:
    """Finished output *text* in which no line starts with ``::``; wrapping may put any word of a plan there."""
    return _LINE_START.sub(r"\1\\", text) if "::" in text else text


def safe_json(text: str) -> str:
    """JSON *text* of the same meaning, with what :func:`safe` would show written as JSON's own escapes."""
    return _ANYWHERE.sub(r"\\u0023", HIDDEN.sub(_json_escape, text))


def safe_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """*blocks* with every string in them made safe; only the texts of notes and facts keep their line breaks."""
    return tuple(cast(Block, _safe(block)) for block in blocks)


def _escape(text: str) -> str:
    return _ANYWHERE.sub(r"\\x23", HIDDEN.sub(_visible, text))


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _json_escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))


def _safe(value: object) -> object:
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, tuple):
        return tuple(_safe(item) for item in value)
    if isinstance(value, Branch):
        return _safe_branch(value)
    if is_dataclass(value) and not isinstance(value, type):
        changes: dict[str, Any] = {field.name: _safe(getattr(value, field.name)) for field in fields(value)}
        if isinstance(value, Note | Fact):
            changes["text"] = safe_lines(value.text)
        return replace(value, **changes)
    return value


def _safe_branch(root: Branch) -> Branch:
    """Without recursion: a plan may report up through thousands of people."""
    order = [root]
    for branch in order:
        order.extend(branch.children)
    made: dict[int, Branch] = {}
    for branch in reversed(order):
        made[id(branch)] = replace(
            branch,
            id=safe(branch.id),
            name=safe(branch.name),
            about=safe(branch.about),
            cells=cast(Any, _safe(branch.cells)),
            children=tuple(made[id(child)] for child in branch.children),
        )
    return made[id(root)]
