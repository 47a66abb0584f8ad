"""The ledger of promises: ages, kept words, and where it hurts."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.analysis.promises import Age, Ledger, age, ledger
from kamtool.check import Selection, check_loaded
from kamtool.load import load_bytes

DAY = dt.date(2026, 11, 23)
TRUSTING = "{date: 2026-09-01, behaviour: 替我们说话, initiated_by: customer, shows: trust}"
PEOPLE = f"""
stakeholders:
  a: {{name: 甲, influence: high}}
  b: {{name: 乙, influence: low, relationship: {{value: trust, evidence: [{TRUSTING}]}}}}
  c: {{name: 丙, influence: low, relationship: ally}}
opportunities: {{d: {{}}, e: {{}}}}
"""


def made(*promises: str, deal: str | None = None) -> Ledger:
    rows = "".join(f"  - {{what: 一, {one}}}\n" for one in promises)
    text = f"kam: 1\naccount: {{name: 厂}}\n{PEOPLE}promises:\n{rows}"
    plan = load_bytes(text.encode(), "plan.yaml").plan
    assert plan is not None
    return ledger(plan, deal, DAY)


@pytest.mark.parametrize(
    ("late", "bracket"),
    [
        (None, Age.NO_DAY),
        (-5, Age.NOT_DUE),
        (0, Age.NOT_DUE),
        (1, Age.WEEK),
        (7, Age.WEEK),
        (8, Age.MONTH),
        (30, Age.MONTH),
        (31, Age.QUARTER),
        (90, Age.QUARTER),
        (91, Age.OLDER),
    ],
)
def test_brackets(late: int | None, bracket: Age) -> None:
    assert age(late) is bracket


@given(st.lists(st.tuples(st.sampled_from(["us", "customer"]), st.none() | st.integers(-100, 200)), max_size=8))
def test_every_open_promise_stands_in_one_bracket(rows: list[tuple[str, int | None]]) -> None:
    """The brackets of a side add up to what it owes, and the oldest comes first."""
    days = [None if late is None else DAY - dt.timedelta(days=late) for _, late in rows]
    said = [f"by: {by}, due: {day}" if day else f"by: {by}" for (by, _), day in zip(rows, days, strict=True)]
    found = made(*said) if said else made("by: us")
    for side, owed in ((found.ours, found.we_owe), (found.theirs, found.they_owe)):
        assert sum(count for _, count in side.ages) == side.open == len(owed)
        assert side.late == sum(one.is_late for one in owed)
    lates = [one.late for one in found.open if one.late is not None]
    assert lates == sorted(lates, reverse=True)
    assert all(one.late is None for one in found.open[len(lates) :])


def test_a_word_counts_what_fell_due() -> None:
    """Kept in time, kept late and overdue fall due; what lies ahead and what has no day do not."""
    found = made(
        "by: us, due: 2026-11-01, kept: 2026-11-01",
        "by: us, due: 2026-11-01, kept: 2026-11-02",
        "by: us, due: 2026-11-01",
        "by: us, due: 2026-12-01, kept: 2026-11-20",
        "by: us, due: 2026-12-01",
        "by: us",
        "by: customer, due: 2026-11-22",
    )
    assert (found.ours.word.in_time, found.ours.word.due) == (2, 4)
    assert (found.theirs.word.in_time, found.theirs.word.due) == (0, 1)
    assert [one.late for one in found.done] == [0, 1, -11]


def test_it_hurts_most_with_who_trusts_us() -> None:
    """Shown trust comes before influence, influence before age; a claim of alliance without behaviour is no trust."""
    found = made(
        "by: us, to: a, due: 2026-11-01",
        "by: us, to: b, due: 2026-11-22",
        "by: us, to: c, due: 2026-01-01",
        "by: customer, from: b, due: 2026-01-01",
    )
    assert found.hurts is not None
    assert (found.hurts.person, found.hurts.at_trust) == ("乙", True)
    second = made("by: us, to: a, due: 2026-11-01", "by: us, to: c, due: 2026-01-01").hurts
    assert second is not None
    assert (second.person, second.at_trust) == ("甲", False)


def test_nothing_overdue_nothing_hurts() -> None:
    assert made("by: us, to: b, due: 2026-11-23", "by: us, to: b").hurts is None


def test_as_of_a_day_and_of_a_deal() -> None:
    """Kept tomorrow is open today, promised tomorrow is not there; what names no deal belongs to every deal."""
    found = made(
        "by: us, due: 2026-11-01, kept: 2026-11-24",
        "by: us, made: 2026-11-24",
        "by: us, opportunity: e",
        "by: us, opportunity: d",
        deal="d",
    )
    assert (found.total, [one.deal for one in found.open]) == (2, [None, "d"])


@pytest.mark.parametrize(("attitude", "trusts"), [("doubt", True), ("resist", False), ("sabotage", False)])
def test_nobody_who_is_against_us_is_said_to_trust_us(attitude: str, trusts: bool) -> None:
    """His trust of spring was older than what he has said since."""
    proof = "relationship: {value: trust, evidence: [{behaviour: 私下说了实话, date: 2026-04-01, shows: trust}]}"
    text = f"kam: 1\naccount: {{name: 厂}}\nstakeholders: {{lund: {{name: 伦德, attitude: {attitude}, {proof}}}}}\n"
    text += "promises: [{by: us, to: lund, what: 交报告, due: 2026-11-01}]\n"
    loaded = load_bytes(text.encode(), "a.yaml")
    assert loaded.plan is not None
    (one,) = ledger(loaded.plan, None, DAY).open
    assert one.at_trust is trusts
    (said,) = check_loaded(loaded, DAY, Selection(select=("KAM303",))).diagnostics
    assert said.variant == ("trusting" if trusts else "message")
