"""Service recovery: times against limits, gaps, and what is open beside a sale."""

from __future__ import annotations

import datetime as dt

import pytest

from kamtool.analysis.issues import Basis, Case, Gap, Recovery, recovery
from kamtool.load import load_bytes
from kamtool.model.values import IssueSeverity, Stage

DAY = dt.date(2026, 11, 23)
FIX = {IssueSeverity.MAJOR: 14, IssueSeverity.CRITICAL: 3}


def made(*issues: str, deals: str = "", deal: str | None = None) -> Recovery:
    rows = "".join(f"  - {{what: 事{at}, {one}}}\n" for at, one in enumerate(issues, 1))
    head = "kam: 1\naccount: {name: 厂}\nstakeholders: {a: {name: 孙丽}}\nteam: {li: {name: 李明}}\n"
    plan = load_bytes(f"{head}opportunities: {{{deals}}}\nissues:\n{rows}".encode(), "plan.yaml").plan
    assert plan is not None
    return recovery(plan, deal, DAY, FIX, 1)


def one(text: str) -> Case:
    return made(text).cases[0]


@pytest.mark.parametrize(
    ("issue", "limit", "basis", "late"),
    [
        ("opened: 2026-11-01, severity: major", "2026-11-15", Basis.DAYS, 8),
        ("opened: 2026-11-01, severity: critical, fixed: 2026-11-04", "2026-11-04", Basis.DAYS, None),
        ("opened: 2026-11-01, severity: critical, fixed: 2026-11-05", "2026-11-04", Basis.DAYS, 1),
        ("opened: 2026-11-01, severity: critical, limit: 2026-11-30", "2026-11-30", Basis.OWN, None),
        ("opened: 2026-01-01, severity: minor", None, None, None),
        ("opened: 2026-01-01", None, None, None),
    ],
)
def test_limits(issue: str, limit: str | None, basis: Basis | None, late: int | None) -> None:
    """The plan's own limit before the days for its severity; without either nothing is late."""
    found = one(issue)
    assert (found.limit and found.limit.isoformat(), found.basis, found.late) == (limit, basis, late)


@pytest.mark.parametrize(
    ("issue", "days", "late"),
    [
        ("opened: 2026-11-01, acknowledged: 2026-11-02", 1, None),
        ("opened: 2026-11-01, acknowledged: 2026-11-04", 3, 2),
        ("opened: 2026-11-20", None, 2),
        ("opened: 2026-11-22", None, None),
        ("opened: 2026-11-01, fixed: 2026-11-02", None, None),
        ("opened: 2026-11-20, acknowledged: 2026-11-24", None, 2),
    ],
)
def test_answers(issue: str, days: int | None, late: int | None) -> None:
    """Within a day; no answer yet is late from the second day on, and mending is an answer too."""
    found = one(issue)
    assert (found.days_to_answer, found.late_to_answer) == (days, late)


@pytest.mark.parametrize(
    ("issue", "breach"),
    [
        ("opened: 2026-11-01, severity: major, owner: li", True),
        ("opened: 2026-11-20, severity: major, owner: li", False),
        ("opened: 2026-11-22, severity: critical", True),
        ("opened: 2026-01-01, severity: minor", False),
        ("opened: 2026-11-01, severity: major, fixed: 2026-11-20", False),
    ],
)
def test_breach(issue: str, breach: bool) -> None:
    """Grave, open, and either past its limit or nobody's."""
    assert one(issue).breach is breach


def test_only_deals_that_are_being_decided_count_as_a_sale() -> None:
    deals = (
        "s: {stage: shortlist}, v: {stage: evaluation}, d: {stage: decision}, r: {stage: research}, "
        "u: {stage: use}, n: {}, w: {stage: decision, status: won}"
    )
    issue = "opened: 2026-11-01, severity: major"
    assert [one.stage for one in made(issue, deals=deals).selling] == [
        Stage.SHORTLIST,
        Stage.EVALUATION,
        Stage.DECISION,
    ]
    assert [one.name for one in made(issue, deals=deals, deal="v").selling] == ["v"]
    assert made(issue, deals=deals, deal="r").selling == ()


def test_the_open_and_gravest_first() -> None:
    found = made(
        "opened: 2026-11-01, fixed: 2026-11-02",
        "opened: 2026-10-01, severity: minor",
        "opened: 2026-11-22, severity: major, owner: li",
        "opened: 2026-11-10, severity: critical, owner: li",
        "opened: 2026-11-01, fixed: 2026-11-20",
        "opened: 2026-11-24",
    )
    assert [one.what for one in found.cases] == ["事4", "事3", "事2", "事5", "事1"]


def test_what_adds_up() -> None:
    """An open one within its limit is not decided yet; one never asked about is neither satisfied nor not."""
    found = made(
        "opened: 2026-11-01, severity: major, acknowledged: 2026-11-01, fixed: 2026-11-03, satisfied: yes",
        "opened: 2026-10-01, severity: major, acknowledged: 2026-10-04, fixed: 2026-10-31, satisfied: no",
        "opened: 2026-11-22, severity: major, acknowledged: 2026-11-22",
        "opened: 2026-11-01, severity: critical",
    )
    assert (found.median_to_answer, found.median_to_fix) == (0, 16)
    assert (found.answered_in_time, found.answerable) == (2, 4)
    assert (found.fixed_in_time, found.fixable) == (1, 3)
    assert (found.satisfied, found.asked) == (1, 2)


@pytest.mark.parametrize(
    ("issue", "gap"),
    [
        ("opened: 2026-11-22, severity: major, acknowledged: 2026-11-22, cause: 轴承", Gap.OWNER),
        ("opened: 2026-11-22, severity: major, owner: li, cause: 轴承", Gap.ACKNOWLEDGED),
        ("opened: 2026-11-22, owner: li, acknowledged: 2026-11-22, cause: 轴承", Gap.SEVERITY),
        ("opened: 2026-11-22, severity: major, owner: li, acknowledged: 2026-11-22", Gap.CAUSE),
        ("opened: 2026-11-01, severity: major, owner: li, fixed: 2026-11-02, cause: 轴承", Gap.SATISFIED),
    ],
)
def test_what_the_record_lacks(issue: str, gap: Gap) -> None:
    assert one(issue).gaps == (gap,)


def test_compensation_is_the_organisations() -> None:
    """Without an approval, or with a person's name in it, it is marked."""
    full = "opened: 2026-11-01, severity: major, owner: li, fixed: 2026-11-02, cause: 轴承, satisfied: yes"
    assert one(f"{full}, compensation: {{kind: 免保养, approval: A-1}}").gaps == ()
    assert one(f"{full}, compensation: {{kind: 免保养}}").gaps == (Gap.APPROVAL,)
    assert one(f"{full}, compensation: {{kind: 给孙丽一张卡, approval: A-1}}").gaps == (Gap.PERSON,)
