"""The account on a page: debts, promises kept, next steps, and what is not known."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kamtool.analysis.overview import Counts, Money
from kamtool.analysis.page import Page, Question, page
from kamtool.load import load_bytes
from kamtool.model.values import Role, YesNo

AS_OF = dt.date(2026, 11, 23)
PEOPLE = "stakeholders: {song: {name: 宋敏, roles: [decider], attitude: resist}, zhao: {title: 总经理}}\n"


def show(text: str) -> Page:
    loaded = load_bytes(("kam: 1\naccount: {name: 甲}\n" + text).encode(), "a.yaml")
    assert loaded.plan is not None, loaded.diagnostics
    return page(loaded.plan, "a", AS_OF, Counts())


def test_debts_are_aged_and_the_longest_overdue_comes_first() -> None:
    found = show(
        PEOPLE + "promises:\n"
        "  - {by: us, to: song, what: later, due: 2026-11-28}\n"
        "  - {by: us, what: no day}\n"
        "  - {by: us, what: late, due: 2026-11-20}\n"
        "  - {by: us, what: done, due: 2026-11-20, kept: 2026-11-22}\n"
        "  - {by: customer, from: zhao, what: theirs}\n"
    )
    assert [(one.what, one.days) for one in found.we_owe] == [("late", -3), ("later", 5), ("no day", None)]
    assert [one.about for one in found.they_owe] == [("总经理",)]


def test_a_promise_kept_after_the_day_we_look_from_is_still_open() -> None:
    found = show("promises: [{by: us, what: a, due: 2026-11-30, kept: 2026-11-25}]\n")
    assert [one.what for one in found.we_owe] == ["a"]
    assert found.our_word.due == 0


def test_a_word_counts_as_kept_only_in_time() -> None:
    found = show(
        "promises:\n"
        "  - {by: us, what: early, due: 2026-11-02, kept: 2026-11-01}\n"
        "  - {by: us, what: late, due: 2026-11-02, kept: 2026-11-03}\n"
        "  - {by: us, what: never, due: 2026-11-02}\n"
        "  - {by: us, what: ahead, due: 2026-12-02}\n"
        "  - {by: us, what: no day, kept: 2026-11-03}\n"
    )
    assert (found.our_word.due, found.our_word.in_time) == (3, 1)


def test_the_next_step_is_the_first_one_the_customer_agreed_to() -> None:
    found = show(
        "opportunities: {d: {stage: evaluation, close_plan: [{what: plan, due: 2026-11-30, customer_agreed: yes}]}}\n"
        "visits:\n"
        "  - {date: 2026-11-01, next: {what: ours, date: 2026-11-24}}\n"
        "  - {date: 2026-11-02, next: {what: agreed, date: 2026-11-29, accepted: yes}}\n"
        "  - {date: 2026-11-03, next: {what: past, date: 2026-11-10, accepted: yes}}\n"
    )
    step = found.deals[0].step
    assert step is not None
    assert (step.what, step.days, step.accepted) == ("agreed", 6, YesNo.YES)


def test_what_the_customer_proposed_is_agreed_until_they_take_it_back() -> None:
    """It goes before a step of ours that comes sooner."""
    text = (
        "opportunities: {{d: {{stage: evaluation}}}}\nvisits:\n"
        "  - {{date: 2026-11-01, next: {{what: ours, date: 2026-11-24}}}}\n"
        "  - {{date: 2026-11-02, next: {{what: theirs, date: 2026-11-29, proposed_by: customer, accepted: {}}}}}\n"
    )
    steps = {said: show(text.format(said)).deals[0].step for said in ("unknown", "no")}
    assert {said: step.what for said, step in steps.items() if step} == {"unknown": "theirs", "no": "ours"}


def test_a_deal_tells_who_decides_in_it_and_where_they_stand() -> None:
    found = show(PEOPLE + "opportunities: {d: {participants: {zhao: {roles: [approver]}}}}\n")
    assert [(one.name, one.role, one.verified, one.days) for one in found.deals[0].deciders] == [
        ("宋敏", Role.DECIDER, False, None),
        ("总经理", Role.APPROVER, False, None),
    ]


def test_profit_after_cost_is_unknown_unless_both_are_known() -> None:
    found = show("opportunities: {d: {value: {amount: 1, currency: CNY}}}\n")
    assert found.years == ()
    loaded = load_bytes(
        b"kam: 1\naccount: {name: a, economics: [{year: 2024, gross_profit: 5}, "
        b"{year: 2025, gross_profit: 5, cost_to_serve: 7}]}\n",
        "a.yaml",
    )
    assert loaded.plan is not None
    years = page(loaded.plan, "a", AS_OF, Counts()).years
    assert [(one.year, one.after_cost) for one in years] == [(2025, Money(Decimal(-2), None)), (2024, None)]


def test_a_registration_expires_unless_the_dealer_has_a_newer_one() -> None:
    found = show(
        "registrations:\n"
        "  - {dealer: old, valid_until: 2026-11-01}\n"
        "  - {dealer: renewed, valid_until: 2026-11-01}\n"
        "  - {dealer: renewed, valid_until: 2027-06-01}\n"
        "  - {dealer: soon, valid_until: 2026-12-01}\n"
    )
    assert [(one.dealer, one.days) for one in found.expiring] == [("old", -22), ("soon", 8)]


def test_an_issue_is_late_only_past_its_own_limit() -> None:
    """Its day itself is in time."""
    found = show(
        "issues:\n"
        "  - {opened: 2026-11-03, what: today, severity: minor, limit: 2026-11-23}\n"
        "  - {opened: 2026-11-01, what: minor, severity: minor}\n"
        "  - {opened: 2026-11-02, what: major, severity: major, limit: 2026-11-20}\n"
        "  - {opened: 2026-11-02, what: fixed, severity: critical, fixed: 2026-11-03}\n"
    )
    assert [(one.what, one.late) for one in found.issues] == [("major", 3), ("minor", None), ("today", None)]


def test_an_empty_plan_is_nothing_but_questions() -> None:
    found = show("")
    assert set(found.not_known) == set(Question) - {Question.COST}
    assert (found.deals, found.people.all, found.contacts, found.actions) == ((), (), (), ())


def test_who_left_is_on_no_side() -> None:
    found = show("stakeholders: {a: {attitude: accept, left: 2026-01-01}, b: {attitude: doubt}}\n")
    assert [one.id for one in found.people.all] == ["b"]
