"""A radar where no polygon can be drawn: a row an axis, a column a vendor, and in each field a bar of squares."""

from __future__ import annotations

from kamtool.render.layout import filled
from kamtool.view.blocks import Cell, Column, Radar, Table


def as_table(radar: Radar, bars: bool = True) -> Table:
    """The radar as a table; without *bars* the fields hold the bare scores."""
    columns = (Column(radar.axis_title), *(Column(vendor.name) for vendor in radar.vendors))
    scores = [filled(vendor.scores, len(radar.axes), None) for vendor in radar.vendors]
    rows = tuple(
        (Cell(axis), *(_field(one[at], radar.full, bars) for one in scores)) for at, axis in enumerate(radar.axes)
    )
    return Table(columns, rows, radar.title)


def _field(score: int | None, full: int, bars: bool) -> Cell:
    if score is None:
        return Cell("?", "quiet")
    done = max(0, min(score, full))
    return Cell(f"{'■' * done}{'□' * (full - done)} {score}" if bars else str(score))
