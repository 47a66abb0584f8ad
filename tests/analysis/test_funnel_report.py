"""Funnels out of many plans: nothing is counted twice, and what was left out is said."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.analysis.funnel import COUNTS, STEPS
from kamtool.analysis.funnel_report import FunnelReport, report
from kamtool.analysis.period import Months, read_period
from kamtool.analysis.territories import Row, rows
from kamtool.load import load_bytes

DAY = dt.date(2026, 11, 23)
DECK = (1000, 200, 100, 60, 30, 15)
HALF = (500, 100, 50, 30, 15, 7)


def row(plan: str, counts: tuple[int | None, ...] = DECK, **own: Any) -> Row:
    """One funnel of 2026 in 华东."""
    made: dict[str, Any] = {"period": "2026", "territory": "华东", "owner": plan, "reviewed": None, "at": 0, **own}
    target = made.pop("target", None)
    return Row(
        file=f"accounts/{plan}.yaml",
        id=plan,
        counts=dict(zip(COUNTS, counts, strict=True)),
        targets=dict.fromkeys(STEPS, target),
        lines={name: at for at, name in enumerate(COUNTS, 1)},
        **made,
    )


def summed(found: FunnelReport) -> list[int | None]:
    assert found.funnel is not None
    return [one.value for one in found.funnel.counts]


def kinds(found: FunnelReport) -> list[str]:
    return [one.kind for one in found.merges]


def test_the_same_counts_in_two_plans_are_one_funnel() -> None:
    """A territory's funnel copied into a second plan adds nothing."""
    found = report([row("a"), row("b")], DAY)
    assert summed(found) == list(DECK)
    assert kinds(found) == ["once"]
    assert found.sources == ("a",)


def test_other_owners_with_other_markets_are_added() -> None:
    """Each owner counts organisations of their own."""
    found = report([row("a"), row("b", HALF)], DAY)
    assert summed(found) == [1500, 300, 150, 90, 45, 22]
    assert kinds(found) == ["added"]


@pytest.mark.parametrize(
    "other",
    [
        row("b", HALF, owner="a"),
        row("b", HALF, owner=None),
        row("b", (1000, 300, 100, 60, 30, 15)),
        row("b", (None, *DECK[1:])),
    ],
    ids=["same owner", "owner unknown", "same market", "market unknown"],
)
def test_what_may_be_one_market_is_not_added(other: Row) -> None:
    """Two counts of what may be the same organisations contradict each other; one is used, and that is said."""
    found = report([row("a"), other], DAY)
    assert summed(found) == list(DECK)
    assert kinds(found) == ["contradict"]


def test_of_two_contradicting_plans_the_one_reviewed_last_is_believed() -> None:
    """The newer review wins, wherever the plan stands."""
    newer = row("b", HALF, owner="a", reviewed=dt.date(2026, 11, 2))
    found = report([row("a", reviewed=dt.date(2026, 3, 1)), newer], DAY)
    assert summed(found) == list(HALF)


def test_counts_that_cannot_be_are_believed_last() -> None:
    """A newer review does not make a market smaller than its contacts true."""
    wrong = row("b", (100, 200, 50, 30, 15, 7), owner="a", reviewed=DAY)
    found = report([row("a"), wrong], DAY)
    assert summed(found) == list(DECK)


def test_other_territories_are_added() -> None:
    """Different territories hold different organisations."""
    found = report([row("a"), row("b", HALF, territory="华南", owner="a")], DAY)
    assert summed(found) == [1500, 300, 150, 90, 45, 22]
    assert len(found.compared) == 2


def test_a_quarter_is_never_added_to_its_year() -> None:
    """Of overlapping periods the longer one counts, in its own territory and beside others."""
    quarters = [row("a", HALF, period="2026Q3"), row("b", HALF, period="2026Q4", territory="华南")]
    found = report([*quarters, row("a")], DAY)
    assert summed(found) == list(DECK)
    assert kinds(found) == ["overlap", "overlap"]


def test_without_a_territory_nothing_is_added_to_named_ones() -> None:
    """Nobody knows what such a funnel already holds."""
    found = report([row("a"), row("b", HALF, territory=None)], DAY)
    assert summed(found) == list(DECK)
    assert kinds(found) == ["unnamed"]


def test_the_newest_period_that_has_begun_is_the_picture() -> None:
    """Not last year's, and not next year's hopes."""
    found = report([row("a", HALF, period=year) for year in ("2025", "2027")] + [row("a")], DAY)
    assert found.funnel is not None
    assert (found.funnel.period, found.funnel.running) == ("2026", True)
    assert [one.period for one in found.compared] == ["2027", "2026", "2025"]


