"""The ranking of questions: its terms, what an answer settles, and how much one visit bears."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest

from kamtool.analysis.settles import SETTLES
from kamtool.analysis.tender import notice_is_out
from kamtool.analysis.unknown import Bonus, Kind
from kamtool.check import Selection, check_loaded
from kamtool.diagnostic import Severity, family
from kamtool.load import load_bytes, load_file
from kamtool.questions import BONUS, LEAST, POINTS, Question, Questions, questions
from kamtool.rules import RULES
from kamtool.rules.limits import Limits
from kamtool.texts.lookup import Lang, Texts
from tests.kam import ROOT

DAY = dt.date(2026, 11, 23)
ACCOUNTS = sorted((ROOT / "accounts").glob("*.yaml"))


def ask(text: str, deal: str | None = None, limit: int | None = 99, present: tuple[str, ...] = ()) -> Questions:
    loaded = load_bytes(f"kam: 1\naccount: {{name: 甲}}\n{text}".encode(), "a.yaml")
    assert loaded.plan is not None, loaded.diagnostics
    found = check_loaded(loaded, DAY, Selection()).diagnostics
    return questions(loaded.plan, found, deal, DAY, Limits(), present, limit)


def the(found: Questions, kind: Kind, person: str | None = None) -> Question:
    every = (*found.questions, *found.later)
    (one,) = [one for one in every if one.unknown.kind is kind and person in (None, one.unknown.person)]
    return one


def test_every_kind_says_what_it_settles_and_every_bonus_has_points() -> None:
    assert set(SETTLES) == set(Kind)
    assert set(BONUS) == set(Bonus)
    assert set(POINTS) == set(Severity)


@pytest.mark.parametrize("word", sorted({word for some in SETTLES.values() for word in some}))
def test_what_is_settled_is_a_rule_there_is(word: str) -> None:
    """The code is a rule's, and the variant one of its sentences."""
    code, _, variant = word.partition(":")
    assert code in {one.code for one in RULES}
    assert Texts(Lang.EN).has(f"rules/{family(code)}.{code}.{variant or 'message'}")


@pytest.mark.parametrize("file", ACCOUNTS, ids=lambda file: file.stem)
def test_the_score_is_the_sum_of_its_terms_times_urgency(file: Path) -> None:
    loaded = load_file(str(file))
    assert loaded.plan is not None
    diagnostics = check_loaded(loaded, DAY, Selection()).diagnostics
    found = questions(loaded.plan, diagnostics, None, DAY, Limits(), limit=999)
    for one in (*found.questions, *found.later):
        points = sum(each.points for each in one.settles)
        assert one.score == pytest.approx((points + 3 * one.unknown.share + one.bonus) * one.urgency, abs=0.01)
        assert one.score > 0
    page = len(questions(loaded.plan, diagnostics, None, DAY, Limits()).questions)
    for part in (found.questions[:page], found.questions[page:]):
        assert all(one.score >= other.score for one, other in pairwise(part))
    assert [one.rank for one in found.questions] == list(range(1, len(found.questions) + 1))
    assert sorted(rank for group in found.groups for rank in group.ranks) == [one.rank for one in found.questions]


@pytest.mark.parametrize("file", ACCOUNTS, ids=lambda file: file.stem)
def test_a_question_keeps_its_number_whatever_the_limit(file: Path) -> None:
    """What one visit bears comes first; the rest follows it."""
    loaded = load_file(str(file))
    assert loaded.plan is not None
    diagnostics = check_loaded(loaded, DAY, Selection()).diagnostics
    page, everything, one = (questions(loaded.plan, diagnostics, None, DAY, Limits(), limit=at) for at in (None, 99, 1))
    assert page.questions == everything.questions[: len(page.questions)]
    assert one.questions == page.questions[:1]


