"""Family people (1xx): who decides, who is with us, who is against us, and on how many threads the deal hangs."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.deal import STAGES, Part, own_deeds, proven_stage, touches
from kamtool.analysis.rivals import backed
from kamtool.diagnostic import Finding, Severity, each_of
from kamtool.model.values import (
    Attitude,
    Authority,
    DecisionMode,
    DecisionRule,
    Influence,
    RelationshipStage,
    Role,
)
from kamtool.rules.departed import gone, has_lost_champion
from kamtool.rules.rule import Case, Deal, rule

DECIDING = frozenset({Role.DECIDER, Role.APPROVER})


@rule("KAM101", "no-decider", Severity.ERROR, profile="basic")
def no_decider(case: Case) -> Iterator[Finding]:
    """An open deal, not yet bought, in which nobody is known to decide."""
    for deal in case.deals:
        if deal.stage == 6 or any(Role.DECIDER in part.roles for part in deal.parts):
            continue
        path = ("opportunities", deal.id)
        if any(part.roles for part in deal.parts) or any(person.roles for person in gone(case).values()):
            severity = Severity.ERROR if deal.stage >= 3 else Severity.WARNING
            yield Finding(path, {"deal": deal.name}, severity)
        else:
            severity = Severity.WARNING if deal.stage >= 3 else Severity.HINT
            yield Finding(path, {"deal": deal.name}, severity, "unknown")


@rule("KAM102", "title-only-authority", Severity.WARNING)
def title_only_authority(case: Case) -> Iterator[Finding]:
    """A decider or approver whose authority rests on a title, their own word, or nothing."""
    seen: dict[str, tuple[Part, int]] = {}
    for deal in case.deals:
        for part in deal.parts:
            if DECIDING & set(part.roles) and not part.is_verified and deal.stage >= seen.get(part.id, (part, -1))[1]:
                seen[part.id] = (part, deal.stage)
    for part, stage in seen.values():
        role = next(role for role in part.roles if role in DECIDING)
        params = {"who": part.name, "role": role}
        claimed = part.authority.claim is not Authority.UNKNOWN
        if part.authority.evidence:
            yield Finding(part.path("authority"), params, Severity.ERROR if stage >= 4 else Severity.WARNING)
        elif stage >= 4 and claimed:
            yield Finding(part.path("authority"), params, Severity.ERROR, "nothing")
        elif stage >= 4:
            yield Finding(part.path("authority"), params, Severity.WARNING, "unknown")
        elif not asked_elsewhere(case, part):
            yield Finding(part.path("authority"), params, Severity.HINT, "unknown")


def unmet(case: Case, part: Part) -> bool:
    """Whether contacts are on file, and none ever went both ways with this person."""
    return bool(case.plan.visits) and part.id not in case.touched


def asked_elsewhere(case: Case, part: Part) -> bool:
    """Whether somebody nobody met yet is told of already: by uncovered-power, or by hostile-unmanaged.

    Until they are met, what else is not known of them needs no question of its own.
    """
    if not unmet(case, part):
        return False
    return is_uncovered(case, part) or (part.attitude.value is Attitude.UNKNOWN and hostility(part) is not None)


def is_uncovered(case: Case, part: Part) -> bool:
    """Whether this is somebody with power whom nobody of our team looks after."""
    team = case.plan.team.values()
    return matters(part) and bool(team) and not any(part.id in member.covers for member in team)


@rule("KAM103", "single-threaded", Severity.ERROR, profile="basic")
def single_threaded(case: Case) -> Iterator[Finding]:
    """An open deal, not yet bought, that hangs on one contact, or on one unit."""
    for deal in case.deals:
        path, params = ("opportunities", deal.id), {"deal": deal.name, "days": case.limits.single_thread_days}
        if deal.stage == 6:
            continue
        if not case.plan.visits:
            yield Finding(path, params, Severity.HINT, "unknown")
            continue
        people = in_touch(case, deal)
        if not people and is_silent(case, deal):
            continue  # stale-or-slipped, ghosted or no-customer-next-step tells of the silence
        if len(people) <= 1:
            severity = Severity.ERROR if deal.stage >= 3 else Severity.WARNING
            only = next((part.name for part in deal.parts if part.id in people), "")
            if only and deal.stage < 3 and len(deal.parts) < case.limits.enough_contacts:
                yield Finding(path, {**params, "who": only}, Severity.HINT, "few")
                continue
            yield Finding(path, {**params, "who": only}, severity, "message" if only else "nobody")
            continue
        units = {case.plan.stakeholders[person].unit for person in people}
        if len(units) == 1 and None not in units:
            yield Finding(path, {**params, "unit": units.pop(), "count": len(people)}, Severity.WARNING, "one_unit")


def is_silent(case: Case, deal: Deal) -> bool:
    """Whether no contact over a deal went both ways lately, or ever."""
    contacts = touches(case.plan, case.as_of, deal.id)
    return not contacts or contacts[-1].date < case.ago(case.limits.silence_days)


def is_single(case: Case, deal: Deal) -> bool:
    """Whether single-threaded says that a deal hangs on one person."""
    return deal.stage != 6 and len(in_touch(case, deal)) == 1


def in_touch(case: Case, deal: Deal) -> list[str]:
    """Who was in touch with us over a deal lately."""
    since, here = case.ago(case.limits.single_thread_days), {part.id for part in deal.parts}
    recent = [one for one in touches(case.plan, case.as_of, deal.id) if one.date >= since]
    return sorted({person for one in recent for person in one.with_ if person in here})


@rule("KAM104", "no-ally", Severity.WARNING)
def no_ally(case: Case) -> Iterator[Finding]:
    """An open deal, not yet bought, in which no proven friend who accepts us did something of their own lately.

    Where the one who did has left champion-left says so.
    """
    for deal in case.deals:
        if deal.stage == 6 or any(is_ally(case, part) for part in deal.parts) or has_lost_champion(case, deal):
            continue
        path, params = ("opportunities", deal.id), {"deal": deal.name, "days": case.limits.ally_deed_days}
        unsaid = [part for part in deal.parts if part.attitude.value is Attitude.UNKNOWN]
        friend = next((part.name for part in unsaid if is_active_friend(case, part)), "")
        if friend or len(unsaid) == len(deal.parts):
            named, variant = ({**params, "who": friend}, "friend") if friend else (params, "unknown")
            yield Finding(path, named, Severity.HINT, variant)
            continue
        severity = Severity.ERROR if deal.stage >= 4 else Severity.WARNING
        nearest = nearest_ally(case, deal)
        who = nearest.name if nearest else ""
        yield Finding(path, {**params, "who": who}, severity, "nearest" if nearest else "message")


def is_ally(case: Case, part: Part) -> bool:
    """A proven and active friend who accepts us."""
    return part.attitude.value is Attitude.ACCEPT and is_active_friend(case, part)


def is_active_friend(case: Case, part: Part) -> bool:
    """Proven at trust or beyond, and active by themselves lately."""
    deeds = own_deeds(case.plan, part, case.as_of)
    return (
        STAGES.index(proven_stage(part.relationship, case.as_of)) >= STAGES.index(RelationshipStage.TRUST)
        and bool(deeds)
        and deeds[-1].date >= case.ago(case.limits.ally_deed_days)
    )


def nearest_ally(case: Case, deal: Deal) -> Part | None:
    """The accepting person whose relationship is proven furthest."""
    accepting = [part for part in deal.parts if part.attitude.value is Attitude.ACCEPT]
    return max(accepting, key=lambda part: STAGES.index(proven_stage(part.relationship, case.as_of)), default=None)


@rule("KAM105", "hostile-unmanaged", Severity.WARNING)
def hostile_unmanaged(case: Case) -> Iterator[Finding]:
    """A person with power is against us, or of unknown mind, and nobody is on it."""
    seen: set[str] = set()
    for deal in case.deals:
        for part in deal.parts:
            finding = None if part.id in case.acted_on or part.id in seen else hostility(part)
            asking = finding is not None and finding.variant == "unknown"
            if asking and deal.stage < 4 and unmet(case, part) and is_uncovered(case, part):
                continue  # uncovered-power says that nobody has met them
            if finding is not None and not (asking and backs_rival(case, deal, part)):
                seen.add(part.id)
                yield finding


def matters(part: Part) -> bool:
    """Whether this person has power here: influence, with a role in the deal or high enough to need none."""
    return part.has_power and (bool(part.roles) or part.influence is Influence.HIGH)


def backs_rival(case: Case, deal: Deal, part: Part) -> bool:
    """Whether this is a rival's champion: somebody with power who stands with one in the deal, not with us."""
    return part.has_power and part.attitude.value is not Attitude.ACCEPT and bool(backed(case.plan, deal.id, part.id))


