"""A picture in words, for those who can't see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, assert_never

from kamtool.render.radar import as_table
from kamtool.render.safe import safe, safe_start
from kamtool.view.blocks import Block, Branch, Cell, Chart, Facts, Grid, Heading, Note, Radar, Table, Tree

_MOST: Final = 4000


def name(blocks: Sequence[Block], title: str) -> str:
    """What the picture is called: *title*, or the first title in it."""
    for block in blocks:
        if not title.strip():
            title = block.text if isinstance(block, Heading) else getattr(block, "title", "")
    return safe(title)


def describe(blocks: Iterable[Block]) -> str:
    """What the picture says, block by block; cut where it would become a book."""
    said = "\n".join(safe(line) for block in blocks for line in _lines(block) if line.strip())
    return safe_start(said if len(said) <= _MOST else said[: _MOST - 1] + "…")


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield _joined(block.text, block.note)
        case Note():
            yield _labelled(block.label, block.text)
        case Facts():
            yield from (_labelled(row.label, row.text) for row in block.rows)
        case Table():
            yield block.title
            yield from (_cells(row) for row in block.rows)
        case Tree():
            yield block.title
            yield from _people(block)
        case Grid():
            yield block.title
            for box in (box for row in block.rows for box in row):
                yield _labelled(_joined(box.title, box.note), _cells(box.lines))
        case Chart():
            yield block.title
            for bar in block.bars:
                yield _labelled(bar.label, _joined(bar.shown, _cells(bar.cells), bar.remark))
        case Radar():
            yield from _lines(as_table(block, bars=False))
        case _:
            assert_never(block)


def _people(tree: Tree) -> Iterator[str]:
    """Each branch with its cells, bosses first, then the informal lines."""
    names: dict[str, str] = {}
    waiting: list[Branch] = list(reversed(tree.roots))
    while waiting:
        branch = waiting.pop()
        names.setdefault(branch.id, branch.name)
        titles = [column.title for column in tree.columns] + [""] * len(branch.cells)
        cells = (_joined(title, cell.text) for title, cell in zip(titles, branch.cells, strict=False) if cell.text)
        yield _labelled(_joined(branch.name, branch.about), _joined(*cells))
        waiting.extend(reversed(branch.children))
    for link in tree.links:
        sign = {"arrow": "→", "conflict": "×", "line": "–"}[link.kind]
        ends = f"{names.get(link.source, link.source)} {sign} {names.get(link.target, link.target)}"
        yield _labelled(ends, link.label)


def _cells(cells: Iterable[Cell]) -> str:
    return " · ".join(cell.text for cell in cells if cell.text)


def _joined(*texts: str) -> str:
    return ", ".join(text for text in texts if text)


def _labelled(label: str, text: str) -> str:
    return f"{label}: {text}" if label and text else label or text
