"""The control funnel of methods.md A1: rates, losses, gains, the way back, and what is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.analysis.backplan import back_plan
from kamtool.analysis.funnel import COUNTS, STEPS, TO_WIN, Count, Fault, Funnel, funnel
from kamtool.analysis.proportion import rate

DECK = dict(zip(COUNTS, (1000, 200, 100, 60, 30, 15), strict=True))
TARGETS = dict(zip(STEPS, map(Fraction, ("0.2", "0.5", "0.6", "0.5", "0.5")), strict=True))

shares = st.fractions(0, 1, max_denominator=1000)
targets = st.fixed_dictionaries({name: st.none() | shares for name in STEPS})


@st.composite
def counted(draw: st.DrawFn) -> dict[str, int]:
    """Six counts, each part of the one before."""
    first = draw(st.integers(0, 10**9))
    parts = draw(st.lists(shares, min_size=5, max_size=5))
    values = accumulate(parts, lambda whole, share: int(whole * share), initial=first)
    return dict(zip(COUNTS, values, strict=True))


def measure(counts: Mapping[str, int | None], wanted: Mapping[str, Fraction | None] = TARGETS) -> Funnel:
    return funnel([Count(name, counts[name]) for name in COUNTS], wanted)


def test_the_numbers_of_the_deck() -> None:
    """1000/200/100/60/30/15 give 20, 50, 60, 50 and 50 %, and 3 %, 15 % and 1.5 % overall."""
    found = measure(DECK)
    assert [step.rate.value for step in found.steps] == [0.2, 0.5, 0.6, 0.5, 0.5]
    overall = (found.market_to_won, found.contact_to_won, found.market_to_redeveloped)
    assert [one.value for one in overall] == [0.03, 0.15, 0.015]


def test_ten_points_more_on_each_step() -> None:
    """Reach brings 45 deals, capture 36, follow-up 35, close 36; redevelop 3 customers that buy again."""
    found = measure(DECK)
    assert [30 + (step.gain or 0) for step in found.steps[:4]] == [45, 36, 35, 36]
    assert found.step("redevelop").gain == 3


def test_the_loss_against_target() -> None:
    """Following up 60 % where 70 % are wanted costs 5 deals, and that is the bottleneck, not chance."""
    found = measure(DECK, {**TARGETS, "follow_up": Fraction("0.7")})
    assert [step.loss for step in found.steps] == [0, 0, 5, 0, 0]
    assert found.bottleneck == "follow_up"
    assert not found.step("follow_up").chance


def test_no_bottleneck_when_every_target_is_reached() -> None:
    """Nothing is lost where the actual rate is the target."""
    assert measure(DECK).bottleneck is None


def test_without_targets_the_lowest_rate_is_not_the_bottleneck() -> None:
    """What a step costs is unknown without a target, and nothing is named."""
    found = measure(DECK, {})
    assert found.bottleneck is None
    assert found.unjudged == TO_WIN


def test_redeveloping_is_never_the_bottleneck_on_the_way_to_a_win() -> None:
    """Its loss is in customers that buy again, which are not deals."""
    found = measure(DECK, {**TARGETS, "redevelop": Fraction("0.9")})
    assert found.step("redevelop").loss == 12
    assert found.bottleneck is None


def test_a_missing_count_breaks_the_chain_where_it_stands() -> None:
    """Without the contacts reach and capture are unknown; what comes after them is not."""
    found = measure({**DECK, "contacted": None}, {**TARGETS, "follow_up": Fraction("0.7")})
    assert [step.rate.gap for step in found.steps] == ["missing", "missing", None, None, None]
    assert found.unjudged == ("reach", "capture")
    assert (found.bottleneck, found.step("follow_up").loss) == ("follow_up", 5)
    assert found.market_to_won.value == 0.03


def test_a_step_that_nobody_passed_is_told_apart_from_an_unknown_one() -> None:
    """After 0 followed up nothing can be measured, and follow-up is where it stops."""
    found = measure({**DECK, "followed_up": 0, "won": 0, "redeveloped": 0})
    assert found.stopped == "follow_up"
    assert found.step("close").rate.gap == "empty"
    assert found.step("follow_up").loss is None


def test_counts_that_cannot_be_name_no_bottleneck() -> None:
    """A rate above 100 % is no rate, and no conclusion is drawn beside it."""
    counts = [Count(name, value) for name, value in {**DECK, "contacted": 2000}.items()]
    wrong = Fault("contacted", 2000, "market_capacity", 1000, "x.yaml", 1)
    found = funnel(counts, {**TARGETS, "close": Fraction("0.9")}, [wrong])
    assert found.step("reach").rate.gap == "impossible"
    assert found.bottleneck is None


def test_ten_points_never_lead_beyond_all() -> None:
    """A rate of 95 % can rise by 5 points only."""
    reach = measure({**DECK, "contacted": 950}).step("reach")
    assert reach.raised == 1
    assert reach.gain == pytest.approx(30 * 5 / 95)


def test_few_are_those_below_thirty() -> None:
    """Of 29 no percentage, of 30 one."""
    assert (rate(29, 10).few, rate(30, 10).few) == (True, False)


def test_thirty_wins_take_a_market_of_a_thousand() -> None:
    """The way back from the wins of the deck is the deck itself; twice as many take twice as much."""
    same, twice = back_plan(DECK, 30), back_plan(DECK, 60)
    assert same is not None
    assert twice is not None
    assert [one.needed for one in same.needs] == [1000, 200, 100, 60]
    assert [one.needed for one in twice.needs] == [2000, 400, 200, 120]
    assert (twice.more, twice.reach) == (30, 0.4)


def test_no_way_back_without_a_win() -> None:
    """From no win, or an unknown number, nothing can be planned."""
    assert back_plan({**DECK, "won": 0}, 5) is None
    assert back_plan({**DECK, "won": None}, 5) is None


@given(st.none() | st.integers(0, 10**12), st.none() | st.integers(0, 10**12))
def test_a_rate_is_missing_exactly_when_nobody_entered_or_a_count_is_unknown(
    entered: int | None, advanced: int | None
) -> None:
    """Nothing entered is not a rate of zero; neither is what was not counted."""
    if entered is not None and advanced is not None:
        advanced = min(entered, advanced)
    found = rate(entered, advanced)
    assert (found.value is None) == (not entered or advanced is None)
    assert (found.value is None) == (found.gap is not None)


@given(counted())
def test_the_interval_holds_the_rate_and_stays_within_all(counts: dict[str, int]) -> None:
    """Wilson's interval never leaves 0 to 1 and never leaves out what was counted."""
    for step in measure(counts).steps:
        at = step.rate
        if at.value is not None and at.low is not None and at.high is not None:
            assert 0 <= at.low <= at.value <= at.high <= 1
            assert at.low < at.high


