"""Blocks as one self-contained page: no script, no link, nothing loaded from outside; it prints on A4.

The page's own policy allows its one style sheet (by its hash) and nothing else. Jinja2 escapes every string.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from kamtool.render.chart import bar_text, full_value
from kamtool.render.grid import named_rows
from kamtool.render.layout import filled
from kamtool.render.radar import as_table
from kamtool.render.safe import safe, safe_blocks
from kamtool.render.tree import ARROWS, names_by_id, nodes
from kamtool.view.blocks import Block, Cell, Chart, Column, Heading, Radar, Tree

HERE = Path(__file__).parent
STYLE = "page.css"
BAR = 20
DEEPEST = 12


def render(blocks: Sequence[Block], title: str = "", lang: str = "en") -> str:
    """*blocks* as an HTML document in *lang*, called *title* (or what its first heading says)."""
    shown = [as_table(one) if isinstance(one, Radar) else one for one in safe_blocks(blocks)]
    name = safe(title) or next((one.text for one in shown if isinstance(one, Heading)), "")
    sheet = style()
    return (
        page().render(
            blocks=[(type(one).__name__, one) for one in shown],
            title=name,
            lang=lang,
            style=sheet,
            policy=policy(sheet),
        )
        + "\n"
    )


@cache
def page() -> Template:
    """The one template of every page."""
    rooms = Environment(
        loader=FileSystemLoader(HERE, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    rooms.globals |= {"tree": tree_rows, "links": links, "chart": chart_rows, "boxes": named_rows, "wide": wide}
    return rooms.get_template("page.html")


@cache
def style() -> str:
    """The style sheet, as it stands in the page."""
    return (HERE / STYLE).read_text(encoding="utf-8").strip()


def policy(sheet: str) -> str:
    """What the page may load and run: its own style sheet."""
    digest = b64encode(hashlib.sha256(sheet.encode()).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def wide(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> tuple[list[Column], list[list[Cell]]]:
    """The columns of a table and its rows, all of the same length."""
    count = max([len(columns), *(len(row) for row in rows)], default=0)
    return filled(columns, count, Column("")), [filled(row, count, Cell("")) for row in rows]


def tree_rows(tree: Tree) -> list[tuple[int, str, str, str, list[Cell]]]:
    """The rows of a tree: depth, name, a line about it, tone, cells."""
    count = max([len(tree.columns), *(len(one.branch.cells) for one in nodes(tree, 60))], default=0)
    return [
        (
            min(len(one.first) // 3, DEEPEST),
            one.branch.name,
            one.branch.about,
            one.branch.tone,
            filled(one.branch.cells, count, Cell("")),
        )
        for one in nodes(tree, 60)
    ]


def links(tree: Tree) -> list[str]:
    """The lines of a tree that are not its own, as text."""
    names = names_by_id(tree)
    return [
        " ".join(
            part
            for part in (
                names.get(one.source, one.source),
                ARROWS[one.kind][one.strong],
                names.get(one.target, one.target),
                one.label,
            )
            if part
        )
        for one in tree.links
    ]


def chart_rows(chart: Chart) -> list[tuple[str, str, str, str, list[Cell], str]]:
    """The rows of a chart: label, the number as shown, the bar, tone, cells, remark."""
    count = max([len(chart.columns), *(len(bar.cells) for bar in chart.bars)])
    full = full_value(chart)
    return [
        (bar.label, bar.shown, bar_text(bar.value, full, BAR), bar.tone, filled(bar.cells, count, Cell("")), bar.remark)
        for bar in chart.bars
    ]
