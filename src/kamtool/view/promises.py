"""The ledger of promises as a person reads it: who owes what how long, whose word holds, and where to begin."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.debts import Kept
from kamtool.analysis.promises import Age, Done, Ledger, Owed, Side
from kamtool.model.values import Influence, Party
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.blocks import Block, Cell, Column, Fact, Facts, Heading, Note, Table, Tone
from kamtool.view.footing import Footing
from kamtool.view.page_words import PageWords, once

TONES: dict[Age, Tone] = {
    Age.NO_DAY: "quiet",
    Age.NOT_DUE: "plain",
    Age.WEEK: "warn",
    Age.MONTH: "warn",
    Age.QUARTER: "bad",
    Age.OLDER: "bad",
}
ORDER = (Age.NOT_DUE, Age.WEEK, Age.MONTH, Age.QUARTER, Age.OLDER, Age.NO_DAY)
MOST = 12
MOST_LATE = 3
SOON = 7


def promises_view(
    found: Ledger, texts: Texts, explain: bool = False, footing: Footing | None = None
) -> tuple[Block, ...]:
    """The blocks of a ledger; with *explain* every promise that counts toward a side's word."""
    t = Words(found, texts)
    blocks: list[Block] = [Heading(found.account, t.scope())]
    if not found.total:
        return (*blocks, Note(t("empty"), "strong"))
    blocks += [Note(t.point(), "strong"), t.ages()]
    late = tuple(once(t.late()))
    if late:
        blocks.append(Facts(late))
    blocks += t.waiting(Party.US, found.we_owe)
    blocks += t.waiting(Party.CUSTOMER, found.they_owe)
    doing = tuple(Note(words, bullet=True) for words in t.doing())
    if doing:
        blocks += [Heading(t("do"), level=2), *doing]
    if explain:
        blocks += t.terms(footing or Footing(texts))
    return tuple(blocks)


def promises_csv(found: Ledger, texts: Texts) -> tuple[Block, ...]:
    """Every promise as a row for a spreadsheet, the open ones first."""
    t = Words(found, texts)
    keys = ("by", "what", "person", "owner", "deal", "made", "due", "kept", "late", "age")
    return (Table(tuple(Column(t(f"csv_{key}")) for key in keys), tuple(t.rows())),)


