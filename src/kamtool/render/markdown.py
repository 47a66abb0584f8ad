"""GitHub's Markdown. Text from a plan stays text: no link, image, tag, mention, fence or table break comes from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import assert_never

from kamtool.render.chart import bar_text, full_value
from kamtool.render.grid import named_rows
from kamtool.render.layout import Align, filled
from kamtool.render.radar import as_table
from kamtool.render.safe import safe_blocks, safe_start
from kamtool.render.tree import ARROWS, names_by_id, nodes
from kamtool.view.blocks import Block, Box, Cell, Chart, Column, Fact, Facts, Grid, Heading, Note, Radar, Table, Tree

# Addresses, mentions and emoji codes come alive however they are escaped; only as code they stay what they are.
_RUN = re.compile(r"[A-Za-z0-9.\-_~:/?#@!$&'()*+,;=%]+")
_ALIVE = re.compile(r"://|www\.|mailto:|xmpp:|@(?=[a-z0-9])|:(?!\d\d?:)[\w+-]{1,50}:", re.IGNORECASE)
_SPECIAL = re.compile(r"[\\`*_\[\]|~#$]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
# What would open a list or draw a rule at the start of a line.
_OPENER = re.compile(r"^(\d*)(?=[-+.)](?:\s|$)|[-=]+\s*$)")
_BAR = 20


def render(blocks: Sequence[Block]) -> str:
    """*blocks* as a Markdown document."""
    text = ""
    before: Block | None = None
    for block in safe_blocks(blocks):
        lines = _lines(block)
        if lines:
            text += (_between(before, block) if before else "") + "\n".join(lines) + "\n"
            before = block
    return safe_start(text)


def _between(before: Block, block: Block) -> str:
    if isinstance(before, Note) and isinstance(block, Note) and before.bullet and block.bullet:
        return ""
    return "\n<!-- -->\n\n" if _is_list(before) and _is_list(block) else "\n"


def _is_list(block: Block) -> bool:
    return isinstance(block, Facts) or (isinstance(block, Note) and block.bullet)


def escape(text: str) -> str:
    """*text*, safe already, as one line of Markdown that shows it and does nothing else."""
    made: list[str] = []
    end = 0
    for run in _RUN.finditer(text):
        if _ALIVE.search(run[0]):
            made += [_escape_plain(text[end : run.start()]), f"`{run[0]}`"]
            end = run.end()
    made.append(_escape_plain(text[end:]))
    return _OPENER.sub(r"\1\\", "".join(made).strip())


def _escape_plain(text: str) -> str:
    text = _ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\g<0>", text)


def _strong(text: str) -> str:
    return f"**{escape(text)}**" if text.strip() else ""


def _cell(cell: Cell) -> str:
    return _strong(cell.text) if cell.tone == "strong" else escape(cell.text)


def _join(*parts: str, by: str = " ") -> str:
    return by.join(part for part in parts if part)


def _lines(block: Block) -> list[str]:
    match block:
        case Heading():
            return [f"{'#' * block.level} " + _join(escape(block.text), escape(block.note), by=" · ")]
        case Note():
            return [("- " if block.bullet else "") + _join(_strong(block.label), _broken(block.text))]
        case Facts():
            return [_fact(fact.label, fact.text) for fact in _joined(block.rows)]
        case Table():
            return _titled(block.title, _table(block.columns, [[_cell(cell) for cell in row] for row in block.rows]))
        case Tree():
            return _titled(block.title, _tree(block))
        case Grid():
            return _titled(block.title, _grid(block))
        case Chart():
            return _titled(block.title, _chart(block))
        case Radar():
            return _lines(as_table(block))
        case _:
            assert_never(block)


def _joined(rows: Sequence[Fact]) -> list[Fact]:
    """Facts in which one without a label goes on where the one before ended."""
    out: list[Fact] = []
    for row in rows:
        if out and not row.label:
            out[-1] = Fact(out[-1].label, f"{out[-1].text}\n{row.text}", out[-1].tone)
        else:
            out.append(row)
    return out


def _fact(label: str, text: str) -> str:
    return "- " + _join(_strong(label), _broken(text))


def _broken(text: str) -> str:
    """Text with its own line breaks; a break alone would open a block of HTML."""
    lines = [escape(line) for line in text.split("\n")]
    return "<br>".join(lines) if any(lines) else ""


def _titled(title: str, lines: list[str]) -> list[str]:
    return [_strong(title), "", *lines] if title.strip() else lines


def _table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table of cells that are Markdown already."""
    cells = list(rows)
    count = max([1, len(columns), *(len(row) for row in cells)])
    columns = filled(columns, count, Column(""))
    rules: dict[Align, str] = {"left": "---", "right": "---:"}
    head = [escape(column.title) for column in columns]
    table = [head, [rules[column.align] for column in columns], *(filled(row, count, "") for row in cells)]
    return ["| " + " | ".join(row) + " |" for row in table]


def _tree(tree: Tree) -> list[str]:
    """A table whose first column holds the names, indented; below it the lines that are not the tree's own."""
    rows = []
    for node in nodes(tree, 60):
        guide = node.first.replace("   ", "&emsp;&ensp;").replace("│  ", "│&emsp;")
        name = _join(escape(node.branch.name), escape(node.branch.about))
        rows.append([guide + name, *(_cell(cell) for cell in node.branch.cells)])
    names = names_by_id(tree)
    links = []
    for link in tree.links:
        source, target = (escape(names.get(end, end)) for end in (link.source, link.target))
        links.append(_join(source, ARROWS[link.kind][link.strong], target, escape(link.label)))
    table = _table([Column(tree.name_title), *tree.columns], rows)
    return table + (["", _join(_strong(tree.links_title), *links, by="<br>")] if links else [])


def _grid(grid: Grid) -> list[str]:
    named = any(grid.row_titles)
    rows = []
    for name, row in named_rows(grid):
        rows.append([_strong(name)] * named + [_box(box) for box in row])
    return _table([Column("")] * named + [Column(title) for title in grid.column_titles], rows)


def _box(box: Box) -> str:
    return _join(_join(_strong(box.title), escape(box.note)), *(_cell(cell) for cell in box.lines), by="<br>")


def _chart(chart: Chart) -> list[str]:
    count = max([len(chart.columns), *(len(bar.cells) for bar in chart.bars)])
    columns = [Column(""), Column("", "right"), Column(""), *filled(chart.columns, count, Column(""))]
    full = full_value(chart)
    rows = []
    for bar in chart.bars:
        cells = filled([_cell(cell) for cell in bar.cells], count, "")
        remark = [escape(bar.remark)] if bar.remark else []
        rows.append([escape(bar.label), escape(bar.shown), bar_text(bar.value, full, _BAR), *cells, *remark])
    return _table(columns, rows)
