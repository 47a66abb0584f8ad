"""Every rule does what its cases say; the format of the case files stands in ``tests/rules/cases.py``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kamtool.rules
from kamtool.across import check_several
from kamtool.check import TOGETHER, Selection, check_loaded
from kamtool.diagnostic import Diagnostic, family
from kamtool.load import load_bytes
from kamtool.rules import CATALOGUE
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.said import said
from tests.rules.cases import FOLDER, RuleCase, all_cases, read_cases

CASES = all_cases()
SEVERITY = {rule.code: rule.severity.word for rule in CATALOGUE}


def findings(case: RuleCase) -> list[Diagnostic]:
    """What this rule alone finds in a case's plan, which must be a plan."""
    if case.code in TOGETHER:
        return check_several(case.plan, case.as_of, Selection(select=(case.code,)))
    loaded = load_bytes(case.plan.encode("utf-8"), "case.yaml")
    assert loaded.diagnostics == ()
    return list(check_loaded(loaded, case.as_of, Selection(select=(case.code,))).diagnostics)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_finds_what_its_case_says(case: RuleCase) -> None:
    """Place, sentence and severity, nothing more and nothing less."""
    expected = [
        (
            *(int(number) for number in one["at"]),
            one.get("variant", "message"),
            one.get("severity", SEVERITY[case.code]),
        )
        for one in case.found
    ]
    got = [(one.span.line, one.span.column, one.variant, one.severity.word) for one in findings(case)]
    assert got == expected


@pytest.mark.parametrize("case", [one for one in CASES if one.found], ids=str)
@pytest.mark.parametrize("lang", list(Lang))
def test_a_finding_can_be_said_in_both_languages(case: RuleCase, lang: Lang) -> None:
    """Title, message, reason and way out exist for each variant, and no placeholder stays empty or open."""
    for one in findings(case):
        told = said(one, Texts(lang))
        for sentence in (told.title, told.message, told.why, told.clear, told.severity):
            assert sentence.strip()
            assert not re.search(r"\{\w+\}", sentence)
            assert "None" not in sentence


@pytest.mark.parametrize("code", [rule.code for rule in CATALOGUE])
def test_a_rule_has_a_case_of_each_kind(code: str) -> None:
    """One that fails, one that passes, and one in which the plan does not say: a hint, a milder word, or silence."""
    cases = read_cases(code)
    assert any(one.found and not one.unknown for one in cases)
    assert any(not one.found and not one.unknown for one in cases)
    assert any(one.unknown for one in cases)
    names = [one.name for one in cases]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("code", [rule.code for rule in CATALOGUE])
def test_the_example_of_a_rule_is_short(code: str) -> None:
    """The first failing and the first passing case are read by people, in Chinese, on one screen."""
    cases = read_cases(code)
    first = [one for one in cases if one.found][:1], [one for one in cases if not one.found][:1]
    assert all(first)
    for example in (*first[0], *first[1]):
        assert example.plan.count("\n") <= 16
        assert re.search(r"[\u4e00-\u9fff]", example.plan)
        assert not example.unknown
        assert re.fullmatch(r"[^/]*[a-z][^/]* / [^/]*[\u4e00-\u9fff][^/]*", example.name)


def test_every_rule_has_its_case_file_and_every_case_file_its_rule() -> None:
    """A rule taken away takes its cases along."""
    assert {file.stem for file in FOLDER.glob("*.yaml")} == {rule.code for rule in CATALOGUE}


def variants_in_code() -> set[str]:
    """Every word that a rule's source gives as a variant."""
    folder = Path(kamtool.rules.__file__).parent
    source = "\n".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py"))
    literal = re.findall(r'variant(?: = |=)"(\w+)"', source)
    third = re.findall(r'Finding\([^\n]*(?:[sS]everity(?:\.\w+)?), "(\w+)"', source)
    either = re.findall(r'(?:variant=|variant = |severity, )"(\w+)" if [^\n]* else "(\w+)"', source)
    return {*literal, *third, *(word for pair in either for word in pair)}


def test_every_variant_in_the_rules_has_a_sentence() -> None:
    """A variant that no text knows would be a KeyError before a customer."""
    words = variants_in_code()
    assert {"unknown", "message", "one_unit", "nobody", "slipped", "friends", "kind"} <= words
    texts = Texts(Lang.EN)
    known = {word for word in words for rule in CATALOGUE if texts.has(f"rules/{family(rule.code)}.{rule.code}.{word}")}
    assert known == words


@pytest.mark.parametrize("code", [rule.code for rule in CATALOGUE])
def test_every_sentence_of_a_rule_is_used_by_a_case(code: str) -> None:
    """A variant in the texts that no case reaches is either dead or untested."""
    from kamtool.texts.lookup import table

    prose = re.compile(r"source|name|good|bad|(title|why|clear)(_\w+)?\Z")
    own = {
        key.removeprefix(f"{code}.").removesuffix("_one")
        for key in table(Lang.EN, f"rules/{family(code)}")
        if key.startswith(f"{code}.") and not prose.fullmatch(key.removeprefix(f"{code}."))
    }
    used = {one.get("variant", "message") for case in read_cases(code) for one in case.found}
    assert own - used <= {"message"}


def test_codes_and_names_are_unique_and_of_one_form() -> None:
    """A code never means two things, and a name can be typed."""
    assert len({rule.code for rule in CATALOGUE}) == len(CATALOGUE)
    assert len({rule.name for rule in CATALOGUE}) == len(CATALOGUE)
    assert all(re.fullmatch(r"KAM\d{3}", rule.code) for rule in CATALOGUE)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name) for rule in CATALOGUE)
