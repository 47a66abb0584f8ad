"""What a person reads of ``kam visits``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kamtool.render.layout import text_width
from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, ROOT, kam, put, terminal

ACCOUNTS = sorted(file.stem for file in (ROOT / "accounts").glob("*.yaml"))


@pytest.mark.parametrize("account", ["hongqi", "huadong-telecom"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_plain(account: str, lang: str) -> None:
    found = kam("visits", account, *AS_OF, "--lang", lang, "--format", "plain")
    assert (found.code, found.err) == (0, "")
    golden(f"visits/{account}.{lang}.txt", found.out)


@pytest.mark.parametrize("chosen", ["json", "md", "csv"])
def test_other_formats(chosen: str) -> None:
    golden(f"visits/hongqi.{chosen}", kam("visits", "hongqi", *AS_OF, "--lang", "zh", "-f", chosen).out)


def test_explained() -> None:
    golden(
        "visits/hongqi.explain.zh.txt", kam("visits", "hongqi", *AS_OF, "--lang", "zh", "-f", "plain", "--explain").out
    )


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("chosen", ["table", "plain", "md", "csv", "json", "svg"])
def test_every_account_in_every_format(account: str, lang: str, chosen: str) -> None:
    found = kam("visits", account, *AS_OF, "--lang", lang, "-f", chosen, "--explain")
    assert (found.code, found.err) == (0, "")
    assert found.out


def test_json_has_no_language() -> None:
    pages = [kam("visits", "hongqi", *AS_OF, "--lang", lang, "-f", "json").out for lang in ("en", "zh")]
    assert pages[0] == pages[1]
    assert json.loads(pages[0])["schema"] == "kam.visits/1"


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [80, 120])
def test_it_fits_the_terminal(lang: str, columns: int) -> None:
    found = terminal("visits", "huadong-telecom", *AS_OF, "--lang", lang, "--color", "never", columns=columns)
    assert found.code == 0
    assert max(map(text_width, found.out.split("\n"))) <= columns


def test_a_deal_that_is_not_there() -> None:
    found = kam("visits", "hongqi/nope", *AS_OF, "--lang", "en")
    assert (found.code, found.out) == (2, "")
    assert "fleet-2026" in found.err


def said(tmp_path: Path, text: str, *more: str, lang: str = "zh") -> str:
    people = "stakeholders: {a: {name: 甲科长, influence: high}}\n"
    put(tmp_path, "one.yaml", MINIMAL.rstrip() + "\n  tier: A\n" + people + text)
    found = kam("visits", "one", *AS_OF, "--lang", lang, "-f", "md", *more, cwd=tmp_path)
    assert found.code == 0
    return found.out


def test_an_empty_plan_says_what_to_write_first(tmp_path: Path) -> None:
    assert "先写最近一次" in said(tmp_path, "")
    assert "Write the last one first" in said(tmp_path, "", lang="en")


def test_somebody_never_met(tmp_path: Path) -> None:
    assert "没有跟甲科长来往的记录" in said(tmp_path, "", "--with", "甲科长")


def test_with_one_person_only_theirs_are_shown() -> None:
    found = json.loads(kam("visits", "hongqi", *AS_OF, "--with", "宋敏", "-f", "json").out)
    assert [one["date"] for one in found["cards"]] == ["2026-10-12", "2026-09-14"]
    assert [one["id"] for one in found["returns"]] == ["song"]


def test_the_latest_ten_and_the_rest_counted() -> None:
    short = kam("visits", "huadong-telecom", *AS_OF, "--lang", "en", "-f", "plain").out
    assert "Earlier contacts: 29" in short
    every = kam("visits", "huadong-telecom", *AS_OF, "--lang", "en", "-f", "plain", "--every").out
    assert "Earlier contacts" not in every
    assert "2025-12-03" in every


@pytest.mark.parametrize(
    ("visit", "point"),
    [
        ("date: 2026-11-20, with: a, next: {what: 报价, proposed_by: customer}", "下一步有 1 次是客户提的。"),
        ("date: 2026-11-20, with: a, next: {what: 报价, proposed_by: us}", "没有一次是客户提的下一步。"),
        ("date: 2026-11-20, with: a, next: 报价", "下一步都没写是谁提的。"),
        ("date: 2026-11-20, with: a, answered: no", "甲科长最近没有回我们。"),
        ("date: 2026-11-01, with: a", "甲科长影响力高，上次来往在 22 天前；A 级客户 14 天该回访一次。"),
        ("date: 2026-11-01, with: a, next: {what: 见, date: 2026-11-30}", "下一步定在 2026-11-30。"),
        ("date: 2026-11-15, with: a, next: {what: 报价, date: 2026-11-20}", "下一步“报价”过了日子没有下文。"),
    ],
)
def test_the_point(tmp_path: Path, visit: str, point: str) -> None:
    assert point in said(tmp_path, f"visits: [{{{visit}}}]")


def test_of_how_many_contacts_it_is_known_who_proposed_the_next_step(tmp_path: Path) -> None:
    """The last one, of which it is not, is not passed over in silence."""
    text = (
        "visits:\n  - {date: 2026-11-20, with: a, next: 报价}\n"
        "  - {date: 2026-11-18, with: a, next: {what: 看样, proposed_by: us}}\n"
        "  - {date: 2026-11-16, with: a, next: {what: 量尺寸, proposed_by: %s}}\n"
    )
    assert "最近 3 次来往，知道下一步是谁提的有 2 次，其中 1 次是客户提的。" in said(tmp_path, text % "customer")
    assert "知道下一步是谁提的有 2 次，没有一次是客户提的。" in said(tmp_path, text % "us")
    known = "It is known of 2 of the last 3 contacts who proposed the next step: in 1 the customer did."
    assert known in said(tmp_path, text % "customer", lang="en")


def test_the_team_sets_the_days_of_a_return(tmp_path: Path) -> None:
    """``[thresholds]`` in kam.toml hold here as they do for ``kam check``."""
    (tmp_path / "kam.toml").write_text("[thresholds]\nreturn_days_a = 40\n", encoding="utf-8")
    out = said(tmp_path, "visits: [{date: 2026-11-01, with: a}]")
    assert "回访（A 级，40 天一次）" in out
    assert "还有 18 天" in out
