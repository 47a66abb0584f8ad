"""What a person reads of ``kam swot``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, ROOT, kam, put

ACCOUNTS = sorted(file.stem for file in (ROOT / "accounts").glob("*.yaml"))


@pytest.mark.parametrize("account", ["hongqi", "huadong-telecom"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_plain(account: str, lang: str) -> None:
    found = kam("swot", account, *AS_OF, "--lang", lang, "--format", "plain")
    assert (found.code, found.err) == (0, "")
    golden(f"swot/{account}.{lang}.txt", found.out)


@pytest.mark.parametrize("format_", ["md", "json"])
def test_other_formats(format_: str) -> None:
    golden(f"swot/hongqi.{format_}", kam("swot", "hongqi", *AS_OF, "--lang", "zh", "-f", format_).out)


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_item_is_shown_with_its_mark(account: str, lang: str) -> None:
    items = json.loads(kam("swot", account, *AS_OF, "-f", "json").out)["items"]
    shown = kam("swot", account, *AS_OF, "--lang", lang, "--format", "md").out
    assert all(f"**{one['mark']}**" in shown for one in items)


def test_another_rival() -> None:
    """By id or by name; the comparison is then with that one."""
    for given in ("lanyue", "蓝岳"):
        found = json.loads(kam("swot", "huadong-telecom", *AS_OF, "--against", given, "-f", "json").out)["triangle"]
        assert (found["rival"], found["chosen"]) == ("lanyue", "asked")


def test_a_rival_that_is_not_there() -> None:
    """The answer names those who are; so many that fit are no answer either."""
    found = kam("swot", "hongqi", *AS_OF, "--lang", "en", "--against", "nobody")
    assert (found.code, found.out) == (2, "")
    assert "haoche (豪车集团)" in found.err
    none = kam("swot", "laochen", *AS_OF, "--lang", "en", "--against", "nobody")
    assert none.code == 2
    assert "names none at all" in none.err


def test_a_plan_with_nothing_in_it_says_what_to_write_first(tmp_path: Path) -> None:
    put(tmp_path, "empty.yaml", MINIMAL)
    found = kam("swot", "empty", *AS_OF, "--lang", "zh", "--format", "plain", cwd=tmp_path)
    assert found.code == 0
    assert "先写两条" in found.out
    assert found.out.count("？") >= 4


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ("{kind: weakness, of: a, text: 慢}", "Only the rivals' points are written"),
        ("{kind: threat, text: 一, evidence: 信, action: x}", "Watch threat T1, “一”: 去做 (x, nobody named, no date)"),
        ("{kind: threat, text: 一, evidence: 信, action: z}", "去谈 (z, 李明, due 2026-11-22, overdue)"),
        ("{kind: threat, text: 一, evidence: 信, action: y}", "Time to renew it"),
        ("{kind: threat, text: 一, evidence: 信}", "Mend threat T1, “一” (no action)"),
        ("{kind: threat, text: 一, action: x}", "Mend threat T1, “一” (no evidence)"),
    ],
)
def test_the_point_comes_first(tmp_path: Path, items: str, said: str) -> None:
    plan = f"{MINIMAL}competitors: {{a: {{}}}}\nteam: {{li: {{name: 李明}}}}\nswot: [{items}]\nactions:\n"
    plan += "  - {id: z, what: 去谈, who: li, due: 2026-11-22}\n"
    plan += "  - {id: x, what: 去做}\n  - {id: y, what: 做了, done: 2026-11-01}\n"
    put(tmp_path, "one.yaml", plan)
    found = kam("swot", "one", *AS_OF, "--lang", "en", "--format", "plain", cwd=tmp_path)
    assert said in " ".join(found.out.split("\n\n")[1].split())


def test_items_that_name_nothing_are_told_to(tmp_path: Path) -> None:
    put(tmp_path, "one.yaml", f"{MINIMAL}swot: [{{kind: strength, text: 一}}, {{kind: threat, text: 二}}]\n")
    found = kam("swot", "one", *AS_OF, "--lang", "en", "--format", "plain", cwd=tmp_path).out
    assert "S1, T1 name neither a factor nor a rival" in found


def test_drawn() -> None:
    found = kam("swot", "hongqi", *AS_OF, "--lang", "zh", "--format", "svg").out
    assert found.startswith("<svg")
    assert "三角分析" in found


def test_no_more_pairs_than_can_be_read(tmp_path: Path) -> None:
    """Of twenty pairs twelve are shown, and the rest are counted."""
    items = [f"  - {{kind: {kind}, text: 一, factor: service}}\n" for kind in ["strength"] * 4 + ["threat"] * 5]
    put(tmp_path, "one.yaml", f"{MINIMAL}swot:\n{''.join(items)}")
    found = kam("swot", "one", *AS_OF, "--lang", "en", "--format", "plain", cwd=tmp_path).out
    assert "8 more in the JSON." in found
    assert found.count(" × ") == 12


def test_a_plan_without_rivals_asks_for_them(tmp_path: Path) -> None:
    """With a fact of our own the triangle stands, its rival unknown."""
    put(tmp_path, "one.yaml", f"{MINIMAL}swot: [{{kind: strength, text: 一, factor: service}}]\n")
    found = " ".join(kam("swot", "one", *AS_OF, "--lang", "en", "-f", "plain", cwd=tmp_path).out.split())
    assert "triangle rival unknown" in found
    assert "Whom else is the customer talking to?" in found
    assert "13 more fields are empty." in found


WT = """
swot:
  - {{kind: weakness, text: 贵, against: a{weak}}}
  - {{kind: threat, text: 降价, against: a}}
