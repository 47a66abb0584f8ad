"""For pipes, files and tests: the page without colour. The only place that knows tabulate."""

from __future__ import annotations

from collections.abc import Sequence

from kamtool.render.layout import Align, Line, plain_text, span
from kamtool.render.page import page
from kamtool.render.safe import safe_start
from kamtool.view.blocks import Block


def render(blocks: Sequence[Block], width: int) -> str:
    """*blocks* as plain lines of at most *width* cells (40 at least)."""
    return safe_start("".join(plain_text(line).rstrip() + "\n" for line in page(blocks, width, _write_rows)))


def _write_rows(rows: Sequence[Sequence[Line]], widths: Sequence[int], aligns: Sequence[Align]) -> list[Line]:
    # Imported late: it costs more than all the rest, and many pages have no table.
    from tabulate import tabulate

    if not rows:
        return []
    cells = [[plain_text(cell) for cell in row] for row in rows]
    table = tabulate(cells, tablefmt="plain", disable_numparse=True, colalign=aligns)
    return [span(line.rstrip()) for line in table.split("\n")]
