"""Sums of money with their first digit alone, as figures and in what a change says."""

from __future__ import annotations

import re
from decimal import Decimal

from kamtool.diagnostic import Path
from kamtool.load.reference import matches
from kamtool.model.base import read_number
from kamtool.privacy.leaves import Leaf
from kamtool.source.node import Node

MONEY = frozenset(
    {
        ("value", "amount"),
        ("economics", "revenue"),
        ("economics", "gross_profit"),
        ("economics", "cost_to_serve"),
        ("cell", "amount"),
        ("expense", "amount"),
        ("compensation", "amount"),
    }
)
STEPS = ("baseline", "target", "now")
MOVED = frozenset({("change", "from"), ("change", "to")})
IN_MONEY = re.compile(
    r"元|金额|营收|收入|销售额|交易额|毛利|利润(?!率)|[¥￥$€£]|\b(?:cny|rmb|usd|eur|gbp|revenue|turnover|sales|profit)\b",
    re.I,
)
AMOUNT = re.compile(
    r"(?P<sign>[¥￥$€£] ?|\b(?:cny|rmb|usd|eur|gbp) )?(?<![\w.,-])(?P<digits>\d[\d,]*(?:\.\d+)?)"
    r"(?P<unit> ?(?:[百千]?[万亿]|元|(?:million|thousand|bn|m|k|cny|rmb|usd|eur|gbp)(?![a-z0-9])))?",
    re.IGNORECASE | re.ASCII,
)


def sums(root: Node) -> frozenset[Path]:
    """The paths of the goals' figures that are sums of money: those of goals whose measure is money."""
    found = set()
    for at, goal in enumerate(matches(root, ("goals", "*"))):
        told = " ".join(one.text for one in matches(goal, ("measure",)))
        if IN_MONEY.search(told):
            found |= {("goals", at, step) for step in STEPS}
    return frozenset(found)


def without_digits(leaf: Leaf, goals: frozenset[Path]) -> str:
    """A value with its sums of money cut to their first digit; *goals* are the paths that ``sums`` found."""
    place, value = (leaf.section, leaf.key), leaf.node.text
    if leaf.kind == "number" and (place in MONEY or leaf.path in goals):
        return banded(value)
    if place in MOVED:
        return AMOUNT.sub(one_amount, value)
    return value


def one_amount(found: re.Match[str]) -> str:
    """An amount within a text; a number with neither currency nor unit stays unless it is longer than a year."""
    sign, digits, unit = found["sign"] or "", found["digits"], found["unit"] or ""
    long = len(digits.replace(",", "").partition(".")[0]) > len("2026")
    try:
        return f"{sign}{banded(digits)}{unit}" if sign or unit or long else found[0]
    except ValueError:  # 1,2,3: digits, but no number
        return found[0]


def banded(value: str) -> str:
    """An amount with its first digit alone: 240万 is 2000000. Raises ValueError for what is no number."""
    number = read_number(value)
    shift = number.adjusted() if number else 0
    return f"{number.scaleb(-shift).to_integral_value(rounding='ROUND_DOWN') * Decimal(10) ** shift:f}"
