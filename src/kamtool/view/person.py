"""Whose data is kept until when, as a person reads it; one person's data, as that person reads it; and what goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import get_args, get_origin

from kamtool.analysis.holdings import Holding, Holdings
from kamtool.load.fields import below, is_section
from kamtool.model.plan import Plan
from kamtool.model.schema import description
from kamtool.model.term import Term, words
from kamtool.model.values import Source
from kamtool.privacy.erase import Erasure
from kamtool.privacy.subject import Dossier, Fact
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Cell, Column, Heading, Note, Table, Tone
from kamtool.view.blocks import Fact as Line
from kamtool.view.blocks import Facts as Lines

COLUMNS = ("who", "account", "basis", "notice", "until", "judged", "state")
SOON = 30
BESIDE = frozenset({"date", "source"})


def holdings_view(found: Holdings, texts: Texts) -> tuple[Block, ...]:
    """The blocks of a list of people."""
    t = Words(texts)
    head = Heading(t("title"), t("as_of", day=found.as_of))
    if not found.people:
        return head, Note(t("none_due", days=found.within) if found.within is not None else t("nobody"), "good")
    columns = tuple(Column(t(key)) for key in COLUMNS)
    table = Table(columns, tuple(t.row(one) for one in found.people))
    return head, Note(t.point(found), "strong"), table, Note(t("how"), "quiet")


def dossier_view(name: str, found: Sequence[Dossier], as_of: object, texts: Texts) -> tuple[Block, ...]:
    """The blocks of everything that is kept of a person, plan by plan; every sentence is addressed to them."""
    t = Words(texts)
    facts = sum(len(one.facts) for one in found)
    blocks: list[Block] = [
        Heading(name, t("as_of", day=as_of)),
        Note(t("dossier", facts=facts, plans=len(found)), "strong"),
    ]
    for one in found:
        blocks += [Heading(one.account_name, level=2), Lines(tuple(t.ground(one)))]
        blocks += t.tables(one.facts)
    return (*blocks, Note(t("rights"), "quiet"))


def erasure_view(found: Sequence[Erasure], texts: Texts) -> tuple[Block, ...]:
    """The blocks of what an erasure takes away."""
    t = Words(texts)
    new = found[0].new
    columns = tuple(Column(t(key)) for key in ("plan", "values", "lines", "mentions"))
    rows = [(one.subject.name, str(one.values), str(one.lines), str(one.mentions)) for one in found]
    table = Table(columns, tuple(tuple(map(Cell, row)) for row in rows))
    return (
        Heading(t("erase", who=found[0].subject.names[0] if found[0].subject.names else found[0].subject.id, new=new)),
        table,
        Note(t("stays")),
    )


class Words:
    """The words of these pages in one language."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"person.{key}", **values)

    def point(self, found: Holdings) -> str:
        """What has to go now, else what comes first."""
        if found.over:
            names = self.texts.join(dict.fromkeys(one.name for one in found.over[:3]))
            return self("point_over", count=len(found.over), who=names)
        lacking = [one for one in found.people if one.lacking]
        if lacking:
            return self("point_lacking", count=len(lacking))
        first = found.people[0]
        return self("point_first", who=first.name, day=first.ends) if first.ends else self("point_fine")

    def row(self, one: Holding) -> tuple[Cell, ...]:
        """One person as a row."""
        title = f" {one.title}" if one.title else ""
        basis = self.texts.term(one.basis) if one.basis else "?"
        judged = one.inferences[0] if one.inferences else None
        told = self("judgement", kind=self(f"kind_{judged.kind.value}"), until=judged.until) if judged else ""
        return (
            Cell(f"{one.name}{title}"),
            Cell(f"{one.account}/{one.id}", "quiet"),
            Cell(basis, "plain" if one.basis else "warn"),
            Cell(str(one.notice_on or "?"), "plain" if one.notice_on else "warn"),
            Cell(str(one.until or "")),
            Cell(told),
            self.state(one),
        )

    def state(self, one: Holding) -> Cell:
        """What is up with a person's data."""
        words = [self("lacking")] if one.lacking else []
        tone: Tone = "warn" if one.lacking else "plain"
        if one.days is not None and one.days < 0:
            words, tone = [self("over", days=-one.days), *words], "bad"
        elif one.days is not None and one.days <= SOON:
            words, tone = [self("soon", days=one.days), *words], "warn"
        return Cell(self.texts.join(words), tone)

    def ground(self, one: Dossier) -> Iterator[Line]:
        """On which ground, since when, until when, and what for."""
        kept = one.privacy
        yield Line(self("basis"), self.texts.term(kept.basis) if kept.basis else self("no_basis"))
        if kept.purpose:
            yield Line(self("purpose"), kept.purpose)
        if kept.notice_on:
            yield Line(self("notice"), kept.notice_on.isoformat())
        if kept.expires:
            yield Line(self("until"), kept.expires.isoformat())

    def tables(self, facts: Sequence[Fact]) -> Iterator[Table]:
        """The facts in a table for each part of the plan; a day and a source stand beside their fact."""
        columns = tuple(Column(self(key)) for key in ("what", "value", "date", "source", "tier"))
        told = [one for one in facts if one.key not in BESIDE]
        for part, own in groupby(told, key=part_of):
            yield Table(columns, tuple(self.fact(one) for one in own), description(self.texts, *part))

    def fact(self, fact: Fact) -> tuple[Cell, ...]:
        """One fact as a row: what it is, the value in words, its day, its source, its tier."""
        source = words(Source).get((fact.source or "").casefold())
        told = self.texts.term(source) if source is not None else ""
        what = description(self.texts, fact.section, fact.key)
        return (Cell(what), Cell(self.value(fact)), Cell(str(fact.date or "")), Cell(told, "quiet"), Cell(fact.tier))

    def value(self, fact: Fact) -> str:
        """A value, with the label of a listed one, behind the name of the need, criterion or axis it is about."""
        kind: object = Plan
        about = []
        for step in fact.path:
            keys = get_args(kind)[0] if get_origin(kind) is dict else None
            if isinstance(keys, type) and issubclass(keys, Term):
                about.append(self.label(keys, str(step)))
            kind = below(kind, step)
        kind = below(kind, fact.key) if is_section(kind) else kind
        return ": ".join([*about, self.label(kind, fact.value)])

    def label(self, kind: object, text: str) -> str:
        """The label of a listed value, also where one stands for a list; any other text as it is."""
        if get_origin(kind) is tuple:
            kind = get_args(kind)[0]
        if isinstance(kind, type) and issubclass(kind, Term):
            found = words(kind).get(text.strip().casefold())
            return self.texts.term(found) if found is not None else text
        return text


def part_of(fact: Fact) -> tuple[str, str]:
    """The key under which a fact stands: of the person's own entry, or of the plan."""
    own = fact.path[0] == "stakeholders" and fact.section != "stakeholder"
    return ("stakeholder", str(fact.path[2])) if own else ("plan", str(fact.path[0]))
