"""The influence map: tree, coverage of roles, support, the way to the decider, and what falls without whom."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networkx.algorithms.link_analysis import pagerank_alg

from kamtool.analysis.influence import DAMPING, pagerank
from kamtool.analysis.stakeholders import StakeholderMap, stakeholders
from kamtool.load import load_bytes
from kamtool.model.plan import Plan

AS_OF = dt.date(2026, 11, 23)
NODES = st.sampled_from("abcdef")


def plan(text: str) -> Plan:
    loaded = load_bytes(f"kam: 1\naccount: {{name: 例}}\n{text}".encode(), "t.yaml")
    assert loaded.plan is not None, loaded.diagnostics
    return loaded.plan


def found(text: str, deal: str | None = None, without: str | None = None) -> StakeholderMap:
    return stakeholders(plan(text), deal, AS_OF, without)


THREE = """\
stakeholders:
  boss: {roles: [decider], influence: high, attitude: resist}
  fan: {reports_to: boss, influence: medium, attitude: accept}
  quiet: {reports_to: boss, influence: high}
"""


def test_support_weighs_stance_by_influence() -> None:
    """(3 × −1 + 2 × 2) ÷ (2 × 5) = +0.1; the third person's weight is the unknown share, not a zero."""
    support = found(THREE).support
    assert support.index == pytest.approx(0.1)
    assert support.unknown_share == pytest.approx(3 / 8)
    assert support.known == 2


def test_nobody_known_is_no_index() -> None:
    assert found("stakeholders: {a: {influence: high}}\n").support.index is None


def test_unknown_influence_is_counted_apart() -> None:
    support = found("stakeholders: {a: {attitude: accept}, b: {influence: low, attitude: accept}}\n").support
    assert (support.index, support.unweighed, support.unknown_share) == (1.0, 1, 0.0)


def test_a_ring_is_reported_once_and_does_not_loop() -> None:
    text = "stakeholders: {a: {reports_to: b}, b: {reports_to: c}, c: {reports_to: a}, d: {reports_to: a}}\n"
    assert found(text).rings == (("a", "b", "c"),)


def test_the_way_avoids_conflicts_and_says_who_is_closed() -> None:
    text = THREE + "relations: [{from: fan, to: boss, kind: conflicts}]\n"
    way = found(text).ways[0]
    assert (way.over, way.closed) == ((), ("fan",))


def test_nobody_against_us_carries_our_case() -> None:
    text = """\
stakeholders:
  fan: {attitude: accept}
  foe: {attitude: sabotage}
  boss: {roles: [decider], attitude: doubt}
relations:
  - {from: fan, to: foe, kind: influences, strength: strong}
  - {from: foe, to: boss, kind: influences, strength: strong}
"""
    assert found(text).ways[0].over == ()


def test_a_strong_line_is_taken_before_the_chain_of_command() -> None:
    text = """\
stakeholders:
  driver: {reports_to: head, attitude: accept, relationship: engagement}
  head: {reports_to: boss, roles: [decider], attitude: resist}
  boss: {}
relations: [{from: driver, to: boss, kind: influences, strength: strong}]
"""
    assert found(text).ways[0].over == ("driver", "boss", "head")


def test_who_left_is_not_on_the_map() -> None:
    text = "stakeholders: {a: {left: 2026-11-23}, b: {left: 2026-11-24}, c: {}}\n"
    assert [one.id for one in found(text).people] == ["b", "c"]


def test_departure_drill_names_the_way_that_falls() -> None:
    text = """\
stakeholders:
  fan: {attitude: accept}
  boss: {roles: [decider], attitude: doubt}
relations: [{from: fan, to: boss, kind: influences}]
"""
    drill = found(text, without="fan")
    assert drill.losses[0].ways == ("boss",)
    assert [one.id for one in drill.people] == ["boss"]


@given(st.lists(st.tuples(NODES, NODES, st.sampled_from([1.0, 1.5, 2.0, 3.0])), max_size=20))
def test_weight_agrees_with_an_independent_pagerank(lines: list[tuple[str, str, float]]) -> None:
    """networkx, given the same lines turned round, finds the same ranks."""
    edges: dict[str, dict[str, float]] = {key: {} for key in "abcdef"}
    for above, below, weight in lines:
        if above != below:
            edges[above][below] = weight
    graph = networkx.DiGraph()
    graph.add_nodes_from(edges)
    graph.add_weighted_edges_from((b, a, w) for a, below in edges.items() for b, w in below.items())
    wanted = pagerank_alg._pagerank_python(graph, alpha=DAMPING, tol=1e-12, max_iter=1000)  # the one without numpy
    ours = pagerank(edges)
    assert sum(ours.values()) == pytest.approx(len(ours))
    for key, score in wanted.items():
        assert ours[key] / len(ours) == pytest.approx(score, abs=1e-6)


@given(st.dictionaries(st.sampled_from("abcde"), st.sampled_from("abcde"), max_size=5))
def test_any_reporting_lines_give_a_map(boss: dict[str, str]) -> None:
    """Whoever reports to whom, rings and self-reports included: everybody is on the map, and every ring is told."""
    rows = "".join(f"  {key}: {{reports_to: {boss[key]}}}\n" if key in boss else f"  {key}: {{}}\n" for key in "abcde")
    result = found(f"stakeholders:\n{rows}")
    assert {one.id for one in result.people} == set("abcde")
    for ring in result.rings:
        assert all(boss[one] == after for one, after in zip(ring, (*ring[1:], ring[0]), strict=True))


def test_a_weight_that_contradicts_chart_and_claim_is_one_remark() -> None:
    """Less than the place, yet more than the claim: said together, for apart they read as a contradiction."""
    file = Path(__file__).parents[2] / "accounts" / "meridian.yaml"
    loaded = load_bytes(file.read_bytes(), "meridian.yaml").plan
    assert loaded is not None
    each = stakeholders(loaded, next(iter(loaded.opportunities)), AS_OF).misjudged
    assert len({one.person for one in each}) == len(each)
    (both,) = (one for one in each if one.against == "place_less_claim_more")
    assert both.claimed == "low"
    assert (both.score < both.formal, both.by_lines) == (True, "high")


def test_what_falls_with_the_only_decider_and_the_last_one_in_touch() -> None:
    """It needs no unit; a second decider, or another contact of 90 days, and it does not fall."""
    text = """\
stakeholders:
  boss: {roles: [decider]}
  other: {}
visits: [{date: 2026-11-20, with: [boss]}, {date: 2026-08-01, with: [other]}]
"""
    (drill,) = found(text, without="boss").losses
    assert (drill.decider, drill.contact, drill.units, drill.falls) == (True, True, (), True)
    (drill,) = found(text.replace("2026-08-01", "2026-10-01"), without="boss").losses
    assert (drill.decider, drill.contact) == (True, False)
    assert not drill.thin
    (drill,) = found(text.replace("other: {}", "other: {roles: [decider]}"), without="boss").losses
    assert not drill.decider
    assert [one.person for one in found(text).losses] == ["boss"]
