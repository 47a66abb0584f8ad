"""Who sways whom: the graph of formal and informal lines, a measure of weight in it, and the way to a person.

The measure is PageRank (Brin and Page, 1998; damping 0.85) on the lines turned round: whoever is swayed passes weight
on to who sways them. A superior sways a subordinate; an informal line sways by its strength. Costs of a step on the
way are our own rule of thumb and stand in COST, in one place.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kamtool.analysis.deal import Part
from kamtool.model.plan import Plan
from kamtool.model.values import Attitude, RelationKind, RelationshipStage, Strength

DAMPING = 0.85
ROUNDS = 100
PRECISION = 1e-9
WEIGHT = {Strength.STRONG: 3.0, Strength.MEDIUM: 2.0, Strength.WEAK: 1.0, Strength.UNKNOWN: 1.5}
COST = {Strength.STRONG: 1.0, Strength.MEDIUM: 1.5, Strength.WEAK: 2.5, Strength.UNKNOWN: 2.0}
COST_DOWN = 1.5
COST_UP = 4.0
COST_BESIDE = 2.0
COST_OF_START = {
    RelationshipStage.ALLY: 0.5,
    RelationshipStage.TRUST: 1.0,
    RelationshipStage.ENGAGEMENT: 1.5,
    RelationshipStage.ACQUAINTANCE: 2.5,
    RelationshipStage.UNKNOWN: 3.5,
}
HOSTILE = frozenset({Attitude.RESIST, Attitude.SABOTAGE})
Edges = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Weight:
    """A person's weight by the lines: 1 is average; *formal* counts the reporting lines alone."""

    person: str
    score: float
    formal: float


def bosses(people: Iterable[Part]) -> dict[str, str]:
    """Whom each person reports to, as far as that person is in the plan and still there."""
    here = {one.id: one for one in people}
    return {key: one.person.reports_to for key, one in here.items() if one.person.reports_to in here}


def cycles(boss: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Every ring of people who report to each other, each once, beginning with its smallest id."""
    found = set()
    for start in boss:
        trail: list[str] = []
        at: str | None = start
        while at is not None and at not in trail:
            trail.append(at)
            at = boss.get(at)
        if at is not None:
            ring = trail[trail.index(at) :]
            turn = ring.index(min(ring))
            found.add(tuple(ring[turn:] + ring[:turn]))
    return tuple(sorted(found))


def sways(plan: Plan, people: Iterable[Part], informal: bool = True) -> Edges:
    """Whom each person sways, and how strongly: subordinates, and the ends of informal lines."""
    people = list(people)
    edges: Edges = {one.id: {} for one in people}
    for below, above in bosses(people).items():
        edges[above][below] = 1.0
    for line in plan.relations if informal else ():
        if line.from_ not in edges or line.to not in edges:
            continue
        weight = WEIGHT[line.strength]
        if line.kind is RelationKind.INFLUENCES:
            edges[line.from_][line.to] = edges[line.from_].get(line.to, 0) + weight
        elif line.kind is RelationKind.TRUSTS:
            edges[line.to][line.from_] = edges[line.to].get(line.from_, 0) + weight
    return edges


def weights(plan: Plan, people: Iterable[Part]) -> tuple[Weight, ...]:
    """Everybody's weight, heaviest first."""
    people = list(people)
    full, formal = pagerank(sways(plan, people)), pagerank(sways(plan, people, informal=False))
    found = [Weight(key, score, formal[key]) for key, score in full.items()]
    return tuple(sorted(found, key=lambda one: (-one.score, one.person)))


def pagerank(edges: Edges) -> dict[str, float]:
    """PageRank of who sways whom, scaled so that the average is 1."""
    count = len(edges)
    if not count:
        return {}
    swayed_by: Edges = {key: {} for key in edges}
    for above, below in edges.items():
        for key, weight in below.items():
            swayed_by[key][above] = weight
    rank = dict.fromkeys(edges, 1.0)
    for _ in range(ROUNDS):
        loose = sum(rank[key] for key, above in swayed_by.items() if not above) / count
        new = dict.fromkeys(edges, 1 - DAMPING + DAMPING * loose)
        for key, swayers in swayed_by.items():
            total = sum(swayers.values())
            for boss, weight in swayers.items():
                new[boss] += DAMPING * rank[key] * weight / total
        moved = sum(abs(new[key] - rank[key]) for key in edges)
        rank = new
        if moved < PRECISION * count:
            break
    return rank


def conflicts(plan: Plan) -> frozenset[frozenset[str]]:
    """The pairs who are in conflict."""
    return frozenset(frozenset({line.from_, line.to}) for line in plan.relations if line.kind is RelationKind.CONFLICTS)


def steps(plan: Plan, people: Iterable[Part]) -> Edges:
    """The cost of carrying our case from one person to the next; a conflict cannot be crossed."""
    people = list(people)
    edges: Edges = {one.id: {} for one in people}

    def add(a: str, b: str, cost: float) -> None:
        if a in edges and b in edges:
            edges[a][b] = min(cost, edges[a].get(b, cost))

    for below, above in bosses(people).items():
        add(above, below, COST_DOWN)
        add(below, above, COST_UP)
    for line in plan.relations:
        if line.kind is RelationKind.INFLUENCES:
            add(line.from_, line.to, COST[line.strength])
        elif line.kind is RelationKind.TRUSTS:
            add(line.to, line.from_, COST[line.strength])
        elif line.kind is RelationKind.WORKS_WITH:
            add(line.from_, line.to, COST_BESIDE)
            add(line.to, line.from_, COST_BESIDE)
    for pair in conflicts(plan):
        ends = sorted(pair)
        if len(ends) == 2:
            edges.get(ends[0], {}).pop(ends[1], None)
            edges.get(ends[1], {}).pop(ends[0], None)
    return edges


def way(plan: Plan, people: Iterable[Part], target: str) -> tuple[str, ...]:
    """The cheapest way to *target* that begins with one who accepts us and goes over nobody who is against us.

    Empty when there is none. It is *target* alone when they accept us themselves.
    """
    parts = {one.id: one for one in people}
    edges = steps(plan, parts.values())
    queue: list[tuple[float, tuple[str, ...]]] = [
        (COST_OF_START[one.relationship.value], (one.id,))
        for one in parts.values()
        if one.attitude.value is Attitude.ACCEPT
    ]
    heapq.heapify(queue)
    done: set[str] = set()
    while queue:
        cost, trail = heapq.heappop(queue)
        at = trail[-1]
        if at == target:
            return trail
        if at in done or parts[at].attitude.value in HOSTILE:
            continue
        done.add(at)
        for key, step in edges[at].items():
            if key not in done:
                heapq.heappush(queue, (cost + step, (*trail, key)))
    return ()
