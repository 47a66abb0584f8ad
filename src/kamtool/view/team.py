"""The team's competencies as people may read them: one's own with what to do about it, or sums without names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from kamtool.analysis.team import LEAST_PEOPLE, Grade, Own, SkillSum, TeamSum
from kamtool.diagnostic import Path
from kamtool.model.values import Tier
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Cell, Column, Fact, Facts, Heading, Note, Table
from kamtool.view.figures import NOTHING, UNKNOWN
from kamtool.view.money import exact, plain

Places = Mapping[tuple[str, Path], str]


def own_view(found: Own, texts: Texts, places: Places | None = None) -> tuple[Block, ...]:
    """One person's data; with *places*, where each grade stands."""
    t = View(texts)
    rows = tuple(t.row(one) for one in found.grades)
    columns = tuple(Column(t(key), "left" if key in ("skill", "rests") else "right") for key in
                    ("skill", "grade", "asked", "since", "rests"))  # fmt: skip
    blocks: list[Block] = [
        Heading(found.name, t("own_title")),
        Note(t.own_point(found), "strong"),
        Table(columns, rows),
        Facts(tuple(t.own_facts(found))),
    ]
    todo = tuple(t.todo(found))
    if todo:
        blocks += [Heading(t("todo"), level=2), *todo]
    if places is not None:
        blocks += [Heading(t("places"), level=2), *t.placed(found, places)]
    return (*blocks, Note(t("purpose"), "quiet"))


def own_csv(found: Own, texts: Texts) -> tuple[Block, ...]:
    """One person's grades, a competence a row."""
    t = View(texts)
    rows = []
    for one in found.grades:
        said = one.said
        cells = [one.skill.value, str(said.value) if said else "", str(one.asked) if one.asked else ""]
        cells += [said.date.isoformat() if said and said.date else "", "; ".join(said.evidence) if said else ""]
        rows.append(tuple(Cell(each) for each in cells))
    keys = ("skill", "grade", "asked", "date", "evidence")
    return (Table(tuple(Column(t(f"csv_{key}")) for key in keys), tuple(rows)),)


def sum_view(found: TeamSum, texts: Texts) -> tuple[Block, ...]:
    """The sums of a team."""
    t = View(texts)
    head = Heading(t("title"), found.as_of.isoformat())
    if not found.enough:
        return head, Note(t("too_few", least=LEAST_PEOPLE), "strong"), Note(t("how_own"))
    columns = tuple(Column(t(key), "left" if key == "skill" else "right") for key in
                    ("skill", "graded", "median", "below", "proven"))  # fmt: skip
    return (
        head,
        Note(t.sum_point(found), "strong"),
        Table(columns, tuple(t.sum_row(one) for one in found.skills)),
        Facts(tuple(t.sum_facts(found))),
        Note(t("how_own")),
        Note(t("masked", least=LEAST_PEOPLE), "quiet"),
    )


def sum_csv(found: TeamSum, texts: Texts) -> tuple[Block, ...]:
    """The sums, a competence a row; empty where fewer than three people are."""
    t = View(texts)
    rows = []
    for one in found.skills:
        counts = (one.graded, one.median, one.below, one.proven)
        shown = ("" if count is None else exact(Decimal(count)) for count in counts)
        rows.append((Cell(one.skill.value), *map(Cell, shown)))
    keys = ("skill", "graded", "median", "below", "proven")
    return (Table(tuple(Column(t(f"csv_{key}")) for key in keys), tuple(rows)),)


