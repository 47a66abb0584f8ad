"""A contact ready to be written: days told, people found, flags put in place of what the sentence said."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kamtool.log.line import Line, Pledge, Step
from kamtool.log.names import Person
from kamtool.log.setting import NotClear, Setting
from kamtool.model.plan import Plan
from kamtool.model.values import Channel, Party, YesNo
from kamtool.model.visit import Visit
from kamtool.source.document import Data
from kamtool.when.calendar import Side, Unclear
from kamtool.when.read import When, read_when


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next; ``None`` and unknown are not written."""

    what: str
    date: dt.date | None
    proposed_by: Party | None
    accepted: YesNo


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise made at this contact; *person* is whom we made it to, or who made it."""

    by: Party
    what: str
    person: str | None
    due: dt.date | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One contact with the customer. *channel* is ``None`` when nobody said how; the plan then reads a visit.

    *doubts* are facts that sound like a promise or a next step and were kept as text, *undated* days that
    stand inside a step or a promise and were not taken for its day.
    """

    date: dt.date
    channel: Channel | None
    opportunity: str | None
    people: tuple[str, ...]
    by: tuple[str, ...]
    initiated_by: Party | None
    answered: YesNo
    facts: tuple[str, ...]
    next: Next | None
    promises: tuple[Promised, ...]
    doubts: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flags:
    """What was said by flags, which beats the sentence; ``None`` where nothing was."""

    date: str | None = None
    channel: Channel | None = None
    people: tuple[Person, ...] | None = None
    by: tuple[Person, ...] | None = None
    initiated_by: Party | None = None
    answered: YesNo | None = None
    facts: tuple[str, ...] = ()
    next_date: str | None = None
    proposed_by: Party | None = None
    accepted: YesNo | None = None


def visit_day(line: Line | None, flags: Flags, setting: Setting) -> dt.date:
    """The day of the contact: by flag, as said, else today. Raises NotClear."""
    if flags.date is not None:
        return told(read_when(flags.date, setting.as_of, Side.PAST, None, setting.fiscal), flags.date)
    said = line.opening.when if line is not None else None
    return told(*said) if said is not None else setting.as_of


def entry(line: Line, flags: Flags, setting: Setting, deal: str | None) -> Entry:
    """The contact that a sentence and flags make together. Raises NotClear."""
    opening, date = line.opening, visit_day(line, flags, setting)
    people = opening.people if flags.people is None else flags.people
    team = [one.id for one in opening.people if one.ours] if flags.by is None else [one.id for one in flags.by]
    met = tuple(dict.fromkeys(one.id for one in people if not one.ours))
    if not met:
        raise NotClear("nobody")
    said = line.facts or line.step or line.pledges or flags.facts or flags.next_date
    if not (said or flags.channel or opening.channel or flags.answered or opening.answered):
        raise NotClear("nothing")
    return Entry(
        date=date,
        channel=flags.channel or opening.channel,
        opportunity=deal,
        people=met,
        by=tuple(dict.fromkeys([*team, *(one.id for one in people if one.ours)])),
        initiated_by=flags.initiated_by or opening.initiated_by,
        answered=flags.answered or opening.answered or YesNo.UNKNOWN,
        facts=(*line.facts, *flags.facts),
        next=next_step(line.step, flags, setting, date),
        promises=tuple(promised(one, met, date) for one in line.pledges),
        doubts=tuple(line.doubts),
        undated=tuple(line.undated),
    )


def next_step(step: Step | None, flags: Flags, setting: Setting, date: dt.date) -> Next | None:
    """The next step, as said and as flagged. Raises NotClear for a date or a remark without a step."""
    what = step.what if step is not None else ""
    when: tuple[When | None, str] | None = step.when if step is not None else None
    if flags.next_date is not None:
        when = (read_when(flags.next_date, setting.as_of, Side.FUTURE, date, setting.fiscal), flags.next_date)
    proposed = flags.proposed_by or (step.proposed_by if step is not None else None)
    accepted = flags.accepted or (step.accepted if step is not None else None)
    if not what:
        if step is None and when is None and proposed is None and accepted is None:
            return None
        raise NotClear("no_step", when[1] if when is not None else "")
    return Next(what, not_before(when, date), proposed, accepted or YesNo.UNKNOWN)


def promised(pledge: Pledge, met: tuple[str, ...], date: dt.date) -> Promised:
    """A promise with its day. Without a name it is between us and the only one we met, else between the firms.

    Raises NotClear when nothing is promised, or its day is unclear.
    """
    if not pledge.what:
        raise NotClear("no_promise", pledge.when[1] if pledge.when is not None else "")
    person = pledge.person.id if pledge.person is not None else met[0] if len(met) == 1 else None
    return Promised(pledge.by, pledge.what, person, not_before(pledge.when, date))


def not_before(said: tuple[When | None, str] | None, date: dt.date) -> dt.date | None:
    """The day that was said, ``None`` without one. Raises NotClear for one that is unclear, or before the contact."""
    if said is None:
        return None
    day = told(*said)
    if day < date:
        raise NotClear("behind", said[1], Unclear("behind", (day,)))
    return day


def told(when: When | None, given: str) -> dt.date:
    """A day. Raises NotClear for everything else."""
    if isinstance(when, dt.date):
        return when
    if when is None:
        raise NotClear("no_date", given)
    raise NotClear(when.reason if isinstance(when, Unclear) else "period", given, when)


def same(found: Entry, visit: Visit) -> bool:
    """Whether a plan already tells of this contact: the same day, people and words."""
    then = visit.next.what if visit.next is not None else None
    now = found.next.what if found.next is not None else None
    return (visit.date, set(visit.with_), visit.facts, then) == (found.date, set(found.people), found.facts, now)


def known_already(found: Entry, plan: Plan) -> Visit | None:
    """The contact of a plan that this one repeats."""
    return next((one for one in plan.visits if same(found, one)), None)


def visit_data(found: Entry) -> dict[str, Data]:
    """The visit as a plan writes it; what nobody said is left out."""
    step = found.next
    return {
        "date": found.date.isoformat(),
        **({"channel": found.channel.value} if found.channel else {}),
        **({"opportunity": found.opportunity} if found.opportunity else {}),
        "with": list(found.people),
        **({"by": list(found.by)} if found.by else {}),
        **({"initiated_by": found.initiated_by.value} if found.initiated_by else {}),
        **({"answered": found.answered.value} if found.answered is not YesNo.UNKNOWN else {}),
        **({"facts": list(found.facts)} if found.facts else {}),
        **({"next": next_data(step)} if step is not None else {}),
    }


def next_data(step: Next) -> dict[str, Data]:
    """The next step as a plan writes it."""
    return {
        "what": step.what,
        **({"date": step.date.isoformat()} if step.date else {}),
        **({"proposed_by": step.proposed_by.value} if step.proposed_by else {}),
        **({"accepted": step.accepted.value} if step.accepted is not YesNo.UNKNOWN else {}),
    }


def promise_data(found: Entry, one: Promised) -> dict[str, Data]:
    """A promise as a plan writes it."""
    whom = "to" if one.by is Party.US else "from"
    return {
        "by": one.by.value,
        **({whom: one.person} if one.person else {}),
        "what": one.what,
        **({"opportunity": found.opportunity} if found.opportunity else {}),
        "made": found.date.isoformat(),
        **({"due": one.due.isoformat()} if one.due else {}),
    }
