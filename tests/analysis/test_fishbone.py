"""The fishbone: which finding hangs on which bone, and who looks after it."""

from __future__ import annotations

import datetime as dt

import pytest

from kamtool.analysis.fishbone import BONE_OF, CODES, Fishbone, fishbone
from kamtool.diagnostic import TOP, Diagnostic, Path, Severity
from kamtool.load import load_bytes
from kamtool.model.values import Bone
from kamtool.rules import RULES

DAY = dt.date(2026, 11, 23)
PLAN = """kam: 1
account: {name: 厂}
team: {li: {name: 李明}}
opportunities: {d: {fishbone: {service: [{cause: 慢, owner: li}]}}, e: {}}
"""


def made(*found: Diagnostic, more: str = "") -> Fishbone:
    plan = load_bytes((PLAN + more).encode(), "plan.yaml").plan
    assert plan is not None
    return fishbone(plan, "d", DAY, found)


def finding(code: str, path: Path = (), severity: Severity = Severity.WARNING) -> Diagnostic:
    return Diagnostic(code, severity, "plan.yaml", TOP, path)


def test_every_code_of_the_table_is_a_rule_and_hangs_on_one_bone() -> None:
    assert set(BONE_OF) <= {one.code for one in RULES}
    assert len(BONE_OF) == sum(map(len, CODES.values()))


def test_the_plans_causes_come_first_and_findings_of_one_rule_are_one_cause() -> None:
    found = made(finding("KAM601"), finding("KAM601"), finding("KAM303", severity=Severity.ERROR))
    assert [(one.text, one.code, len(one.lines)) for one in found.ribs[0].causes] == [
        ("慢", None, 0),
        (None, "KAM303", 1),
        (None, "KAM601", 2),
    ]
    assert (found.causes, found.unowned) == (3, 2)
    assert Bone.SERVICE not in found.blank


@pytest.mark.parametrize(
    ("one", "count"),
    [
        (finding("KAM201", ("opportunities", "d")), 2),
        (finding("KAM201", ("opportunities", "e")), 1),
        (finding("KAM201", ("opportunities", "d"), Severity.HINT), 1),
        (finding("KAM008"), 1),
        (finding("KAM503", ("opportunities", "d")), 1),
    ],
)
def test_what_is_no_reason_to_lose_this_deal_hangs_nowhere(one: Diagnostic, count: int) -> None:
    """Another deal's finding, a question, a mistake in the file, a picture that flatters us."""
    assert made(one).causes == count


@pytest.mark.parametrize(
    ("action", "owner"),
    [
        ("{what: x, who: li, for: KAM601}", "李明"),
        ("{what: x, who: li, for: KAM601, opportunity: d}", "李明"),
        ("{what: x, who: li, for: KAM601, done: 2026-11-24}", "李明"),
        ("{what: x, who: li, for: KAM601, opportunity: e}", None),
        ("{what: x, who: li, for: KAM601, done: 2026-11-23}", None),
        ("{what: x, for: KAM601}", None),
        ("{what: x, who: li, for: KAM604}", None),
    ],
)
def test_who_has_an_open_action_against_a_finding_owns_it(action: str, owner: str | None) -> None:
    found = made(finding("KAM601"), more=f"actions: [{action}]\n")
    assert found.ribs[0].causes[1].owner == owner


@pytest.mark.parametrize(
    ("code", "path", "bone"),
    [
        ("KAM120", ("stakeholders", "song", "attitude"), Bone.RELATIONSHIP),
        ("KAM120", ("opportunities", "d", "participants", "song", "authority"), Bone.DECISION_CHAIN),
        ("KAM121", ("relations", 0), Bone.RELATIONSHIP),
        ("KAM904", ("stakeholders", "song", "style"), Bone.RELATIONSHIP),
        ("KAM209", ("opportunities", "d", "budget"), Bone.COMMERCIAL),
        ("KAM209", ("opportunities", "d", "compelling_event"), Bone.TIME),
        ("KAM209", ("opportunities", "d", "decision"), Bone.DECISION_CHAIN),
        ("KAM209", ("opportunities", "d", "needs", 0), Bone.TECHNOLOGY),
        ("KAM209", ("opportunities", "d", "qualification", "us", "inside_support"), Bone.RELATIONSHIP),
        ("KAM209", ("opportunities", "d", "qualification", "us", "informal_criteria"), Bone.DECISION_CHAIN),
        ("KAM506", ("opportunities", "d", "radar", "us", "market_share"), Bone.MARKET_SHARE),
        ("KAM506", ("opportunities", "d", "criteria", 0), Bone.TECHNOLOGY),
    ],
)
def test_what_has_gone_stale_hangs_where_it_belongs(code: str, path: Path, bone: Bone) -> None:
    """One code speaks of several facts: each goes to its own bone."""
    found = made(finding(code, path))
    assert [rib.bone for rib in found.ribs if any(one.code == code for one in rib.causes)] == [bone]


@pytest.mark.parametrize(
    ("factor", "bone"),
    [
        ("factor: company_brand", Bone.COMPANY_BRAND),
        ("factor: environment", Bone.TIME),
        ("date: 2026-01-01", Bone.TIME),
    ],
)
def test_an_old_swot_hangs_at_the_factor_of_its_oldest_item(factor: str, bone: Bone) -> None:
    old = Diagnostic("KAM709", Severity.WARNING, "plan.yaml", TOP, ("swot", 0), {"text": "没人认得"})
    found = made(old, more=f"swot: [{{kind: weakness, text: 没人认得, {factor}}}]\n")
    assert [rib.bone for rib in found.ribs if any(one.code for one in rib.causes)] == [bone]