def hostility(part: Part) -> Finding | None:
    """What this person's attitude asks for, if anything."""
    path, params = part.path("attitude"), {"who": part.name, "attitude": part.attitude.value}
    if part.attitude.value is Attitude.SABOTAGE and part.has_power:
        return Finding(path, params, Severity.ERROR)
    if part.attitude.value is Attitude.RESIST and part.has_power:
        return Finding(path, params)
    if part.attitude.value in {Attitude.SABOTAGE, Attitude.RESIST} and part.influence is Influence.UNKNOWN:
        return Finding(part.path("influence"), params, Severity.HINT, "influence")
    if part.attitude.value is Attitude.UNKNOWN and (part.influence is Influence.HIGH or DECIDING & set(part.roles)):
        return Finding(path, params, Severity.HINT, "unknown")
    return None


@rule("KAM112", "two-deciders", Severity.WARNING)
def two_deciders(case: Case) -> Iterator[Finding]:
    """Two people count as the one who decides, in a deal that one person decides."""
    for deal in case.deals:
        claiming = [part for part in deal.parts if decides(part)]
        mode, by = deal.deal.decision.mode, deal.deal.decision.rule
        if len(claiming) < 2:
            continue
        path = ("opportunities", deal.id, "decision")
        params = {"deal": deal.name, "who": [part.name for part in claiming]}
        of = each_of(path, (part.id for part in claiming))
        if mode is DecisionMode.INDIVIDUAL or by is DecisionRule.LEADER:
            yield Finding(path, params, of=of)
        elif mode is None and by is None:
            yield Finding(path, params, Severity.HINT, "unknown", of=of)


def decides(part: Part) -> bool:
    """Whether this person is said to decide this deal. An approver signs; a claim counts where it is about the deal."""
    if Role.DECIDER in part.roles:
        return True
    about_this = bool(part.roles) or "authority" in part.here
    return part.authority.claim is Authority.DECIDES and about_this and Role.APPROVER not in part.roles
