"""Workbooks: what the cells hold counts, not what they look like."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from kamtool.ledger.fields import BadLedger
from kamtool.ledger.read import read_ledger

ROWS = (
    ("销售明细",),
    (),
    ("客户名称", "开票日期", "金额"),
    ("红旗机械厂", dt.datetime(2026, 1, 2, 10, 30), 100.5),
    ("红旗机械厂", dt.date(2026, 1, 3), -0.1),
    ("东海电信", "2026/1/4", "1,234.50"),
    ("合计", None, 1334.9),
)


def book(path: Path, *sheets: tuple[str, tuple[tuple[object, ...], ...]]) -> str:
    made = Workbook(write_only=True)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return str(path)


def test_dates_numbers_and_texts_of_a_sheet(tmp_path: Path) -> None:
    found = read_ledger(book(tmp_path / "a.xlsx", ("一月", ROWS), ("空", ())), {})
    assert {one.name: one.revenue for one in found.customers} == {
        "红旗机械厂": Decimal("100.4"),
        "东海电信": Decimal("1234.5"),
    }
    assert (found.first, found.last, found.totals) == (dt.date(2026, 1, 2), dt.date(2026, 1, 4), 1)


def test_a_bad_cell_is_told_with_its_row(tmp_path: Path) -> None:
    found = read_ledger(book(tmp_path / "a.xlsx", ("一月", (*ROWS, ("某厂", dt.date(2026, 1, 5), "待定")))), {})
    assert [(one.line, one.field, one.text) for one in found.faults] == [(8, "revenue", "待定")]


def test_of_several_sheets_one_must_be_named(tmp_path: Path) -> None:
    file = book(tmp_path / "a.xlsx", ("一月", ROWS), ("二月", ROWS[2:5]))
    with pytest.raises(BadLedger, match="which_sheet"):
        read_ledger(file, {})
    assert len(read_ledger(file, {"sheet": "二月"}).customers) == 1
    with pytest.raises(BadLedger, match="no_sheet"):
        read_ledger(file, {"sheet": "三月"})


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 cut off"])
def test_what_is_no_workbook_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(content)
    with pytest.raises(BadLedger, match="no_workbook"):
        read_ledger(str(file), {})
