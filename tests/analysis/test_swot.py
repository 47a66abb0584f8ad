"""The SWOT grid: what items lack, what belongs together, and the triangle."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.analysis.swot import Item, Pair, Play, Reason, Swot, pairs, swot
from kamtool.analysis.triangle import Chosen, Corner, Kind, Triangle, factor_of
from kamtool.load import load_bytes
from kamtool.model.plan import Plan
from kamtool.model.values import Axis, SwotFactor, SwotKind

DAY = dt.date(2026, 11, 23)
RIVALS = "competitors: {status_quo: {}, a: {name: 甲公司}, b: {name: 乙公司}}\n"


def plan_of(text: str) -> Plan:
    plan = load_bytes(f"kam: 1\naccount: {{name: 试验厂}}\n{text}".encode(), "plan.yaml").plan
    assert plan is not None
    return plan


def made(text: str, deal: str | None = None, against: str | None = None) -> Swot:
    return swot(plan_of(text), deal, DAY, against)


def triangle(text: str, deal: str | None = None, against: str | None = None) -> Triangle:
    return made(text, deal, against).triangle


def marked(mark: str, kind: SwotKind, of_rival: bool, rival: str | None, factor: SwotFactor | None) -> Item:
    return Item(mark, kind, "", of_rival, rival, rival, factor, (), None, None)


inside = st.builds(
    lambda kind, rival, factor: (kind, False, rival, factor),
    st.sampled_from([SwotKind.STRENGTH, SwotKind.WEAKNESS]),
    st.sampled_from([None, "a", "b"]),
    st.none() | st.sampled_from(SwotFactor),
)
outside = st.builds(
    lambda kind, rival, factor: (kind, kind in (SwotKind.STRENGTH, SwotKind.WEAKNESS), rival, factor),
    st.sampled_from(SwotKind),
    st.sampled_from(["a", "b"]),
    st.none() | st.sampled_from(SwotFactor),
)
grids = st.lists(inside | outside, max_size=8).map(
    lambda rows: tuple(marked(f"X{at}", *row) for at, row in enumerate(rows))
)


@given(grids)
def test_a_pair_always_has_a_reason(shown: tuple[Item, ...]) -> None:
    """Two items are paired only over what both really share; the first is ours, the second from outside."""
    items = {one.mark: one for one in shown}
    for pair in pairs(shown):
        one, other = items[pair.inside], items[pair.outside]
        assert pair.reasons
        assert (Reason.FACTOR in pair.reasons) == (one.factor is not None and one.factor is other.factor)
        assert (Reason.RIVAL in pair.reasons) == (one.rival is not None and one.rival == other.rival)
        assert one.kind in (SwotKind.STRENGTH, SwotKind.WEAKNESS)
        assert not one.of_rival
        assert other.of_rival or other.kind in (SwotKind.OPPORTUNITY, SwotKind.THREAT)


@given(grids)
def test_what_is_outside_keeps_its_best_pairs(shown: tuple[Item, ...]) -> None:
    """In one play nothing outside is paired once for two reasons and once for one; plays stand in their order."""
    found = pairs(shown)
    for one in found:
        rest = [other for other in found if (other.play, other.outside) == (one.play, one.outside)]
        assert len({len(other.reasons) for other in rest}) == 1
    assert all(list(Play).index(a.play) <= list(Play).index(b.play) for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("ours", "theirs", "play"),
    [
        ("kind: strength", "kind: opportunity", Play.USE),
        ("kind: weakness", "kind: opportunity", Play.MEND),
        ("kind: strength", "kind: threat", Play.GUARD),
        ("kind: weakness", "kind: threat", Play.AVOID),
        ("kind: strength", "kind: weakness, of: a", Play.USE),
        ("kind: weakness", "kind: strength, of: a", Play.AVOID),
    ],
)
def test_plays(ours: str, theirs: str, play: Play) -> None:
    """SO, WO, ST, WT; a rival's weakness is an opening, a rival's strength a danger."""
    items = f"swot: [{{{ours}, text: 一, factor: service}}, {{{theirs}, text: 二, factor: service}}]"
    assert [one.play for one in made(RIVALS + items).pairs] == [play]


def test_an_action_can_pair() -> None:
    """Two items that name the same action belong together."""
    text = """
swot:
  - {kind: strength, text: 一, action: x}
  - {kind: threat, text: 二, action: x}
actions: [{id: x, what: 去做}]
"""
    assert made(text).pairs == (Pair(Play.GUARD, "S1", "T1", (Reason.ACTION,)),)


NAMES = """
stakeholders:
  zhao: {name: 赵国强, title: 总经理, unit: 厂部}
  driver: {name: 周师傅, title: 总经理司机, aliases: [老周]}
  li: {name: Li, title: 经理}
