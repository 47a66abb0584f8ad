"""What a brief is made of, on small plans."""

from __future__ import annotations

import datetime as dt

import pytest

from kamtool.analysis.brief import brief
from kamtool.analysis.brief_terms import Goal, Load
from kamtool.analysis.cautions import Warn, cautions
from kamtool.load import load_bytes
from kamtool.model.plan import Plan
from kamtool.model.values import Style

DAY = dt.date(2026, 11, 23)
HEAD = "kam: 1\naccount: {name: X}\n"


def plan(text: str) -> Plan:
    """A plan from what stands below its head."""
    found = load_bytes((HEAD + text).encode(), "x.yaml")
    assert found.plan is not None, found.diagnostics
    return found.plan


TENDER = """opportunities:
  d:
    stage: shortlist
    needs: [{text: 怕担责, layer: underlying, source: us}]
    give_get: {give: [样车借用三周], get: [与赵总见一面]}
    close_plan: [{what: 安排私下见面, by: customer, due: 2026-11-30, customer_agreed: AGREED}]
    decision: {rule: scoring, milestones: [{name: 招标公告, date: NOTICE}]}
stakeholders: {song: {roles: [decider]}}
"""


def test_once_the_notice_is_out_nothing_is_offered_for_anything() -> None:
    """No swap, no step that they never agreed to, no guess at what somebody fears; before it all of these stand."""
    out = brief(plan(TENDER.replace("NOTICE", "2026-11-02").replace("AGREED", "unknown")), "d", ["song"], DAY, DAY)
    assert out.deal is not None
    assert (out.deal.notice, out.deal.give, out.deal.get, out.deal.unconfirmed) == (True, (), (), ())
    assert (out.obtain.kind, out.obtain.give) == (Goal.TENDER, ())
    agreed = brief(plan(TENDER.replace("NOTICE", "2026-11-02").replace("AGREED", "yes")), "d", ["song"], DAY, DAY)
    assert (agreed.obtain.kind, agreed.obtain.give) == (Goal.STEP, ())
    before = brief(plan(TENDER.replace("NOTICE", "2026-12-02").replace("AGREED", "unknown")), "d", ["song"], DAY, DAY)
    assert before.deal is not None
    assert before.deal.unconfirmed == ("怕担责",)
    assert (before.obtain.kind, before.obtain.give) == (Goal.STEP, ("样车借用三周",))


def test_a_document_is_brought_only_when_it_is_public_or_somebody_gave_it_to_us() -> None:
    """The rest is not to be mentioned: internal, or of no named giver."""
    one = plan(
        "documents:\n  - {title: 公开, tag: public}\n  - {title: 给的, tag: authorised, authorised_by: 张伟}\n"
        "  - {title: 没写谁给, tag: authorised}\n  - {title: 内部, tag: internal}\nstakeholders: {a: {}}\n"
    )
    brought = {each.what for each in brief(one, None, ["a"], DAY, DAY).bring if each.kind is Load.DOCUMENT}
    warned = {each.text for each in cautions(one, None, ["a"], DAY) if each.kind is Warn.DOCUMENT}
    assert (brought, warned) == ({"公开", "给的"}, {"没写谁给", "内部"})


SEEN = "{date: 2026-11-01, behaviour: x}"


@pytest.mark.parametrize(
    ("axes", "seen", "expected"),
    [
        ("assertiveness: 4, responsiveness: 1", 2, Style.DRIVER),
        ("assertiveness: 3, responsiveness: 3", 2, Style.EXPRESSIVE),
        ("assertiveness: 2, responsiveness: 2", 2, Style.ANALYTICAL),
        ("assertiveness: 1, responsiveness: 4", 2, Style.AMIABLE),
        ("assertiveness: 4, responsiveness: 1", 1, Style.UNKNOWN),
        ("value: driver", 1, Style.UNKNOWN),
        ("assertiveness: 4", 2, Style.UNKNOWN),
    ],
)
def test_a_style_takes_two_observations(axes: str, seen: int, expected: Style) -> None:
    one = plan(f"stakeholders:\n  a: {{style: {{{axes}, observed: [{', '.join([SEEN] * seen)}]}}}}\n")
    assert brief(one, None, ["a"], DAY, DAY).people[0].style is expected


