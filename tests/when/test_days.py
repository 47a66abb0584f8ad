"""Dates and periods as people say them, as of Monday 2026-11-23."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.when.calendar import Fiscal, Period, Side, Unclear, number
from kamtool.when.read import FARTHEST_DAYS, leading, read_when, trailing

AS_OF = dt.date(2026, 11, 23)
PAST, FUTURE = Side.PAST, Side.FUTURE


@pytest.mark.parametrize(
    ("text", "side", "day"),
    [
        ("今天", PAST, "2026-11-23"),
        ("昨天", PAST, "2026-11-22"),
        ("前天", PAST, "2026-11-21"),
        ("明天", FUTURE, "2026-11-24"),
        ("后天", FUTURE, "2026-11-25"),
        ("yesterday", PAST, "2026-11-22"),
        ("Tomorrow", FUTURE, "2026-11-24"),
        ("下周三", FUTURE, "2026-12-02"),
        ("下下周一", FUTURE, "2026-12-07"),
        ("本周五", FUTURE, "2026-11-27"),
        ("上周二", PAST, "2026-11-17"),
        ("周三", FUTURE, "2026-11-25"),
        ("周三", PAST, "2026-11-18"),
        ("星期天", FUTURE, "2026-11-29"),
        ("wed", FUTURE, "2026-11-25"),
        ("Wed", PAST, "2026-11-18"),
        ("last friday", PAST, "2026-11-20"),
        ("next monday", FUTURE, "2026-11-30"),
        ("wed next week", FUTURE, "2026-12-02"),
        ("月底", FUTURE, "2026-11-30"),
        ("月初", PAST, "2026-11-01"),
        ("下月底", FUTURE, "2026-12-31"),
        ("上个月底", PAST, "2026-10-31"),
        ("年底", FUTURE, "2026-12-31"),
        ("end of month", FUTURE, "2026-11-30"),
        ("end of next month", FUTURE, "2026-12-31"),
        ("eoy", FUTURE, "2026-12-31"),
        ("2026Q4末", FUTURE, "2026-12-31"),
        ("11-28", FUTURE, "2026-11-28"),
        ("11/28", FUTURE, "2026-11-28"),
        ("28/11", FUTURE, "2026-11-28"),
        ("11月28日", FUTURE, "2026-11-28"),
        ("１１月２８号", FUTURE, "2026-11-28"),
        ("十一月二十八日", FUTURE, "2026-11-28"),
        ("28日", FUTURE, "2026-11-28"),
        ("28日", PAST, "2026-10-28"),
        ("5号", FUTURE, "2026-12-05"),
        ("2-29", FUTURE, None),
        ("2026-11-28", FUTURE, "2026-11-28"),
        ("2026年11月28日", FUTURE, "2026-11-28"),
        ("20261128", FUTURE, "2026-11-28"),
        ("明年3月5日", FUTURE, "2027-03-05"),
        ("下月5号", FUTURE, "2026-12-05"),
        ("1月5日", FUTURE, "2027-01-05"),
        ("nov 28", FUTURE, "2026-11-28"),
        ("28th November", FUTURE, "2026-11-28"),
        ("Dec 24, 2026", FUTURE, "2026-12-24"),
        ("in 3 days", FUTURE, "2026-11-26"),
        ("two weeks later", FUTURE, "2026-12-07"),
        ("3天后", FUTURE, "2026-11-26"),
        ("两周后", FUTURE, "2026-12-07"),
        ("三个月后", FUTURE, "2027-02-23"),
        ("3天前", PAST, "2026-11-20"),
        ("2 weeks ago", PAST, "2026-11-09"),
    ],
)
def test_a_day(text: str, side: Side, day: str | None) -> None:
    found = read_when(text, AS_OF, side)
    assert found == dt.date.fromisoformat(day) if day else isinstance(found, Unclear)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026Q4", "2026-10-01", "2026-12-31"),
        ("Q1", "2027-01-01", "2027-03-31"),
        ("第四季度", "2026-10-01", "2026-12-31"),
        ("H1", "2027-01-01", "2027-06-30"),
        ("上半年", "2027-01-01", "2027-06-30"),
        ("2026下半年", None, None),
        ("2026年下半年", "2026-07-01", "2026-12-31"),
        ("下周", "2026-11-30", "2026-12-06"),
        ("周末", "2026-11-28", "2026-11-29"),
        ("下个月", "2026-12-01", "2026-12-31"),
        ("next month", "2026-12-01", "2026-12-31"),
        ("2027-02", "2027-02-01", "2027-02-28"),
        ("12月", "2026-12-01", "2026-12-31"),
        ("明年", "2027-01-01", "2027-12-31"),
    ],
)
def test_a_period_is_no_day(text: str, start: str | None, end: str | None) -> None:
    found = read_when(text, AS_OF, FUTURE)
    expected = Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end)) if start and end else None
    assert found == expected


@pytest.mark.parametrize(
    ("text", "side", "reason", "choices"),
    [
        ("3/4", FUTURE, "order", ["2027-03-04", "2027-04-03"]),
        ("周一", FUTURE, "week", ["2026-11-23", "2026-11-30"]),
        ("next wed", FUTURE, "week", ["2026-11-25", "2026-12-02"]),
        ("明天", PAST, "ahead", ["2026-11-24"]),
        ("月底", PAST, "ahead", ["2026-11-30"]),
        ("月初", FUTURE, "behind", ["2026-11-01"]),
        ("昨天", FUTURE, "behind", ["2026-11-22"]),
        ("11-20", FUTURE, "year", ["2027-11-20"]),
        ("12-05", PAST, "year", ["2025-12-05", "2026-12-05"]),
        ("31号", FUTURE, "month", ["2026-12-31"]),
        ("2026-02-30", FUTURE, "none", []),
        ("13-45", FUTURE, "none", []),
        ("2206-11-28", FUTURE, "far", ["2206-11-28"]),
        ("11.28", FUTURE, "dot", []),
        ("FY26Q3", FUTURE, "fiscal", []),
    ],
)
def test_what_is_unclear_is_said_to_be(text: str, side: Side, reason: str, choices: list[str]) -> None:
    assert read_when(text, AS_OF, side) == Unclear(reason, tuple(map(dt.date.fromisoformat, choices)))


@pytest.mark.parametrize(
    "text", ["", "宋敏", "5号楼", "1.1 元", "11.28万", "240万", "may", "second", "10:30", "周师傅", "一", "3"]
)
def test_what_is_no_date(text: str) -> None:
    assert read_when(text, AS_OF, FUTURE) is None


def test_fiscal_years_begin_where_the_team_says() -> None:
    """FY26 is named after the year it ends in, or the one it begins in."""
    for told, start in ((Fiscal(4, 1), dt.date(2025, 10, 1)), (Fiscal(4, 0), dt.date(2026, 10, 1))):
        found = read_when("FY26Q3", AS_OF, FUTURE, fiscal=told)
        assert isinstance(found, Period)
        assert found.start == start
    assert read_when("FY27末", AS_OF, FUTURE, fiscal=Fiscal(4, 1)) == dt.date(2027, 3, 31)


def test_after_an_old_visit_a_date_may_lie_between_it_and_today() -> None:
    """With a year to choose, the one that fits both; with two months to choose, neither."""
    visit = dt.date(2026, 10, 12)
    assert read_when("11-01", AS_OF, FUTURE, visit) == dt.date(2026, 11, 1)
    found = read_when("28日", AS_OF, FUTURE, visit)
    assert found == Unclear("month", (dt.date(2026, 10, 28), dt.date(2026, 11, 28)))


def test_the_longest_form_wins_and_the_rest_is_left() -> None:
    assert leading("11月28日成本对比", AS_OF, FUTURE) == (dt.date(2026, 11, 28), 6)
    assert trailing("comparison nov 28", AS_OF, FUTURE) == (dt.date(2026, 11, 28), 11)
    assert leading("5号楼看设备", AS_OF, FUTURE) is None


@pytest.mark.parametrize(
    ("text", "value"), [("十", 10), ("十二", 12), ("二十", 20), ("两", 2), ("九十九", 99), ("十十", 0)]
)
def test_chinese_numbers(text: str, value: int) -> None:
    assert number(text) == value


SCRAPS = "下 上 周 三 月 底 28 日 - / 11 2026 Q4 in_ 3_ days 天 后 前 FY26 年 末 号 next_ wed"
SAID = st.lists(st.sampled_from(re.findall(r"\S+", SCRAPS)), max_size=6).map(lambda one: "".join(one).replace("_", " "))


@given(SAID | st.text(max_size=20), st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), st.sampled_from(list(Side)))
def test_every_day_told_lies_on_its_side_and_within_bounds(text: str, as_of: dt.date, side: Side) -> None:
    found = read_when(text, as_of, side, fiscal=Fiscal(4, 1))
    if isinstance(found, dt.date):
        assert abs((found - as_of).days) <= FARTHEST_DAYS
        assert found <= as_of if side is PAST else found >= as_of


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), st.integers(0, 1800))
def test_a_full_date_is_what_it_says(as_of: dt.date, days: int) -> None:
    day = as_of + dt.timedelta(days=days)
    for text in (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day.year}/{day.month}/{day.day}"):
        assert read_when(text, as_of, FUTURE) == day


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), st.integers(0, 250))
def test_a_date_without_a_year_is_the_next_one(as_of: dt.date, days: int) -> None:
    day = as_of + dt.timedelta(days=days)
    assert read_when(f"{day.month}-{day.day}", as_of, FUTURE) == day
