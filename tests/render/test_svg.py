"""Pictures: well-formed, closed to data, the same every time, and nothing over the edge of what it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from kamtool.render.safe import safe, safe_lines
from kamtool.render.svg import render
from kamtool.render.svg.layout import Node, Spot, tidy
from kamtool.render.svg.measure import Style, lay, lay_lines, measure
from kamtool.render.svg.route import Router
from kamtool.render.svg.table import fit
from kamtool.view.blocks import (
    Bar,
    Block,
    Box,
    Branch,
    Cell,
    Chart,
    Column,
    Fact,
    Facts,
    Grid,
    Heading,
    Link,
    Note,
    Table,
    Tree,
)
from tests.render.samples import PAYLOADS, every_block, screen, some_blocks

_NUMBER = r"-?\d+(\.\d)?"
_COLOUR = "(#[0-9a-f]{6}|none)"
# Every element we write, and of each attribute all that it may hold: no text of a plan among it.
_ELEMENTS = {"svg", "title", "desc", "g", "text", "rect", "circle", "polygon", "path"}
_ATTRIBUTES = {
    **dict.fromkeys(("x", "y", "width", "height", "cx", "cy", "r", "rx", "font-size", "stroke-width"), _NUMBER),
    "viewBox": rf"0 0 {_NUMBER} {_NUMBER}",
    "role": "img",
    "font-family": r"['\w ,-]+",
    "font-weight": "600",
    "text-anchor": "middle|end",
    "fill": _COLOUR,
    "stroke": _COLOUR,
    "stroke-dasharray": r"\d+( \d+)+",
    "transform": rf"translate\({_NUMBER} {_NUMBER}\)",
    "points": rf"({_NUMBER},{_NUMBER} ?)+",
    "d": rf"([MLQ ]?{_NUMBER})+",
}
_HOSTILE = (
    *PAYLOADS,
    '"><script>alert(1)</script>',
    "' onload='alert(1)",
    "]]><!--",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "</text></svg>",
    "<?xml-stylesheet href='https://evil.example/x.css'?>",
    "url(https://evil.example)",
    "\x00\ufffe\ufffe\uffff",
    "a\nb\tc",
)


def _open(picture: str) -> ElementTree.Element:
    """The picture, parsed; all that is in it is ours."""
    assert "<!" not in picture
    assert "<?" not in picture
    root = ElementTree.fromstring(picture)
    for element in root.iter():
        assert element.tag.removeprefix("{http://www.w3.org/2000/svg}") in _ELEMENTS
        for name, value in element.attrib.items():
            assert re.fullmatch(_ATTRIBUTES[name], value), (name, value)
        assert element.tag.endswith(("text", "title", "desc")) or not (element.text or "").strip()
        assert not (element.tail or "").strip()
    return root


def _placed(element: ElementTree.Element, x: float = 0, y: float = 0) -> Iterator[tuple[str, Spot, str]]:
    """Boxes and texts with where they stand on the page."""
    shift = re.findall(_NUMBER.replace("(", "(?:"), element.get("transform", ""))
    x, y = (x + float(shift[0]), y + float(shift[1])) if shift else (x, y)
    kind = element.tag.rpartition("}")[2]
    at: Any = lambda name: float(element.get(name, "0"))  # noqa: E731
    if kind == "rect":
        yield kind, Spot(x + at("x"), y + at("y"), at("width"), at("height")), element.get("fill", "")
    elif kind == "text":
        size = at("font-size")
        width = measure(element.text or "", Style(size, bold=element.get("font-weight") == "600"))
        left = x + at("x") - width * {"middle": 0.5, "end": 1.0}.get(element.get("text-anchor", ""), 0.0)
        yield kind, Spot(left, y + at("y") - size * 0.8, width, size), element.text or ""
    for child in element:
        yield from _placed(child, x, y)


def _assert_within_the_page(root: ElementTree.Element) -> None:
    width, height = float(root.get("width", "")), float(root.get("height", ""))
    for _, spot, _ in _placed(root):
        assert spot.x >= -0.2
        assert spot.y >= -0.2
        assert spot.right <= width + 0.2
        assert spot.bottom <= height + 0.2


def _words(root: ElementTree.Element) -> str:
    """All text on the picture without spaces: wrapping may put a line's end anywhere."""
    return re.sub(r"\s", "", "".join(e.text or "" for e in root.iter("{http://www.w3.org/2000/svg}text")))