@pytest.mark.parametrize(
    ("close", "urgency"),
    [("2026-12-07", 1.5), ("2026-12-08", 1.2), ("2027-01-07", 1.2), ("2027-01-08", 1.0), ("2026-11-22", 1.0)],
)
def test_urgency_grows_as_the_date_comes_near(close: str, urgency: float) -> None:
    """14 and 45 days are the bounds; a date gone by makes nothing urgent, for nobody knows the next."""
    assert the(ask(f"opportunities: {{d: {{close: {close}}}}}"), Kind.BUDGET).urgency == urgency


def test_answers_that_settle_a_finding_only_together_share_it() -> None:
    """Both axes of a decider's needs, one hint: a quarter of a point each."""
    found = ask("opportunities: {d: {stage: evaluation}}\nstakeholders: {x: {roles: [decider]}}")
    for kind in (Kind.ORGANIZATION, Kind.PERSONAL):
        (settled,) = the(found, kind).settles
        assert (settled.code, settled.others, settled.points) == ("KAM402", 1, 0.25)


@pytest.mark.parametrize("file", ACCOUNTS, ids=lambda file: file.stem)
def test_a_finding_counts_as_settled_only_with_all_its_answers(file: Path) -> None:
    """And no fewer answers would settle as many."""
    loaded = load_file(str(file))
    assert loaded.plan is not None
    diagnostics = check_loaded(loaded, DAY, Selection()).diagnostics
    found = questions(loaded.plan, diagnostics, None, DAY, Limits())

    def settled(count: int) -> int:
        given = [each for one in found.questions[:count] for each in one.settles]
        marks = [each.mark for each in given]
        return len({each.mark for each in given if marks.count(each.mark) == each.others + 1})

    assert found.settled == settled(found.answers) == max(map(settled, range(4)))
    assert found.answers <= 3
    assert found.answers == 0 or settled(found.answers - 1) < found.settled


def test_a_finding_about_somebody_else_is_not_settled() -> None:
    people = "stakeholders: {x: {roles: [approver], influence: high}, y: {roles: [approver], influence: high}}"
    found = ask(f"opportunities: {{d: {{stage: evaluation}}}}\n{people}")
    marks = [{each.mark for each in the(found, Kind.ATTITUDE, who).settles} for who in ("x", "y")]
    assert all(marks)
    assert not marks[0] & marks[1]


def test_one_deal_alone() -> None:
    text = "opportunities: {d: {name: 一期}, e: {name: 二期}, f: {status: won}}"
    assert ask(text).deals == ("一期", "二期")
    assert ask(text, "e").deals == ("二期",)
    assert {one.unknown.deal for one in ask(text, "e").questions} == {"e"}
    assert ask(text, "f").deals == ()


def test_one_visit_bears_ten_questions_five_to_one_and_two_about_one() -> None:
    people = ", ".join(f"p{at}: {{roles: [decider], attitude: accept, influence: high}}" for at in range(6))
    visit = "visits: [{date: 2026-11-20, with: [p0, p1, p2, p3, p4, p5]}]"
    found = ask(f"opportunities: {{d: {{stage: evaluation}}}}\nstakeholders: {{{people}}}\n{visit}", limit=None)
    assert len(found.questions) == 10
    assert found.left > 0
    about = [one.unknown.person for one in found.questions if one.unknown.person]
    assert all(about.count(one) <= 2 for one in about)
    assert all(len(group.ranks) <= 5 for group in found.groups)


def test_what_changes_nothing_is_left_out() -> None:
    """How they compare offers settles no finding and moves no index; it is no question, and no further one either."""
    text = "opportunities: {d: {stage: research}}\nstakeholders: {x: {roles: [decider], attitude: accept}}"
    found = ask(text)
    assert not [one for one in found.questions if one.unknown.kind is Kind.CRITERIA]
    assert found.left == 0


