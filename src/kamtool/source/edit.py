"""Changes to a plan's text that leave every other byte alone: pieces of text put in place of others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kamtool.diagnostic import Path
from kamtool.source.node import Node
from kamtool.source.scalar import scalar


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """The text from *start* to *end* (character offsets) becomes *text*."""

    start: int
    end: int
    text: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """*text* with every edit made; edits that touch each other are a ValueError, the same one twice is one."""
    out, at = [], 0
    for edit in sorted(set(edits)):
        if edit.start < at:
            raise ValueError("edits overlap")
        out += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*out, text[at:]])


def rewrite(node: Node, value: str) -> Edit:
    """The edit that makes a scalar say *value*, in the quotes it had."""
    return Edit(node.start.index, node.end.index, scalar(value, node.style))


def facts(node: Node | None, path: Path = ()) -> Mapping[Path, str]:
    """Every scalar of a parsed file by its path, keys counted as steps: what two versions are compared by."""
    if node is None:
        return {}
    if node.kind == "scalar":
        return {path: node.text}
    out: dict[Path, str] = {path: node.kind}
    if node.kind == "sequence":
        for at, item in enumerate(node.items):
            out |= facts(item, (*path, at))
    else:
        for key, value in node.pairs():
            out |= facts(value, (*path, key.text))
    return out
