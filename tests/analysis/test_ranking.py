"""The points of what waits: every term by itself, and the table as a team sets it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kamtool.analysis.ranking import Facts, Name, Weights, terms
from kamtool.analysis.waiting import Kind
from kamtool.model.values import Influence, IssueSeverity, Stage, Tier


def points(weights: Weights | None = None, **facts: Any) -> dict[Name, int]:
    given: dict[str, Any] = {"kind": "review", "days": 99, "tier": Tier.UNKNOWN, **facts}
    return {one.name: one.points for one in terms(Facts(**given), weights or Weights())}


@pytest.mark.parametrize(
    ("facts", "name", "expected"),
    [
        ({"days": -1}, Name.OVERDUE, 26),
        ({"days": -15}, Name.OVERDUE, 40),
        ({"days": -4000}, Name.OVERDUE, 40),
        ({"days": 0}, Name.SOON, 30),
        ({"days": 1}, Name.SOON, 28),
        ({"days": 14}, Name.SOON, 2),
        ({"days": 15}, Name.SOON, None),
        ({"days": None}, Name.UNDATED, 10),
        ({"tier": Tier.A}, Name.TIER, 15),
        ({"tier": Tier.B}, Name.TIER, 8),
        ({"tier": Tier.C}, Name.TIER, None),
        ({"tier": Tier.UNKNOWN}, Name.TIER, None),
        ({"amount": Decimal(1_000_000)}, Name.VALUE, 12),
        ({"amount": Decimal(999_999)}, Name.VALUE, 6),
        ({"amount": Decimal(99_999)}, Name.VALUE, None),
        ({"amount": None}, Name.VALUE, None),
        ({"power": Influence.HIGH}, Name.POWER, 12),
        ({"power": Influence.UNKNOWN}, Name.POWER, 3),
        ({"power": Influence.LOW}, Name.POWER, None),
        ({"stage": Stage.INTENT}, Name.STAGE, 2),
        ({"stage": Stage.DECISION}, Name.STAGE, 10),
        ({"stage": Stage.USE}, Name.STAGE, None),
        ({"severity": IssueSeverity.CRITICAL}, Name.SEVERITY, 20),
        ({"severity": IssueSeverity.MINOR}, Name.SEVERITY, None),
        ({"kind": Kind.OUR_PROMISE.value}, Name.KIND, 15),
    ],
)
def test_a_term(facts: dict[str, Any], name: Name, expected: int | None) -> None:
    assert points(**facts).get(name) == expected


def test_what_gives_no_points_is_no_term() -> None:
    assert points() == {}


def test_an_unknown_counts_by_its_question_alone_and_never_for_its_missing_day() -> None:
    assert points(kind="unknown", days=None, question=2.0) == {Name.UNKNOWN: 20}
    assert points(kind="unknown", days=None, question=99.0) == {Name.UNKNOWN: 40}


def test_a_team_sets_its_own() -> None:
    assert points(Weights(tier_a=0, tier_c=7), tier=Tier.C) == {Name.TIER: 7}
    assert points(Weights(tier_a=0), tier=Tier.A) == {}


@pytest.mark.parametrize("kind", [one for one in Kind if one is not Kind.UNKNOWN])
def test_every_kind_has_its_weight(kind: Kind) -> None:
    assert points(Weights(**{kind.value: 3}), kind=kind.value) == {Name.KIND: 3}


def test_a_day_of_theirs_that_passed_asks_only_to_be_written_down() -> None:
    """It stood before every overdue promise of ours."""
    passed = sum(one.points for one in terms(Facts("milestone", -13, Tier.UNKNOWN), Weights()))
    ahead = sum(one.points for one in terms(Facts("milestone", 5, Tier.UNKNOWN), Weights()))
    promise = sum(one.points for one in terms(Facts("our_promise", -1, Tier.UNKNOWN), Weights()))
    assert passed < ahead < promise