competitors: {{a: {{name: 甲公司}}}}
actions: [{{id: x, what: 重算总成本, due: {due}{done}}}]
"""


@pytest.mark.parametrize(
    ("weak", "due", "done", "said"),
    [
        ("", "2026-12-01", "", "limit the loss"),
        (
            ", action: x",
            "2026-12-01",
            "",
            "Under way: 重算总成本 (x, nobody named, due 2026-12-01); promise nothing on that",
        ),
        (", action: x", "2026-11-01", "", "Meant to help, and overdue: 重算总成本"),
        (", action: x", "2026-11-01", ", done: 2026-10-30", "Done about it: 重算总成本"),
    ],
)
def test_where_two_of_the_bad_meet_the_action_under_way_comes_first(
    tmp_path: Path, weak: str, due: str, done: str, said: str
) -> None:
    put(tmp_path, "one.yaml", MINIMAL + WT.format(weak=weak, due=due, done=done).lstrip())
    found = kam("swot", "one", *AS_OF, "--lang", "en", "--format", "md", cwd=tmp_path).out
    row = next(line for line in found.splitlines() if "W1 × T1" in line)
    assert said in row
    assert ("Under way" in row) is ("Under way" in said)


def test_what_has_no_partner_is_told_with_the_partner_it_wants(tmp_path: Path) -> None:
    """Nothing is paired for the sake of a full table."""
    items = "swot: [{kind: strength, text: 好}, {kind: opportunity, text: 新规, factor: environment}]\n"
    put(tmp_path, "one.yaml", MINIMAL + items)
    found = " ".join(kam("swot", "one", *AS_OF, "--lang", "en", cwd=tmp_path).out.split())
    assert "O1 新规: no pair is supported; it wants a strength that can use it." in found
    assert "S1 好: no pair is supported" in found


def test_explain_gives_the_reason_of_each_pair_with_its_lines() -> None:
    found = kam("swot", "hongqi", *AS_OF, "--lang", "en", "--explain").out
    told = " ".join(found.split())
    assert "W2 × O1: both about 赵国强 [accounts/hongqi.yaml:" in told
    assert "S2 × T1: both commercial terms, both about 豪车集团 [accounts/hongqi.yaml:" in told
