"""Mermaid: a flowchart for every picture, in which a plan's text can only be read."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings

from kamtool.render.mermaid import render
from kamtool.source.read import HIDDEN
from kamtool.view.blocks import Bar, Block, Box, Branch, Cell, Chart, Column, Grid, Link, Note, Tree
from tests.render.samples import PAYLOADS, every_block, screen, some_blocks

# A label holds letters, a few signs, entity codes and our own line breaks; no quote, bracket, brace, '%' or ':'.
_LABEL = r'"(?:[^\x00-\x7f]|[\w ,()?!\'/.+-]|#\d+;|<br/>)*"'
_COLOUR = "#[0-9a-f]{6}"
_STATEMENTS = (
    rf"n\d+\[{_LABEL}\]:::(?:plain|strong|quiet|good|warn|bad)",
    r"n\d+ --- n\d+",
    rf"n\d+ (?:-\.->|==>|x--x|x==x|-\.-|===)(?:\|{_LABEL}\|)? n\d+",
    rf"subgraph r\d+ \[{_LABEL}\]",
    "direction TB",
    "end",
    r"r\d+ ~~~ r\d+",
    rf"style r\d+ fill:{_COLOUR},stroke:{_COLOUR}",
    rf"classDef [a-z]+ fill:{_COLOUR},stroke:{_COLOUR},color:{_COLOUR}",
)
_LINE = re.compile(f"    (?:{'|'.join(_STATEMENTS)})", re.ASCII)
_HOSTILE = (
    *PAYLOADS,
    '"]; click n1 "javascript:alert(1)"',
    "%%{init: {'securityLevel': 'loose'}}%%",
    "a\n  click n1 href 'https://evil.example'",
    "`**markdown**`",
    "style a:#b;c",
    "---\nconfig: x\n---",
    "end",
    "n1 --> n2 |x| {{y}}",
    "@{ img: 'https://evil.example/x.png' }",
    "#quot;#lt;",
    "]]>",
)


def _assert_ours(diagram: str) -> None:
    head, *lines = diagram.removesuffix("\n").split("\n")
    assert head == "flowchart TD"
    for line in lines:
        assert _LINE.fullmatch(line), line


@pytest.mark.parametrize("payload", _HOSTILE)
def test_nothing_in_a_plan_becomes_syntax(payload: str) -> None:
    for block in every_block(lambda: payload):
        if isinstance(block, Tree | Grid | Chart):
            diagram = render([block])
            _assert_ours(diagram)
            assert HIDDEN.search(diagram) is None


@settings(deadline=None)
@given(some_blocks)
def test_every_picture_is_a_valid_flowchart(blocks: list[Block]) -> None:
    assume(any(isinstance(block, Tree | Grid | Chart) for block in blocks))
    _assert_ours(render(blocks))


def test_a_tree_with_its_links() -> None:
    assert render(screen()).splitlines()[:9] == [
        "flowchart TD",
        '    n1["赵国强<br/>总经理<br/>role#58; approver<br/>attitude#58; ? unknown"]:::plain',
        '    n2["宋敏<br/>行政处处长<br/>role#58; decider<br/>attitude#58; − resist"]:::strong',
        '    n3["张伟<br/>副处长<br/>role#58; recommender<br/>attitude#58; + accept"]:::plain',
        '    n4["周师傅<br/>司机<br/>role#58; user<br/>attitude#58; + accept"]:::plain',
        "    n1 --- n2",
        "    n2 --- n3",
        "    n2 --- n4",
        '    n4 ==>|"strong"| n1',
    ]
    assert '    n3 x--x|"conflict"| n2\n' in render(screen())


def test_links_need_both_ends_and_no_label() -> None:
    tree = Tree((), (Branch("a", "A"), Branch("b", "B")), (Link("a", "b", "line"), Link("a", "gone", "arrow")))
    assert render([tree]).count(" -.- ") == 1
    assert "-.->" not in render([tree])


def test_a_grid_is_a_part_for_each_row_and_a_chart_a_row_of_steps() -> None:
    grid = Grid(((Box("朋友", lines=(Cell("周师傅"),)),), (Box("对手", tone="bad"),)), ("met",), ("个人",))
    assert '    subgraph r1 ["个人"]\n    direction TB\n    n1["met<br/>朋友<br/>周师傅"]:::plain\n' in render([grid])
    assert "    r1 ~~~ r2\n" in render([grid])
    chart = Chart((Column("rate"),), (Bar("接触", 2, "200"), Bar("成交", None, "?", (Cell("15 %"),), "low", "bad")))
    assert render([chart]).splitlines()[1:4] == [
        '    n1["接触#58; 200"]:::plain',
        '    n2["成交#58; ?<br/>rate#58; 15 #37;<br/>low"]:::bad',
        "    n1 --- n2",
    ]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("1. one", "#49;#46; one"),
        ("- one", "#45; one"),
        ("---", "#45;#45;#45;"),
        ("==", "#61;#61;"),
        ("12.5", "12.5"),
        ("2026-11-23", "2026-11-23"),
        ("$$x$$", "#36;#8288;#36;x#36;#8288;#36;"),
        ("fa:fa-car", "fa#58;#8288;fa-car"),
        ("", " "),
    ],
)
def test_signs_that_mermaid_reads_as_more_than_text(text: str, label: str) -> None:
    assert f'n1["{label}"]' in render([Tree((), (Branch("a", text),))])


def test_without_a_picture_there_is_no_diagram() -> None:
    with pytest.raises(ValueError, match="there is none of them here"):
        render([Note("x")])
