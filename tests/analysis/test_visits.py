"""The visit history: order, ratio, checklist, months, returns."""

from __future__ import annotations

import datetime as dt

import pytest

from kamtool.analysis.next_steps import Grade
from kamtool.analysis.visits import Visits, visits
from kamtool.load import load_bytes
from kamtool.model.values import ChecklistItem, Tier

DAY = dt.date(2026, 11, 23)
CADENCE = {Tier.A: 14, Tier.B: 30, Tier.C: 90}


def made(text: str, deal: str | None = None, person: str | None = None, tier: str = "A", more: str = "") -> Visits:
    people = "stakeholders: {a: {name: 甲, influence: low}, b: {name: 乙, influence: high}, c: {left: 2026-11-01}}\n"
    head = f"kam: 1\naccount: {{name: 厂, tier: {tier}{more}}}\n{people}opportunities: {{d: {{}}, e: {{}}}}\n"
    plan = load_bytes((head + text).encode(), "plan.yaml").plan
    assert plan is not None
    return visits(plan, deal, DAY, CADENCE, 2, person)


def test_newest_first_and_nothing_from_the_future() -> None:
    found = made("visits: [{date: 2026-09-01}, {date: 2026-11-01}, {date: 2026-10-01}, {date: 2026-11-24}]")
    assert [one.date.month for one in found.cards] == [11, 10, 9]


def test_by_deal_and_by_person() -> None:
    """What names no deal belongs to every deal."""
    text = (
        "visits: [{date: 2026-09-01, opportunity: d, with: a}, {date: 2026-09-02, opportunity: e}, {date: 2026-09-03}]"
    )
    assert [one.date.day for one in made(text, deal="d").cards] == [3, 1]
    assert [one.date.day for one in made(text, person="a").cards] == [1]


def contacts(*said: str) -> str:
    rows = [f"  - {{date: 2026-10-{at + 1:02}, {one}}}\n" for at, one in enumerate(said)]
    return "visits:\n" + "".join(rows)


THEIRS = "next: {what: 一, proposed_by: customer}"
OURS = "next: {what: 一, proposed_by: us}"
WHO_KNOWS = "next: 一"


@pytest.mark.parametrize(
    ("said", "by_customer", "of", "row"),
    [
        ([THEIRS, OURS, OURS, THEIRS, OURS, OURS], 1, 5, 2),
        ([OURS, OURS, OURS], 0, 3, 3),
        ([THEIRS, WHO_KNOWS, "purpose: 一"], 1, 2, 0),
        ([THEIRS, f"answered: false, {OURS}", f"channel: message, {OURS}"], 1, 1, 0),
        ([], 0, 0, 0),
    ],
)
def test_who_proposes(said: list[str], by_customer: int, of: int, row: int) -> None:
    """Of the last five two-way contacts; no next step counts against us, an unknown proposer does not count."""
    found = made(contacts(*said) if said else "").proposals
    assert (found.by_customer, found.of, found.ours_in_a_row) == (by_customer, of, row)
    assert len(found.grades) <= 5


def test_a_contact_without_next_step_is_the_lowest_grade() -> None:
    assert made(contacts("purpose: 一")).proposals.grades == (Grade.NONE,)


def test_the_checklist_adds_up() -> None:
    """The first visit has its own score; later ones add to it; what the plan knows anyway need not be asked."""
    text = contacts(
        "channel: call, checklist: [owner_unit]",
        "checklist: [company_intro, product_sheet]",
        "checklist: [product_sheet, installed_base]",
    )
    found = made(text, more=", procurement: 招标").checklist
    assert (found.first, found.day, found.now, found.known) == (2, dt.date(2026, 10, 2), 4, True)
    assert [one.item for one in found.items if one.is_left] == []
    assert {one.item for one in found.items if one.known} == {
        ChecklistItem.PROCUREMENT_PROCEDURE,
        ChecklistItem.NEAR_TERM_NEEDS,
    }
    assert [one.tell for one in found.items] == [True, True, False, False, False, False]


def test_an_unwritten_checklist_is_unknown_not_zero() -> None:
    found = made(contacts("purpose: 一")).checklist
    assert (found.first, found.known) == (None, False)
    empty = made(contacts("checklist: []")).checklist
    assert (empty.first, empty.known) == (0, True)


@pytest.mark.parametrize(("tier", "late"), [("A", 9), ("B", None), ("C", None)])
def test_returns_by_tier(tier: str, late: int | None) -> None:
    """Twenty-three days ago: too long for A, not for B or C."""
    (one,) = made("visits: [{date: 2026-10-31, with: b}]", tier=tier).returns
    assert (one.days, one.late) == (23, late)


@pytest.mark.parametrize("tier", ["delegate", "unknown"])
def test_no_cadence_no_return(tier: str) -> None:
    found = made("visits: [{date: 2020-01-01, with: b}]", tier=tier)
    assert (found.every, found.returns[0].due, found.late) == (None, None, ())


def test_on_its_very_day_a_return_is_not_late() -> None:
    (one,) = made("visits: [{date: 2026-11-09, with: b}]").returns
    assert (one.due, one.late) == (DAY, None)


def test_who_weighs_most_comes_first_and_who_left_is_gone() -> None:
    found = made("visits: [{date: 2026-01-01, with: [a, c]}, {date: 2026-11-01, with: b}]")
    assert [one.id for one in found.returns] == ["b", "a"]


def test_unanswered_since_we_last_spoke() -> None:
    text = contacts("with: a, answered: no", "with: a", "with: a, answered: no", "with: a, answered: no")
    (one,) = made(text).unanswered
    assert (one.unanswered, one.contacts, one.last) == (2, 1, dt.date(2026, 10, 2))


def test_a_day_agreed_ahead_is_planned_unless_they_refused() -> None:
    text = "visits: [{{date: 2026-10-01, with: b, next: {{what: 见面, date: 2026-12-01, accepted: {}}}}}]"
    assert made(text.format("yes")).returns[0].planned == dt.date(2026, 12, 1)
    assert made(text.format("no")).returns[0].planned is None


def test_months_go_back_six_at_most_and_to_the_first_contact() -> None:
    short = made("visits: [{date: 2026-10-31}, {date: 2026-11-01}, {date: 2026-11-02}]").months
    assert [(one.month, one.contacts) for one in short] == [("2026-11", 2), ("2026-10", 1)]
    long = made("visits: [{date: 2026-11-01}, {date: 2025-01-01}]").months
    assert [one.month for one in long] == ["2026-11", "2026-10", "2026-09", "2026-08", "2026-07", "2026-06"]


def test_satisfaction_the_latest_first() -> None:
    found = made(
        "visits: [{date: 2026-10-01, satisfaction: 2}, {date: 2026-11-01, satisfaction: 4}, {date: 2026-11-02}]"
    )
    assert [one.value for one in found.satisfaction] == [4, 2]


def test_nothing_at_all() -> None:
    found = made("")
    assert (found.cards, found.returns, found.open_steps, found.proposals.of) == ((), (), (), 0)
