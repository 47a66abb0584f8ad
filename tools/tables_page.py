"""docs/tables.md: every table of `kam export` and `kam query`, from the model and the texts."""

from __future__ import annotations

from collections.abc import Iterator

from marks import GENERATED, code, finish, table

from kamtool.cli.tables import TABLES
from kamtool.model.tables import Column, Table
from kamtool.store.build import types
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.tables import about_column, about_table

EN, ZH = Texts(Lang.EN), Texts(Lang.ZH)
INTRO = """What `kam export` writes and `kam query` asks. Queries to begin with: [query.md](query.md).
`kam export` 写出来、`kam query` 查的表。现成的查询见 [query.md](query.md)。

- Whatever repeats in a plan is a table; its rows name the `account`, what they stand below, and their own key. So
  `join … using (account, stakeholder)` works everywhere. Two plans of one file name in two folders share an `account`;
  `file` tells them apart. 计划里成串的东西各是一张表，用同名的列相连。
- What a plan does not say is null. What somebody looked at and does not know is `unknown`, and yes and no are `yes`,
  `no`, `unknown`: texts, in the words of [format.md](format.md). 没写的是空；写了不知道的是 `unknown`。
- As of `--as-of`, today when not given: a fact dated later is left out, a judgement made later gives way to the one
  before it. What lies ahead (due dates, milestones) stays. 只有到那天为止知道的事。
- `path` is the place as `kam plan set` takes it, counted from 1; `line` the line in `file`. 每一行都能找回原处。
- A key that SQL has for itself gets a stroke: `from_`, `to_`, `by_`, `left_`, `limit_`. SQL 保留的词后面加 `_`。
- `VARCHAR[]` and `DATE[]` are lists; in CSV their items stand in one cell, with `; ` between. In CSV a text that a
  spreadsheet would run as a formula has an apostrophe before it. CSV 里会被当成公式的文字前面有撇号。
- In JSON lines what is null is left out, and a number that no float can hold is a text.
- The tier tells how near a column comes to a person ([privacy.md](privacy.md)). What is kept only with somebody's
  consent (G3) is in no table. Exports are copies: `kam person erase` does not reach them.
  导出的是副本，删人时要自己删。
"""


def page() -> str:
    """The whole page."""
    return finish(
        [
            GENERATED,
            "",
            "# Tables · 数据表",
            "",
            INTRO,
            *(f"- [{one.name}](#{one.name}): {about_table(one, EN)} · {about_table(one, ZH)}" for one in TABLES),
            "",
            *(line for one in TABLES for line in part(one)),
        ]
    )


def part(one: Table) -> Iterator[str]:
    """One table."""
    yield from (f"## {one.name}", "", f"{about_table(one, EN)} · {about_table(one, ZH)}", "")
    yield from ("From · 来自: " + ", ".join(code(place or "account") for place in one.places), "")
    kinds = types(one.columns)
    yield from table(
        ("column · 列", "type · 类型", "tier", "English", "中文"), (row(each, kinds) for each in one.columns)
    )


def row(one: Column, kinds: dict[str, str]) -> tuple[str, ...]:
    """One column."""
    tier = one.tier.word if one.section or one.tier else ""
    return (code(one.name), kinds[one.name], tier, about_column(one, EN), about_column(one, ZH))
