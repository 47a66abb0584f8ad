from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.render import plain
from kamtool.render.glyphs import fit
from kamtool.render.layout import text_width
from tests.render.samples import screen


@pytest.mark.parametrize(
    ("text", "encoding", "written"),
    [
        ("宋敏 ✓ → ■□", "utf-8", "宋敏 ✓ → ■□"),
        ("宋敏 ✓ ✗ − ◀", "gbk", "宋敏 √ × - <"),
        ("└─ Song │ ██▍ ■■□", "ascii", "+- Song | ##= ##."),
        ("1 – 2 … ✓ ✗ →", "ascii", "1 - 2 ... [y] [n] >"),
        ("café 宋", "cp1252", r"café \u5b8b"),
        ("café 宋", "ascii", r"caf\xe9 \u5b8b"),
        ("a，b", "ascii", "a, b"),
        ("x ✓", "no-such-encoding", "x [y]"),
    ],
)
def test_look_alikes(text: str, encoding: str, written: str) -> None:
    assert fit(text, encoding) == written


@given(
    st.text(st.characters(exclude_categories=())),
    st.sampled_from(["ascii", "cp1252", "gbk", "gb18030", "utf-8", "latin-1", "?"]),
)
def test_every_stream_can_carry_it(text: str, encoding: str) -> None:
    encoding_there = "ascii" if encoding == "?" else encoding
    fit(text, encoding).encode(encoding_there)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_page_stays_aligned_in_gbk(width: int) -> None:
    page = plain.render(screen(), width)
    written = fit(page, "gbk")
    assert written != page
    assert [text_width(line) for line in written.split("\n")] == [text_width(line) for line in page.split("\n")]
