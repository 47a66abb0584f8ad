from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import given

from kamtool.render.csv import guarded, render
from kamtool.view.blocks import Bar, Block, Cell, Chart, Column, Note, Table
from tests.render.samples import screen, some_blocks


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(1)",
        " =1",
        "\t1+1",
        "\r1+1",
        "\u3000=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "=HYPERLINK(1)",
        "+ accept",
        "::error::x",
        "-",
    ],
)
def test_formulas_are_text(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["-5", "+0.25", "-33 %", "1,234.5", "-1,234,567", "20%", "张伟", "a=b", "", "− resist"]
)
def test_the_rest_stays(text: str) -> None:
    assert guarded(text) == text


def test_a_table() -> None:
    table = Table(
        (Column("who"), Column("what")), ((Cell("张伟"), Cell('said "no", twice')), (Cell("宋敏"), Cell("=1")))
    )
    assert render([Note("left out"), table]) == 'who,what\r\n张伟,"said ""no"", twice"\r\n宋敏,\'=1\r\n'


def test_several_tables_have_titles() -> None:
    one = Table((Column("a"),), ((Cell("1"),),), title="one")
    two = Table((Column("b"),), ((Cell("2"),),), title="=two")
    assert render([one, two]) == "one\r\na\r\n1\r\n\r\n'=two\r\nb\r\n2\r\n"
    assert render([]) == ""


def test_a_screen() -> None:
    rows = _rows(render(screen()))
    assert rows[:3] == [
        ["id", "parent", "name", "about", "role", "attitude"],
        ["zhao", "", "赵国强", "总经理", "approver", "? unknown"],
        ["song", "zhao", "宋敏", "行政处处长", "decider", "− resist"],
    ]
    assert ["zhou", "zhao", "arrow", "strong", "strong"] in rows
    assert ["个人需要", "not met", "朋友", "", "周师傅"] in rows
    assert ["成交", "30", "30", "15 %", "◀ low"] in rows


def test_bars_keep_all_their_digits() -> None:
    values = (1234567.891, 1e6, None, float("nan"))
    rows = _rows(render([Chart((), tuple(Bar("x", value, "s") for value in values))]))
    assert [row[1] for row in rows[1:]] == ["1234567.891", "1000000", "", ""]


@given(some_blocks)
def test_no_cell_is_a_formula(blocks: Sequence[Block]) -> None:
    for row in _rows(render(blocks)):
        assert all(cell == guarded(cell) for cell in row)
