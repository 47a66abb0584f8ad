"""Blocks as one stand-alone SVG picture: no scripts, no fonts to load, nothing from outside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, assert_never

from kamtool.render.svg.canvas import Canvas
from kamtool.render.svg.chart import draw_chart
from kamtool.render.svg.describe import describe, name
from kamtool.render.svg.fishbone import draw_fishbone
from kamtool.render.svg.grid import draw_grid
from kamtool.render.svg.measure import WHITE
from kamtool.render.svg.radar import draw_radar
from kamtool.render.svg.table import draw_table
from kamtool.render.svg.text import draw_facts, draw_heading, draw_note, gutter
from kamtool.render.svg.tree import draw_tree
from kamtool.view.blocks import Block, Chart, Facts, Grid, Heading, Note, Radar, Table, Tree

_WIDTH: Final = 980.0
_MARGIN: Final = 44.0
_NARROWEST: Final = 420.0


def render(blocks: Sequence[Block], title: str = "") -> str:
    """The picture of *blocks*, one below the other, called *title* (or what its first title says)."""
    labels = gutter(blocks)
    parts = [_draw(block, labels) for block in blocks]
    page = Canvas(max([_NARROWEST, *(part.width for part in parts)]) + 2 * _MARGIN, _MARGIN)
    for i, (block, part) in enumerate(zip(blocks, parts, strict=True)):
        page.height += _space(blocks[i - 1], block) if i else 0.0
        page.place(part, _MARGIN, page.height)
        page.height += part.height
    page.height += _MARGIN
    sheet = Canvas(page.width, page.height)
    sheet.rect(0, 0, page.width, page.height, WHITE)
    sheet.place(page, 0, 0)
    return sheet.document(name(blocks, title), describe(blocks))


def _draw(block: Block, labels: float) -> Canvas:
    match block:
        case Heading():
            return draw_heading(block, _WIDTH)
        case Note():
            return draw_note(block, _WIDTH, labels)
        case Facts():
            return draw_facts(block, _WIDTH, labels)
        case Table():
            return draw_table(block, _WIDTH)
        case Tree():
            return (draw_fishbone if block.shape == "fishbone" else draw_tree)(block, _WIDTH)
        case Grid():
            return draw_grid(block, _WIDTH)
        case Chart():
            return draw_chart(block, _WIDTH)
        case Radar():
            return draw_radar(block, _WIDTH)
        case _:
            assert_never(block)


def _space(before: Block, block: Block) -> float:
    """The space between two blocks: a new part stands apart, a paragraph stays with what it belongs to."""
    if isinstance(block, Heading):
        return 34.0
    if isinstance(before, Heading):
        return 12.0 if isinstance(block, Note | Facts) else 20.0
    if isinstance(before, Note) and isinstance(block, Note):
        return 6.0 if (before.bullet and block.bullet) or (before.label and block.label) else 10.0
    return 26.0
