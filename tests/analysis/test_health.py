"""The health of plans: three measures with their parts, and what makes a plan dead."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from kamtool.analysis.completeness import Part
from kamtool.analysis.execution import Work
from kamtool.analysis.health import Bounds, Health, Measure, Sign, health, report
from kamtool.load import load_bytes
from kamtool.model.values import Tier
from kamtool.rules.limits import Limits

AS_OF = dt.date(2026, 11, 23)
BOUNDS = Bounds({Tier.A: 14, Tier.B: 30, Tier.C: 90}, 90, 180, Limits().ages)


def of(text: str, as_of: dt.date = AS_OF) -> Health:
    loaded = load_bytes(("kam: 1\n" + text).encode(), "case.yaml")
    assert loaded.plan is not None, loaded.diagnostics
    return health(loaded.plan, "case", "case.yaml", as_of, BOUNDS)


def asked(found: Health) -> set[str]:
    return {one.key for one in found.gaps if one.measure is Measure.COMPLETE}


def test_a_first_plan_is_asked_for_little() -> None:
    """A name and a deal: who and what it is, who leads it, how far the customer is; nothing of budget or strategy."""
    found = of("account: {name: 红旗机械厂}\nopportunities: {fleet: {}}\n")
    assert asked(found) == {"type", "business", "tier", "owner", "people", "contact", "stage"}
    assert found.dead is None
    assert not found.old


def test_the_later_the_stage_the_more_is_asked() -> None:
    def count(stage: str) -> int:
        return of(f"account: {{name: 红旗}}\nopportunities: {{fleet: {{stage: {stage}}}}}\n").asked

    counts = [count(stage) for stage in ("intent", "research", "shortlist", "evaluation")]
    assert counts == sorted(set(counts))


def test_execution_counts_what_was_due_and_what_was_done_by_its_day() -> None:
    """A next step that we proposed and nobody answered was not agreed: it was never due."""
    found = of("""account: {name: 红旗}
team: {li: {name: 李明}}
stakeholders: {song: {name: 宋敏}}
promises:
  - {by: us, what: 在前, due: 2026-10-01, kept: 2026-10-01}
  - {by: us, what: 迟了, due: 2026-10-01, kept: 2026-10-02}
  - {by: us, what: 没到, due: 2026-12-01}
  - {by: customer, what: 他们的, due: 2026-10-01}
actions:
  - {what: 没做, who: li, due: 2026-11-01}
  - {what: 没日子, who: li}
visits:
  - {date: 2026-09-01, channel: visit, with: [song], next: {what: 没下文, date: 2026-09-10, accepted: yes}}
  - {date: 2026-09-01, channel: visit, with: [song], next: {what: 没答复, date: 2026-09-10, proposed_by: us}}
""")
    assert {one.work: (one.in_time, one.due, one.untold) for one in found.done} == {
        Work.PROMISES: (1, 2, 0),
        Work.ACTIONS: (0, 1, 0),
        Work.CLOSE_PLAN: (0, 0, 0),
        Work.NEXT_STEPS: (0, 1, 1),
    }


def test_freshness_holds_each_sign_against_its_own_limit() -> None:
    found = of("""reviewed: 2026-08-01
account: {name: 红旗, tier: B, updated: 2026-11-01}
stakeholders: {song: {name: 宋敏, attitude: {value: accept, date: 2026-01-01}}}
visits: [{date: 2026-11-20, channel: visit, with: [song]}]
""")
    ages = {one.sign: (one.days, one.good) for one in found.fresh}
    assert ages[Sign.TOUCH] == (3, True)
    assert ages[Sign.REVIEW] == (114, False)
    assert ages[Sign.CARD] == (22, True)
    assert ages[Sign.JUDGEMENTS][1] is False


OLD = "account: {{name: 红旗, tier: {tier}}}\nreviewed: 2026-01-01\n"


def test_a_silent_plan_is_dead_when_it_matters() -> None:
    assert of(OLD.format(tier="A")).dead == 326
    assert of(OLD.format(tier="C")).dead is None
    assert of(OLD.format(tier="C") + "opportunities: {fleet: {}}\n").dead == 326


def test_any_sign_of_life_keeps_it_alive() -> None:
    touch = "stakeholders: {a: {name: 甲}}\nvisits: [{date: 2026-11-01, channel: call, with: [a]}]\n"
    assert of(OLD.format(tier="A") + touch).dead is None
    assert of(OLD.format(tier="A").replace("2026-01-01", "2026-08-25")).dead is None


def test_without_any_day_nobody_can_tell_and_nothing_is_called_dead() -> None:
    found = of("account: {name: 红旗, tier: A}\n")
    assert (found.alive, found.dead) == (None, None)


def test_the_dead_come_first_the_longest_silent_on_top() -> None:
    plans = [of(OLD.format(tier="A").replace("2026-01-01", day)) for day in ("2026-11-01", "2026-06-01", "2026-01-01")]
    assert [one.dead for one in report(plans, AS_OF, BOUNDS).plans] == [326, 175, None]


@given(st.dates(dt.date(2026, 1, 1), dt.date(2028, 1, 1)))
def test_parts_and_wholes_agree_on_every_day(as_of: dt.date) -> None:
    found = of(
        """account: {name: 红旗, tier: A}
stakeholders: {song: {name: 宋敏, attitude: {value: accept, date: 2026-06-01}}}
opportunities: {fleet: {stage: evaluation}}
promises: [{by: us, what: 表, due: 2026-10-01, kept: 2026-10-02}]
""",
        as_of,
    )
    missing = [one for one in found.gaps if one.measure is Measure.COMPLETE]
    assert found.asked - found.met == len(missing)
    assert found.due - found.in_time == sum(one.measure is Measure.DONE for one in found.gaps)
    assert [one.part for one in found.complete] == list(Part)
