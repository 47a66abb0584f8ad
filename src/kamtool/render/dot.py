"""Graphviz DOT: the first tree as an organisation chart with its informal lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kamtool.render.safe import safe
from kamtool.view.blocks import Block, Branch, Cell, Column, Link, Tone, Tree

_FONT: Final = '"Noto Sans CJK SC,Microsoft YaHei,PingFang SC,Helvetica,Arial"'
_HEAD: Final = (
    f'graph [fontname={_FONT}, fontsize=14, rankdir=TB, ranksep=0.6, nodesep=0.4, labelloc=t, bgcolor="#ffffff"]',
    f'node [fontname={_FONT}, fontsize=11, fontcolor="#1f2933", shape=box, style="rounded,filled", margin="0.15,0.1"]',
    f'edge [fontname={_FONT}, fontsize=10, color="#a9b4c2", arrowhead=none]',
)
_TONES: Final[dict[Tone, tuple[str, str]]] = {
    "plain": ("#ffffff", "#9aa5b1"),
    "strong": ("#edf3f9", "#2b6cb0"),
    "quiet": ("#ffffff", "#d9dee5"),
    "good": ("#e9f5ee", "#2f855a"),
    "warn": ("#fbf3e1", "#b7791f"),
    "bad": ("#fcebeb", "#c53030"),
}
_LINKS: Final = {
    "arrow": 'arrowhead=normal, color="#2b6cb0", fontcolor="#2b6cb0"',
    "conflict": 'dir=both, arrowhead=tee, arrowtail=tee, color="#c53030", fontcolor="#c53030"',
    "line": 'color="#6b7280", fontcolor="#6b7280"',
}


def render(blocks: Sequence[Block]) -> str:
    """A digraph; ``ValueError`` when there is no tree in *blocks*."""
    for block in blocks:
        if isinstance(block, Tree):
            body = "".join(f"  {line};\n" for line in _lines(block))
            return f"digraph plan {{\n{body}}}\n"
    raise ValueError("DOT draws trees; there is none here")


def _lines(tree: Tree) -> Iterator[str]:
    """The statements: settings, people, lines of command, links."""
    yield from _HEAD
    if safe(tree.title).strip():
        yield f"label={_quoted([tree.title])}"
    names: dict[str, str] = {}
    edges: list[str] = []
    waiting: list[tuple[Branch, str]] = [(root, "") for root in reversed(tree.roots)]
    number = 0
    while waiting:
        branch, boss = waiting.pop()
        number += 1
        node = f"n{number}"
        names.setdefault(branch.id, node)
        yield _node(node, branch, tree.columns)
        if boss:
            edges.append(f"{boss} -> {node}")
        waiting.extend((child, node) for child in reversed(branch.children))
    yield from edges
    for link in tree.links:
        if link.source in names and link.target in names:
            yield _link(link, names)


def _node(name: str, branch: Branch, columns: Sequence[Column]) -> str:
    fill, line = _TONES[branch.tone]
    lines = [branch.name, branch.about, *_cells(branch.cells, columns)]
    return f'{name} [label={_quoted(lines)}, fillcolor="{fill}", color="{line}"]'


def _cells(cells: Sequence[Cell], columns: Sequence[Column]) -> list[str]:
    """The cells that say something, behind their columns' titles."""
    titles = [column.title for column in columns] + [""] * len(cells)
    return [
        f"{title}: {cell.text}" if title else cell.text for title, cell in zip(titles, cells, strict=False) if cell.text
    ]


def _link(link: Link, names: dict[str, str]) -> str:
    """An informal line; it doesn't move anybody up or down."""
    width = 2.4 if link.strong else 1.2
    look = f"style=dashed, constraint=false, penwidth={width}, {_LINKS[link.kind]}"
    return f"{names[link.source]} -> {names[link.target]} [label={_quoted([link.label])}, {look}]"


def _quoted(lines: Sequence[str]) -> str:
    """*lines* (empty ones left out) as one quoted string; Graphviz reads no escape, entity or HTML in it."""
    shown = [_escape(text) for line in lines if (text := safe(line)).strip()]
    return '"' + "\\n".join(shown) + '"'


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
