"""Radars: a polygon for each vendor on common axes; an axis that is not rated leaves a gap in the outline."""

from __future__ import annotations

import math
from typing import Final

from kamtool.render.layout import filled
from kamtool.render.svg.canvas import Anchor, Canvas, Point
from kamtool.render.svg.measure import ACCENT, HAIRLINE, PALE, QUIET, Style, lay
from kamtool.render.svg.text import draw_caption
from kamtool.view.blocks import Radar, Vendor

_RADIUS: Final = 170.0
_REACH: Final = 182.0
_LABEL: Final = Style(13.5)
_ROOM: Final = 170.0
_SCALE: Final = Style(10.5, QUIET)
# Vendors differ in colour, in dash and in the size of their dots, so that they can be told apart in print as well.
_LOOKS: Final = ((ACCENT, ""), ("#c05621", "7 4"), ("#6b46c1", "2 3"), ("#2c7a7b", "10 3 2 3"), (QUIET, "4 2"))


def draw_radar(radar: Radar, width: float) -> Canvas:
    """The rings, a polygon for each vendor, ours filled, and the legend on the right."""
    canvas = draw_caption(radar.title, width)
    if not radar.axes:
        return canvas
    web = Canvas()
    above, below = _web(web, radar)
    legend = _legend(radar)
    above, below = max(above, legend.height / 2), max(below, legend.height / 2)
    middle = canvas.height + above
    side = max(lay(axis, _LABEL, _ROOM).width for axis in radar.axes) + _REACH
    left = 2 * side + 40
    canvas.place(web, side, middle)
    canvas.place(legend, left, middle - legend.height / 2)
    canvas.width = max(canvas.width, left + legend.width)
    canvas.height = middle + below
    return canvas


def _web(canvas: Canvas, radar: Radar) -> tuple[float, float]:
    """The drawing round its middle; how far it reaches up and down."""
    rings = [[_spot(radar, at, ring / 5) for at in range(len(radar.axes))] for ring in range(1, 6)]
    if radar.vendors:
        _fill(canvas, radar)
    for ring in rings:
        canvas.line([*ring, ring[0]], HAIRLINE)
    for end in rings[-1]:
        canvas.line([(0, 0), end], HAIRLINE)
    for number, vendor in reversed(list(enumerate(radar.vendors))):
        _outline(canvas, radar, vendor, number)
    return _names(canvas, radar)


def _spot(radar: Radar, axis: int, share: float) -> Point:
    """Where a share of the full score lies on an axis; the first axis points up."""
    angle = 2 * math.pi * axis / len(radar.axes) - math.pi / 2
    return share * _RADIUS * math.cos(angle), share * _RADIUS * math.sin(angle)


def _spots(radar: Radar, vendor: Vendor) -> list[Point | None]:
    full = max(radar.full, 1)
    scores = filled(vendor.scores, len(radar.axes), None)[: len(radar.axes)]
    shares = [None if one is None else max(0, min(one, full)) / full for one in scores]
    return [None if share is None else _spot(radar, at, share) for at, share in enumerate(shares)]


def _fill(canvas: Canvas, radar: Radar) -> None:
    """Our field, unless an axis is not rated."""
    spots = [spot for spot in _spots(radar, radar.vendors[0]) if spot]
    if len(spots) == len(radar.axes):
        canvas.polygon(spots, PALE["strong"])


def _names(canvas: Canvas, radar: Radar) -> tuple[float, float]:
    """What the axes are called, and the scores along the first one; how far all of it reaches up and down."""
    above = below = _REACH
    for at, axis in enumerate(radar.axes):
        x, y = _spot(radar, at, _REACH / _RADIUS)
        text = lay(axis, _LABEL, _ROOM)
        steep = abs(x) < _RADIUS / 3
        anchor: Anchor = "middle" if steep else "start" if x > 0 else "end"
        top = y - text.height / 2 if not steep else y - text.height if y < 0 else y
        canvas.text(text, x, top, anchor)
        above, below = max(above, -top), max(below, top + text.height)
    for ring in range(1, 6):
        text = lay(f"{radar.full * ring / 5:g}", _SCALE)
        canvas.text(text, -4, -_RADIUS * ring / 5 - text.height / 2, "end")
    return above, below


def _outline(canvas: Canvas, radar: Radar, vendor: Vendor, number: int) -> None:
    """The lines between neighbours that are both rated, and a dot for each score."""
    color, dash = _LOOKS[number % len(_LOOKS)]
    spots = _spots(radar, vendor)
    for here, there in zip(spots, [*spots[1:], spots[0]], strict=True):
        if here and there:
            canvas.line([here, there], color, 2.6 if number == 0 else 1.8, dash)
    for spot in spots:
        if spot:
            canvas.dot(*spot, 4.0 if number == 0 else 3.2, color)


def _legend(radar: Radar) -> Canvas:
    """Which line is whose."""
    canvas = Canvas()
    for number, vendor in enumerate(radar.vendors):
        color, dash = _LOOKS[number % len(_LOOKS)]
        text = lay(vendor.name, Style(14.0, bold=number == 0), 240.0)
        line = canvas.height + text.step / 2
        canvas.line([(0, line), (34, line)], color, 2.6 if number == 0 else 1.8, dash)
        canvas.dot(17, line, 4.0 if number == 0 else 3.2, color)
        canvas.text(text, 46, canvas.height)
        canvas.width = max(canvas.width, 46 + text.width)
        canvas.height += max(text.height, 20) + 6
    return canvas
