"""Next steps: who moves, and what became of them."""

from __future__ import annotations

import datetime as dt

import pytest

from kamtool.analysis.next_steps import Agreed, Fate, Grade, Proof, agreed, grade
from kamtool.load import load_bytes
from kamtool.model.plan import Plan
from kamtool.model.values import Party

DAY = dt.date(2026, 11, 23)
PEOPLE = "stakeholders: {a: {name: 甲}, b: {name: 乙}}\nteam: {li: {name: 李明}}\nopportunities: {d: {}, e: {}}\n"


def plan_of(text: str) -> Plan:
    plan = load_bytes(f"kam: 1\naccount: {{name: 试验厂}}\n{PEOPLE}{text}".encode(), "plan.yaml").plan
    assert plan is not None
    return plan


def step(said: str, more: str = "", visits: str = "") -> Agreed:
    """The first visit's next step on DAY: with person a on 2026-10-01."""
    text = f"visits:\n  - {{date: 2026-10-01, with: a, opportunity: d, next: {{what: 报价, {said}}}}}\n{visits}{more}"
    plan = plan_of(text)
    found = agreed(plan, plan.visits[0], DAY)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("proposed_by: customer, accepted: true", Grade.CUSTOMER_PROPOSED),
        ("proposed_by: customer", Grade.CUSTOMER_PROPOSED),
        ("proposed_by: us, accepted: true, owner: a", Grade.CUSTOMER_COMMITTED),
        ("accepted: true, owner: a", Grade.CUSTOMER_COMMITTED),
        ("proposed_by: us, accepted: true, owner: li", Grade.US_PROPOSED_ACCEPTED),
        ("proposed_by: us, accepted: false, owner: a", Grade.US_PROPOSED_OPEN),
        ("proposed_by: us", Grade.US_PROPOSED_OPEN),
        ("accepted: true", Grade.UNKNOWN),
        ("date: 2026-10-10", Grade.UNKNOWN),
    ],
)
def test_five_grades(said: str, expected: Grade) -> None:
    """Who proposed, then who does it, then whether they accepted; unsaid is unknown, not ours."""
    plan = plan_of(f"visits: [{{date: 2026-10-01, next: {{what: 报价, {said}}}}}]")
    assert grade(plan, plan.visits[0].next) is expected
    assert grade(plan, None) is Grade.NONE


def test_a_promise_kept_in_time_or_late() -> None:
    """The promise made that day to the same person for the same day is the step."""
    promise = "promises: [{{by: us, to: a, what: 报价单, made: 2026-10-01, due: 2026-10-10, kept: {}}}]"
    kept = step("date: 2026-10-10", promise.format("2026-10-09"))
    assert (kept.fate, kept.proof, kept.shown, kept.late) == (Fate.KEPT, Proof.PROMISE, dt.date(2026, 10, 9), None)
    late = step("date: 2026-10-10", promise.format("2026-10-14"))
    assert (late.fate, late.late) == (Fate.LATE, 4)
    owed = step("date: 2026-10-10", promise.format("2026-12-01"))
    assert (owed.fate, owed.late, owed.owed_by) == (Fate.OWED, 44, Party.US)


def test_a_promise_to_somebody_else_is_another_matter() -> None:
    promise = "promises: [{by: us, to: b, what: 报价, made: 2026-10-01, due: 2026-10-10, kept: 2026-10-09}]"
    assert step("date: 2026-10-10", promise).fate is Fate.SILENT


def test_a_milestone_with_the_same_words() -> None:
    """Done before the visit it is another one, and one of another deal does not count."""
    plan = "opportunities: {{{}: {{decision: {{milestones: [{{name: 报价, done: {}}}]}}}}, {}: {{}}}}\n"
    text = "visits: [{date: 2026-10-01, with: a, opportunity: d, next: {what: 报价, date: 2026-10-10}}]"

    def fate(deal: str, done: str, other: str) -> Fate:
        head = "kam: 1\naccount: {name: 厂}\nstakeholders: {a: {}}\n"
        loaded = load_bytes(f"{head}{plan.format(deal, done, other)}{text}".encode(), "p.yaml").plan
        assert loaded is not None
        found = agreed(loaded, loaded.visits[0], DAY)
        assert found is not None
        return found.fate

    assert fate("d", "2026-10-10", "e") is Fate.KEPT
    assert fate("d", "2026-10-11", "e") is Fate.LATE
    assert fate("d", "2026-09-30", "e") is Fate.SILENT
    assert fate("e", "2026-10-10", "d") is Fate.SILENT


@pytest.mark.parametrize(
    ("visit", "fate"),
    [
        ("date: 2026-10-13, with: a", Fate.KEPT),
        ("date: 2026-10-07, with: a", Fate.KEPT),
        ("date: 2026-10-14, with: a", Fate.MET_AGAIN),
        ("date: 2026-10-06, with: a", Fate.SILENT),
        ("date: 2026-10-10, with: b", Fate.KEPT),
        ("date: 2026-10-10, with: b, opportunity: e", Fate.SILENT),
        ("date: 2026-10-11, with: b", Fate.SILENT),
        ("date: 2026-10-10, with: a, answered: false", Fate.SILENT),
        ("date: 2026-12-10, with: a", Fate.SILENT),
    ],
)
def test_a_later_contact_is_the_step_when_near(visit: str, fate: Fate) -> None:
    """On its very day over the same deal, or within three days with the same person; what lies ahead shows nothing."""
    assert step("date: 2026-10-10", visits=f"  - {{{visit}}}\n").fate is fate


@pytest.mark.parametrize(
    ("said", "fate"),
    [
        ("date: 2026-11-23", Fate.AHEAD),
        ("date: 2026-11-22", Fate.SILENT),
        ("date: 2026-12-01, accepted: false", Fate.REFUSED),
        ("date: 2026-10-10, accepted: false", Fate.REFUSED),
        ("proposed_by: us", Fate.NO_DAY),
    ],
)
def test_without_a_trace(said: str, fate: Fate) -> None:
    assert step(said).fate is fate