@pytest.mark.parametrize(
    ("title", "alias", "slip"),
    [
        ("行政处副处长", "张处长", True),
        ("副总经理", "张总", True),
        ("Deputy Director", "Director Zhang", True),
        ("行政处处长", "张处长", False),
        ("行政处副处长", "张副处长", False),
        ("行政处副处长", "老张", False),
    ],
)
def test_a_deputy_called_by_the_full_title_is_a_slip(title: str, alias: str, slip: bool) -> None:
    one = plan(f"stakeholders:\n  a: {{name: A, title: {title}, aliases: [{alias}]}}\n")
    assert (Warn.TITLE in {each.kind for each in cautions(one, None, ["a"], DAY)}) is slip


def test_one_promise_is_brought_once() -> None:
    """A step of the close plan that says the promise again is not listed again."""
    one = plan(
        "stakeholders: {a: {name: A}}\npromises: [{by: us, to: a, what: cost table, due: 2026-11-25}]\n"
        "opportunities:\n  d: {close_plan: [{what: cost table for A, by: us, due: 2026-11-25}]}\n"
    )
    found = brief(one, "d", ["a"], DAY, DAY).bring
    assert [(each.kind, each.what) for each in found] == [(Load.PROMISE, "cost table")]


@pytest.mark.parametrize(
    ("said", "agreed"),
    [("accepted: yes", True), ("proposed_by: customer", True), ("proposed_by: us", False),
     ("proposed_by: customer, accepted: no", False)],
)  # fmt: skip
def test_what_they_proposed_is_agreed_until_they_take_it_back(said: str, agreed: bool) -> None:
    one = plan(
        "stakeholders: {a: {name: A}}\nopportunities: {d: {}}\n"
        f"visits: [{{date: 2026-11-20, with: [a], next: {{what: demo, date: 2026-11-30, {said}}}}}]\n"
    )
    about = brief(one, "d", ["a"], DAY, DAY).deal
    assert about is not None
    assert (about.agreed is not None) is agreed


def test_the_step_to_obtain_is_theirs_then_the_exchange_then_their_date() -> None:
    people = "stakeholders: {a: {name: A}}\nopportunities:\n  d:\n    status: open\n"
    date = "    decision: {milestones: [{name: Bids, date: 2026-12-01}]}\n"
    theirs = "    close_plan: [{what: sign, by: customer, due: 2026-12-05}]\n"
    get = "    give_get: {give: [car], get: [meeting]}\n"
    found = [brief(plan(people + more), "d", ["a"], DAY, DAY).obtain for more in ("", date, date + get, theirs + get)]
    assert [one.kind for one in found] == [Goal.OPEN, Goal.MILESTONE, Goal.GET, Goal.STEP]
    assert (found[-2].what, found[-2].give) == ("meeting", ("car",))


def test_a_refusal_accepted_later_is_no_refusal() -> None:
    people = "stakeholders: {a: {name: A}}\nvisits:\n"
    no = "  - {date: 2026-10-01, with: [a], next: {what: tour, proposed_by: us, accepted: no}}\n"
    yes = "  - {date: 2026-11-01, with: [a], next: {what: tour, proposed_by: us, accepted: yes}}\n"
    kinds = [[each.kind for each in cautions(plan(people + text), None, ["a"], DAY)] for text in (no, no + yes)]
    assert kinds == [[Warn.REFUSED], []]


def test_what_they_proposed_and_we_declined_is_no_refusal_of_theirs() -> None:
    people = "stakeholders: {a: {name: A}}\n"
    step = "visits: [{date: 2026-10-01, with: [a], next: {what: tour, proposed_by: %s, accepted: no}}]\n"
    kinds = [[each.kind for each in cautions(plan(people + step % by), None, ["a"], DAY)] for by in ("us", "customer")]
    assert kinds == [[Warn.REFUSED], []]


@pytest.mark.parametrize(("left", "warned"), [("", True), (", left: 2026-11-24", True), (", left: 2026-11-23", False)])
def test_a_quarrel_with_somebody_who_left_is_over(left: str, warned: bool) -> None:
    one = plan(
        f"stakeholders: {{a: {{name: A}}, b: {{name: B{left}}}}}\nrelations: [{{from: a, to: b, kind: conflicts}}]\n"
    )
    assert (Warn.CONFLICT in [each.kind for each in cautions(one, None, ["a"], DAY)]) is warned


def test_what_lies_after_the_day_is_not_known_yet() -> None:
    one = plan("stakeholders: {a: {name: A}}\nvisits: [{date: 2026-12-01, with: [a], facts: [x]}]\n")
    assert brief(one, None, ["a"], DAY, dt.date(2026, 12, 10)).people[0].contacts == ()
