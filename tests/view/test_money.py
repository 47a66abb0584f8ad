"""Amounts as people say them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.analysis.overview import Money
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.money import amount, exact, money, sums

SAID = [
    ("2400000", "240万", "2.4m"),
    ("120000000", "1.2亿", "120m"),
    ("99999999", "1亿", "100m"),
    ("9999", "9,999", "9,999"),
    ("10000", "1万", "10k"),
    ("0", "0", "0"),
    ("12345", "1.234万", "12.34k"),
    ("21500000", "2150万", "21.5m"),
    ("-55000", "−5.5万", "−55k"),
    ("12.50", "12.5", "12.5"),
    ("3400000000", "34亿", "3.4bn"),
]


@pytest.mark.parametrize(("value", "zh", "en"), SAID)
def test_a_number_is_said_in_the_units_of_its_language(value: str, zh: str, en: str) -> None:
    assert amount(Decimal(value), Lang.ZH) == zh
    assert amount(Decimal(value), Lang.EN) == en


def test_a_currency_is_named_the_way_its_language_does() -> None:
    yuan, franc, none = (Money(Decimal(50_000), code) for code in ("CNY", "CHF", None))
    assert [money(one, Texts(Lang.ZH)) for one in (yuan, franc, none)] == ["5万元", "5万 CHF", "5万"]
    assert [money(one, Texts(Lang.EN)) for one in (yuan, franc, none)] == ["CNY 50k", "CHF 50k", "50k"]
    assert sums((yuan, franc), Texts(Lang.EN)) == "CNY 50k + CHF 50k"


@given(st.decimals(min_value=-(10**14), max_value=10**14, places=2))
def test_the_exact_amount_is_exact(value: Decimal) -> None:
    assert Decimal(exact(value)) == value
    assert "E" not in exact(value)
