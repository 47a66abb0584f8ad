"""What a person reads of ``kam issues``."""

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
    found = kam("issues", account, *AS_OF, "--lang", lang, "--format", "plain")
    assert (found.code, found.err) == (0, "")
    golden(f"issues/{account}.{lang}.txt", found.out)


@pytest.mark.parametrize("chosen", ["json", "md", "csv"])
def test_other_formats(chosen: str) -> None:
    golden(f"issues/hongqi.{chosen}", kam("issues", "hongqi", *AS_OF, "--lang", "zh", "-f", chosen).out)


def test_explained() -> None:
    golden(
        "issues/hongqi.explain.zh.txt", kam("issues", "hongqi", *AS_OF, "--lang", "zh", "-f", "plain", "--explain").out
    )


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("chosen", ["table", "plain", "md", "csv", "json", "svg"])
def test_every_account_in_every_format(account: str, lang: str, chosen: str) -> None:
    found = kam("issues", account, *AS_OF, "--lang", lang, "-f", chosen, "--explain")
    assert (found.code, found.err) == (0, "")
    assert found.out


def test_json_has_no_language() -> None:
    pages = [kam("issues", "hongqi", *AS_OF, "--lang", lang, "-f", "json").out for lang in ("en", "zh")]
    assert pages[0] == pages[1]
    assert json.loads(pages[0])["schema"] == "kam.issues/1"


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [80, 120])
def test_it_fits_the_terminal(lang: str, columns: int) -> None:
    found = terminal("issues", "huadong-telecom", *AS_OF, "--lang", lang, "--color", "never", columns=columns)
    assert found.code == 0
    assert max(map(text_width, found.out.split("\n"))) <= columns


def test_a_deal_that_is_not_there() -> None:
    found = kam("issues", "hongqi/nope", *AS_OF, "--lang", "en")
    assert (found.code, found.out) == (2, "")
    assert "fleet-2026" in found.err


def said(tmp_path: Path, text: str, deals: str = "", lang: str = "zh") -> str:
    put(tmp_path, "one.yaml", f"{MINIMAL}opportunities: {{{deals}}}\n{text}")
    found = kam("issues", "one", *AS_OF, "--lang", lang, "-f", "md", cwd=tmp_path)
    assert found.code == 0
    return found.out


def test_an_empty_plan_asks_and_does_not_praise(tmp_path: Path) -> None:
    assert "不等于没有" in said(tmp_path, "")


def test_selling_over_an_open_failure_is_said_first(tmp_path: Path) -> None:
    issue = "issues: [{opened: 2026-11-01, what: 停机, severity: major}]"
    assert "先修好，再谈买卖" in said(tmp_path, issue, "d: {name: 二期, stage: decision}")
    assert "先修好，再谈买卖" not in said(tmp_path, issue, "d: {name: 二期, stage: intent}")


@pytest.mark.parametrize(
    ("issue", "words"),
    [
        ("opened: 2026-11-22, what: 停机", "1 件没修好，先看“停机”：开了 1 天。"),
        ("opened: 2026-11-01, what: 停机, severity: critical", "开了 22 天，超过时限 19 天"),
        ("opened: 2026-11-01, what: 停机", "“停机”没人负责：今天定人。"),
        ("opened: 2026-11-01, what: 停机, fixed: 2026-11-02", "修好以后没人问过"),
        ("opened: 2026-11-01, what: 停机, compensation: {kind: 免费保养}", "没有批准文号"),
    ],
)
def test_what_is_said(tmp_path: Path, issue: str, words: str) -> None:
    assert words in said(tmp_path, f"issues: [{{{issue}}}]")


def test_the_three_questions_go_to_who_was_not_satisfied() -> None:
    found = kam("issues", "huadong-telecom", *AS_OF, "--lang", "zh", "-f", "plain").out
    assert "问陆远，说的是“质量平台报表时区错”" in found


def test_the_team_sets_the_limits(tmp_path: Path) -> None:
    (tmp_path / "kam.toml").write_text("[thresholds]\nfix_days_major = 30\n", encoding="utf-8")
    issue = "issues: [{opened: 2026-11-01, what: 停机, severity: major, owner: li}]\nteam: {li: {}}"
    assert "时限 2026-12-01" in said(tmp_path, issue)


def test_what_is_not_mended_yet_is_not_asked_whether_it_was_fair(tmp_path: Path) -> None:
    """Whether what we did makes up for it can be asked once we did it."""
    issue = "issues: [{opened: 2026-11-01, severity: minor, what: noise, acknowledged: 2026-11-01%s}]\n"
    for fixed, asked in (("", False), (", fixed: 2026-11-04", True)):
        file = put(tmp_path, "a.yaml", MINIMAL + issue % fixed)
        found = kam("issues", str(file), *AS_OF, "--lang", "en", "-f", "plain").out
        assert ("make up for it" in found) is asked
