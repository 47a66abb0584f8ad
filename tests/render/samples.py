"""Blocks of every kind for the tests of the writers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

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
    Radar,
    Table,
    Tone,
    Tree,
    Vendor,
)

# Each of these does something, somewhere, when it is sent as it stands.
PAYLOADS = (
    "\x1b[31m",
    "\x1b]8;;https://evil.example\x07x\x1b]8;;\x07",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x9b31m",
    "\x85\x90",
    "\u202egpj.exe\u202c",
    "\u2066\u200b\u00ad\ufeff",
    "\u2028\u2029",
    "\U000e0041\ud800",
    "[red]",
    "[/]",
    "[link=https://evil.example]x[/link]",
    ":skull:",
    "\n::error file=x::y",
    "\r::stop-commands::t",
    "##vso[task.setvariable]x",
    "##[add-path]/evil",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "](javascript:alert(1))",
    "[x](https://evil.example)",
    "![x](https://evil.example/x.png)",
    "https://evil.example",
    "www.evil.example",
    "me@evil.example @someone",
    "| a | b |",
    "`code` ```",
    "~~~",
    "# heading",
    "- item",
    "1. item",
    "---",
    "***bold*** __x__",
    "&lt;b&gt; &#60;",
    "$x$",
    "\\",
    '=HYPERLINK("https://evil.example")',
    "＝1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
)


def every_block(text: Callable[[], str]) -> list[Block]:
    """All kinds of blocks, each of their strings made by *text*."""
    t = text

    def cells(tone: Tone = "plain") -> tuple[Cell, ...]:
        return (Cell(t(), tone), Cell(t(), "strong"))

    columns = (Column(t()), Column(t(), "right"))
    leaf = Branch(t(), t(), t(), cells("good"))
    return [
        Heading(t(), t()),
        Heading(t(), t(), level=2),
        Note(t()),
        Note(t(), "warn", label=t()),
        Note(t(), "bad", bullet=True),
        Facts((Fact(t(), t(), "quiet"), Fact(t(), t()))),
        Table((Column(t()), *columns), ((Cell(t()), *cells()), (Cell(t()), *cells("bad"))), title=t()),
        Tree(
            columns,
            (Branch(t(), t(), t(), cells(), "strong", (leaf,)),),
            (Link(t(), t(), "arrow", t(), True), Link(t(), t(), "conflict", t()), Link(t(), t(), "line", t())),
            title=t(),
            name_title=t(),
            links_title=t(),
        ),
        Grid(
            (
                (Box(t(), t(), cells("bad"), "good"), Box(t(), t(), cells())),
                (Box(t(), t(), cells()), Box(t(), t(), ())),
            ),
            (t(), t()),
            (t(), t()),
            title=t(),
        ),
        Chart(columns, (Bar(t(), 3.0, t(), cells(), t(), "warn"), Bar(t(), None, t(), cells(), t())), title=t()),
        Tree(columns, (Branch(t(), t(), t(), cells(), children=(leaf,)),), title=t(), shape="fishbone"),
        Radar((t(), t(), t()), (Vendor(t(), (1, None, 5)), Vendor(t(), (2, 3))), title=t(), axis_title=t()),
    ]


def parts(value: object) -> Iterator[object]:
    """*value* and all blocks, cells and branches in it."""
    if isinstance(value, tuple | list):
        for item in value:
            yield from parts(item)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from parts(getattr(value, field.name))


def text_fields(kind: type) -> list[str]:
    """The names of the fields of *kind* that hold text, alone or in a tuple."""
    hints: dict[str, Any] = get_type_hints(kind)
    return [
        name for name, hint in hints.items() if hint is str or (get_origin(hint) is tuple and str in get_args(hint))
    ]


def screen() -> list[Block]:
    """A small screen as people see it."""
    song = Branch(
        "song",
        "宋敏",
        "行政处处长",
        (Cell("decider"), Cell("− resist", "bad")),
        "strong",
        (
            Branch("zhang", "张伟", "副处长", (Cell("recommender"), Cell("+ accept", "good"))),
            Branch("zhou", "周师傅", "司机", (Cell("user"), Cell("+ accept", "good"))),
        ),
    )
    boss = Branch("zhao", "赵国强", "总经理", (Cell("approver"), Cell("? unknown", "quiet")), children=(song,))
    return [
        Heading("红旗机械厂", "国企"),
        Note("The decider is against us."),
        Tree(
            (Column("role"), Column("attitude")),
            (boss,),
            (Link("zhou", "zhao", "arrow", "strong", True), Link("zhang", "song", "conflict", "conflict")),
            links_title="informal",
        ),
        Facts((Fact("path", "李明 → 周师傅 → 赵国强"), Fact("thin", "without 周师傅: no path", "warn"))),
        Table(
            (Column("what"), Column("amount", "right")), ((Cell("车"), Cell("1234567.891")), (Cell("油"), Cell("1e5")))
        ),
        Grid(((Box("朋友", "", (Cell("周师傅"),)), Box("伙伴")),), ("not met", "met"), ("个人需要",)),
        Chart(
            (Column("rate", "right"),),
            (Bar("接触", 200, "200"), Bar("成交", 30, "30", (Cell("15 %"),), "◀ low", "warn")),
        ),
        Radar(("品牌", "服务", "商务"), (Vendor("我方", (3, 5, 2)), Vendor("豪车", (4, None, 2))), axis_title="因素"),
        Note("first", bullet=True),
        Note("second", bullet=True),
    ]


# Arbitrary blocks.
texts = st.text(max_size=40) | st.sampled_from(PAYLOADS) | st.text("ab 张伟，（）·x", max_size=60)
_tones: st.SearchStrategy[Tone] = st.sampled_from(("plain", "strong", "quiet", "good", "warn", "bad"))
_cells = st.lists(st.builds(Cell, texts, _tones), max_size=4).map(tuple)
_columns = st.lists(st.builds(Column, texts, st.sampled_from(("left", "right"))), max_size=4).map(tuple)
_short = st.lists(texts, max_size=3).map(tuple)
_leaves = st.builds(Branch, texts, texts, texts, _cells, _tones)
_branches = st.recursive(
    _leaves,
    lambda inner: st.builds(Branch, texts, texts, texts, _cells, _tones, st.lists(inner, max_size=3).map(tuple)),
    max_leaves=6,
)
_links = st.builds(Link, texts, texts, st.sampled_from(("arrow", "conflict", "line")), texts, st.booleans())
_boxes = st.builds(Box, texts, texts, _cells, _tones)
_bars = st.builds(Bar, texts, st.none() | st.floats(), texts, _cells, texts, _tones)
_scores = st.lists(st.none() | st.integers(-2, 9), max_size=4).map(tuple)
a_block: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, texts, texts, st.integers(1, 3)),
    st.builds(Note, texts, _tones, texts, st.booleans()),
    st.builds(Facts, st.lists(st.builds(Fact, texts, texts, _tones), max_size=4).map(tuple)),
    st.builds(Table, _columns, st.lists(_cells, max_size=4).map(tuple), texts),
    st.builds(
        Tree, _columns, st.lists(_branches, max_size=2).map(tuple), st.lists(_links, max_size=2).map(tuple), texts
    ),
    st.builds(Grid, st.lists(st.lists(_boxes, max_size=3).map(tuple), max_size=3).map(tuple), _short, _short, texts),
    st.builds(Chart, _columns, st.lists(_bars, max_size=4).map(tuple), texts),
    st.builds(
        Tree,
        _columns,
        st.lists(_branches, max_size=2).map(tuple),
        title=texts,
        shape=st.just("fishbone"),
    ),
    st.builds(
        Radar,
        _short,
        st.lists(st.builds(Vendor, texts, _scores), max_size=3).map(tuple),
        st.integers(-1, 9),
        texts,
        texts,
    ),
)
some_blocks = st.lists(a_block, max_size=3)
