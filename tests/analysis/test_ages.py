"""Ages of judgements: which day counts, and from when on a judgement is stale and expired."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.analysis.ages import PERSONAL, PERSONAL_DAYS, Age, Aged, Kind, aged
from kamtool.load import load_bytes
from kamtool.rules.limits import Limits
from tests.kam import kam, put

DAY = dt.date(2026, 11, 23)
TABLE = Limits().ages


def found(text: str, deal: str | None = None) -> tuple[Aged, ...]:
    plan = load_bytes(f"kam: 1\naccount: {{name: 例}}\n{text}".encode(), "t.yaml").plan
    assert plan is not None
    return aged(plan, deal, DAY, TABLE)


ONE_OF_EACH = """
stakeholders:
  a:
    roles: [decider]
    attitude: {value: doubt, date: 2026-11-01}
    authority: {claim: decides, evidence: [{kind: signed_before, date: 2026-11-02}]}
    relationship: {value: trust, evidence: [{behaviour: 说了实话, date: 2026-11-03}]}
    needs: {personal: {security: {status: unmet, date: 2026-11-04}}}
    style: {value: driver, observed: [{behaviour: 只问结果, date: 2026-11-05}, {behaviour: 打断, date: 2026-10-05}]}
  b: {}
relations: [{from: a, to: b, kind: influences, date: 2026-11-06}]
competitors: {x: {}}
opportunities:
  d:
    budget: {value: planned, date: 2026-11-07}
    compelling_event: {value: yes, date: 2026-11-08}
    decision: {mode: group, date: 2026-11-09}
    needs: [{text: 换车, date: 2026-11-10}]
    criteria: [{name: 价格, scores: {us: 3}, date: 2026-11-11}]
    qualification: {us: {solution_fit: {value: yes, date: 2026-11-12}}}
    radar: {x: {service: {value: 2, date: 2026-11-13}}}
swot: [{kind: threat, text: 租赁, date: 2026-11-14}]
"""


def test_every_kind_that_carries_a_day_is_found() -> None:
    """Each once, in the order of the table, with the newest day of what shows it."""
    each = found(ONE_OF_EACH, "d")
    assert sorted(one.kind for one in each) == sorted(Kind)
    days = {one.kind: one.date.day for one in each}
    assert days == {
        Kind.ATTITUDE: 1, Kind.AUTHORITY: 2, Kind.RELATIONSHIP: 3, Kind.NEEDS: 4, Kind.STYLE: 5, Kind.LINE: 6,
        Kind.BUDGET: 7, Kind.EVENT: 8, Kind.DECISION: 9, Kind.DEMAND: 10, Kind.CRITERIA: 11, Kind.ANSWER: 12,
        Kind.RADAR: 13, Kind.SWOT: 14,
    }  # fmt: skip


DEEDS = """
stakeholders:
  a: {{attitude: {{value: accept, date: 2026-10-01}}}}
  b: {{attitude: {{value: doubt, date: 2026-10-01}}}}
visits:
  - {{date: 2026-10-10, with: [a, b], next: {{what: n, proposed_by: customer}}}}
  - {{date: 2026-10-12, with: [a], {last}}}
"""


@pytest.mark.parametrize(
    ("last", "day", "deed"),
    [
        ("next: {what: m, proposed_by: customer, accepted: yes}", 12, ("visits", 1, "next")),
        ("next: {what: m, proposed_by: customer, accepted: no}", 10, ("visits", 0, "next")),
        ("next: {what: m, proposed_by: us, accepted: yes}", 10, ("visits", 0, "next")),
        ("initiated_by: customer, next: {what: m, proposed_by: customer, accepted: no}", 12, ("visits", 1)),
    ],
)
def test_who_accepts_us_shows_it_by_a_deed_of_their_own(last: str, day: int, deed: tuple[str | int, ...]) -> None:
    """It is named, and is none when they took it back; whoever doubts us shows nothing by it."""
    own, other = found(DEEDS.format(last=last))
    assert (own.date, own.deed) == (dt.date(2026, 10, day), deed)
    assert (other.date, other.deed) == (dt.date(2026, 10, 1), None)


def test_explain_says_which_deed_it_was_and_where(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", f"kam: 1\naccount: {{name: 例}}{DEEDS.format(last='initiated_by: customer')}")
    words = {"en": ("they asked for the contact", "a.yaml:4, :8"), "zh": ("那天是对方主动找的我们", "a.yaml:4, :8")}
    for lang, said in words.items():
        out = kam("stakeholders", "a", "--explain", "--as-of", "2026-11-23", "--lang", lang, cwd=tmp_path).out
        assert all(one in " ".join(out.split()) for one in said)


def test_without_a_deal_the_people_and_the_swot_remain() -> None:
    assert {one.kind for one in found(ONE_OF_EACH)} == PERSONAL | {Kind.AUTHORITY, Kind.SWOT}


def test_what_has_no_day_or_says_nothing_has_no_age() -> None:
    text = """
stakeholders:
  a: {attitude: accept, needs: {personal: {security: {status: unknown, date: 2020-01-01}}}}
  b: {attitude: {value: unknown, date: 2020-01-01}, style: {observed: [{behaviour: x, date: 2020-01-01}]}}
opportunities: {d: {budget: {value: unknown, date: 2020-01-01}, radar: {us: {service: {date: 2020-01-01}}}}}
"""
    assert found(text, "d") == ()


@given(st.integers(0, 3000))
def test_stale_is_more_than_warn_and_expired_more_than_error(days: int) -> None:
    day = (DAY - dt.timedelta(days=days)).isoformat()
    (one,) = found(f"swot: [{{kind: threat, text: 租赁, date: {day}}}]")
    age = TABLE[Kind.SWOT]
    assert (one.days, one.stale, one.expired) == (days, days > age.warn, days > age.error)


def test_one_table_holds_both_ages_of_every_kind() -> None:
    """A warning always comes before the error, and nothing inferred of a person outlives a year."""
    assert set(TABLE) == set(Kind)
    assert all(age.warn < age.error for age in TABLE.values())
    assert all(TABLE[kind].error <= PERSONAL_DAYS for kind in PERSONAL)


def test_a_team_sets_its_own_ages() -> None:
    assert Limits(radar_warn=30, radar_error=60).ages[Kind.RADAR] == Age(30, 60)


@pytest.mark.parametrize("kind", sorted(PERSONAL))
def test_no_team_may_keep_what_it_infers_of_a_person_longer(kind: str, tmp_path: Path) -> None:
    """The year of methods.md C is a bound, told with its line; ages of papers may be set longer."""
    put(tmp_path, "a.yaml", "kam: 1\naccount: {name: 例}\n")
    config = tmp_path / "kam.toml"
    config.write_text(f"[thresholds]\n{kind}_error = 366\n", "utf-8")
    result = kam("check", cwd=tmp_path)
    assert result.code == 2
    assert f"kam.toml:2: `{kind}_error` must not be above 365" in result.err
    config.write_text("[thresholds]\nauthority_error = 2000\n", "utf-8")
    assert kam("check", cwd=tmp_path).code == 0
