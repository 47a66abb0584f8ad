"""DOT: the tree for Graphviz, every string quoted."""

from __future__ import annotations

import re
import shutil
import subprocess
from xml.etree import ElementTree

import pytest
from hypothesis import assume, given, settings

from kamtool.render.dot import render
from kamtool.render.safe import safe
from kamtool.source.read import HIDDEN
from kamtool.view.blocks import Block, Branch, Grid, Link, Tree
from tests.render.samples import PAYLOADS, every_block, screen, some_blocks

# Inside quotes: no quote without a backslash, no backslash but before a quote, itself or our own n.
_STRING = r'"(?:[^"\\\n]|\\["\\n])*"'
_VALUE = rf"(?:{_STRING}|[a-z0-9.]+|TB)"
_PAIRS = rf"\[[a-z]+={_VALUE}(?:, [a-z]+={_VALUE})*\]"
_LINE = re.compile(rf"  (?:(?:graph|node|edge|n\d+|n\d+ -> n\d+)(?: {_PAIRS})?|label={_STRING});")
_HOSTILE = (
    *PAYLOADS,
    '"]; URL="javascript:alert(1)"',
    'x\\"; }',
    "\\N \\G \\l \\",
    "<b>bold</b>",
    "&lt;i&gt; &amp;",
    "a\nb",
    "// /* # comment",
    "]]>",
)


def _assert_ours(drawing: str) -> None:
    head, *lines, tail, end = drawing.split("\n")
    assert (head, tail, end) == ("digraph plan {", "}", "")
    for line in lines:
        assert _LINE.fullmatch(line), line


@pytest.mark.parametrize("payload", _HOSTILE)
def test_nothing_in_a_plan_becomes_syntax(payload: str) -> None:
    drawing = render(every_block(lambda: payload))
    _assert_ours(drawing)
    assert HIDDEN.search(drawing.replace("\n", "")) is None
    assert "URL=" not in re.sub(_STRING, "", drawing)


@settings(deadline=None)
@given(some_blocks)
def test_every_tree_is_a_digraph(blocks: list[Block]) -> None:
    assume(any(isinstance(block, Tree) for block in blocks))
    _assert_ours(render(blocks))


def test_a_tree_with_its_links() -> None:
    lines = render(screen()).splitlines()
    assert (
        '  n1 [label="赵国强\\n总经理\\nrole: approver\\nattitude: ? unknown", fillcolor="#ffffff", color="#9aa5b1"];'
        in lines
    )
    assert "  n1 -> n2;" in lines
    assert any(
        line.startswith('  n4 -> n1 [label="strong", style=dashed, constraint=false, penwidth=2.4') for line in lines
    )
    assert any(line.startswith('  n3 -> n2 [label="conflict"') and "dir=both" in line for line in lines)


def test_links_need_both_ends() -> None:
    tree = Tree((), (Branch("a", "A"), Branch("b", "B")), (Link("a", "gone", "arrow"),), title="t")
    assert "->" not in render([tree])
    assert '  label="t";\n' in render([tree])


def test_without_a_tree_there_is_no_drawing() -> None:
    with pytest.raises(ValueError, match="there is none here"):
        render([Grid(())])


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz isn't installed")
@pytest.mark.parametrize("payload", _HOSTILE)
def test_graphviz_shows_every_string_as_it_is(payload: str) -> None:
    drawing = render([Tree((), (Branch("a", payload or "x"), Branch("b", f"x{payload}y")))])
    done = subprocess.run(["dot", "-Tsvg"], input=drawing.encode(), capture_output=True, check=True)
    root = ElementTree.fromstring(done.stdout)
    shown = [re.sub(r"\s", "", e.text or "") for e in root.iter("{http://www.w3.org/2000/svg}text")]
    for text in (payload, f"x{payload}y"):
        assert re.sub(r"\s", "", safe(text)) in shown
