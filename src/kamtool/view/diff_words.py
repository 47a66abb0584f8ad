"""The words of a difference: each change as a clause, everybody's clauses on one line, and the sentence on top."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kamtool.analysis.changes import Change, Group, Turn
from kamtool.analysis.difference import Difference
from kamtool.analysis.overview import Money
from kamtool.analysis.qualification import Question
from kamtool.diff import AccountDiff, Diff, State
from kamtool.model.values import NeedStatus, OrganizationNeed, PersonalNeed, Source
from kamtool.model.visit import NextStep
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.blocks import Fact, Note, Tone
from kamtool.view.money import money

TURNS: dict[Turn, tuple[str, Tone]] = {
    Turn.BETTER: ("▲", "good"),
    Turn.WORSE: ("▼", "bad"),
    Turn.OTHER: ("·", "plain"),
}
TONES: dict[str, Tone] = {"+": "warn", "−": "good"}
# What the sentence on top may say, one of each kind: the people for the better and the worse, then the deal.
PEOPLE = ("attitude", "left", "gone", "new")
DEALS = ("status", "stage", "close_later", "close_sooner", "value", "budget", "event", "new", "gone")
OTHERS = ("unit_lost", "cover_nobody", "ours_late", "theirs_late", "opened", "ours_kept", "done", "late")
WORK = (Group.PROMISES, Group.ACTIONS, Group.ISSUES)
WEEKS, MONTHS = 14, 56
CLAUSES = 3


class Words:
    """The words of a difference in one language."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"diff.{key}", **values)

    def count(self, key: str, count: int, **values: object) -> str:
        """A sentence about so many; one and, where people say it otherwise, two have their own."""
        own = {1: f"{key}_one", 2: f"{key}_two"}.get(count, key)
        return self(own if self.texts.has(f"diff.{own}") else key, count=count, **values)

    def after(self, key: str, /, **values: object) -> str:
        """Words that follow others: behind a space, where the language has them."""
        return self.gap + self(key, **values)

    @property
    def gap(self) -> str:
        """What stands between two words."""
        return "" if self.texts.lang is Lang.ZH else " "

    def sentence(self, clauses: Sequence[str]) -> str:
        """Clauses one behind the other."""
        return ("；" if self.texts.lang is Lang.ZH else "; ").join(clauses)

    def list(self, texts: Sequence[str]) -> str:
        """Texts of the plan one behind the other."""
        return ("，" if self.texts.lang is Lang.ZH else ", ").join(texts)

    def behind(self, words: Sequence[str]) -> str:
        """A remark in brackets; nothing when there is none."""
        return self.after("behind", words=self.list(words)) if words else ""

    # The sentence on top

    def said(self, one: AccountDiff, found: Diff) -> str:
        """What to say aloud of one plan."""
        if one.fault is not None:
            place = f"{one.fault.code}, {one.fault.line}:{one.fault.column}"
            return self(one.state.value, place=place, version=found.old, file=one.file)
        if one.difference is None:
            key = one.state.value if one.state is not State.SAME or not one.names else "same_names"
            return self(key, people=one.people, deals=one.deals)
        told = one.difference
        clauses = list(self.clauses(told)) or [self.count("facts", told.count)]
        span = self.span(told.days)
        words = self("aloud_span" if span else "aloud", span=span, clauses=self.sentence(clauses))
        return words[:1].upper() + words[1:]

    def clauses(self, told: Difference) -> Iterator[str]:
        """The few clauses of the sentence on top."""
        people = [one for one in told.changes if one.group is Group.PEOPLE and one.kind in PEOPLE]
        chosen = [
            *(next((one for one in people if one.turn is turn), None) for turn in (Turn.BETTER, Turn.WORSE)),
            next((one for one in told.changes if one.group is Group.DEALS and one.kind in DEALS), None),
        ]
        picked = [one for one in chosen if one is not None]
        if not any(one in picked for one in people) and people:
            picked.insert(0, people[0])
        rest = sorted((one for one in told.changes if one.kind in OTHERS), key=lambda one: -one.weight)
        picked += rest[: max(0, CLAUSES - len(picked))]
        yield from (self.clause(one) for one in picked)
        if told.unmet and picked:
            yield self("unmet", who=self.texts.join(one.name for one in told.unmet), role=told.unmet[0].role)
        elif told.visits and not picked:
            people_ = {name for one in told.visits for name in one.people}
            yield self.count("visits", len(told.visits), people=len(people_))

    def clause(self, one: Change) -> str:
        """A change as a clause of the sentence on top."""
        return self(f"said_{one.group.value}_{one.kind}", about=one.about, **self.shown(one))

    def span(self, days: int) -> str:
        """A time in the words of everyday; nothing when there is none."""
        if days <= 0:
            return ""
        for at_least, unit, length in ((MONTHS, "months", 30.4), (WEEKS, "weeks", 7), (0, "days", 1)):
            if days >= at_least:
                return self.count(unit, round(days / length))
        return ""

    def overview(self, found: Diff) -> str:
        """How many plans changed, came and went."""
        counts = [(state, len(found.of(state))) for state in State if state is not State.SAME]
        words = [self.count(f"plans_{state.value}", count) for state, count in counts if count]
        return self("overview", words=self.list(words)) if words else self("nothing")

    def unchanged(self, same: Sequence[AccountDiff]) -> Iterator[str]:
        """The plans that say what they said, and those of them with other names."""
        if same:
            yield self("unchanged", names=self.texts.join(one.name for one in same))
        yield from (self.names(one) for one in same if one.was_file or one.names)

    def names(self, one: AccountDiff) -> str:
        """What was only renamed."""
        pairs = [*([(one.was_file, one.file)] if one.was_file else []), *one.names]
        return self("renamed", names=self.list([f"{old} → {new}" for old, new in pairs]))

    # The lines

    def rows(self, told: Difference, group: Group) -> Iterator[Fact]:
        """The lines of a group: everybody's changes on one, work by what became of it."""
        found = [one for one in told.changes if one.group is group]
        if group in WORK:
            for one in found:
                sign, tone = TURNS[one.turn]
                label = self(f"label_{group.value}_{one.kind}", **self.shown(one))
                yield Fact(f"{sign} {label}", one.about + self.gap + self.line(one), tone)
            return
        for about in dict.fromkeys(one.about for one in found):
            mine = [one for one in found if one.about == about]
            sign, tone = TURNS[turn_of(mine)]
            yield Fact(f"{sign} {about}", self.sentence([self.line(one) for one in mine]), tone)

    def deals(self, told: Difference) -> Iterator[Note]:
        """Every deal with its changes below it."""
        found = [one for one in told.changes if one.group is Group.DEALS]
        for about in dict.fromkeys(one.about for one in found):
            yield Note(about, "strong")
            for one in (one for one in found if one.about == about):
                sign, tone = TURNS[one.turn]
                line = self.line(one)
                yield Note(line if one.turn is Turn.OTHER else f"{sign} {line}", tone, bullet=True)

    def line(self, one: Change) -> str:
        """A change as a clause behind the name of what it is about."""
        words = self(f"{one.group.value}_{one.kind}", **self.shown(one))
        if one.values.get("deal"):
            words += self.after("in_deal", deal=one.values["deal"])
        proof = self.list(one.evidence)
        return self("proof", words=words, proof=proof) if proof else words

    def shown(self, one: Change) -> dict[str, object]:
        """The values of a sentence, in words."""
        values = {key: self.value(value) for key, value in one.values.items()}
        values["when"] = self.when(one.values.get("date"), one.values.get("source"))
        if "gone" in one.values:
            values["moved"] = self.moved(one)
        if "needs" in one.values:
            values["needs"] = self.list([self.need(*each) for each in one.values["needs"]])
        if "answers" in one.values:
            values |= self.qualification(one)
        if one.kind == "new" and one.group is not Group.PROMISES:
            values["first"] = self.first(one)
        if one.group in WORK or one.kind.startswith("step"):
            values |= self.work(one)
        if one.kind.startswith("cover"):
            values["wanted"] = self.after("wanted", want=one.values["want"]) if one.values.get("want") else ""
        if one.kind == "strategy" and one.values.get("scope"):
            values["new"] = f"{values['new']}{self.behind([str(one.values['scope'])])}"
        return values

    def value(self, value: object) -> object:
        """A value as a person reads it: unknown is said."""
        if value is None:
            return self("unknown")
        if isinstance(value, Money):
            return money(value, self.texts)
        if isinstance(value, Decimal):
            return f"{value * 100:f}".rstrip("0").rstrip(".") + "%"
        return value

    def when(self, day: object, source: object) -> str:
        """The day and the source of a judgement in brackets, as far as they are known."""
        known = [day] if isinstance(day, dt.date) else []
        words = [self.texts.show(one) for one in known]
        if isinstance(source, Source) and source is not Source.UNKNOWN:
            words.append(self.texts.term(source))
        return self.behind(words)

    def moved(self, one: Change) -> str:
        """What came and what went."""
        if one.values.get("none"):
            return self("none")
        parts = [("+", one.values.get("came") or ()), ("−", one.values.get("gone") or ())]
        return self.list([f"{sign} {self.texts.show(each)}" for sign, group in parts for each in group])

    def need(self, name: str, old: object, new: object) -> str:
        """One need, and whether we meet it."""
        listed: type[PersonalNeed] | type[OrganizationNeed]
        listed = PersonalNeed if name in set(PersonalNeed) else OrganizationNeed
        before, after = (NeedStatus(str(one)) if one else None for one in (old, new))
        return self("need", need=listed(name), old=self.value(before), new=self.value(after))

    def qualification(self, one: Change) -> dict[str, object]:
        """The four scores that moved, and the answers behind them."""
        scores = [
            self("score", number=tuple(Question).index(question) + 1, old=self.signed(old), new=self.signed(new))
            for question, old, new in one.values["scores"]
        ]
        answers = []
        for criterion, old, new, day, source, proof in one.values["answers"]:
            key = "answer_same" if old == new else "answer"
            words = self(key, criterion=criterion, old=old, new=new, when=self.when(day, source))
            answers.append(self("proof", words=words, proof=self.list(proof)) if proof else words)
        rival = one.values.get("rival")
        whose = self.after("of_rival", rival=rival) if rival else ""
        return {"scores": self.list(scores) or self("scores_same"), "answers": self.sentence(answers), "whose": whose}

    def signed(self, score: int) -> str:
        """A score with its sign."""
        return f"{score:+d}".replace("-", "−") if score else "0"

    def first(self, one: Change) -> str:
        """What is known first of a new person, deal or action."""
        keys = ("title", "unit", "roles", "influence", "attitude", "above", "stage", "status", "value", "probability",
                "close", "opened")  # fmt: skip
        words = []
        for key in keys:
            value = one.values.get(key)
            if value not in (None, (), "unknown"):
                words.append(self(f"first_{key}", value=self.value(value)))
        return self.list(words) + self.when(one.values.get("date"), one.values.get("source"))

    def work(self, one: Change) -> dict[str, object]:
        """Who owes, to whom, by when."""
        values, days = one.values, one.values.get("days")
        about = values.get("whom")
        found: dict[str, object] = {
            "who": values.get("who") or "?",
            "about_whom": self("about_whom", who=about) if about else "",
            "by_day": self("by_day", due=values["due"]) if values.get("due") else "",
            "made_on": self.after("made_on", made=values["made"]) if values.get("made") else "",
            "was_due": self.after("was_due", old=values["old"])
            if values.get("old") and values.get("old") != values.get("due")
            else "",
            "days": abs(days) if isinstance(days, int) else 0,
            "mutual": "",
        }
        if "by" in values:
            agreed = self(f"step_{values['agreed']}")
            mutual = [values["owner"] or (self.texts.show(values["by"]) if values["by"] else ""), agreed]
            found["mutual"] = self.behind([str(each) for each in mutual if each])
        if one.group is Group.ISSUES:
            found["pleased"] = self(f"pleased_{values['satisfied']}")
            found["grave"] = self.texts.show(values["severity"]) if values.get("severity") else self("unknown")
        return found

    def by_day(self, step: NextStep) -> str:
        """By when a step is due; nothing when nobody said."""
        return self("by_day", due=step.date) if step.date else ""

    def outcome(self, outcome: str | None) -> str:
        """What a contact came to: the words of the trade by their label, others as written."""
        own = f"outcome_{(outcome or '').strip().casefold().replace('-', '_').replace(' ', '_')}"
        return self(own) if self.texts.has(f"diff.{own}") else outcome or ""

    def step(self, step: NextStep) -> str:
        """What comes next, by when, and whether they want it."""
        day = self.by_day(step)
        proposer = self("proposed", who=step.proposed_by) if step.proposed_by else ""
        return f"{step.what}{day}" + self.behind(
            [one for one in (proposer, self(f"step_{step.accepted.value}")) if one]
        )


def turn_of(mine: Sequence[Change]) -> Turn:
    """Which way a person went: by the attitude where that moved, else by whatever did."""
    first = next((one.turn for one in mine if one.kind in ("attitude", "left")), None)
    return first or next((one.turn for one in mine if one.turn is not Turn.OTHER), Turn.OTHER)