class View:
    """The parts of one answer in one language."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"team.{key}", **values)

    def own_point(self, found: Own) -> str:
        """What one's own grades say in a sentence."""
        gaps = [one for one in found.grades if one.gap]
        if not any(one.said for one in found.grades):
            return self("point_none")
        if found.tier is Tier.UNKNOWN:
            return self("point_no_tier")
        if not gaps:
            return self("point_met", tier=found.tier)
        names = self.texts.join(self(one.skill.value) for one in gaps)
        return self("point_gap", tier=found.tier, asked=gaps[0].asked, names=names)

    def row(self, one: Grade) -> tuple[Cell, ...]:
        """One competence."""
        said = one.said
        if said is None:
            return Cell(self(one.skill.value)), Cell(UNKNOWN), Cell(self.asked(one)), Cell(UNKNOWN), Cell("")
        rests = self.texts.join(said.evidence) if said.evidence else self("unproven")
        since = UNKNOWN if said.date is None else said.date.isoformat()
        return (
            Cell(self(one.skill.value)),
            Cell(str(said.value), "warn" if one.gap else "plain"),
            Cell(self.asked(one)),
            Cell(since, "warn" if one.stale else "plain"),
            Cell(rests, "plain" if said.evidence else "warn"),
        )

    def asked(self, one: Grade) -> str:
        """What is asked of it."""
        return NOTHING if one.asked is None else str(one.asked)

    def own_facts(self, found: Own) -> Iterator[Fact]:
        """Accounts, promises and people."""
        tiers = [
            self("account", account=name, tier=UNKNOWN if tier is Tier.UNKNOWN else tier)
            for name, tier in found.accounts
        ]
        yield Fact(self("accounts"), self.texts.join(tiers))
        key = "kept" if found.due else "kept_none"
        kept = self(key, due=found.due, in_time=found.in_time)
        yield Fact(self("promises"), self("kept_late", kept=kept, late=found.late) if found.late else kept)
        key = "covers" if found.short else "covers_all"
        yield Fact(self("coverage"), self(key, covered=found.covered, short=found.short))

    def todo(self, found: Own) -> Iterator[Note]:
        """What would help most, and what would show it."""
        for one in sorted((each for each in found.grades if each.gap), key=lambda each: -each.gap):
            values = {"skill": self(one.skill.value), "asked": one.asked, "how": self(f"develop_{one.skill.value}")}
            yield Note(self("develop", **values), bullet=True)
        unproven = [self(one.skill.value) for one in found.grades if one.said and not one.is_proven]
        if unproven:
            yield Note(self("prove", names=self.texts.join(unproven)), bullet=True)
        stale = [self(one.skill.value) for one in found.grades if one.stale]
        if stale:
            yield Note(self("renew", names=self.texts.join(stale)), bullet=True)
        missing = [self(one.skill.value) for one in found.grades if one.said is None]
        if missing:
            yield Note(self("grade_them", names=self.texts.join(missing)), bullet=True)
        if found.late:
            yield Note(self("keep_word", late=found.late, who=found.name), bullet=True)

    def placed(self, found: Own, places: Places) -> Iterator[Note]:
        """Where each grade stands."""
        for one in found.grades:
            if one.said is not None:
                text = self("place", skill=self(one.skill.value), value=one.said.value)
                place = places.get((one.said.file, one.said.path), "")
                yield Note(self.texts("ages.at", text=text, places=place), bullet=True)

    def sum_point(self, found: TeamSum) -> str:
        """What the sums say in a sentence."""
        known = [one for one in found.skills if one.median is not None]
        if not known:
            return self("sum_unknown", people=found.people, least=LEAST_PEOPLE)
        value, name = min((one.median, one.skill.value) for one in known if one.median is not None)
        return self("sum_point", skill=self(name), median=plain(value))

    def sum_row(self, one: SkillSum) -> tuple[Cell, ...]:
        """One competence over everybody."""
        few = self("few")
        counts = (one.graded, one.median, one.below, one.proven)
        return Cell(self(one.skill.value)), *(Cell(few if count is None else plain(Decimal(count))) for count in counts)

    def sum_facts(self, found: TeamSum) -> Iterator[Fact]:
        """People, promises and coverage of the whole team."""
        few = self("few")
        yield Fact(self("people"), str(found.people))
        kept = few if found.due is None else self("kept", due=found.due, in_time=found.in_time)
        yield Fact(self("promises"), kept)
        covers = few if found.covered is None else self("covers", covered=found.covered, short=found.short)
        yield Fact(self("coverage"), covers)
