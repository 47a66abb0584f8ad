"""The few blocks that everything people read is made of, whatever format it is written in.

Strings in blocks are raw: a plan's text stands here as the plan has it. Each writer passes every string through
``kamtool.render.safe`` and escapes it for its own format; nothing else may reach an output.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

# What a piece of text says beside its words. Colour never carries meaning alone: the words do.
Tone: TypeAlias = Literal["plain", "strong", "quiet", "good", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A title (level 1 opens a document, level 2 a part of it), with a quiet note behind it."""

    text: str
    note: str = ""
    level: int = 1


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph. With *label* it hangs behind the label; with *bullet* it is an item of a list."""

    text: str
    tone: Tone = "plain"
    label: str = ""
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what there is to say under it."""

    label: str
    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts one below the other, their texts aligned."""

    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; an empty text stays empty."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title and the side its cells keep to."""

    title: str
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of a tree: its name, a line about it, and its cells under the tree's columns."""

    id: str
    name: str
    about: str = ""
    cells: tuple[Cell, ...] = ()
    tone: Tone = "plain"
    children: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A line between two branches that is not the tree's own: an arrow, a conflict, or a plain line."""

    source: str
    target: str
    kind: Literal["arrow", "conflict", "line"]
    label: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Tree:
    """People under their superiors, or causes under what they cause; *shape* says how a picture draws it.

    The first column holds the names; *columns* are those of the cells.
    """

    columns: tuple[Column, ...]
    roots: tuple[Branch, ...]
    links: tuple[Link, ...] = ()
    title: str = ""
    name_title: str = ""
    links_title: str = ""
    shape: Literal["chart", "fishbone"] = "chart"


@dataclass(frozen=True, slots=True)
class Box:
    """One field of a grid: its title, a quiet note, and its lines."""

    title: str
    note: str = ""
    lines: tuple[Cell, ...] = ()
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Grid:
    """Boxes in rows and columns, with the names of both axes (either may be empty)."""

    rows: tuple[tuple[Box, ...], ...]
    column_titles: tuple[str, ...] = ()
    row_titles: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from 0 to *value* (``None`` when unknown: no bar), the number as shown, cells, and a remark behind."""

    label: str
    value: float | None
    shown: str
    cells: tuple[Cell, ...] = ()
    remark: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Chart:
    """Horizontal bars on one scale; *columns* are those of the bars' cells."""

    columns: tuple[Column, ...]
    bars: tuple[Bar, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Vendor:
    """One polygon of a radar: whose it is, and its score on each axis (``None`` when unknown)."""

    name: str
    scores: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Radar:
    """Vendors on the same axes, from 0 to *full*; ours stands first."""

    axes: tuple[str, ...]
    vendors: tuple[Vendor, ...]
    full: int = 5
    title: str = ""
    axis_title: str = ""


Block: TypeAlias = Heading | Note | Facts | Table | Tree | Grid | Chart | Radar
