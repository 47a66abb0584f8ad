"""The care calendar: which days it holds, whose they are, and what is late."""

from __future__ import annotations

import datetime as dt

from kamtool.agenda import spans
from kamtool.analysis.care import Care, Cared, Kind, care, cared, months
from kamtool.config import MAX_NUMBER
from kamtool.load import load_bytes
from kamtool.rules.limits import Limits

AS_OF = dt.date(2026, 11, 23)
YEAR = dt.date(2026, 12, 31)
PLAN = """kam: 1
owner: 李明
reviewed: 2026-11-02
account: {name: 红旗, tier: A}
team: {wang: {name: 王总, role: sponsor}}
stakeholders:
  song: {name: 宋敏, privacy: {basis: consent, expires: 2026-12-10}}
  zhang: {name: 张伟}
  yan: {name: 严工, left: 2026-12-15}
  gone: {name: 老范, left: 2026-11-23}
opportunities:
  fleet: {name: 换车, decision: {milestones: [{name: 评标, date: 2026-12-05}]}}
  last: {name: 上一批, status: won, closed: 2025-01-01, contract_until: 2026-12-31}
  older: {name: 再上一批, status: won, closed: 2024-01-01}
registrations: [{dealer: 城东店, date: 2026-09-01, valid_until: 2026-12-01, opportunity: fleet}]
visits:
  - {date: 2026-11-20, channel: visit, with: [song]}
  - {date: 2026-10-01, channel: visit, with: [zhang]}
expect: [{what: met, who: zhang, since: 2026-11-01, by: 2026-12-20}]
"""


def one(text: str = PLAN) -> Cared:
    loaded = load_bytes(text.encode(), "hongqi.yaml")
    assert loaded.plan is not None, loaded.diagnostics
    return cared(loaded.plan, "hongqi", AS_OF, spans(Limits(), MAX_NUMBER))


def of(*plans: Cared, owner: str | None = None, first: dt.date = AS_OF, last: dt.date = YEAR) -> Care:
    return care(plans or (one(),), AS_OF, first, last, owner)


def test_every_kind_of_day_is_there() -> None:
    found = {(line.item.kind, str(line.item.day)) for line in of().lines}
    assert found == {
        (Kind.REGISTRATION, "2026-12-01"),
        (Kind.RETURN, "2026-12-04"),
        (Kind.MILESTONE, "2026-12-05"),
        (Kind.PRIVACY, "2026-12-10"),
        (Kind.LEAVING, "2026-12-15"),
        (Kind.EXPECT, "2026-12-20"),
        (Kind.RENEWAL, "2026-12-31"),
    }


def test_a_return_is_due_by_tier_and_late_from_the_next_day_on() -> None:
    (late,) = of().late
    assert (late.item.kind, late.item.people, late.days) == (Kind.RETURN, ("张伟",), -39)


def test_late_returns_of_one_account_are_one_line() -> None:
    text = PLAN.replace("2026-11-20, channel: visit", "2026-10-09, channel: visit")
    (late,) = of(one(text)).late
    assert (late.item.people, str(late.item.day)) == (("张伟", "宋敏"), "2026-10-15")


def test_a_time_that_does_not_hold_today_has_nothing_late() -> None:
    found = of(first=dt.date(2026, 12, 1), last=dt.date(2026, 12, 4))
    assert not found.late
    assert [line.item.kind for line in found.lines] == [Kind.REGISTRATION, Kind.RETURN]


def test_a_contract_without_an_end_is_asked_about() -> None:
    assert of().endless == (("红旗", "再上一批"),)


def test_a_key_account_nobody_met_is_told() -> None:
    assert of(one("kam: 1\naccount: {name: 新河, tier: B}\n")).unseen == ("新河",)


def test_an_owner_sees_what_is_theirs() -> None:
    assert len(of(owner="李明").lines) == 7
    assert of(owner="王总").lines == ()


def test_months_cover_the_time() -> None:
    assert [str(one) for one in months(dt.date(2026, 11, 30), dt.date(2027, 2, 1))] == [
        "2026-11-01", "2026-12-01", "2027-01-01", "2027-02-01",
    ]  # fmt: skip
