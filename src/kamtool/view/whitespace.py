"""The whitespace map as a person reads it: where to grow, the map itself, and whom to ask about the rest."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from kamtool.analysis.ages import Kind
from kamtool.analysis.whitespace import Contact, Square, Whitespace
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Cell, Column, Fact, Facts, Heading, Note, Table, Tone
from kamtool.view.footing import Footing
from kamtool.view.money import amount

SIGNS: dict[str, tuple[str, Tone]] = {
    "won": ("✓", "good"),
    "open": ("▶", "warn"),
    "rival": ("✗", "bad"),
    "none": ("–", "quiet"),
    "unknown": ("?", "quiet"),
}
MOST = 4
# Squares carry no day; that somebody accepts us does, and says whom to ask first.
KINDS = (Kind.ATTITUDE,)


def whitespace_view(
    found: Whitespace, texts: Texts, explain: bool = False, footing: Footing | None = None
) -> tuple[Block, ...]:
    """The blocks of a map; with *explain* when those to ask first were last seen to accept us."""
    rests = footing or Footing(texts)
    t = Words(found, texts, rests)
    head = Heading(found.account, t("title"))
    if not found.squares:
        return head, Note(t("empty"))
    blocks: list[Block] = [head, Note(t.point(), "strong"), t.table(), Facts(tuple(t.facts()))]
    todo = tuple(t.todo())
    if todo:
        blocks += [Heading(t("todo"), level=2), *todo]
    blocks += rests.old(*KINDS)
    return (*blocks, *rests.terms(*KINDS)) if explain else tuple(blocks)


class Words:
    """The words of one map in one language."""

    def __init__(self, found: Whitespace, texts: Texts, footing: Footing) -> None:
        self.found = found
        self.footing = footing
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"whitespace.{key}", **values)

    def point(self) -> str:
        """What the map says in one sentence."""
        found = self.found
        won, unknown, every = found.count("won"), found.count("unknown"), len(found.squares)
        if 2 * unknown >= every:
            return self("point_unknown", unknown=unknown, every=every)
        if found.rivals:
            rival, held = found.rivals[0]
            return self("point_rival", won=won, every=every, rival=rival, held=held)
        return self("point", won=won, open=found.count("open"), every=every)

    def table(self) -> Table:
        """Offerings down, units across."""
        columns = (Column(self("offering")), *(Column(unit) for unit in self.found.units))
        rows = tuple(
            (Cell(offering), *(self.cell(self.found.at(offering, unit)) for unit in self.found.units))
            for offering in self.found.offerings
        )
        return Table(columns, rows)

    def cell(self, square: Square) -> Cell:
        """One square: its sign, its word, the amount where there is one."""
        sign, tone = SIGNS[square.state]
        word = square.rival or self.texts(f"whitespace.{square.state}")
        shown = "" if square.amount is None else f" {amount(square.amount, self.texts.lang)}"
        return Cell(f"{sign} {word}{shown}", tone)

    def facts(self) -> Iterator[Fact]:
        """How much is whose."""
        counts = [(state, self.found.count(state)) for state in SIGNS]
        words = [self("count", state=self(state), count=count) for state, count in counts if count]
        yield Fact(self("squares"), " · ".join(words))
        for at, (rival, held) in enumerate(self.found.rivals):
            yield Fact(self("rivals") if at == 0 else "", self("held", rival=rival, held=held))

    def todo(self) -> Iterator[Block]:
        """Whom to ask about what, and where a rival sits at a unit that accepts us."""
        who = {one.unit: one for one in self.found.contacts}
        for square in self.found.to_ask[:MOST]:
            yield Note(
                self("ask", who=self.name(who[square.unit]), offering=square.offering, unit=square.unit), bullet=True
            )
        strange = [one for one in self.found.squares if one.state == "unknown" and one.unit not in who]
        if strange:
            units = self.texts.join(dict.fromkeys(one.unit for one in strange))
            yield Note(self("nobody", units=units, count=len(strange)), bullet=True)
        held = (one for one in self.found.squares if one.state == "rival" and one.unit in who and who[one.unit].accepts)
        for one in islice(held, 1):
            line = self("against", who=self.name(who[one.unit]), unit=one.unit, rival=one.rival, offering=one.offering)
            yield Note(line, bullet=True)

    def name(self, one: Contact) -> str:
        """Whom to ask, marked when they accepted us long ago."""
        return self.footing.marked(one.name, Kind.ATTITUDE, one.id) if one.accepts else one.name
