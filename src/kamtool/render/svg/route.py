"""Ways for the informal lines: through the gaps between the cards, with few bends, each in a lane of its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from typing import Final

from kamtool.render.svg.canvas import Point
from kamtool.render.svg.layout import Spot

_LANES: Final = (12.0, 23.0)
_NEAREST: Final = 6.0
_BEND: Final = 40.0
_SHARED: Final = 400.0
_CROSSED: Final = 30.0
# Beyond this many crossings of lanes times lines, drawing would take seconds: then lines go straight.
_MOST: Final = 400_000

# Steps to the right, left, down and up; two of one axis differ in their last bit.
_STEPS: Final = ((1, 0), (-1, 0), (0, 1), (0, -1))


@dataclass(frozen=True, slots=True)
class _Port:
    """Where a line may leave a card: the lane crossing beside it, the way out, the point on the edge."""

    at: tuple[int, int]
    step: int
    edge: Point
    cost: float


class Router:
    """Finds ways between cards; what it has given away costs the next line more."""

    def __init__(self, spots: Sequence[Spot], edges: Iterable[Sequence[Point]], lines: int) -> None:
        self._spots = spots
        self._xs = _lanes([(spot.x, spot.width) for spot in spots])
        self._ys = _lanes([(spot.y, spot.height) for spot in spots])
        self._open = len(self._xs) * len(self._ys) * lines <= _MOST
        self._blocked = self._covered() if self._open else set()
        self._used: dict[tuple[int, int, bool], int] = {}
        self._ends: set[Point] = set()
        for edge in edges if self._open else ():
            self._mark(edge)

    def way(self, source: int, target: int) -> list[Point]:
        """The corners of a line from one card's edge to the other's."""
        start, end = self._spots[source], self._spots[target]
        way = self._search(self._ports(start, end), self._ports(end, start), self._far(end)) if self._open else None
        if way is None:
            return _straight(start, end)
        self._mark(way)
        self._ends |= {way[0], way[-1]}
        return way

    def _covered(self) -> set[tuple[int, int]]:
        """The lane crossings that lie on cards or too close to them."""
        blocked: set[tuple[int, int]] = set()
        for spot in self._spots:
            columns = _between(self._xs, spot.x - _NEAREST, spot.right + _NEAREST)
            rows = _between(self._ys, spot.y - _NEAREST, spot.bottom + _NEAREST)
            blocked.update((i, j) for i in columns for j in rows)
        return blocked

    def _mark(self, way: Sequence[Point]) -> None:
        """Take the lanes that *way* runs along."""
        for (ax, ay), (bx, by) in pairwise(way):
            if abs(ax - bx) < 0.1:
                for i in _between(self._xs, ax - _NEAREST, ax + _NEAREST):
                    for j in _between(self._ys, min(ay, by), max(ay, by)):
                        self._used[i, j, True] = self._used.get((i, j, True), 0) + 1
            else:
                for j in _between(self._ys, ay - _NEAREST, ay + _NEAREST):
                    for i in _between(self._xs, min(ax, bx), max(ax, bx)):
                        self._used[i, j, False] = self._used.get((i, j, False), 0) + 1

    def _ports(self, spot: Spot, other: Spot) -> list[_Port]:
        """The free places around a card, the ones that face *other* cheapest."""
        ports: list[_Port] = []
        dx, dy = other.middle - spot.middle, other.y - spot.y
        left = bisect_left(self._xs, spot.x - _NEAREST) - 1
        right = bisect_right(self._xs, spot.right + _NEAREST)
        above = bisect_left(self._ys, spot.y - _NEAREST) - 1
        below = bisect_right(self._ys, spot.bottom + _NEAREST)
        for j in _between(self._ys, spot.y + 10, spot.bottom - 10):
            off = abs(self._ys[j] - spot.y - spot.height / 2) * 0.3
            ports.append(_Port((left, j), 1, (spot.x, self._ys[j]), off + (20 if dx > 0 else 0)))
            ports.append(_Port((right, j), 0, (spot.right, self._ys[j]), off + (20 if dx < 0 else 0)))
        for i in _between(self._xs, spot.x + 14, spot.right - 14):
            off = 20 + abs(self._xs[i] - spot.middle) * 0.1
            # The tree's own lines meet a card in the middle.
            off += _SHARED if abs(self._xs[i] - spot.middle) < 14 else 0
            ports.append(_Port((i, above), 3, (self._xs[i], spot.y), off + (20 if dy > 0 else 0)))
            ports.append(_Port((i, below), 2, (self._xs[i], spot.bottom), off + (20 if dy < 0 else 0)))
        return [port for port in ports if port.at not in self._blocked and not self._taken(port.edge)]

    def _taken(self, edge: Point) -> bool:
        return any(abs(edge[0] - x) + abs(edge[1] - y) < 2 * _NEAREST for x, y in self._ends)

    def _far(self, spot: Spot) -> tuple[list[float], list[float]]:
        """How far each lane is from a card at least, across and down."""
        reach = 2 * _LANES[-1]
        return (
            [max(0.0, spot.x - reach - x, x - spot.right - reach) for x in self._xs],
            [max(0.0, spot.y - reach - y, y - spot.bottom - reach) for y in self._ys],
        )

    def _search(
        self, starts: Sequence[_Port], ends: Sequence[_Port], far: tuple[list[float], list[float]]
    ) -> list[Point] | None:
        """The cheapest way from any start to any end, by the A* method."""
        across, down = far
        goals: dict[tuple[int, int], list[_Port]] = {}
        for port in ends:
            goals.setdefault(port.at, []).append(port)
        heap: list[tuple[float, int, int, int]] = []
        best: dict[tuple[int, int, int], float] = {}
        came: dict[tuple[int, int, int], tuple[int, int, int]] = {}
        first: dict[tuple[int, int, int], _Port] = {}
        for port in starts:
            state = (*port.at, port.step)
            best[state], first[state] = port.cost, port
            heappush(heap, (port.cost + across[state[0]] + down[state[1]], *state))
        done: set[tuple[int, int, int]] = set()
        found: tuple[float, tuple[int, int, int], _Port] | None = None
        while heap:
            least, i, j, step = heappop(heap)
            if found and least >= found[0]:
                break
            if (i, j, step) in done:
                continue
            done.add((i, j, step))
            cost = best[i, j, step]
            for port in goals.get((i, j), ()):
                total = cost + port.cost + (0 if port.step ^ 1 == step else _BEND)
                if port.step != step and (found is None or total < found[0]):
                    found = total, (i, j, step), port
            for price, state in self._moves(i, j, step):
                if cost + price < best.get(state, float("inf")):
                    best[state] = cost + price
                    came[state] = (i, j, step)
                    heappush(heap, (cost + price + across[state[0]] + down[state[1]], *state))
        return self._trace(found[1], found[2], came, first) if found else None

    def _moves(self, i: int, j: int, step: int) -> Iterator[tuple[float, tuple[int, int, int]]]:
        """The next crossings from here, and what it costs to get there."""
        for turn, (di, dj) in enumerate(_STEPS):
            at = i + di, j + dj
            if turn == step ^ 1 or at in self._blocked:
                continue
            if not (0 <= at[0] < len(self._xs) and 0 <= at[1] < len(self._ys)):
                continue
            upright = turn > 1
            price = abs(self._xs[at[0]] - self._xs[i]) + abs(self._ys[at[1]] - self._ys[j])
            price += 0 if turn == step else _BEND
            if (*at, upright) in self._used and (i, j, upright) in self._used:
                price += _SHARED
            if (*at, not upright) in self._used:
                price += _CROSSED
            yield price, (*at, turn)

    def _trace(
        self,
        state: tuple[int, int, int],
        end: _Port,
        came: dict[tuple[int, int, int], tuple[int, int, int]],
        first: dict[tuple[int, int, int], _Port],
    ) -> list[Point]:
        """The corners of the way found, from the first card's edge to the last one's."""
        points = [end.edge, (self._xs[state[0]], self._ys[state[1]])]
        while state in came:
            state = came[state]
            points.append((self._xs[state[0]], self._ys[state[1]]))
        points.append(first[state].edge)
        points.reverse()
        return _corners(points)


def _straight(start: Spot, end: Spot) -> list[Point]:
    """From the edge of one card that faces the other, straight to the other's."""
    if start.y < end.bottom and end.y < start.bottom:
        a, b = (start.right, end.x) if start.x < end.x else (start.x, end.right)
        return [(a, start.y + start.height / 2), (b, end.y + end.height / 2)]
    a, b = (start.bottom, end.y) if start.y < end.y else (start.y, end.bottom)
    return [(start.middle, a), (end.middle, b)]


