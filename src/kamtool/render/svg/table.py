"""Tables: quiet column titles, hairlines between the rows, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kamtool.render.svg.canvas import Canvas
from kamtool.render.svg.measure import HAIRLINE, QUIET, Style, Text, lay, words
from kamtool.render.svg.text import draw_caption
from kamtool.view.blocks import Cell, Column, Table

HEAD: Final = Style(12.0, QUIET, True)
SIZE: Final = 13.0
_GAP: Final = 24.0
_PAD: Final = 7.0
_LEAST: Final = 48.0


def draw_table(table: Table, width: float) -> Canvas:
    """Rows under columns, as wide as they need up to *width*, or wider when the columns are very many."""
    count = max((len(table.columns), *map(len, table.rows)), default=0)
    columns = table.columns + (Column(""),) * (count - len(table.columns))
    widths = fit(_natural(columns, table.rows), width - _GAP * (count - 1), _LEAST)
    total = sum(widths) + _GAP * max(0, count - 1)
    canvas = draw_caption(table.title, width)
    canvas.width = max(canvas.width, total)
    heads = [lay(column.title, HEAD, room) for column, room in zip(columns, widths, strict=True)]
    if any(head.lines for head in heads):
        _row(canvas, heads, columns, widths)
        canvas.line([(0, canvas.height), (total, canvas.height)], "#9aa5b1")
    for row in table.rows:
        texts = [lay(cell.text, words(cell.tone, SIZE), room) for cell, room in zip(row, widths, strict=False)]
        _row(canvas, texts, columns, widths)
        canvas.line([(0, canvas.height), (total, canvas.height)], HAIRLINE)
    return canvas


def fit(natural: Sequence[float], room: float, least: float) -> list[float]:
    """The widths wanted, the widest ones cut to one common limit so that all together fit into *room*."""
    limit, left, open_ = room, room, sorted(natural)
    for done, want in enumerate(open_):
        limit = max(least, left / (len(open_) - done))
        if want > limit:
            break
        left -= want
    else:
        return list(natural)
    return [min(want, limit) for want in natural]


def _natural(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[float]:
    widths = [lay(column.title, HEAD).width for column in columns]
    for row in rows:
        for i, cell in enumerate(row):
            widths[i] = max(widths[i], lay(cell.text, words(cell.tone, SIZE)).width)
    return widths


def _row(canvas: Canvas, texts: Sequence[Text], columns: Sequence[Column], widths: Sequence[float]) -> None:
    """Set one row at the canvas's end and grow it by the tallest cell."""
    top, left = canvas.height + _PAD, 0.0
    bottom = top + SIZE
    for text, column, room in zip(texts, columns, widths, strict=False):
        if column.align == "right":
            canvas.text(text, left + room, top, "end")
        else:
            canvas.text(text, left, top)
        bottom = max(bottom, top + text.height)
        left += room + _GAP
    canvas.height = bottom + _PAD
