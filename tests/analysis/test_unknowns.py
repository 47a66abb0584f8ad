"""What is not known: every gap is found, and an answer closes it."""

from __future__ import annotations

import copy
import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kamtool.analysis.knowers import KNOWERS
from kamtool.analysis.unknown import Ages, Bonus, Index, Kind, Unknown
from kamtool.analysis.unknowns import due, unknowns
from kamtool.load import load_bytes
from kamtool.model.plan import Plan
from kamtool.model.values import Attitude, Budget, Influence, OrganizationNeed, PersonalNeed, Role, Stage

DAY = dt.date(2026, 11, 23)
TODAY, LATER, LONG_AGO = "2026-11-23", "2026-12-20", "2025-01-05"
AGES = Ages(attitude=90, authority=365, budget=120, event=120)
# An answer to these opens a field of questions of its own: the roles of a stage, a deal, a rival to have an opinion of.
OPENERS = frozenset({Kind.STAGE, Kind.DEAL, Kind.RIVALS})


def plan_of(data: dict[str, Any]) -> Plan:
    loaded = load_bytes(json.dumps({"kam": 1, "account": {"name": "试验厂"}, **data}, ensure_ascii=False).encode(), "x")
    assert loaded.plan is not None, loaded.diagnostics
    return loaded.plan


def found(data: dict[str, Any]) -> tuple[Unknown, ...]:
    plan = plan_of(data)
    return unknowns(plan, tuple(plan.opportunities), DAY, AGES)


def kinds(data: dict[str, Any]) -> set[Kind]:
    return {one.kind for one in found(data)}


def is_same(one: Unknown, other: Unknown) -> bool:
    """Whether both are the same gap; its weight may differ."""
    return (one.kind, one.path, one.person, one.role) == (other.kind, other.path, other.person, other.role)


