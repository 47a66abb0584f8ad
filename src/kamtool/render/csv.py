"""The tables among the blocks as comma-separated values (RFC 4180) that a spreadsheet takes for data, not formulas."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from kamtool.render.grid import named_boxes, named_rows
from kamtool.render.layout import filled
from kamtool.render.radar import as_table
from kamtool.render.safe import safe_blocks
from kamtool.view.blocks import Block, Branch, Chart, Facts, Grid, Heading, Note, Radar, Table, Tree

Rows: TypeAlias = list[list[str]]

# What a spreadsheet may take for a formula, also after spaces and in full width; a CI runner obeys ``::`` at a start.
_FORMULA = re.compile(r"\s*(?:[=+\-@\t\r＝＋－﹣＠﹢﹦﹫]|::)")
_NUMBER = re.compile(r"[+-]?\d+(?:,\d{3})*(?:\.\d+)?\s?%?")


def render(blocks: Sequence[Block]) -> str:
    """Tables, trees, grids, charts and radars, each with a header row; a blank line and a title part several."""
    parts = [part for block in safe_blocks(blocks) for part in _parts(block) if part[1]]
    out = io.StringIO()
    writer = csv.writer(out)
    for i, (title, rows) in enumerate(parts):
        if i:
            out.write("\r\n")
        if title and len(parts) > 1:
            writer.writerow([guarded(title)])
        longest = max(len(row) for row in rows)
        writer.writerows([guarded(text) for text in filled(row, longest, "")] for row in rows)
    return out.getvalue()


def guarded(text: str) -> str:
    """*text* with an apostrophe before what a spreadsheet would run; numbers stay numbers."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _parts(block: Block) -> Iterator[tuple[str, Rows]]:
    """The titled tables in *block*."""
    match block:
        case Table():
            yield block.title, _table(block)
        case Tree():
            yield block.title, _tree(block)
            if block.links:
                yield block.links_title, _links(block)
        case Grid():
            yield block.title, _grid(block)
        case Chart():
            yield block.title, _chart(block)
        case Radar():
            yield block.title, _table(as_table(block, bars=False))
        case Heading() | Note() | Facts():
            pass


def _table(table: Table) -> Rows:
    return [[column.title for column in table.columns], *([cell.text for cell in row] for row in table.rows)]


def _tree(tree: Tree) -> Rows:
    """A row for each branch, from top to bottom, naming the one above it."""
    rows = [["id", "parent", tree.name_title or "name", "about", *(column.title for column in tree.columns)]]
    stack: list[tuple[Branch, str]] = [(root, "") for root in reversed(tree.roots)]
    while stack:
        branch, parent = stack.pop()
        rows.append([branch.id, parent, branch.name, branch.about, *(cell.text for cell in branch.cells)])
        stack += [(child, branch.id) for child in reversed(branch.children)]
    return rows


def _links(tree: Tree) -> Rows:
    rows = [[link.source, link.target, link.kind, "strong" if link.strong else "", link.label] for link in tree.links]
    return [["source", "target", "kind", "strength", "label"], *rows]


def _grid(grid: Grid) -> Rows:
    """A row for each line of each box."""
    rows = [["row", "column", "box", "note", "text"]]
    for row_title, row in named_rows(grid):
        for column_title, box in named_boxes(grid, row):
            for text in [cell.text for cell in box.lines] or [""]:
                rows.append([row_title, column_title, box.title, box.note, text])
    return rows


def _chart(chart: Chart) -> Rows:
    count = max([len(chart.columns), *(len(bar.cells) for bar in chart.bars)])
    titles = filled([column.title for column in chart.columns], count, "")
    rows = [["label", "value", "shown", *titles, "remark"]]
    for bar in chart.bars:
        cells = filled([cell.text for cell in bar.cells], count, "")
        rows.append([bar.label, _number(bar.value), bar.shown, *cells, bar.remark])
    return rows


def _number(value: float | None) -> str:
    """All its digits; nothing for what is not a finite number."""
    if value is None or not math.isfinite(value):
        return ""
    return str(int(value)) if value == int(value) else repr(value)
