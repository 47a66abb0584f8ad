"""Once a tender's notice is out, no way out of a finding sends anybody to ask or to work on people (methods.md C)."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from kamtool.check import Selection, check_text
from kamtool.cli.kept import diagnostic, row
from kamtool.diagnostic import Diagnostic, Severity
from kamtool.rules import CATALOGUE
from kamtool.rules.notice import AWARD, CHANNELS, PUBLISHED, gate, gated
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.said import said
from tests.kam import kam, put

AS_OF = dt.date(2026, 11, 23)
PLAN = """\
kam: 1
account: {name: 江林公交, type: soe}
stakeholders:
  chen: {name: 陈刚, roles: [决策人], attitude: {value: 抵触, date: 2026-11-01}}
  liu: {name: 刘敏, roles: [推荐者], reports_to: chen, relationship: {value: 同盟}, attitude: 接受}
competitors:
  bosda: {name: 博达}
opportunities:
  bus:
    name: 公交采购
    stage: 方案比较
    value: {amount: 8000000}
    decision: {rule: 打分, milestones: [{name: 招标公告, date: NOTICE}, {name: 开标, date: 2026-12-05}]}
    strategy: {kind: 正面, reason: 我们最大}
    criteria:
      - {name: 价格, weight: 3, scores: {us: 3, bosda: 4}, rated_by: us}
      - {name: 售后, weight: 1, scores: {us: 4, bosda: 3}, rated_by: us}
"""
OUT, NOT_YET = PLAN.replace("NOTICE", "2026-11-10"), PLAN.replace("NOTICE", "2026-12-01")


def found(plan: str) -> dict[str, Diagnostic]:
    """The findings of a plan by their codes."""
    return {one.code: one for one in check_text(plan.encode(), AS_OF, Selection(profile="strict")).diagnostics}


def test_each_code_is_a_rule_and_stands_in_one_bound() -> None:
    assert {rule.code for rule in CATALOGUE} >= CHANNELS | AWARD | PUBLISHED
    assert len(CHANNELS | AWARD | PUBLISHED) == len(CHANNELS) + len(AWARD) + len(PUBLISHED)


def test_before_the_notice_nothing_is_bounded() -> None:
    assert {one.gate for one in found(NOT_YET).values()} == {""}


@pytest.mark.parametrize(
    ("lang", "award", "ways"), [(Lang.EN, "the award", "notice is out"), (Lang.ZH, "定标", "公告已出")]
)
def test_every_bounded_way_out_says_so(lang: Lang, award: str, ways: str) -> None:
    """In both languages; and the ways out of the same findings before the notice say nothing of it."""
    bounded = [one for one in found(OUT).values() if one.gate]
    assert {one.gate for one in bounded} == {"channels", "award", "published"}
    for one in bounded:
        clear = said(one, Texts(lang)).clear
        if one.gate == "award":
            assert award in clear or ways in clear, one.code
        elif one.gate == "channels":
            assert ways in clear, one.code
    before = [said(one, Texts(lang)).clear for one in found(NOT_YET).values()]
    assert not [clear for clear in before if ways in clear]


def test_published_criteria_are_not_to_be_changed() -> None:
    """KAM502 told to bring in a new criterion after the criteria had been published."""
    assert "flanking" in said(found(NOT_YET)["KAM502"], Texts(Lang.EN)).clear
    clear = said(found(OUT)["KAM502"], Texts(Lang.EN)).clear
    assert "flanking" not in clear
    assert "published and stay" in clear


def test_what_nobody_may_mend_before_the_award_breaks_no_check() -> None:
    assert gated(Severity.ERROR, "award") is Severity.WARNING
    assert gated(Severity.HINT, "award") is Severity.HINT
    assert gated(Severity.ERROR, "channels") is Severity.ERROR
    wrong = {code for code, one in found(OUT).items() if one.gate == "award" and one.severity is Severity.ERROR}
    assert wrong == set()


def test_another_deal_stays_free_and_a_person_is_bounded_by_any() -> None:
    noticed = frozenset({"bus"})
    assert gate("KAM206", ("opportunities", "bus", "close"), noticed) == "channels"
    assert gate("KAM206", ("opportunities", "other", "close"), noticed) == ""
    assert gate("KAM106", ("stakeholders", "liu", "relationship"), noticed) == "award"
    assert gate("KAM106", ("stakeholders", "liu", "relationship"), frozenset()) == ""
    assert gate("KAM303", ("promises", 0), noticed) == ""


def test_a_finding_remembered_keeps_its_bound() -> None:
    for one in found(OUT).values():
        assert diagnostic(one.file, row(one)) == one


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "accounts").mkdir()
    put(tmp_path, "accounts/out.yaml", OUT)
    put(tmp_path, "accounts/before.yaml", NOT_YET.replace("江林", "南山"))
    return tmp_path


@pytest.mark.parametrize(
    ("command", "told", "hidden"),
    [
        ("stakeholders", "定标以前不照着走", "路要从"),
        ("chain", "别再去做工作", "见面"),
        ("qualify", "也别再请人说话", "请客户打过"),
        ("swot", "标底、评委、别家的", "谁的话最算数"),
        ("needs", "踏勘、答疑、述标到场", "先约上"),
        ("needs", "标底、评委、别家的", "先问"),
        ("quadrant", "招标没有结果以前不打听", "哪几个数"),
        ("brief --with chen", "公告已出，不做工作", "旧账先了结"),
    ],
)
def test_the_maps_keep_to_the_ways_of_the_tender(folder: Path, command: str, told: str, hidden: str) -> None:
    """Before the notice they say what they always say; after it, what is still allowed."""
    name, *more = command.split()
    before, out = (
        kam(name, plan, *more, "--as-of", str(AS_OF), "--lang", "zh", cwd=folder).out for plan in ("before", "out")
    )
    assert told in out
    assert told not in before
    assert hidden not in out


@pytest.mark.parametrize("person", ["chen", "liu"])
def test_nobody_is_asked_in_a_brief_what_kam_questions_puts_off(folder: Path, person: str) -> None:
    """It asked those who would be there what their firm wants, while kam questions said to wait for the award."""
    call = ("--with", person, "--as-of", str(AS_OF), "-f", "json")
    for command in ("brief", "questions"):
        told = json.loads(kam(command, "out", *call, cwd=folder).out)
        asked = told["questions"]["questions"] if command == "brief" else told["questions"]
        kinds = {one["unknown"]["kind"] for one in asked if one["asked"]["audience"] == "self"}
        assert not kinds & {"organization", "personal", "attitude"}


def test_who_is_asked_is_not_named_in_next(folder: Path) -> None:
    """A name in the last column sends somebody there; kam questions says what may be asked."""
    before, out = (
        kam("next", name, "--as-of", str(AS_OF), "--lang", "zh", cwd=folder).out for name in ("before", "out")
    )
    assert "问刘敏" in before
    assert "问刘敏" not in out
    assert "kam questions out" in out
