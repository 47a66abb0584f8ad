"""Which row holds the headings, and which column means what: as told, else as its heading says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from kamtool.ledger.fields import AMOUNTS, BadLedger, Field

# Headings as exports have them, the surest first. Units, brackets and spaces are taken off before they are compared.
HEADINGS: Mapping[Field, tuple[str, ...]] = {
    field: tuple(words.split())
    for field, words in {
        Field.CUSTOMER: """customer 客户 客户名称 customername 购货单位 购买方名称 客户全称 往来单位
            client account accountname soldto billto kunde kundenname debitor""",
        Field.DATE: """date 日期 invoicedate 开票日期 单据日期 业务日期 postingdate 过账日期 orderdate 销售日期 出库日期
            documentdate 记账日期 datum rechnungsdatum buchungsdatum month 月份""",
        Field.REVENUE: """revenue 收入 销售收入 销售额 sales netsales netamount amount 金额 销售金额 不含税金额 未税金额
            营业收入 主营业务收入 umsatz nettobetrag betrag turnover""",
        Field.GROSS_PROFIT: "grossprofit 毛利 毛利额 销售毛利 margin grossmargin contribution rohertrag",
        Field.COST_OF_GOODS: "costofgoods cogs costofsales cost 成本 销售成本 成本金额 主营业务成本 wareneinsatz",
        Field.COST_TO_SERVE: "costtoserve servicecost 服务成本 服务费用 客户费用 销售费用",
        Field.QUANTITY: "quantity 数量 qty 销售数量 menge units",
        Field.CURRENCY: "currency 币种 币别 货币 währung curr",
    }.items()
}
_UNIT = re.compile(
    r"(?:[(\[]|^|[/,:])\s*(?:单位[:：]?\s*)?(万|千|百万|亿|k|k€|k\$|thousands?|in thousands|'000|000s?|tsd|teur)"
    r"\s*(?:元|rmb|cny|eur|usd|€|\$)?\s*[)\]]?$",
    re.IGNORECASE,
)
_FACTORS = {"万": 10**4, "百万": 10**6, "亿": 10**8}
_NUMBER = re.compile(r"[\s.,()¥$€£%+-]*+\d[\s\d.,()¥$€£%+-]*+")
HEAD_ROWS = 30


@dataclass(frozen=True, slots=True)
class Column:
    """One column in use: what it means, where it stands, its heading, what its amounts are multiplied by."""

    field: Field
    at: int
    head: str
    factor: Decimal
    guessed: bool


def bare(head: str) -> str:
    """A heading as it is compared: no case, no spaces, no unit or currency behind."""
    text = unicodedata.normalize("NFKC", head).casefold().strip("\ufeff \t")
    text = re.sub(r"[(\[].*[)\]]", "", text)
    return re.sub(r"[\s_./\\:-]", "", text)


def factor(head: str) -> Decimal:
    """What the unit in a heading multiplies by: 金额（万元） by ten thousand."""
    found = _UNIT.search(unicodedata.normalize("NFKC", head).strip())
    return Decimal(_FACTORS.get(found[1].lower(), 1000)) if found else Decimal(1)


def header_at(rows: Sequence[Sequence[str]], told: Mapping[str, str]) -> int | None:
    """The index of the row with the headings among a file's first ones; ``None`` when there is none.

    It is the first that has all headings that were told, or, when none were, the one with the most known ones.
    """
    wanted = {name_of(head) for head in told.values()}
    if wanted:
        for at, row in enumerate(rows[:HEAD_ROWS]):
            if wanted <= {cell.strip() for cell in row}:
                return at
    known = {word for words in HEADINGS.values() for word in words}
    scores = [sum(bare(cell) in known for cell in row) for row in rows[:HEAD_ROWS]]
    best = max(scores, default=0)
    if best >= 2:
        return scores.index(best)
    widest = max((len(row) for row in rows[:HEAD_ROWS]), default=0)
    for at, row in enumerate(rows[:HEAD_ROWS]):
        full = [cell for cell in row if cell.strip()]
        if len(full) >= max(2, widest * 0.6):
            return None if any(_NUMBER.fullmatch(cell) for cell in full) else at
    return None


def name_of(told: str) -> str:
    """The heading in what was told; ``金额#2`` means the second column of that heading."""
    return re.sub(r"#\d+$", "", told).strip()


def place(header: Sequence[str], told: str, field: Field, file: str, line: int) -> int:
    """Where a told heading stands. Raises BadLedger when it is not there, or there more than once."""
    heads = [cell.strip().strip("\ufeff") for cell in header]
    hits = [at for at, head in enumerate(heads) if head == told]
    if not hits and (numbered := re.fullmatch(r"(.+)#(\d+)", told)):
        same = [at for at, head in enumerate(heads) if head == numbered[1].strip()]
        hits = same[int(numbered[2]) - 1 : int(numbered[2])] if int(numbered[2]) else []
    if len(hits) > 1:
        raise BadLedger("twice", file, line, head=told, columns=[str(at + 1) for at in hits])
    if not hits:
        near = get_close_matches(told, heads, n=1)
        raise BadLedger(
            "no_column_near" if near else "no_column", file, line,
            field=field.value, head=told, near="".join(near), heads=[head for head in heads if head],
        )  # fmt: skip
    return hits[0]


def guess(header: Sequence[str], field: Field, taken: set[int], file: str, line: int) -> int | None:
    """The column whose heading means a field, by the surest word. Raises BadLedger when two say the same."""
    heads = [bare(cell) for cell in header]
    for word in HEADINGS[field]:
        hits = [at for at, head in enumerate(heads) if head == word and at not in taken]
        if len(hits) > 1:
            raise BadLedger("twice", file, line, head=header[hits[0]].strip(), columns=[str(at + 1) for at in hits])
        if hits:
            return hits[0]
    return None


def columns(header: Sequence[str], told: Mapping[str, str], file: str, line: int) -> tuple[Column, ...]:
    """Every column in use. Raises BadLedger when customer or revenue cannot be found, or a heading is not clear."""
    found: dict[Field, tuple[int, bool]] = {}
    for field in Field:
        if field.value in told:
            found[field] = place(header, told[field.value], field, file, line), False
    for field in Field:
        if field not in found and told.get(field.value) != "":
            at = guess(header, field, {at for at, _ in found.values()}, file, line)
            if at is not None:
                found[field] = at, True
    for field in (Field.CUSTOMER, Field.REVENUE):
        if field not in found:
            heads = [head.strip() for head in header if head.strip()]
            raise BadLedger("which_column", file, line, field=field.value, heads=heads)
    return tuple(
        Column(field, at, header[at].strip(), factor(header[at]) if field in AMOUNTS else Decimal(1), guessed)
        for field, (at, guessed) in found.items()
    )
