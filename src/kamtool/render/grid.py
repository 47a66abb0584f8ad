"""A grid of boxes as lines: side by side where there is room, one below the other where there isn't."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from kamtool.render.layout import GAP, Item, Line, filled, pad, span, text_width, width_of, wrap, wrap_item
from kamtool.view.blocks import Box, Grid

_NARROW = 70
_LEAST_BOX = 18
_EMPTY = Box("")


def draw_grid(grid: Grid, width: int) -> list[Line]:
    """The grid with its axes' names; below 70 cells, or with boxes too narrow to read, box under box."""
    title = wrap(span(grid.title, "strong"), width) if grid.title else []
    count = max([len(grid.column_titles), *(len(row) for row in grid.rows)])
    if not grid.rows or not count:
        return title
    side = min(max((text_width(text) for text in grid.row_titles), default=0), 20)
    margin = side + GAP if side else 0
    share = (width - margin - 1) // count - 1
    if width < _NARROW or share < _LEAST_BOX:
        return title + _draw_stacked(grid, width)
    inner = min(share, max(24, _natural(grid)))
    lines = title + _column_titles(grid, margin, inner, count)
    for i, (name, row) in enumerate(named_rows(grid)):
        lines += _draw_row(filled(row, count, _EMPTY), name, margin, inner, "┌┬┐" if i == 0 else "├┼┤")
    return [*lines, span(" " * margin) + span("└" + "┴".join(["─" * inner] * count) + "┘", "quiet")]


def named_rows(grid: Grid) -> list[tuple[str, tuple[Box, ...]]]:
    """The rows of boxes with their names."""
    names = filled(grid.row_titles, len(grid.rows), "")
    return list(zip(names, grid.rows, strict=False))


def named_boxes(grid: Grid, row: tuple[Box, ...]) -> list[tuple[str, Box]]:
    """The boxes of a row with the names of their columns."""
    names = filled(grid.column_titles, len(row), "")
    return list(zip(names, row, strict=False))


def _natural(grid: Grid) -> int:
    """How wide a box would like to be inside."""
    boxes = [box for row in grid.rows for box in row]
    lines = [text_width(cell.text) + 2 for box in boxes for cell in box.lines]
    titles = [text_width(box.title) + text_width(box.note) + 6 for box in boxes]
    return max([*lines, *titles, *(text_width(text) + 2 for text in grid.column_titles)], default=0)


def _column_titles(grid: Grid, margin: int, inner: int, count: int) -> list[Line]:
    if not any(grid.column_titles):
        return []
    cells = [wrap(span(name, "quiet"), inner - 1) for name in filled(grid.column_titles, count, "")]
    height = max(len(cell) for cell in cells)
    cells = [[()] * (height - len(cell)) + cell for cell in cells]
    lines = []
    for row in zip(*cells, strict=True):
        line = span(" " * (margin + 2))
        for cell in row:
            line += pad(cell, inner + 1)
        lines.append(line)
    return lines


def _draw_row(boxes: Sequence[Box], name: str, margin: int, inner: int, corners: str) -> list[Line]:
    """A row's top border with the boxes' titles, then their lines; the row's name stands at the left."""
    left = wrap(span(name, "quiet"), margin - GAP) if name else []
    border = span(corners[0], "quiet")
    for i, box in enumerate(boxes):
        border += _border(box, inner) + span(corners[1] if i + 1 < len(boxes) else corners[2], "quiet")
    contents = [_contents(box, inner) for box in boxes]
    lines = [border]
    least = max(len(left) - 1, 1 if len(boxes) > 1 else 0)
    for i in range(max([least, *(len(content) for content in contents)])):
        line = span("│", "quiet")
        for content in contents:
            line += span(" ") + pad(content[i] if i < len(content) else (), inner - 1) + span("│", "quiet")
        lines.append(line)
    return [pad(head or (), margin) + line for head, line in zip_longest(left, lines, fillvalue=())]


def _border(box: Box, inner: int) -> Line:
    title = _title(box, inner)
    if not title:
        return span("─" * inner, "quiet")
    return span(" ") + title + span(" ") + span("─" * (inner - width_of(title) - 2), "quiet")


def _title(box: Box, inner: int) -> Line:
    """What the border can carry: title and note, the title alone, or nothing."""
    title = span(box.title, box.tone if box.tone != "plain" else "strong")
    both = title + span("  ") + span(box.note, "quiet")
    if box.note and title and width_of(both) + 3 <= inner:
        return both
    return title if width_of(title) + 3 <= inner else ()


def _contents(box: Box, inner: int) -> list[Line]:
    """The lines in a box, those of the title first that its border couldn't carry."""
    carried = _title(box, inner)
    items = [Item(span(cell.text, cell.tone), (), span("  ")) for cell in box.lines]
    if box.note and len(carried) < 2:
        items.insert(0, Item(span(box.note, "quiet")))
    if box.title and not carried:
        items.insert(0, Item(span(box.title, "strong")))
    return [line for item in items for line in wrap_item(item, inner - 2)]


def _draw_stacked(grid: Grid, width: int) -> list[Line]:
    lines: list[Line] = []
    inner = min(width - 2, max(32, _natural(grid)))
    for name, row in named_rows(grid):
        for column, box in named_boxes(grid, row):
            where = " · ".join(part for part in (name, column) if part)
            lines += [()] if lines else []
            lines += wrap(span(where, "quiet"), width) if where else []
            lines += _draw_row([box], "", 0, inner, "┌┐┐")
            lines.append(span("└" + "─" * inner + "┘", "quiet"))
    return lines
