"""Placing people: what counts as met, the nine outcomes, the contradictions, and what to ask."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.analysis.needs import Quadrant, axis, balance, possible
from kamtool.analysis.quadrant import Clash, QuadrantMap, Side, quadrants
from kamtool.load import load_bytes
from kamtool.model.plan import Plan
from kamtool.model.stakeholder import Need
from kamtool.model.values import NeedStatus, OrganizationNeed, PersonalNeed, Role, YesNo

DAY = dt.date(2026, 11, 23)
MET, UNMET, UNKNOWN = NeedStatus.MET, NeedStatus.UNMET, NeedStatus.UNKNOWN


def need_of(status: NeedStatus, weight: Decimal | None = None) -> Need:
    return Need.model_construct(status=status, weight=weight)


weights = st.none() | st.decimals(0, 100, places=1)
need = st.builds(need_of, status=st.sampled_from(NeedStatus), weight=weights)
needs = st.dictionaries(st.sampled_from(PersonalNeed), need)


def plan_of(text: str) -> Plan:
    plan = load_bytes(f"kam: 1\naccount: {{name: 试验厂}}\n{text}".encode(), "plan.yaml").plan
    assert plan is not None
    return plan


def people(text: str, deal: str | None = None) -> QuadrantMap:
    return quadrants(plan_of(text), deal, DAY)


@given(needs)
def test_unknown_never_counts_as_no(listed: dict[PersonalNeed, Need]) -> None:
    """Where nothing is known to be unmet, the axis is not a no, however much is unknown."""
    kept = {kind: one for kind, one in listed.items() if one.status is not UNMET}
    assert axis(kept) is not YesNo.NO


@given(needs, st.sampled_from(PersonalNeed), weights)
def test_one_more_unknown_need_only_takes_certainty_away(
    listed: dict[PersonalNeed, Need], kind: PersonalNeed, weight: Decimal | None
) -> None:
    """A need listed as unknown leaves the verdict, or makes it unknown; it never turns a yes into a no."""
    before = {key: one for key, one in listed.items() if key is not kind}
    after = axis({**before, kind: need_of(status=UNKNOWN, weight=weight)})
    assert after in (axis(before), YesNo.UNKNOWN)


@given(needs, st.sampled_from(PersonalNeed), weights)
def test_meeting_a_need_never_makes_it_worse(
    listed: dict[PersonalNeed, Need], kind: PersonalNeed, weight: Decimal | None
) -> None:
    """When an unmet need becomes met, a yes stays a yes and an unknown stays unknown."""
    before = axis({**listed, kind: need_of(UNMET, weight)})
    after = axis({**listed, kind: need_of(MET, weight)})
    assert after is YesNo.YES if before is YesNo.YES else (after is YesNo.UNKNOWN) == (before is YesNo.UNKNOWN)


@given(st.lists(need, max_size=5))
def test_only_listed_needs_count(listed: list[Need]) -> None:
    """The verdict depends on the needs listed, not on which of all the kinds they are, nor on how many are not."""
    five_of_six = dict(zip(PersonalNeed, listed, strict=False))
    all_of_five = dict(zip(OrganizationNeed, listed, strict=False))
    assert axis(five_of_six) is axis(all_of_five)


def test_a_need_written_without_a_status_is_not_listed() -> None:
    """``security:`` with nothing behind it is missing, so it takes nothing from what is known."""
    with_gap = people("stakeholders: {a: {needs: {personal: {esteem: met, security: , power: }}}}").people[0]
    assert (with_gap.personal.listed, with_gap.personal.verdict) == (1, YesNo.YES)


@pytest.mark.parametrize(
    ("statuses", "verdict"),
    [
        ([], YesNo.UNKNOWN),
        ([UNKNOWN], YesNo.UNKNOWN),
        ([MET, UNKNOWN], YesNo.YES),
        ([MET, UNKNOWN, UNKNOWN], YesNo.UNKNOWN),
        ([MET, UNMET], YesNo.YES),
        ([MET, UNMET, UNMET], YesNo.NO),
    ],
)
def test_half_is_enough(statuses: list[NeedStatus], verdict: YesNo) -> None:
    """Half of the listed needs known, half of the known weight met."""
    assert axis({at: need_of(status=status) for at, status in enumerate(statuses)}) is verdict


def test_weights_decide() -> None:
    """One heavy need outweighs two light ones, and the balance shows it."""
    found = balance({1: need_of(status=MET, weight=Decimal(3)), 2: need_of(status=UNMET), 3: need_of(status=UNMET)})
    assert (found.verdict, str(found.met_weight), str(found.known_weight)) == (YesNo.YES, "3", "5")


def test_nine_outcomes() -> None:
    """Two axes of three values: four cells, four pairs of cells, and one where all is open."""
    outcomes = {(own, firm): possible(own, firm) for own in YesNo for firm in YesNo}
    assert sorted(len(cells) for cells in outcomes.values()) == [1, 1, 1, 1, 2, 2, 2, 2, 4]
    assert outcomes[YesNo.NO, YesNo.YES] == (Quadrant.RIVAL,)
    assert outcomes[YesNo.UNKNOWN, YesNo.YES] == (Quadrant.PARTNER, Quadrant.RIVAL)
    assert outcomes[YesNo.YES, YesNo.UNKNOWN] == (Quadrant.PARTNER, Quadrant.FRIEND)


@pytest.mark.parametrize(
    ("own", "firm", "attitude", "clash"),
    [
        ("unmet", "met", "accept", Clash.RIVAL_ACCEPTS),
        ("unmet", "met", "resist", None),
        ("met", "met", "resist", Clash.PARTNER_OPPOSES),
        ("met", "met", "sabotage", Clash.PARTNER_OPPOSES),
        ("met", "met", "doubt", None),
        ("unmet", "unknown", "accept", None),
    ],
)
def test_contradictions(own: str, firm: str, attitude: str, clash: Clash | None) -> None:
    """A rival who accepts us and a partner who opposes us; who isn't placed contradicts nothing."""
    text = f"{{needs: {{personal: {{esteem: {own}}}, organization: {{image: {firm}}}}}, attitude: {attitude}}}"
    assert people(f"stakeholders: {{a: {text}}}").people[0].clash is clash


