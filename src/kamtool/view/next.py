"""What to do next as a person reads it: how much there is, then a line for each thing, the worst first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from kamtool.agenda import Agenda, Line
from kamtool.analysis.ranking import Name, Weights
from kamtool.analysis.waiting import Kind
from kamtool.model.values import IssueSeverity
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.blocks import Block, Cell, Column, Fact, Facts, Heading, Note, Table, Tone
from kamtool.view.calendar import Calendar, Event
from kamtool.view.questions import gap

NAMED = 3
# The command that shows more of a thing, where there is nobody to go to.
COMMANDS = {
    Kind.OUR_PROMISE: "promises",
    Kind.THEIR_PROMISE: "promises",
    Kind.CLOSE_STEP: "plan show",
    Kind.MILESTONE: "plan show",
    Kind.ACTION: "plan show",
    Kind.NEXT_STEP: "visits",
    Kind.ISSUE: "issues",
    Kind.RETURNS: "visits",
    Kind.REGISTRATION: "plan show",
    Kind.REVIEW: "review",
    Kind.PRIVACY: "check",
    Kind.UNKNOWN: "questions",
}


def next_view(found: Agenda, texts: Texts, explain: bool = False) -> tuple[Block, ...]:
    """The blocks of a list; with *explain* the points of every line and what they are given for."""
    t = Words(found, texts)
    note = t("scope", day=found.as_of, days=found.days)
    blocks: list[Block] = [Heading(t("title"), found.owner + " · " + note if found.owner else note)]
    blocks.append(Note(t.point(), "strong"))
    if found.lines:
        blocks.append(t.table())
    blocks += [Note(text, "quiet") for text in t.rest()]
    if explain:
        blocks += t.terms()
    return tuple(blocks)


def next_csv(found: Agenda, texts: Texts) -> tuple[Block, ...]:
    """Every line as a row for a spreadsheet."""
    t = Words(found, texts)
    keys = ("rank", "due", "days", "id", "account", "deal", "kind", "what", "people", "who", "go", "score")
    return (Table(tuple(Column(t(f"csv_{key}")) for key in keys), tuple(t.exact(one) for one in found.lines)),)


def next_calendar(found: Agenda, texts: Texts) -> Calendar:
    """The lines with a day, as a calendar."""
    t = Words(found, texts)
    events = (
        Event(
            key="\0".join((one.id, one.waiting.kind, one.waiting.deal or "", one.waiting.what, *one.waiting.people)),
            day=one.waiting.due,
            title=t("event", who=one.account, what=t.what(one)),
            text="\n".join(t.event(one)),
            category=t(f"kind_{one.waiting.kind.value}"),
        )
        for one in found.lines
        if one.waiting.due is not None
    )
    return Calendar(t("title"), found.as_of, tuple(events))


class Words:
    """The words of one list in one language."""

    def __init__(self, found: Agenda, texts: Texts) -> None:
        self.found = found
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"next.{key}", **values)

    def counted(self, key: str, count: int, **values: object) -> str:
        """A sentence with a number, in the singular for one."""
        return self(f"{key}_one" if count == 1 else key, count=count, **values)

    def point(self) -> str:
        """How much there is, and what comes first."""
        found = self.found
        plans = self.counted("plans", found.plans)
        if not found.lines:
            return self("nothing", plans=plans, days=found.days)
        counts = {"overdue": found.overdue, "today": found.today, "ahead": found.ahead, "undated": found.undated}
        words = [self.counted(key, count) for key, count in counts.items() if count]
        words += [self.counted("asks", found.asks)] if found.asks else []
        first = found.lines[0]
        begin = self("first", who=first.account, what=self.what(first))
        return ("" if self.texts.lang is Lang.ZH else " ").join([self("point", plans=plans, counts=words), begin])

    def table(self) -> Table:
        """A line for each thing."""
        columns = tuple(Column(self(key)) for key in ("when", "account", "what", "who", "go"))
        return Table(columns, tuple(map(self.row, self.found.lines)))

    def row(self, one: Line) -> tuple[Cell, ...]:
        """One line."""
        wait = one.waiting
        tone: Tone = "plain" if wait.assigned or wait.kind is Kind.UNKNOWN else "quiet"
        who = Cell(wait.who, tone) if wait.who else Cell("?", "warn")
        return self.when(one), Cell(one.account), Cell(self.what(one)), who, Cell(self.go(one))

    def when(self, one: Line) -> Cell:
        """How long until its day, or past it."""
        days = one.waiting.days
        if days is None:
            return Cell("?", "quiet")
        if days < 0:
            return Cell(self("late", count=-days), "bad")
        return Cell(self("now"), "warn") if days == 0 else Cell(self("in_days", count=days))

    def what(self, one: Line) -> str:
        """What waits."""
        wait = one.waiting
        if one.question is not None:
            return self.asked(one)
        if wait.kind is Kind.ACTION:
            return wait.what
        key = f"{wait.kind.value}{self.variant(one)}"
        severity = self.texts.term(wait.severity) if wait.severity else ""
        said = self(key, what=wait.what, people=self.people(one), day=wait.due, then=wait.then)
        return self("grave", what=said, how=severity) if wait.severity not in (None, IssueSeverity.MINOR) else said

    def variant(self, one: Line) -> str:
        """Which sentence tells it: without people, past its day, never done, and so on."""
        wait = one.waiting
        past = wait.days is not None and wait.days < 0
        match wait.kind:
            case Kind.OUR_PROMISE | Kind.THEIR_PROMISE | Kind.NEXT_STEP:
                return ("_unanswered" if wait.unanswered else "") + ("" if wait.people else "_bare")
            case Kind.MILESTONE | Kind.PRIVACY:
                return "_past" if past else ""
            case Kind.ISSUE:
                return "_answer" if wait.answer else ""
            case Kind.REGISTRATION:
                return ("_past" if past else "") + ("_then" if wait.then else "")
            case Kind.REVIEW:
                return "_never" if wait.due is None else ""
            case _:
                return ""

    def asked(self, one: Line) -> str:
        """What nobody knows, and how many findings an answer settles."""
        if one.question is None:
            return ""
        said = gap(one.question, self.texts)
        count = sum(not each.others for each in one.question.settles)
        return self.counted("settles", count, what=said) if count else said

    def people(self, one: Line) -> str:
        """The people it is about; of many the first few."""
        names = one.waiting.people
        said = self.texts.join(names[:NAMED])
        return said if len(names) <= NAMED else self("and_more", people=said, count=len(names) - NAMED)

    def go(self, one: Line) -> str:
        """Whom to go to, or the command that shows more."""
        wait = one.waiting
        if one.ask:
            return self("ask", who=one.ask)
        if wait.kind is Kind.REGISTRATION:
            return wait.what
        if wait.kind in (Kind.ACTION, Kind.CLOSE_STEP) and wait.people:
            return self.people(one)
        return f"kam {COMMANDS[wait.kind]} {one.id}"

    def rest(self) -> Iterator[str]:
        """What is cut short, left out, or has no day."""
        found = self.found
        if found.left:
            yield self("more", count=found.left, all=len(found.lines) + found.left)
        if found.undated:
            yield self("set_day")
        if found.idle and found.owner is None:
            yield self.counted("idle", len(found.idle), who=found.idle[:NAMED])
        if found.broken:
            yield self.counted("broken", len(found.broken))

    def terms(self) -> Iterator[Block]:
        """The points: line by line, then what they are given for."""
        yield Heading(self("explain"), level=2)
        yield Note(self("formula"), "quiet")
        if self.found.lines:
            columns = (Column("#", "right"), *(Column(self(f"term_{one.value}"), "right") for one in Name))
            yield Table((*columns, Column(self("score"), "right")), tuple(map(self.points, self.found.lines)))
        yield Facts(tuple(Fact(str(one.rank), one.place, "quiet") for one in self.found.lines if one.place))
        weights = self.found.weights
        yield Heading(self("weights"), level=2)
        yield Facts(tuple(self.weight(one.name, weights) for one in fields(Weights)))
        yield Note(self("source"), "quiet")

    def points(self, one: Line) -> tuple[Cell, ...]:
        """The points of one line, under the terms."""
        given = {each.name: each.points for each in one.terms}
        cells = (Cell(str(given[name])) if name in given else Cell("·", "quiet") for name in Name)
        return Cell(str(one.rank)), *cells, Cell(str(one.score), "strong")

    def weight(self, name: str, weights: Weights) -> Fact:
        """One weight with what it is given for; its name is the setting's."""
        return Fact(f"{name} = {getattr(weights, name)}", self(f"weight_{name}"))

    def exact(self, one: Line) -> tuple[Cell, ...]:
        """One line's cells for a spreadsheet; what is unknown is empty."""
        wait = one.waiting
        kind, people = self(f"kind_{wait.kind.value}"), self.texts.join(wait.people)
        values = (one.rank, wait.due, wait.days, one.id, one.account, wait.deal, kind, self.what(one), people, wait.who)
        return tuple(
            Cell("" if value is None else self.texts.show(value)) for value in (*values, self.go(one), one.score)
        )

    def event(self, one: Line) -> Iterator[str]:
        """The lines below an event's title."""
        wait = one.waiting
        yield f"{self('who')}{self('colon')}{wait.who or '?'}"
        yield f"{self('go')}{self('colon')}{self.go(one)}"
        if wait.deal:
            yield f"{self('csv_deal')}{self('colon')}{wait.deal}"
