"""Tiers as a sales leader reads them: who stands wrong, the grid, the terms, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kamtool.analysis.tier_grid import GRID, LEAST_COMPARED, RANKED
from kamtool.analysis.tier_terms import About, Level, Term
from kamtool.analysis.tiers import Move, Placed, Tiers
from kamtool.model.values import Tier, YesNo
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Box, Cell, Column, Fact, Facts, Grid, Heading, Note, Table, Tone
from kamtool.view.figures import NOTHING, UNKNOWN
from kamtool.view.money import exact
from kamtool.view.tier_words import SIGNS, TONES, Words

WORTH = (About.PROFIT, About.MARGIN, About.GROWTH, About.OPEN_VALUE, About.STRATEGIC, About.OBJECT)
STANDING = (About.RELATIONSHIP, About.SUPPORT, About.SHARE, About.SERVICE, About.RHYTHM)
DOWN = (Level.HIGH, Level.MIDDLE, Level.LOW)
ACROSS = (Level.LOW, Level.MIDDLE, Level.HIGH)
IN_BOX, ROWS, BULLETS, ASKED = 8, 40, 10, 4
# What is missing, where a term may lack one thing or another.
ASK_BY_REASON = {
    "few": "few",
    "other_currency": "other_currency",
    "no_cost": "cost",
    "no_gross_profit": "gross_profit",
    "no_revenue": "revenue",
    "one_missing": "revenue",
    "two_currencies": "one_currency",
}
# What no answer would tell: the profit behind a margin is asked for already.
BEYOND_ASKING = {
    (About.MARGIN, "no_profit"),
    (About.MARGIN, "not_sold"),
    (About.MARGIN, "nothing_sold"),
    (About.GROWTH, "from_nothing"),
    (About.RHYTHM, "few"),
}
TIER_TONES: Mapping[Tier | None, Tone] = {Tier.A: "good", Tier.B: "strong", Tier.DELEGATE: "warn", None: "quiet"}


def tiers_view(found: Tiers, texts: Texts, places: Mapping[str, Mapping[str, str]] | None = None) -> tuple[Block, ...]:
    """The blocks of a portfolio; with *places* (by file and term) every term in a sentence with where it stands."""
    t = View(found, texts)
    head = Heading(t("title"), found.as_of.isoformat())
    if not found.placed:
        return head, Note(t("nothing"), "strong")
    blocks: list[Block] = [head, Note(t.point(), "strong"), t.grid(), *t.off_grid()]
    blocks += [t.terms("worth", WORTH), t.terms("standing", STANDING), Note(t("legend"), "quiet")]
    for key, moves in (("up", (Move.PROMOTE,)), ("down", (Move.DEMOTE,)), ("assign", (Move.ASSIGN,))):
        blocks += t.section(key, [t.moved(one) for one in found.moved(*moves)])
    blocks += t.section("unknown", [t.asking(one) for one in found.moved(Move.UNKNOWN)])
    blocks += t.section("standards", list(t.broken()))
    blocks += t.section("unplanned", [t.unplanned(one.name, one.profit) for one in found.unplanned])
    alike = [Note(t("alike", customer=one.customer, plan=one.name, id=one.plan), bullet=True) for one in found.alike]
    blocks += t.section("alike", alike)
    blocks += t.basis()
    if places is not None:
        blocks += t.explained(places)
    return tuple(blocks)


def tiers_picture(found: Tiers, texts: Texts) -> tuple[Block, ...]:
    """The grid alone, with its point."""
    t = View(found, texts)
    return Heading(t("title"), found.as_of.isoformat()), Note(t.point(), "strong"), t.grid(), *t.off_grid()


def tiers_csv(found: Tiers, texts: Texts) -> tuple[Block, ...]:
    """An account a row: each term's level, its figure in every digit, the axes, claimed and proposed tier."""
    t = View(found, texts)
    abouts = (*WORTH, *STANDING)
    keys = ("id", "account", "owner", "claimed", "proposed", "move", "attractiveness", "position")
    last = ("contact_every", "contact_days", "contact_kept", "reviewed_days", "review_kept", "sponsor")
    titles = [t(f"csv_{key}") for key in keys]
    for about in abouts:
        titles += [t(about.value), t("csv_level", about=t(about.value))]
    titles += [t(f"csv_{key}") for key in last]
    rows = []
    for one in found.placed:
        row = [one.id, one.name, one.owner or "", t.tier_or_empty(one.claimed)]
        row += [t.tier_or_empty(one.tier), one.move.value, one.attractiveness.value, one.position.value]
        for about in abouts:
            term = one.term(about)
            row += ["", ""] if term is None else [bare(term), term.level.value]
        kept = one.standard
        row += [number(kept.every), number(kept.days), answer(kept.contact)]
        row += [number(kept.reviewed_days), answer(kept.review), answer(kept.sponsor)]
        rows.append(tuple(Cell(text) for text in row))
    return (Table(tuple(Column(title) for title in titles), tuple(rows)),)


