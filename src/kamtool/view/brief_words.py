"""One person of a brief in words: what they decide, where they stand, how to talk, what is between us."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from kamtool.analysis.ages import Kind
from kamtool.analysis.brief_terms import Brief, Person, Proof, Want
from kamtool.analysis.debts import Debt
from kamtool.analysis.next_steps import Agreed, Fate
from kamtool.analysis.visits import Card
from kamtool.model.values import (
    Attitude,
    Authority,
    AuthorityProof,
    Influence,
    NeedStatus,
    RelationshipStage,
    Source,
    Style,
)
from kamtool.playbook.read import Playbook
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.blocks import Fact
from kamtool.view.footing import Footing
from kamtool.view.quote import quoted_whole
from kamtool.view.signs import ATTITUDES

DOT = " · "
# What one side of A4 bears: so many lines of a kind for one or two people, so many for more.
PAIR, MOST, FEWER = 2, 3, 1


class BriefWords:
    """What a brief says of the people in it, in one language."""

    def __init__(self, found: Brief, book: Playbook, texts: Texts, footing: Footing) -> None:
        self.found = found
        self.footing = footing
        self.book = book
        self.texts = texts

    def say(self, key: str, /, **values: object) -> str:
        """A sentence of the brief."""
        return self.texts(f"brief.{key}", **values)

    def run_on(self, sentences: list[str]) -> str:
        """Sentences one after the other."""
        return ("" if self.texts.lang is Lang.ZH else " ").join(sentences)

    def together(self, words: Iterable[str]) -> str:
        """Several things the plan says in one line."""
        return ("；" if self.texts.lang is Lang.ZH else "; ").join(words)

    def some(self, words: Sequence[str], most: int | None = None) -> list[str]:
        """The first few, and how many more there are: the page has one side."""
        most = most or (MOST if len(self.found.people) <= PAIR else FEWER)
        kept = list(words[:most])
        return [*kept, self.say("more", count=len(words) - most)] if len(words) > most else kept

    def listed(self, key: str, lines: Sequence[str]) -> Iterator[Fact]:
        """Lines under one label, the first few and how many more."""
        return (Fact(self.say(key), line) for line in self.some(lines))

    def ago(self, day: dt.date) -> str:
        """How long before the meeting a day is."""
        days = (self.found.date - day).days
        return self.say("same_day") if days == 0 else self.say("ago_one") if days == 1 else self.say("ago", count=days)

    def by(self, due: dt.date) -> str:
        """When something is due: overdue already, or before, on or after the day of the meeting."""
        late, ahead = (self.found.as_of - due).days, (due - self.found.date).days
        if late > 0:
            return self.say("late_one") if late == 1 else self.say("late", count=late)
        key = "due_before" if ahead < 0 else "due_day" if ahead == 0 else "due_after"
        return self.say(key, day=due)

    def card(self, one: Person) -> str:
        """Title, unit, superior, and who of ours knows them."""
        words = [one.title or "", one.unit if one.unit and one.unit not in (one.title or "") else ""]
        words += [self.say("boss", who=one.boss)] if one.boss else []
        words += [self.say("keeper", who=one.keeper)] if one.keeper else []
        return DOT.join(word for word in words if word)

    def decides(self, one: Person) -> str:
        """What a person may do in the decision, and the best proof of it in a few words."""
        if one.authority is Authority.UNKNOWN:
            return self.say("decides_unknown")
        proof = min(one.proofs, key=lambda each: list(AuthorityProof).index(each.kind), default=None)
        if proof is None:
            return self.say("decides_bare", claim=one.authority)
        key = "decides" if one.verified else "decides_unproven"
        shown = DOT.join([self.texts.term(proof.kind), *([proof.date.isoformat()] if proof.date else [])])
        return self.say(key, claim=one.authority, proof=shown)

    def proof(self, one: Proof) -> str:
        """One thing that a person's say rests on."""
        words = [self.texts.term(one.kind), one.date.isoformat() if one.date else ""]
        return self.say("with", name=" ".join(filter(None, words)), what=one.note)

    def person(self, one: Person) -> Iterator[Fact]:
        """Everything to know of one person, in the order in which it is needed."""
        if one.left:
            yield Fact(self.say("left_label"), self.say("left", day=one.left), "bad")
        if one.leaves:
            yield Fact(self.say("leaves_label"), self.say("leaves", day=one.leaves), "warn")
        yield Fact(self.say("decides_label"), self.part(one))
        proofs = [self.proof(proof) for proof in one.proofs if proof.note]
        yield from self.listed("proof", proofs)
        yield Fact(self.say("attitude"), self.attitude(one), ATTITUDES[one.attitude.value][1])
        yield from self.handle(one)
        if one.before or one.attitude.value is not Attitude.UNKNOWN:
            yield Fact(self.say("change"), self.change(one))
        if one.rivals:
            views = [self.say("with", name=name, what=self.texts.term(view)) for name, view in one.rivals]
            yield Fact(self.say("rivals"), DOT.join(views))
        yield Fact(self.say("talk"), self.talk(one))
        yield Fact(self.say("needs"), self.needs(one))
        yield from self.between(one)
        if one.note:
            yield Fact(self.say("note"), one.note)
        if one.gaps:
            yield Fact(
                self.say("not_known"), self.texts.join(self.say(f"gap_{gap.value}") for gap in one.gaps), "quiet"
            )

    def part(self, one: Person) -> str:
        """Roles, weight, what they decide, and how near they are."""
        noted = one.authority is not Authority.UNKNOWN and any(each.note for each in one.proofs)
        claim = self.texts.term(one.authority) if noted and one.verified else self.decides(one)
        roles = self.texts.show(one.roles) or self.say("no_roles")
        words = [claim, self.footing.marked(roles, Kind.AUTHORITY, one.id)]
        if one.influence is not Influence.UNKNOWN:
            words.append(self.say("influence", value=one.influence))
        needs_none = one.stage in (RelationshipStage.UNKNOWN, RelationshipStage.ACQUAINTANCE)
        key = "stage" if needs_none or one.stage is one.proven else "stage_unproven"
        stage = self.say(key, stage=one.stage, proven=one.proven)
        return DOT.join([*words, self.footing.marked(stage, Kind.RELATIONSHIP, one.id)])

    def attitude(self, one: Person) -> str:
        """Where a person stands, from whom we know, and what showed it."""
        view = one.attitude
        if view.value is Attitude.UNKNOWN:
            return self.say("attitude_unknown")
        origin = [self.texts.term(view.source)] if view.source is not Source.UNKNOWN else []
        origin += [view.date.isoformat(), self.ago(view.date)] if view.date else [self.say("no_day")]
        sign = f"{ATTITUDES[view.value][0]} {self.texts.term(view.value)}{self.footing.mark(Kind.ATTITUDE, one.id)}"
        text = self.say("origin", what=sign, origin=("，" if self.texts.lang is Lang.ZH else ", ").join(origin))
        return self.say("with", name=text, what=self.together(self.some(view.evidence))) if view.evidence else text

    def change(self, one: Person) -> str:
        """What the attitude was before."""
        old, new = one.before, one.attitude
        if old is None:
            return self.say("change_unknown")
        key = "change_none" if old.value is new.value else "changed"
        text = self.say(key, old=old.value, new=new.value, day=old.date or self.say("no_day"))
        return self.say("with", name=text, what=self.together(self.some(old.evidence))) if old.evidence else text

    def talk(self, one: Person) -> str:
        """How to talk with a person, only from what was seen."""
        if one.style is Style.UNKNOWN:
            seen = self.together(each.text for each in one.behaviours)
            return self.say("talk_seen", seen=seen) if seen else self.say("talk_unknown")
        advice = quoted_whole(self.book, "styles", one.style.value, self.texts)
        style = self.footing.marked(self.texts.term(one.style), Kind.STYLE, one.id)
        words = [self.say("style", style=style, count=len(one.behaviours), advice=advice)]
        words += [self.say("clash", who=one.clash.who, style=one.clash.style)] if one.clash else []
        return self.run_on(words)

    def handle(self, one: Person) -> Iterator[Fact]:
        """What the playbook says to somebody who is not with us yet; once a tender's notice is out, to leave it."""
        if self.found.deal and self.found.deal.notice:
            yield Fact(self.say("handle"), self.say("handle_notice"))
        elif one.attitude.value not in (Attitude.UNKNOWN, Attitude.ACCEPT) and not one.left:
            advice = quoted_whole(self.book, "attitudes", one.attitude.value.value, self.texts)
            yield Fact(self.say("handle"), advice)

    def needs(self, one: Person) -> str:
        """What a person needs for themselves and for the firm, and whether we meet it."""
        sides = (("for_self", one.personal), ("for_firm", one.organization))
        return DOT.join(self.say(key, what=self.wants(wants, one.id)) for key, wants in sides)

    def wants(self, wants: tuple[Want, ...], who: str) -> str:
        """Needs by whether we meet them."""
        words = []
        for status in (NeedStatus.UNMET, NeedStatus.MET, NeedStatus.UNKNOWN):
            here = [one.kind for one in wants if one.status is status]
            kinds = [self.footing.marked(self.texts.term(kind), Kind.NEEDS, who, kind.value) for kind in here]
            words += [self.say(f"want_{status.value}", what=kinds)] if kinds else []
        return self.texts.join(words) or self.say("unknown")

    def between(self, one: Person) -> Iterator[Fact]:
        """The last contacts, what both sides owe, and what somebody of ours still meant to do."""
        yield from self.listed("contacts", [self.contact(card) for card in one.contacts])
        if not one.contacts:
            yield Fact(self.say("contacts"), self.say("no_contact"), "warn")
        for key, debts in (("we_owe", one.we_owe), ("they_owe", one.they_owe)):
            yield from self.listed(key, [self.debt(debt) for debt in debts])
        if not one.we_owe and not one.they_owe:
            yield Fact(self.say("owed"), self.say("nothing_owed"), "quiet")
        elif not one.they_owe or not one.we_owe:
            yield Fact(self.say("we_owe" if one.they_owe else "they_owe"), self.say("nothing"), "quiet")
        yield from self.listed("tasks", [self.debt(task) for task in one.tasks])

    def debt(self, debt: Debt) -> str:
        """Something owed, with its day."""
        words = [debt.what, debt.who or "", self.by(debt.due) if debt.due else self.say("no_due")]
        return DOT.join(word for word in words if word)

    def contact(self, card: Card) -> str:
        """A contact in one line: when, how, what we learned, what was to come of it."""
        when = [card.date.isoformat(), self.texts.term(card.channel)]
        when += [] if card.two_way or card.channel.value == "event" else [self.say("unanswered")]
        learned = self.together(self.some(card.facts)) or card.purpose or self.say("nothing_written")
        text = self.say("with", name=" ".join(when), what=learned)
        return f"{text} {self.next(card.next)}" if card.next else text

    def next(self, step: Agreed) -> str:
        """What was to come of a contact, and what came of it."""
        key = {
            Fate.REFUSED: "step_refused", Fate.KEPT: "step_kept", Fate.LATE: "step_late", Fate.OWED: "step_owed",
        }.get(step.fate)  # fmt: skip
        if key is None:
            key = "step_day" if step.date else "step"
        return self.say(key, what=step.what, day=step.date or "")
