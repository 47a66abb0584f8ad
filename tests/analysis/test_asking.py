"""Whom to ask: the person, else one who accepts us and is near them, and never one in conflict with them."""

from __future__ import annotations

import datetime as dt

import pytest

from kamtool.analysis.asking import Asked, Audience, Circle, Tie, groups
from kamtool.analysis.deal import parts
from kamtool.analysis.unknown import Kind, Unknown
from kamtool.load import load_bytes
from kamtool.model.plan import Plan
from kamtool.model.values import Role

DAY = dt.date(2026, 11, 23)
PEOPLE = """
stakeholders:
  boss: {name: 老板, unit: 厂部, roles: [decider], influence: high}
  aide: {unit: 厂部, reports_to: boss, attitude: accept, influence: medium}
  friend: {unit: 车队, attitude: accept, influence: medium, relationship: %s}
  enemy: {unit: 厂部, attitude: accept, influence: medium, relationship: %s}
relations: [{from: enemy, to: boss, kind: conflicts}]
opportunities: {d: {unit: 车队}}
account: {name: 甲, units: {buying: 采购部}}
"""
TRUST = "{value: trust, evidence: [{behaviour: 直说, date: 2026-11-01}]}"


def plan_of(text: str) -> Plan:
    account = "" if "account:" in text else "account: {name: 甲}\n"
    loaded = load_bytes(f"kam: 1\n{account}{text}".encode(), "x")
    assert loaded.plan is not None, loaded.diagnostics
    return loaded.plan


def asked(
    plan: Plan, kind: Kind, person: str | None = None, present: tuple[str, ...] = (), role: Role | None = None
) -> Asked:
    circle = Circle(plan, parts(plan, "d", DAY), DAY, present)
    return circle.whom(Unknown(kind, (), person=person, deal="d", role=role))


def met(days: int, *who: str, answered: str = "yes") -> str:
    day = DAY - dt.timedelta(days=days)
    return f"visits: [{{date: {day}, with: [{', '.join(who)}], answered: {answered}}}]\n"


@pytest.mark.parametrize(("days", "audience"), [(60, Audience.SELF), (61, Audience.NOBODY)])
def test_a_person_is_asked_themselves_while_we_are_in_touch(days: int, audience: Audience) -> None:
    plan = plan_of("stakeholders: {x: {}}\nopportunities: {d: {}}\n" + met(days, "x"))
    assert asked(plan, Kind.ATTITUDE, "x").audience is audience


def test_an_unanswered_contact_is_no_touch() -> None:
    plan = plan_of("stakeholders: {x: {}}\nopportunities: {d: {}}\n" + met(3, "x", answered="no"))
    assert asked(plan, Kind.ATTITUDE, "x").audience is Audience.NOBODY


@pytest.mark.parametrize("attitude", ["resist", "sabotage"])
def test_who_is_against_us_is_not_asked_but_when_present(attitude: str) -> None:
    plan = plan_of(f"stakeholders: {{x: {{attitude: {attitude}}}}}\nopportunities: {{d: {{}}}}\n" + met(3, "x"))
    assert asked(plan, Kind.ORGANIZATION, "x").audience is Audience.NOBODY
    assert asked(plan, Kind.ORGANIZATION, "x", ("x",)) == Asked(Audience.SELF, "x")


def test_a_tie_comes_before_a_better_relationship() -> None:
    """A subordinate is asked before a friend elsewhere."""
    plan = plan_of(PEOPLE % (TRUST, "acquaintance"))
    assert asked(plan, Kind.ATTITUDE, "boss") == Asked(Audience.OTHER, "aide", Tie.BELOW)


def test_of_those_tied_the_best_proven_is_asked() -> None:
    line = "relations: [{from: friend, to: boss, kind: influences}, "
    plan = plan_of((PEOPLE % (TRUST, "ally")).replace("relations: [", line))
    assert asked(plan, Kind.ATTITUDE, "boss") == Asked(Audience.OTHER, "friend", Tie.LINE)


def test_nobody_in_conflict_with_a_person_is_asked_about_them() -> None:
    """However near to us; about the deal they are."""
    plan = plan_of(PEOPLE % ("unknown", TRUST))
    assert asked(plan, Kind.ATTITUDE, "boss", ("enemy",)).audience is Audience.NOBODY
    assert asked(plan, Kind.BUDGET, None, ("enemy",)).person == "enemy"


def test_for_authority_another_is_asked_first() -> None:
    """What somebody says of their own authority proves nothing."""
    plan = plan_of(PEOPLE % ("unknown", "unknown") + met(3, "boss"))
    assert asked(plan, Kind.AUTHORITY, "boss").person == "aide"
    assert asked(plan, Kind.ORGANIZATION, "boss") == Asked(Audience.SELF, "boss")
    assert asked(plan, Kind.AUTHORITY, "boss", ("boss",)) == Asked(Audience.SELF, "boss")


def test_what_somebody_wants_for_themselves_is_asked_only_of_those_near() -> None:
    plan = plan_of("stakeholders: {x: {}, y: {attitude: accept, influence: high}}\nopportunities: {d: {}}\n")
    assert asked(plan, Kind.ORGANIZATION, "x") == Asked(Audience.OTHER, "y", Tie.BEST)
    assert asked(plan, Kind.PERSONAL, "x").audience is Audience.NOBODY


