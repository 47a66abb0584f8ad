"""Family needs (4xx): what the customer wants and why, and whether it fits what people say of us."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.deal import Part
from kamtool.analysis.needs import Quadrant, axis, quadrant
from kamtool.diagnostic import Finding, Severity
from kamtool.model.stakeholder import Needs
from kamtool.model.values import Attitude, NeedLayer, NeedState, Role, YesNo
from kamtool.rules.coverage import is_small
from kamtool.rules.people import asked_elsewhere
from kamtool.rules.rule import Case, Deal, rule

OWNER = ("老板", "董事长", "业主", "创始人", "owner", "founder", "proprietor")


@rule("KAM401", "surface-need", Severity.WARNING)
def surface_need(case: Case) -> Iterator[Finding]:
    """A deal well under way of which we know what the customer said, not why, or in which nothing has money behind."""
    for deal in case.deals:
        finding = surface(deal) if deal.stage >= 3 else None
        if finding is not None:
            yield finding


def surface(deal: Deal) -> Finding | None:
    """What the needs of a deal lack."""
    path, params = ("opportunities", deal.id, "needs"), {"deal": deal.name}
    layers, states = {one.layer for one in deal.deal.needs}, {one.state for one in deal.deal.needs}
    if layers == {NeedLayer.EXPRESSED}:
        return Finding(path, params)
    if states and not states & {NeedState.DEMAND, None}:
        return Finding(path, params, variant="no_demand")
    if not layers - {NeedLayer.EXPRESSED, None} or NeedState.DEMAND not in states:
        return Finding(path, params, Severity.HINT, "unknown")
    return None


@rule("KAM402", "quadrant-incoherent", Severity.WARNING)
def quadrant_incoherent(case: Case) -> Iterator[Finding]:
    """The quadrant of needs and the observed attitude contradict each other, or the decider's quadrant is unknown."""
    seen: set[tuple[str, str]] = set()
    for deal in case.deals:
        for finding in incoherences(case, deal):
            mark = (str(finding.path), finding.variant)
            if mark not in seen:
                seen.add(mark)
                yield finding


def incoherences(case: Case, deal: Deal) -> Iterator[Finding]:
    """The contradictions of one deal."""
    accepting = []
    for part in deal.parts:
        cell, attitude = quadrant(part.needs), part.attitude.value
        params = {"who": part.name, "attitude": attitude}
        if cell is Quadrant.RIVAL and attitude is Attitude.ACCEPT:
            yield Finding(part.path("needs"), params, variant="rival")
        if cell is Quadrant.PARTNER and attitude in {Attitude.RESIST, Attitude.SABOTAGE}:
            yield Finding(part.path("needs"), params, variant="partner")
        asked = asked_elsewhere(case, part) if deal.stage < 4 else False
        question = not_asked(part.needs, is_owner(case, deal, part))
        if cell is Quadrant.UNKNOWN and Role.DECIDER in part.roles and question and not asked:
            yield Finding(part.path("needs"), params, Severity.HINT, question)
        if attitude is Attitude.ACCEPT:
            accepting.append(cell)
    if accepting and all(cell is Quadrant.FRIEND for cell in accepting):
        yield Finding(("opportunities", deal.id), {"deal": deal.name, "count": len(accepting)}, variant="friends")


def is_owner(case: Case, deal: Deal, part: Part) -> bool:
    """Whether this person owns a small private firm, by the title."""
    title = (part.person.title or "").casefold()
    return is_small(case, deal) and any(word in title for word in OWNER)


def not_asked(needs: Needs, owned: bool) -> str | None:
    """Which axis of a quadrant is not known, as the variant of the question: one of them, or both.

    An owner's gain and the firm's are one, so either answers.
    """
    personal, organization = (axis(one) is YesNo.UNKNOWN for one in (needs.personal, needs.organization))
    if owned:
        return "owner" if personal and organization else None
    return "unknown" if personal and organization else "personal" if personal else "organization"


@rule("KAM403", "accepts-but-unmet", Severity.WARNING, confidence="medium")
def accepts_but_unmet(case: Case) -> Iterator[Finding]:
    """Somebody accepts us who, by the needs on file, gains nothing: neither personally nor for the firm."""
    seen = set()
    for deal in case.deals:
        for part in deal.parts:
            path = part.path("needs")
            gains_nothing = quadrant(part.needs) is Quadrant.STRANGER
            if gains_nothing and part.attitude.value is Attitude.ACCEPT and path not in seen:
                seen.add(path)
                yield Finding(path, {"who": part.name})
