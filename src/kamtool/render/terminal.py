"""For a terminal: the page in colour. Rich only colours here; it is given no text to interpret."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from kamtool.render.layout import Align, Line, join_cells
from kamtool.render.page import page
from kamtool.render.safe import safe_start
from kamtool.view.blocks import Block, Tone

_STYLES: dict[Tone, str] = {
    "plain": "",
    "strong": "bold",
    "quiet": "dim",
    "good": "green",
    "warn": "yellow",
    "bad": "red",
}


def render(blocks: Sequence[Block], width: int, color: bool) -> str:
    """*blocks* as lines of at most *width* cells (40 at least), with ANSI colours when *color*."""
    text = Text(end="")
    for line in page(blocks, width, _write_rows):
        for part in line:
            text.append(part.text, _STYLES[part.tone])
        text.append("\n")
    return safe_start(_colored(text) if color else text.plain)


def _write_rows(rows: Sequence[Sequence[Line]], widths: Sequence[int], aligns: Sequence[Align]) -> list[Line]:
    return [join_cells(row, widths, aligns) for row in rows]


def _colored(text: Text) -> str:
    out = io.StringIO()
    console = Console(
        file=out,
        width=10_000,
        force_terminal=True,
        force_jupyter=False,
        color_system="standard",
        no_color=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    console.print(text, end="", soft_wrap=True)
    return out.getvalue()
