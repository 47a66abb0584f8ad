"""The triangle of customer, competitor and us as a table, with a question for every empty field."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from kamtool.analysis.ages import Kind as Aged
from kamtool.analysis.triangle import US, Corner, Kind, Row, Said, Triangle
from kamtool.model.values import Axis, Factor, OrganizationNeed, Source
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Cell, Column, Heading, Note, Table
from kamtool.view.footing import Footing
from kamtool.view.signs import percent

MOST_BLANKS = 7
# Short facts stand together; longer ones each for themselves.
JOINED = frozenset({Kind.CRITERION, Kind.SCORE, Kind.PURCHASE, Kind.ALLY})
FRAMES = {Kind.CRITERION: "criterion", Kind.STRENGTH: "said_strength", Kind.WEAKNESS: "said_weakness"}


def triangle_view(found: Triangle, texts: Texts, footing: Footing) -> Iterator[Block]:
    """The blocks of a triangle; without a single fact only the question for rivals."""
    t = Words(found, texts, footing)
    if found.is_empty and found.rival is None:
        yield Note(t("chosen_none"), bullet=True)
        return
    yield Heading(t("triangle"), t("against", rival=found.rival_name) if found.rival else t("against_none"), level=2)
    if not found.is_empty:
        yield t.table()
    yield Note(t(f"chosen_{found.chosen.value if found.chosen else 'none'}", rival=found.rival_name), "quiet")
    if t.starred:
        yield Note(t("by_words"), "quiet")
    if found.unknown:
        yield Heading(t("blank"), level=2)
        yield from t.blanks()


class Words:
    """The words of one triangle in one language."""

    def __init__(self, found: Triangle, texts: Texts, footing: Footing) -> None:
        self.found = found
        self.footing = footing
        self.texts = texts
        rows = (*found.rows, found.unsorted)
        self.starred = any(said.by_words for row in rows for said in (*row.customer, *row.competitor, *row.us))

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"swot.{key}", **values)

    def table(self) -> Table:
        """The seven factors, and what fits none of them."""
        columns = (
            Column(self("factor")),
            Column(self("customer")),
            Column(self.found.rival_name or self("competitor")),
            Column(self("us")),
        )
        rows = [cells for row in self.found.rows for cells in self.rows(row)]
        return Table(columns, (*rows, *self.rows(self.found.unsorted)))

    def rows(self, row: Row) -> Iterator[tuple[Cell, ...]]:
        """One factor at the three corners, fact by fact; a corner without any is unknown."""
        title = self.texts.term(row.factor) if row.factor else self("unsorted")
        blank = [Cell(self("unknown"), "quiet")] if row.factor else []
        whose = ((row.customer, ""), (row.competitor, self.found.rival or ""), (row.us, US))
        corners = [[Cell(said) for said in self.said(facts, row.factor, one)] or blank for facts, one in whose]
        for i, cells in enumerate(zip_longest(*corners, fillvalue=Cell(""))):
            yield Cell("" if i else title, "strong"), *cells

    def said(self, facts: tuple[Said, ...], axis: Axis | None, vendor: str) -> Iterator[str]:
        """The facts of one field in words; criteria, scores and the like in one breath."""
        for kind, by_words in dict.fromkeys((one.kind, one.by_words) for one in facts):
            here = [one for one in facts if (one.kind, one.by_words) == (kind, by_words)]
            words = [self.words(one) + self.old(one, axis, vendor) for one in here]
            for text in [self.texts.join(words)] if kind in JOINED else words:
                framed = self(FRAMES[kind], text=text) if kind in FRAMES else text
                yield self("starred", said=framed) if by_words else framed

    def old(self, one: Said, axis: Axis | None, vendor: str) -> str:
        """The sign of a fact that is stale; of a need of the firm when what we know of any of these people is."""
        match one.kind:
            case Kind.RATING if axis:
                return self.footing.mark(Aged.RADAR, vendor, axis.value)
            case Kind.CRITERION | Kind.SCORE:
                return self.footing.mark(Aged.CRITERIA, one.text)
            case Kind.NEED:
                return self.footing.mark(Aged.DEMAND, one.text)
            case Kind.FIRM_NEED:
                stale = (about for kind, about in self.footing.stale if kind is Aged.NEEDS and about[1] == one.text)
                return next((self.footing.mark(Aged.NEEDS, *about) for about in stale), "")
            case Kind.STRENGTH | Kind.WEAKNESS | Kind.OPPORTUNITY | Kind.THREAT:
                return self.footing.mark(Aged.SWOT, one.text)
            case _:
                return ""

    def words(self, one: Said) -> str:
        """A fact without what its kind puts round it."""
        match one.kind:
            case Kind.RATING:
                key = "rating_said" if one.evidence else "rating"
                key += "" if one.by is Source.UNKNOWN else "_by"
                return self(key, value=one.value, by=one.by, evidence=self.texts.join(one.evidence))
            case Kind.CRITERION if one.value is not None:
                return self("weighed", text=one.text, value=one.value)
            case Kind.SCORE:
                return self("scored", text=one.text, value=one.value)
            case Kind.FIRM_NEED:
                return self("firm_need", count=one.value, text=OrganizationNeed(one.text))
            case Kind.PURCHASE:
                return self("purchase", text=Factor(one.text), value=one.value)
            case Kind.SHARE:
                return self("share", value=percent(float(one.value) if one.value is not None else None))
            case Kind.NEED | Kind.ALLY:
                return self(one.kind.value, text=one.text)
            case _:
                return one.text

    def blanks(self) -> Iterator[Note]:
        """A question for each empty field, the customer's first."""
        rival = self.found.rival_name or self("the_rival")
        able = [one for one in self.found.unknown if one[1] is Corner.US or not self.found.notice]
        if self.found.notice:
            yield Note(self.texts("questions.tender"), "warn")
        for axis, corner in able[:MOST_BLANKS]:
            yield Note(self(f"ask_{axis.value}_{corner.value}", rival=rival), bullet=True)
        rest = len(self.found.unknown) - len(able[:MOST_BLANKS])
        if rest > 0:
            yield Note(self("more_blanks", count=rest), "quiet")
