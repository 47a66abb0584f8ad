"""What changed with the people: who is new, who left, who stands elsewhere now, who of ours looks after whom."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.changes import Change, Group, Sides, Turn, judged
from kamtool.analysis.coverage import THIN_DAYS
from kamtool.analysis.deal import STAGES, name_of, parts, touches
from kamtool.analysis.edits import Place
from kamtool.analysis.support import STANCE
from kamtool.model.plan import Plan
from kamtool.model.stakeholder import AttitudeJudgement, Relationship, Stakeholder
from kamtool.model.values import Attitude, Influence, NeedStatus, RelationshipStage

US = "us"
LINE = ("from", "to", "kind", "strength", "date", "source")


def people_changes(sides: Sides) -> Iterator[Change]:
    """Everything that changed with people."""
    for key in sides.old.stakeholders:
        if key not in sides.new.stakeholders:
            yield from gone(sides, key)
    for key, now in sides.new.stakeholders.items():
        was = sides.old.stakeholders.get(key)
        if was is None:
            yield came(sides, key, now)
        else:
            yield from person(sides, key, was, now)
    yield from in_deals(sides)
    yield from lines(sides)


def gone(sides: Sides, key: str) -> Iterator[Change]:
    """A person who is no longer listed."""
    place = ("stakeholders", key)
    if sides.take(place):
        weight = 70 + 5 * sides.weight(key)
        yield Change(Group.PEOPLE, "gone", Turn.OTHER, weight, sides.person(key), {})


def came(sides: Sides, key: str, now: Stakeholder) -> Change:
    """A new person with what is known first of them."""
    place = ("stakeholders", key)
    sides.take(place)
    sides.take(place, "name", "title", "unit", "reports_to", "roles", "influence")
    sides.take((*place, "attitude"), "value", "date", "source", "evidence")
    values = {
        "title": now.title,
        "unit": now.unit,
        "roles": now.roles,
        "influence": now.influence,
        "attitude": now.attitude.value,
        "date": now.attitude.date,
        "source": now.attitude.source,
        "above": sides.person(now.reports_to) if now.reports_to else None,
    }
    return Change(
        Group.PEOPLE, "new", Turn.OTHER, 70 + 5 * sides.weight(key), name_of(key, now), values, now.attitude.evidence
    )


def person(sides: Sides, key: str, was: Stakeholder, now: Stakeholder) -> Iterator[Change]:
    """What changed with one person."""
    place, name, heavy = ("stakeholders", key), name_of(key, now), sides.weight(key)
    if now.left is not None and sides.take(place, "left"):
        turn = Turn.WORSE if now.attitude.value is Attitude.ACCEPT and heavy > 1 else Turn.OTHER
        yield Change(Group.PEOPLE, "left", turn, 80 + 5 * heavy, name, {"date": now.left})
    yield from attitude(sides, (*place, "attitude"), key, was.attitude, now.attitude)
    yield from attitudes(sides, (*place, "attitudes"), key, was.attitudes, now.attitudes)
    yield from relationship(sides, (*place, "relationship"), key, was.relationship, now.relationship)
    for name_, old, new in (("influence", was.influence, now.influence), ("title", was.title, now.title)):
        if sides.take(place, name_):
            yield Change(Group.PEOPLE, name_, Turn.OTHER, 40 + heavy, name, {"old": old, "new": new})
    if sides.take(place, "reports_to"):
        above = {"old": was.reports_to, "new": now.reports_to}
        values = {side: sides.person(one) if one else None for side, one in above.items()}
        yield Change(Group.PEOPLE, "reports_to", Turn.OTHER, 35 + heavy, name, values)
    for edit in sides.take(place, "roles"):
        yield Change(
            Group.PEOPLE, "roles", Turn.OTHER, 45 + heavy, name, {"gone": edit.old, "came": edit.new, "none": False}
        )
    if sides.take((*place, "authority"), "claim"):
        values = {"old": was.authority.claim, "new": now.authority.claim}
        yield Change(Group.PEOPLE, "authority", Turn.OTHER, 45 + heavy, name, values)
    yield from needs(sides, place, name, heavy)


def attitude(
    sides: Sides, place: Place, key: str, was: AttitudeJudgement | None, now: AttitudeJudgement, deal: str | None = None
) -> Iterator[Change]:
    """Where a person stands toward us."""
    found = judged(sides, place, was, now)
    if found is None:
        return
    heavy = sides.weight(key)
    before, after = STANCE.get(found.old), STANCE.get(found.new)
    turn = Turn.OTHER
    if after is not None and after != before:
        turn = Turn.BETTER if after > (before or 0) else Turn.WORSE if after < (before or 0) else Turn.OTHER
    kind = "attitude_same" if found.same else "attitude"
    weight = 20 + heavy if found.same else 80 + 5 * heavy
    yield Change(Group.PEOPLE, kind, turn, weight, sides.person(key), {**found.values, "deal": deal}, found.evidence)


def attitudes(
    sides: Sides,
    place: Place,
    key: str,
    was: dict[str, AttitudeJudgement],
    now: dict[str, AttitudeJudgement],
    deal: str | None = None,
) -> Iterator[Change]:
    """Where a person stands toward each vendor."""
    for vendor, new in now.items():
        here = (*place, vendor)
        sides.take(here)
        if vendor == US:
            yield from attitude(sides, here, key, was.get(vendor), new, deal)
            continue
        found = judged(sides, here, was.get(vendor), new)
        if found is not None and not found.same:
            rival = sides.new.competitors.get(vendor)
            values = {**found.values, "deal": deal, "rival": (rival.name if rival else None) or vendor}
            yield Change(Group.PEOPLE, "rival", Turn.OTHER, 50, sides.person(key), values, found.evidence)


def relationship(sides: Sides, place: Place, key: str, was: Relationship, now: Relationship) -> Iterator[Change]:
    """How far a person has come with us."""
    found = judged(sides, place, was, now)
    if found is None:
        return
    for item in sides.edits.items.get((*place, "evidence"), ()):
        if item.old is None:
            sides.take((*place, "evidence", item), "initiated_by", "shows")
    steps = STAGES.index(now.value) - STAGES.index(was.value)
    turn = Turn.BETTER if steps > 0 else Turn.WORSE if steps < 0 else Turn.OTHER
    kind, weight = ("relationship_same", 10) if found.same else ("relationship", 55)
    heavy = sides.weight(key)
    yield Change(Group.PEOPLE, kind, turn, weight + heavy, sides.person(key), found.values, found.evidence)


def needs(sides: Sides, place: Place, name: str, heavy: int) -> Iterator[Change]:
    """Which needs of a person are met now, or are known now."""
    met = []
    for edit in sides.below((*place, "needs")):
        if edit.place[-1] == "status":
            met.append((str(edit.place[-2]), edit.old, edit.new))
            sides.take(edit.place)
            sides.take(edit.place[:-1])
    if met:
        ups = sum((new == NeedStatus.MET) - (old == NeedStatus.MET) for _, old, new in met if old and new)
        turn = Turn.BETTER if ups > 0 else Turn.WORSE if ups < 0 else Turn.OTHER
        yield Change(Group.PEOPLE, "needs", turn, 40 + heavy, name, {"needs": tuple(met)})


def in_deals(sides: Sides) -> Iterator[Change]:
    """What changed with people in one deal only."""
    for key, deal in sides.new.opportunities.items():
        if key not in sides.old.opportunities:
            continue
        before = sides.old.opportunities[key].participants
        for who, now in deal.participants.items():
            place, was = ("opportunities", key, "participants", who), before.get(who)
            name, title = sides.person(who), sides.deal(key)
            for edit in sides.take(place, "roles"):
                sides.take(place)
                none = edit.new == () and not edit.several
                values = {"gone": edit.old or (), "came": edit.new or (), "none": none, "deal": title}
                yield Change(Group.PEOPLE, "roles", Turn.OTHER, 50 + sides.weight(who), name, values)
            if sides.take(place, "influence"):
                values = {"old": was.influence if was else None, "new": now.influence, "deal": title}
                yield Change(Group.PEOPLE, "influence", Turn.OTHER, 40, name, values)
            if now.attitude is not None:
                old = was.attitude if was else None
                yield from attitude(sides, (*place, "attitude"), who, old, now.attitude, title)
            theirs = was.attitudes if was else {}
            yield from attitudes(sides, (*place, "attitudes"), who, theirs, now.attitudes, title)


def lines(sides: Sides) -> Iterator[Change]:
    """Informal lines that are new or gone."""
    for item in sides.items("relations"):
        if (item.old is None) == (item.new is None):
            continue
        plan = sides.new if item.old is None else sides.old
        line = plan.relations[(item.new if item.old is None else item.old) or 0]
        place: Place = ("relations", item)
        sides.take(place)
        sides.take(place, *LINE, "evidence")
        kind = "line_new" if item.old is None else "line_gone"
        values = {
            "other": sides.person(line.to), "kind": line.kind, "strength": line.strength,
            "date": line.date, "source": line.source,
        }  # fmt: skip
        yield Change(Group.PEOPLE, kind, Turn.OTHER, 30, sides.person(line.from_), values, line.evidence)


def coverage_changes(sides: Sides) -> Iterator[Change]:
    """Who of ours looks after whom, and the units that we lost touch with."""
    for member, now in sides.new.team.items():
        was = sides.old.team.get(member)
        for person_, cover in now.covers.items():
            place = ("team", member, "covers", person_)
            before = was.covers.get(person_) if was else None
            if not sides.take(place, "now") and not sides.take(place):
                continue
            sides.take(place)
            old = before.now if before else RelationshipStage.UNKNOWN
            steps = STAGES.index(cover.now) - STAGES.index(old)
            turn = Turn.BETTER if steps > 0 or before is None else Turn.WORSE if steps < 0 else Turn.OTHER
            kind = "cover" if before else "cover_new"
            if before is None:
                sides.take(place, "want")
            values = {"ours": sides.person(member), "old": old, "new": cover.now, "want": cover.want}
            yield Change(Group.COVERAGE, kind, turn, 30 + sides.weight(person_), sides.person(person_), values)
    yield from lost_covers(sides)
    yield from units(sides)


def lost_covers(sides: Sides) -> Iterator[Change]:
    """People somebody of ours looked after, and no longer does."""
    still = {person_ for member in sides.new.team.values() for person_ in member.covers}
    for member, was in sides.old.team.items():
        for person_ in was.covers:
            place = ("team", member, "covers", person_)
            if sides.take(place):
                sides.take_all(place)
                bare = person_ not in still and person_ in sides.new.stakeholders
                kind = "cover_nobody" if bare else "cover_gone"
                weight = 65 + sides.weight(person_) if bare else 30
                turn = Turn.WORSE if bare else Turn.OTHER
                yield Change(Group.COVERAGE, kind, turn, weight, sides.person(person_), {"ours": sides.person(member)})


def units(sides: Sides) -> Iterator[Change]:
    """Units with people whose word weighs that we are out of touch with now, and those we are in touch with again."""
    was, now = in_touch(sides.old, sides, True), in_touch(sides.new, sides, False)
    for unit in now:
        if unit in was and was[unit] and not now[unit]:
            yield Change(Group.COVERAGE, "unit_lost", Turn.WORSE, 72, unit, {"days": THIN_DAYS})
        if now[unit] and not was.get(unit, True):
            yield Change(Group.COVERAGE, "unit_found", Turn.BETTER, 50, unit, {"days": THIN_DAYS})


def in_touch(plan: Plan, sides: Sides, before: bool) -> dict[str, bool]:
    """For each unit with people of weight, whether one of its people was in touch with us within THIN_DAYS."""
    day = sides.old_day if before else sides.new_day
    met = {who for one in touches(plan, day) if (day - one.date).days <= THIN_DAYS for who in one.with_}
    found: dict[str, list[str]] = {}
    powerful = set()
    for one in parts(plan, None, day):
        if one.person.unit:
            found.setdefault(one.person.unit, []).append(one.id)
            if one.influence in (Influence.HIGH, Influence.MEDIUM):
                powerful.add(one.person.unit)
    return {unit: any(who in met for who in people) for unit, people in found.items() if unit in powerful}
