"""What a colleague reads of ``kam brief`` before going in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kamtool.render.layout import text_width
from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, ROOT, kam, put, terminal

MET = {
    "hongqi": "song",
    "huadong-telecom": "zhou,tan",
    "jiaotong": "j03",
    "jinshan": "shen,luo",
    "meridian": "tanaka",
}


@pytest.mark.parametrize("account", ["hongqi", "huadong-telecom"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_plain(account: str, lang: str) -> None:
    found = kam("brief", account, "--with", MET[account], *AS_OF, "--lang", lang, "--format", "plain")
    assert (found.code, found.err) == (0, "")
    golden(f"brief/{account}.{lang}.txt", found.out)


@pytest.mark.parametrize("chosen", ["json", "md", "html"])
def test_other_formats(chosen: str) -> None:
    found = kam("brief", "hongqi", "--with", "song", *AS_OF, "--lang", "zh", "-f", chosen)
    golden(f"brief/hongqi.{chosen}", found.out)


@pytest.mark.parametrize("account", MET)
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("chosen", ["table", "plain", "md", "html", "json"])
def test_accounts_in_every_format(account: str, lang: str, chosen: str) -> None:
    found = kam("brief", account, "--with", MET[account], *AS_OF, "--lang", lang, "-f", chosen)
    assert (found.code, found.err) == (0, "")
    assert found.out


def everybody() -> list[tuple[str, str]]:
    """Every person of every account."""
    from kamtool.load import load_file

    plans = {file.stem: load_file(str(file)).plan for file in sorted((ROOT / "accounts").glob("*.yaml"))}
    return [(stem, key) for stem, plan in plans.items() if plan for key in plan.stakeholders]


@pytest.mark.parametrize(("account", "person"), everybody())
def test_anybody_can_be_met(account: str, person: str) -> None:
    found = kam("brief", account, "--with", person, *AS_OF, "--lang", "zh", "-f", "plain")
    assert (found.code, found.err) == (0, "")


def test_the_mistake_is_not_made_again() -> None:
    """The man called 张处长 is the deputy: she decides, and her quarrel with him and the visit are left alone."""
    found = " ".join(kam("brief", "hongqi", "--with", "song", *AS_OF, "--lang", "zh", "-f", "md").out.split())
    assert "宋敏：拍板（亲眼见其决定 · 2026-09-14）" in found
    assert "别叫张伟“张处长”" in found
    assert "拍板的是宋敏，别认错人" in found
    assert "别再照原样提“请两位来公司考察”" in found
    assert "别在宋敏面前提张伟说过什么" in found
    assert "每公里成本对比表 · 2026-11-28 到期 · 答应过宋敏" in found


def test_who_left_is_named_as_such() -> None:
    found = kam("brief", "huadong-telecom", "--with", "范哲", *AS_OF, "--lang", "en", "-f", "plain")
    assert "范哲 left on 2026-05-31" in found.out
    assert "who took over" in found.out


def test_a_due_day_is_seen_from_the_day_of_the_meeting() -> None:
    found = kam("brief", "hongqi", "--with", "song", *AS_OF, "--date", "2026-11-28", "--lang", "en", "-f", "md").out
    assert "due that day" in found
    assert "2026-11-28" in found.split("\n")[0]


def test_a_near_name_is_offered_with_its_id() -> None:
    found = kam("brief", "hongqi", "--with", "sung", "--lang", "en")
    assert found.code == 2
    assert "song (宋敏)" in found.err


def test_nobody_named_and_a_day_that_is_past_or_none() -> None:
    assert "song (宋敏)" in kam("brief", "hongqi", "--lang", "en").err
    past = kam("brief", "hongqi", "--with", "song", *AS_OF, "--date", "2026-11-01", "--lang", "en")
    assert (past.code, "lies before 2026-11-23" in past.err) == (2, True)
    assert "--date" in kam("brief", "hongqi", "--with", "song", "--date", "soon", "--lang", "en").err


def test_an_empty_plan_says_what_to_write_first(tmp_path: Path) -> None:
    file = put(tmp_path, "a.yaml", MINIMAL)
    found = kam("brief", str(file), "--with", "x", "--lang", "en", "-f", "plain")
    assert found.code == 0
    assert "First write" in found.out


def test_two_of_one_name_are_told_apart(tmp_path: Path) -> None:
    file = put(tmp_path, "a.yaml", MINIMAL + "stakeholders:\n  a: {name: 王芳}\n  b: {name: 王芳}\n")
    found = kam("brief", str(file), "--with", "王芳", "--lang", "en")
    assert found.code == 2
    assert "a (王芳), b (王芳)" in found.err


def test_what_is_not_known_is_said(tmp_path: Path) -> None:
    file = put(tmp_path, "a.yaml", MINIMAL + "stakeholders:\n  a: {name: 王芳}\n")
    found = kam("brief", str(file), "--with", "a", "--lang", "en", "-f", "md").out
    assert "how they see us is not known" in found
    assert "nothing observed, so no guess" in found


def test_json_has_no_language() -> None:
    pages = [
        kam("brief", "hongqi", "--with", "song", *AS_OF, "--lang", lang, "-f", "json").out for lang in ("en", "zh")
    ]
    assert pages[0] == pages[1]
    assert json.loads(pages[0])["schema"] == "kam.brief/1"


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [80, 120])
def test_it_fits_the_terminal(lang: str, columns: int) -> None:
    met = ("--with", "zhou,tan", *AS_OF, "--lang", lang, "--color", "never")
    found = terminal("brief", "huadong-telecom", *met, columns=columns)
    assert found.code == 0
    assert max(map(text_width, found.out.split("\n"))) <= columns
