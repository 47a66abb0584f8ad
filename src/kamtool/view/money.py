"""Amounts as people say them: 240万元 in Chinese, CNY 2.4m in English; never two currencies in one number."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Context, Decimal

from kamtool.analysis.overview import Money
from kamtool.texts.lookup import Lang, Texts

UNITS = {
    Lang.EN: ((Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"), (Decimal(10) ** 3, "k")),
    Lang.ZH: ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")),
}
FROM = 10_000
DIGITS = Context(prec=4, rounding=ROUND_HALF_EVEN)
NAMES = {"CNY": "元", "RMB": "元", "USD": "美元", "EUR": "欧元", "JPY": "日元", "HKD": "港元", "GBP": "英镑"}


def amount(value: Decimal, lang: Lang) -> str:
    """A number in four digits at most and the language's units; below ten thousand as it is."""
    if abs(value) < FROM:
        return plain(value)
    value = DIGITS.create_decimal(value)
    for unit, word in UNITS[lang]:
        if abs(value) >= unit:
            return plain(value / unit).replace(",", "") + word
    return plain(value)


def plain(value: Decimal) -> str:
    """A number with commas between thousands, no zeros behind, and a true minus."""
    shown = f"{value:,f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return shown.replace("-", "−")


def money(one: Money, texts: Texts) -> str:
    """An amount with its currency, as far as the plan names one."""
    number = amount(one.amount, texts.lang)
    if one.currency is None:
        return number
    code = one.currency.strip().upper()
    if texts.lang is Lang.ZH:
        return number + NAMES.get(code, f" {one.currency}")
    return f"{one.currency} {number}"


def sums(every: Iterable[Money], texts: Texts) -> str:
    """Amounts in several currencies, side by side."""
    return " + ".join(money(one, texts) for one in every)


def exact(value: Decimal) -> str:
    """Every digit, for a machine."""
    shown = f"{value:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