def test_a_count_missing_in_one_plan_is_unknown_in_the_sum() -> None:
    """A sum over what was counted alone would read as a whole; the plan to ask is named."""
    found = report([row("a"), row("b", (500, None, 50, 30, 15, 7), territory="华南")], DAY)
    assert summed(found)[1] is None
    assert found.funnel is not None
    assert found.funnel.count("contacted").absent == ("b",)


def test_the_target_of_a_sum_weighs_as_many_as_entered() -> None:
    """1000 at 20 % and 500 at 50 % expect 450 of 1500."""
    parts = [row("a", target=Fraction("0.2")), row("b", HALF, territory="华南", target=Fraction("0.5"))]
    found = report(parts, DAY).funnel
    assert found is not None
    assert found.step("reach").target == 0.3


def test_a_target_missing_in_one_plan_is_missing_in_the_sum() -> None:
    """Half a target is none."""
    parts = [row("a", target=Fraction("0.2")), row("b", HALF, territory="华南")]
    found = report(parts, DAY).funnel
    assert found is not None
    assert found.step("reach").target is None


def test_places_are_those_of_the_file() -> None:
    """Each count knows its line; one that is not there is unknown, not zero."""
    plan = b"kam: 1\naccount: {name: A}\nfunnel:\n  - period: 2026\n    contacted: 40\n    won: 0\n"
    found = report(rows(load_bytes(plan, "a.yaml")), DAY).funnel
    assert found is not None
    assert [(one.file, one.line) for one in found.count("won").places] == [("a.yaml", 6)]
    assert (found.count("won").value, found.count("retained").value) == (0, None)


def test_no_funnel_is_no_funnel() -> None:
    """Nothing is made up."""
    found = report([], DAY, wins=5)
    assert (found.funnel, found.back_plan, found.compared) == (None, None, ())


part = st.lists(st.integers(0, 10**6), min_size=6, max_size=6).map(lambda some: tuple(sorted(some, reverse=True)))


@given(st.lists(part, min_size=1, max_size=5))
def test_the_sum_of_funnels_is_the_funnel_of_the_sums(parts: list[tuple[int, ...]]) -> None:
    """Territories apart, every count of the whole is the sum of its parts, and so are the rates."""
    found = report([row(f"p{at}", one, territory=f"t{at}") for at, one in enumerate(parts)], DAY).funnel
    whole = report([row("all", tuple(map(sum, zip(*parts, strict=True))))], DAY).funnel
    assert found is not None
    assert whole is not None
    assert [one.value for one in found.counts] == [one.value for one in whole.counts]
    assert found.steps == whole.steps


@given(st.lists(st.tuples(part, st.sampled_from("ab"), st.sampled_from("xy")), min_size=1, max_size=6))
def test_a_plan_read_twice_changes_nothing(parts: list[tuple[tuple[int, ...], str, str]]) -> None:
    """However the rows lie, giving every one of them again adds no organisation."""
    found = [row(owner, counts, territory=there) for counts, owner, there in parts]
    assert summed(report(found, DAY)) == summed(report(found + found, DAY))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", (2026, 1), (2026, 12)),
        ("2026年度", (2026, 1), (2026, 12)),
        ("2026Q3", (2026, 7), (2026, 9)),
        ("2026-q3", (2026, 7), (2026, 9)),
        ("Q3 2026", (2026, 7), (2026, 9)),
        ("2026年第三季度", (2026, 7), (2026, 9)),
        ("2026年3季度", (2026, 7), (2026, 9)),
        ("2026H2", (2026, 7), (2026, 12)),
        ("2026年上半年", (2026, 1), (2026, 6)),
        ("2026-07", (2026, 7), (2026, 7)),
        ("2026年7月", (2026, 7), (2026, 7)),
        ("2025-2026", (2025, 1), (2026, 12)),
        ("2025-07 ～ 2026-06", (2025, 7), (2026, 6)),
        ("２０２６", (2026, 1), (2026, 12)),
    ],
)
def test_periods_as_people_write_them(text: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Each stands for its months."""
    begin, end = (year * 12 + month - 1 for year, month in (first, last))
    assert read_period(text) == Months(begin, end)


@pytest.mark.parametrize("text", ["FY26", "2026Q5", "2026-13", "2026-00", "2026H3", "2026-2025", "~", "spring"])
def test_other_periods_are_not_guessed(text: str) -> None:
    """What can't be told stays text, compared only with itself."""
    assert read_period(text) is None


def test_periods_that_cannot_be_told_are_kept_apart() -> None:
    """FY25 and FY26 are two periods; the later name is the picture."""
    found = report([row("a", HALF, period="FY25"), row("a", period="FY26")], DAY)
    assert summed(found) == list(DECK)
    assert len(found.compared) == 2
