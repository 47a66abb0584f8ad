"""A plan's row: money by currency, freshness, and what comes first."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kamtool.analysis.overview import (
    Counts,
    Fault,
    Money,
    Order,
    Overview,
    in_order,
    overview,
    plan_list,
    summed,
)
from kamtool.load import load_bytes
from kamtool.model.plan import Plan
from kamtool.model.values import Stage

AS_OF = dt.date(2026, 11, 23)
CLEAN = Counts()


def plan(text: str) -> Plan:
    loaded = load_bytes(("kam: 1\naccount: {name: 甲}\n" + text).encode(), "a.yaml")
    assert loaded.plan is not None, loaded.diagnostics
    return loaded.plan


def row(text: str) -> Overview:
    return overview(plan(text), "a", "a.yaml", AS_OF, CLEAN)


def named(key: str, **values: object) -> Overview:
    return Overview(key, f"{key}.yaml", **{"findings": CLEAN, "name": key, **values})  # type: ignore[arg-type]


def test_currencies_are_never_added_up() -> None:
    found = row(
        "opportunities:\n"
        "  a: {value: {amount: 240万, currency: CNY}}\n"
        "  b: {value: {amount: 10, currency: EUR}}\n"
        "  c: {value: {amount: 60万, currency: CNY}}\n"
    )
    assert found.value == (Money(Decimal(3_000_000), "CNY"), Money(Decimal(10), "EUR"))


def test_an_amount_without_a_currency_takes_the_only_one_the_plan_names() -> None:
    found = row("opportunities: {a: {value: 5}, b: {status: won, value: {amount: 1, currency: CNY}}}\n")
    assert found.value == (Money(Decimal(5), "CNY"),)


def test_an_amount_without_a_currency_has_none_where_the_plan_names_none_or_several() -> None:
    assert row("opportunities: {a: {value: 5}}\n").value == (Money(Decimal(5), None),)
    several = row(
        "opportunities: {a: 5, b: {value: {amount: 1, currency: CNY}}}\n".replace("a: 5", "a: {value: 5}").replace(
            "}}}\n", "}}, c: {value: {amount: 2, currency: EUR}}}\n"
        )
    )
    assert several.value[-1] == Money(Decimal(5), None)
    assert len(several.value) == 3


def test_only_open_deals_count() -> None:
    found = row("opportunities: {a: {status: lost, stage: use, value: 5}, b: {stage: research}}\n")
    assert (found.deals, found.value, found.unpriced, found.stage) == (1, (), 1, Stage.RESEARCH)


def test_the_last_touch_went_both_ways_and_is_not_in_the_future() -> None:
    found = row(
        "visits:\n  - {date: 2026-11-01}\n  - {date: 2026-11-10, channel: call, answered: no}\n  - {date: 2026-12-01}\n"
    )
    assert (found.touched, found.days_touched) == (dt.date(2026, 11, 1), 22)


def test_what_nobody_wrote_is_unknown_and_not_zero() -> None:
    found = row("")
    assert (found.days_touched, found.days_reviewed, found.stage, found.owner) == (None, None, None, None)


def test_attention_goes_to_broken_files_then_errors_then_warnings_then_value() -> None:
    big, small = (Money(Decimal(9), "CNY"),), (Money(Decimal(1), "CNY"),)
    rows = [
        named("small", findings=Counts(0, 1), value=small),
        named("big", findings=Counts(0, 1), value=big),
        named("unpriced", findings=Counts(0, 1)),
        named("error", findings=Counts(1)),
        named("broken", findings=Counts(1), fault=Fault("KAM004", 3, 1), name=None),
        named("questions", findings=Counts(0, 0, 9)),
    ]
    order = [one.id for one in in_order(rows, Order.FINDINGS)]
    assert order == ["broken", "error", "big", "small", "unpriced", "questions"]


def test_by_value_the_most_used_currency_comes_first_whatever_the_numbers() -> None:
    rows = [
        named("yen", value=(Money(Decimal(9_000_000), "JPY"),)),
        named("a", value=(Money(Decimal(1), "CNY"),)),
        named("b", value=(Money(Decimal(2), "CNY"),)),
    ]
    assert [one.id for one in in_order(rows, Order.VALUE)] == ["b", "a", "yen"]


def test_by_touch_and_review_the_unknown_comes_first_then_the_longest_ago() -> None:
    rows = [
        named("new", days_touched=1, days_reviewed=99),
        named("old", days_touched=50, days_reviewed=2),
        named("never"),
    ]
    assert [one.id for one in in_order(rows, Order.TOUCH)] == ["never", "old", "new"]
    assert [one.id for one in in_order(rows, Order.REVIEWED)] == ["never", "new", "old"]


def test_chinese_names_sort_as_they_are_spoken() -> None:
    rows = [named(name) for name in ("张", "陈", "李", "安")]
    assert [one.id for one in in_order(rows, Order.NAME)] == ["安", "陈", "李", "张"]


def test_the_list_counts_the_stale_the_undated_and_the_broken_apart() -> None:
    rows = [
        named("late", days_reviewed=91),
        named("fresh", days_reviewed=90),
        named("never"),
        named("broken", fault=Fault("KAM009", 1, 1)),
    ]
    found = plan_list(rows, Order.NAME, AS_OF)
    assert (found.not_reviewed, found.never_reviewed, found.broken, found.first) == (1, 1, 1, "broken.yaml")


def test_nothing_comes_first_where_nothing_was_found() -> None:
    assert plan_list([named("a")], Order.FINDINGS, AS_OF).first is None
    assert plan_list([], Order.FINDINGS, AS_OF).first is None


money = st.builds(Money, st.integers(0, 10**9).map(Decimal), st.sampled_from(["CNY", "EUR", "USD", None]))


@given(st.lists(money))
def test_sums_keep_every_currency_and_lose_nothing(every: list[Money]) -> None:
    total = summed(every)
    assert {one.currency for one in total} == {one.currency for one in every}
    assert sum(one.amount for one in total) == sum(one.amount for one in every)


@given(st.lists(st.builds(lambda key, value: named(str(key), value=summed(value)), st.integers(), st.lists(money))))
def test_every_order_keeps_every_row_and_is_the_same_from_any_start(rows: list[Overview]) -> None:
    unique = list({one.file: one for one in rows}.values())
    for order in Order:
        found = in_order(unique, order)
        assert {one.file for one in found} == {one.file for one in unique}
        assert in_order(unique[::-1], order) == found
