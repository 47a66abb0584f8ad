"""Facts of a plan, and other schools' questions answered by them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.analysis.facts import NAMES, known, scene
from kamtool.analysis.known import Standing
from kamtool.analysis.scorecard import scorecard, together
from kamtool.load import load_bytes, load_file
from kamtool.model.plan import Plan
from kamtool.packs.read import names, read_pack
from tests.kam import ROOT

AS_OF = dt.date(2026, 11, 23)


def plan(deal: str, rest: str = "") -> Plan:
    """A plan with one deal."""
    loaded = load_bytes(
        f"kam: 1\naccount: {{name: 例}}\nopportunities:\n  a: {deal}\n{rest}".encode(),
        "t.yaml",
    )
    assert loaded.plan is not None, loaded.diagnostics
    return loaded.plan


def stands(name: str, deal: str, rest: str = "") -> str:
    """How one fact stands."""
    return known(name, scene(plan(deal, rest), "a", AS_OF, 3)).standing.value


WITH = "{value: yes, by: 2026-12-31, consequence: 停产}"


@pytest.mark.parametrize(
    ("name", "deal", "expected"),
    [
        ("compelling_event", f"{{compelling_event: {WITH}}}", "yes"),
        ("compelling_event", "{compelling_event: yes}", "partly"),
        ("compelling_event", "{compelling_event: no}", "no"),
        ("budget_confirmed", "{budget: {value: approved, source: customer}}", "yes"),
        ("budget_confirmed", "{budget: {value: approved, source: us}}", "partly"),
        ("budget_confirmed", "{budget: none}", "no"),
        ("budget_secured", "{budget: planned}", "yes"),
        ("answer.risk", "{qualification: {us: {risk: yes}}}", "partly"),
        ("answer.risk", "{qualification: {us: {risk: {value: yes, evidence: 合同}}}}", "yes"),
        ("criteria", "{criteria: [{name: 甲, weight: 1}]}", "yes"),
        ("criteria", "{criteria: [{name: 甲}]}", "partly"),
        ("need_underlying", "{needs: [{text: 换车, layer: expressed}]}", "no"),
        ("milestones", "{decision: {milestones: [{name: 开标, date: 2026-12-01}]}}", "yes"),
        ("milestones", "{decision: {milestones: [{name: 开标, date: 2026-10-01}]}}", "partly"),
        ("strategy", "{strategy: {kind: frontal, reason: 强}}", "yes"),
        ("strategy", "{}", "no"),
        ("next_step", "{}", "no"),
    ],
)
def test_a_fact(name: str, deal: str, expected: str) -> None:
    assert stands(name, deal) == expected


@pytest.mark.parametrize(("ours", "expected"), [(1, "no"), (3, "yes"), (2, "no")])
def test_criteria_are_won_or_not(ours: int, expected: str) -> None:
    deal = f"{{criteria: [{{name: 甲, scores: {{us: {ours}, b: 2}}}}]}}"
    assert stands("criteria_won", deal, "competitors: {b: {}}\n") == expected


def test_a_decider_by_title_is_only_partly_known() -> None:
    proof = "authority: {claim: decides, evidence: [{kind: signed_before}]}"
    assert stands("decider_known", "{}", "stakeholders: {x: {roles: [decider]}}\n") == "partly"
    assert stands("decider_known", "{}", f"stakeholders: {{x: {{roles: [decider], {proof}}}}}\n") == "yes"


def test_a_champion_has_power_and_acts() -> None:
    deed = "evidence: [{date: 2026-11-01, behaviour: 主动约见, initiated_by: customer, shows: trust}]"
    base = f"roles: [user], attitude: accept, relationship: {{value: trust, {deed}}}"
    assert stands("champion", "{}", f"stakeholders: {{x: {{influence: high, {base}}}}}\n") == "yes"
    assert stands("champion", "{}", f"stakeholders: {{x: {{influence: low, {base}}}}}\n") == "partly"
    assert stands("champion", "{}", "stakeholders: {x: {attitude: resist}}\n") == "no"
    assert stands("champion", "{}", "stakeholders: {x: {}}\n") == "unknown"


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_deal_shows_nothing(name: str) -> None:
    """What is missing is unknown; only our own omissions (a strategy, a next step) are a no."""
    assert stands(name, "{}") == ("no" if name in ("strategy", "next_step") else "unknown")


@pytest.mark.parametrize("pack", names())
@pytest.mark.parametrize("account", sorted(file.name for file in (ROOT / "accounts").glob("*.yaml")))
def test_a_yes_or_partly_rests_on_something(account: str, pack: str) -> None:
    """Every question of every pack on every deal: no evidence without a standing, and unknown shows none."""
    loaded = load_file(str(ROOT / "accounts" / account)).plan
    assert loaded is not None
    for key in loaded.opportunities:
        card = scorecard(loaded, key, read_pack(pack, NAMES), AS_OF, 3)
        assert sum(card.count(one) for one in Standing) == len(card.rows)
        assert not any(one.shown for one in card.rows if one.standing is Standing.UNKNOWN)


@given(st.lists(st.sampled_from(Standing), min_size=1))
def test_several_facts_are_no_better_than_the_best_and_no_worse_than_the_worst(found: list[Standing]) -> None:
    whole = together(found)
    assert (whole is Standing.YES) == all(one is Standing.YES for one in found)
    if whole is Standing.UNKNOWN:
        assert set(found) == {Standing.UNKNOWN}