def test_what_counts_for_little_only_fills_up() -> None:
    """Three questions at least, then only what scores."""
    people = ", ".join(f"p{at}: {{influence: low, relationship: trust, roles: [user]}}" for at in range(12))
    people += ", boss: {roles: [decider], attitude: accept, influence: high, relationship: trust}"
    found = ask(f"stakeholders: {{{people}}}\nopportunities: {{d: {{stage: use}}}}", limit=None)
    everything = ask(f"stakeholders: {{{people}}}\nopportunities: {{d: {{stage: use}}}}")
    assert [one.score >= LEAST or one.rank <= 3 for one in found.questions].count(False) == 0
    assert any(one.score < LEAST for one in everything.questions)


def test_what_nobody_can_answer_yet_is_no_answer_to_begin_with() -> None:
    """A person we don't know weighs most, and stands apart: the first answers are those that can be had."""
    text = """
opportunities: {d: {stage: evaluation}}
stakeholders:
  boss: {roles: [decider], influence: high}
  man: {roles: [user], reports_to: boss, attitude: doubt, influence: medium}
visits: [{date: 2026-11-20, with: [man]}]
"""
    found = ask(text, limit=None)
    assert {one.unknown.person for one in found.later} == {"boss"}
    assert {one.asked.through for one in found.later} == {"man"}
    assert "boss" not in {one.unknown.person for one in found.questions}
    assert all(one.asked.person for one in found.questions[: found.answers])


def test_what_is_nobody_s_own_matter_is_asked_of_whoever_is_met_first() -> None:
    found = ask("opportunities: {d: {stage: research}}")
    assert found.questions
    assert {group.person for group in found.groups} == {None}
    assert not found.later


def test_of_several_deals_each_has_its_own_date() -> None:
    found = ask("opportunities: {d: {name: 一期, close: 2026-12-01}, e: {name: 二期}}")
    assert [(one.deal, one.due.days if one.due else None) for one in found.dues] == [("一期", 8), ("二期", None)]


TENDER = """
opportunities:
  d: {stage: %s, competitors: [r], decision: {rule: scoring, milestones: [{name: %s, date: %s}]}}
competitors: {r: {name: 对手}}
stakeholders:
  boss: {roles: [decider], influence: high}
  man: {roles: [recommender], reports_to: boss, attitude: accept, influence: medium, attitudes: {r: accept}}
  clerk: {roles: [buyer]}
visits: [{date: 2026-11-20, with: [man, clerk]}]
"""
RIVALS = {Kind.RIVALS, Kind.RIVAL_ATTITUDE, Kind.DIVIDED}


def test_once_the_notice_is_out_nobody_is_asked_about_people() -> None:
    """Neither what the manager thinks of us, nor what anybody stands to win by it; that waits for the award."""
    found = ask(TENDER % ("shortlist", "招标公告", "2026-11-02"))
    asked = [one for one in found.questions if one.asked.person]
    assert not [one for one in asked if one.unknown.person not in (None, one.asked.person)]
    assert not [one for one in asked if one.unknown.kind in {Kind.ATTITUDE, Kind.PERSONAL, Kind.INFLUENCE}]
    assert {Kind.ATTITUDE, Kind.PERSONAL} <= {one.unknown.kind for one in found.later}
    there = ask(TENDER % ("shortlist", "招标公告", "2026-11-02"), present=("boss",))
    assert Kind.AUTHORITY in {one.unknown.kind for one in there.later}
    assert Kind.AUTHORITY not in {one.unknown.kind for one in there.questions}
    assert not [one for one in (*found.questions, *found.later) if one.unknown.kind in RIVALS]


def test_before_the_notice_only_those_who_run_the_tender_are_not_asked_their_mind() -> None:
    found = ask(TENDER % ("evaluation", "招标公告", "2026-12-20"))
    kinds = {(one.unknown.kind, one.unknown.person) for one in found.questions}
    assert (Kind.ATTITUDE, "boss") in kinds
    assert (Kind.ATTITUDE, "clerk") not in kinds
    assert not [one for one in (*found.questions, *found.later) if one.unknown.kind in RIVALS]


