"""What waits in a plan: which facts make a line, whose it is, and what is no line."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from kamtool.agenda import spans
from kamtool.analysis.waiting import Kind, Waiting, later, waiting
from kamtool.load import load_bytes
from kamtool.model.values import Influence, IssueSeverity
from kamtool.rules.limits import Limits

DAY = dt.date(2026, 11, 23)
PEOPLE = (
    "stakeholders: {a: {name: 甲, influence: high}, b: {name: 乙, influence: low}}\n"
    "team: {li: {name: 李明}}\nowner: 王芳\nreviewed: 2026-11-20\n"
)
DEAL = "opportunities: {d: {name: 换车, stage: evaluation, value: 200万, %s}}\n"


def find(text: str, days: int = 14, tier: str = "A") -> tuple[Waiting, ...]:
    head = f"kam: 1\naccount: {{name: 红旗, tier: {tier}}}\n"
    loaded = load_bytes((head + PEOPLE + text).encode(), "a.yaml")
    assert loaded.plan is not None, loaded.diagnostics
    return waiting(loaded.plan, DAY, spans(Limits(), days))


def one(text: str, days: int = 14, tier: str = "A") -> Waiting:
    (found,) = find(text, days, tier)
    return found


def test_nothing_waits_in_a_plan_that_was_just_reviewed() -> None:
    assert find("") == ()


@pytest.mark.parametrize(
    ("text", "kind", "days"),
    [
        ("actions: [{what: x, due: 2026-11-20}]", Kind.ACTION, -3),
        ("actions: [{what: x}]", Kind.ACTION, None),
        ("promises: [{by: us, what: x, to: a, due: 2026-11-23}]", Kind.OUR_PROMISE, 0),
        ("promises: [{by: customer, what: x, from: a}]", Kind.THEIR_PROMISE, None),
        (DEAL % "close_plan: [{what: x, due: 2026-12-07}]", Kind.CLOSE_STEP, 14),
        (DEAL % "decision: {milestones: [{name: 评标, date: 2026-12-01}]}", Kind.MILESTONE, 8),
        (DEAL % "decision: {milestones: [{name: 评标, date: 2026-11-01}]}", Kind.MILESTONE, -22),
        ("issues: [{what: x, opened: 2026-11-23, limit: 2026-11-25}]", Kind.ISSUE, 2),
        (DEAL % "unit: y" + "registrations: [{dealer: 城东店, valid_until: 2026-11-28}]",
         Kind.REGISTRATION, 5),
        ("stakeholders: {a: {privacy: {expires: 2026-11-22}}}", Kind.PRIVACY, -1),
    ],
)  # fmt: skip
def test_each_fact_with_a_day_is_a_line(text: str, kind: Kind, days: int | None) -> None:
    if text.startswith("stakeholders"):
        loaded = load_bytes(f"kam: 1\naccount: {{name: 红旗}}\nreviewed: 2026-11-20\n{text}".encode(), "a.yaml")
        assert loaded.plan is not None
        (found,) = waiting(loaded.plan, DAY, spans(Limits(), 14))
    else:
        found = one(text)
    assert (found.kind, found.days) == (kind, days)


@pytest.mark.parametrize(
    "text",
    [
        "actions: [{what: x, due: 2026-12-08}]",
        "actions: [{what: x, due: 2026-11-20, done: 2026-11-21}]",
        "promises: [{by: us, what: x, due: 2026-11-20, kept: 2026-11-20}]",
        DEAL % "status: lost, close_plan: [{what: x, due: 2026-11-20}]",
        DEAL % "decision: {milestones: [{name: 评标, date: 2026-11-01, done: 2026-11-01}]}",
        DEAL % "status: won" + "registrations: [{dealer: 城东店, valid_until: 2026-11-28}]",
        DEAL % "unit: y"
        + "registrations: [{dealer: 城东店, valid_until: 2026-11-28}, {dealer: 城东店, valid_until: 2027-11-28}]",
        "visits: [{date: 2026-11-20, with: [a], next: {what: x, date: 2026-11-25, accepted: no}}]",
        "visits: [{date: 2026-12-01, with: [a], next: {what: x, date: 2026-12-02}}]",
    ],
)
def test_what_is_done_over_or_far_off_is_none(text: str) -> None:
    assert find(text, tier="unknown") == ()


def test_the_span_is_as_asked_and_what_is_overdue_is_always_listed() -> None:
    text = "actions: [{what: x, due: 2026-11-24}, {what: y, due: 2020-01-01}]"
    assert [found.what for found in find(text, days=0)] == ["y"]


def test_it_falls_to_whom_the_plan_names_else_to_its_owner() -> None:
    found = one("actions: [{what: x, who: li}]")
    assert (found.who, found.assigned) == ("李明", True)
    found = one("actions: [{what: x}]")
    assert (found.who, found.assigned) == ("王芳", False)
    found = one(DEAL % "close_plan: [{what: x, owner: a}]")
    assert (found.who, found.assigned, found.people) == ("王芳", False, ("甲",))


def test_the_heaviest_person_counts_and_nobody_counts_as_nobody() -> None:
    assert one("actions: [{what: x, about: [b, a]}]").power is Influence.HIGH
    assert one("actions: [{what: x}]").power is None


def test_without_a_deal_the_main_one_counts() -> None:
    found = one(DEAL % "unit: y" + "actions: [{what: x}]")
    assert (found.deal, found.amount) == (None, Decimal(2_000_000))
    assert one(DEAL % "unit: y" + "actions: [{what: x, opportunity: d}]").deal == "换车"


def test_the_same_words_are_one_line() -> None:
    text = (
        DEAL % "close_plan: [{what: 试驾, due: 2026-11-25}]"
        + "promises: [{by: us, what: 试驾, to: a, due: 2026-11-25}]\nactions: [{what: 试驾, due: 2026-11-25}]"
    )
    assert one(text).kind is Kind.OUR_PROMISE


def test_two_promises_of_the_same_words_stay_two() -> None:
    assert len(find("promises: [{by: us, what: 报价, to: a}, {by: us, what: 报价, to: b}]")) == 2


def test_an_agreed_step_ahead_or_forgotten() -> None:
    ahead = "visits: [{date: 2026-11-20, with: [a], next: {what: x, date: 2026-11-25}}]"
    assert [(found.kind, found.days) for found in find(ahead)] == [(Kind.NEXT_STEP, 2)]
    silent = "visits: [{date: 2026-11-15, with: [a], next: {what: x, date: 2026-11-18}}]"
    assert (Kind.NEXT_STEP, -5) in [(found.kind, found.days) for found in find(silent)]
    old = "visits: [{date: 2026-05-15, with: [a], next: {what: x, date: 2026-06-18}}]"
    assert Kind.NEXT_STEP not in [found.kind for found in find(old)]


@pytest.mark.parametrize(
    ("said", "unanswered"),
    [
        ("proposed_by: us, accepted: yes", False),
        ("proposed_by: customer", False),
        ("accepted: yes", False),
        ("proposed_by: us", True),
        ("owner: li", True),
    ],
)
def test_a_step_is_agreed_only_when_they_said_yes_or_proposed_it(said: str, unanswered: bool) -> None:
    """Of any other no answer is on file; one that they refused is none."""
    text = "visits: [{date: 2026-11-20, with: [a], next: {what: x, date: 2026-11-25, %s}}]"
    assert one(text % said).unanswered is unanswered
    for refused in ("proposed_by: us, accepted: no", "proposed_by: customer, accepted: no"):
        assert Kind.NEXT_STEP not in [each.kind for each in find(text % refused)]


def test_a_step_that_is_a_promise_is_the_promise() -> None:
    text = (
        "visits: [{date: 2026-11-20, with: [a], next: {what: 见面给, date: 2026-11-25}}]\n"
        "promises: [{by: us, what: 成本表, to: a, made: 2026-11-20, due: 2026-11-25}]"
    )
    assert one(text).kind is Kind.OUR_PROMISE


def test_returns_by_tier_in_one_line_with_the_heaviest_first_and_the_longest_overdue() -> None:
    """The day was the heaviest one's, while the calendar told since when the first had waited."""
    visits = "visits: [{date: 2026-10-01, with: [b]}, {date: 2026-11-01, with: [a]}]"
    found = one(visits)
    assert (found.kind, found.people, found.days) == (Kind.RETURNS, ("甲", "乙"), -39)
    assert [each.people for each in find(visits, tier="B")] == [("乙",), ("甲",)]
    assert find(visits, tier="unknown") == ()


