"""The small change of a page about an account: days, people with their sign, things owed, years."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.ages import Kind
from kamtool.analysis.debts import Debt
from kamtool.analysis.overview import Money
from kamtool.analysis.page import Closed, Contact, Rival, Year
from kamtool.analysis.standing import Face
from kamtool.model.values import Influence
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.blocks import Fact
from kamtool.view.footing import Footing
from kamtool.view.money import money
from kamtool.view.signs import ATTITUDES

MOST = 5


def once(facts: Iterator[Fact]) -> Iterator[Fact]:
    """Facts in which a label that follows itself is said only once."""
    before = ""
    for fact in facts:
        yield fact if fact.label != before else Fact("", fact.text, fact.tone)
        before = fact.label


class PageWords:
    """The words of a page in one language."""

    def __init__(self, texts: Texts, footing: Footing | None = None) -> None:
        self.texts = texts
        self.footing = footing or Footing(texts)

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"plan_show.{key}", **values)

    def ago(self, days: int | None) -> str:
        """How long ago something was."""
        if days is None:
            return self("not_met")
        return self("ago_today") if days == 0 else self("ago_one") if days == 1 else self("ago", count=days)

    def due(self, days: int) -> str:
        """How long until a day, or how long it is overdue."""
        if days < 0:
            return self("overdue_one") if days == -1 else self("overdue", count=-days)
        return self("due_today") if days == 0 else self("due_one") if days == 1 else self("due", count=days)

    def passed(self, days: int) -> str:
        """How long until a day, or since it."""
        return self.ago(-days) if days < 0 else self.due(days)

    def money(self, one: Money | None) -> str:
        """An amount, or that it is unknown."""
        return self("unknown") if one is None else money(one, self.texts)

    def face(self, one: Face) -> str:
        """A person; marked when their word weighs most, and when where they stand was last seen long ago."""
        who = self("heavy", who=one.name) if one.influence is Influence.HIGH else one.name
        return self.footing.marked(who, Kind.ATTITUDE, one.id)

    def decider(self, one: Face) -> str:
        """A person who decides: role, where they stand, when we last spoke, and whether it is proven."""
        sign = ATTITUDES[one.attitude][0]
        role = self("unproven", role=one.role) if not one.verified else self("role", role=one.role)
        role += self.footing.mark(Kind.AUTHORITY, one.id)
        view = self.footing.marked(self.texts.term(one.attitude), Kind.ATTITUDE, one.id)
        met = self("not_met") if one.days is None else self("met", ago=self.ago(one.days))
        return self("decider", who=one.name, role=role, sign=sign, view=view, met=met)

    def debts(self, label: str, debts: tuple[Debt, ...]) -> Iterator[Fact]:
        """Things owed, the overdue first; what is too much is counted."""
        for one in debts[:MOST]:
            words = [one.what]
            words += [self(f"{label}_whom", who=one.about)] if one.about else []
            words += [one.who] if one.who else []
            words.append(self("no_day") if one.days is None else self("by_day", day=one.due, when=self.due(one.days)))
            late = one.days is not None and one.days < 0
            yield Fact(self(label), " · ".join(words), "bad" if late else "plain")
        yield from self.rest(label, len(debts))

    def rest(self, label: str, count: int, most: int = MOST) -> Iterator[Fact]:
        """How many more there are of what was cut short."""
        if count > most:
            yield Fact(self(label), self("more", count=count - most), "quiet")

    def contact(self, one: Contact) -> str:
        """A contact in one line: when, how, with whom, what was agreed."""
        who = self.texts.join(one.people) or self("nobody")
        said = self("contact", day=one.date, channel=one.channel, who=who)
        return self("contact_next", contact=said, what=one.agreed) if one.agreed else said

    def rival(self, one: Rival) -> str:
        """A rival in one line."""
        words = [self("strong", what=one.strengths)] if one.strengths else []
        words += [self("weak", what=one.weaknesses)] if one.weaknesses else []
        words += [self("allies", who=one.allies)] if one.allies else []
        return self("with", name=one.name, what=self.together(words)) if words else one.name

    def year(self, one: Year) -> str:
        """One year's figures in one line."""
        words = [self("revenue", value=self.money(one.revenue))]
        words.append(self("profit", value=self.money(one.gross_profit)))
        words.append(self("after", value=self.money(one.after_cost)))
        return self("with", name=str(one.year), what=self.together(words))

    def closed(self, one: Closed) -> str:
        """A deal that is over, in one line."""
        words = [self.texts.term(one.status)]
        words += [self.money(one.value)] if one.value else []
        words += [one.date.isoformat()] if one.date else []
        return self("with", name=one.name, what=self.texts.join(words))

    def together(self, words: list[str]) -> str:
        """Short statements in one line."""
        return "；".join(words) if self.texts.lang is Lang.ZH else "; ".join(words)
