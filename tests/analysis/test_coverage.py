"""Coverage: what is claimed, what is proven, and what decays."""

from __future__ import annotations

import datetime as dt

import pytest

from kamtool.analysis.coverage import DECAY_DAYS, Covered, coverage
from kamtool.load import load_bytes
from kamtool.model.values import RelationshipStage

AS_OF = dt.date(2026, 11, 23)


def person(text: str) -> Covered:
    """The one person of a plan whose stakeholder and team sections are *text*."""
    loaded = load_bytes(f"kam: 1\naccount: {{name: 例}}\n{text}".encode(), "t.yaml")
    assert loaded.plan is not None, loaded.diagnostics
    return coverage(loaded.plan, AS_OF, 12).people[0]


def proven(days_ago: int, stage: str = "trust", by: str = "customer") -> str:
    day = AS_OF - dt.timedelta(days=days_ago)
    evidence = f"{{date: {day}, behaviour: 主动来电, initiated_by: {by}}}"
    return f"stakeholders:\n  a: {{name: 甲, relationship: {{value: {stage}, evidence: [{evidence}]}}}}\n"


@pytest.mark.parametrize(
    ("days", "left"),
    [
        (DECAY_DAYS - 1, RelationshipStage.TRUST),
        (DECAY_DAYS, RelationshipStage.ENGAGEMENT),
        (DECAY_DAYS + 1, RelationshipStage.ENGAGEMENT),
    ],
)
def test_a_proven_stage_loses_one_without_own_deeds(days: int, left: RelationshipStage) -> None:
    assert person(proven(days)).today is left


def test_acquaintance_does_not_decay() -> None:
    assert person(proven(400, "acquaintance")).today is RelationshipStage.ACQUAINTANCE


def test_an_ally_needs_two_own_deeds() -> None:
    """One deed proves trust; the ally that the plan claims stays a claim."""
    assert person(proven(10, "ally")).proven is RelationshipStage.TRUST


def test_a_claim_without_dated_behaviour_is_unproven() -> None:
    one = person("stakeholders: {a: {name: 甲, relationship: trust}}\n")
    assert (one.claimed, one.proven) == (RelationshipStage.TRUST, RelationshipStage.UNKNOWN)


@pytest.mark.parametrize(
    ("cover", "short"),
    [
        ("{now: unknown, want: trust}", 3),
        ("{now: trust, want: trust}", 0),
        ("{now: ally, want: trust}", 0),
        ("trust", 0),
    ],
)
def test_shortage_counts_stages_to_what_is_wanted(cover: str, short: int) -> None:
    one = person(f"stakeholders: {{a: {{name: 甲}}}}\nteam: {{li: {{name: 李, covers: {{a: {cover}}}}}}}\n")
    assert [each.short for each in one.covers] == [short]


def test_low_influence_is_not_missed() -> None:
    """Only people with power are missed when nobody covers them; unknown influence is not power."""
    text = "stakeholders: {a: {influence: high}, b: {influence: low}, c: {}}\n"
    loaded = load_bytes(f"kam: 1\naccount: {{name: 例}}\n{text}".encode(), "t.yaml")
    assert loaded.plan is not None
    assert [one.id for one in coverage(loaded.plan, AS_OF, 12).uncovered] == ["a"]


def test_too_many_is_beyond_the_limit_not_at_it() -> None:
    text = "stakeholders: {a: {}, b: {}}\nteam: {li: {covers: {a: trust, b: trust}}}\n"
    plan = load_bytes(f"kam: 1\naccount: {{name: 例}}\n{text}".encode(), "t.yaml").plan
    assert plan is not None
    assert [coverage(plan, AS_OF, most).loads[0].over for most in (1, 2)] == [True, False]
