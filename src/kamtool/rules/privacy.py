"""Family compliance (9xx): on which ground people's data is kept, and until when (methods.md C)."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.deal import name_of
from kamtool.diagnostic import Finding, Severity, each_of
from kamtool.model.stakeholder import Stakeholder
from kamtool.model.values import Basis, Jurisdiction
from kamtool.rules.rule import Case, rule


@rule("KAM902", "personal-data", Severity.WARNING, profile="basic")
def personal_data(case: Case) -> Iterator[Finding]:
    """Data of a person kept on a ground the law does not know, past its day, or without ground or notice."""
    lacking = {}
    for key, person in case.plan.stakeholders.items():
        path, params, kept = ("stakeholders", key, "privacy"), {"who": name_of(key, person)}, person.privacy
        if kept.basis is Basis.LEGITIMATE_INTEREST and case.plan.jurisdiction is Jurisdiction.CN:
            yield Finding((*path, "basis"), params, Severity.ERROR)
        elif kept.expires is not None and kept.expires < case.as_of:
            yield Finding((*path, "expires"), {**params, "date": kept.expires}, variant="expired")
        elif lacks_ground(person):
            lacking[key] = name_of(key, person)
    if lacking and case.plan.jurisdiction is not Jurisdiction.OTHER:
        begun = any("privacy" in person.model_fields_set for person in case.plan.stakeholders.values())
        severity, variant = (Severity.WARNING, "lacking") if begun else (Severity.HINT, "unknown")
        who, of = list(lacking.values()), each_of(("stakeholders",), lacking)
        yield Finding(("stakeholders",), {"who": who, "count": len(who)}, severity, variant, of=of)


def lacks_ground(person: Stakeholder) -> bool:
    """Whether a person is named, and the ground or the notice is not. A mere post is nobody's data."""
    named = person.name is not None or person.phone is not None or person.email is not None
    return named and (person.privacy.basis is None or person.privacy.notice_on is None)
