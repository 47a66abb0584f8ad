"""A tree of people as lines: names under their superiors, cells beside them, other lines below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kamtool.render.layout import (
    Align,
    Item,
    Line,
    column_widths,
    facts,
    filled,
    join_cells,
    set_rows,
    span,
    stacked,
    width_of,
    wrap,
    wrap_item,
)
from kamtool.view.blocks import Branch, Column, Link, Tree

ARROWS = {"arrow": ("──▶", "══▶"), "conflict": ("─╳─", "═╳═"), "line": ("──", "══")}


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
    """The tree with its cells in columns, or below the names where the columns don't fit; then its links."""
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
        body = wrap(span(tree.name_title, "quiet"), width) if tree.name_title else []
        body += [line for node in found for line in _stack(node, titles[1:], width)]
    else:
        body = [join_cells(row, widths, aligns) for row in set_rows(head + rows, widths)]
    links = draw_links(tree, width)
    return title + body + ([(), *links] if links else [])


def _name(node: Node) -> Item:
    about = span(" ") + span(node.branch.about, "quiet") if node.branch.about else ()
    return Item(span(node.branch.name, node.branch.tone) + about, span(node.first, "quiet"), span(node.rest, "quiet"))


def _cells(node: Node, count: int) -> list[Item]:
    return filled([Item(span(cell.text.strip(), cell.tone)) for cell in node.branch.cells], count, Item(()))


def _stack(node: Node, titles: Sequence[str], width: int) -> list[Line]:
    name = _name(node)
    below = name.rest if node.branch.children or node.depth == 0 else name.rest + span("   ")
    items = _cells(node, len(titles))
    return wrap_item(name, width) + [below + line for line in stacked(titles, items, width - width_of(below))]


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
