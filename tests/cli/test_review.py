"""``kam review``: what is asked, and what each answer leaves in the plan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kamtool.load import load_file
from kamtool.model.plan import Plan
from tests.golden import golden
from tests.kam import AS_OF, Result, kam, put
from tests.typing_at import INTERRUPT, typed

NEAR = "relationship: {value: trust, date: 2027-01-02, evidence: 替我们说过话}"
LATER = ("--as-of", "2027-03-01")
STALE = """kam: 1
reviewed: 2026-06-01
account: {name: 红旗机械厂, business: 机床, installed_base: 没有, procurement: 比价}
stakeholders:
  song:
    name: 宋敏
    roles: [decider, user, initiator, project_lead, influencer, gatekeeper]
    influence: high  # 她说了算
    authority: {claim: decides, evidence: [{kind: signed_before, date: 2027-01-01}]}
    attitude: {value: resist, date: 2026-10-12, source: customer, evidence: 只问成本}
    needs: {personal: {security: met}, organization: {profit_cost: met}}
    relationship: {value: trust, date: 2027-01-02, evidence: 替我们说过话}
opportunities:
  fleet:
    name: 公务车
    stage: intent
    budget: planned
    value: 240万
    close: 2027-06-30
    compelling_event: {value: yes, date: 2027-01-02, by: 2027-06-01, consequence: 停驶}
    decision: {kind: programmed, mode: individual, milestones: [{name: 开标, date: 2027-05-01}]}
    competitors: [haoche]
competitors: {haoche: {name: 豪车}}
visits:
  - {date: 2027-02-01, with: [song], next: {what: 试驾, date: 2027-03-10, accepted: yes}}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one plan in which one attitude is old, and a place of its own for what kam keeps."""
    put(tmp_path, "a.yaml", STALE)
    monkeypatch.setenv("KAM_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("KAM_CACHE", "on")
    monkeypatch.setenv("KAM_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path


def answer(home: Path, *answers: str, lang: str = "en", as_of: tuple[str, ...] = LATER) -> Result:
    """Type the answers of a review."""
    env = {"KAM_CACHE": "on"}
    return typed(["--lang", lang, "review", "a", *as_of], answers, cwd=home, env=env)


def text(home: Path) -> str:
    """The plan's text."""
    return (home / "accounts" / "a.yaml").read_text(encoding="utf-8")


def plan(home: Path) -> Plan:
    """The plan."""
    found = load_file(str(home / "accounts" / "a.yaml")).plan
    assert found is not None
    return found


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_golden_list(lang: str) -> None:
    found = kam("--lang", lang, "review", "hongqi", "--list", "--format", "plain", "--as-of", "2027-03-15")
    assert (found.code, found.err) == (0, "")
    golden(f"review/hongqi.{lang}.txt", found.out)


def test_golden_markdown_and_json() -> None:
    golden("review/hongqi.md", kam("--lang", "zh", "review", "hongqi", "--list", "--format", "md", *AS_OF).out)
    found = kam("review", "hongqi", "--list", "--format", "json", *AS_OF).out
    assert json.loads(found)["schema"] == "kam.review/1"
    assert json.loads(found) == json.loads(kam("--lang", "zh", "review", "hongqi", "--list", "-f", "json", *AS_OF).out)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_account_can_be_listed(lang: str) -> None:
    found = kam("--lang", lang, "review", "--all", "--list", "--format", "plain", "--as-of", "2027-09-01")
    assert (found.code, found.err) == (0, "")


def test_without_a_terminal_nothing_is_asked(home: Path) -> None:
    found = kam("review", "a", *LATER, cwd=home)
    assert found.code == 0
    assert "attitude: 宋敏" in found.out
    assert text(home) == STALE


def test_accounts_or_all_but_one_of_them(home: Path) -> None:
    assert kam("review", cwd=home).code == 2
    assert kam("review", "a", "--all", cwd=home).code == 2


@pytest.mark.parametrize("still", ["=", "4", "抵触", "resist", "＝"])
def test_what_holds_still_gets_its_day_and_no_history(home: Path, still: str) -> None:
    """The source and the evidence stay; the plan is stamped, and nothing else changes."""
    found = answer(home, still, "", "")
    assert found.code == 0, found.out
    assert text(home) == STALE.replace("resist, date: 2026-10-12", "resist, date: 2027-03-01").replace(
        "reviewed: 2026-06-01", "reviewed: 2027-03-01"
    )


