"""Expectations: judged as the plan stood on their day; unknown never passes."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.analysis.expectation import Expected, State, expectations
from kamtool.load import load_bytes
from kamtool.model.plan import Plan

AS_OF = dt.date(2026, 11, 23)
PEOPLE = """
stakeholders:
  song:
    name: 宋敏
    unit: 行政处
    attitude: {value: doubt, date: 2026-10-20, history: [{value: resist, date: 2026-09-01}]}
    relationship: {value: engagement, evidence: [{date: 2026-10-12, behaviour: 约我们吃食堂, shows: engagement}]}
  gao: {name: 高工, unit: 车队, left: 2026-06-30}
  li: {name: 李会计, unit: 财务处}
"""


def plan(*lines: str, more: str = PEOPLE) -> Plan:
    text = "kam: 1\naccount: {name: 红旗机械厂}\n" + more + "expect:\n" + "".join(f"  - {line}\n" for line in lines)
    loaded = load_bytes(text.encode(), "case.yaml")
    assert loaded.plan is not None, loaded.diagnostics
    return loaded.plan


def one(line: str, more: str = PEOPLE, as_of: dt.date = AS_OF) -> Expected:
    (found,) = expectations(plan(line, more=more), as_of)
    return found


@pytest.mark.parametrize(
    ("by", "state"), [("2026-09-30", State.LATE), ("2026-10-31", State.KEPT), ("2026-12-31", State.KEPT)]
)
def test_it_is_judged_as_the_plan_stood_on_its_day(by: str, state: State) -> None:
    """In September the decider still resisted; the history says so, though the plan of today does not."""
    assert one(f"{{what: attitude, who: song, at_least: doubt, by: {by}}}").state is state


def test_a_day_that_has_come_today_is_not_yet_missed() -> None:
    found = one("{what: attitude, who: song, at_least: accept, by: 2026-11-23}")
    assert (found.state, found.days, found.verdict.holds) == (State.AHEAD, 0, False)


@pytest.mark.parametrize(
    ("line", "have"),
    [
        ("{what: attitude, who: li, at_least: doubt, by: 2026-11-01}", "no_attitude"),
        ("{what: attitude, who: gao, at_least: doubt, by: 2026-11-01}", "left"),
        ("{what: coverage, who: li, at_least: trust, by: 2026-11-01}", "no_stage_of"),
        ("{what: coverage, unit: 董事会, at_least: trust, by: 2026-11-01}", "nobody"),
        ("{what: kept, by: 2026-11-01}", "no_promise"),
    ],
)
def test_what_nobody_knows_does_not_pass_and_says_what_is_missing(line: str, have: str) -> None:
    found = one(line)
    assert (found.state, found.verdict.have) == (State.UNKNOWN, have)


@pytest.mark.parametrize(
    ("line", "lacks"),
    [
        ("{what: met, by: 2026-12-31}", "who"),
        ("{what: attitude, who: song, by: 2026-12-31}", "at_least_attitude"),
        ("{what: stage, at_least: trust, by: 2026-12-31}", "opportunity"),
        ("{what: coverage, at_least: trust, by: 2026-12-31}", "who_or_unit"),
        ("{what: coverage, unit: 行政处, at_least: accept, by: 2026-12-31}", "at_least_coverage"),
    ],
)
def test_what_cannot_be_judged_is_told_before_its_day(line: str, lacks: str) -> None:
    found = one(line)
    assert (found.state, found.verdict.have) == (State.UNFIT, lacks)


def test_coverage_needs_behaviour_not_a_claim() -> None:
    assert one("{what: coverage, unit: 行政处, at_least: engagement, by: 2026-11-01}").state is State.KEPT
    found = one("{what: coverage, unit: 行政处, at_least: trust, by: 2026-11-01}")
    assert (found.state, found.verdict.have) == (State.FAILED, "relationship")


def test_everybody_named_must_have_been_met() -> None:
    visits = PEOPLE + "visits: [{date: 2026-10-12, channel: visit, with: [song]}]\n"
    found = one("{what: met, who: [song, li], by: 2026-11-01}", visits)
    assert (found.state, found.verdict.people) == (State.FAILED, ("李会计",))
    assert one("{what: met, who: song, since: 2026-10-13, by: 2026-11-01}", visits).state is State.FAILED


def test_an_attempt_without_an_answer_is_no_meeting_and_one_nobody_judged_is_unknown() -> None:
    line = "{what: met, who: song, by: 2026-11-01}"
    tried = PEOPLE + "visits: [{date: 2026-10-12, channel: call, with: [song], answered: no}]\n"
    assert one(line, tried).state is State.FAILED
    unsaid = PEOPLE + "visits: [{date: 2026-10-12, channel: message, with: [song]}]\n"
    assert one(line, unsaid).state is State.UNKNOWN


@pytest.mark.parametrize(
    ("deal", "state"),
    [
        ("{stage: decision}", State.KEPT),
        ("{stage: shortlist}", State.FAILED),
        ("{status: won}", State.KEPT),
        ("{status: lost, stage: decision}", State.FAILED),
        ("{}", State.UNKNOWN),
    ],
)
def test_a_signed_deal_is_past_every_stage_and_a_lost_one_at_none(deal: str, state: State) -> None:
    found = one("{what: stage, at_least: evaluation, by: 2026-11-01}", f"opportunities: {{fleet: {deal}}}\n")
    assert found.state is state


def test_a_promise_kept_after_its_own_day_but_before_this_one_is_kept() -> None:
    made = "promises: [{by: us, what: 成本表, due: 2026-10-01, kept: 2026-10-20}]\n"
    assert one("{what: kept, by: 2026-11-01}", made).state is State.KEPT
    assert one("{what: kept, by: 2026-10-15}", made).state is State.LATE


@given(st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)), st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)))
def test_only_what_is_known_to_hold_passes(by: dt.date, as_of: dt.date) -> None:
    """Whatever the days: kept means that it held, ahead that its day is not over, failed and unknown that it is."""
    found = one(f"{{what: attitude, who: song, at_least: doubt, by: {by}}}", as_of=as_of)
    assert (found.state in (State.KEPT, State.LATE)) == (found.verdict.holds is True)
    assert (found.state is State.AHEAD) <= (by >= as_of)
    assert (found.state in (State.FAILED, State.UNKNOWN, State.LATE)) <= (by < as_of)
