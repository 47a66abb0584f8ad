"""What a person reads of ``kam quadrant``."""

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
    found = kam("quadrant", account, *AS_OF, "--lang", lang, "--format", "plain")
    assert (found.code, found.err) == (0, "")
    golden(f"quadrant/{account}.{lang}.txt", found.out)


@pytest.mark.parametrize("format_", ["md", "json"])
def test_other_formats(format_: str) -> None:
    golden(f"quadrant/hongqi.{format_}", kam("quadrant", "hongqi", *AS_OF, "--lang", "zh", "-f", format_).out)


def test_explain() -> None:
    found = kam("quadrant", "hongqi", *AS_OF, "--lang", "en", "--format", "plain", "--explain")
    golden("quadrant/hongqi.explain.en.txt", found.out)


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_everybody_is_shown_once_with_a_place_or_a_question(account: str, lang: str) -> None:
    """Each person of the plan stands in a cell, or has a question that would place them; never both, never neither."""
    people = json.loads(kam("quadrant", account, *AS_OF, "-f", "json").out)["people"]
    assert people
    assert all((one["cell"] == "unknown") == (one["ask"] is not None) for one in people)
    shown = kam("quadrant", account, *AS_OF, "--lang", lang, "--format", "plain").out
    assert all(one["name"] in shown for one in people)


def test_a_plan_with_nobody_in_it_says_what_to_write_first(tmp_path: Path) -> None:
    put(tmp_path, "empty.yaml", MINIMAL)
    found = kam("quadrant", "empty", *AS_OF, "--lang", "zh", "--format", "plain", cwd=tmp_path)
    assert found.code == 0
    assert "先写三个人" in found.out


def test_a_cell_that_contradicts_the_attitude_is_pointed_out() -> None:
    """Shi Yu of the telecom gains nothing and accepts us all the same."""
    found = kam("quadrant", "huadong-telecom", *AS_OF, "--lang", "zh", "--format", "plain").out
    assert "石玉  + 接受  ◀ 对不上" in found


def test_drawn() -> None:
    found = kam("quadrant", "hongqi", *AS_OF, "--lang", "zh", "--format", "svg").out
    assert found.startswith("<svg")
    assert "伙伴" in found


def test_a_strategy_for_each_cell_that_holds_somebody_and_no_other() -> None:
    """The red flag factory has a friend and a rival: no advice on partners."""
    found = kam("quadrant", "hongqi", *AS_OF, "--lang", "en", "--format", "plain").out
    advice = found[found.index("what to do") :]
    assert "Make the firm's case first" in advice
    assert "Find a legitimate win" in advice
    assert "sponsorship" not in advice


OWN, FIRM = "personal: {{esteem: {}}}", "organization: {{image: {}}}"


def person(own: str, firm: str, rest: str = "") -> str:
    return f"{{needs: {{{OWN.format(own)}, {FIRM.format(firm)}}}, {rest}}}"


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (person("met", "met", "roles: [decider]"), "is a partner"),
        (person("met", "unmet", "roles: [decider]"), "is a friend"),
        (person("unmet", "met", "roles: [decider], attitude: doubt"), "is a rival: the firm wins, Li doesn't (esteem"),
        (person("unmet", "unmet", "roles: [decider]"), "is a stranger"),
        (person("met", "unknown", "roles: [decider]"), "can't be placed: the firm's needs unknown"),
        ("{roles: [decider]}", "neither the firm's needs nor Li's own are known"),
        (person("met", "met"), "Nobody is known to decide"),
        (person("met", "met", "attitude: sabotage"), "Li wins both ways, yet the attitude is sabotage"),
        (person("met", "unmet", "attitude: accept"), "Everybody who accepts us (1) is a friend"),
        (person("met", "met"), "an introduction to a second"),
        (person("met", "unmet"), "Li (image): A reference they may show, agreed by both sides."),
        (person("met", "unmet", "influence: low"), "Make the firm's case first"),
        ("{}", "Nobody can be placed yet, of 1 listed"),
    ],
)
def test_what_is_said_of_one_person(tmp_path: Path, people: str, said: str) -> None:
    put(tmp_path, "one.yaml", f"{MINIMAL}stakeholders:\n  li: {people.replace('{', '{name: Li, ', 1)}\n")
    found = kam("quadrant", "one", *AS_OF, "--lang", "en", "--format", "plain", cwd=tmp_path)
    assert found.err == ""
    assert said in " ".join(found.out.split())


def test_a_decider_who_stands_nowhere_late_in_the_deal(tmp_path: Path) -> None:
    """From evaluation on it is pointed out, before that only asked."""
    for stage, said in (("decision", True), ("research", False)):
        plan = f"{MINIMAL}stakeholders: {{li: {{roles: [decider]}}}}\nopportunities: {{x: {{stage: {stage}}}}}\n"
        put(tmp_path, "one.yaml", plan)
        found = kam("quadrant", "one", *AS_OF, "--lang", "en", "--format", "plain", cwd=tmp_path).out
        assert ("the deal is at decision" in " ".join(found.split())) is said


def test_explain_shows_weights_and_evidence(tmp_path: Path) -> None:
    needs = "{personal: {power: {status: met, weight: 2.5, evidence: said so in May}, esteem: unmet}}"
    put(tmp_path, "one.yaml", f"{MINIMAL}stakeholders: {{li: {{needs: {needs}}}}}\n")
    found = kam("quadrant", "one", *AS_OF, "--lang", "en", "--format", "plain", "--explain", cwd=tmp_path).out
    assert "2.5           3.5  met" in found
    assert "li, power: met: said so in May  [accounts/one.yaml:4]" in found
