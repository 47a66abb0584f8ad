"""Family needs (4xx): whether what people want fits what they say of us."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.needs import Quadrant, quadrant
from kamtool.diagnostic import Finding, Severity
from kamtool.model.values import Attitude, Role
from kamtool.rules.rule import Case, Deal, rule


@rule("KAM402", "quadrant-incoherent", Severity.WARNING)
def quadrant_incoherent(case: Case) -> Iterator[Finding]:
    """The quadrant of needs and the observed attitude contradict each other, or the decider's quadrant is unknown."""
    seen: set[tuple[str, str]] = set()
    for deal in case.deals:
        for finding in incoherences(deal):
            mark = (str(finding.path), finding.variant)
            if mark not in seen:
                seen.add(mark)
                yield finding


def incoherences(deal: Deal) -> Iterator[Finding]:
    """The contradictions of one deal."""
    accepting = []
    for part in deal.parts:
        cell, attitude = quadrant(part.needs), part.attitude.value
        params = {"who": part.name, "attitude": attitude}
        if cell is Quadrant.RIVAL and attitude is Attitude.ACCEPT:
            yield Finding(part.path("needs"), params, variant="rival")
        if cell is Quadrant.PARTNER and attitude in {Attitude.RESIST, Attitude.SABOTAGE}:
            yield Finding(part.path("needs"), params, variant="partner")
        if cell is Quadrant.UNKNOWN and Role.DECIDER in part.roles:
            severity = Severity.WARNING if deal.stage >= 4 else Severity.HINT
            yield Finding(part.path("needs"), params, severity, "unknown")
        if attitude is Attitude.ACCEPT:
            accepting.append(cell)
    if accepting and all(cell is Quadrant.FRIEND for cell in accepting):
        yield Finding(("opportunities", deal.id), {"deal": deal.name, "count": len(accepting)}, variant="friends")
