from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.render.layout import (
    Item,
    column_widths,
    facts,
    pad,
    plain_text,
    set_rows,
    span,
    text_width,
    width_of,
    wrap,
)
from kamtool.render.safe import safe

text_of_any_kind = st.text(max_size=80).map(safe) | st.text("ab 张伟，。（）“”·x/-", max_size=80)


@given(text_of_any_kind, st.integers(4, 30))
def test_wrapping_loses_nothing_and_fits(text: str, width: int) -> None:
    lines = wrap(span(text), width)
    shown = "".join(plain_text(line) for line in lines)
    assert shown.replace(" ", "").replace("\u3000", "") == text.replace(" ", "").replace("\u3000", "")
    assert all(width_of(line) <= width or len(plain_text(line)) == 1 for line in lines)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("the way to her", 8, ["the way", "to her"]),
        ("我们每百公里比对手低一点二升。", 10, ["我们每百公", "里比对手低", "一点二升。"]),
        ("报告由客户车队委托，十月", 18, ["报告由客户车队委", "托，十月"]),
        ("路径 李明 → 周师傅", 14, ["路径 李明 →", "周师傅"]),
        ("aaaaaaaaaaaa", 5, ["aaaaa", "aaaaa", "aa"]),
        ("a\nb", 10, ["a", "b"]),
        ("spaces   inside stay", 20, ["spaces   inside stay"]),
    ],
)
def test_where_lines_break(text: str, width: int, lines: list[str]) -> None:
    assert [plain_text(line) for line in wrap(span(text), width)] == lines


@given(st.text("我们的态度，。（）、", min_size=1, max_size=60))
def test_closing_punctuation_never_opens_a_line(text: str) -> None:
    """Unless the text has nothing but punctuation in a row."""
    lines = [plain_text(line) for line in wrap(span(text), 20)]
    for before, line in pairwise(lines):
        assert line[0] not in "，。）、" or before[-1] in "，。）、（"


def test_tones_survive_wrapping() -> None:
    lines = wrap(span("one two", "bad") + span(" three", "good"), 8)
    assert lines == [span("one two", "bad"), span("three", "good")]


def test_padding_counts_cells() -> None:
    assert plain_text(pad(span("张伟"), 6)) == "张伟  "
    assert plain_text(pad(span("张伟"), 6, "right")) == "  张伟"


def _rows(*rows: tuple[str, ...]) -> list[list[Item]]:
    return [[Item(span(text)) for text in row] for row in rows]


def test_columns_give_way_before_they_give_up() -> None:
    rows = _rows(("name", "a long remark that can take several lines"))
    assert column_widths(rows, ["left", "left"], False, 60) == [4, 41]
    assert column_widths(rows, ["left", "left"], False, 30) == [4, 24]
    assert column_widths(rows, ["left", "left"], False, 10) is None


def test_one_column_gives_way_alone_for_little() -> None:
    rows = _rows(("ten letter", "twelve words", "fourteen words"))
    assert column_widths(rows, ["left"] * 3, False, 38) == [10, 12, 12]


@given(
    st.lists(st.tuples(text_of_any_kind, text_of_any_kind, text_of_any_kind), min_size=1, max_size=4),
    st.integers(20, 90),
)
def test_columns_fit_their_room(rows: list[tuple[str, str, str]], room: int) -> None:
    items = _rows(*rows)
    widths = column_widths(items, ["left", "right", "left"], True, room)
    if widths is not None:
        assert sum(widths) + 4 <= room
        for line in set_rows(items, widths):
            assert all(width_of(cell) <= max(width, 4) for cell, width in zip(line, widths, strict=True))


def test_facts_align_and_a_long_label_stands_above() -> None:
    rows = [(span("path"), span("李明 → 周师傅")), (span("x" * 30), span("below"))]
    assert [plain_text(line) for line in facts(rows, 60)] == ["path  李明 → 周师傅", "x" * 30, "      below"]


def test_wide_signs_count_twice() -> None:
    assert text_width("张a") == 3
