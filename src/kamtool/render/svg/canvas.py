"""A sheet to draw on: the few shapes the pictures are made of, written as SVG elements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, Literal, TypeAlias

from kamtool.render.svg.measure import Text

Point: TypeAlias = tuple[float, float]
Anchor: TypeAlias = Literal["start", "middle", "end"]

FONTS: Final = (
    "'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Segoe UI', "
    "Helvetica, Arial, sans-serif"
)
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Canvas:
    """Elements in the order they are painted, and the size of what was drawn."""

    def __init__(self, width: float = 0.0, height: float = 0.0) -> None:
        self.width = width
        self.height = height
        self._parts: list[str] = []

    def text(self, text: Text, x: float, top: float, anchor: Anchor = "start") -> float:
        """Set *text* from *top* down; give where it ends."""
        style = text.style
        look = f' fill="{style.fill}" font-size="{number(style.size)}"'
        look += ' font-weight="600"' if style.bold else ""
        look += f' text-anchor="{anchor}"' if anchor != "start" else ""
        for row, line in enumerate(text.lines):
            y = top + text.baseline + row * text.step
            self._parts.append(f'<text x="{number(x)}" y="{number(y)}"{look}>{escape(line)}</text>')
        return top + text.height

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, stroke: str = "", radius: float = 0
    ) -> None:
        """Draw a box, its corners rounded by *radius*."""
        look = f' fill="{fill}"' + (f' stroke="{stroke}"' if stroke else "")
        look += f' rx="{number(radius)}"' if radius else ""
        place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
        self._parts.append(f"<rect {place}{look}/>")

    def dot(self, x: float, y: float, radius: float, fill: str) -> None:
        """Draw a filled circle."""
        self._parts.append(f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{fill}"/>')

    def polygon(self, points: Iterable[Point], fill: str) -> None:
        """Fill the field between *points*."""
        corners = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self._parts.append(f'<polygon points="{corners}" fill="{fill}"/>')

    def line(self, points: Sequence[Point], stroke: str, width: float = 1, dash: str = "", radius: float = 0) -> None:
        """Draw a line through *points*, its corners rounded by *radius*."""
        look = f' fill="none" stroke="{stroke}" stroke-width="{number(width)}"'
        look += f' stroke-dasharray="{dash}"' if dash else ""
        self._parts.append(f'<path d="{_course(points, radius)}"{look}/>')

    def place(self, other: Canvas, x: float, y: float) -> None:
        """Put another canvas on this one with its upper left corner at *x*, *y*."""
        inner = "".join(other._parts)
        self._parts.append(f'<g transform="translate({number(x)} {number(y)})">{inner}</g>\n')

    def document(self, title: str, description: str) -> str:
        """The whole picture as a file, its texts for those who can't see it first."""
        width, height = number(self.width), number(self.height)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" role="img" font-family="{FONTS}">\n'
            f"<title>{escape(title)}</title>\n<desc>{escape(description)}</desc>\n"
            f"{''.join(self._parts)}</svg>\n"
        )


def number(value: float) -> str:
    """A coordinate, to a tenth."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def escape(text: str) -> str:
    """*text* as the contents of an element; what XML can't hold becomes a replacement character."""
    text = _NOT_XML.sub("\ufffd", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _course(points: Sequence[Point], radius: float) -> str:
    """The path through *points*."""
    course = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        reach = min(radius, _distance(before, corner) / 2, _distance(corner, after) / 2)
        if reach < 0.5:
            course.append(f"L{number(corner[0])} {number(corner[1])}")
            continue
        ax, ay = _towards(corner, before, reach)
        bx, by = _towards(corner, after, reach)
        course.append(f"L{number(ax)} {number(ay)}Q{number(corner[0])} {number(corner[1])} {number(bx)} {number(by)}")
    course.append(f"L{number(points[-1][0])} {number(points[-1][1])}")
    return "".join(course)


def _distance(a: Point, b: Point) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _towards(start: Point, end: Point, reach: float) -> Point:
    """The point *reach* away from *start* on the way to *end*."""
    part = reach / (_distance(start, end) or 1)
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part
