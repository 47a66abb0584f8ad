"""Charts: horizontal bars on one scale, and between bars that only shrink the shape of a funnel."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from kamtool.render.svg.canvas import Anchor, Canvas, Point
from kamtool.render.svg.measure import MARKS, QUIET, Style, Text, lay, words
from kamtool.render.svg.table import HEAD, fit
from kamtool.render.svg.text import draw_caption
from kamtool.view.blocks import Bar, Chart

_SIZE: Final = 13.5
_SHOWN: Final = Style(13.5, bold=True)
_GAP: Final = 18.0
_THICK: Final = 24.0
_STEP: Final = 42.0
_BARS: Final = 260.0
_TRACK: Final = "#f1f4f8"
_FUNNEL: Final = "#e3ecf6"


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the columns of a chart begin, and how wide they are."""

    label: float
    shown: float
    bars: float
    cells: tuple[float, ...]
    remark: float

    @property
    def bars_left(self) -> float:
        return self.label + self.shown + 2 * _GAP

    @property
    def bars_right(self) -> float:
        return self.bars_left + self.bars

    @property
    def total(self) -> float:
        behind = sum(width + _GAP for width in self.cells)
        return self.bars_right + behind + (self.remark + _GAP if self.remark else 0)


def draw_chart(chart: Chart, width: float) -> Canvas:
    """One row a bar: label, number, bar, cells and remark."""
    frame = _frame(chart, width)
    canvas = draw_caption(chart.title, width)
    canvas.width = max(canvas.width, frame.total)
    _heads(canvas, chart, frame)
    rows = [_draw_row(chart, bar, frame) for bar in chart.bars]
    middles: list[float] = []
    for row in rows:
        middles.append(canvas.height + row.height / 2)
        canvas.height += row.height
    _draw_bars(canvas, chart, frame, middles)
    for row, middle in zip(rows, middles, strict=True):
        canvas.place(row, 0, middle - row.height / 2)
    return canvas


def is_funnel(chart: Chart) -> bool:
    """Whether the bars only shrink, from the first of at least three to the last."""
    values = [_value(bar) for bar in chart.bars]
    known = [value for value in values if value is not None]
    return len(values) == len(known) > 2 and known[-1] >= 0 and all(a >= b for a, b in pairwise(known))


def _value(bar: Bar) -> float | None:
    return bar.value if bar.value is not None and math.isfinite(bar.value) else None


def _frame(chart: Chart, width: float) -> _Frame:
    count = max((len(chart.columns), *(len(bar.cells) for bar in chart.bars)), default=0)
    cells = [0.0] * count
    for i, column in enumerate(chart.columns):
        cells[i] = lay(column.title, HEAD).width
    for bar in chart.bars:
        for i, cell in enumerate(bar.cells):
            cells[i] = max(cells[i], lay(cell.text, words(cell.tone, _SIZE)).width)
    label = max((lay(bar.label, Style(_SIZE)).width for bar in chart.bars), default=0.0)
    shown = max((lay(bar.shown, _SHOWN).width for bar in chart.bars), default=0.0)
    remark = max((lay(bar.remark, words(bar.tone, _SIZE, True)).width for bar in chart.bars), default=0.0)
    room = width - _BARS - _GAP * (count + 3)
    label, shown, remark, *cells = fit([label, shown, remark, *cells], room, 56.0)
    frame = _Frame(label, shown, _BARS, tuple(cells), remark)
    return _Frame(label, shown, _BARS + min(260.0, max(0.0, width - frame.total)), tuple(cells), remark)


def _columns(chart: Chart, frame: _Frame) -> list[tuple[float, float, Anchor]]:
    """Of each column of cells: its width, where its texts stand, and by which end."""
    columns: list[tuple[float, float, Anchor]] = []
    left = frame.bars_right + _GAP
    for i, room in enumerate(frame.cells):
        right = i < len(chart.columns) and chart.columns[i].align == "right"
        columns.append((room, left + room, "end") if right else (room, left, "start"))
        left += room + _GAP
    return columns


def _heads(canvas: Canvas, chart: Chart, frame: _Frame) -> None:
    """The titles of the cells' columns, their last lines on one level."""
    columns = _columns(chart, frame)
    texts = [lay(column.title, HEAD, room) for column, (room, _, _) in zip(chart.columns, columns, strict=False)]
    height = max((text.height for text in texts), default=0.0)
    for text, (_, x, anchor) in zip(texts, columns, strict=False):
        canvas.text(text, x, canvas.height + height - text.height, anchor)
    canvas.height += height + 2 if height else 0


def _draw_row(chart: Chart, bar: Bar, frame: _Frame) -> Canvas:
    """The texts of one row, centred on its height."""
    pieces: list[tuple[Text, float, Anchor]] = [
        (lay(bar.label, Style(_SIZE), frame.label), 0.0, "start"),
        (lay(bar.shown, _SHOWN, frame.shown), frame.bars_left - _GAP, "end"),
    ]
    for cell, (room, x, anchor) in zip(bar.cells, _columns(chart, frame), strict=False):
        pieces.append((lay(cell.text, words(cell.tone, _SIZE), room), x, anchor))
    tone = "strong" if bar.tone == "plain" else bar.tone
    left = frame.total - frame.remark
    pieces.append((lay(bar.remark, words(tone, _SIZE, True), frame.remark), left, "start"))
    canvas = Canvas(frame.total, max(_STEP, *(text.height + 12 for text, _, _ in pieces)))
    for text, x, anchor in pieces:
        canvas.text(text, x, (canvas.height - text.height) / 2, anchor)
    return canvas


def _scale(chart: Chart, frame: _Frame) -> Callable[[float], float]:
    """Where a value stands: nothing lies on the left of the lowest one, or of 0."""
    known = [value for value in map(_value, chart.bars) if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    # Halves, because the difference of two floats may be more than a float holds.
    extent = (high / 2 - low / 2) or 1.0
    return lambda value: frame.bars_left + (value / 2 - low / 2) / extent * frame.bars


def _spans(chart: Chart, place: Callable[[float], float]) -> list[Point | None]:
    """From where to where each bar reaches; a known value is never thinner than a hair."""
    spans: list[Point | None] = []
    for value in map(_value, chart.bars):
        left, right = sorted((place(0), place(value or 0)))
        spans.append(None if value is None else (left, max(right, left + 2)))
    return spans


def _draw_bars(canvas: Canvas, chart: Chart, frame: _Frame, middles: list[float]) -> None:
    """Tracks, the funnel between the bars, and the bars."""
    place = _scale(chart, frame)
    spans = _spans(chart, place)
    for middle in middles:
        canvas.rect(frame.bars_left, middle - _THICK / 2, frame.bars, _THICK, _TRACK, radius=4)
    if is_funnel(chart):
        for (upper, y), (lower, z) in pairwise(zip(spans, middles, strict=True)):
            if upper and lower:
                top, bottom = y + _THICK / 2, z - _THICK / 2
                corners = [(upper[0], top), (upper[1], top), (lower[1], bottom), (lower[0], bottom)]
                canvas.polygon(corners, _FUNNEL)
    for bar, span, middle in zip(chart.bars, spans, middles, strict=True):
        if span:
            extent = span[1] - span[0]
            canvas.rect(span[0], middle - _THICK / 2, extent, _THICK, MARKS[bar.tone], radius=min(4, extent / 2))
    if place(0) > frame.bars_left:
        canvas.line([(place(0), middles[0] - _STEP / 2), (place(0), middles[-1] + _STEP / 2)], QUIET)