@given(st.fixed_dictionaries({name: st.none() | st.integers(-5, 1000) for name in COUNTS}), targets)
def test_a_loss_is_never_negative_whatever_the_counts(
    counts: dict[str, int | None], wanted: dict[str, Fraction | None]
) -> None:
    """A rate above its target is no loss; where a count is missing or wrong there is none to tell."""
    for step in measure(counts, wanted).steps:
        assert step.loss is None or step.loss >= 0
        assert step.gain is None or step.gain >= 0
        assert step.loss is None or (step.rate.value is not None and step.target is not None)


@given(counted(), targets)
def test_the_bottleneck_is_the_largest_loss(counts: dict[str, int], wanted: dict[str, Fraction | None]) -> None:
    """No step to the win costs more than the bottleneck; without one nothing costs anything."""
    found = measure(counts, wanted)
    worst = max((found.step(name).loss or 0 for name in TO_WIN), default=0)
    assert worst == (found.step(found.bottleneck).loss if found.bottleneck else 0)


@given(counted(), st.integers(1, 10**6))
def test_what_the_way_back_asks_for_brings_the_wins_wanted(counts: dict[str, int], wins: int) -> None:
    """At today's rates each needed count gives at least the wins, and one less would not."""
    plan = back_plan(counts, wins)
    assert (plan is None) == (counts["won"] == 0)
    for one in plan.needs if plan else ():
        assert one.needed is not None
        assert one.low is not None
        assert one.high is not None
        share = Fraction(counts["won"], counts[one.count])
        assert one.needed * share >= wins > (one.needed - 1) * share
        assert one.low <= one.needed <= one.high


@given(counts=counted(), missing=st.sampled_from(COUNTS[2:4]))
def test_a_count_missing_on_the_way_hides_no_loss_before_it(counts: dict[str, int], missing: str) -> None:
    """What left the step and what was won are both known: the largest loss was passed over for a smaller one."""
    whole, holed = measure(counts), measure({**counts, missing: None})
    for name in STEPS[: COUNTS.index(missing) - 1]:
        if 0 not in [counts[one] for one in COUNTS[:4]]:
            assert holed.step(name).loss == whole.step(name).loss
            assert holed.step(name).gain == whole.step(name).gain