class Words:
    """The words of one ledger in one language."""

    def __init__(self, found: Ledger, texts: Texts) -> None:
        self.found = found
        self.texts = texts
        self.page = PageWords(texts)

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"promises.{key}", **values)

    def days(self, key: str, count: int, **values: object) -> str:
        """A sentence with a number of days, in the singular for one."""
        return self(f"{key}_one" if count == 1 else key, count=count, **values)

    def scope(self) -> str:
        """Whether it is about the account or a deal."""
        return " · ".join(word for word in (self("title"), self.found.deal or "") if word)

    def point(self) -> str:
        """What is overdue both ways, and where it hurts most."""
        ours, theirs = self.found.ours, self.found.theirs
        words = [self("point", ours=self.balance(ours), theirs=self.balance(theirs))]
        hurts = self.found.hurts
        if hurts:
            who = hurts.person or self.found.account
            key = "point_trust" if hurts.at_trust else "point_late"
            words.append(self.days(key, hurts.late or 0, who=who, what=hurts.what))
        elif self.found.we_owe and self.found.we_owe[0].due:
            first = self.found.we_owe[0]
            who = first.person or self.found.account
            words.append(self("point_next", who=who, what=first.what, day=first.due))
        return ("" if self.texts.lang is Lang.ZH else " ").join(words)

    def balance(self, side: Side) -> str:
        """How much one side owes, and how much of it is overdue."""
        if not side.open:
            return self("nothing")
        key = "open" if not side.late else "open_late" if side.late < side.open else "all_late"
        return self(key, count=side.open, late=side.late)

    def ages(self) -> Table:
        """Both sides by age, as receivables are shown."""
        columns = (Column(""), *(Column(self(age.value), "right") for age in ORDER), Column(self("in_time"), "right"))
        rows = (self.age_row(self.found.ours, "ours"), self.age_row(self.found.theirs, "theirs"))
        return Table(columns, rows, self("ages"))

    def age_row(self, side: Side, key: str) -> tuple[Cell, ...]:
        """One side by age."""
        counts = dict(side.ages)
        numbers = (Cell(str(counts[age]), TONES[age]) if counts[age] else Cell("·", "quiet") for age in ORDER)
        return Cell(self(key), "strong"), *numbers, self.kept(side.word)

    def kept(self, word: Kept) -> Cell:
        """How many that fell due were kept in time; in bare numbers, for they are few."""
        if not word.due:
            return Cell(self("none_due"), "quiet")
        return Cell(self("x_of_y", count=word.in_time, all=word.due), "plain" if word.in_time == word.due else "warn")

    def late(self) -> Iterator[Fact]:
        """What was kept, but late."""
        for side, key in ((self.found.ours, "ours_late"), (self.found.theirs, "theirs_late")):
            for one in [one for one in self.found.done if one.by is side.by and (one.late or 0) > 0][:MOST_LATE]:
                who = one.person or self.found.account
                yield Fact(self(key), self.days("kept_late", one.late or 0, what=one.what, who=who), "warn")

    def waiting(self, by: Party, owed: tuple[Owed, ...]) -> Iterator[Block]:
        """Who waits for what, the oldest first."""
        if not owed:
            return
        ours = by is Party.US
        keys = ("person", "what", "owner", "due") if ours else ("promiser", "what", "due")
        rows = tuple(self.row(one, ours) for one in owed[:MOST])
        yield Table(tuple(Column(self(key)) for key in keys), rows, self("they_wait" if ours else "we_wait"))
        if len(owed) > MOST:
            yield Note(self.page("more", count=len(owed) - MOST), "quiet")

    def row(self, one: Owed, ours: bool) -> tuple[Cell, ...]:
        """An open promise."""
        owner = () if not ours else (self.owner(one),)
        due = self.page("no_day")
        if one.due is not None:
            due = self.page("by_day", day=one.due, when=self.page.due(-(one.late or 0)))
        return self.person(one), Cell(one.what), *owner, Cell(due, TONES[one.age])

    def owner(self, one: Owed) -> Cell:
        """Who keeps our word: as named, else, quietly, who owns the plan."""
        if one.owner:
            return Cell(one.owner)
        return Cell(self.found.keeper, "quiet") if self.found.keeper else Cell(self("no_owner"), "warn")

    def person(self, one: Owed) -> Cell:
        """Who waits or promised; marked when their word weighs, or dated behaviour shows that they trust us."""
        if one.person is None:
            return Cell(self("nobody"), "warn")
        words = [self("heavy")] if one.influence is Influence.HIGH else []
        words += [self("trusts")] if one.at_trust else []
        return Cell(self("who", who=one.person, about=self.texts.join(words)) if words else one.person)

    def doing(self) -> Iterator[str]:
        """What to do, the most pressing first."""
        hurts = self.found.hurts
        if hurts:
            yield self("do_hurts", who=hurts.person or self.found.account, what=hurts.what)
        soon = [one for one in self.found.we_owe if one.late is not None and -SOON <= one.late <= 0]
        for one in soon[:MOST_LATE]:
            yield self("do_soon", what=one.what, who=one.person or self.found.account, day=one.due)
        bare = [one.what for one in self.found.we_owe if one.owner is None]
        if bare and self.found.keeper is None:
            yield self("do_owner", count=len(bare), what=bare[0])
        if any(one.due is None for one in self.found.open):
            yield self("do_day", what=[one.what for one in self.found.open if one.due is None][:MOST_LATE])
        theirs = next((one for one in self.found.they_owe if one.is_late), None)
        if theirs:
            yield self("do_theirs", who=theirs.person or self.found.account, what=theirs.what)

    def terms(self, footing: Footing) -> Iterator[Block]:
        """Every promise that fell due, and whether it was kept in time."""
        yield Heading(self("explain"), level=2)
        for side, key in ((self.found.ours, "ours"), (self.found.theirs, "theirs")):
            for done in [one for one in self.found.done if one.by is side.by and one.late is not None]:
                line = self("term", side=self(key), what=done.what, how=self.how(done))
                yield Note(footing.quoted(line, ("promises",), done.what, done.due, done.kept), bullet=True)
            for one in [one for one in self.found.open if one.by is side.by and one.is_late]:
                how = self.days("term_open", one.late or 0)
                line = self("term", side=self(key), what=one.what, how=how)
                yield Note(footing.quoted(line, ("promises",), one.what, one.due), bullet=True)
        for key in ("how_word", "how_hurts", "source"):
            yield Note(self(key), "quiet")

    def how(self, done: Done) -> str:
        """How a promise was kept."""
        if (done.late or 0) <= 0:
            return self("term_in_time", day=done.kept)
        return self.days("term_late", done.late or 0, day=done.kept)

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """Rows of a spreadsheet."""
        for one in self.found.open:
            late = None if one.late is None else max(one.late, 0)
            yield self.exact(
                one.by, one.what, one.person, one.owner, one.deal, one.made, one.due, None, late, self(one.age.value)
            )
        for done in self.found.done:
            late = None if done.late is None else max(done.late, 0)
            yield self.exact(
                done.by, done.what, done.person, done.owner, done.deal, done.made, done.due, done.kept, late,
                self("age_kept"),
            )  # fmt: skip

    def exact(self, *values: object) -> tuple[Cell, ...]:
        """A row of a spreadsheet."""
        return tuple(Cell("" if value is None else self.texts.show(value)) for value in values)
