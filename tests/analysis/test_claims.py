"""Registrations over several plans: how one stands, and which belong together."""

from __future__ import annotations

import datetime as dt

import pytest

from kamtool.analysis.claims import State, Window, filed, registrations
from kamtool.load import load_bytes
from kamtool.model.plan import Plan

DAY = dt.date(2026, 11, 23)
PLAN = """kam: 1
account: {name: %s, credit_code: %s}
opportunities:
  a: {name: 更新, status: open}
  b: {status: won}
registrations:
%s"""


def plan(rows: str, name: str = "红旗", code: str = "91X") -> Plan:
    found = load_bytes((PLAN % (name, code, rows)).encode(), "a.yaml").plan
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("row", "state", "window"),
    [
        ("date: 2026-10-01, valid_until: 2027-01-01", State.HOLDS, Window.FITS),
        ("date: 2026-10-01, valid_until: 2026-11-30", State.EXPIRING, Window.FITS),
        ("date: 2026-10-02, valid_until: 2026-11-30", State.EXPIRING, Window.SHORT),
        ("date: 2026-01-01, valid_until: 2026-11-22", State.EXPIRED, Window.LONG),
        ("date: 2026-10-01", State.NO_END, Window.UNKNOWN),
    ],
)
def test_how_a_registration_stands(row: str, state: State, window: Window) -> None:
    """60 days are usual, 59 are not; the last day still counts."""
    one = filed(plan(f"  - {{dealer: 东店, opportunity: a, {row}}}\n"), "a", "a.yaml", DAY, 14).claims[0]
    assert (one.state, one.window) == (state, window)


def test_a_closed_project_and_a_day_to_come_are_weighed_against_nobody() -> None:
    rows = "  - {dealer: 东店, opportunity: b}\n  - {dealer: 西店, opportunity: a, date: 2026-12-01}\n"
    one = filed(plan(rows), "a", "a.yaml", DAY, 14)
    assert [each.state for each in one.claims] == [State.CLOSED]
    assert registrations([one], DAY, 14).projects == ()


def test_one_credit_code_is_one_customer_and_two_names_are_two() -> None:
    rows = "  - {dealer: %s, opportunity: a, progress: visited, date: 2026-0%d-01}\n"
    first = filed(plan(rows % ("东店", 3), "红旗", "91A"), "a", "a.yaml", DAY, 14)
    same = filed(plan(rows % ("西店", 2), "红机", "91A"), "b", "b.yaml", DAY, 14)
    other = filed(plan(rows % ("西店", 2), "红机", "91B"), "b", "b.yaml", DAY, 14)
    assert [one.first.dealer for one in registrations([first, same], DAY, 14).conflicts] == ["西店"]
    assert registrations([first, other], DAY, 14).conflicts == ()


def test_a_dealer_of_the_whole_customer_is_told_beside_its_projects() -> None:
    rows = "  - {dealer: 东店, opportunity: a}\n  - {dealer: 西店}\n"
    found = registrations([filed(plan(rows), "a", "a.yaml", DAY, 14)], DAY, 14)
    assert {one.name: one.whole for one in found.projects} == {"更新": ("西店",), None: ()}
