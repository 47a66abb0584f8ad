"""What changed as a person reads it: one sentence worth saying aloud, then what matters, then every other fact."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.changes import Group
from kamtool.analysis.changes_work import Seen
from kamtool.analysis.difference import Difference
from kamtool.diff import AccountDiff, Diff, State
from kamtool.model.values import YesNo
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Cell, Column, Fact, Facts, Heading, Note, Table
from kamtool.view.diff_rest import counted, rest
from kamtool.view.diff_words import TONES, Words
from kamtool.view.said import said

VISITS = ("date", "with", "learned", "next")


def diff_view(found: Diff, texts: Texts, every: bool = False) -> tuple[Block, ...]:
    """The blocks of a difference: an overview when there are several plans, then plan by plan.

    With *every* each contact is told whole, and each fact that no sentence tells stands there as the file has it.
    """
    t = Words(texts)
    span = t("span", old=side(t, found.old, found.old_day), new=side(t, found.new, found.new_day))
    told = found.of(State.CHANGED, State.NEW, State.GONE, State.BROKEN, State.WAS_BROKEN)
    same = found.of(State.SAME)
    if len(found.accounts) == 1:
        return tuple(account(found.accounts[0], found, t, span, every))
    blocks: list[Block] = [Heading(t("title"), span), Note(t.overview(found), "strong")]
    if len(told) > 1:
        blocks += [Note(t.said(one, found), label=one.name, bullet=True) for one in told]
    blocks += [Note(line, "quiet") for line in t.unchanged(same)]
    for one in told:
        blocks += account(one, found, t, "", every, len(told) > 1)
    return tuple(blocks)


def side(t: Words, name: str, day: object) -> str:
    """A version by its name and day."""
    return t(f"side_{name}" if name in ("tree", "file") else "side", name=name, day=day)


def account(one: AccountDiff, found: Diff, t: Words, span: str, every: bool, repeated: bool = False) -> Iterator[Block]:
    """The blocks of one plan."""
    yield Heading(one.name, span or one.id)
    yield Note(t.said(one, found), "plain" if repeated else "strong")
    if one.was_file or one.names:
        yield Note(t.names(one), "quiet")
    told = one.difference
    if told is None:
        return
    for group in Group:
        if any(each.group is group for each in told.changes):
            yield Heading(t(f"group_{group.value}"), level=2)
            yield from t.deals(told) if group is Group.DEALS else [Facts(tuple(t.rows(told, group)))]
    yield from visits(told, t, every)
    yield from findings(one, t)
    for key, facts in (("rest" if every else "more", told.rest), ("ahead", told.ahead)):
        if facts:
            yield Heading(t(f"group_{key}", day=told.new_day), level=2)
            yield Facts(tuple(rest(facts, t.texts))) if every else Note(counted(facts, t.texts), "quiet")


def visits(told: Difference, t: Words, every: bool) -> Iterator[Block]:
    """Whom we saw, and what came of it."""
    if not told.visits:
        return
    people = {name for one in told.visits for name in one.people}
    yield Heading(t("group_visits"), t.count("visits", len(told.visits), people=len(people)), level=2)
    if not every:
        yield Facts(tuple(met(one, t) for one in told.visits))
        return
    columns = tuple(Column(t(f"visit_{key}")) for key in VISITS)
    yield Table(columns, tuple(visit(one, t) for one in told.visits))


def met(one: Seen, t: Words) -> Fact:
    """One contact in a line: whom, what for, what came of it, and what comes next."""
    about = one.purpose or t.list(one.facts)
    mark = t("mark", mark=one.satisfaction) if one.satisfaction else ""
    ends = [word for word in (t.outcome(one.outcome), mark) if word]
    step = t("then", what=one.next.what, by_day=t.by_day(one.next)) if one.next else t("then_none")
    refused = t.after("step_refused") if one.next and one.next.accepted is YesNo.NO else ""
    who = t.texts.join(one.people) or "?"
    words = t("met", who=who, about=about) if about else who
    return Fact(f"{one.date} {t.texts.term(one.channel)}", f"{words}{t.behind(ends)}{step}{refused}")


def visit(one: Seen, t: Words) -> tuple[Cell, ...]:
    """One contact."""
    how = t.texts.term(one.channel)
    who = t("seen" if one.ours else "seen_only", who=t.texts.join(one.people) or "?", ours=t.texts.join(one.ours))
    about = [one.purpose, t.list(one.facts) or None, t("mark", mark=one.satisfaction) if one.satisfaction else None]
    ends = [one.deal, t.outcome(one.outcome)]
    learned = t.sentence([word for word in about if word]) + t.behind([word for word in ends if word])
    return (
        Cell(f"{one.date} {how}"),
        Cell(who + (t.after("asked") if one.asked else "")),
        Cell(learned),
        Cell(t.step(one.next) if one.next else t("no_step"), "plain" if one.next else "warn"),
    )


def findings(one: AccountDiff, t: Words) -> Iterator[Block]:
    """The findings of kam check that appeared and vanished."""
    if not one.appeared and not one.vanished:
        return
    note = t("findings", came=len(one.appeared), gone=len(one.vanished))
    yield Heading(t("group_findings"), note, level=2)
    rows = []
    for sign, group in (("+", one.appeared), ("−", one.vanished)):
        for each in group:
            words = said(each.diagnostic, t.texts)
            line = t("by_time", line=words.message) if each.by_time else words.message
            tone = TONES[sign] if each.diagnostic.severity > 1 else "quiet"
            rows.append(Fact(f"{sign} {words.found.code} {words.severity}", line, tone))
    yield Facts(tuple(rows))
