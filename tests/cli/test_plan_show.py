"""``kam plan show``: one page that is worth reading."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, kam, put, terminal

FORMATS = ("table", "plain", "md", "json")
ACCOUNTS = ("hongqi", "huadong-telecom", "laochen", "meridian")
LONGEST = 100


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("account", ACCOUNTS)
def test_the_page_of_an_example_account(lang: str, account: str) -> None:
    found = kam("plan", "show", account, *AS_OF, "--lang", lang, "--format", "table")
    assert (found.code, found.err) == (0, "")
    assert found.out.count("\n") <= LONGEST
    golden(f"plan_show/{account}.{lang}.table", found.out)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("chosen", FORMATS[1:])
def test_every_format_of_a_page(lang: str, chosen: str) -> None:
    found = kam("plan", "show", "hongqi", *AS_OF, "--lang", lang, "--format", chosen)
    assert (found.code, found.err) == (0, "")
    golden(f"plan_show/hongqi.{lang}.{chosen}", found.out)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_it_fits_the_terminal(lang: str, columns: int) -> None:
    from kamtool.render.layout import text_width

    found = terminal("plan", "show", "huadong-telecom", *AS_OF, "--lang", lang, "--color", "never", columns=columns)
    assert found.code == 0
    assert max(map(text_width, found.out.split("\n"))) <= columns


def test_json_is_the_same_in_both_languages() -> None:
    pages = [kam("plan", "show", "hongqi", *AS_OF, "--lang", lang, "--format", "json").out for lang in ("en", "zh")]
    assert pages[0] == pages[1]
    assert json.loads(pages[0])["schema"] == "kam.page/1"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_minimal_plan_is_questions_and_no_accusation(tmp_path: Path, lang: str) -> None:
    put(tmp_path, "a.yaml", MINIMAL)
    found = kam("plan", "show", "a", *AS_OF, "--lang", lang, "--format", "table", cwd=tmp_path)
    assert found.code == 0
    golden(f"plan_show/minimal.{lang}.table", found.out)


def test_the_worst_finding_is_said_first(tmp_path: Path) -> None:
    deal = "opportunities: {d: {name: Line 2, stage: evaluation, close: 2026-11-01}}\n"
    put(tmp_path, "a.yaml", MINIMAL + deal + "stakeholders: {x: {roles: [user]}}\n")
    found = kam("plan", "show", "a", *AS_OF, "--format", "plain", cwd=tmp_path)
    first = found.out.split("\n")[2]
    assert "Line 2" in first
    assert first[0].isupper()
    assert first.endswith(".")


def test_a_finding_that_begins_with_a_word_of_the_plan_keeps_it_as_it_is(tmp_path: Path) -> None:
    put(
        tmp_path,
        "a.yaml",
        MINIMAL + "opportunities: {line-2: {stage: evaluation}}\nstakeholders: {x: {roles: [user]}}\n",
    )
    found = kam("plan", "show", "a", *AS_OF, "--lang", "zh", "--format", "plain", cwd=tmp_path)
    assert found.out.split("\n")[2].startswith("line-2")


def test_a_plan_that_cannot_be_read_is_no_page(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", "kam: 1\n")
    found = kam("plan", "show", "a", cwd=tmp_path)
    assert (found.code, found.out) == (2, "")
    assert "KAM009" in found.err
