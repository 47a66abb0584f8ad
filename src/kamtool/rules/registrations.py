"""Family account (7xx): registrations of dealers (报备): two for one project, and those that run out."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.registrations import Ground, first, is_live, is_renewed, projects
from kamtool.diagnostic import Finding, Severity
from kamtool.model.values import RegistrationProgress
from kamtool.rules.rule import Case, rule


@rule("KAM703", "registration-conflict", Severity.ERROR)
def registration_conflict(case: Case) -> Iterator[Finding]:
    """Two dealers hold a registration for one project, and the customer has chosen neither."""
    for project, places in projects(case.plan, case.as_of).items():
        claims = [case.plan.registrations[at] for at in places]
        dealers = list(dict.fromkeys(one.dealer for one in claims))
        found = first(claims)
        if len(dealers) < 2 or found.ground is Ground.CUSTOMER:
            continue
        deal = case.plan.opportunities[project].name or project if project else case.plan.account.name
        later = next(at for at, one in zip(places, claims, strict=True) if one.dealer != dealers[0])
        path, params = ("registrations", later), {"deal": deal, "dealers": dealers, "first": found.dealer}
        if found.ground is Ground.UNKNOWN:
            yield Finding(path, params, Severity.HINT, "unknown")
        elif found.ground is Ground.PROGRESS:
            yield Finding(path, params, Severity.WARNING, "progress")
        elif found.ground is Ground.DATE:
            yield Finding(path, params, Severity.WARNING, "date")
        else:
            yield Finding(path, params)


@rule("KAM708", "registration-expiring", Severity.WARNING)
def registration_expiring(case: Case) -> Iterator[Finding]:
    """A registration that runs out or ran out before the contract, and was not renewed."""
    every = case.plan.registrations
    for at, one in enumerate(every):
        if one.progress is RegistrationProgress.SIGNED or not is_live(case.plan, one) or is_renewed(every, at):
            continue
        path, params = ("registrations", at), {"dealer": one.dealer, "date": one.valid_until}
        if one.valid_until is None:
            yield Finding(path, params, Severity.HINT, "unknown")
            continue
        left = (one.valid_until - case.as_of).days
        if left <= case.limits.registration_days and "KAM708" not in case.addressed:
            variant = "message" if left >= 0 else "expired"
            yield Finding((*path, "valid_until"), {**params, "days": abs(left)}, variant=variant)
