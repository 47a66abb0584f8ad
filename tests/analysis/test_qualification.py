"""Scores, gates and advice (methods.md A10), what would change the advice, and what changed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.analysis.qualification import CRITERIA, GATES, Advice, Qualified, Question, advice, of_values
from kamtool.analysis.qualify import ORDER, Qualify, qualify, short, turns
from kamtool.load import load_bytes
from kamtool.model.values import Criterion, YesNo

AS_OF = dt.date(2026, 11, 23)
ANSWERS = st.fixed_dictionaries({one: st.sampled_from(YesNo) for one in Criterion}).map(
    lambda one: of_values("us", one)
)


def told(yes: str = "", no: str = "") -> Qualified:
    """Answers by the names of criteria."""
    given = dict.fromkeys(yes.split(), YesNo.YES) | dict.fromkeys(no.split(), YesNo.NO)
    return of_values("us", {one: given.get(one.value, YesNo.UNKNOWN) for one in Criterion})


def of_plan(qualification: str, since: dt.date | None = None, rest: str = "") -> Qualify:
    """The qualification of a plan's one deal, whose `qualification` section is *qualification*."""
    text = f"kam: 1\naccount: {{name: 例}}\nopportunities:\n  a:\n    qualification: {qualification}\n{rest}"
    loaded = load_bytes(text.encode(), "t.yaml")
    assert loaded.plan is not None, loaded.diagnostics
    return qualify(loaded.plan, "a", AS_OF, 3, since)


GOOD = "project business_profile formal_criteria unique_value cultural_fit short_revenue"


@pytest.mark.parametrize(
    ("us", "expected"),
    [
        (told(GOOD), Advice.PURSUE),
        (told(GOOD, "inside_support"), Advice.DEVELOP),
        (told("project short_revenue", "cultural_fit"), Advice.DEVELOP),
        (told(no="project"), Advice.DROP),
        (told("project", "risk"), Advice.DROP),
        (told(), Advice.ASK),
        (told("project"), Advice.ASK),
    ],
)
def test_advice(us: Qualified, expected: Advice) -> None:
    assert advice(us) is expected


@pytest.mark.parametrize("gate", GATES)
def test_each_gate_alone_blocks_the_pursuit(gate: Criterion) -> None:
    """Even with nineteen yes."""
    yes = of_values("us", dict.fromkeys(Criterion, YesNo.YES))
    assert advice(yes) is Advice.PURSUE
    assert advice(yes.answered(gate, YesNo.NO)) is not Advice.PURSUE


@given(ANSWERS)
def test_a_score_lies_between_minus_five_and_five(us: Qualified) -> None:
    assert all(-5 <= us.score(one) <= 5 for one in Question)
    assert us.score() == len(us.yes) - len(us.no)


@given(ANSWERS, st.sampled_from(Criterion))
def test_a_better_answer_never_makes_a_score_worse(us: Qualified, criterion: Criterion) -> None:
    """No, unknown, yes: each a point more on its own question, and nothing elsewhere."""
    question = next(one for one, criteria in CRITERIA.items() if criterion in criteria)
    scores = [us.answered(criterion, one).score(question) for one in (YesNo.NO, YesNo.UNKNOWN, YesNo.YES)]
    assert [one - scores[0] for one in scores] == [0, 1, 2]


@given(ANSWERS)
def test_pursue_means_all_above_zero_and_no_gate_failed(us: Qualified) -> None:
    clear = all(us.score(one) > 0 for one in Question) and not us.failed_gates
    assert (advice(us) is Advice.PURSUE) == clear


@given(ANSWERS, st.sampled_from(Criterion))
def test_a_yes_never_takes_a_pursuit_away(us: Qualified, criterion: Criterion) -> None:
    if advice(us) is Advice.PURSUE:
        assert advice(us.answered(criterion, YesNo.YES)) is Advice.PURSUE


@given(ANSWERS)
def test_what_is_said_to_change_the_advice_does(us: Qualified) -> None:
    """And what is better comes first."""
    found = list(turns(us, advice(us)))
    assert all(advice(us.answered(one.criterion, one.to)) is one.advice is not advice(us) for one in found)
    ranks = [ORDER.index(one.advice) for one in found]
    assert ranks == sorted(ranks, reverse=True)


@given(ANSWERS)
def test_a_short_question_can_be_filled(us: Qualified) -> None:
    """The criteria named suffice to bring it above zero."""
    for one in short(us):
        assert len(one.open) + 2 * len(one.against) >= one.points


def test_the_gap_is_to_the_best_rival() -> None:
    found = of_plan("{us: {solution_fit: yes}, b: {solution_fit: no}, c: {solution_fit: yes, inside_support: yes}}",
                    rest="competitors: {b: {name: 乙}, c: {name: 丙}}\n")  # fmt: skip
    assert (found.best, found.gap) == ("丙", -1)


def test_a_rival_nobody_answered_for_gives_no_gap() -> None:
    found = of_plan("{us: {solution_fit: yes}}", rest="competitors: {b: {name: 乙}}\n")
    assert (found.best, found.gap, found.rivals[0].told) == (None, None, 0)


def test_a_yes_is_bare_unless_shown_here_or_elsewhere() -> None:
    found = of_plan(
        "{us: {project: yes, risk: {value: yes, evidence: 合同}, short_revenue: yes}}", rest="    value: 10万\n"
    )
    assert [one.criterion for one in found.bare] == [Criterion.PROJECT]


HISTORY = "{us: {project: {value: yes, date: 2026-10-01, history: [{value: no, date: 2026-05-01}]}, risk: yes}}"


@pytest.mark.parametrize(
    ("since", "before"),
    [(None, YesNo.NO), ("2026-06-01", YesNo.NO), ("2026-04-01", YesNo.UNKNOWN), ("2026-10-01", None)],
)
def test_a_change_is_told_from_history(since: str | None, before: YesNo | None) -> None:
    """Without a day the last one; from a day on only what was otherwise then; an undated answer never changed."""
    found = of_plan(HISTORY, dt.date.fromisoformat(since) if since else None).changes
    assert [one.before for one in found] == ([before] if before else [])


def test_scores_on_an_earlier_day_are_those_on_file_then() -> None:
    assert of_plan(HISTORY, dt.date(2026, 6, 1)).before == (-1, 0, 0, 1)