def test_who_does_not_answer_is_not_to_be_seen_again_and_again() -> None:
    """Two tries in vain, and it is no line any more: they do not want to, or are gone."""
    visits = "visits:\n  - {date: 2026-10-01, with: [a]}\n"
    for tries, kinds in ((1, [Kind.RETURNS]), (2, [])):
        vain = [
            f"  - {{date: 2026-11-0{day}, channel: call, with: [a], answered: no}}\n" for day in range(1, tries + 1)
        ]
        assert [each.kind for each in find(visits + "".join(vain))] == kinds


def test_a_late_answer_comes_before_the_mending() -> None:
    found = one("issues: [{what: x, opened: 2026-11-20, severity: major, reported_by: a}]")
    assert (found.answer, found.days, found.severity) == (True, -2, IssueSeverity.MAJOR)
    found = one("issues: [{what: x, opened: 2026-11-20, severity: major, acknowledged: 2026-11-20}]")
    assert (found.answer, found.days) == (False, 11)


def test_who_comes_first_when_a_registration_runs_out() -> None:
    text = (
        DEAL
        % "unit: y"
        + "registrations: [{dealer: 城东店, valid_until: 2026-11-28, progress: visited, date: 2026-01-01},"
        " {dealer: 城西店, valid_until: 2027-11-28, progress: visited, date: 2026-02-01}]"
    )
    assert (one(text).what, one(text).then) == ("城东店", "城西店")


