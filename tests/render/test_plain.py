from __future__ import annotations

import subprocess
import sys

from kamtool.render import plain
from kamtool.view.blocks import Cell, Column, Table
from tests.render.samples import screen

SCREEN = """\
红旗机械厂  国企

The decider is against us.

                      role         attitude
  赵国强 总经理       approver     ? unknown
  └─ 宋敏 行政处处长  decider      − resist
     ├─ 张伟 副处长   recommender  + accept
     └─ 周师傅 司机   user         + accept

  informal  周师傅 ══▶ 赵国强 strong
            张伟 ─╳─ 宋敏 conflict

  path  李明 → 周师傅 → 赵国强
  thin  without 周师傅: no path

  what       amount
  ────  ───────────
  车    1234567.891
  油            1e5

              not met                  met
  个人需要  ┌ 朋友 ──────────────────┬ 伙伴 ──────────────────┐
            │ 周师傅                 │                        │
            └────────────────────────┴────────────────────────┘

                                              rate
  接触  200 ████████████████████████████████
  成交   30 ████▊                             15 %  ◀ low

  因素  我方     豪车
  ────  ───────  ───────
  品牌  ■■■□□ 3  ■■■■□ 4
  服务  ■■■■■ 5  ?
  商务  ■■□□□ 2  ■■□□□ 2

  · first
  · second
"""


def test_a_screen() -> None:
    assert plain.render(screen(), 80) == SCREEN


def test_numbers_stay_as_written() -> None:
    """tabulate would round 1234567.891 and make 100000 of 1e5."""
    table = Table((Column("a"), Column("b", "right")), ((Cell("1234567.891"), Cell("1e5")), (Cell("007"), Cell("1_0"))))
    shown = plain.render([table], 80)
    assert [line.split() for line in shown.split("\n")[2:4]] == [["1234567.891", "1e5"], ["007", "1_0"]]


def test_a_table_without_titles_has_no_head() -> None:
    table = Table((Column(""), Column("")), ((Cell("now"), Cell("红旗机械厂")), (Cell("2 d"), Cell("华东电信"))))
    assert plain.render([table], 80) == "  now  红旗机械厂\n  2 d  华东电信\n"


def test_no_rich_and_no_tabulate_without_need() -> None:
    code = "import sys; import kamtool.render.plain; print({'rich', 'tabulate'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