@pytest.mark.parametrize(
    ("text", "tender"),
    [
        ("opportunities: {d: {decision: {rule: scoring}}}", True),
        ("opportunities: {d: {decision: {milestones: [{name: 开标}]}}}", True),
        ("opportunities: {d: {name: RFP 17}}", True),
        ("opportunities: {d: {name: forbidden}}", False),
        ("opportunities: {d: {name: 执法车政府采购}}", True),
        ("opportunities: {d: {decision: {milestones: [{name: 竞争性磋商}]}}}", True),
        ("opportunities: {d: {decision: {milestones: [{name: 竞争性谈判}]}}}", True),
        ("opportunities: {d: {decision: {milestones: [{name: 询价通知书}]}}}", True),
        ("opportunities: {d: {decision: {milestones: [{name: 供应商比选}]}}}", True),
        ("opportunities: {d: {decision: {milestones: [{name: 公告发布}]}}}", True),
        ("opportunities: {d: {decision: {milestones: [{name: ITT issued}]}}}", True),
        ("opportunities: {d: {decision: {milestones: [{name: 商务谈判}, {name: 商务磋商}]}}}", False),
        ("opportunities: {d: {decision: {milestones: [{name: 方案比选}, {name: 市场询价}]}}}", False),
        ("opportunities: {d: {}}", False),
    ],
)
def test_a_tender_is_seen(text: str, tender: bool) -> None:
    assert ask(text).tender is tender


OUT = (
    "Bid opening", "ITT issued", "RFP", "Tender published", "招标文件发售", "领取招标文件", "公告发布",
    "竞争性磋商公告", "竞争性谈判", "询价通知书", "询价报价截止", "比选公告", "RFP response due",
)  # fmt: skip
NOT_YET = (
    "商务谈判", "方案比选", "市场询价", "招标文件编制", "招标公告起草", "招投标方案审批", "RFP draft", "采购意向公告",
)  # fmt: skip
STEP = "stage: research, decision: {milestones: [{name: %s, date: 2026-11-01}]}"


@pytest.mark.parametrize(
    ("deal", "out"),
    [
        ("stage: evaluation", True),
        ("stage: shortlist", False),
        ("", False),
        ("stage: evaluation, decision: {milestones: [{name: 招标公告, date: 2026-12-01}]}", False),
        ("stage: research, decision: {milestones: [{name: 招标公告, date: 2026-11-01}]}", True),
        ("stage: research, decision: {milestones: [{name: Bids due, date: 2026-12-01, done: 2026-11-20}]}", True),
        ("stage: research, decision: {milestones: [{name: 开标, date: 2026-12-01}]}", False),
        ("stage: research, decision: {milestones: [{name: 采购意向公开, date: 2026-11-01}]}", False),
        *((STEP % name, True) for name in OUT),
        *((STEP % name, False) for name in NOT_YET),
        ("stage: evaluation, decision: {milestones: [{name: 中标公告, date: 2026-12-20}]}", True),
        ("stage: evaluation, decision: {milestones: [{name: RFP response due, date: 2026-12-20}]}", True),
    ],
)
def test_the_notice_is_out_by_the_dates_of_its_steps_else_by_the_stage(deal: str, out: bool) -> None:
    loaded = load_bytes(f"kam: 1\naccount: {{name: 甲}}\nopportunities: {{d: {{{deal}}}}}".encode(), "a.yaml")
    assert loaded.plan is not None, loaded.diagnostics
    assert notice_is_out(loaded.plan, "d", DAY) is out


def test_an_action_that_is_on_it_already_is_named() -> None:
    text = """
opportunities: {d: {stage: evaluation}}
stakeholders: {x: {roles: [decider]}}
actions:
  - {id: a0, what: 问过了, about: [x], for: [KAM102], done: 2026-11-01}
  - {id: a1, what: 问签字, about: [x], for: [KAM102], due: 2026-11-20}
"""
    task = the(ask(text), Kind.AUTHORITY).task
    assert task is not None
    assert (task.id, task.days) == ("a1", -3)
    assert the(ask(text), Kind.BUDGET).task is None