# Plans: anything may be missing.


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def section(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A mapping in which what is missing is left out."""
    return st.fixed_dictionaries(fields).map(lambda data: {key: one for key, one in data.items() if one is not None})


def words(listed: Any) -> st.SearchStrategy[str]:
    return st.sampled_from([one.value for one in listed])


days = st.sampled_from([TODAY, LATER, LONG_AGO])
attitudes = section(value=words(Attitude), date=maybe(days))
evidence = st.lists(section(kind=st.sampled_from(["signed_before", "title_only"]), date=maybe(days)), max_size=2)
authority = section(claim=st.sampled_from(["decides", "recommends", "unknown"]), evidence=evidence)
axis = st.sampled_from(["met", "unmet", "unknown"])
needs = section(
    personal=maybe(st.dictionaries(words(PersonalNeed), axis, max_size=2)),
    organization=maybe(st.dictionaries(words(OrganizationNeed), axis, max_size=2)),
)
relationship = section(
    value=st.sampled_from(["acquaintance", "engagement", "trust", "ally", "unknown"]),
    evidence=maybe(
        st.lists(section(behaviour=st.just("来电"), date=maybe(days), initiated_by=maybe(st.just("customer"))))
    ),
)
person = section(
    unit=maybe(st.sampled_from(["行政处", "车队"])),
    roles=maybe(st.lists(words(Role), max_size=2, unique=True)),
    influence=maybe(words(Influence)),
    authority=maybe(authority),
    attitude=maybe(attitudes),
    attitudes=maybe(st.dictionaries(st.sampled_from(["a", "b"]), attitudes)),
    needs=maybe(needs),
    relationship=maybe(relationship),
)
decision = section(
    kind=maybe(st.just("programmed")),
    mode=maybe(st.sampled_from(["individual", "group"])),
    rule=maybe(st.sampled_from(["leader", "scoring"])),
    milestones=maybe(st.lists(section(name=st.just("评标"), date=maybe(days), done=maybe(st.just(TODAY))), max_size=2)),
)
deal = section(
    stage=maybe(words(Stage)),
    value=maybe(st.just(240)),
    close=maybe(days),
    budget=maybe(section(value=words(Budget), source=maybe(st.just("customer")), date=maybe(days))),
    compelling_event=maybe(
        section(
            value=st.sampled_from(["yes", "no", "unknown"]),
            date=maybe(days),
            by=maybe(days),
            consequence=maybe(st.just("停产")),
        )
    ),
    decision=maybe(decision),
    participants=maybe(st.dictionaries(st.sampled_from(["p0", "p1"]), section(attitude=maybe(attitudes)), max_size=2)),
    competitors=maybe(st.lists(st.sampled_from(["a", "b", "status_quo"]), unique=True)),
    needs=maybe(st.lists(section(text=st.just("换车"), layer=maybe(st.sampled_from(["expressed", "underlying"]))))),
    criteria=maybe(st.lists(section(name=st.just("价格"), weight=maybe(st.just(2))), max_size=1)),
)
people = st.fixed_dictionaries({"p0": person, "p1": person, "p2": person})
visit = section(
    date=days, **{"with": st.just(["p0"])}, next=maybe(section(what=st.just("再谈"), accepted=maybe(st.just("yes"))))
)
plans = section(
    stakeholders=people,
    competitors=st.just({"a": {"name": "甲", "allies": ["p0"]}, "b": {"name": "乙"}, "status_quo": {}}),
    opportunities=st.dictionaries(st.sampled_from(["d0", "d1"]), deal, max_size=2),
    visits=maybe(st.lists(visit, max_size=2)),
)


# Answers: what a plan says once somebody has asked.

RIVALS = {key: {"value": "doubt", "date": TODAY} for key in ("a", "b", "status_quo")}
PROVEN = {"claim": "decides", "evidence": [{"kind": "signed_before", "date": TODAY}]}
SAID: dict[Kind, Any] = {
    Kind.ATTITUDE: {"value": "doubt", "date": TODAY},
    Kind.CONFIRM_ATTITUDE: {"value": "doubt", "date": TODAY},
    Kind.INFLUENCE: "low",
    Kind.AUTHORITY: PROVEN,
    Kind.CONFIRM_AUTHORITY: PROVEN,
    Kind.DIVIDED: RIVALS,
    Kind.RIVAL_ATTITUDE: RIVALS,
    Kind.RELATIONSHIP: "acquaintance",
    Kind.BUDGET: {"value": "approved", "source": "customer", "date": TODAY},
    Kind.CONFIRM_BUDGET: {"value": "approved", "source": "customer", "date": TODAY},
    Kind.EVENT: {"value": "yes", "by": LATER, "date": TODAY, "consequence": "停产"},
    Kind.CONFIRM_EVENT: {"value": "yes", "by": LATER, "date": TODAY, "consequence": "停产"},
    Kind.CLOSE: LATER,
    Kind.AMOUNT: 240,
    Kind.STAGE: "evaluation",
    Kind.CRITERIA: [{"name": "价格", "weight": 3}],
    Kind.UNDERLYING: [{"text": "不担责", "layer": "underlying"}],
    Kind.RIVALS: ["a"],
    Kind.STATUS_QUO: ["a", "status_quo"],
    Kind.CARD: "机床",
    Kind.ECONOMICS: [{"year": 2025, "gross_profit": 10, "cost_to_serve": 2}],
    Kind.DEAL: {"d9": {}},
}
DECIDED: dict[Kind, Any] = {
    Kind.DECISION_MODE: {"mode": "individual"},
    Kind.DECISION_RULE: {"rule": "consensus"},
    Kind.DECISION_KIND: {"kind": "programmed"},
    Kind.MILESTONES: {"milestones": [{"name": "评标", "date": LATER}]},
}
NEEDED: dict[Kind, Any] = {
    Kind.ORGANIZATION: {"organization": {"image": "met"}},
    Kind.PERSONAL: {"personal": {"security": "met"}},
}


def somebody(role: Role | None) -> dict[str, Any]:
    """A person of whom everything is known."""
    claim = PROVEN if role is Role.DECIDER else {"claim": "recommends"}
    return {
        "roles": [role.value] if role else [],
        "influence": "high",
        "authority": claim,
        "attitude": SAID[Kind.ATTITUDE],
        "attitudes": RIVALS,
        "needs": {**NEEDED[Kind.ORGANIZATION], **NEEDED[Kind.PERSONAL]},
        "relationship": "acquaintance",
    }


def answered(data: dict[str, Any], gap: Unknown) -> dict[str, Any]:
    """The plan with the answer to *gap* in it."""
    data = copy.deepcopy(data)
    if gap.kind in {Kind.DECIDER, Kind.ROLE, Kind.PEOPLE}:
        role = Role.DECIDER if gap.kind is Kind.DECIDER else gap.role
        data.setdefault("stakeholders", {})["p9"] = somebody(role)
    elif gap.kind is Kind.DECIDERS:
        for one in list(data["stakeholders"].values()):
            one["authority"] = {"claim": "recommends"}
            one["roles"] = [role for role in one.get("roles", []) if role != "decider"]
        data["stakeholders"]["p9"] = somebody(Role.DECIDER)
    elif gap.kind is Kind.NEXT_STEP:
        step = {"what": "再谈", "date": LATER, "accepted": "yes"}
        data.setdefault("visits", []).append({"date": TODAY, "opportunity": gap.deal, "next": step})
    else:
        put(data, gap)
    return data


def put(data: dict[str, Any], gap: Unknown) -> None:
    """Write an answer where the gap says it belongs; of a section only what was asked for."""
    at = data
    for step in gap.path[:-1]:
        at = at.setdefault(str(step), {"name": "试验厂"} if step == "account" else {})
    last = str(gap.path[-1])
    part = DECIDED.get(gap.kind) or NEEDED.get(gap.kind)
    at[last] = SAID[gap.kind] if part is None else {**at.get(last, {}), **part}


@given(plans, st.data())
def test_an_answer_closes_its_gap_and_opens_none(data: dict[str, Any], draw: st.DataObject) -> None:
    """Whatever is asked, its answer removes it, and the count never rises, but for what opens a field of its own."""
    before = found(data)
    assume(before)
    gap = draw.draw(st.sampled_from(before))
    after = found(answered(data, gap))
    assert not any(is_same(gap, one) for one in after)
    assert gap.kind in OPENERS or len(after) <= len(before)


@given(plans)
def test_every_gap_is_told_once(data: dict[str, Any]) -> None:
    gaps = found(data)
    assert len(gaps) == len({(one.kind, one.path, one.role) for one in gaps})
    assert all(0 <= one.share <= 1 and bool(one.share) == (one.index is not None) for one in gaps)


@given(plans)
def test_whatever_is_not_a_persons_has_somebody_who_knows(data: dict[str, Any]) -> None:
    """A kind that is nobody's own matter names the roles that know, but for who is there and what is our own."""
    ours = {Kind.ECONOMICS, Kind.PEOPLE}
    assert all(one.person or one.kind in ours or one.kind in KNOWERS for one in found(data))


def test_a_plan_with_nothing_in_it_asks_whom_and_what() -> None:
    """The card is asked for as well, and nothing of a deal."""
    assert kinds({}) == {Kind.PEOPLE, Kind.DEAL, Kind.CARD}


def test_a_bare_deal_asks_what_decides_it() -> None:
    asked = kinds({"opportunities": {"d": {}}})
    assert {Kind.DECIDER, Kind.BUDGET, Kind.EVENT, Kind.NEXT_STEP, Kind.STAGE, Kind.CLOSE, Kind.AMOUNT} <= asked
    assert not asked & {Kind.PEOPLE, Kind.DEAL, Kind.ROLE, Kind.CRITERIA}


@pytest.mark.parametrize(
    ("said", "asked"),
    [({"accepted": "yes"}, False), ({"proposed_by": "customer"}, False), ({"proposed_by": "us"}, True),
     ({"proposed_by": "customer", "accepted": "no"}, True)],
)  # fmt: skip
def test_a_next_step_is_asked_for_unless_one_is_agreed(said: dict[str, str], asked: bool) -> None:
    visit = {"date": "2026-11-20", "next": {"what": "x", "date": "2026-12-30", **said}}
    assert (Kind.NEXT_STEP in kinds({"opportunities": {"d": {}}, "visits": [visit]})) is asked
    plan = {"close_plan": [{"what": "x", "due": "2026-12-30", "customer_agreed": "yes"}]}
    assert Kind.NEXT_STEP not in kinds({"opportunities": {"d": plan}})


def test_a_deal_that_is_used_is_not_asked_for_its_money() -> None:
    asked = kinds({"opportunities": {"d": {"stage": "use"}}})
    assert not asked & {Kind.BUDGET, Kind.EVENT, Kind.CLOSE, Kind.MILESTONES, Kind.RIVALS}


def test_a_share_of_the_support_index_is_the_share_of_the_influence() -> None:
    """Weights 3 and 2 known, one of unknown influence counted as 2."""
    data = {
        "opportunities": {"d": {}},
        "stakeholders": {"x": {"influence": "high"}, "y": {"influence": "medium", "attitude": "accept"}, "z": {}},
    }
    shares = {(one.kind, one.person): one.share for one in found(data) if one.index is Index.SUPPORT}
    assert shares == {(Kind.ATTITUDE, "x"): pytest.approx(3 / 5), (Kind.INFLUENCE, "z"): pytest.approx(2 / 7)}


def test_where_no_influence_is_known_nobody_has_a_share_of_it() -> None:
    """A share over nothing is absent, not the whole."""
    asked = found({"opportunities": {"d": {}}, "stakeholders": {"x": {}, "y": {"roles": ["decider"]}}})
    influence = [one for one in asked if one.kind is Kind.INFLUENCE]
    assert {one.person for one in influence} == {"x", "y"}
    assert all(one.index is None and one.share == 0 for one in influence)


@pytest.mark.parametrize(("age", "asked"), [(90, False), (91, True)])
def test_an_attitude_is_asked_again_when_it_is_old(age: int, asked: bool) -> None:
    day = (DAY - dt.timedelta(days=age)).isoformat()
    one = {"roles": ["decider"], "attitude": {"value": "doubt", "date": day}}
    assert (Kind.CONFIRM_ATTITUDE in kinds({"opportunities": {"d": {}}, "stakeholders": {"x": one}})) is asked


def test_who_left_is_not_asked_about() -> None:
    data = {"opportunities": {"d": {}}, "stakeholders": {"x": {"left": TODAY, "influence": "high"}}}
    assert all(one.person is None for one in found(data))


def test_a_decider_counts_more_than_power_and_a_gate_by_itself() -> None:
    data = {
        "opportunities": {"d": {}},
        "stakeholders": {"x": {"roles": ["decider"]}, "y": {"influence": "medium"}, "z": {"influence": "low"}},
    }
    bonus = {(one.kind, one.person): one.bonus for one in found(data)}
    assert bonus[Kind.ATTITUDE, "x"] is Bonus.DECIDES
    assert bonus[Kind.ATTITUDE, "y"] is Bonus.POWER
    assert bonus[Kind.ATTITUDE, "z"] is None
    assert bonus[Kind.BUDGET, None] is Bonus.GATE


@pytest.mark.parametrize(
    ("deal", "point"),
    [
        ({"close": LATER}, (None, 27)),
        ({"close": LATER, "decision": {"milestones": [{"name": "评标", "date": "2026-12-05"}]}}, ("评标", 12)),
        ({"close": LATER, "decision": {"milestones": [{"name": "评标", "date": "2026-11-22"}]}}, (None, 27)),
        ({"close": "2026-11-22"}, None),
        ({}, None),
    ],
)
def test_the_next_date_is_a_milestone_ahead_or_the_close(deal: dict[str, Any], point: tuple[str | None, int]) -> None:
    next_date = due(plan_of({"opportunities": {"d": deal}}).opportunities["d"], DAY)
    assert (next_date and (next_date.name, next_date.days)) == point
