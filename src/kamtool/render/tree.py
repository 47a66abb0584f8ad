"""A tree of people as lines: names under their superiors, cells beside them, other lines below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kamtool.render.layout import (
    GAP,
    Align,
    Item,
    Line,
    column_widths,
    facts,
    filled,
    join_cells,
    pad,
    set_rows,
    span,
    width_of,
    wrap,
    wrap_item,
)
from kamtool.view.blocks import Branch, Column, Link, Tree

ARROWS = {"arrow": ("──▶", "══▶"), "conflict": ("─╳─", "═╳═"), "line": ("──", "══")}

_TITLE = 16


@dataclass(frozen=True, slots=True)
class Node:
    """A branch in its place: how deep, and what stands before its first line and before the lines that follow."""

    branch: Branch
    depth: int
    first: str
    rest: str


def nodes(tree: Tree, room: int) -> Iterator[Node]:
    """The branches from top to bottom. Guides wider than *room* give way to the depth as a number."""
    stack = [(root, 0, "", "") for root in reversed(tree.roots)]
    while stack:
        branch, depth, first, under = stack.pop()
        rest = under + ("│  " if branch.children else "   " if depth == 0 else "")
        if 3 * depth > room:
            first, rest, under = f"{depth} ─ ", " " * len(f"{depth} ─ "), ""
        yield Node(branch, depth, first, rest)
        for i, child in enumerate(reversed(branch.children)):
            guide, further = ("└─ ", "   ") if i == 0 else ("├─ ", "│  ")
            stack.append((child, depth + 1, under + guide, under + further))


def names_by_id(tree: Tree) -> dict[str, str]:
    """Whose id belongs to which name."""
    return {node.branch.id: node.branch.name for node in nodes(tree, 0)}


def draw_tree(tree: Tree, width: int) -> list[Line]:
    """The tree with its cells in columns beside the names, or below them where there is no room; then its links."""
    title = wrap(span(tree.title, "strong"), width) if tree.title else []
    found = list(nodes(tree, width // 2))
    count = max([len(tree.columns), *(len(node.branch.cells) for node in found)])
    columns = [Column(tree.name_title), *filled(tree.columns, count, Column(""))]
    titles = [column.title for column in columns]
    aligns: list[Align] = [column.align for column in columns]
    titled = any(titles)
    head = [[Item(span(text, "quiet")) for text in titles]] if titled else []
    rows = [[_name(node), *_cells(node, count)] for node in found]
    widths = column_widths(head + rows, aligns, titled, width)
    if widths is None:
        body = _two_lines(found, head + rows, titled, aligns, width)
    else:
        body = [join_cells(row, widths, aligns) for row in set_rows(head + rows, widths)]
    links = draw_links(tree, width)
    return title + body + ([(), *links] if links else [])


def _name(node: Node) -> Item:
    about = span(" ") + span(node.branch.about, "quiet") if node.branch.about else ()
    return Item(span(node.branch.name, node.branch.tone) + about, span(node.first, "quiet"), span(node.rest, "quiet"))


def _cells(node: Node, count: int) -> list[Item]:
    return filled([Item(span(cell.text.strip(), cell.tone)) for cell in node.branch.cells], count, Item(()))


def _two_lines(
    found: Sequence[Node], rows: Sequence[Sequence[Item]], titled: bool, aligns: Sequence[Align], width: int
) -> list[Line]:
    """Each name on a line of its own, its cells below: in columns that all names share, else one behind the other."""
    title = min(width_of(rows[0][0].body), _TITLE) + GAP if titled else 0
    margin = max([title, *(width_of(_name(node).rest) + 1 for node in found)])
    cells = [row[1:] for row in rows]
    widths = column_widths(cells, aligns[1:], titled, width - margin)
    lines = _heading(rows[0], widths, margin, aligns, width) if titled else []
    for node, row in zip(found, cells[titled:], strict=True):
        name = _name(node)
        lines += wrap_item(name, width)
        if widths is None:
            lines += _run_on(row, name.rest + span("" if node.branch.children or node.depth == 0 else "   "), width)
        else:
            under = pad(name.rest, margin)
            lines += [under + join_cells(line, widths, aligns[1:]) for line in set_rows([row], widths)]
    return lines


def _heading(
    row: Sequence[Item], widths: Sequence[int] | None, margin: int, aligns: Sequence[Align], width: int
) -> list[Line]:
    """The titles: over their columns, or one behind the other."""
    if widths is None:
        return _run_on(row, (), width)
    name = wrap(row[0].body, margin - GAP)
    lines = [join_cells(line, widths, aligns[1:]) for line in set_rows([row[1:]], widths)]
    height = max(len(name), len(lines))
    both = zip(filled(name, height, ()), filled(lines, height, ()), strict=True)
    return [pad(left, margin) + line for left, line in both]


def _run_on(row: Sequence[Item], under: Line, width: int) -> list[Line]:
    """Cells one behind the other; a line breaks between two of them where it can."""
    dot, lines = span(" · ", "quiet"), list[Line]()
    for body in (item.body for item in row if item.body):
        if lines and width_of(under + lines[-1] + dot + body) <= width:
            lines[-1] = lines[-1] + dot + body
        else:
            lines.append(body)
    return [drawn for line in lines for drawn in wrap_item(Item(line, under, under), width)]


def draw_links(tree: Tree, width: int) -> list[Line]:
    """One line a link: who, what kind of line, whom, and its label."""
    names = names_by_id(tree)
    title = span(tree.links_title, "quiet")
    lines = [_link(link, names) for link in tree.links]
    return facts([(title if i == 0 else (), line) for i, line in enumerate(lines)], width)


def _link(link: Link, names: dict[str, str]) -> Line:
    arrow = ARROWS[link.kind][link.strong]
    source, target = (names.get(end, end) for end in (link.source, link.target))
    drawn = span(arrow, "bad" if link.kind == "conflict" else "plain")
    return span(f"{source} ") + drawn + span(f" {target} ") + span(link.label, "quiet")
