"""A cell to an amount, or to the reason why it is none. Nothing is guessed from one cell alone.

Which mark stands before the decimals is decided once for a column, from many cells (``decide_mark``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

BLANKS = frozenset({"", "-", "--", "–", "—", "/", "n/a", "#n/a", "na", "null", "none", "nil", "无", "空"})
UNITS = {"千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000, "k": 1_000}
CURRENCIES = {
    word: code
    for code, words in {
        "CNY": "¥ 元 rmb cny 人民币", "USD": "$ usd us$ 美元", "EUR": "€ eur 欧元", "GBP": "£ gbp",
        "HKD": "hk$ hkd 港元",
    }.items()
    for word in words.split()
}  # fmt: skip
_CURRENCY = "|".join(re.escape(one) for one in sorted(CURRENCIES, key=len, reverse=True))
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_PARTS = re.compile(
    rf"(?P<sign>[+-]?)\s*+(?P<before>{_CURRENCY})?\s*+(?P<sign2>[+-]?)\s*+(?P<digits>[0-9.,'\s]*[0-9][.,]?)\s*+"
    rf"(?P<unit>{_UNIT})?\s*+(?P<after>{_CURRENCY})?\s*+(?P<sign3>[+-]?)",
    re.IGNORECASE,
)
_PLAIN = {
    ".": re.compile(r"(?:\d+|\d{1,3}(?:([,'\s])\d{3})(?:\1\d{3})*)?(?:\.\d*)?"),
    ",": re.compile(r"(?:\d+|\d{1,3}(?:([.'\s])\d{3})(?:\1\d{3})*)?(?:,\d*)?"),
}
# Above this, nobody's sales: a code or a telephone number in the wrong column.
TOO_LARGE = Decimal(10) ** 14


@dataclass(frozen=True, slots=True)
class Amount:
    """A cell's value (``None`` when it is blank), the currency it names, or why it is no amount."""

    value: Decimal | None = None
    currency: str | None = None
    fault: str | None = None


def tidy(text: str) -> str:
    """Full-width and exotic characters as plain ones, without space around."""
    text = unicodedata.normalize("NFKC", text) if not text.isascii() else text
    return text.replace("−", "-").replace("–", "-").replace("—", "-").replace("’", "'").strip().strip("\ufeff\u200b")


def amount(text: str, mark: str | None) -> Amount:
    """One cell by the column's decimal *mark*; without one, a cell in which it would matter is a fault."""
    text = tidy(text)
    if text.casefold() in BLANKS:
        return Amount()
    negative = text.startswith("(") and text.endswith(")")
    if negative:
        text = text[1:-1].strip()
    if "%" in text or "‰" in text:
        return Amount(fault="percent")
    if re.fullmatch(r"[+-]?[\d.,]+e[+-]?\d+", text, re.IGNORECASE):
        return Amount(fault="rounded")
    found = _PARTS.fullmatch(text)
    if found is None:
        return Amount(fault="spreadsheet" if text.startswith("#") else "no_number")
    signs = [found[name] for name in ("sign", "sign2", "sign3") if found[name]]
    if len(signs) + negative > 1:
        return Amount(fault="signs")
    money = {CURRENCIES[found[name].lower()] for name in ("before", "after") if found[name]}
    if len(money) > 1:
        return Amount(fault="no_number")
    digits = found["digits"]
    if mark is None:
        if not digits.isdigit():
            return Amount(fault="mark")
        mark = "."
    if not _PLAIN[mark].fullmatch(digits):
        return Amount(fault="groups")
    bare = re.sub(r"['\s]", "", digits.replace("," if mark == "." else ".", "")).replace(",", ".")
    value = Decimal(bare) * UNITS.get((found["unit"] or "").lower(), 1)
    if value >= TOO_LARGE:
        return Amount(fault="large")
    return Amount(-value if negative or "-" in signs else value, money.pop() if money else None)


def decide_mark(cells: Iterable[str]) -> str | None:
    """``.`` or ``,`` before the decimals, as the cells prove it; ``None`` when none has either sign.

    Raises ValueError with two cells that contradict each other, or one that can be read both ways.
    """
    proof: dict[str, str] = {}
    open_cell: dict[str, str] = {}
    for cell in cells:
        digits = re.sub(r"[^0-9.,]", "", tidy(cell)).strip()
        signs = [one for one in digits if one in ".,"]
        if not signs:
            continue
        last = signs[-1]
        other = "," if last == "." else "."
        tail = len(digits.rpartition(last)[2])
        head = digits.partition(last)[0]
        if len(set(signs)) == 2:
            found = last
        elif len(signs) > 1:
            found = other
        elif tail != 3 or len(head) > 3 or head in ("", "0"):
            found = last
        else:
            open_cell.setdefault(last, cell)
            continue
        proof.setdefault(found, cell)
    if len(proof) == 2:
        raise ValueError(proof["."], proof[","])
    if proof:
        return next(iter(proof))
    if len(open_cell) == 2:
        raise ValueError(open_cell["."], open_cell[","])
    if "." in open_cell:
        raise ValueError(open_cell["."])
    # 1,234 alone: three decimals behind a comma are next to unknown in ledgers.
    return "." if open_cell else None
