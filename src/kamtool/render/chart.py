"""A chart of horizontal bars as lines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kamtool.render.layout import (
    GAP,
    Align,
    Item,
    Line,
    filled,
    indented,
    join_cells,
    pad,
    span,
    stacked,
    text_width,
    width_of,
    wrap,
)
from kamtool.view.blocks import Bar, Chart, Column

_LONGEST = 32
_SHORTEST = 10
_PARTS = " ▏▎▍▌▋▊▉"


def full_value(chart: Chart) -> float:
    """The value of a full bar."""
    values = [bar.value for bar in chart.bars if bar.value is not None]
    return max((value for value in values if math.isfinite(value)), default=0.0)


def bar_text(value: float | None, full: float, width: int) -> str:
    """A bar of *width* cells for the value *full*, in eighths of a cell; none for what is unknown or nothing."""
    if value is None or not math.isfinite(value) or value <= 0 or full <= 0:
        return ""
    eighths = max(round(value / full * width * 8), 1)
    return "█" * (eighths // 8) + _PARTS[eighths % 8].strip()


@dataclass(frozen=True, slots=True)
class _Frame:
    """The columns of a chart: how wide each part is, and whether remarks stand behind or below."""

    label: int
    shown: int
    bar: int
    cells: tuple[int, ...]
    aligns: tuple[Align, ...]
    titles: tuple[str, ...]
    remark_behind: bool

    @property
    def before_bar(self) -> int:
        return self.label + GAP + self.shown + 1

    @property
    def before_remark(self) -> int:
        return self.before_bar + self.bar + sum(self.cells) + GAP * (len(self.cells) + 1)


def _frame(chart: Chart, width: int) -> _Frame:
    count = max([len(chart.columns), *(len(bar.cells) for bar in chart.bars)])
    columns = filled(chart.columns, count, Column(""))
    titles = [column.title for column in columns]
    texts = [[title] for title in titles]
    for bar in chart.bars:
        for i, cell in enumerate(bar.cells):
            texts[i].append(cell.text)
    cells = [_widest(column) for column in texts]
    label, shown = _widest(bar.label for bar in chart.bars), _widest(bar.shown for bar in chart.bars)
    room = width - label - shown - sum(cells) - GAP * (count + 1) - 1
    remark = _widest(bar.remark for bar in chart.bars) + GAP
    behind = room - remark >= _SHORTEST
    return _Frame(
        label=label,
        shown=shown,
        bar=min(room - remark if behind else room, _LONGEST),
        cells=tuple(cells),
        aligns=tuple(column.align for column in columns),
        titles=tuple(titles),
        remark_behind=behind,
    )


def draw_chart(chart: Chart, width: int) -> list[Line]:
    """One line a bar: label, number, bar, cells, remark. Short of room, remarks stand below, then all but the bar."""
    frame = _frame(chart, width)
    full = full_value(chart)
    title = span(chart.title, "strong")
    if frame.bar < _SHORTEST:
        above = wrap(title, width) if title else []
        return above + [line for bar in chart.bars for line in _stack(bar, frame, full, width)]
    lines: list[Line] = []
    if width_of(title) > frame.before_bar + frame.bar:
        lines, title = wrap(title, width), ()
    if title or any(frame.titles):
        head = [span(text, "quiet") for text in frame.titles]
        lines.append(_set(title, head, frame))
    for bar in chart.bars:
        lines += _draw(bar, frame, full, width)
    return lines


def _widest(texts: Iterable[str]) -> int:
    return max(map(text_width, texts), default=0)


def _set(front: Line, cells: Sequence[Line], frame: _Frame) -> Line:
    widths = [frame.before_bar + frame.bar, *frame.cells]
    return join_cells([front, *cells], widths, ["left", *frame.aligns])


def _cells(bar: Bar, frame: _Frame) -> list[Line]:
    return filled([span(cell.text, cell.tone) for cell in bar.cells], len(frame.cells), ())


def _front(bar: Bar, frame: _Frame, full: float, length: int) -> Line:
    number = pad(span(bar.shown), frame.shown, "right")
    drawn = span(bar_text(bar.value, full, length), bar.tone)
    return pad(span(bar.label), frame.label) + span(" " * GAP) + number + span(" ") + drawn


def _draw(bar: Bar, frame: _Frame, full: float, width: int) -> list[Line]:
    line = _set(_front(bar, frame, full, frame.bar), _cells(bar, frame), frame)
    remark = span(bar.remark, bar.tone)
    if not remark:
        return [line]
    if frame.remark_behind:
        return [pad(line, frame.before_remark) + remark]
    return [line, *indented(wrap(remark, width - frame.before_bar), frame.before_bar)]


def _stack(bar: Bar, frame: _Frame, full: float, width: int) -> list[Line]:
    """Label and bar, then whatever else there is, each on its line."""
    room = width - frame.before_bar
    if room >= _SHORTEST:
        lines = [_front(bar, frame, full, min(room, _LONGEST))]
    else:
        lines = wrap(span(bar.label), width)
        drawn = span(f"{bar.shown} ") + span(bar_text(bar.value, full, _SHORTEST), bar.tone)
        lines += indented(wrap(drawn, width - GAP), GAP)
    below = stacked(frame.titles, [Item(cell) for cell in _cells(bar, frame)], width - GAP)
    remark = wrap(span(bar.remark, bar.tone), width - GAP) if bar.remark else []
    return lines + indented(below + remark, GAP)
