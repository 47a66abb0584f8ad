"""The chain: what breaks it, what counts as confirmed, which gates are met."""

from __future__ import annotations

import datetime as dt

import pytest

from kamtool.analysis.chain import Chain, Fault, chain
from kamtool.analysis.information import Item, Link, Origin, State, Voice, item
from kamtool.load import load_bytes
from kamtool.model.values import Role, SalesStep, Stage

AS_OF = dt.date(2026, 11, 23)
PLAN = """kam: 1
account: {name: 红旗机械厂, updated: 2026-10-01}
stakeholders:
  song:
    name: 宋敏
    roles: [decider]
    influence: high
    authority: {claim: decides, evidence: [{kind: PROOF, date: 2026-10-01}]}
    attitude: {value: ATTITUDE, date: 2026-10-01, source: us}
visits:
  - {date: DAY, channel: visit, with: [song], by: [li]}
team: {li: {name: 李明}}
competitors: {haoche: {name: 豪车}}
opportunities:
  fleet:
    stage: decision
    step: STEP
    competitors: [haoche]
    criteria: [{name: 安全, weight: 3, scores: {us: 4, haoche: 3}, rated_by: RATED}]
    decision: {mode: individual, source: SOURCE, milestones: [{name: 开标, date: 2026-12-01}]}
"""
SAID = {
    "PROOF": "second_source",
    "ATTITUDE": "accept",
    "DAY": "2026-11-01",
    "STEP": "negotiate",
    "RATED": "customer",
    "SOURCE": "customer",
}


def chain_of(**words: str) -> Chain:
    text = PLAN
    for key, value in {**SAID, **words}.items():
        text = text.replace(key, value)
    plan = load_bytes(text.encode(), "plan.yaml").plan
    assert plan is not None
    return chain(plan, "fleet", AS_OF, {})


def faults_of(**words: str) -> set[Fault]:
    return {one.fault for one in chain_of(**words).breaks if one.who == "宋敏"}


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ({"ATTITUDE": "resist"}, Fault.AGAINST),
        ({"ATTITUDE": "sabotage"}, Fault.AGAINST),
        ({"DAY": "2026-08-24"}, Fault.SILENT),
        ({"PROOF": "title_only"}, Fault.UNPROVEN),
        ({"PROOF": "self_claimed"}, Fault.UNPROVEN),
    ],
)
def test_what_breaks_the_chain(words: dict[str, str], fault: Fault) -> None:
    """A hostile, silent or unproven decider is one broken link; one who is neither is none."""
    assert faults_of() == set()
    assert faults_of(**words) == {fault}


def test_ninety_days_are_still_in_touch() -> None:
    assert faults_of(DAY="2026-08-25") == set()


def test_a_role_nobody_plays_is_told_once_and_only_from_the_present_stage_on() -> None:
    nobody = [(one.stage, one.role) for one in chain_of().breaks if one.fault is Fault.NOBODY]
    assert nobody == [(Stage.DECISION, Role.BUYER), (Stage.USE, Role.USER)]


@pytest.mark.parametrize(
    ("origins", "state"),
    [
        ((), State.MISSING),
        ((Origin.UNKNOWN,), State.HEARD),
        ((Origin.US,), State.HEARD),
        ((Origin.US, Origin.UNKNOWN), State.HEARD),
        ((Origin.US, Origin.THIRD_PARTY), State.CONFIRMED),
        ((Origin.CUSTOMER,), State.CONFIRMED),
        ((Origin.DOCUMENT,), State.CONFIRMED),
    ],
)
def test_confirmed_is_two_sources_or_the_customer_or_a_document(origins: tuple[Origin, ...], state: State) -> None:
    assert item("role", None, [Voice(one) for one in origins]).state is state


def test_the_same_source_twice_is_one() -> None:
    voices = [Voice(Origin.US, None, dt.date(2026, 1, 1)), Voice(Origin.US, None, dt.date(2026, 2, 1))]
    assert item("role", None, voices).state is State.HEARD


@pytest.mark.parametrize(("source", "states"), [("customer", State.CONFIRMED), ("us", State.HEARD)])
def test_how_they_decide_is_confirmed_by_whom_the_plan_names(source: str, states: State) -> None:
    found = items(chain_of(SOURCE=source), Link.PROCESS_TIMING)
    assert {one.key: one.state for one in found} == {
        "kind": State.MISSING,
        "level": State.MISSING,
        "mode": states,
        "rule": State.MISSING,
        "milestones": states,
    }


def items(found: Chain, link: Link) -> tuple[Item, ...]:
    return next(one.items for one in found.links if one.link is link)


def test_the_gates_behind_us_and_the_one_we_stand_at() -> None:
    found = chain_of()
    assert [one.step for one in found.gates] == list(SalesStep)
    assert [one.step for one in found.gates if one.here] == [SalesStep.NEGOTIATE]
    assert [one.passed for one in found.gates] == [True] * 4 + [False] * 3


@pytest.mark.parametrize(("rated", "met"), [("customer", True), ("us", False)])
def test_our_rank_is_known_when_the_customer_scored_everybody(rated: str, met: bool) -> None:
    (test,) = chain_of(RATED=rated).gates[3].tests
    assert (test.key, test.met) == ("rank", met)


def test_a_step_that_the_customer_is_not_ready_for() -> None:
    assert chain_of().ahead_of is None
    assert chain_of(STEP="after_sales").ahead_of is Stage.USE


def test_the_line_of_days_runs_over_today_and_ends_with_what_has_no_day() -> None:
    how = chain_of().how
    assert how is not None
    assert [(one.kind, one.days) for one in how.points] == [("today", 0), ("milestone", 8), ("close", None)]


def test_without_a_deal_there_is_no_chain() -> None:
    minimal = load_bytes("kam: 1\naccount: {name: 厂}\n".encode(), "plan.yaml").plan
    assert minimal is not None
    assert chain(minimal, None, AS_OF, {}) == Chain("厂", None)


@pytest.mark.parametrize(
    ("deal", "asked_not"),
    [
        ("stage: research", set()),
        ("stage: research, decision: {rule: scoring}", {"rivals", "present", "rated", "backing"}),
        (
            "stage: evaluation, decision: {rule: scoring}",
            {"rivals", "present", "rated", "backing", "role", "support", "weight", "want", "release"},
        ),
    ],
)
def test_a_tender_forbids_to_ask_of_rivals_and_after_the_notice_of_people(deal: str, asked_not: set[str]) -> None:
    text = (
        f"kam: 1\naccount: {{name: 甲}}\nopportunities: {{d: {{{deal}}}}}\nstakeholders: {{a: {{roles: [decider]}}}}\n"
    )
    loaded = load_bytes(text.encode(), "a.yaml")
    assert loaded.plan is not None, loaded.diagnostics
    assert set(chain(loaded.plan, "d", AS_OF, {}).unasked) == asked_not
