"""What holds for the terminal and the pipe alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamtool.render import plain, terminal
from kamtool.render.layout import plain_text, span, text_width, wrap
from kamtool.view.blocks import Bar, Block, Box, Branch, Cell, Chart, Column, Facts, Grid, Heading, Note, Table, Tree
from tests.render.samples import every_block, screen, some_blocks

ANSI = re.compile(r"\x1b\[[\d;]*m")


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n"))


@settings(max_examples=300)
@given(some_blocks, st.integers(0, 130))
def test_the_pipe_shows_what_the_terminal_shows(blocks: Sequence[Block], width: int) -> None:
    """tabulate and our own columns agree, and colour adds nothing but colour."""
    piped = plain.render(blocks, width)
    assert piped == _trimmed(terminal.render(blocks, width, color=False))
    assert piped == _trimmed(ANSI.sub("", terminal.render(blocks, width, color=True)))


@given(some_blocks, st.integers(0, 130))
def test_lines_fit(blocks: Sequence[Block], width: int) -> None:
    """Never wider than asked or than forty; one cell more where a command is defused."""
    for line in plain.render(blocks, width).split("\n"):
        assert text_width(line) <= max(width, 40) + ("\\::" in line)


@pytest.mark.parametrize("width", [-1, 0, 1, 20, 40, 60, 80, 120, 400])
def test_nothing_is_dropped_at_any_width(width: int) -> None:
    count = iter(range(1000))
    blocks = every_block(lambda: f"word{next(count)}")
    shown = plain.render(blocks, width)
    # Ids of branches are for machines.
    hidden = {branch.id for block in blocks if isinstance(block, Tree) for branch in _branches(block.roots)}
    for i in range(next(count)):
        assert f"word{i}" in hidden or re.search(rf"word{i}(?!\d)", shown), i
    assert "…" not in shown


def _branches(roots: Sequence[Branch]) -> list[Branch]:
    return [branch for root in roots for branch in (root, *_branches(root.children))]


def test_blank_lines_part_what_is_not_one() -> None:
    blocks: list[Block] = [
        Heading("h"),
        Note("point"),
        Note("more"),
        Note("a", bullet=True),
        Note("b", bullet=True),
        Note("end"),
    ]
    assert plain.render(blocks, 80) == "h\n\npoint\n\nmore\n  · a\n  · b\n\nend\n"
    blocks = [Heading("h", level=2), Note("point"), Facts(()), Heading("i", "note")]
    assert plain.render(blocks, 80) == "h\n  point\n\ni  note\n"


def test_an_empty_page() -> None:
    assert plain.render([], 80) == terminal.render([], 80, True) == ""


def test_notes_hang() -> None:
    text = "the firm gains and she loses, find what she would lose"
    assert plain.render([Note(text, label="对手")], 40) == (
        "  对手  the firm gains and she loses,\n        find what she would lose\n"
    )


def test_a_table_too_wide_is_stacked() -> None:
    row = ("张伟", "a-word-that-is-not-cut", "", "another-long-word-too")
    table = Table(tuple(map(Column, ("name", "first", "second", "third"))), (tuple(map(Cell, row)),), title="people")
    assert plain.render([table], 40) == (
        "  people\n  name\n  张伟\n    first  a-word-that-is-not-cut\n    third  another-long-word-too\n"
    )


def test_a_tree_too_wide_is_stacked_along_its_guides() -> None:
    assert plain.render(screen()[2:3], 40).split("\n")[:9] == [
        "         role         attitude",
        "  赵国强 总经理",
        "  │      approver     ? unknown",
        "  └─ 宋敏 行政处处长",
        "     │   decider      − resist",
        "     ├─ 张伟 副处长",
        "     │   recommender  + accept",
        "     └─ 周师傅 司机",
        "         user         + accept",
    ]


def test_a_tree_in_a_narrow_window_runs_its_cells_on() -> None:
    """Where no columns fit, cells stand one behind the other, and a line breaks between two of them."""
    cells = tuple(Cell(text) for text in ("superior, influencer", "~ doubt", "acquaintance", "102 d ago"))
    tree = Tree(
        tuple(map(Column, ("role", "attitude", "stage", "met"))), (Branch("a", "周立群", "", cells),), (), "", "p"
    )
    assert plain.render([tree], 40).split("\n")[:4] == [
        "  p · role · attitude · stage · met",
        "  周立群",
        "     superior, influencer · ~ doubt",
        "     acquaintance · 102 d ago",
    ]


@pytest.mark.parametrize("width", range(12, 60))
def test_a_sign_stays_with_its_word(width: int) -> None:
    """No line of wrapped text ends with a sign that belongs to the next word, or begins with the mark of the last."""
    text = "role ✓ 魏青, 邓岚   user ✗ nobody, ~ doubt † and − resist †, 接受 † 怀疑"
    for line in wrap(span(text), width):
        shown = plain_text(line).strip()
        assert not shown.endswith(("✓", "✗", "~", "−"))
        assert not shown.startswith("†")


@pytest.mark.parametrize("width", range(26, 80))
def test_a_list_of_words_breaks_between_them(width: int) -> None:
    """A list in Chinese is broken behind its comma, never within a word or between a word and its label."""
    labels = "initiator 发起者、project_lead 项目负责人、superior 上级领导"
    text = f"有：aliases、attitude、public_official、recommends_on；{labels}"
    words = (
        "aliases",
        "public_official",
        "recommends_on",
        "initiator 发起者",
        "project_lead 项目负责人",
        "superior 上级领导",
    )
    lines = [plain_text(line) for line in wrap(span(text), width)]
    assert all(any(word in line for line in lines) for word in words)
    assert not any(line.startswith(("、", "；")) for line in lines)


def test_a_tree_deeper_than_the_screen_counts_its_steps() -> None:
    branch = Branch("end", "end")
    for i in range(3000):
        branch = Branch(f"p{i}", f"p{i}", children=(branch,))
    lines = plain.render([Tree((), (branch,))], 80).split("\n")
    assert lines[-2] == "  3000 ─ end"
    assert max(map(len, lines)) <= 80


def test_a_grid_is_drawn_side_by_side_or_stacked() -> None:
    grid = Grid(((Box("朋友", "1", (Cell("周师傅"),)), Box("伙伴")),), ("not met", "met"), ("个人",))
    assert plain.render([grid], 80) == (
        "          not met                  met\n"
        "  个人  ┌ 朋友  1 ───────────────┬ 伙伴 ──────────────────┐\n"
        "        │ 周师傅                 │                        │\n"
        "        └────────────────────────┴────────────────────────┘\n"
    )
    assert plain.render([grid], 60) == (
        "  个人 · not met\n"
        "  ┌ 朋友  1 ───────────────────────┐\n"
        "  │ 周师傅                         │\n"
        "  └────────────────────────────────┘\n\n"
        "  个人 · met\n"
        "  ┌ 伙伴 ──────────────────────────┐\n"
        "  └────────────────────────────────┘\n"
    )


@pytest.mark.parametrize(
    ("values", "bars"),
    [
        ((1000, 200, 15, 0), ["█" * 32, "██████▍", "▌", ""]),
        ((1.0, None, float("inf"), -1), ["█" * 32, "", "", ""]),
        ((1_000_000, 1), ["█" * 32, "▏"]),
        ((0, 0), ["", ""]),
    ],
)
def test_bars_share_a_scale(values: Sequence[float | None], bars: list[str]) -> None:
    """What is unknown has no bar, what is little has a small one."""
    chart = Chart((), tuple(Bar("x", value, "") for value in values))
    lines = plain.render([chart], 80).split("\n")[: len(values)]
    assert [line.strip("x ") for line in lines] == bars


def test_a_remark_moves_below_its_bar() -> None:
    chart = Chart((), (Bar("label", 1, "1", (), "a remark of some length here"),))
    assert (
        plain.render([chart], 40)
        == "  label  1 █████████████████████████████\n           a remark of some length here\n"
    )


def test_a_long_title_stands_above_its_chart() -> None:
    chart = Chart((Column("c"),), (Bar("x", 1, "1", (Cell("d"),)),), title="t " * 30)
    lines = plain.render([chart], 80).split("\n")
    assert lines[0].split() == ["t"] * 30
    assert lines[1].split() == ["c"]


def test_what_holds_nothing_takes_no_line() -> None:
    blocks: list[Block] = [Note("a"), Grid(()), Table((), ()), Tree((), ()), Chart((), ()), Facts(()), Note("b")]
    assert plain.render(blocks, 80) == "a\n\nb\n"


def test_the_longest_texts_are_drawn_whole() -> None:
    """A text of the greatest length a plan may hold, however it wraps."""
    for text in ("a" * 20_000, "张" * 20_000, "(（" * 10_000, " " * 20_000):
        shown = plain.render([Table((Column("a"), Column("b")), ((Cell(text), Cell("end")),))], 80)
        assert sum(shown.count(sign) for sign in set(text.strip())) >= len(text.strip())
