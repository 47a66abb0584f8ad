"""Headings, paragraphs and facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kamtool.render.svg.canvas import Canvas
from kamtool.render.svg.measure import MARKS, QUIET, Style, lay, lay_lines, words
from kamtool.view.blocks import Block, Facts, Heading, Note, Tone

BODY: Final = 14.0
LABEL: Final = Style(12.5, QUIET, True)
CAPTION: Final = Style(15.0, bold=True)
_HEADINGS: Final = (25.0, 17.5, 15.0)
_GAP: Final = 18.0


def gutter(blocks: Iterable[Block]) -> float:
    """The width that the labels of notes and facts share in a document, so that their texts align."""
    labels = [
        label
        for block in blocks
        for label in ([row.label for row in block.rows] if isinstance(block, Facts) else _labels(block))
    ]
    return min(180.0, max((lay(label, LABEL).width for label in labels), default=0.0))


def draw_heading(heading: Heading, width: float) -> Canvas:
    """A title, its note behind it where there is room and else below."""
    size = _HEADINGS[min(max(heading.level, 1), len(_HEADINGS)) - 1]
    title = lay(heading.text, Style(size, bold=True), width)
    note = lay(heading.note, Style(max(12.5, size * 0.56), QUIET), width)
    canvas = Canvas(max(title.width, note.width))
    bottom = canvas.text(title, 0, 0)
    beside = title.width + _GAP
    if len(title.lines) == 1 and len(note.lines) == 1 and beside + note.width <= width:
        canvas.text(note, beside, title.baseline - note.baseline)
        canvas.width = beside + note.width
    else:
        bottom = canvas.text(note, 0, bottom)
    canvas.height = bottom
    return canvas


def draw_note(note: Note, width: float, label_width: float) -> Canvas:
    """A paragraph, an item of a list, or a text behind its label."""
    if note.label:
        return _labelled(note.label, note.text, note.tone, width, label_width, note.bullet)
    indent = 18.0 if note.bullet else 0.0
    text = lay_lines(note.text, words(note.tone, BODY), width - indent)
    canvas = Canvas(indent + text.width, text.height)
    canvas.text(text, indent, 0)
    if note.bullet:
        canvas.dot(5, text.step / 2, 2.5, MARKS[note.tone])
    return canvas


def draw_facts(facts: Facts, width: float, label_width: float) -> Canvas:
    """Facts one below the other, their texts aligned."""
    canvas = Canvas()
    for row in facts.rows:
        part = _labelled(row.label, row.text, row.tone, width, label_width)
        canvas.place(part, 0, canvas.height)
        canvas.height += part.height + 5
        canvas.width = max(canvas.width, part.width)
    canvas.height = max(0.0, canvas.height - 5)
    return canvas


def draw_caption(text: str, width: float) -> Canvas:
    """The title above a picture; an empty one takes no space."""
    title = lay(text, CAPTION, width)
    canvas = Canvas(title.width, title.height + 10 if title.lines else 0)
    canvas.text(title, 0, 0)
    return canvas


def _labels(block: Block) -> list[str]:
    return [block.label] if isinstance(block, Note) and block.label else []


def _labelled(label: str, said: str, tone: Tone, width: float, label_width: float, bullet: bool = False) -> Canvas:
    """A quiet label and the text behind it, on one baseline."""
    indent = 18.0 if bullet else 0.0
    head = lay(label, LABEL, label_width)
    left = indent + label_width + _GAP
    text = lay_lines(said, words(tone, BODY), width - left)
    drop = max(0.0, text.baseline - head.baseline) if text.lines else 0.0
    canvas = Canvas(left + text.width, max(text.height, drop + head.height))
    canvas.text(head, indent, drop)
    canvas.text(text, left, 0)
    if bullet:
        canvas.dot(5, drop + head.step / 2, 2.5, MARKS[tone])
    return canvas
