"""Where the cards of an organisation chart stand: a tidy tree, top down, long rows of leaves hung up in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from kamtool.render.svg.canvas import Point

COLUMN_GAP: Final = 46.0
ROW_GAP: Final = 78.0
_STACK_GAP: Final = 26.0
_TRUNK: Final = 24.0
_WIDEST: Final = 1560.0
_SLIDE: Final = 16 / 10
# How many leaves may stand side by side under one boss, and how many in one column; the less room, the fewer
# and the more.
_LIMITS: Final = ((4, 4), (2, 4), (1, 4), (1, 9))


@dataclass(frozen=True, slots=True)
class Node:
    """A card to be placed: its height, and the numbers of its boss and its people."""

    height: float
    boss: int | None
    people: tuple[int, ...]
    depth: int


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a card stands."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Half-way between left and right."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Layout:
    """The cards' places, by number, and the lines from bosses to their people."""

    spots: tuple[Spot, ...]
    edges: tuple[tuple[Point, ...], ...]
    width: float
    height: float


@dataclass(slots=True)
class _Unit:
    """What hangs on one line: a card with all below it, or a stack of leaves. x counts from that line."""

    spots: dict[int, Spot] = field(default_factory=dict)
    edges: list[tuple[Point, ...]] = field(default_factory=list)
    top: float = 0.0

    def moved(self, dx: float) -> _Unit:
        spots = {i: Spot(s.x + dx, s.y, s.width, s.height) for i, s in self.spots.items()}
        return _Unit(spots, [tuple((x + dx, y) for x, y in edge) for edge in self.edges], self.top)


def tidy(nodes: Sequence[Node], width: float) -> Layout:
    """Place *nodes*, of which each boss comes before its people, on cards of one *width*."""
    layout = _Plan(nodes, width, *_LIMITS[0]).layout()
    if layout.width <= _WIDEST:
        return layout
    others = [_Plan(nodes, width, *limits).layout() for limits in _LIMITS[1:]]
    # The one that stays largest on a slide.
    return min([layout, *others], key=lambda one: max(one.width / _SLIDE, one.height))


class _Plan:
    """One attempt: how many leaves stand *abreast* under one boss, and how many hang in one *column*."""

    def __init__(self, nodes: Sequence[Node], width: float, abreast: int, column: int) -> None:
        self._nodes = nodes
        self._width = width
        self._column = column
        self._stacked = _stacked(nodes, abreast)
        self._tops, self._heights = _rows(nodes, self._stacked)
        self._units: dict[int, _Unit] = {}

    def layout(self) -> Layout:
        """All cards in their places, from the leaves up."""
        for i in reversed(range(len(self._nodes))):
            if i not in self._stacked:
                node = self._nodes[i]
                card = Spot(-self._width / 2, self._tops[node.depth], self._width, self._heights[node.depth])
                self._units[i] = _under(i, card, self._below(node.people))
        roots = self._below([i for i, node in enumerate(self._nodes) if node.boss is None])
        ports = _side_by_side(roots)
        spots = {i: spot for _, unit in ports for i, spot in unit.spots.items()}
        left = min((spot.x for spot in spots.values()), default=0.0)
        whole = _Unit(spots, [edge for _, unit in ports for edge in unit.edges]).moved(-left)
        return Layout(
            tuple(whole.spots[i] for i in range(len(self._nodes))),
            tuple(whole.edges),
            max((spot.right for spot in whole.spots.values()), default=0.0),
            max((spot.bottom for spot in whole.spots.values()), default=0.0),
        )

    def _below(self, people: Sequence[int]) -> list[_Unit]:
        """What hangs under one boss (or stands at the top), from left to right."""
        leaves = [i for i in people if i in self._stacked]
        below = [self._units.pop(i) for i in people if i not in self._stacked]
        if leaves:
            hung = self._nodes[leaves[0]].boss is not None
            few = 1 if len(leaves) <= self._column else 2
            # People without a boss may fill the page when nobody else does.
            free = 2 if below else min(5, len(leaves))
            below.append(self._stack(leaves, few if hung else free, hung))
        return below

    def _stack(self, leaves: Sequence[int], columns: int, hung: bool) -> _Unit:
        """Leaves in one column on the right of their line, in two on both sides of it, or free in more."""
        width, top = self._width, self._tops[self._nodes[leaves[0]].depth]
        unit = _Unit(top=top)
        gap = 2 * _TRUNK if hung else COLUMN_GAP
        left = _TRUNK if columns == 1 and hung else -(columns * (width + gap) - gap) / 2
        y = top
        for start in range(0, len(leaves), columns):
            row = leaves[start : start + columns]
            height = max(self._nodes[i].height for i in row)
            for place, i in enumerate(row):
                spot = Spot(left + place * (width + gap), y, width, height)
                unit.spots[i] = spot
                if hung:
                    level = y + min(26.0, height / 2)
                    unit.edges.append(((0, top), (0, level), (spot.x if spot.x > 0 else spot.right, level)))
            y += height + _STACK_GAP
        return unit


