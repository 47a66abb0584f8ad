"""Amounts of money as people write them in a sentence: 120万, 1.2亿, 2.4m, 300k."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kamtool.model.base import read_number

LETTERS = {"k": Decimal(1000), "m": Decimal(1_000_000), "bn": Decimal(1_000_000_000)}
AMOUNT = re.compile(
    r"(?<![\w.,])(\d[\d,]*(?:\.\d+)?) ?(万|亿|bn|m|k)(?:元|块)?(?![a-z0-9²³])", re.IGNORECASE | re.ASCII
)


def amounts(text: str) -> Iterator[tuple[str, Decimal]]:
    """Every amount in a text that carries its unit, as written and as a number; what a plan would refuse is none."""
    for found in AMOUNT.finditer(text):
        digits, unit = found[1], found[2].lower()
        try:
            yield (
                found[0].strip(),
                (read_number(digits) * LETTERS[unit] if unit in LETTERS else read_number(digits + unit)),
            )
        except ValueError:
            continue
