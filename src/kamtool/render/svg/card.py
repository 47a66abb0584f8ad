"""The card of one person: name, a line about them, and the cells as small labelled lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Final

from kamtool.render.svg.canvas import Canvas
from kamtool.render.svg.measure import HAIRLINE, MARKS, PALE, QUIET, WHITE, Style, Text, lay, words
from kamtool.view.blocks import Branch, Cell, Column

_NAME: Final = Style(15.0, bold=True)
_ABOUT: Final = Style(12.0, QUIET)
_LABEL: Final = Style(11.0, QUIET)
_VALUE: Final = 12.0
_PAD: Final = 14.0
_LABELS: Final = 84.0
_GAP: Final = 12.0
_WIDTHS: Final = (176.0, 232.0)
_SHADOW: Final = "#eceff3"
_TONED: Final = ("good", "warn", "bad")
_BOLD: Final = (*_TONED, "strong")


class Cards:
    """Cards of one width and one column of labels, for all the branches of a tree."""

    def __init__(self, branches: Sequence[Branch], columns: Sequence[Column]) -> None:
        self._columns = columns
        self._labels = min(_LABELS, max((lay(column.title, _LABEL).width for column in columns), default=0.0))
        wanted = max((self._wanted(branch) for branch in branches), default=0.0)
        self.width = min(max(wanted, _WIDTHS[0]), _WIDTHS[1])

    def height(self, branch: Branch) -> float:
        """How high the card must be."""
        return self._draw(branch).height

    def draw(self, branch: Branch, height: float) -> Canvas:
        """The card, at least *height* high."""
        inner = self._draw(branch)
        height = max(height, inner.height)
        canvas = Canvas(self.width, height)
        canvas.rect(0, 2, self.width, height, _SHADOW, radius=9)
        canvas.rect(0, 0, self.width, height, WHITE, HAIRLINE, 9)
        if branch.tone in _BOLD:
            canvas.rect(0.5, 10, 4, height - 20, MARKS[branch.tone], radius=2)
        canvas.place(inner, 0, 0)
        return canvas

    def _wanted(self, branch: Branch) -> float:
        """The width at which nothing on the card would need a second line."""
        texts = [lay(branch.name, _NAME), lay(branch.about, _ABOUT)]
        values = [
            lay(cell.text, words(cell.tone, _VALUE, cell.tone in _BOLD)).width + self._indent() + 6
            for cell in branch.cells
        ]
        return max([text.width for text in texts] + values) + 2 * _PAD

    def _indent(self) -> float:
        return self._labels + _GAP if self._labels else 0.0

    def _draw(self, branch: Branch) -> Canvas:
        """The texts of a card, and the height they need."""
        room = self.width - 2 * _PAD
        canvas = Canvas(self.width, 11)
        canvas.height = canvas.text(lay(branch.name, _NAME, room), _PAD, canvas.height)
        canvas.height = canvas.text(lay(branch.about, _ABOUT, room), _PAD, canvas.height)
        rows = list(self._rows(branch.cells, room))
        if rows:
            canvas.height += 7
            canvas.line([(_PAD, canvas.height), (self.width - _PAD, canvas.height)], HAIRLINE)
            canvas.height += 6
        for label, value, cell in rows:
            self._put(canvas, label, value, cell)
        canvas.height += 10
        return canvas

    def _rows(self, cells: Iterable[Cell], room: float) -> Iterable[tuple[Text, Text, Cell]]:
        """The cells that say something, each with its column's title."""
        for cell, column in zip_longest(cells, self._columns):
            if cell and cell.text.strip():
                label = lay(column.title if column else "", _LABEL, self._labels)
                value = lay(cell.text, words(cell.tone, _VALUE, cell.tone in _BOLD), room - self._indent() - 6)
                yield label, value, cell

    def _put(self, canvas: Canvas, label: Text, value: Text, cell: Cell) -> None:
        """One labelled line; a good, doubtful or bad value stands on a ground of its colour."""
        top, left = canvas.height + 2, _PAD + self._indent()
        if cell.tone in _TONED:
            canvas.rect(left - 6, top - 1, value.width + 12, value.height + 2, PALE[cell.tone], radius=5)
        canvas.text(value, left, top)
        canvas.text(label, _PAD, top + value.baseline - label.baseline)
        canvas.height = max(top + value.height, top + label.height) + 2