def number(value: int | None) -> str:
    """A number for a machine; nothing for what is unknown."""
    return "" if value is None else str(value)


def answer(value: YesNo) -> str:
    """Yes or no for a machine; nothing for what is unknown."""
    return "" if value is YesNo.UNKNOWN else value.value


def bare(term: Term) -> str:
    """A term's figure for a machine; nothing where there is none."""
    match term.about:
        case About.PROFIT | About.OPEN_VALUE:
            return exact(term.money.amount) if term.money is not None else ""
        case About.RHYTHM:
            return number(term.days)
        case About.RELATIONSHIP:
            return "" if term.level is Level.UNKNOWN else term.reason
        case About.OBJECT:
            return number(term.count)
        case About.SERVICE:
            return term.reason if term.reason == "failure" else number(term.count)
        case _:
            return f"{term.share:.4f}" if term.share is not None else ""


class View(Words):
    """The parts of one picture."""

    def point(self) -> str:
        """How many stand where their plan puts them, and how many do not."""
        placed = self.found.placed
        counts = {one: sum(each.move is one for each in placed) for one in Move}
        values = {"count": len(placed), "keep": counts[Move.KEEP], "up": counts[Move.PROMOTE]}
        values |= {"down": counts[Move.DEMOTE], "unknown": counts[Move.UNKNOWN], "new": counts[Move.ASSIGN]}
        parts = [
            self(f"part_{key}_one" if values[key] == 1 else f"part_{key}", count=values[key])
            for key in ("down", "up", "new", "unknown")
            if values[key]
        ]
        if not parts:
            return self("point_all", count=len(placed))
        return self("point", count=len(placed), keep=values["keep"], parts=self.fold("semicolon", parts))

    def grid(self) -> Grid:
        """Attractiveness down, position across."""
        rows = tuple(tuple(self.box(down, across) for across in ACROSS) for down in DOWN)
        across = tuple(self("across", level=self.level(level)) for level in ACROSS)
        return Grid(rows, across, tuple(self("down_title", level=self.level(level)) for level in DOWN))

    def box(self, attractiveness: Level, position: Level) -> Box:
        """One field: the tier that follows, and who stands there."""
        tier = GRID[attractiveness, position]
        here = [one for one in self.found.placed if (one.attractiveness, one.position) == (attractiveness, position)]
        lines = [self.in_box(one) for one in here[:IN_BOX]]
        if len(here) > IN_BOX:
            lines.append(Cell(self("more", count=len(here) - IN_BOX), "quiet"))
        note = self(f"advice_{tier.value.lower()}")
        return Box(self.texts.term(tier), note, tuple(lines), TIER_TONES.get(tier, "plain"))

    def in_box(self, one: Placed) -> Cell:
        """An account in its field, with the tier its plan claims and the one proposed where they are others."""
        if one.tier is not GRID[one.attractiveness, one.position]:
            return Cell(self("held", who=one.name, tier=one.tier), "warn")
        if one.move in (Move.PROMOTE, Move.DEMOTE):
            return Cell(self("was", who=one.name, tier=self.texts.term(one.claimed)), "warn")
        return Cell(one.name)

    def off_grid(self) -> Iterator[Block]:
        """Who cannot be placed on the grid."""
        off = [one for one in self.found.placed if Level.UNKNOWN in (one.attractiveness, one.position)]
        if off:
            names = [one.name for one in off[:IN_BOX]]
            shown = self.texts.join(names)
            more = len(off) - len(names)
            yield Note(self("off_grid", names=self("and_more", names=shown, count=more) if more > 0 else shown))

    def terms(self, key: str, abouts: Sequence[About]) -> Table:
        """One axis: an account a row, a term a column, the level that follows."""
        there = [one for one in abouts if any(each.term(one) for each in self.found.placed)]
        titles = [self("account"), *(self(one.value) for one in there), self("axis")]
        rows = []
        for one in self.found.placed[:ROWS]:
            cells = [Cell(one.name)]
            for about in there:
                term = one.term(about)
                cells.append(Cell(NOTHING, "quiet") if term is None else self.cell(term))
            level = one.attractiveness if key == "worth" else one.position
            cells.append(Cell(self.level(level), TONES[level]))
            rows.append(tuple(cells))
        title = self(f"{key}_title")
        if len(self.found.placed) > ROWS:
            title = self("first_rows", title=title, count=ROWS, all=len(self.found.placed))
        return Table(tuple(Column(one) for one in titles), tuple(rows), title)

    def cell(self, term: Term) -> Cell:
        """A term: its figure and the sign of its level."""
        if term.level is Level.UNKNOWN and term.money is None:
            return Cell(UNKNOWN, "quiet")
        return Cell(f"{self.figure(term)} {SIGNS[term.level]}".strip(), TONES[term.level])

    def section(self, key: str, notes: Sequence[Note]) -> list[Block]:
        """A part of the answer, if there is anything in it; the first few of many."""
        if not notes:
            return []
        more = [Note(self("more", count=len(notes) - BULLETS), "quiet", bullet=True)] if len(notes) > BULLETS else []
        return [Heading(self(f"{key}_heading"), level=2), *notes[:BULLETS], *more]

    def moved(self, one: Placed) -> Note:
        """Who should move, why, and what would change that."""
        reasons = self.reasons(one)
        assigned = one.claimed is Tier.UNKNOWN
        text = self("assign" if assigned else "moved", who=one.name, old=one.claimed, new=one.tier, reasons=reasons)
        if one.tier is Tier.DELEGATE and one.failing:
            text = self.fold("gap", (text, self("first_mend")))
        if one.recovery and one.move is Move.DEMOTE:
            text = self.fold("gap", (text, self("recovery", plan=one.recovery.rstrip("。."))))
        changes = self.changes(one)
        return Note(self.fold("gap", (text, changes)) if changes else text, bullet=True)

    def asking(self, one: Placed) -> Note:
        """What to find out before a tier can be told."""
        wanted = dict.fromkeys(what for about in one.ask if (what := self.wanted(one.term(about))))
        what = self.fold("semicolon", list(wanted)[:ASKED])
        if len(one.possible) == len(RANKED):
            return Note(self("asking_any", who=one.name, what=what), bullet=True)
        tiers = self.fold("or", [self.texts.term(tier) for tier in one.possible])
        return Note(self("asking", who=one.name, tiers=tiers, what=what), bullet=True)

    def wanted(self, term: Term | None) -> str:
        """What would tell a term: for an amount that is known, something to compare it with; nothing if nothing can."""
        if term is None:
            return UNKNOWN
        if (term.about, term.reason) in BEYOND_ASKING:
            return ""
        own = ASK_BY_REASON.get(term.reason, term.about.value)
        return self(f"ask_{own}", year=self("in_year", year=term.year) if term.year else "")

    def broken(self) -> Iterator[Note]:
        """Where the standard of the claimed tier is not kept, the longest overdue first."""
        failed = [one for one in self.found.placed if self.lapses(one)]
        failed.sort(key=lambda one: -((one.standard.days or 0) - (one.standard.every or 0)))
        for one in failed:
            values = {"who": one.name, "tier": one.claimed, "what": self.fold("comma", self.lapses(one))}
            yield Note(self("lapse", **values), bullet=True)

    def unplanned(self, name: str, profit: object) -> Note:
        """A customer worth a plan."""
        return Note(self("unplanned", who=name, profit=self.amount(profit)), bullet=True)

    def basis(self) -> Iterator[Block]:
        """What money was compared with, and the standard of each tier."""
        key = "compared_ledger" if self.found.ledger else "compared"
        key = "compared_few" if self.found.of < LEAST_COMPARED else key
        rows = [Fact(self("basis"), self(key, count=self.found.of, file=self.found.ledger or ""))]
        every = {one.claimed: one.standard.every for one in self.found.placed if one.standard.every}
        if self.found.taken:
            names = self.found.taken[:IN_BOX]
            more = len(self.found.taken) - len(names)
            shown = self.texts.join(names)
            shown = self("and_more", names=shown, count=more) if more > 0 else shown
            rows.append(Fact("", self("taken", currency=self.found.taken_as or "", names=shown)))
        days = [self("every", tier=tier, days=every[tier]) for tier in Tier if tier in every]
        if days:
            rows.append(Fact("", self("cadence", tiers=self.fold("comma", days))))
        yield Facts(tuple(rows))

    def explained(self, places: Mapping[str, Mapping[str, str]]) -> Iterator[Block]:
        """Every term of every account in a sentence, with its place; then what single term would change it."""
        for one in self.found.placed:
            tier = self("open") if one.tier is None else self.texts.term(one.tier)
            note = self("levels", worth=self.level(one.attractiveness), standing=self.level(one.position), tier=tier)
            yield Heading(one.name, note, level=2)
            for term in (*one.worth, *one.standing):
                place = places.get(one.file, {}).get(term.about.value, "")
                said = self("term", about=self(term.about.value), level=self.level(term.level), why=self.said(term))
                text = self.texts("ages.at", text=said, places=place) if place else said
                yield Note(text, TONES[term.level], bullet=True)
            changes = self.changes(one, every=True)
            if changes:
                yield Note(changes, "quiet")