def _stacked(nodes: Sequence[Node], abreast: int) -> set[int]:
    """The leaves that hang in columns: more than *abreast* under one boss, or more than four without one."""
    groups: dict[int | None, list[int]] = {}
    for i, node in enumerate(nodes):
        if not node.people:
            groups.setdefault(node.boss, []).append(i)
    return {
        i for boss, group in groups.items() if len(group) > (_LIMITS[0][0] if boss is None else abreast) for i in group
    }


def _rows(nodes: Sequence[Node], stacked: set[int]) -> tuple[list[float], list[float]]:
    """Of each level the upper edge and the height of its cards."""
    heights = [0.0] * (1 + max((node.depth for node in nodes), default=0))
    for i, node in enumerate(nodes):
        if i not in stacked:
            heights[node.depth] = max(heights[node.depth], node.height)
    tops = [0.0]
    for height in heights:
        tops.append(tops[-1] + height + ROW_GAP)
    return tops, heights


def _under(i: int, card: Spot, below: Sequence[_Unit]) -> _Unit:
    """A card over what hangs below it, in their middle, with the lines between them."""
    ports = _side_by_side(below)
    unit = _Unit(top=card.y)
    unit.spots[i] = card
    if not ports:
        return unit
    middle = (ports[0][0] + ports[-1][0]) / 2
    alone = len(ports) == 1 and all(spot.x > 0 for spot in below[0].spots.values())
    # A single column hangs on the left end of its boss, not on the middle.
    shift = card.width / 2 - _TRUNK if alone else 0.0
    bus = card.bottom + ROW_GAP / 2
    for port, part in ports:
        x = port - middle - shift
        moved = part.moved(-middle - shift)
        unit.spots.update(moved.spots)
        unit.edges.extend(moved.edges)
        start = x if alone else 0.0
        unit.edges.append(((start, card.bottom), (start, bus), (x, bus), (x, part.top)))
    return unit


def _side_by_side(units: Sequence[_Unit]) -> list[tuple[float, _Unit]]:
    """Units moved to the right until none touches another, each with where its line now is."""
    placed: list[tuple[float, _Unit]] = []
    taken: list[Spot] = []
    for unit in units:
        spots = unit.spots.values()
        port = max((_clearance(old, new) for old in taken for new in spots), default=0.0)
        moved = unit.moved(port)
        placed.append((port, moved))
        taken.extend(moved.spots.values())
    return placed


def _clearance(old: Spot, new: Spot) -> float:
    """How far to the right *new* must go to stand clear of *old*; nothing when they are on other levels."""
    apart = new.y > old.bottom + ROW_GAP / 2 or old.y > new.bottom + ROW_GAP / 2
    return -1e9 if apart else old.right + COLUMN_GAP - new.x
