"""Family people (1xx): what we know of those who matter, and how long ago we learned it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kamtool.analysis.deal import VERIFIED, Part, own_deeds
from kamtool.diagnostic import Finding, Severity
from kamtool.model.values import Attitude
from kamtool.rules.people import DECIDING
from kamtool.rules.rule import Case, rule


@rule("KAM120", "stale-attitude", Severity.WARNING)
def stale_attitude(case: Case) -> Iterator[Finding]:
    """The attitude or the authority of somebody who matters was last checked long ago; without a day nobody knows."""
    seen = set()
    for deal in case.deals:
        for part in deal.parts:
            deciding = bool(DECIDING & set(part.roles))
            for field, known in (("attitude", attitude_on(case, part)), ("authority", authority_on(part))):
                path = part.path(field)
                if known is None or path in seen or not (deciding or (field == "attitude" and part.has_power)):
                    continue
                seen.add(path)
                severity = age(case, field, known)
                if severity:
                    params = {"who": part.name, "value": part.attitude.value, "role": part.roles}
                    days = (case.as_of - known).days
                    variant = "message" if field == "attitude" else "authority"
                    yield Finding(path, {**params, "date": known, "days": days}, severity, variant)


def attitude_on(case: Case, part: Part) -> dt.date | None:
    """The day the attitude was last seen; who accepts us shows it by what they do of their own."""
    if part.attitude.value is Attitude.UNKNOWN or part.attitude.date is None:
        return None
    deeds = own_deeds(case.plan, part, case.as_of) if part.attitude.value is Attitude.ACCEPT else []
    return max([part.attitude.date, *deeds])


def authority_on(part: Part) -> dt.date | None:
    """The day of the newest evidence that counts."""
    return max((one.date for one in part.authority.evidence if one.kind in VERIFIED and one.date), default=None)


def age(case: Case, field: str, known: dt.date) -> Severity | None:
    """How old that is: too old to rest on, old enough to ask again, or fresh."""
    if known < case.ago(getattr(case.limits, f"{field}_error")):
        return Severity.ERROR
    return Severity.WARNING if known < case.ago(getattr(case.limits, f"{field}_warn")) else None
