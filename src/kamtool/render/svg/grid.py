"""Grids: boxes in rows and columns, the names of the axes at the top and on the left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kamtool.render.svg.canvas import Canvas
from kamtool.render.svg.measure import HAIRLINE, INK, MARKS, PALE, QUIET, WORDS, Style, lay, words
from kamtool.render.svg.text import draw_caption
from kamtool.view.blocks import Box, Grid

_AXIS: Final = Style(13.0, QUIET, True)
_SIZE: Final = 13.5
_GAP: Final = 12.0
_PAD: Final = 18.0
_SIDE: Final = 130.0
_LEAST: Final = (170.0, 132.0)


def draw_grid(grid: Grid, width: float) -> Canvas:
    """All boxes, equally wide, those of one row equally high."""
    columns = max((len(grid.column_titles), *map(len, grid.rows)), default=0)
    side = max((lay(title, _AXIS, _SIDE).width for title in grid.row_titles), default=0.0)
    side += _PAD if side else 0
    box_width = max(_LEAST[0], (width - side - _GAP * (columns - 1)) / max(1, columns))
    canvas = draw_caption(grid.title, width)
    canvas.width = side + columns * (box_width + _GAP) - _GAP if columns else canvas.width
    _axis_above(canvas, grid.column_titles, side, box_width)
    for i, row in enumerate(grid.rows):
        boxes = [_draw_box(box, box_width) for box in row]
        height = max((_LEAST[1], *(box.height for box in boxes)))
        if i < len(grid.row_titles):
            title = lay(grid.row_titles[i], _AXIS, _SIDE)
            height = max(height, title.height)
            canvas.text(title, side - _PAD, canvas.height + (height - title.height) / 2, "end")
        _place_row(canvas, row, boxes, side, height)
    canvas.height -= _GAP if grid.rows else 0
    return canvas


def _axis_above(canvas: Canvas, titles: Sequence[str], side: float, box_width: float) -> None:
    """The columns' names, centred over them."""
    texts = [lay(title, _AXIS, box_width) for title in titles]
    height = max((text.height for text in texts), default=0.0)
    for i, text in enumerate(texts):
        middle = side + i * (box_width + _GAP) + box_width / 2
        canvas.text(text, middle, canvas.height + height - text.height, "middle")
    canvas.height += height + 8 if height else 0


def _place_row(canvas: Canvas, row: Sequence[Box], boxes: Sequence[Canvas], side: float, height: float) -> None:
    """One row of boxes on their grounds, all of one height."""
    for i, (box, drawn) in enumerate(zip(row, boxes, strict=True)):
        x, y = side + i * (drawn.width + _GAP), canvas.height
        canvas.rect(x, y, drawn.width, height, PALE[box.tone], HAIRLINE, 10)
        canvas.rect(x + _PAD, y + _PAD - 4, 26, 3, MARKS[box.tone], radius=1.5)
        canvas.place(drawn, x, y)
    canvas.height += height + _GAP


def _draw_box(box: Box, width: float) -> Canvas:
    """The texts of one box, without its ground."""
    canvas = Canvas(width, _PAD + 4)
    room = width - 2 * _PAD
    ink = INK if box.tone in ("plain", "quiet", "strong") else WORDS[box.tone]
    canvas.height = canvas.text(lay(box.title, Style(16.0, ink, True), room), _PAD, canvas.height)
    canvas.height = canvas.text(lay(box.note, Style(12.0, QUIET), room), _PAD, canvas.height)
    canvas.height += 8
    for line in box.lines:
        text = lay(line.text, words(line.tone, _SIZE), room - 16)
        if text.lines:
            canvas.dot(_PAD + 4, canvas.height + text.step / 2, 2.5, MARKS[line.tone])
            canvas.height = canvas.text(text, _PAD + 16, canvas.height) + 5
    canvas.height += _PAD - 5
    return canvas
