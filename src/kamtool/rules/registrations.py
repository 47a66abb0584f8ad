"""Family account (7xx): registrations of dealers (报备): two for one project, and those that run out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kamtool.analysis.registrations import Ground, first, is_live, is_renewed, projects
from kamtool.diagnostic import Finding, Severity, each_of
from kamtool.model.registration import Registration
from kamtool.model.values import RegistrationProgress
from kamtool.rules.rule import Case, rule


@rule("KAM703", "registration-conflict", Severity.ERROR)
def registration_conflict(case: Case) -> Iterator[Finding]:
    """Two dealers hold a registration for one project, and the customer has chosen neither; one alone has no day."""
    for project, places in projects(case.plan, case.as_of).items():
        claims = [case.plan.registrations[at] for at in places]
        dealers = list(dict.fromkeys(one.dealer for one in claims))
        found = first(claims)
        deal = case.plan.opportunities[project].name or project if project else case.plan.account.name
        if len(dealers) == 1 and found.ground is not Ground.CUSTOMER:
            yield from undated(claims, places, deal)
        if len(dealers) < 2 or found.ground is Ground.CUSTOMER:
            continue
        later = next(at for at, one in zip(places, claims, strict=True) if one.dealer != dealers[0])
        path, params = ("registrations", later), {"deal": deal, "dealers": dealers, "first": found.dealer}
        of = each_of(("registrations", project or ""), dealers)
        if found.ground is Ground.UNKNOWN:
            yield Finding(path, params, Severity.HINT, "unknown", of=of)
        elif found.ground is Ground.PROGRESS:
            yield Finding(path, params, Severity.WARNING, "progress", of=of)
        elif found.ground is Ground.DATE:
            yield Finding(path, params, Severity.WARNING, "date", of=of)
        else:
            yield Finding(path, params, of=of)


def undated(claims: Sequence[Registration], places: Sequence[int], deal: str) -> Iterator[Finding]:
    """A dealer's only registration of a project without its day, which decides when a second dealer comes."""
    if not any(one.date or one.progress is RegistrationProgress.SIGNED for one in claims):
        params = {"dealer": claims[0].dealer, "deal": deal}
        yield Finding(("registrations", places[0]), params, Severity.HINT, "undated")


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
