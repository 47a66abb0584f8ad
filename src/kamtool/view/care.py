"""The care calendar as a person reads it: what is late, the months at a glance, then a line for each day's care."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from kamtool.analysis.care import Care, Kind, Line, months
from kamtool.model.values import Tier
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Cell, Column, Fact, Facts, Heading, Note, Table, Tone
from kamtool.view.calendar import Calendar, Event
from kamtool.view.expect import expectation

MOST_MONTHS, SHOWN, NAMED = 3, 60, 3
WEEK = 7


def care_view(found: Care, texts: Texts) -> tuple[Block, ...]:
    """The blocks of a calendar."""
    t = Words(found, texts)
    scope = t("scope", first=found.first, last=found.last)
    blocks: list[Block] = [Heading(t("title"), f"{found.owner} · {scope}" if found.owner else scope)]
    blocks.append(Note(t.point(), "strong"))
    if found.lines:
        blocks += [t.month(one) for one in months(found.first, found.last)[:MOST_MONTHS]]
        blocks.append(Note(t.legend(), "quiet"))
    if found.late:
        blocks += [Heading(t("late"), level=2), t.table(found.late)]
    if found.lines:
        blocks += [Heading(t("ahead"), level=2), t.table(found.lines[:SHOWN])]
    if len(found.lines) > SHOWN:
        blocks.append(Note(t("more", count=len(found.lines) - SHOWN), "quiet"))
    todo = tuple(t.todo())
    return (*blocks, Heading(t("todo"), level=2), *todo) if todo else tuple(blocks)


def care_csv(found: Care, texts: Texts) -> tuple[Block, ...]:
    """Every line as a row."""
    t = Words(found, texts)
    keys = ("day", "days", "id", "account", "tier", "kind", "what", "people", "who")
    rows = tuple(tuple(map(Cell, t.exact(one))) for one in (*found.late, *found.lines))
    return (Table(tuple(Column(t(f"csv_{key}")) for key in keys), rows),)


def care_calendar(found: Care, texts: Texts) -> Calendar:
    """The lines as a calendar; what is late stands on its own day."""
    t = Words(found, texts)
    events = (
        Event(
            key="\0".join((one.id, one.item.kind, one.item.what, *one.item.people)),
            day=one.item.day,
            title=t("event", who=one.account, what=t.what(one)),
            text="\n".join(t.event(one)),
            category=t(f"kind_{one.item.kind.value}"),
        )
        for one in (*found.late, *found.lines)
    )
    return Calendar(t("title"), found.as_of, tuple(events))


class Words:
    """The words of one calendar in one language."""

    def __init__(self, found: Care, texts: Texts) -> None:
        self.found = found
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"care.{key}", **values)

    def point(self) -> str:
        """How much there is, and what comes first."""
        found = self.found
        if not found.lines and not found.late:
            return self("nothing", plans=found.plans)
        first = (*found.late, *found.lines)[0]
        values = {"late": len(found.late), "ahead": len(found.lines), "plans": found.plans}
        key = "point_late" if found.late else "point"
        return self(key, **values, day=first.item.day, who=first.account, what=self.what(first))

    def month(self, at: dt.date) -> Table:
        """One month, Monday first; each day with the signs of what it holds."""
        by_day: dict[dt.date, list[Line]] = {}
        for one in self.found.lines:
            by_day.setdefault(one.item.day, []).append(one)
        columns = tuple(Column(self(f"weekday_{day}")) for day in range(WEEK))
        rows, day = [], at - dt.timedelta(days=at.weekday())
        while day <= at or day.month == at.month:
            week = [day + dt.timedelta(days=count) for count in range(WEEK)]
            rows.append(tuple(self.square(one, at, by_day.get(one, [])) for one in week))
            day = week[-1] + dt.timedelta(days=1)
        return Table(columns, tuple(rows), self("month", year=at.year, month=f"{at.month:02}"))

    def square(self, day: dt.date, at: dt.date, lines: Sequence[Line]) -> Cell:
        """One day of a month: its number, marked when it is the day of the calendar, and a sign for each kind."""
        if day.month != at.month:
            return Cell("")
        number = f"[{day.day}]" if day == self.found.as_of else str(day.day)
        count = Counter(one.item.kind for one in lines)
        signs = "".join(
            self(f"sign_{kind.value}") + (str(count[kind]) if count[kind] > 1 else "") for kind in Kind if count[kind]
        )
        inside = self.found.first <= day <= self.found.last
        return Cell(f"{number} {signs}".strip(), "strong" if signs else "plain" if inside else "quiet")

    def legend(self) -> str:
        """What the signs mean, those that are there."""
        there = {one.item.kind for one in self.found.lines}
        words = [f"{self(f'sign_{kind.value}')} {self(f'kind_{kind.value}')}" for kind in Kind if kind in there]
        return " · ".join([*words, self("today")])

    def table(self, lines: Sequence[Line]) -> Table:
        """A line for each thing."""
        columns = tuple(Column(self(key)) for key in ("day", "account", "what", "who"))
        return Table(columns, tuple(map(self.row, lines)))

    def row(self, one: Line) -> tuple[Cell, ...]:
        """One line."""
        tone: Tone = "bad" if one.days < 0 else "warn" if one.days == 0 else "plain"
        day = self("late_by", day=one.item.day, count=-one.days) if one.days < 0 else str(one.item.day)
        account = one.account if one.tier is Tier.UNKNOWN else f"{one.account} ({self.texts.term(one.tier)})"
        who = Cell(one.item.who) if one.item.who else Cell("?", "warn")
        return Cell(day, tone), Cell(account), Cell(self.what(one)), who

    def what(self, one: Line) -> str:
        """What the day is for."""
        item = one.item
        if item.kind is Kind.EXPECT and item.expected is not None:
            return self("expect", what=expectation(item.expected, self.texts))
        past = "_past" if one.days < 0 and item.kind in (Kind.RENEWAL, Kind.REGISTRATION, Kind.PRIVACY) else ""
        bare = "_bare" if item.kind is Kind.NEXT_STEP and not item.people else ""
        key = f"{item.kind.value}{past}{'_unanswered' if item.unanswered else ''}{bare}"
        return self(key, what=item.what, people=self.people(item.people), every=item.every)

    def people(self, names: Sequence[str]) -> str:
        """The people it is about; of many the first few."""
        said = self.texts.join(names[:NAMED])
        return said if len(names) <= NAMED else self("and_more", people=said, count=len(names) - NAMED)

    def todo(self) -> Iterator[Block]:
        """What the calendar cannot know: who was never met, and when contracts end."""
        found = self.found
        if found.unseen:
            yield Note(self("unseen", names=self.people(found.unseen)), bullet=True)
        if found.endless:
            pairs = [self("deal_of", account=account, deal=deal) for account, deal in found.endless]
            yield Note(self("endless", names=self.people(pairs)), bullet=True)

    def exact(self, one: Line) -> Iterator[str]:
        """One line's cells for a spreadsheet; what is unknown is empty."""
        item = one.item
        tier = "" if one.tier is Tier.UNKNOWN else self.texts.term(one.tier)
        yield from (item.day.isoformat(), str(one.days), one.id, one.account, tier, self(f"kind_{item.kind.value}"))
        yield from (self.what(one), self.texts.join(item.people), item.who or "")

    def event(self, one: Line) -> Iterator[str]:
        """The lines below an event's title."""
        yield from (f"{fact.label}{self('colon')}{fact.text}" for fact in self.facts(one).rows if fact.text)

    def facts(self, one: Line) -> Facts:
        """Who does it, with whom."""
        return Facts((Fact(self("who"), one.item.who or "?"), Fact(self("people"), self.texts.join(one.item.people))))
