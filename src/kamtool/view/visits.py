"""The visit history as a person reads it: the point, the months, card by card, whom to see again, what to do."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.next_steps import Agreed, Fate, Grade
from kamtool.analysis.returns import Return
from kamtool.analysis.visits import Card, Visits
from kamtool.model.values import Influence, Party, YesNo
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.blocks import Bar, Block, Cell, Chart, Column, Fact, Facts, Heading, Note, Table, Tone
from kamtool.view.footing import Footing
from kamtool.view.page_words import PageWords, once
from kamtool.view.signs import influence

SIGNS: dict[Grade, tuple[str, Tone]] = {
    Grade.CUSTOMER_PROPOSED: ("■■■■", "good"),
    Grade.CUSTOMER_COMMITTED: ("■■■□", "good"),
    Grade.US_PROPOSED_ACCEPTED: ("■■□□", "plain"),
    Grade.US_PROPOSED_OPEN: ("■□□□", "warn"),
    Grade.NONE: ("□□□□", "warn"),
    Grade.UNKNOWN: ("????", "quiet"),
}
FATES: dict[Fate, Tone] = {
    Fate.AHEAD: "plain",
    Fate.KEPT: "good",
    Fate.LATE: "warn",
    Fate.OWED: "bad",
    Fate.REFUSED: "warn",
    Fate.NO_DAY: "warn",
    Fate.MET_AGAIN: "plain",
    Fate.SILENT: "warn",
}
MOST_CARDS = 10
MOST_PEOPLE = 8
MOST_MARKS = 6
MOST_STEPS = 3
OURS_IN_A_ROW = 3


def visits_view(
    found: Visits,
    texts: Texts,
    explain: bool = False,
    every_card: bool = False,
    in_rows: bool = False,
    footing: Footing | None = None,
) -> tuple[Block, ...]:
    """The blocks of a history: the last contacts, or with *every_card* all; with *explain* how they are graded.

    A contact is a card for a terminal, or with *in_rows* a row of a table for a page.
    """
    t = Words(found, texts)
    blocks: list[Block] = [Heading(found.account, t.scope())]
    if not found.cards:
        return (*blocks, Note(t("empty_person", who=found.person) if found.person else t("empty"), "strong"))
    blocks += [Note(t.point(), "strong"), t.months(), Facts(tuple(once(t.facts())))]
    cards = found.cards if every_card else found.cards[:MOST_CARDS]
    blocks += t.history(cards, in_rows)
    if found.returns:
        blocks += t.people()
    doing = tuple(Note(words, bullet=True) for words in t.doing())
    if doing:
        blocks += [Heading(t("do"), level=2), *doing]
    if explain:
        blocks += t.terms(footing or Footing(texts))
    return tuple(blocks)


def visits_csv(found: Visits, texts: Texts) -> tuple[Block, ...]:
    """Every contact as a row for a spreadsheet."""
    t = Words(found, texts)
    keys = ("date", "channel", "deal", "with", "by", "began", "answered", "facts", "outcome", "satisfaction")
    more = ("next", "next_date", "proposer", "accepted", "grade", "fate", "shown")
    return (Table(tuple(Column(t(f"csv_{key}")) for key in (*keys, *more)), tuple(map(t.exact, found.cards))),)


class Words:
    """The words of one history in one language."""

    def __init__(self, found: Visits, texts: Texts) -> None:
        self.found = found
        self.texts = texts
        self.page = PageWords(texts)

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"visits.{key}", **values)

    def scope(self) -> str:
        """Whether it is about the account, a deal or a person."""
        words = [self("title"), self.found.deal or "", self("with", who=self.found.person) if self.found.person else ""]
        return " · ".join(word for word in words if word)

    def point(self) -> str:
        """Who moves, and what most needs doing."""
        last = self.found.proposals
        if not last.grades:
            words = self("point_one_way")
        elif not last.of:
            words = self("point_unknown")
        else:
            key = ("point" if last.by_customer else "point_never") + ("_known" if last.of < len(last.grades) else "")
            words = self(key, of=last.of, count=last.by_customer, all=len(last.grades))
        return ("" if self.texts.lang is Lang.ZH else " ").join(word for word in (words, self.most()) if word)

    def most(self) -> str:
        """The most pressing thing: a powerful person who waits, else a step nobody followed up, else silence."""
        heavy = [one for one in self.found.late if one.influence is Influence.HIGH]
        one = min(heavy, key=lambda one: one.planned is not None, default=None)
        if one:
            key = "point_planned" if one.planned else "point_late"
            words = {"tier": self.found.tier, "every": self.found.every, "day": one.planned}
            return self(key, who=one.name, days=one.days, **words)
        if self.found.open_steps:
            step = self.found.open_steps[0].next
            count = len(self.found.open_steps)
            return self("point_open_one" if count == 1 else "point_open", what=step.what if step else "", count=count)
        silent = next(iter(self.found.unanswered), None)
        return self("point_unanswered", who=silent.name) if silent else ""

    def months(self) -> Chart:
        """Contacts by month."""
        bars = [Bar(one.month, float(one.contacts), str(one.contacts)) for one in self.found.months]
        return Chart((), tuple(bars), self("months"))

    def facts(self) -> Iterator[Fact]:
        """Who proposed what came next, the first visit's checklist, and satisfaction."""
        grades = self.found.proposals.grades
        shown = [self("graded", sign=SIGNS[one][0], grade=self(one.value), count=grades.count(one)) for one in Grade]
        for grade, words in zip(Grade, shown, strict=True):
            if grade in grades:
                yield Fact(self("last", count=len(grades)), words, SIGNS[grade][1])
        yield from self.checklist()
        if self.found.satisfaction:
            marks = self.found.satisfaction[:MOST_MARKS]
            words = " → ".join(str(one.value) for one in reversed(marks))
            last = self.texts.join(marks[0].people)
            tone: Tone = "bad" if marks[0].value < 3 else "plain"
            yield Fact(self("satisfaction"), self("marks", marks=words, day=marks[0].date, who=last), tone)
        else:
            yield Fact(self("satisfaction"), self("never_asked"), "quiet")

    def checklist(self) -> Iterator[Fact]:
        """Two tells and four asks: on the first visit, by now, and what is left."""
        six = self.found.checklist
        if not six.known:
            yield Fact(self("checklist"), self("checklist_unknown"), "quiet")
            return
        first = self("first_unknown") if six.first is None else self("first", day=six.day, count=six.first)
        yield Fact(self("checklist"), self("by_now", first=first, count=six.now))
        known = [self(f"left_{one.item.value}") for one in six.items if one.done is None and one.known]
        if known:
            yield Fact(self("checklist"), self("on_card", what=known))
        left = [self(f"left_{one.item.value}") for one in six.items if one.is_left]
        if left:
            yield Fact(self("checklist"), self("left", what=left), "warn")

    def history(self, cards: tuple[Card, ...], in_rows: bool) -> Iterator[Block]:
        """The contacts, the latest first."""
        yield Heading(self("cards"), level=2)
        if in_rows:
            keys = ("date", "who", "facts", "next", "grade")
            yield Table(tuple(Column(self(key)) for key in keys), tuple(self.row(one) for one in cards))
        else:
            yield Facts(tuple(fact for one in cards for fact in self.card(one)))
        if len(cards) < len(self.found.cards):
            yield Note(self("more_cards", count=len(self.found.cards) - len(cards)), "quiet")

    def card(self, one: Card) -> Iterator[Fact]:
        """One contact: with whom, what was learned, what comes next."""
        met = self.who(one)
        yield Fact(one.date.isoformat(), met.text, met.tone)
        yield Fact("", self.learned(one))
        if one.two_way or one.next:
            following = self.next(one)
            yield Fact("", self("graded_step", sign=SIGNS[one.grade][0], step=following.text), following.tone)

    def row(self, one: Card) -> tuple[Cell, ...]:
        """One contact as a row."""
        sign, tone = SIGNS[one.grade] if one.two_way else ("", "plain")
        return Cell(one.date.isoformat()), self.who(one), Cell(self.learned(one)), self.next(one), Cell(sign, tone)

    def who(self, one: Card) -> Cell:
        """How, with whom, and whether it went both ways."""
        words = self("met", channel=one.channel, who=self.texts.join(one.people) or self.page("nobody"))
        if one.answered is YesNo.NO:
            return Cell(self("no_answer", met=words), "warn")
        return Cell(self("they_began", met=words) if one.initiated_by is Party.CUSTOMER else words)

    def learned(self, one: Card) -> str:
        """What it was about and what came out."""
        facts = self.page.together(list(one.facts))
        if one.purpose and facts:
            return self("learned", purpose=one.purpose, facts=facts)
        return one.purpose or facts or self("nothing_written")

    def next(self, one: Card) -> Cell:
        """What was agreed and what became of it."""
        step = one.next
        if step is None:
            return Cell(self("no_step") if one.two_way else "", "quiet")
        return Cell(self("step", what=step.what, fate=self.fate(step)), FATES[step.fate])

    def fate(self, step: Agreed) -> str:
        """What became of a step."""
        if step.fate is Fate.AHEAD:
            return self.page("by_day", day=step.date, when=self.page.due(step.days or 0))
        if step.fate is Fate.KEPT and step.proof:
            return self(f"kept_{step.proof.value}", day=step.shown)
        if step.fate is Fate.LATE and not step.late:
            return self("late_promise", day=step.shown)
        days = step.late if step.late else -(step.days or 0)
        one = days == 1 and step.fate not in (Fate.REFUSED, Fate.NO_DAY)
        return self(f"{step.fate.value}_one" if one else step.fate.value, day=step.shown, count=days)

    def people(self) -> Iterator[Block]:
        """Whom to see again by when."""
        shown = self.found.returns[:MOST_PEOPLE]
        title = self("returns", tier=self.found.tier, every=self.found.every)
        if self.found.every is None:
            title = self("returns_unknown")
        keys = ("person", "influence", "contacts", "seen", "return", "unanswered")
        columns = tuple(Column(self(key), "right" if key in ("contacts", "unanswered") else "left") for key in keys)
        yield Table(columns, tuple(self.person(one) for one in shown), title)
        if len(shown) < len(self.found.returns):
            yield Note(self("more_people", count=len(self.found.returns) - len(shown)), "quiet")

    def person(self, one: Return) -> tuple[Cell, ...]:
        """One person's row."""
        due = Cell(self.page("unknown") if one.last else self("never_met"), "quiet")
        if one.due:
            due = Cell(self.page.due((one.due - self.found.as_of).days), "warn" if one.late else "plain")
        if one.planned:
            due = Cell(self("return_planned", due=due.text, day=one.planned) if one.late else due.text)
        tone: Tone = "bad" if one.unanswered >= self.found.silent_after else "warn" if one.unanswered else "quiet"
        return (
            Cell(one.name),
            influence(one.influence, self.texts),
            Cell(str(one.contacts)),
            Cell(self.page.ago(one.days), "quiet" if one.days is None else "plain"),
            due,
            Cell(str(one.unanswered) if one.unanswered else "", tone),
        )

    def doing(self) -> Iterator[str]:
        """What to do, the most pressing first."""
        for one in self.found.open_steps[:MOST_STEPS]:
            if one.next:
                by = one.next.owed_by
                theirs = by is Party.CUSTOMER and one.next.owner
                who = theirs or self.texts.join(one.people) or self.page("nobody")
                yield self(f"do_owed_{by.value}" if by else "do_silent", what=one.next.what, who=who)
        heavy = (Influence.HIGH, Influence.MEDIUM)
        late = [one.name for one in self.found.late if one.influence in heavy and one.planned is None]
        if late:
            yield self("do_return_tender" if self.found.tender else "do_return", who=late[:MOST_STEPS])
        last = self.found.proposals
        if last.ours_in_a_row >= OURS_IN_A_ROW:
            yield self("do_ours", count=last.ours_in_a_row)
        elif last.of and last.by_customer * 2 < last.of:
            yield self("do_propose")
        silent = [one.name for one in self.found.unanswered if one.unanswered >= self.found.silent_after]
        if silent:
            yield self("do_unanswered", who=silent)
        left = [self(f"ask_{one.item.value}") for one in self.found.checklist.items if one.is_left]
        if left and self.found.checklist.known:
            yield self("do_checklist", what=("" if self.texts.lang is Lang.ZH else " ").join(left))

    def terms(self, footing: Footing) -> Iterator[Block]:
        """How the last contacts are graded, and what counts as followed up."""
        yield Heading(self("explain"), level=2)
        for one in [one for one in self.found.cards if one.two_way][: len(self.found.proposals.grades)]:
            words = {"day": one.date, "grade": self(one.grade.value), "sign": SIGNS[one.grade][0]}
            if one.next is None:
                line = self("term_none", **words)
                yield Note(footing.quoted(line, ("visits",), one.date, one.channel, one.purpose), bullet=True)
                continue
            by = one.next.proposed_by or self.page("unknown")
            accepted = one.next.accepted
            line = self("term", what=one.next.what, by=by, accepted=accepted, **words)
            yield Note(footing.quoted(line, ("visits",), one.date, one.channel, one.purpose), bullet=True)
        for key in ("how_grade", "how_ratio", "how_fate", "how_checklist", "how_return", "source"):
            yield Note(self(key), "quiet")

    def exact(self, one: Card) -> tuple[Cell, ...]:
        """A contact's row in a spreadsheet."""
        step = one.next
        values: list[object] = [one.date, one.channel, one.deal, one.people, one.ours, one.initiated_by]
        values += [one.answered, self.learned(one), one.outcome, one.satisfaction]
        after = [step.what, step.date, step.proposed_by, step.accepted] if step else [None] * 4
        values += [*after, self(one.grade.value) if one.two_way else None]
        values += [self.fate(step) if step else None, step.shown if step else None]
        return tuple(Cell("" if value is None else self.texts.show(value)) for value in values)