@pytest.mark.parametrize("payload", _HOSTILE)
def test_nothing_in_a_plan_becomes_more_than_text(payload: str) -> None:
    for text in (payload, f"x {payload} y"):
        root = _open(render(every_block(lambda text=text: text), text))  # type: ignore[misc]
        _assert_within_the_page(root)
        assert re.sub(r"\s", "", safe(text)).translate({0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}) in _words(root)


@settings(max_examples=150, deadline=None)
@given(some_blocks)
def test_any_blocks_make_a_well_formed_picture_with_everything_on_the_page(blocks: list[Block]) -> None:
    picture = render(blocks)
    assert picture == render(blocks)
    assert picture.encode()
    _assert_within_the_page(_open(picture))


def test_the_picture_is_named_and_described() -> None:
    root = _open(render(screen(), "Influence"))
    assert root[0].text == "Influence"
    said = root[1].text or ""
    assert "宋敏, 行政处处长: role, decider, attitude, − resist" in said
    assert "张伟 × 宋敏: conflict" in said
    assert _open(render(screen()))[0].text == "红旗机械厂"
    assert len(_open(render([Note("x" * 9000)]))[1].text or "") == 4000


def test_every_text_of_a_block_is_on_the_picture() -> None:
    shown = _words(_open(render(screen())))
    for word in ("红旗机械厂", "国企", "赵国强", "总经理", "?unknown", "informal", "朋友", "周师傅", "15%", "◀low"):
        assert word in shown
    assert "first" in shown
    assert "1234567.891" in shown


def test_no_text_leaves_its_card_or_box() -> None:
    long = "集团分管信息化工作的副总经理兼首席信息官 Konstantinopoulou-Whitmore " * 3
    tree = _people(long, 9)
    root = _open(render([tree, Grid(((Box(long, long, (Cell(long), Cell("x" * 400))),) * 2,), (long, long), (long,))]))
    grounds = [spot for kind, spot, fill in _placed(root) if kind == "rect" and spot.height > 60 and fill != "#eceff3"]
    for kind, spot, _ in _placed(root):
        if kind == "text":
            homes = [
                ground
                for ground in grounds
                if ground.x <= spot.x <= ground.right and ground.y <= spot.y <= ground.bottom
            ]
            assert all(spot.right <= home.right and spot.bottom <= home.bottom for home in homes)


def _people(about: str, leaves: int) -> Tree:
    below = tuple(Branch(f"l{i}", f"人{i}", about, (Cell(about, "bad"),)) for i in range(leaves))
    return Tree((Column("role"),), (Branch("top", "top", about, (Cell("x"),), children=below),))


@pytest.mark.parametrize("people", [1, 4, 5, 25, 80])
@pytest.mark.parametrize("fan", [1, 3, 7])
def test_cards_never_touch(people: int, fan: int) -> None:
    nodes = _nodes(people, fan)
    layout = tidy(nodes, 200)
    for a, b in combinations(layout.spots, 2):
        assert a.right < b.x or b.right < a.x or a.bottom < b.y or b.bottom < a.y
    for node, spot in zip(nodes, layout.spots, strict=True):
        assert spot.height >= node.height
        assert node.boss is None or layout.spots[node.boss].bottom < spot.y


