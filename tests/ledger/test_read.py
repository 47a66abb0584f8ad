"""Every dirt of real exports is read right, or refused with its line and its reason; the same on both engines."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from kamtool.ledger.fields import BadLedger
from kamtool.ledger.read import read_ledger
from kamtool.ledger.result import Ledger
from tests.ledger.cases import BAD, READ, REFUSED, Bad, Read, Refused


def put(folder: Path, content: bytes, name: str = "ledger.csv") -> str:
    file = folder / name
    file.write_bytes(content)
    return str(file)


def agrees(found: Ledger, case: Read) -> None:
    """What is read is what the case says."""
    sums = {one.name: one.revenue for one in found.customers}
    if found.nobody:
        sums[""] = found.nobody.revenue
    assert sums == {name: Decimal(value) for name, value in case.revenue.items()}
    assert (found.bad, found.faults) == (0, ())
    for name, value in case.counts.items():
        there = getattr(found, name)
        assert (there.isoformat() if isinstance(there, dt.date) else there) == value, name
    goods = b"cogs" in case.content
    profits = {one.name: one.gross_profit if goods else one.cost_to_serve for one in found.customers}
    for customer, profit in case.profit.items():
        assert profits[customer] == (None if profit is None else Decimal(profit))


@pytest.mark.parametrize("case", READ, ids=lambda case: case.name)
def test_dirt_is_read_right(case: Read, tmp_path: Path) -> None:
    agrees(read_ledger(put(tmp_path, case.content), case.told), case)


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_what_has_two_readings_or_none_is_refused(case: Refused, tmp_path: Path) -> None:
    with pytest.raises(BadLedger) as caught:
        read_ledger(put(tmp_path, case.content), case.told)
    assert (caught.value.key, caught.value.line) == (case.key, case.line)


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name)
def test_a_line_that_cannot_be_read_is_counted_with_its_place(case: Bad, tmp_path: Path) -> None:
    found = read_ledger(put(tmp_path, case.content), case.told)
    assert tuple((one.line, one.field, one.kind) for one in found.faults) == case.faults
    assert found.bad == len(case.faults)


def test_only_the_period_is_summed_and_the_rest_is_counted(tmp_path: Path) -> None:
    lines = (
        "customer,date,revenue\nA,2025-12-31,1\nA,2026-01-01,2\nA,2026-01-31,(4)\nA,2026-02-01,(8)\nTotal,,-9\n,,-9\n"
    )
    file = put(tmp_path, lines.encode())
    found = read_ledger(file, {}, period=(dt.date(2026, 1, 1), dt.date(2026, 1, 31)))
    assert [one.revenue for one in found.customers] == [Decimal(-2)]
    assert (found.lines, found.credits, found.outside, found.totals, found.bad) == (2, 1, 2, 2, 0)


def test_what_the_head_does_not_show_is_found_in_the_rest(tmp_path: Path) -> None:
    """Ten thousand lines of the first days of a year, then one that tells the order of day and month."""
    lines = [
        "customer,date,revenue",
        *("A,03/02/2026,1" for _ in range(10_000)),
        *("B,25/02/2026,1" for _ in range(9_000)),
    ]
    found = read_ledger(put(tmp_path, "\n".join(lines).encode()), {})
    assert (found.first, found.last) == (dt.date(2026, 2, 3), dt.date(2026, 2, 25))


def test_an_odd_line_far_down_is_read_like_one_at_the_top(tmp_path: Path) -> None:
    """The quick path meets a bracket, a total and a remark where no sample looked."""
    lines = [
        "customer,date,revenue",
        *("A,2026-01-02,1" for _ in range(30_000)),
        "A,2026-01-02,(5)",
        "合计,,29995",
        "制表：李",
    ]
    found = read_ledger(put(tmp_path, "\n".join(lines).encode()), {})
    assert [one.revenue for one in found.customers] == [Decimal(29_995)]
    assert (found.lines, found.credits, found.totals, found.remarks) == (30_001, 1, 1, 1)


@pytest.mark.parametrize("name", ["ledger.xls", "ledger.pdf", "ledger"])
def test_other_kinds_of_file_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadLedger):
        read_ledger(put(tmp_path, b"x", name), {})


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_ledger(str(tmp_path / "none.csv"), {})
