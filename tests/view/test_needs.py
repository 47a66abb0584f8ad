"""What a person reads of ``kam needs``."""

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
    found = kam("needs", account, *AS_OF, "--lang", lang, "--format", "plain")
    assert (found.code, found.err) == (0, "")
    golden(f"needs/{account}.{lang}.txt", found.out)


@pytest.mark.parametrize("format_", ["md", "json"])
def test_other_formats(format_: str) -> None:
    golden(f"needs/hongqi.{format_}", kam("needs", "hongqi", *AS_OF, "--lang", "zh", "-f", format_).out)


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_account_can_be_read(account: str, lang: str) -> None:
    found = kam("needs", account, *AS_OF, "--lang", lang, "--format", "plain", "--explain")
    assert (found.code, found.err) == (0, "")


def test_a_plan_without_a_deal_says_what_to_write_first(tmp_path: Path) -> None:
    put(tmp_path, "empty.yaml", MINIMAL)
    found = kam("needs", "empty", *AS_OF, "--lang", "zh", "--format", "plain", cwd=tmp_path)
    assert found.code == 0
    assert "先在 opportunities: 下写一个" in found.out


def needs(folder: Path, deal: str, lang: str = "en") -> str:
    """What is said of one deal, its line breaks taken out."""
    put(folder, "one.yaml", f"{MINIMAL}competitors: {{haoche: {{name: Hao}}}}\nopportunities:\n  fleet: {deal}\n")
    found = kam("needs", "one", *AS_OF, "--lang", lang, "--format", "plain", cwd=folder)
    assert found.err == ""
    return " ".join(found.out.split())


@pytest.mark.parametrize(
    ("deal", "said"),
    [
        ("{}", "The plan says nothing of what they need"),
        ("{needs: [{text: cars, layer: expressed}]}", "We only know what they say first"),
        ("{needs: [{text: cars, layer: expressed}]}", 'You speak of "cars": when would you be content'),
        ("{needs: [{text: 1.1 a km, layer: specific}]}", '"1.1 a km": where does that come from'),
        ("{needs: [{text: no blame, layer: underlying, source: us}]}", "To check: no blame"),
        ("{needs: [{text: no blame, layer: underlying, source: customer}]}", 'Once "no blame" is solved'),
        ("{needs: [{text: cars, state: demand, source: customer}]}", "a secured budget"),
        ("{needs: [{text: cars, state: demand}], budget: approved}", "there is money behind a need"),
        ("{needs: [{text: cars, state: want}], budget: approved}", "so it is no demand"),
        ("{needs: [{text: cars, state: want}]}", 'Which budget does "cars" come from'),
        ("{criteria: [{name: price, scores: {us: 3, haoche: 4}}]}", "3 : 4 Hao, behind"),
        ("{criteria: [{name: price, scores: {us: 4}}]}", "4 : ?"),
        ("{criteria: [{name: moon phase}]}", "none of the eighteen"),
        ("{criteria: [{name: payment terms}]}", "~ payment"),
        ("{criteria: [{name: moon phase, factor: 关系}]}", "the customer weighs 1"),
        ("{}", "about 18 nobody has asked"),
    ],
)
def test_what_is_said_of_one_deal(tmp_path: Path, deal: str, said: str) -> None:
    assert said in needs(tmp_path, deal)


@pytest.mark.parametrize(("rated", "sign"), [("us", "~"), ("customer", "✓")])
def test_a_rivals_limit_counts_only_with_its_source(tmp_path: Path, rated: str, sign: str) -> None:
    found = needs(tmp_path, f"{{criteria: [{{name: cost, scores: {{us: 4, haoche: 2}}, rated_by: {rated}}}]}}")
    assert f"others' limits {sign} Hao · cost 2" in found


def test_what_is_not_met_is_answered_from_the_teams_own_playbook(tmp_path: Path) -> None:
    person = "{name: Li, influence: high, needs: {personal: {security: unmet}}}"
    put(tmp_path, "one.yaml", f"{MINIMAL}stakeholders: {{li: {person}}}\n")
    (tmp_path / "kam.toml").write_text('playbook = "own"\n')
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "needs.toml").write_text('[security]\ndo = "bring our works council"\n')
    found = kam("needs", "one", *AS_OF, "--lang", "en", "--format", "plain", cwd=tmp_path)
    assert "Li: bring our works council" in found.out


def test_json_keeps_the_unknown_apart() -> None:
    found = json.loads(kam("needs", "hongqi", *AS_OF, "-f", "json").out)
    assert found["schema"] == "kam.needs/1"
    assert [one["lacks"] for one in found["needs"]] == [[], [], ["money", "word"]]