whitespace: {轿车: {车队: won}}
"""


@pytest.mark.parametrize(
    ("ours", "theirs", "shared"),
    [
        ("text: 总经理没见过", "text: 年检新规, action: a", ("赵国强",)),
        ("text: 老周帮我们说话", "text: 总经理司机快退休了", ("周师傅",)),
        ("text: 轿车是我们的", "text: 对手要抢轿车", ("轿车",)),
        ("text: 强, evidence: 厂部都认", "text: 厂部要换人", ("厂部",)),
        ("text: We know Li well", "text: LI leaves the board", ("Li",)),
        ("text: 总经理没见过", "text: 总经理司机快退休了", ()),
        ("text: Li is ours", "text: the line is old", ()),
        ("text: 经理说好", "text: 换经理", ()),
    ],
)
def test_a_shared_name_pairs(ours: str, theirs: str, shared: tuple[str, ...]) -> None:
    """Two items belong together when both, or their actions, are about one person, unit or offering of the plan."""
    items = f"swot: [{{kind: strength, {ours}}}, {{kind: opportunity, {theirs}, factor: environment}}]\n"
    found = made(NAMES + items + "actions: [{id: a, what: 送一页纸, about: [zhao]}]\n")
    assert [(one.reasons, one.shared) for one in found.pairs] == ([((Reason.NAMED,), shared)] if shared else [])


def test_an_opportunity_of_the_environment_pairs_by_its_words() -> None:
    """Its factor pairs with nothing inside, the one that its words speak of does; the pair says that it is by words."""
    found = made(
        "swot: [{kind: strength, text: 一, factor: commercial}, {kind: strength, text: 二, factor: service},"
        " {kind: opportunity, text: 明年预算增加, factor: environment}]"
    )
    assert [(one.inside, one.reasons) for one in found.pairs] == [("S1", (Reason.WORDS,))]
    assert (found.unpaired, found.idle) == ((), ("S2",))


@pytest.mark.parametrize(("of", "reasons"), [("a", (Reason.RIVAL, Reason.WORDS)), ("b", (Reason.WORDS,))])
def test_words_are_told_beside_firmer_ties(of: str, reasons: tuple[Reason, ...]) -> None:
    text = f"swot: [{{kind: weakness, text: 价格高, against: a}}, {{kind: threat, text: 降价, against: {of}}}]"
    assert made(RIVALS + text).pairs[0].reasons == reasons


def test_no_reason_no_pair() -> None:
    """Without a shared factor, rival or action there is no pair, and the threat asks for an answer."""
    found = made("swot: [{kind: strength, text: 一}, {kind: threat, text: 二}]")
    assert (found.pairs, found.unpaired, found.idle) == ((), ("T1",), ("S1",))


def test_decoration_is_what_lacks_evidence_or_action() -> None:
    """Worst first: threats before strengths, without action before without evidence; rivals' points aren't ours."""
    text = """
swot:
  - {kind: strength, text: 好, evidence: 看到的}
  - {kind: threat, text: 有人办, action: x}
  - {kind: threat, text: 没人办}
  - {kind: weakness, of: a, text: 对手的}
  - {kind: opportunity, text: 齐全, evidence: 文件, action: x}
actions: [{id: x, what: 去做}]
"""
    found = made(RIVALS + text)
    assert found.decoration == ("T2", "T1", "S1")
    assert found.empty == (SwotKind.WEAKNESS,)
    assert [one.mark for one in found.items] == ["S1", "T1", "T2", "R1", "O1"]


def test_an_action_counts_as_of_the_day() -> None:
    """Done tomorrow is not done today; what was due yesterday and is not done is late."""
    text = """
team: {li: {name: 李明}}
swot: [{kind: threat, text: 一, action: x}, {kind: threat, text: 二, action: y}]
actions:
  - {id: x, what: 去做, who: li, due: 2026-11-22, done: 2026-11-24}
  - {id: y, what: 做了, due: 2026-11-22, done: 2026-11-23}
