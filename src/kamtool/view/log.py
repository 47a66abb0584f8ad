"""A contact as it is read back before it is written, as one line, and what to settle after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kamtool.analysis.deal import name_of
from kamtool.log.entry import Entry, Promised
from kamtool.log.follow import FollowUp, Kind
from kamtool.model.plan import Plan
from kamtool.model.values import Party, YesNo
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.blocks import Block, Fact, Facts, Heading, Note
from kamtool.view.money import amount

DOT = " · "


def log_view(found: Entry, plan: Plan, texts: Texts) -> tuple[Block, ...]:
    """The blocks of a contact as it was understood: every field with its label, doubts below."""
    t = Words(plan, texts)
    blocks: list[Block] = [Heading(plan.account.name, t("title")), Facts(tuple(t.rows(found)))]
    doubts = [t("doubt", what=one) for one in found.doubts] + [t("undated", what=one) for one in found.undated]
    return (*blocks, *(Note(one, "warn", bullet=True) for one in doubts))


def follow_lines(
    found: tuple[FollowUp, ...], account: str, texts: Texts, as_of: dt.date
) -> tuple[tuple[str, str], ...]:
    """What to settle now: each reason, and the command for it, which must stay on one line to be copied."""
    lines = []
    for one in found:
        command = texts(f"log.command_{one.kind}", account=account, path=one.path, amount=one.amount, as_of=as_of)
        none = "_none" if one.kind is Kind.AMOUNT and one.held is None else ""
        why = texts(f"log.follow_{one.kind}{none}", who=one.who, value=held(one, texts), days=one.days, said=one.said)
        lines.append((why, command))
    return tuple(lines)


def held(one: FollowUp, texts: Texts) -> object:
    """What stands in the plan: an amount as it is read, else the value itself."""
    return amount(one.held, texts.lang) if one.held is not None else one.value


def line(found: Entry, plan: Plan, texts: Texts) -> str:
    """The contact as one line of the grammar, which reads back as the same."""
    return Words(plan, texts).line(found)


class Words:
    """The words of one contact in one language."""

    def __init__(self, plan: Plan, texts: Texts) -> None:
        self.plan = plan
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"log.{key}", **values)

    def person(self, key: str | None) -> str:
        """What to call one of theirs."""
        return name_of(key, self.plan.stakeholders[key]) if key else ""

    def member(self, key: str) -> str:
        """What to call one of ours."""
        return self.plan.team[key].name or key

    def day(self, day: dt.date) -> str:
        """A day with its weekday, by which a wrong one is noticed."""
        return self("day", day=day, weekday=self(f"weekday_{day.weekday()}"))

    def rows(self, found: Entry) -> Iterator[Fact]:
        """Everything that will be written, field by field."""
        yield Fact(self("date"), self.day(found.date), "strong")
        yield Fact(self("channel"), self.texts.term(found.channel) if found.channel else self("no_channel"))
        if found.opportunity:
            yield Fact(self("deal"), self.plan.opportunities[found.opportunity].name or found.opportunity)
        yield Fact(self("with"), self.texts.join(f"{self.person(one)} ({one})" for one in found.people), "strong")
        if found.by:
            yield Fact(self("by"), self.texts.join(self.member(one) for one in found.by))
        if found.initiated_by:
            yield Fact(self("initiated_by"), self.texts.term(found.initiated_by))
        if found.answered is not YesNo.UNKNOWN:
            yield Fact(self("answered"), self.texts.term(found.answered))
        for at, fact in enumerate(found.facts):
            yield Fact("" if at else self("facts"), fact)
        if found.next is not None:
            step = found.next
            words = [self.day(step.date) if step.date else self("no_day"), step.what]
            if step.proposed_by:
                words.append(self(f"proposed_{step.proposed_by}"))
            if step.accepted is not YesNo.UNKNOWN:
                words.append(self(f"accepted_{step.accepted}"))
            yield Fact(self("next"), DOT.join(words))
        for one in found.promises:
            yield Fact(self(f"promise_{one.by}"), self.promise(one))

    def promise(self, one: Promised) -> str:
        """A promise with its day and its person."""
        words = [self.day(one.due) if one.due else self("no_day"), one.what]
        if one.person:
            words.append(self(f"promise_whom_{one.by}", who=self.person(one.person)))
        return DOT.join(words)

    def line(self, found: Entry) -> str:
        """One line; ids stand for people, since they mean one person only."""
        zh = self.texts.lang is Lang.ZH
        people = ("、" if zh else " and ").join((*found.people, *found.by))
        opening = f"{found.date.isoformat()} {self.opening(found)}{people}"
        facts = [*found.facts, *([self("unanswered")] if found.answered is YesNo.NO else [])]
        parts = [opening + (("：" if zh else ": ") + facts[0] if facts else ""), *facts[1:]]
        if found.next is not None:
            step = found.next
            said = [f"{step.date.isoformat()} {step.what}" if step.date else step.what]
            said += [self(f"line_proposed_{step.proposed_by}")] if step.proposed_by else []
            said += [self(f"line_accepted_{step.accepted}")] if step.accepted is not YesNo.UNKNOWN else []
            parts.append(self("line_next", said=("，" if zh else ", ").join(said)))
        for one in found.promises:
            day = f"{one.due.isoformat()} " if one.due else ""
            who = one.person or self("line_customer")
            if one.by is Party.CUSTOMER:
                parts.append(self("line_they_promised", who=who, said=day + one.what))
            else:
                to = f"{one.person} " if one.person and len(found.people) != 1 else ""
                parts.append(self("line_promised", said=to + day + one.what))
        return ("；" if zh else "; ").join(parts)

    def opening(self, found: Entry) -> str:
        """How we were in touch, in a word of the grammar that also says who began."""
        if found.channel is None:
            return ""
        began = f"_{found.initiated_by}" if found.initiated_by else ""
        key = f"line_{found.channel}{began}"
        return self(key if self.texts.has(f"log.{key}") else f"line_{found.channel}") + " "
