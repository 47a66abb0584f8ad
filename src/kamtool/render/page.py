"""Blocks become lines on a grid of cells, the same for a terminal and for a pipe."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias, assert_never

from kamtool.render.chart import draw_chart
from kamtool.render.grid import draw_grid
from kamtool.render.layout import (
    GAP,
    Align,
    Item,
    Line,
    column_widths,
    facts,
    filled,
    indented,
    set_rows,
    span,
    stacked,
    width_of,
    wrap,
    wrap_item,
)
from kamtool.render.radar import as_table
from kamtool.render.safe import safe_blocks
from kamtool.render.tree import draw_tree
from kamtool.view.blocks import Block, Chart, Column, Facts, Grid, Heading, Note, Radar, Table, Tree

MIN_WIDTH = 40
_INDENT = 2

# Sets rows of one-line cells in columns of the given widths.
RowWriter: TypeAlias = Callable[[Sequence[Sequence[Line]], Sequence[int], Sequence[Align]], list[Line]]


def page(blocks: Sequence[Block], width: int, write_rows: RowWriter) -> list[Line]:
    """The lines of *blocks*, at most *width* cells wide (but 40 at least); *write_rows* sets the rows of tables."""
    width = max(width, MIN_WIDTH)
    lines: list[Line] = []
    before: Block | None = None
    section = 0
    for block in safe_blocks(blocks):
        if isinstance(block, Heading):
            section = 0
        indent = section if _at_margin(block) else _INDENT
        drawn = _lines(block, width - indent, write_rows)
        if not drawn:
            continue
        if before is not None and _apart(before, block):
            lines.append(())
        lines += indented(drawn, indent)
        if isinstance(block, Heading) and block.level > 1:
            section = _INDENT
        before = block
    return lines


def _apart(before: Block, block: Block) -> bool:
    """Whether a blank line parts the two."""
    match before, block:
        case Heading(level=1), Heading() | Note(label="", bullet=False):
            return True
        case Heading(), _:
            return isinstance(block, Heading)
        case Note(), Note():
            return not block.label and not block.bullet
        case _:
            return True


def _at_margin(block: Block) -> bool:
    return isinstance(block, Heading) or (isinstance(block, Note) and not block.label and not block.bullet)


def _lines(block: Block, width: int, write_rows: RowWriter) -> list[Line]:
    match block:
        case Heading():
            return wrap(span(block.text, "strong") + span("  ") + span(block.note, "quiet"), width)
        case Note():
            return _note(block, width)
        case Facts():
            return facts([(span(fact.label, "quiet"), span(fact.text, fact.tone)) for fact in block.rows], width)
        case Table():
            return _table(block, width, write_rows)
        case Tree():
            return draw_tree(block, width)
        case Grid():
            return draw_grid(block, width)
        case Chart():
            return draw_chart(block, width)
        case Radar():
            return _table(as_table(block), width, write_rows)
        case _:
            assert_never(block)


def _note(note: Note, width: int) -> list[Line]:
    first = span("· ") if note.bullet else ()
    body = span(note.text, note.tone)
    if note.label and width_of(span(note.label)) > width // 3:
        label = wrap_item(Item(span(note.label, "strong"), first, span(" " * width_of(first))), width)
        return label + wrap_item(Item(body, span(" " * GAP), span(" " * GAP)), width)
    if note.label:
        first += span(note.label, "strong") + span(" " * GAP)
    return wrap_item(Item(body, first, span(" " * width_of(first))), width)


def _table(table: Table, width: int, write_rows: RowWriter) -> list[Line]:
    title = wrap(span(table.title, "strong"), width) if table.title else []
    count = max((len(row) for row in table.rows), default=0)
    columns = filled(table.columns, count, Column(""))
    if not columns:
        return title
    titled = any(column.title for column in columns)
    cells = [[Item(span(cell.text.strip(), cell.tone)) for cell in row] for row in table.rows]
    cells = [filled(row, len(columns), Item(())) for row in cells]
    head = [[Item(span(column.title.strip(), "quiet")) for column in columns]] if titled else []
    aligns: list[Align] = [column.align for column in columns]
    widths = column_widths(head + cells, aligns, titled, width)
    if widths is None:
        return title + _stack(columns, cells, width)
    body = set_rows(cells, widths)
    top = set_rows(head, widths)
    widths = [max((width_of(row[i]) for row in top + body), default=0) for i in range(len(columns))]
    rule = [[span("─" * wide, "quiet") for wide in widths]] if titled else []
    return title + write_rows(top + rule + body, widths, aligns)


def _stack(columns: Sequence[Column], rows: Sequence[Sequence[Item]], width: int) -> list[Line]:
    """Each row's first cell as a small heading, the others below it behind their titles."""
    titles = [column.title for column in columns]
    lines = wrap(span(titles[0], "quiet"), width) if titles[0] else []
    for row in rows:
        first = [part.text for part in row[0].body]
        lines += wrap(tuple(span(text, "strong")[0] for text in first), width) if first else []
        lines += indented(stacked(titles[1:], row[1:], width - _INDENT), _INDENT)
    return lines
