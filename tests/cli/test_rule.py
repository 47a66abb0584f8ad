"""``kam rule``: every code is listed, and each can be explained."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kamtool.check import FILE_CODES
from kamtool.rules import CATALOGUE
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.rule import catalogue, explained
from tests.golden import golden
from tests.kam import kam, terminal

FORMATS = ("table", "plain", "md", "json")
CODES = sorted([*FILE_CODES, *(one.code for one in CATALOGUE)])
CASES = """\
- name: nobody decides
  as_of: 2026-11-23
  plan: |
    kam: 1
    account: {name: Acme}
    stakeholders: {lin: {roles: [user]}}
    opportunities:
      d: {stage: evaluation}
  found: [{at: [5, 3]}]
- name: lin decides
  plan: |
    kam: 1
    account: {name: Acme}
    stakeholders: {lin: {roles: [decider]}}
    opportunities:
      d: {stage: evaluation}
  found: []
"""


@pytest.fixture
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of cases in which only KAM101 has some."""
    (tmp_path / "KAM101.yaml").write_text(CASES, encoding="utf-8")
    monkeypatch.setattr("kamtool.rules.examples.FOLDER", tmp_path)
    return tmp_path


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("chosen", FORMATS)
def test_the_catalogue(lang: str, chosen: str) -> None:
    found = kam("rule", "--lang", lang, "--format", chosen)
    assert (found.code, found.err) == (0, "")
    golden(f"rule/catalogue.{lang}.{chosen}", found.out)


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("chosen", FORMATS)
def test_one_rule_with_its_examples(lang: str, chosen: str) -> None:
    found = kam("rule", "KAM101", "--lang", lang, "--format", chosen)
    assert (found.code, found.err) == (0, "")
    golden(f"rule/KAM101.{lang}.{chosen}", found.out)


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize("chosen", ["table", "plain", "md"])
def test_an_example_keeps_its_indentation_so_that_it_can_be_copied(chosen: str) -> None:
    found = kam("rule", "KAM101", "--lang", "en", "--format", chosen)
    margin = "" if chosen == "md" else "    "
    assert f"\n{margin}opportunities:\n{margin}  d: {{stage: evaluation}}\n" in found.out


@pytest.mark.usefixtures("cases")
def test_what_is_wrong_with_the_bad_example_is_found_by_the_check_itself() -> None:
    found = kam("rule", "KAM101", "--lang", "en")
    assert re.search(r"^  5:\d+  .*\bd\b", found.out, re.MULTILINE)


@pytest.mark.usefixtures("cases")
def test_a_rule_without_cases_is_explained_without_examples() -> None:
    found = kam("rule", "KAM105", "--lang", "en")
    assert found.code == 0
    assert "Bad" not in found.out


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained_in_both_languages(code: str, lang: Lang) -> None:
    found = kam("rule", code, "--lang", lang.value, "--format", "json")
    data = json.loads(found.out)
    assert data["code"] == code
    assert data["says"]
    assert data["why"]
    assert data["clear"]
    assert not any("{" in one for one in data["says"])


def test_the_catalogue_has_every_code_once_and_in_order() -> None:
    assert [one.code for one in catalogue(Texts(Lang.EN))] == CODES


@pytest.mark.parametrize("word", ["KAM101", "kam101", "101", "no-decider", "NO-DECIDER", "no decider", "没有决策人"])
def test_a_rule_answers_to_its_code_its_name_and_its_title(word: str) -> None:
    assert kam("rule", word, "--lang", "en").out.startswith("KAM101 no decider")


def test_a_family_or_the_beginning_of_a_code_lists_its_rules() -> None:
    people = json.loads(kam("rule", "people", "--format", "json").out)["rules"]
    assert people == json.loads(kam("rule", "kam1", "--format", "json").out)["rules"]
    assert {one["family"] for one in people} == {"people"}


def test_a_wrong_word_names_the_nearest() -> None:
    wrong = kam("rule", "no-desider", "--lang", "en")
    assert (wrong.code, wrong.out) == (2, "")
    assert "did you mean `no-decider`?" in wrong.err
    assert kam("rule", "KAM999", "--lang", "en").code == 2


def test_the_first_failing_and_the_first_passing_case_are_the_examples(cases: Path) -> None:
    from kamtool.rules.examples import examples

    entry = next(one for one in catalogue(Texts(Lang.EN)) if one.code == "KAM101")
    found = explained(entry, examples("KAM101"), Texts(Lang.EN))
    assert found.bad is not None
    assert found.good is not None
    assert (found.bad.name, found.good.name) == ("nobody decides", "lin decides")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_it_fits_the_terminal(lang: str, columns: int) -> None:
    from kamtool.render.layout import text_width

    found = terminal("rule", "--lang", lang, "--color", "never", columns=columns)
    assert found.code == 0
    assert max(map(text_width, found.out.split("\n"))) <= columns
