"""Trees: an organisation chart of cards, and over it the lines that no organisation chart shows."""

from __future__ import annotations

from typing import Final

from kamtool.render.svg.canvas import Canvas
from kamtool.render.svg.card import Cards
from kamtool.render.svg.layout import Node, tidy
from kamtool.render.svg.link import draw_legend, draw_links
from kamtool.render.svg.text import draw_caption
from kamtool.view.blocks import Branch, Tree

_EDGE: Final = "#a9b4c2"
_LEGEND_GAP: Final = 26.0


def draw_tree(tree: Tree, width: float) -> Canvas:
    """The whole chart, as wide as its people need, with a list of its informal lines below."""
    branches, nodes = flatten(tree)
    cards = Cards(branches, tree.columns)
    sized = [
        Node(cards.height(branch), boss, people, depth)
        for branch, (boss, people, depth) in zip(branches, nodes, strict=True)
    ]
    layout = tidy(sized, cards.width)
    names = {branch.id: i for i, branch in reversed(list(enumerate(branches)))}
    drawn = Canvas(layout.width, layout.height)
    for edge in layout.edges:
        drawn.line(edge, _EDGE, 1.4, radius=7)
    left, top = draw_links(drawn, tree.links, names, layout)
    for branch, spot in zip(branches, layout.spots, strict=True):
        drawn.place(cards.draw(branch, spot.height), spot.x, spot.y)
    canvas = draw_caption(tree.title, width)
    canvas.place(drawn, -left, canvas.height - top)
    canvas.width = max(canvas.width, drawn.width - left)
    canvas.height += drawn.height - top
    _append(
        canvas, draw_legend(tree, {branch.id: branch.name for branch in reversed(branches)}, max(width, canvas.width))
    )
    return canvas


def flatten(tree: Tree) -> tuple[list[Branch], list[tuple[int | None, tuple[int, ...], int]]]:
    """The branches, each boss before its people, and of each the boss's number, the people's and the depth."""
    branches: list[Branch] = []
    bosses: list[int | None] = []
    depths: list[int] = []
    people: list[list[int]] = []
    waiting: list[tuple[Branch, int | None, int]] = [(root, None, 0) for root in reversed(tree.roots)]
    while waiting:
        branch, boss, depth = waiting.pop()
        number = len(branches)
        branches.append(branch)
        bosses.append(boss)
        depths.append(depth)
        people.append([])
        if boss is not None:
            people[boss].append(number)
        waiting.extend((child, number, depth + 1) for child in reversed(branch.children))
    return branches, [(boss, tuple(below), depth) for boss, below, depth in zip(bosses, people, depths, strict=True)]


def _append(canvas: Canvas, legend: Canvas) -> None:
    """The legend below the chart, if there is one."""
    if legend.height:
        canvas.place(legend, 0, canvas.height + _LEGEND_GAP)
        canvas.height += _LEGEND_GAP + legend.height
        canvas.width = max(canvas.width, legend.width)
