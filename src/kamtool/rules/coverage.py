"""Family people (1xx): whether the people who matter are known, met, and looked after by somebody of ours."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.deal import STAGES, Part, touches
from kamtool.analysis.roles import STAGE_ROLES, following
from kamtool.analysis.tender import is_tender
from kamtool.diagnostic import Finding, Severity, each_of
from kamtool.model.team import Member
from kamtool.model.values import AGAINST, DecisionKind, DecisionLevel, Influence, OrganizationType, Role, Stage
from kamtool.model.visit import Visit
from kamtool.rules.people import DECIDING, decides, in_touch, is_single, matters, unmet
from kamtool.rules.rule import Case, Deal, rule

PROCUREMENT = frozenset({Role.BUYER, Role.GATEKEEPER})


@rule("KAM107", "role-gap", Severity.WARNING)
def role_gap(case: Case) -> Iterator[Finding]:
    """A role that the current or the next stage turns on is played by nobody, or by nobody in touch with us."""
    for deal in case.deals:
        missing, silent = gaps(case, deal)
        path, params = ("opportunities", deal.id, "stage"), {"deal": deal.name, "days": case.limits.role_touch_days}
        if missing:
            at = [stage for stage in stages_ahead(deal) if set(STAGE_ROLES[stage]) & set(missing)]
            severity, variant = (None, "message") if deal.stage >= 3 else (Severity.HINT, "unknown")
            of = each_of(path, (role.value for role in missing))
            yield Finding(path, {**params, "roles": missing, "stages": at}, severity, variant, of=of)
        if silent:
            who = dict.fromkeys(part.name for people in silent.values() for part in people)
            met = any(part.id in case.touched for people in silent.values() for part in people)
            of = each_of(path, (role.value for role in silent))
            variant = "silent" if met else "never"
            yield Finding(path, {**params, "roles": list(silent), "who": list(who)}, variant=variant, of=of)


def gaps(case: Case, deal: Deal) -> tuple[list[Role], dict[Role, list[Part]]]:
    """The roles role-gap tells of: those played by nobody, and those whose players are silent.

    Of a missing decider no-decider speaks; where only one person is in touch at all, single-threaded.
    """
    if "KAM107" in case.addressed:
        return [], {}
    playing = players(deal, stages_ahead(deal))
    missing: list[Role] = [role for role, people in playing.items() if not people and role is not Role.DECIDER]
    if deal.stage < 3 and is_small(case, deal):
        missing = []
    return missing, {} if is_single(case, deal) else silent_players(case, deal)


def is_small(case: Case, deal: Deal) -> bool:
    """Whether it is a private firm in which hardly anybody is listed: the owner plays most roles."""
    return case.plan.account.type is OrganizationType.PRIVATE and len(deal.parts) <= case.limits.few_people


def stages_ahead(deal: Deal) -> list[Stage]:
    """The deal's stage, and from the third on the next one as well."""
    stage = deal.deal.stage
    ahead = following(stage) if stage and stage.number >= 3 else None
    return [one for one in (stage, ahead) if one is not None]


def players(deal: Deal, stages: list[Stage]) -> dict[Role, list[Part]]:
    """Who plays each role that these stages turn on; nothing while no role is known, for no-decider asks for those."""
    if not any(part.roles for part in deal.parts):
        return {}
    needed = dict.fromkeys(role for stage in stages for role in STAGE_ROLES[stage])
    return {role: [part for part in deal.parts if role in part.roles] for role in needed}


def silent_players(case: Case, deal: Deal) -> dict[Role, list[Part]]:
    """The roles played only by people not in touch lately, from the third stage on, as far as visits tell.

    Of a silent decider powerless-meetings or process-unknown speaks, where it does.
    """
    if not case.plan.visits or deal.stage < 3:
        return {}
    since = case.ago(case.limits.role_touch_days)
    return {
        role: people
        for role, people in players(deal, stages_ahead(deal)).items()
        if people
        and not any(part.id in case.touched and case.touched[part.id] >= since for part in people)
        and not (role is Role.DECIDER and (powerless(case, deal) or unmet_top(case, deal)))
    }


def unmet_top(case: Case, deal: Deal) -> list[Part]:
    """Who decides a deal that is no routine and decided at the top, when none of them was ever met nor is about to be.

    Where the last meetings were without anybody of weight powerless-meetings says so.
    """
    decision = deal.deal.decision
    at_top = decision.kind is DecisionKind.NON_PROGRAMMED and decision.level is DecisionLevel.TOP
    if not at_top or deal.stage not in (3, 4, 5) or not case.plan.visits or powerless(case, deal):
        return []
    top = [part for part in deal.parts if decides(part) or DECIDING & set(part.roles)]
    return [] if any(part.id in case.touched or part.id in case.acted_on for part in top) else top


