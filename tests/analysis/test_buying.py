"""The eighteen buying factors."""

from __future__ import annotations

import pytest

from kamtool.analysis.buying import buying, factor_of, groups
from kamtool.load import load_bytes
from kamtool.model.values import BuyingFactor
from kamtool.texts.lookup import aliases_of


def test_there_are_eighteen_in_five_groups() -> None:
    """Product 4, price 4, after-sales 2, publicity 3, company and manager 5."""
    assert [len(members) for members in groups().values()] == [4, 4, 2, 3, 5]
    assert [one for members in groups().values() for one in members] == list(BuyingFactor)
    assert list(aliases_of(BuyingFactor)) == [one.value for one in BuyingFactor]


@pytest.mark.parametrize(
    ("name", "factor"),
    [
        ("安全", BuyingFactor.QUALITY),
        ("全周期成本", BuyingFactor.COST),
        ("技术支持响应", BuyingFactor.TECHNICAL_SUPPORT),
        ("账期", BuyingFactor.PAYMENT),
        ("Payment terms", BuyingFactor.PAYMENT),
        ("月相", None),
    ],
)
def test_a_criterion_is_the_factor_its_name_speaks_of(name: str, factor: BuyingFactor | None) -> None:
    assert factor_of(name) is factor


def test_what_the_plan_names_goes_before_the_name() -> None:
    """A criterion is the factor written at it; its name only guesses."""
    text = (
        "kam: 1\naccount: {name: 厂}\nopportunities: {d: {criteria: [{name: 安全, factor: 服务意识}, {name: 安全}]}}\n"
    )
    plan = load_bytes(text.encode(), "plan.yaml").plan
    assert plan is not None
    found = buying(plan, plan.opportunities["d"])
    assert [(one.factor, one.guessed) for one in found.criteria] == [
        (BuyingFactor.AWARENESS, False), (BuyingFactor.QUALITY, True)
    ]  # fmt: skip
    assert sum(len(members) for _, members in found.not_asked) == 16


def test_no_word_means_two_factors() -> None:
    words = [word.casefold() for known in aliases_of(BuyingFactor).values() for word in known]
    assert len(words) == len(set(words))
