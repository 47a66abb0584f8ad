"""Mermaid: the first tree, else the first grid, else the first chart, as a flowchart.

Text reaches a diagram only through :func:`_label`: quoted, and with every sign that Mermaid or its Markdown could
read as more than text written as an entity code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from kamtool.render.safe import safe
from kamtool.view.blocks import Bar, Block, Box, Branch, Cell, Chart, Column, Grid, Link, Tone, Tree

# Letters, digits and these stay as they are; ':' doesn't, because Mermaid cuts lines with "style" and ':' in them.
_PLAIN: Final = frozenset(" ,()?!'/")
# A line of a label that starts so would be read as a Markdown list or rule.
_OPENING: Final = re.compile(r"^(\s*)(\d+[.)]|[-+]+)(?=\s|$)")
# Mermaid makes formulas of text between "$$" and icons of "fa:fa-..."; a word joiner, which nobody sees, parts them.
_PARTED: Final = re.compile(r"(?<=\$)(?=\$)|(?<=:)(?=fa-)")
_JOINER: Final = "\u2060"
_CLASSES: Final = (
    "classDef good fill:#e9f5ee,stroke:#2f855a,color:#1f2933",
    "classDef warn fill:#fbf3e1,stroke:#b7791f,color:#1f2933",
    "classDef bad fill:#fcebeb,stroke:#c53030,color:#1f2933",
    "classDef strong fill:#edf3f9,stroke:#2b6cb0,color:#1f2933",
    "classDef plain fill:#ffffff,stroke:#9aa5b1,color:#1f2933",
    "classDef quiet fill:#ffffff,stroke:#d9dee5,color:#6b7280",
)
_ARROWS: Final = {
    ("arrow", False): "-.->",
    ("arrow", True): "==>",
    ("conflict", False): "x--x",
    ("conflict", True): "x==x",
    ("line", False): "-.-",
    ("line", True): "===",
}


def render(blocks: Sequence[Block]) -> str:
    """One flowchart; ``ValueError`` when *blocks* hold neither tree nor grid nor chart."""
    body = _body(blocks)
    if body is not None:
        return "flowchart TD\n" + "".join(f"    {line}\n" for line in (*body, *_CLASSES))
    raise ValueError("Mermaid draws trees, grids and charts; there is none of them here")


def _body(blocks: Sequence[Block]) -> Iterator[str] | None:
    """The lines of the picture that says most."""
    trees = (_tree(block) for block in blocks if isinstance(block, Tree))
    grids = (_grid(block) for block in blocks if isinstance(block, Grid))
    charts = (_chart(block) for block in blocks if isinstance(block, Chart))
    return next(chain(trees, grids, charts), None)


def _tree(tree: Tree) -> Iterator[str]:
    """A node for each branch, an edge for each line of command, and the links."""
    names: dict[str, str] = {}
    edges: list[str] = []
    waiting: list[tuple[Branch, str]] = [(root, "") for root in reversed(tree.roots)]
    number = 0
    while waiting:
        branch, boss = waiting.pop()
        number += 1
        node = f"n{number}"
        names.setdefault(branch.id, node)
        yield _node(node, [branch.name, branch.about, *_cells(branch.cells, tree.columns)], branch.tone)
        if boss:
            edges.append(f"{boss} --- {node}")
        waiting.extend((child, node) for child in reversed(branch.children))
    yield from edges
    yield from (_link(link, names) for link in tree.links if link.source in names and link.target in names)


def _link(link: Link, names: dict[str, str]) -> str:
    label = f"|{_label([link.label])}|" if safe(link.label).strip() else ""
    return f"{names[link.source]} {_ARROWS[link.kind, link.strong]}{label} {names[link.target]}"


def _grid(grid: Grid) -> Iterator[str]:
    """A subgraph for each row, in it the boxes, and in them their lines."""
    number = 0
    for i, row in enumerate(grid.rows, 1):
        title = grid.row_titles[i - 1] if i <= len(grid.row_titles) else ""
        yield f"subgraph r{i} [{_label([title])}]"
        # Without a direction of its own a part turns across its picture's.
        yield "direction TB"
        for j, box in enumerate(row):
            number += 1
            column = grid.column_titles[j] if j < len(grid.column_titles) else ""
            yield _node(f"n{number}", _box(box, column), box.tone)
        yield "end"
        yield f"style r{i} fill:#f5f7fa,stroke:#d9dee5"
        if i > 1:
            yield f"r{i - 1} ~~~ r{i}"


def _box(box: Box, column: str) -> list[str]:
    """The lines of a box, its column's name first."""
    return [column, box.title, box.note, *(cell.text for cell in box.lines)]


def _chart(chart: Chart) -> Iterator[str]:
    """The bars as steps from top to bottom."""
    for number, bar in enumerate(chart.bars, 1):
        yield _node(f"n{number}", _bar(bar, chart.columns), bar.tone)
        if number > 1:
            yield f"n{number - 1} --- n{number}"


def _bar(bar: Bar, columns: Sequence[Column]) -> list[str]:
    return [_joined(bar.label, bar.shown), *_cells(bar.cells, columns), bar.remark]


def _cells(cells: Sequence[Cell], columns: Sequence[Column]) -> list[str]:
    """The cells that say something, behind their columns' titles."""
    titles = [column.title for column in columns] + [""] * len(cells)
    return [_joined(title, cell.text) for title, cell in zip(titles, cells, strict=False) if cell.text]


def _joined(title: str, text: str) -> str:
    return f"{title}: {text}" if title and text else title or text


def _node(name: str, lines: Sequence[str], tone: Tone) -> str:
    return f"{name}[{_label(lines)}]:::{tone}"


def _label(lines: Sequence[str]) -> str:
    """A quoted label of *lines* (empty ones left out), in which nothing but text is left."""
    shown = [_escape(text) for line in lines if (text := safe(line)).strip()]
    return f'"{"<br/>".join(shown) or " "}"'


def _escape(text: str) -> str:
    text = _PARTED.sub(_JOINER, text)
    opening = _OPENING.match(text)
    guarded = opening.span(2) if opening else (0, 0)
    return "".join(
        char if _stays(char) and not guarded[0] <= i < guarded[1] else f"#{ord(char)};" for i, char in enumerate(text)
    )


def _stays(char: str) -> bool:
    return (not char.isascii() and char != _JOINER) or char.isalnum() or char in _PLAIN or char in ".-+"
