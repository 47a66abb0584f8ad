"""A deal on another school's scorecard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kamtool.analysis.ages import Kind
from kamtool.analysis.known import Standing
from kamtool.analysis.scorecard import Scorecard, Scored
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Cell, Column, Heading, Note, Table, Tone
from kamtool.view.footing import Footing

SIGNS: dict[Standing, tuple[str, Tone]] = {
    Standing.YES: ("+", "good"),
    Standing.PARTLY: ("~", "warn"),
    Standing.NO: ("−", "bad"),
    Standing.UNKNOWN: ("?", "quiet"),
}
MOST = 3
WORST = (Standing.NO, Standing.UNKNOWN, Standing.PARTLY)

KINDS = (Kind.ANSWER, Kind.BUDGET, Kind.EVENT, Kind.DECISION, Kind.DEMAND, Kind.ATTITUDE, Kind.AUTHORITY)


def scorecard_view(
    found: Scorecard, texts: Texts, explain: bool = False, footing: Footing | None = None
) -> tuple[Block, ...]:
    """The blocks of a scorecard; with *explain* which facts answer each question."""
    t = Words(found, texts)
    head = Heading(found.account, t("title", pack=found.pack[texts.lang], deal=found.deal or t("no_deal")))
    if not found.rows:
        return head, Note(t("empty"))
    blocks: list[Block] = [head, Note(t.point(), "strong"), t.table()]
    gaps = tuple(t.gaps())
    blocks += [Heading(t("gaps"), level=2), *gaps] if gaps else []
    blocks += (footing or Footing(texts)).old(*KINDS)
    if found.about[texts.lang]:
        blocks.append(Note(found.about[texts.lang], "quiet"))
    if found.source[texts.lang]:
        blocks.append(Note(t("source", source=found.source[texts.lang]), "quiet"))
    if explain:
        lines = (Note(t("fact", ask=one.ask[texts.lang], facts=list(one.facts)), bullet=True) for one in found.rows)
        blocks += [Heading(t("explain"), level=2), Note(t("explain_rule")), *lines]
        blocks += (footing or Footing(texts)).terms(*KINDS)
    return tuple(blocks)


class Words:
    """The words of one scorecard in one language."""

    def __init__(self, found: Scorecard, texts: Texts) -> None:
        self.found = found
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"scorecard.{key}", **values)

    def point(self) -> str:
        """How many stand, and the first gap."""
        counts = {str(one): self.found.count(one) for one in Standing}
        key = "point_all" if self.found.count(Standing.YES) == len(self.found.rows) else "point"
        return self(key, total=len(self.found.rows), **counts)

    def table(self) -> Table:
        """Every question with its standing and what that rests on, under its part."""
        rows: list[tuple[Cell, ...]] = []
        before = ""
        for one in self.found.rows:
            part = one.part[self.texts.lang]
            if part and part != before:
                rows.append((Cell(part, "strong"), Cell(""), Cell("")))
            before = part
            rows.append(self.row(one))
        return Table((Column(self("question")), Column(self("stands")), Column(self("rests"))), tuple(rows))

    def row(self, one: Scored) -> tuple[Cell, ...]:
        """One question."""
        sign, tone = SIGNS[one.standing]
        stands = Cell(f"{sign} {self(str(one.standing))}", tone)
        shown = [self.shown(*each) for each in one.shown[:MOST]]
        more = len(one.shown) - MOST
        evidence = self.texts.join(shown)
        return (
            Cell(one.ask[self.texts.lang]),
            stands,
            Cell(self("more", shown=evidence, count=more) if more > 0 else evidence),
        )

    def shown(self, text: str, day: dt.date | None) -> str:
        """One piece of evidence."""
        return self("dated", text=text, day=day) if day else text

    def gaps(self) -> Iterator[Note]:
        """What is missing, as the question to ask: what is known to be missing first."""
        for standing in WORST:
            for one in self.found.rows:
                if one.standing is standing:
                    sign, _ = SIGNS[standing]
                    yield Note(self("gap", sign=sign, gap=one.gap[self.texts.lang]), bullet=True)
