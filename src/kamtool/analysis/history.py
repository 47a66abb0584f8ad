"""How an account went over time: where people stood, how far they had come with us, scores, support, findings.

A point comes from a version of the plan in git, from the history that the plan itself keeps, or from the plan as it is
now. A judgement counts from the day it was seen where the plan says it, else from the day of the version.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from kamtool.analysis.deal import STAGES, live, name_of, parts
from kamtool.analysis.overview import Counts
from kamtool.analysis.qualification import US, Question, qualified
from kamtool.analysis.qualify import scores_on
from kamtool.analysis.renames import renames
from kamtool.analysis.support import STANCE, support
from kamtool.model.opportunity import Opportunity
from kamtool.model.plan import Plan
from kamtool.model.references import PERSON
from kamtool.model.values import AccountRelationship, Attitude, RelationshipStage

SCORES = tuple(Question)


class Origin(StrEnum):
    """Where a point comes from."""

    GIT = "git"
    PLAN = "plan"
    NOW = "now"


class Measure(StrEnum):
    """What is followed."""

    ATTITUDE = "attitude"
    RELATIONSHIP = "relationship"
    ACCOUNT = "account"
    QUALIFICATION = "qualification"
    SUPPORT = "support"
    FINDINGS = "findings"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The plan as it stood on a day: *plan* is ``None`` when it could not be read; *commit* when it is as it is now."""

    day: dt.date
    commit: str | None
    plan: Plan | None
    findings: Counts | None


@dataclass(frozen=True, slots=True)
class Point:
    """What held from a day on: a word of a list, four scores, an index from -1 to +1, or a count; ``None``: unknown."""

    day: dt.date
    value: Any
    origin: Origin
    commit: str | None = None


@dataclass(frozen=True, slots=True)
class Track:
    """One thing over time, the oldest point first; no two points after each other say the same."""

    measure: Measure
    id: str
    name: str
    points: tuple[Point, ...]

    @property
    def moves(self) -> int:
        """How often it changed."""
        return len(self.points) - 1


@dataclass(frozen=True, slots=True)
class Reach:
    """How far back the history goes: versions read of those there are, those that could not be read, and why no more.

    *git* is ``None`` when git was asked, else why it could not be.
    """

    read: int
    there: int
    broken: tuple[str, ...]
    shallow: bool
    git: str | None


@dataclass(frozen=True, slots=True)
class History:
    """The tracks of an account from *since* (the first point, when not asked) to *until*."""

    account: str
    since: dt.date
    until: dt.date
    tracks: tuple[Track, ...]
    reach: Reach


def history(
    now: Snapshot,
    before: Sequence[Snapshot],
    reach: Reach,
    since: dt.date | None = None,
    people: Iterable[str] = (),
) -> History:
    """The history of an account: the plan now, and its versions before, the oldest first.

    With *since* tracks begin with what held on that day; with *people* only theirs are told.
    """
    assert now.plan is not None
    plan, asked = now.plan, tuple(people)
    snapshots = [*before, now]
    found = [*people_tracks(plan, snapshots, now.day)]
    if asked:
        found = [one for one in found if one.id in asked]
    else:
        found += [*account_tracks(plan, snapshots, now.day)]
    tracks = tuple(from_day(one, since) for one in found if one.points)
    days = [point.day for one in tracks for point in one.points]
    return History(plan.account.name, since or min(days, default=now.day), now.day, tracks, reach)


def people_tracks(plan: Plan, snapshots: Sequence[Snapshot], until: dt.date) -> Iterator[Track]:
    """Attitude and relationship of everybody the plan lists now, under the ids they had."""
    own = ids(snapshots)
    for key, person in plan.stakeholders.items():
        for measure in (Measure.ATTITUDE, Measure.RELATIONSHIP):
            there: list[Point] = []
            for snapshot, known in zip(snapshots, own, strict=True):
                was = snapshot.plan.stakeholders.get(known.get(key, key)) if snapshot.plan else None
                if was is not None:
                    there.append(judged(getattr(was, measure.value), snapshot))
            points = [*past(getattr(person, measure.value), until), *known_better(there)]
            yield Track(measure, key, name_of(key, person), tidy(points, until))


def ids(snapshots: Sequence[Snapshot]) -> list[Mapping[str, str]]:
    """For each version what the people of the newest were called there, where it was another id."""
    known: dict[str, str] = {}
    found: list[Mapping[str, str]] = []
    newer: Plan | None = None
    for snapshot in reversed(snapshots):
        if snapshot.plan is not None:
            if newer is not None and set(newer.stakeholders) != set(snapshot.plan.stakeholders):
                moved = {new: old for old, new in renames(snapshot.plan, newer).get(PERSON, {}).items()}
                known = {**moved, **{key: moved.get(old, old) for key, old in known.items()}}
            newer = snapshot.plan
        found.append(dict(known))
    return found[::-1]


