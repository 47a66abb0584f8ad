"""Capacity: whom to hand on first, and whom never."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.analysis.capacity import Account, CapacityLimits, Kept, Rests, capacity
from kamtool.analysis.overview import Money
from kamtool.model.values import Tier

DAY = dt.date(2026, 11, 23)
LIMITS = CapacityLimits(hours=1000)


def account(name: str, hours: int | None, profit: int | None, kept: Kept | None = None, **more: Any) -> Account:
    values: dict[str, Any] = {
        "id": name, "name": name, "file": f"{name}.yaml", "owner": "李明", "tier": Tier.B,
        "spent": None if hours is None else Decimal(hours), "rests": Rests.FIGURES if hours else Rests.NOTHING,
        "year": 2025, "asked": 150, "profit": None if profit is None else Money(Decimal(profit), "CNY"), "days": 3,
        "every": 30, "kept": kept, "own_hours": None, "ours": 1, "hours_path": (), "own_path": (), **more,
    }  # fmt: skip
    return Account(**values)


def test_least_profit_an_hour_goes_first_and_no_more_than_needed() -> None:
    """1,300 of 1,000 hours: c brings 1 an hour and frees 390, which is enough."""
    accounts = [account("a", 500, 5000), account("b", 400, 1200), account("c", 400, 400)]
    only = capacity(accounts, DAY, LIMITS).managers[0]
    assert [(one.account.name, one.freed, one.left) for one in only.hand_on] == [("c", Decimal(390), Decimal(-90))]


@given(
    st.lists(
        st.tuples(st.integers(1, 900), st.integers(-9000, 9000), st.sampled_from([None, *Kept])), min_size=1, max_size=8
    )
)
def test_an_open_failure_is_never_handed_on(given: list[tuple[int, int, Kept | None]]) -> None:
    every = [account(str(at), *one) for at, one in enumerate(given)]
    for one in capacity(every, DAY, LIMITS).managers:
        assert all(each.account.kept is None for each in one.hand_on)
        assert bool(one.hand_on) <= one.is_over


def test_spare_time_goes_to_the_account_that_earns_most_and_is_seen_too_little() -> None:
    late = account("late", 100, 5000, days=60)
    poor = account("poor", 100, -10, days=60)
    fine = account("fine", 100, 9000)
    assert [one.name for one in capacity([late, poor, fine], DAY, LIMITS).managers[0].give_to] == ["late"]


@pytest.mark.parametrize("rests", [Rests.VISITS, Rests.NOTHING])
def test_nobody_has_spare_time_while_hours_are_not_told(rests: Rests) -> None:
    late, other = account("late", 100, 5000, days=60), account("other", 100, 1, rests=rests)
    assert capacity([late, other], DAY, LIMITS).managers[0].give_to == ()


def test_plans_that_disagree_on_hours_give_the_least() -> None:
    one, other = account("a", 100, 1, own_hours=Decimal(900)), account("b", 100, 1, own_hours=Decimal(700))
    only = capacity([one, other], DAY, LIMITS).managers[0]
    assert (only.available, only.disagree, only.assumed) == (Decimal(700), True, False)