"""
    late, done = (one.task for one in made(text).items)
    assert late is not None
    assert done is not None
    assert (late.owner, late.done, late.late) == ("李明", None, True)
    assert (done.owner, done.done, done.late) == (None, DAY, False)


def test_an_empty_plan_has_four_empty_fields_and_no_triangle() -> None:
    found = made("")
    assert found.empty == tuple(SwotKind)
    assert found.triangle.is_empty
    assert (found.triangle.rival, found.triangle.chosen) == (None, None)


@pytest.mark.parametrize(
    ("text", "rival", "chosen"),
    [
        ("opportunities: {x: {competitors: [status_quo, b]}}", "b", Chosen.ONLY_IN_DEAL),
        ("opportunities: {x: {competitors: [status_quo]}}", "status_quo", Chosen.ONLY_IN_DEAL),
        ("opportunities: {x: {radar: {a: {service: 2}, b: {service: 4}}}}", "b", Chosen.BEST_RATED),
        ("opportunities: {x: {criteria: [{name: 价格, scores: {a: 1, b: 3}}]}}", "b", Chosen.BEST_RATED),
        ("opportunities: {x: {}}\nswot: [{kind: threat, text: 一, against: b}]", "b", Chosen.MOST_NAMED),
        ("opportunities: {x: {}}", "a", Chosen.MOST_NAMED),
    ],
)
def test_which_rival(text: str, rival: str, chosen: Chosen) -> None:
    """The best rated, else the one named most, else the first; to buy nothing only when there is no other."""
    found = triangle(RIVALS + text, "x")
    assert (found.rival, found.chosen) == (rival, chosen)


def test_the_only_rival_of_the_plan_is_called_so() -> None:
    """Not where the plan knows another one that this deal does not list."""
    found = triangle("competitors: {status_quo: {}, b: {name: 乙公司}}\nopportunities: {x: {competitors: [b]}}", "x")
    assert (found.rival, found.chosen) == ("b", Chosen.ONLY)


def test_the_rival_asked_for() -> None:
    found = triangle(RIVALS + "opportunities: {x: {radar: {b: {service: 5}}}}", "x", "a")
    assert (found.rival, found.rival_name, found.chosen) == ("a", "甲公司", Chosen.ASKED)


def test_every_field_is_a_fact_or_a_question() -> None:
    """A corner without a fact is unknown, and only such a one."""
    text = """
opportunities: {x: {radar: {us: {service: 4}, a: {technology: 3}}, competitors: [a]}}
swot: [{kind: opportunity, text: 新规, factor: environment}, {kind: opportunity, text: 到期, factor: market_share}]
"""
    found = triangle(RIVALS + text, "x")
    known = {(Axis.SERVICE, Corner.US), (Axis.TECHNOLOGY, Corner.COMPETITOR), (Axis.MARKET_SHARE, Corner.CUSTOMER)}
    assert set(found.unknown) == {(axis, corner) for axis in Axis for corner in Corner} - known
    assert list(found.unknown) == sorted(found.unknown, key=lambda one: list(Corner).index(one[1]))


def test_a_weakness_against_another_rival_is_not_part_of_the_comparison() -> None:
    items = "swot: [{kind: weakness, text: 贵, factor: commercial, against: b}]"
    rows = {row.factor: row for row in triangle(RIVALS + items, None, "a").rows}
    assert rows[Axis.COMMERCIAL].us == ()
    rows = {row.factor: row for row in triangle(RIVALS + items, None, "b").rows}
    assert [one.kind for one in rows[Axis.COMMERCIAL].us] == [Kind.WEAKNESS]


@pytest.mark.parametrize(
    ("text", "axis"),
    [
        ("五年总成本", Axis.COMMERCIAL),
        ("售后响应", Axis.SERVICE),
        ("在用车多，司机熟", Axis.MARKET_SHARE),
        ("产品品牌", Axis.PRODUCT_BRAND),
        ("Five-year total COST", Axis.COMMERCIAL),
        ("priceless", None),
        ("换车", None),
    ],
)
def test_the_longest_word_tells_the_factor(text: str, axis: Axis | None) -> None:
    """Latin words count only whole; a text without any known word belongs nowhere and is kept apart."""
    assert factor_of(text) is axis


def test_what_fits_nowhere_is_kept() -> None:
    """No criterion of the customer is lost for want of a word."""
    found = triangle("opportunities: {x: {criteria: [{name: 换车}]}}", "x")
    assert [one.text for one in found.unsorted.customer] == ["换车"]
    assert [one.by_words for one in found.unsorted.customer] == [False]


def test_a_threat_of_a_rival_is_about_that_rival() -> None:
    """``of`` and ``against`` both tell whom a threat speaks of; ours alone is about nobody."""
    text = "swot: " + "".join(f"\n  - {{kind: threat, text: 一, {whom}}}" for whom in ("of: a", "against: b", "of: us"))
    assert [(one.rival, one.of_rival) for one in made(RIVALS + text).items] == [
        ("a", False),
        ("b", False),
        (None, False),
    ]
