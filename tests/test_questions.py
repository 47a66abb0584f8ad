"""The ranking of questions: its terms, what an answer settles, and how much one visit bears."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest

from kamtool.analysis.unknown import Bonus, Kind
from kamtool.check import Selection, check_loaded
from kamtool.diagnostic import Severity, family
from kamtool.load import load_bytes, load_file
from kamtool.questions import BONUS, LEAST, POINTS, SETTLES, Question, Questions, questions
from kamtool.rules import RULES
from kamtool.rules.limits import Limits
from kamtool.texts.lookup import Lang, Texts
from tests.kam import ROOT

DAY = dt.date(2026, 11, 23)
ACCOUNTS = sorted((ROOT / "accounts").glob("*.yaml"))


def ask(text: str, deal: str | None = None, limit: int | None = 99) -> Questions:
    loaded = load_bytes(f"kam: 1\naccount: {{name: 甲}}\n{text}".encode(), "a.yaml")
    assert loaded.plan is not None, loaded.diagnostics
    found = check_loaded(loaded, DAY, Selection()).diagnostics
    return questions(loaded.plan, found, deal, DAY, Limits(), limit=limit)


def the(found: Questions, kind: Kind, person: str | None = None) -> Question:
    (one,) = [one for one in found.questions if one.unknown.kind is kind and person in (None, one.unknown.person)]
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
    for one in found.questions:
        points = sum(each.points for each in one.settles)
        assert one.score == pytest.approx((points + 3 * one.unknown.share + one.bonus) * one.urgency, abs=0.01)
    assert all(one.score >= other.score for one, other in pairwise(found.questions))
    assert [one.rank for one in found.questions] == list(range(1, len(found.questions) + 1))
    assert sorted(rank for group in found.groups for rank in group.ranks) == [one.rank for one in found.questions]


@pytest.mark.parametrize(
    ("close", "urgency"),
    [("2026-12-07", 1.5), ("2026-12-08", 1.2), ("2027-01-07", 1.2), ("2027-01-08", 1.0), ("2026-11-22", 1.0)],
)
def test_urgency_grows_as_the_date_comes_near(close: str, urgency: float) -> None:
    """14 and 45 days are the bounds; a date gone by makes nothing urgent, for nobody knows the next."""
    assert the(ask(f"opportunities: {{d: {{close: {close}}}}}"), Kind.BUDGET).urgency == urgency


def test_answers_that_settle_a_finding_only_together_share_it() -> None:
    """Both axes of a decider's needs, a warning from evaluation on: half a point each."""
    found = ask("opportunities: {d: {stage: evaluation}}\nstakeholders: {x: {roles: [decider]}}")
    for kind in (Kind.ORGANIZATION, Kind.PERSONAL):
        (settled,) = the(found, kind).settles
        assert (settled.code, settled.others, settled.points) == ("KAM402", 1, 0.5)


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
    assert {one.unknown.deal for one in ask(text, "e").questions} == {"e", None}
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


def test_what_counts_for_little_only_fills_up() -> None:
    """Three questions at least, then only what scores."""
    found = ask("stakeholders: {x: {attitude: accept}}\nvisits: [{date: 2026-11-20, with: [x]}]", limit=None)
    assert len(found.questions) == 3
    assert found.questions[-1].score < LEAST


@pytest.mark.parametrize(
    ("text", "tender"),
    [
        ("opportunities: {d: {decision: {rule: scoring}}}", True),
        ("opportunities: {d: {decision: {milestones: [{name: 开标}]}}}", True),
        ("opportunities: {d: {name: RFP 17}}", True),
        ("opportunities: {d: {name: forbidden}}", False),
        ("opportunities: {d: {}}", False),
    ],
)
def test_a_tender_is_seen(text: str, tender: bool) -> None:
    assert ask(text).tender is tender


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
