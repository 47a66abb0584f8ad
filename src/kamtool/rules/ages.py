"""How long ago we learned what we lean on: of people (1xx, 9xx), of the deal's vendors (5xx), of the account (7xx)."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.ages import PERSONAL, Aged, Kind
from kamtool.analysis.deal import VERIFIED, Part, attitude_seen, name_of
from kamtool.analysis.undated import undated
from kamtool.diagnostic import Finding, Severity
from kamtool.model.values import AGAINST
from kamtool.rules.coverage import silent_players
from kamtool.rules.people import DECIDING, matters
from kamtool.rules.relationships import unproven
from kamtool.rules.rule import Case, age, rule

# What the odds and the forecast lean on, the weightiest first.
LEANT_ON = (Kind.ATTITUDE, Kind.AUTHORITY, Kind.BUDGET, Kind.ANSWER)
NAMED = 3  # how many people a finding names


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
    seen = attitude_seen(case.plan, part, case.as_of)
    known = seen.date if seen else None
    severity = age(case, "attitude", known)  # an error is for expired-inference to say
    if known is None or severity is not Severity.WARNING or not (matters(part) or DECIDING & set(part.roles)):
        return None
    if is_said(case, part):
        return None
    params = {"who": part.name, "value": part.attitude.value, "date": known, "days": (case.as_of - known).days}
    return Finding(part.path("attitude"), params)


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


@rule("KAM121", "stale-inference", Severity.WARNING)
def stale_inference(case: Case) -> Iterator[Finding]:
    """Needs or style of somebody who matters, or lines between people, were last looked at long ago."""
    weighing = {part.id for deal in case.deals for part in deal.parts if matters(part) or DECIDING & set(part.roles)}
    old = [one for one in case.aged if one.stale and not one.expired]
    lines = [one for one in old if one.kind is Kind.LINE]
    for key in case.plan.stakeholders:
        mine = [one for one in old if one.kind in (Kind.NEEDS, Kind.STYLE) and one.about[0] == key]
        if mine and key in weighing:
            yield oldest(mine, {"who": name(case, key), "kinds": kinds(mine)})
    if lines:
        first = min(lines, key=lambda one: one.date)
        params = {"who": name(case, first.about[0]), "whom": name(case, first.about[1]), "count": len(lines)}
        yield oldest(lines, params, variant="lines")


@rule("KAM506", "stale-scores", Severity.WARNING)
def stale_scores(case: Case) -> Iterator[Finding]:
    """The scores by which we compare ourselves with the rivals were given long ago."""
    for deal in case.deals:
        if deal.stage == 6:
            continue
        for kind in (Kind.RADAR, Kind.CRITERIA):
            mine = [one for one in case.aged if one.kind is kind and one.stale and one.path[1] == deal.id]
            if mine:
                yield oldest(mine, {"deal": deal.name, "scores": len(mine)}, variant=kind.value)


@rule("KAM709", "stale-swot", Severity.WARNING)
def stale_swot(case: Case) -> Iterator[Finding]:
    """Items of the SWOT were seen long ago."""
    mine = [one for one in case.aged if one.kind is Kind.SWOT and one.stale]
    if mine:
        yield oldest(mine, {"items": len(mine), "text": min(mine, key=lambda one: one.date).about[0]})


@rule("KAM716", "undated-judgement", Severity.HINT)
def undated_judgement(case: Case) -> Iterator[Finding]:
    """What the odds and the forecast lean on carries no day, in a plan that dates others, or late in a deal."""
    deals: list[str | None] = [deal.id for deal in case.deals]
    found = {one.path: one for deal in deals or [None] for one in undated(case.plan, deal, case.as_of)}
    most = sorted((one for one in found.values() if one.kind in LEANT_ON), key=lambda one: LEANT_ON.index(one.kind))
    if not most or not (case.aged or any(deal.stage >= 3 for deal in case.deals)):
        return
    every = dict.fromkeys(one.kind.value for one in [*most, *found.values()])
    people = dict.fromkeys(name(case, one.who) for one in most if one.kind is most[0].kind and one.who)
    params = {"count": len(found), "kinds": list(every), "who": list(people)[:NAMED]}
    yield Finding(most[0].path, params, variant="person" if people else "message", of=tuple(found))


@rule("KAM904", "expired-inference", Severity.ERROR)
def expired_inference(case: Case) -> Iterator[Finding]:
    """What we infer about a person is older than it may be kept; nobody has confirmed it since (methods.md C, G2)."""
    for key in case.plan.stakeholders:
        mine = [one for one in case.aged if one.kind in PERSONAL and one.expired and one.about[0] == key]
        if mine:
            yield oldest(mine, {"who": name(case, key), "kinds": kinds(mine)}, Severity.ERROR)


def oldest(
    found: list[Aged], params: dict[str, object], most: Severity | None = None, variant: str = "message"
) -> Finding:
    """A finding at the oldest of these, with its day and its age; an error where that one is too old to rest on."""
    first = min(found, key=lambda one: one.date)
    severity = most or (Severity.ERROR if first.expired else Severity.WARNING)
    of = tuple(one.path for one in found)
    return Finding(first.path, {**params, "date": first.date, "days": first.days}, severity, variant, of=of)


def kinds(found: list[Aged]) -> list[str]:
    """Which kinds of judgement these are."""
    return list(dict.fromkeys(one.kind.value for one in found))


def name(case: Case, key: str) -> str:
    """What to call a person."""
    return name_of(key, case.plan.stakeholders[key])
