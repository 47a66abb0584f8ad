"""Family people (1xx): what the plan claims of a person, and what it has seen."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.deal import STAGES, Part, name_of, own_deeds, parts, proven_stage
from kamtool.diagnostic import Finding, Severity
from kamtool.model.values import RelationshipStage, Style
from kamtool.rules.rule import Case, age, rule

ENGAGEMENT, TRUST = STAGES.index(RelationshipStage.ENGAGEMENT), STAGES.index(RelationshipStage.TRUST)


@rule("KAM106", "stage-unproven", Severity.WARNING)
def stage_unproven(case: Case) -> Iterator[Finding]:
    """A relationship claimed further than dated behaviour shows, or shown too long ago."""
    seen = set()
    for part in [part for deal in case.deals for part in deal.parts] or parts(case.plan, None, case.as_of):
        path = part.path("relationship")
        finding = None if path in seen else unproven(case, part)
        if finding is not None and finding.severity is not Severity.ERROR:  # that is for expired-inference to say
            seen.add(path)
            yield finding


def unproven(case: Case, part: Part) -> Finding | None:
    """What the claim lacks. To be acquainted needs no proof, an engagement only with somebody of power."""
    claimed, proven = part.relationship.value, proven_stage(part.relationship, case.as_of)
    level = STAGES.index(claimed)
    if level < ENGAGEMENT or (level < TRUST and not part.has_power):
        return None
    path, params = part.path("relationship"), {"who": part.name, "claimed": claimed, "proven": proven}
    if proven is RelationshipStage.UNKNOWN:
        if level >= TRUST:
            return Finding(path, params, variant="nothing")
        return Finding(path, params, Severity.HINT, "unknown")
    if STAGES.index(proven) < level:
        return Finding(path, params)
    dated = [one.date for one in part.relationship.evidence if one.date is not None and one.date <= case.as_of]
    newest = max([*dated, *(one.date for one in own_deeds(case.plan, part, case.as_of))])
    severity = age(case, "relationship", newest)
    if severity is None:
        return None
    return Finding(path, {**params, "date": newest, "days": (case.as_of - newest).days}, severity, "old")


@rule("KAM109", "style-unproven", Severity.WARNING, profile="strict")
def style_unproven(case: Case) -> Iterator[Finding]:
    """A style read from fewer than two observations."""
    for key, person in case.plan.stakeholders.items():
        style, gone = person.style, person.left is not None and person.left <= case.as_of
        given = style.value is not Style.UNKNOWN or style.assertiveness is not None or style.responsiveness is not None
        if given and not gone and len(style.observed) < case.limits.style_observations:
            count, limit = len(style.observed), case.limits.style_observations
            params = {"who": name_of(key, person), "count": count, "limit": limit}
            yield Finding(("stakeholders", key, "style"), params, variant="message" if count else "nothing")