def _nodes(people: int, fan: int) -> list[Node]:
    bosses = [None if i == 0 else (i - 1) // fan for i in range(people)]
    depths: list[int] = []
    for boss in bosses:
        depths.append(0 if boss is None else depths[boss] + 1)
    below = [tuple(i for i, boss in enumerate(bosses) if boss == number) for number in range(people)]
    return [Node(100 + i % 3 * 20, bosses[i], below[i], depths[i]) for i in range(people)]


def test_many_leaves_hang_in_columns_and_a_long_chain_is_drawn() -> None:
    assert tidy(_nodes(12, 11), 200).width < 600
    assert tidy(_nodes(4, 3), 200).height < 500
    chain = Branch("n0", "0")
    for i in range(1, 600):
        chain = Branch(f"n{i}", str(i), children=(chain,))
    assert render([Tree((), (chain,))]).count("<rect") == 2 * 600 + 1


def test_lines_go_around_the_cards() -> None:
    layout = tidy(_nodes(25, 4), 200)
    router = Router(layout.spots, layout.edges, 40)
    for i in range(0, 24):
        way = router.way(i, (i * 7 + 3) % 25)
        for (ax, ay), (bx, by) in pairwise(way):
            assert ax == bx or ay == by
            for spot in layout.spots:
                outside = max(ax, bx) <= spot.x or min(ax, bx) >= spot.right
                assert outside or max(ay, by) <= spot.y or min(ay, by) >= spot.bottom


def test_links_to_nobody_and_to_oneself_stand_in_the_list_only() -> None:
    links = (Link("a", "gone", "arrow", "l1"), Link("a", "a", "conflict", "l2"), Link("a", "b", "line", "l3"))
    tree = Tree((), (Branch("a", "A"), Branch("b", "B"), Branch("a", "twin")), links)
    shown = _words(_open(render([tree])))
    assert "A→gonel1" in shown
    assert "A×Al2" in shown
    assert shown.count("l3") == 2


def test_more_lines_than_there_is_time_for_go_straight() -> None:
    layout = tidy(_nodes(25, 4), 200)
    way = Router(layout.spots, layout.edges, 10**6).way(0, 20)
    assert way[0] == (layout.spots[0].middle, layout.spots[0].bottom)
    assert way[1] == (layout.spots[20].middle, layout.spots[20].y)
    level = Router(layout.spots, layout.edges, 10**6).way(2, 1)
    assert level[0][0] == layout.spots[2].x
    assert level[1][0] == layout.spots[1].right


def _bars(*values: float | None) -> list[Spot]:
    chart = Chart((), tuple(Bar(f"b{i}", value, str(value)) for i, value in enumerate(values)))
    found = _placed(_open(render([chart])))
    return [spot for kind, spot, fill in found if kind == "rect" and fill == "#2b6cb0"]


def test_bars_keep_one_scale_and_the_unknown_has_none() -> None:
    full, half, none = _bars(10, 5, 0, None)
    assert half.width == pytest.approx(full.width / 2, abs=0.2)
    assert none.width == 2
    down, up = _bars(-1, 3)
    assert down.right == pytest.approx(up.x, abs=0.2)
    assert up.width == pytest.approx(3 * down.width, abs=0.3)
    assert len(_bars(float("nan"), float("inf"), 1e308, -1e308, 5e-324)) == 3


@pytest.mark.parametrize(("values", "parts"), [((3, 2, 1), 2), ((3, 1, 2), 0), ((2, 1), 0), ((3, None, 1), 0)])
def test_only_bars_that_shrink_make_a_funnel(values: Sequence[float | None], parts: int) -> None:
    chart = Chart((), tuple(Bar("b", value, "") for value in values))
    assert render([chart]).count("<polygon") == parts


def test_text_breaks_where_a_reader_expects_it() -> None:
    style = Style(10)
    assert lay("alpha beta gamma", style, 60).lines == ("alpha beta", "gamma")
    assert lay("一二三四五，六", style, 50).lines == ("一二三四", "五，六")
    assert lay("一二三（四五）", style, 40).lines == ("一二三", "（四五）")
    assert lay("Whitmore-Lee", style, 55).lines == ("Whitmore-", "Lee")
    assert "".join(lay("x" * 50, style, 40).lines) == "x" * 50
    assert lay("  ", style, 40).lines == ()
    assert lay_lines("a\n\nb", style, 40).lines == ("a", "b")


@pytest.mark.parametrize("text", ["张伟 (deputy head, procurement) 负责前期调研", "e\u0301" * 40, "WWW mmm @@@ %%%"])
@pytest.mark.parametrize("width", [30, 75, 200])
def test_no_line_is_wider_than_asked(text: str, width: float) -> None:
    laid = lay(text, Style(14, bold=True), width)
    assert all(measure(line, laid.style) <= width + 0.1 for line in laid.lines)
    assert re.sub(r"\s", "", "".join(laid.lines)) == re.sub(r"\s", "", safe_lines(text))


def test_columns_share_what_room_there_is() -> None:
    assert fit([50, 60], 200, 40) == [50, 60]
    assert fit([50, 500, 900], 350, 40) == [50, 150, 150]
    assert fit([500] * 10, 100, 40) == [40] * 10
    assert fit([], 100, 40) == []


def test_a_table_keeps_its_sides_and_labels_stand_under_each_other() -> None:
    table = Table(
        (Column("what"), Column("amount", "right")), ((Cell("车"), Cell("12")), (Cell("油", "bad"), Cell("3456")))
    )
    blocks: list[Block] = [
        Heading("t", "n" * 300),
        table,
        Facts((Fact("a", "one"), Fact("longer", "two"))),
        Note("three", label="b"),
    ]
    spots = {text: spot for kind, spot, text in _placed(_open(render(blocks))) if kind == "text"}
    assert spots["12"].right == pytest.approx(spots["3456"].right, abs=0.2)
    assert spots["one"].x == spots["two"].x == spots["three"].x
