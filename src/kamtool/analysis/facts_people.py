"""What a plan shows of the people of a deal, as facts that any school's questions can be mapped onto."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from kamtool.analysis.deal import POWER, STAGES, Part, last_touch, own_deeds, proven_stage
from kamtool.analysis.known import Known, Scene, Standing, graded
from kamtool.model.values import Attitude, NeedStatus, RelationshipStage, Role

RECENT = 90
DECIDING = frozenset({Role.DECIDER, Role.APPROVER})
TRUST = STAGES.index(RelationshipStage.TRUST)


def deciders(at: Scene) -> list[Part]:
    """Who decides or approves."""
    return [one for one in at.people if DECIDING & set(one.roles)]


def decider_known(at: Scene) -> Known:
    """Who decides, by more than a title."""
    people = deciders(at)
    found = graded((one.is_verified for one in people), named(people), Standing.PARTLY)
    return found if people else Known(Standing.UNKNOWN)


def named(people: Iterable[Part]) -> list[tuple[str, dt.date | None]]:
    """People as evidence."""
    return [(one.name, None) for one in people]


def decider_met(at: Scene) -> Known:
    """Whoever decides spoke with us lately."""
    return met(at, deciders(at))


def met(at: Scene, people: list[Part]) -> Known:
    """Whether we spoke with all of these people in the last RECENT days."""
    last = {one.id: last_touch(at.plan, one.id, at.as_of) for one in people}
    recent = [(day := last[one.id]) is not None and (at.as_of - day).days <= RECENT for one in people]
    found = graded(recent, [(one.name, last[one.id]) for one in people if last[one.id]], Standing.NO)
    if found.standing is Standing.NO and any(last.values()):
        return Known(Standing.PARTLY, found.shown)
    return found if people else Known(Standing.UNKNOWN)


def decider_for_us(at: Scene) -> Known:
    """Whoever decides accepts us."""
    people = deciders(at)
    values = {one.attitude.value for one in people}
    shown = tuple((one.name, one.attitude.date) for one in people if one.attitude.value is not Attitude.UNKNOWN)
    if not shown:
        return Known(Standing.UNKNOWN)
    if values == {Attitude.ACCEPT}:
        return Known(Standing.YES, shown)
    against = values <= {Attitude.RESIST, Attitude.SABOTAGE, Attitude.UNKNOWN}
    return Known(Standing.NO if against else Standing.PARTLY, shown)


def power_met(at: Scene) -> Known:
    """Everybody whose word weighs spoke with us lately."""
    return met(at, [one for one in at.people if one.influence in POWER])


def power_attitudes(at: Scene) -> Known:
    """Where everybody stands whose word weighs."""
    people = [one for one in at.people if one.influence in POWER]
    told = [one for one in people if one.attitude.value is not Attitude.UNKNOWN]
    return graded((one in told for one in people), [(one.name, one.attitude.date) for one in told], Standing.UNKNOWN)


def power_wins(at: Scene) -> Known:
    """What is in it for each person whose word weighs."""
    people = [one for one in at.people if one.influence in POWER]
    told = [one for one in people if any(need.status is not NeedStatus.UNKNOWN for need in one.needs.personal.values())]
    return graded((one in told for one in people), named(told), Standing.UNKNOWN)


def champion(at: Scene) -> Known:
    """Somebody with power who accepts us and acts for us by themselves, as dated behaviour shows."""
    best = Known(Standing.UNKNOWN)
    for one in at.people:
        if one.attitude.value is not Attitude.ACCEPT:
            continue
        deeds = [each.date for each in own_deeds(at.plan, one, at.as_of) if (at.as_of - each.date).days <= RECENT]
        proven = STAGES.index(proven_stage(one.relationship, at.as_of)) >= TRUST
        if deeds and proven and one.has_power:
            return Known(Standing.YES, ((one.name, max(deeds)),))
        if best.standing is Standing.UNKNOWN or (deeds and proven):
            best = Known(Standing.PARTLY, ((one.name, max(deeds, default=one.attitude.date)),))
    if best.standing is Standing.UNKNOWN and at.people:
        told = [one for one in at.people if one.attitude.value is not Attitude.UNKNOWN]
        return Known(Standing.NO if len(told) == len(at.people) else Standing.UNKNOWN)
    return best


def in_role(at: Scene, role: Role) -> Known:
    """Somebody in a role, met, and we know where they stand."""
    people = [one for one in at.people if role in one.roles]
    good = [
        one.attitude.value is not Attitude.UNKNOWN and last_touch(at.plan, one.id, at.as_of) is not None
        for one in people
    ]
    found = graded(good, named(people), Standing.PARTLY)
    return found if people else Known(Standing.UNKNOWN)