def test_nobody_comes_first_when_both_registrations_run_out_on_one_day() -> None:
    text = (
        DEAL % "unit: y" + "registrations: [{dealer: 城东店, valid_until: 2026-11-28, progress: visited},"
        " {dealer: 城西店, valid_until: 2026-11-28, progress: visited}]"
    )
    assert [(found.what, found.then) for found in find(text)] == [("城东店", None), ("城西店", None)]


def test_a_plan_never_reviewed_has_no_day_and_one_reviewed_long_ago_is_overdue() -> None:
    def review(line: str) -> Waiting:
        loaded = load_bytes(f"kam: 1\naccount: {{name: 红旗}}\n{line}".encode(), "a.yaml")
        assert loaded.plan is not None
        (found,) = waiting(loaded.plan, DAY, spans(Limits(), 14))
        return found

    assert (review("").kind, review("").days) == (Kind.REVIEW, None)
    assert review("reviewed: 2026-08-01\n").days == -24


def test_people_whose_data_runs_out_on_one_day_share_a_line() -> None:
    people = "{privacy: {expires: 2026-12-01}}"
    loaded = load_bytes(
        f"kam: 1\naccount: {{name: 红旗}}\nreviewed: 2026-11-20\nstakeholders: {{a: {people}, b: {people}}}".encode(),
        "a.yaml",
    )
    assert loaded.plan is not None
    (found,) = waiting(loaded.plan, DAY, spans(Limits(), 14))
    assert (found.people, found.days) == (("a", "b"), 8)


def test_the_calendar_ends_without_a_fault() -> None:
    assert later(dt.date.max, 90) == dt.date.max
    assert later(DAY, 1) == dt.date(2026, 11, 24)


def test_what_was_answered_late_is_to_be_mended_and_not_answered() -> None:
    """Its day is then that of the mending."""
    failure = "issues: [{opened: 2026-10-01, what: 漏油, severity: major%s}]\n"
    failure = failure.replace("2026-10-01", "2026-11-18")
    assert one(failure % "").answer is True
    assert one(failure % ", acknowledged: 2026-11-22").answer is False


def test_an_owner_named_by_id_is_the_colleague_of_that_id() -> None:
    """``owner: li`` was somebody of that name, whom neither the id nor the name found, with hours of their own."""
    text = "kam: 1\naccount: {name: 红旗}\nowner: %s\nteam: {li: {name: 李明}, wu: {}}\n"
    for given, lead in (("li", "李明"), ("李明", "李明"), ("wu", "wu"), ("王芳", "王芳")):
        loaded = load_bytes((text % given).encode(), "a.yaml")
        assert loaded.plan is not None
        assert loaded.plan.lead == lead
        assert {one.who for one in waiting(loaded.plan, DAY, spans(Limits(), 14))} == {lead}
