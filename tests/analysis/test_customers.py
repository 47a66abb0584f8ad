"""Which customer of a ledger is which plan's."""

from __future__ import annotations

import pytest

from kamtool.analysis.customers import Card, alike, join
from kamtool.model.values import Tier


def card(id: str, *names: str) -> Card:
    return Card(id, names[0], Tier.A, (id, *names))


HONGQI = card("hongqi", "红旗机械厂", "江临红旗机械厂有限责任公司", "红机", "91350100M000100Y43")
ACME = card("acme", "ACME (China) Ltd")


@pytest.mark.parametrize(
    "name",
    [
        "hongqi",
        "HONGQI",
        "红旗机械厂",
        " 红旗机械厂 ",
        "红旗 机械厂",
        "江临红旗机械厂有限责任公司",
        "红机",
        "91350100m000100y43",
    ],
)
def test_every_name_of_a_plan_joins(name: str) -> None:
    found = join([name], [HONGQI, ACME])
    assert found.cards == {name: HONGQI}
    assert found.missing == (ACME,)


@pytest.mark.parametrize("name", ["ACME（China）Ltd", "acme (china) ltd", "ＡＣＭＥ (China) Ltd"])
def test_width_case_and_space_do_not_matter(name: str) -> None:
    assert join([name], [ACME]).cards[name] is ACME


@pytest.mark.parametrize("name", ["红旗机械", "江临红旗机械厂", "红旗机械厂分公司", "红旗机械一厂"])
def test_what_is_alike_is_proposed_and_never_joined(name: str) -> None:
    found = join([name], [HONGQI])
    assert found.cards == {}
    assert [(one.plan, one.customer) for one in found.alike] == [("hongqi", name)]


@pytest.mark.parametrize("name", ["东方红拖拉机", "红星机床", "机械", "厂", "hongqiao"])
def test_what_is_not_alike_is_not_proposed(name: str) -> None:
    assert join([name], [HONGQI]).alike == ()


def test_a_name_of_two_plans_joins_neither() -> None:
    other = card("hongqi-2", "红旗机械厂")
    found = join(["红旗机械厂"], [HONGQI, other])
    assert (found.cards, found.claimed) == ({}, ("红旗机械厂",))


def test_the_form_of_a_firm_makes_no_difference_to_likeness() -> None:
    assert alike("Nordlicht Pumpen GmbH", "Nordlicht Pumpen")
    assert alike("云帆物流", "云帆物流有限公司")
    assert not alike("GmbH", "Ltd")
