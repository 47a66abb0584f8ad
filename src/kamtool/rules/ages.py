"""Family people (1xx): what we know of those who matter, and how long ago we learned it."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.deal import VERIFIED, Part, attitude_day
from kamtool.diagnostic import Finding, Severity
from kamtool.rules.champions import AGAINST
from kamtool.rules.coverage import silent_players
from kamtool.rules.people import DECIDING, matters
from kamtool.rules.relationships import unproven
from kamtool.rules.rule import Case, age, rule


@rule("KAM120", "stale-attitude", Severity.WARNING)
def stale_attitude(case: Case) -> Iterator[Finding]:
    """The attitude or the authority of somebody who matters was last checked long ago; without a day nobody knows."""
    seen = set()
    for deal in case.deals:
        for part in deal.parts:
            for finding in (old_attitude(case, part), old_authority(case, part)):
                if finding is not None and finding.path not in seen:
                    seen.add(finding.path)
                    yield finding


def old_attitude(case: Case, part: Part) -> Finding | None:
    """What to say of the age of an attitude."""
    known = attitude_day(case.plan, part, case.as_of)
    severity = age(case, "attitude", known)
    if known is None or severity is None or not (matters(part) or DECIDING & set(part.roles)):
        return None
    if severity is Severity.WARNING and is_said(case, part):
        return None
    params = {"who": part.name, "value": part.attitude.value, "date": known, "days": (case.as_of - known).days}
    return Finding(part.path("attitude"), params, severity)


def is_said(case: Case, part: Part) -> bool:
    """Whether another rule speaks of this person: hostile-unmanaged, stage-unproven (too old), or role-gap (silent)."""
    cooled = unproven(case, part)
    return (
        (part.attitude.value in AGAINST and part.id not in case.acted_on)
        or (cooled is not None and cooled.variant == "old")
        or any(part.id == one.id for deal in case.deals for some in silent_players(case, deal).values() for one in some)
    )


def old_authority(case: Case, part: Part) -> Finding | None:
    """What to say of the age of the newest evidence that this person decides or approves."""
    roles = [role for role in part.roles if role in DECIDING]
    known = max((one.date for one in part.authority.evidence if one.kind in VERIFIED and one.date), default=None)
    severity = age(case, "authority", known)
    if known is None or severity is None or not roles:
        return None
    params = {"who": part.name, "role": roles, "date": known, "days": (case.as_of - known).days}
    return Finding(part.path("authority"), params, severity, "authority")
