from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.render.safe import safe, safe_blocks, safe_json, safe_lines, safe_start
from kamtool.view.blocks import Branch, Cell, Fact, Facts, Note, Table, Tree
from tests.render.samples import PAYLOADS

hostile = st.text(st.characters(exclude_categories=())) | st.sampled_from(PAYLOADS)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("宋敏 (decider) 50 %", "宋敏 (decider) 50 %"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\x9b31m", r"\x9b31m"),
        ("a\u202eb", r"a\u202eb"),
        ("a\u200bb", r"a\u200bb"),
        ("\U000e0041", r"\U000e0041"),
        ("\ud800", r"\ud800"),
        ("a\rb", r"a\x0db"),
        ("a\r\n\tb", "a b"),
        ("##vso[x]", r"\x23#vso[x]"),
        ("## heading", "## heading"),
        ("नमस्\u200dते", "नमस्\u200dते"),
        ("a\x00", r"a\x00"),
    ],
)
def test_what_acts_is_shown(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(hostile)
def test_nothing_unseen_passes(text: str) -> None:
    for sign in safe(text):
        assert unicodedata.category(sign) not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(sign) not in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(hostile)
def test_twice_is_once(text: str) -> None:
    assert safe(safe(text)) == safe(text)
    assert safe_lines(safe_lines(text)) == safe_lines(text)


@given(st.text("aZ 0.,:;()[]#-宋敏，。（）é\u200d"))
def test_ordinary_text_is_untouched(text: str) -> None:
    assert safe(text) == text or "##" in text


def test_nothing_to_do_gives_the_same_object() -> None:
    assert safe(text := "plain words") is text
    assert safe(text := "宋敏，行政处") is text


def test_lines_stay_where_wanted() -> None:
    assert safe_lines("a\r\nb\n\x1bc\td") == "a\nb\n\\x1bc d"
    assert safe_lines("a\r\x85b") == r"a\x0d\x85b"


def test_no_line_starts_with_a_command() -> None:
    assert safe_start("a ::x\n  ::error::y\n\x1b[1m::z") == "a ::x\n  \\::error::y\n\x1b[1m\\::z"


@given(st.dictionaries(hostile, hostile))
def test_json_keeps_its_meaning(data: dict[str, str]) -> None:
    """The text is harmless and reads back as it was."""
    text = safe_json(json.dumps(data, ensure_ascii=False, indent=2))
    assert json.loads(text) == json.loads(json.dumps(data))
    assert safe_lines(text) == text


def test_every_string_in_blocks() -> None:
    table = Table((), ((Cell("\x1b"),),), title="\x9b")
    assert safe_blocks([table]) == (Table((), ((Cell(r"\x1b"),),), title=r"\x9b"),)
    assert safe_blocks([Note("a\nb", label="c\nd")]) == (Note("a\nb", label="c d"),)
    assert safe_blocks([Facts((Fact("a\nb", "c\nd"),))]) == (Facts((Fact("a b", "c\nd"),)),)


def test_people_under_people_without_end() -> None:
    """A plan may hold a chain of thousands; no recursion breaks on it."""
    branch = Branch("end", "\x1b")
    for i in range(5000):
        branch = Branch(f"p{i}", "x", children=(branch,))
    (tree,) = safe_blocks([Tree((), (branch,))])
    assert isinstance(tree, Tree)
    (last,) = tree.roots
    while last.children:
        (last,) = last.children
    assert last.name == r"\x1b"