def _lanes(sides: Sequence[tuple[float, float]]) -> list[float]:
    """Coordinates to run along: beside each card, across it for its ports; none too close to the next."""
    outside = {round(at, 1) for start, size in sides for lane in _LANES for at in (start - lane, start + size + lane)}
    across = {round(start + size * part, 1) for start, size in sides for part in (0.2, 0.36, 0.64, 0.8)}
    lanes: list[float] = []
    for at in (*sorted(outside), *sorted(across)):
        place = bisect_left(lanes, at)
        near = lanes[max(0, place - 1) : place + 1]
        if all(abs(at - other) >= _NEAREST for other in near):
            lanes.insert(place, at)
    return lanes


def _between(lanes: Sequence[float], low: float, high: float) -> range:
    """The numbers of the lanes from *low* to *high*."""
    return range(bisect_left(lanes, low), bisect_right(lanes, high))


def _corners(points: Sequence[Point]) -> list[Point]:
    """*points* without those on a straight line between others."""
    kept = list(points[:1])
    for before, point, after in zip(points, points[1:], points[2:], strict=False):
        straight = abs(before[0] - after[0]) < 0.1 or abs(before[1] - after[1]) < 0.1
        if not straight and point != kept[-1]:
            kept.append(point)
    return [*kept, points[-1]]