def test_nobody_without_any_say_is_asked_about_others() -> None:
    plan = plan_of("stakeholders: {x: {}, y: {attitude: accept, authority: none}}\nopportunities: {d: {}}\n")
    assert asked(plan, Kind.ATTITUDE, "x").audience is Audience.NOBODY


def test_the_deal_is_asked_of_those_whose_business_it_is() -> None:
    text = "stakeholders: {x: {roles: [user]}, y: {roles: [buyer]}}\nopportunities: {d: {}}\n" + met(3, "x", "y")
    assert asked(plan_of(text), Kind.MILESTONES) == Asked(Audience.SELF, "y")
    assert asked(plan_of(text), Kind.EVENT) == Asked(Audience.SELF, "x")


def test_without_a_friend_anybody_in_touch_will_do_for_the_deal() -> None:
    plan = plan_of("stakeholders: {x: {}}\nopportunities: {d: {}}\n" + met(3, "x"))
    assert asked(plan, Kind.BUDGET) == Asked(Audience.OTHER, "x", Tie.BEST)


@pytest.mark.parametrize(("role", "unit"), [(Role.BUYER, "采购部"), (Role.INFLUENCER, "车队")])
def test_where_nobody_can_be_asked_a_unit_is_named(role: Role, unit: str) -> None:
    plan = plan_of("account: {name: 甲, units: {buying: 采购部}}\nopportunities: {d: {unit: 车队}}\n")
    assert asked(plan, Kind.ROLE, role=role) == Asked(Audience.NOBODY, unit=unit)


@pytest.mark.parametrize("present", [(), ("y",)])
def test_our_own_figures_are_never_asked_of_the_customer(present: tuple[str, ...]) -> None:
    plan = plan_of("stakeholders: {y: {attitude: accept}}\nopportunities: {d: {}}\n" + met(3, "y"))
    assert asked(plan, Kind.ECONOMICS, present=present) == Asked(Audience.OURS)


def test_groups_follow_their_first_question_and_nobody_comes_last() -> None:
    plan = plan_of(
        "stakeholders: {x: {}, y: {}}\nopportunities: {d: {}}\nteam: {li: {name: 李明, covers: {y: trust}}}\n"
    )
    nobody, x, y = Asked(Audience.NOBODY), Asked(Audience.SELF, "x"), Asked(Audience.OTHER, "y", Tie.BEST)
    found = groups(plan, [(1, nobody), (2, y), (3, x), (4, y)], DAY)
    assert [(one.person, one.ranks, one.by) for one in found] == [
        ("y", (2, 4), "李明"),
        ("x", (3,), None),
        (None, (1,), None),
    ]


def test_who_knows_is_asked_as_one_who_knows_however_long_ago_we_spoke() -> None:
    """A chairman who accepts us is asked himself: what he signs, what he needs, when it is settled."""
    people = "stakeholders: {x: {roles: [decider], attitude: accept}, y: {roles: [user], attitude: doubt}}\n"
    plan = plan_of(people + "opportunities: {d: {}}\n" + met(641, "x"))
    for kind in (Kind.AUTHORITY, Kind.ORGANIZATION, Kind.PERSONAL):
        assert asked(plan, kind, "x") == Asked(Audience.SELF, "x")
    for kind in (Kind.NEXT_STEP, Kind.EVENT, Kind.CLOSE, Kind.BUDGET):
        assert asked(plan, kind) == Asked(Audience.SELF, "x")


def test_of_those_for_us_the_one_whose_business_it_is_comes_before_the_nearest() -> None:
    """Who draws up the contract is asked in the unit that buys, not of the manager's driver."""
    text = f"""
account: {{name: 甲, units: {{buying: 行政处}}}}
stakeholders:
  driver: {{unit: 车队, roles: [user], attitude: accept, relationship: {TRUST}}}
  deputy: {{unit: 行政处, roles: [recommender], attitude: accept}}
opportunities: {{d: {{unit: 行政处}}}}
"""
    assert asked(plan_of(text), Kind.ROLE, role=Role.BUYER) == Asked(Audience.OTHER, "deputy", Tie.FIT)


def test_who_is_not_known_is_reached_through_those_tied_to_them() -> None:
    """And through nobody in conflict with them."""
    plan = plan_of(
        "stakeholders:\n  boss: {unit: 厂部}\n  man: {name: 老王, reports_to: boss, attitude: doubt}\n  foe: {}\n"
        "relations: [{from: foe, to: boss, kind: conflicts}]\nopportunities: {d: {}}\n" + met(3, "man", "foe")
    )
    assert asked(plan, Kind.ATTITUDE, "boss") == Asked(Audience.NOBODY, unit="厂部", through="老王")
    assert asked(plan, Kind.ATTITUDE, "boss", ("foe",)).through is None


def test_a_title_is_not_said_twice() -> None:
    """Where only the post is kept of an official, the name is the title already."""
    plan = plan_of("stakeholders: {x: {name: 装备科科长, title: 科长}, y: {name: 老王, title: 科长}}\n")
    found = groups(plan, [(1, Asked(Audience.SELF, "x")), (2, Asked(Audience.SELF, "y"))], DAY)
    assert [one.title for one in found] == [None, "科长"]
