"""The informal lines of a tree: who sways, trusts or fights whom, on the chart and in a list below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from kamtool.render.svg.canvas import Canvas, Point
from kamtool.render.svg.layout import Layout, Spot
from kamtool.render.svg.measure import ACCENT, INK, QUIET, WHITE, Style, Text, lay
from kamtool.render.svg.route import Router
from kamtool.render.svg.text import LABEL
from kamtool.view.blocks import Link, Tree

_COLOURS: Final = {"arrow": ACCENT, "conflict": "#c53030", "line": QUIET}
_DASH: Final = "6 4"
_BEND: Final = 12.0
_LABEL_WIDTH: Final = 130.0
_MARGIN: Final = 4.0
_ITEM: Final = Style(12.5, INK)
_SAMPLE: Final = 38.0
_ITEM_GAP: Final = 30.0


@dataclass(slots=True)
class _Line:
    """A link and its way over the chart."""

    link: Link
    way: list[Point]


def draw_links(canvas: Canvas, links: Sequence[Link], names: Mapping[str, int], layout: Layout) -> Point:
    """Draw the links whose ends are on the chart; grow *canvas* to the right and down as they need it.

    Gives how far they reach to the left and above the chart, as negative numbers or 0.
    """
    shown = [link for link in links if link.source in names and link.target in names and link.source != link.target]
    router = Router(layout.spots, layout.edges, len(shown))
    lines = [_Line(link, router.way(names[link.source], names[link.target])) for link in shown]
    for line in lines:
        _draw_line(canvas, line.link, line.way)
    taken = [Spot(s.x - 2, s.y - 2, s.width + 4, s.height + 4) for s in layout.spots]
    crosses = [_draw_cross(canvas, line.way) for line in lines if line.link.kind == "conflict"]
    taken += [Spot(x - 9, y - 9, 18, 18) for x, y in crosses]
    labels: list[Spot] = []
    for line in lines:
        others = [other.way for other in lines if other is not line]
        labels += _draw_label(canvas, line, [*others, *layout.edges], [*taken, *labels])
    reach = [point for line in lines for point in line.way]
    reach += [corner for spot in labels for corner in ((spot.x, spot.y), (spot.right, spot.bottom))]
    canvas.width = max([canvas.width, *(x + _MARGIN for x, _ in reach)])
    canvas.height = max([canvas.height, *(y + _MARGIN for _, y in reach)])
    return min([0.0, *(x - _MARGIN for x, _ in reach)]), min([0.0, *(y - _MARGIN for _, y in reach)])


def draw_legend(tree: Tree, names: Mapping[str, str], width: float) -> Canvas:
    """All links as a list, so that none depends on a label that found no place on the chart."""
    canvas = Canvas()
    title = lay(tree.links_title, LABEL, width) if tree.links else lay("", LABEL)
    canvas.text(title, 0, 0)
    canvas.width, top = title.width, title.height + 6 if title.lines else 0.0
    left, bottom = 0.0, top
    for link in tree.links:
        item = _draw_item(link, names, width)
        if left and left + item.width > width:
            left, top = 0.0, bottom + 6
        canvas.place(item, left, top)
        canvas.width = max(canvas.width, left + item.width)
        bottom = max(bottom, top + item.height)
        left += item.width + _ITEM_GAP
    canvas.height = bottom
    return canvas


def _draw_item(link: Link, names: Mapping[str, str], width: float) -> Canvas:
    """A sample of the line, whom it joins, and its label."""
    sign = {"arrow": "→", "conflict": "×", "line": "–"}[link.kind]
    ends = f"{names.get(link.source, link.source)} {sign} {names.get(link.target, link.target)}"
    text = lay(ends, _ITEM, width - _SAMPLE - 10)
    label = lay(link.label, Style(12.5, _COLOURS[link.kind]), width - _SAMPLE - 10)
    left = _SAMPLE + 10
    beside = left + text.width + 8 + label.width <= width and len(text.lines) == 1
    canvas = Canvas(left + (text.width + 8 + label.width if beside else max(text.width, label.width)))
    sample = [(0.0, text.step / 2), (_SAMPLE, text.step / 2)]
    _draw_line(canvas, link, sample)
    if link.kind == "conflict":
        _draw_cross(canvas, sample)
    canvas.height = canvas.text(text, left, 0)
    if beside:
        canvas.text(label, left + text.width + 8, 0)
    else:
        canvas.height = canvas.text(label, left, canvas.height)
    return canvas


def _draw_line(canvas: Canvas, link: Link, way: Sequence[Point]) -> None:
    """The line on a white bed, so that crossings read well; arrows end in a head."""
    colour, width = _COLOURS[link.kind], 2.6 if link.strong else 1.6
    canvas.line(way, WHITE, width + 4, radius=_BEND)
    if link.kind != "arrow":
        canvas.line(way, colour, width, _DASH, _BEND)
        return
    (bx, by), (ax, ay) = way[-1], way[-2]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 or 1.0
    ux, uy = (bx - ax) / length, (by - ay) / length
    head, half = (11.0, 5.5) if link.strong else (9.0, 4.2)
    canvas.line([*way[:-1], (bx - ux * head, by - uy * head)], colour, width, _DASH, _BEND)
    foot = (bx - ux * head, by - uy * head)
    canvas.polygon(
        [(bx, by), (foot[0] - uy * half, foot[1] + ux * half), (foot[0] + uy * half, foot[1] - ux * half)], colour
    )


def _draw_cross(canvas: Canvas, way: Sequence[Point]) -> Point:
    """The mark of a conflict, half-way along; gives its middle."""
    x, y = _half_way(way)
    canvas.dot(x, y, 8, WHITE)
    for dx in (4.5, -4.5):
        canvas.line([(x - dx, y - 4.5), (x + dx, y + 4.5)], _COLOURS["conflict"], 2.4)
    return x, y


def _half_way(way: Sequence[Point]) -> Point:
    """The middle of the longest straight part."""
    (ax, ay), (bx, by) = max(
        pairwise(way), key=lambda part: abs(part[0][0] - part[1][0]) + abs(part[0][1] - part[1][1])
    )
    return (ax + bx) / 2, (ay + by) / 2


def _draw_label(canvas: Canvas, line: _Line, others: Sequence[Sequence[Point]], taken: Sequence[Spot]) -> list[Spot]:
    """The label where it covers neither card nor label; none when there is no such place."""
    text = lay(line.link.label, Style(11.0, _COLOURS[line.link.kind], True), _LABEL_WIDTH)
    if not text.lines:
        return []
    free = [
        (_crossings(spot, others) * 60 + order, spot)
        for order, spot in enumerate(_places(text, line.way))
        if not any(_overlap(spot, other) for other in taken)
    ]
    if not free:
        return []
    spot = min(free, key=lambda one: one[0])[1]
    canvas.rect(spot.x, spot.y, spot.width, spot.height, WHITE, radius=4)
    canvas.text(text, spot.middle, spot.y + 1, "middle")
    return [spot]


def _places(text: Text, way: Sequence[Point]) -> Iterator[Spot]:
    """Where a label could stand along its line, the likeliest first: on the line, then beside it."""
    width, height = text.width + 10, text.height + 2
    parts = sorted(pairwise(way), key=lambda part: -abs(part[0][0] - part[1][0]) - abs(part[0][1] - part[1][1]))
    for (ax, ay), (bx, by) in parts:
        upright = abs(ax - bx) < 0.1
        for aside in (0.0, 1.0, -1.0):
            for share in (0.5, 0.35, 0.65, 0.22, 0.78):
                x, y = ax + (bx - ax) * share, ay + (by - ay) * share
                dx = aside * (width / 2 + 3) if upright else 0.0
                dy = 0.0 if upright else aside * (height / 2 + 3)
                yield Spot(x + dx - width / 2, y + dy - height / 2, width, height)


def _overlap(a: Spot, b: Spot) -> bool:
    return a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom


def _crossings(spot: Spot, ways: Sequence[Sequence[Point]]) -> int:
    """How many other lines run under a label."""
    parts = (
        Spot(min(ax, bx), min(ay, by), abs(ax - bx) + 0.1, abs(ay - by) + 0.1)
        for way in ways
        for (ax, ay), (bx, by) in pairwise(way)
    )
    return sum(_overlap(spot, part) for part in parts)