def test_only_friends() -> None:
    """It is said when all who accept us are friends, and not once one of them is a partner."""
    friend = "{attitude: accept, needs: {personal: {esteem: met}, organization: {image: unmet}}}"
    partner = "{attitude: accept, needs: {personal: {esteem: met}, organization: {image: met}}}"
    assert people(f"stakeholders: {{a: {friend}, b: {friend}}}").only_friends == 2
    assert people(f"stakeholders: {{a: {friend}, b: {partner}}}").only_friends == 0
    assert people("stakeholders: {a: {attitude: resist}}").only_friends == 0


def test_the_firm_is_asked_about_first() -> None:
    """With both axes unknown the question is about the firm; with one, about that one."""
    both = people("stakeholders: {a: {roles: [buyer, decider]}}").people[0].ask
    own = people("stakeholders: {a: {needs: {organization: {image: met}}}}").people[0].ask
    assert both is not None
    assert own is not None
    assert (both.side, both.role) == (Side.ORGANIZATION, Role.DECIDER)
    assert (own.side, own.role) == (Side.PERSONAL, None)


def test_a_listed_need_is_asked_about_by_name() -> None:
    """Of several needs listed as unknown the heaviest one."""
    text = "{power: unknown, security: {status: unknown, weight: 3}, esteem: unknown}"
    found = people(f"stakeholders: {{a: {{needs: {{organization: {{image: met}}, personal: {text}}}}}}}").people[0]
    assert found.ask is not None
    assert found.ask.kind is PersonalNeed.SECURITY


def test_who_was_never_met_is_asked_about_through_a_friend() -> None:
    """Through somebody beside them who accepts us and speaks with us; never across a conflict."""
    text = """
stakeholders:
  boss: {}
  near: {reports_to: boss, attitude: accept}
  far: {attitude: accept}
visits: [{date: 2026-10-01, channel: visit, with: [near, far]}]
"""
    found = people(text).people[0].ask
    assert found is not None
    assert (found.met, found.through) == (False, "near")
    at_odds = people(f"{text}relations: [{{from: near, to: boss, kind: conflicts}}]\n").people[0].ask
    assert at_odds is not None
    assert at_odds.through is None


def test_a_deal_may_differ() -> None:
    """The deal's word on needs goes before the person's own; who left is not placed."""
    text = """
stakeholders:
  a: {needs: {personal: {esteem: met}, organization: {image: met}}}
  b: {left: 2026-11-01}
opportunities: {x: {participants: {a: {needs: {personal: {esteem: unmet}, organization: {image: met}}}}}}
"""
    assert [one.cell for one in people(text).people] == [Quadrant.PARTNER]
    assert [one.cell for one in people(text, "x").people] == [Quadrant.RIVAL]


def test_who_weighs_most_comes_first() -> None:
    """Deciders, then by influence, then in the order of the plan."""
    text = "{a: {influence: low}, b: {influence: high}, c: {influence: low}, d: {roles: [decider]}}"
    assert [one.id for one in people(f"stakeholders: {text}").people] == ["d", "b", "a", "c"]


@pytest.mark.parametrize(("day", "waits"), [("2026-11-02", True), ("2026-12-02", False)])
def test_once_a_tenders_notice_is_out_nobody_is_asked_what_they_stand_to_win(day: str, waits: bool) -> None:
    text = (
        "kam: 1\naccount: {name: X}\n"
        "stakeholders: {a: {roles: [decider], needs: {organization: {performance: met}}}}\n"
        f"opportunities: {{d: {{decision: {{milestones: [{{name: 招标公告, date: {day}}}]}}}}}}\n"
        "visits: [{date: 2026-11-01, with: [a]}]\n"
    )
    loaded = load_bytes(text.encode(), "x.yaml")
    assert loaded.plan is not None, loaded.diagnostics
    asked = quadrants(loaded.plan, "d", DAY).people[0].ask
    assert asked is not None
    assert (asked.side, asked.waits) == (Side.PERSONAL, waits)
