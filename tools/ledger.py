"""Writes accounts/ledger/sales.csv, the example ledger: two years of invented lines, the same at each run.

    .venv/bin/python tools/ledger.py

It has what exports have: a title above the headings, amounts with commas, credit notes, lines without a customer, one
customer written in two ways, customers whose cost to serve nobody knows, and a total at the end. For 2025 the customers
with a plan earn what their plans say.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

FILE = Path(__file__).parents[1] / "accounts" / "ledger" / "sales.csv"
HEADINGS = ("单据号", "开票日期", "客户名称", "产品", "数量", "销售额", "销售成本", "服务成本")
PRODUCTS = ("整机", "配件", "维保", "改造", "耗材")
# Customer, lines a year, then revenue, gross profit and cost to serve of 2025 and of 2026 up to November, in yuan.
CUSTOMERS: tuple[tuple[str, int, tuple[int, int, int | None], tuple[int, int, int | None]], ...] = (
    ("东海电信有限公司东海省分公司", 24, (12_600_000, 2_520_000, 1_310_000), (13_900_000, 2_640_000, 1_450_000)),
    ("江临红旗机械厂有限责任公司", 12, (3_200_000, 640_000, 120_000), (2_750_000, 561_000, 108_000)),
    ("金杉建材集团", 10, (4_380_000, 372_000, 131_000), (5_160_000, 361_000, 148_000)),
    ("江临市交通运输局", 12, (860_000, 52_000, 71_000), (790_000, 47_000, 63_000)),
    ("Meridian Optics (Kunlin) Co., Ltd.", 6, (380_000, 41_000, 96_000), (610_000, 88_000, 118_000)),
    ("临海港务集团有限公司", 10, (14_800_000, 2_360_000, 520_000), (11_900_000, 1_870_000, 480_000)),
    ("江临青田冷链物流有限公司", 14, (8_900_000, 530_000, 940_000), (8_150_000, 610_000, 870_000)),
    ("新河市公共交通集团有限公司", 8, (8_300_000, 2_330_000, 260_000), (6_950_000, 1_930_000, 235_000)),
    ("江临市明华医院", 4, (1_180_000, 90_000, 70_000), (940_000, 76_000, 61_000)),
    ("Borealis Foods (Kunlin) Co., Ltd.", 4, (240_000, 62_000, 21_000), (3_150_000, 790_000, None)),
    ("大丰出租汽车公司", 3, (950_000, 50_000, None), (410_000, 19_000, None)),
    ("陈记点心", 3, (64_000, 17_000, 4_000), (52_000, 14_000, 3_500)),
    ("云帆物流", 14, (5_650_000, 1_580_000, 240_000), (6_020_000, 1_690_000, 251_000)),
    ("宏达纺织", 10, (2_480_000, 720_000, 95_000), (2_310_000, 655_000, 90_000)),
    ("明远药业", 8, (1_960_000, 803_000, 88_000), (2_240_000, 918_000, 97_000)),
    ("瑞安电子", 12, (3_050_000, 397_000, 402_000), (2_870_000, 344_000, 431_000)),
    ("天成食品", 6, (1_240_000, 310_000, 62_000), (1_105_000, 271_000, 58_000)),
    ("北湖水务", 6, (990_000, 287_000, 41_000), (1_020_000, 296_000, 43_000)),
    ("Nordlicht Pumpen GmbH", 6, (870_000, 244_000, 39_000), (905_000, 251_000, 40_000)),
    ("江临职业学院", 6, (720_000, 151_000, 66_000), (655_000, 131_000, 61_000)),
    ("利通超市", 8, (690_000, 83_000, 134_000), (610_000, 67_000, 141_000)),
    ("高原矿业", 4, (610_000, 171_000, 52_000), (480_000, 129_000, 44_000)),
    ("永兴印务", 4, (415_000, 104_000, 31_000), (398_000, 98_000, 30_000)),
    ("青禾种业", 4, (370_000, 99_000, 22_000), (402_000, 108_000, 23_000)),
    ("恒丰五金", 4, (318_000, 60_000, 27_000), (274_000, 49_000, 26_000)),
    ("星河酒店", 4, (286_000, 43_000, 58_000), (241_000, 34_000, 55_000)),
    ("江临第二医院", 4, (265_000, 58_000, 30_000), (288_000, 63_000, 31_000)),
    ("佳美家居", 3, (204_000, 46_000, 18_000), (187_000, 41_000, 17_000)),
    ("大鹏汽修", 3, (176_000, 34_000, 21_000), (160_000, 30_000, 20_000)),
    ("兴旺渔业", 3, (148_000, 31_000, 14_000), (155_000, 32_000, 14_000)),
    ("江临晚报社", 2, (97_000, 19_000, None), (84_000, 16_000, None)),
    ("小桥书店", 2, (61_000, 13_000, None), (58_000, 12_000, None)),
    ("老街茶庄", 2, (44_000, 11_000, 5_000), (39_000, 9_000, 5_000)),
    ("顺风搬家", 2, (38_000, -4_000, 9_000), (33_000, -5_000, 9_000)),
    ("白鹭民宿", 2, (26_000, 6_000, 3_000), (21_000, 5_000, 3_000)),
    ("晨光幼儿园", 2, (19_000, 4_000, 3_000), (17_000, 3_000, 3_000)),
)
ALSO_WRITTEN = {"云帆物流": "云帆 物流"}
NOBODY = ((dt.date(2025, 7, 18), 18_600, 14_200, 900), (dt.date(2026, 4, 9), 23_450, 17_800, 1_100))
# A return: customer, day, revenue taken off again and the goods' cost; as much is sold more before it.
RETURNS = (
    ("宏达纺织", dt.date(2025, 9, 3), 86_000, 61_000),
    ("利通超市", dt.date(2026, 3, 12), 41_500, 36_900),
    ("江临红旗机械厂有限责任公司", dt.date(2025, 5, 27), 24_800, 19_700),
    ("瑞安电子", dt.date(2026, 8, 20), 132_000, 118_000),
)
Line = tuple[dt.date, str, str, int, int, int, int | None]


def parts(total: int, count: int, seed: int) -> list[int]:
    """A sum in so many uneven parts that add up to it."""
    weights = [3 + (seed * 7 + at * 11) % 5 for at in range(count)]
    found = [total * weight // sum(weights) for weight in weights]
    return [*found[:-1], total - sum(found[:-1])]


def lines() -> Iterator[Line]:
    """Every line, customer by customer."""
    for number, (name, count, *years) in enumerate(CUSTOMERS):
        for year, (revenue, profit, cost) in zip((2025, 2026), years, strict=True):
            months = 12 if year == 2025 else 10
            back = [one for one in RETURNS if one[0] == name and one[1].year == year]
            revenues = parts(revenue + sum(one[2] for one in back), count, number)
            goods = parts(revenue - profit + sum(one[3] for one in back), count, number)
            costs = [None] * count if cost is None else parts(cost, count, number + 3)
            for at in range(count):
                day = dt.date(year, 1 + at * months // count, 2 + (number * 5 + at * 9) % 26)
                written = ALSO_WRITTEN.get(name, name) if at % 5 == 4 else name
                product = PRODUCTS[(number + at) % len(PRODUCTS)]
                yield day, written, product, 1 + (number + at) % 9, revenues[at], goods[at], costs[at]
            for _, day, off, saved in back:
                yield day, name, "退货", -1, -off, -saved, 0
    for day, revenue, saved, cost in NOBODY:
        yield day, "", "配件", 1, revenue, saved, cost


def written() -> str:
    """The file."""
    every = sorted(lines(), key=lambda one: (one[0], one[1]))
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["销售台账 2025-01-01 至 2026-11-20"])
    writer.writerow([])
    writer.writerow(HEADINGS)
    for number, (day, name, product, quantity, revenue, goods, cost) in enumerate(every, 1):
        amounts = [f"{revenue:,.2f}", f"{goods:,.2f}", "" if cost is None else f"{cost:,.2f}"]
        writer.writerow([f"XS{day:%y%m}{number:04}", f"{day:%Y/%m/%d}", name, product, quantity, *amounts])
    totals = [sum(one[4] for one in every), sum(one[5] for one in every), sum(one[6] or 0 for one in every)]
    writer.writerow(["合计", "", "", "", "", *(f"{total:,.2f}" for total in totals)])
    return stream.getvalue()


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(written(), encoding="utf-8")