def test_what_changed_leaves_the_old_judgement_in_the_history(home: Path) -> None:
    found = answer(home, "2", "1", "问了两次保养")
    assert "抵触" not in found.out
    assert "resist → doubt" in found.out
    held = plan(home).stakeholders["song"].attitude
    assert (held.value, str(held.date), held.source, held.evidence) == (
        "doubt",
        "2027-03-01",
        "customer",
        ("问了两次保养",),
    )
    assert [(one.value, str(one.date), one.evidence) for one in held.history] == [
        ("resist", "2026-10-12", ("只问成本",))
    ]
    assert "influence: high  # 她说了算" in text(home)


def test_enter_skips_and_nothing_is_stamped(home: Path) -> None:
    """A skipped step is not asked again today, and is tomorrow."""
    assert "isn't stamped" in answer(home, "").out
    assert text(home) == STALE
    assert "1 skipped earlier today" in answer(home, as_of=LATER, lang="en").out
    assert "[1/1]" in answer(home, "q", as_of=("--as-of", "2027-03-02")).out
    assert text(home) == STALE


def test_a_wrong_key_is_asked_again(home: Path) -> None:
    found = answer(home, "9", "呵呵", "-1", "q")
    assert found.out.count("is none of these") == 3
    assert text(home) == STALE


@pytest.mark.parametrize("at", [0, 1, 2])
def test_stopping_in_the_middle_of_an_answer_writes_none_of_it(home: Path, at: int) -> None:
    found = answer(home, *["2", "1", "x"][:at], INTERRUPT)
    assert found.code == 130
    assert "0 written" in found.out
    assert text(home) == STALE


def test_an_interrupt_leaves_what_was_confirmed(home: Path) -> None:
    put(home, "a.yaml", STALE.replace("budget: planned", "budget: unknown"))
    found = answer(home, "=", "", "", INTERRUPT)
    assert found.code == 130
    assert "1 written" in found.out
    assert str(plan(home).stakeholders["song"].attitude.date) == "2027-03-01"
    assert str(plan(home).reviewed) == "2026-06-01"


def test_nothing_to_ask_is_stamped_only_when_said(home: Path) -> None:
    put(home, "a.yaml", STALE.replace("2026-10-12", "2027-02-20"))
    before = text(home)
    assert answer(home, "").code == 0
    assert text(home) == before
    assert answer(home, "y").code == 0
    assert text(home) == before.replace("reviewed: 2026-06-01", "reviewed: 2027-03-01")


@pytest.mark.parametrize(
    ("old", "answers", "line"),
    [
        ("influence: high  # 她说了算", ("1",), "influence: high"),
        ("stage: intent", ("2",), "stage: research"),
        ("value: 240万", ("2.4m",), "2400000"),
        ("close: 2027-06-30", ("月底",), "2027-03-31"),
        ("budget: planned", ("1", "1", "会上说的"), "evidence: 会上说的"),
        ("procurement: 比价", ("三家比价",), "procurement: 三家比价"),
        (", consequence: 停驶", ("11 台停驶",), "consequence: 11 台停驶"),
        (", by: 2027-06-01", ("4-30",), "by: 2027-04-30"),
        ("[decider, user,", ("宋敏",), "gatekeeper, user]"),
        ("personal: {security: met}", ("5", "2", "怕担责"), "{status: unmet, date: 2027-03-01, evidence: 怕担责}"),
        ("date: 2027-01-02, evidence: 替我们说过话", ("2", "请我们挑毛病"), "behaviour: 请我们挑毛病"),
    ],
)  # fmt: skip
def test_each_kind_of_question_is_answered_in_a_word(home: Path, old: str, answers: tuple[str, ...], line: str) -> None:
    """What the plan does not say is asked, and the answer stands where it belongs."""
    key = old.partition(":")[0]
    gone = {"personal": "personal: {}", "date": "evidence: ''", "[decider, user,": "[decider,"}.get(key, "")
    without = STALE.replace("2026-10-12", "2027-02-20")
    if key == "date":
        without = without.replace(NEAR, "relationship: engagement")
    elif key == "procurement":
        without = without.replace(", procurement: 比价", "")
    else:
        without = without.replace(old, gone)
    put(home, "a.yaml", without)
    found = answer(home, *answers, "q")
    assert line in text(home), found.out
    plan(home)