@rule("KAM115", "uncovered-power", Severity.WARNING)
def uncovered_power(case: Case) -> Iterator[Finding]:
    """Somebody with power whom nobody of ours looks after, or less than wanted with no action to change it."""
    strong: dict[str, Part] = {}
    for deal in case.deals:
        strong = {part.id: part for part in deal.parts if matters(part)} | strong
    if not case.plan.team:
        if len(strong) > 1:
            who = [part.name for part in strong.values()]
            path = ("stakeholders",)
            yield Finding(path, {"who": who, "count": len(who)}, Severity.HINT, "unknown", of=each_of(path, strong))
        return
    covered = {person for member in case.plan.team.values() for person in member.covers}
    for key, part in strong.items():
        if key not in covered:
            yield Finding(
                part.path("influence"), {"who": part.name}, variant="unmet" if unmet(case, part) else "message"
            )
    short = {
        ("team", key, "covers", part.id): f"{member.name or key} → {part.name}"
        for key, member in case.plan.team.items()
        for part in strong.values()
        if falls_short(case, member, part)
    }
    if short:
        first, *_ = short
        yield Finding(first[:-1], {"wishes": list(short.values())}, Severity.HINT, "less", of=tuple(short))


def falls_short(case: Case, member: Member, part: Part) -> bool:
    """Whether this member wants to be nearer to a person than anybody of ours is, and nothing planned says how.

    An open action about them is a plan, and so is a next step that was agreed with them, or a day by which the plan
    expects us to have met them.
    """
    cover = member.covers.get(part.id)
    if cover is None or cover.want is None or part.attitude.value in AGAINST:
        return False
    if part.id in case.acted_on or part.id in case.agreed_with or part.id in case.expected:
        return False
    nearest = max(STAGES.index(one.covers[part.id].now) for one in case.plan.team.values() if part.id in one.covers)
    return nearest < STAGES.index(cover.want)


@rule("KAM116", "overloaded-member", Severity.WARNING, profile="strict")
def overloaded_member(case: Case) -> Iterator[Finding]:
    """One of ours looks after more people than one can."""
    there = {key for key, one in case.plan.stakeholders.items() if one.left is None or one.left > case.as_of}
    for key, member in case.plan.team.items():
        count = len(there & set(member.covers))
        if count > case.limits.covers_per_member:
            params = {"member": member.name or key, "count": count, "limit": case.limits.covers_per_member}
            yield Finding(("team", key, "covers"), params)


@rule("KAM117", "powerless-meetings", Severity.WARNING, confidence="medium")
def powerless_meetings(case: Case) -> Iterator[Finding]:
    """The last contacts of a deal were all with people who neither decide nor weigh much."""
    for deal in case.deals:
        met = powerless(case, deal)
        if deal.stage < 3 or not met:
            continue
        attending = {key for visit in met for key in visit.with_}
        unclear = {one.id: one.name for one in deal.parts if one.id in attending and one.influence is Influence.UNKNOWN}
        path, params = ("opportunities", deal.id), {"deal": deal.name, "count": len(met), "date": met[0].date}
        if unclear:
            who, of = list(unclear.values()), each_of(path, unclear)
            yield Finding(path, {**params, "who": who}, Severity.HINT, "unknown", of=of)
        else:
            yield Finding(path, params)


def powerless(case: Case, deal: Deal) -> list[Visit]:
    """The last contacts, when nobody of weight was there though the deal has one; else none.

    They are the last so many, and all of the last weeks where those are more. Of one contact single-threaded speaks.
    """
    if is_single(case, deal):
        return []
    strong = {part.id for part in deal.parts if part.influence is Influence.HIGH or DECIDING & set(part.roles)}
    contacts, count = touches(case.plan, case.as_of, deal.id), case.limits.meetings_without_power
    lately = sum(visit.date >= case.ago(case.limits.silence_days) for visit in contacts)
    last = contacts[-max(count, lately) :]
    return last if strong and len(last) >= count and not any(strong & set(visit.with_) for visit in last) else []


@rule("KAM122", "procurement-only", Severity.WARNING)
def procurement_only(case: Case) -> Iterator[Finding]:
    """Everybody in touch with us lately buys or keeps the gate: nobody who uses it, judges it or decides.

    Of one contact or one unit single-threaded speaks, of a role of this stage that is missing or silent role-gap.
    """
    for deal in case.deals:
        near = in_touch(case, deal)
        met = [part for part in deal.parts if part.id in near]
        units = {part.person.unit for part in met}
        if not 2 <= deal.stage <= 5 or len(met) < 2 or (len(units) == 1 and None not in units):
            continue
        if not all(part.roles and set(part.roles) <= PROCUREMENT for part in met):
            continue
        wanted = [part for part in deal.parts if set(part.roles) - PROCUREMENT]
        missing, silent = gaps(case, deal)
        if {*missing, *silent} - PROCUREMENT or any(part.id in case.acted_on for part in wanted):
            continue
        params = {"deal": deal.name, "who": [part.name for part in met], "days": case.limits.single_thread_days}
        tender = is_tender(case.plan, deal.id)
        severity, variant = (Severity.HINT, "tender") if tender else (None, "message")
        yield Finding(("opportunities", deal.id), params, severity, variant)


@rule("KAM118", "too-few-contacts", Severity.WARNING)
def too_few_contacts(case: Case) -> Iterator[Finding]:
    """A deal well under way in which hardly anybody is known."""
    for deal in case.deals:
        if deal.stage < 3 or not deal.parts or len(deal.parts) >= case.limits.enough_contacts:
            continue
        if case.plan.visits and len(in_touch(case, deal)) <= 1:  # single-threaded says so
            continue
        params = {"deal": deal.name, "count": len(deal.parts), "who": [part.name for part in deal.parts]}
        yield Finding(("opportunities", deal.id), params)
