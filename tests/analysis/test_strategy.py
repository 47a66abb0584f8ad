"""Which of the six strategies the data bear (methods.md A10)."""

from __future__ import annotations

import datetime as dt

import pytest

from kamtool.analysis.qualify import qualify
from kamtool.analysis.strategy import Strategies, Why
from kamtool.load import load_bytes
from kamtool.model.values import Criterion, Strategy, YesNo

RIVALS = "competitors: {b: {name: 乙}, c: {name: 丙}}\n"


def borne(deal: str) -> Strategies:
    """The strategies of a plan's one deal."""
    loaded = load_bytes(f"kam: 1\naccount: {{name: 例}}\n{RIVALS}opportunities:\n  a: {deal}\n".encode(), "t.yaml")
    assert loaded.plan is not None, loaded.diagnostics
    found = qualify(loaded.plan, "a", dt.date(2026, 11, 23), 3).strategy
    assert found is not None
    return found


def criteria(won: int, lost: int, by: str = "customer") -> str:
    """A deal's criteria of which we win and lose so much weight."""
    rows = f"{{name: 甲, weight: {won}, scores: {{us: 5, b: 1}}, rated_by: {by}}}"
    if lost:
        rows += f", {{name: 乙, weight: {lost}, scores: {{us: 1, b: 5}}, rated_by: {by}}}"
    return f"criteria: [{rows}]"


@pytest.mark.parametrize(("won", "lost", "holds"), [(3, 1, "yes"), (29, 10, "no"), (1, 0, "yes"), (0, 1, "no")])
def test_frontal_needs_three_to_one(won: int, lost: int, holds: str) -> None:
    assert borne(f"{{{criteria(won, lost)}}}").fit(Strategy.FRONTAL).holds.value == holds


def test_without_scores_nothing_is_said_of_attacks() -> None:
    found = borne("{}")
    assert {found.fit(one).holds for one in (Strategy.FRONTAL, Strategy.FLANKING)} == {YesNo.UNKNOWN}
    assert found.first is None


@pytest.mark.parametrize(("won", "lost", "holds"), [(2, 3, "yes"), (9, 1, "no")])
def test_flanking_where_head_on_does_not_carry(won: int, lost: int, holds: str) -> None:
    deal = f"{{{criteria(won, lost)}, qualification: {{us: {{cultural_fit: yes}}}}}}"
    assert borne(deal).fit(Strategy.FLANKING).holds.value == holds


def test_our_own_ratings_do_not_rule_flanking_out() -> None:
    deal = f"{{{criteria(9, 1, 'us')}, qualification: {{us: {{cultural_fit: yes}}}}}}"
    assert borne(deal).fit(Strategy.FLANKING).holds is YesNo.UNKNOWN


def test_head_on_by_our_own_ratings_is_a_question() -> None:
    """3 : 1 that we gave ourselves bears nothing; the way may be there, so nothing says to wait either."""
    answers = ", ".join(f"{one.value}: yes" for one in Criterion)
    found = borne(f"{{{criteria(9, 1, 'us')}, qualification: {{us: {{{answers}}}}}}}")
    assert (found.fit(Strategy.FRONTAL).holds, found.fit(Strategy.FRONTAL).why) == (YesNo.UNKNOWN, Why.RATIO_BY_US)
    assert found.fit(Strategy.DEVELOP).why is Why.MAYBE_NOW
    assert found.first is None


def test_without_an_answer_about_us_nobody_says_there_is_a_way_now() -> None:
    assert borne(f"{{{criteria(2, 3)}}}").fit(Strategy.DEVELOP).why is Why.UNANSWERED


def test_nothing_better_no_flank() -> None:
    deal = "{criteria: [{name: 乙, scores: {us: 1, b: 5}}]}"
    assert borne(deal).fit(Strategy.FLANKING).holds is YesNo.NO


@pytest.mark.parametrize(("scope", "holds"), [("", "unknown"), (", scope: 维保", "yes")])
def test_a_fragment_must_be_named(scope: str, holds: str) -> None:
    deal = f"{{qualification: {{us: {{solution_fit: no}}}}, strategy: {{kind: fragment{scope}}}}}"
    assert borne(deal).fit(Strategy.FRAGMENT).holds.value == holds


@pytest.mark.parametrize(("incumbent", "holds"), [("incumbent: us", "yes"), ("incumbent: b", "no"), ("", "unknown")])
def test_who_delivers_defends(incumbent: str, holds: str) -> None:
    assert borne(f"{{{incumbent}}}").fit(Strategy.DEFEND).holds.value == holds


FAILED = "qualification: {us: {inside_support: no, short_revenue: yes, future_revenue: yes}}"


def test_a_failed_gate_leads_to_develop_unless_overridden() -> None:
    """Somebody decided to go on: then the way to fight comes first, led by what we are better on."""
    override = "override: {approver: 王总, date: 2026-11-06, reason: 值得}"
    assert borne(f"{{{criteria(5, 1)}, {FAILED}}}").first is Strategy.DEVELOP
    assert borne(f"{{{criteria(5, 1)}, {FAILED}, {override}}}").first is Strategy.FLANKING


def test_not_worth_winning_means_to_leave() -> None:
    assert borne("{qualification: {us: {profitability: no, risk: no}}}").first is Strategy.DISENGAGE


def test_ours_is_only_where_we_beat_every_rival_scored() -> None:
    """Ahead of the rival hardest to beat, level with another: no ground to flank on."""
    deal = (
        "{competitors: [b], criteria: [{name: 油耗, weight: 5, scores: {us: 4, b: 3, c: 4}}, "
        "{name: 价格, weight: 3, scores: {us: 2, b: 4}}]}"
    )
    found = borne(deal)
    assert (found.rival, found.ours, found.theirs) == ("乙", (), ("价格",))
    assert (found.fit(Strategy.FLANKING).holds, found.fit(Strategy.FLANKING).why) == (YesNo.NO, Why.NO_GROUND)


def test_the_strategy_against_the_rival_hardest_to_beat() -> None:
    deal = "{criteria: [{name: 甲, scores: {us: 3, b: 1, c: 5}}, {name: 乙, weight: 2, scores: {us: 4, b: 1, c: 2}}]}"
    found = borne(deal)
    assert (found.rival, found.ours, found.theirs) == ("丙", ("乙",), ("甲",))
    assert (int(found.won), int(found.lost)) == (2, 1)