def past(judgement: Any, until: dt.date) -> Iterator[Point]:
    """What a judgement was before, by the plan's own history."""
    for one in judgement.history:
        if one.date is not None and one.date <= until:
            yield Point(one.date, one.value, Origin.PLAN)


def judged(judgement: Any, at: Snapshot) -> Point:
    """A judgement in a version: from the day it was seen, if the plan says one, else from the version's."""
    return Point(judgement.date or at.day, judgement.value, Origin.GIT if at.commit else Origin.NOW, at.commit)


def known_better(versions: Iterable[Point]) -> list[Point]:
    """What versions say of one judgement, the oldest first, without what a later one knows better.

    Who writes down on the 21st what was seen on the 5th says what held on the 10th, when the plan did not know it.
    """
    kept: list[Point] = []
    for one in versions:
        kept = [each for each in kept if each.day < one.day or each.value == one.value] + [one]
    return kept


def account_tracks(plan: Plan, snapshots: Sequence[Snapshot], until: dt.date) -> Iterator[Track]:
    """What is followed of the account and its deals."""
    there = [judged(one.plan.account.relationship, one) for one in snapshots if one.plan]
    own = [*past(plan.account.relationship, until), *known_better(there)]
    yield Track(Measure.ACCOUNT, "", plan.account.name, tidy(own, until))
    for key, deal in live(plan):
        points = []
        for one in snapshots:
            was = one.plan.opportunities.get(key) if one.plan else None
            if was is not None and one.commit:
                us = qualified(was, US)
                points.append(point(one, tuple(us.score(each) for each in SCORES) if us.is_answered else None))
        if deal.qualification.get(US):
            days = answer_days(deal)
            first = min((each.day for each in points), default=until)
            points += [
                Point(day, scores_on(deal, day), Origin.PLAN)
                for day in days
                if day < first or (not points and day <= until)
            ]
            points.append(Point(until, scores_on(deal, until), Origin.NOW))
            yield Track(Measure.QUALIFICATION, key, deal.name or key, tidy(points, until))
    index = [point(one, support(parts(one.plan, None, one.day)).index) for one in snapshots if one.plan]
    yield Track(Measure.SUPPORT, "", plan.account.name, tidy(index, until))
    counts = [point(one, one.findings) for one in snapshots if one.findings is not None]
    yield Track(Measure.FINDINGS, "", plan.account.name, tidy(counts, until))


def answer_days(deal: Opportunity) -> set[dt.date]:
    """The days on which an answer about us was given or changed."""
    answers = deal.qualification[US].values()
    days = [one.date for one in answers] + [each.date for one in answers for each in one.history]
    return {day for day in days if day is not None}


def point(at: Snapshot, value: Any) -> Point:
    """What a version says, from its own day."""
    return Point(at.day, value, Origin.GIT if at.commit else Origin.NOW, at.commit)


def tidy(points: Iterable[Point], until: dt.date) -> tuple[Point, ...]:
    """Points by day, of the same day the last said; what says the same as before is left out."""
    ranked = sorted((one for one in points if one.day <= until), key=lambda one: one.day)
    kept: list[Point] = []
    for one in ranked:
        if kept and kept[-1].value == one.value:
            continue
        if kept and kept[-1].day == one.day:
            kept.pop()
            if kept and kept[-1].value == one.value:
                continue
        kept.append(one)
    return tuple(kept)


def from_day(track: Track, since: dt.date | None) -> Track:
    """A track from a day on, beginning with what held then."""
    if since is None:
        return track
    held = [one for one in track.points if one.day <= since]
    later = tuple(one for one in track.points if one.day > since)
    return replace(track, points=(*((replace(held[-1], day=since),) if held else ()), *later))


def level(measure: Measure, value: Any, most: int) -> float | None:
    """How high a value stands between 0 and 1, ``None`` when unknown; *most* is the highest count of findings."""
    if value is None or value == "unknown":
        return None
    if measure is Measure.ATTITUDE:
        return (STANCE[Attitude(value)] + 2) / 4
    if measure is Measure.RELATIONSHIP:
        return STAGES.index(RelationshipStage(value)) / (len(STAGES) - 1)
    if measure is Measure.ACCOUNT:
        return list(AccountRelationship).index(AccountRelationship(value)) / (len(AccountRelationship) - 2)
    if measure is Measure.QUALIFICATION:
        return float(sum(value) + 20) / 40
    if measure is Measure.SUPPORT:
        return float((value + 1) / 2)
    total = int(value.errors + value.warnings + value.questions)
    return total / most if most else 0.0
