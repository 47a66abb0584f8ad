"""Registrations over all plans as a sales leader reads them: where dealers collide, who goes first, what runs out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kamtool.analysis.claims import Claim, Project, Registrations, State, Window
from kamtool.diagnostic import Path
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Cell, Column, Heading, Note, Table, Tone
from kamtool.view.figures import UNKNOWN

ROWS, BULLETS = 60, 20
TONES: Mapping[State, Tone] = {
    State.EXPIRING: "warn",
    State.NO_END: "warn",
    State.EXPIRED: "bad",
    State.RENEWED: "quiet",
    State.CLOSED: "quiet",
}
Places = Mapping[tuple[str, Path], str]


def registrations_view(found: Registrations, texts: Texts, places: Places | None = None) -> tuple[Block, ...]:
    """The blocks of all registrations; with *places*, where each stands."""
    t = View(found, texts)
    head = Heading(t("title"), found.as_of.isoformat())
    if not found.claims:
        return head, Note(t("nothing"), "strong")
    blocks: list[Block] = [head, Note(t.point(), "strong"), t.table()]
    blocks += t.section("conflicts", [t.conflict(one) for one in found.conflicts])
    blocks += t.section("ends", list(t.ends()))
    blocks += t.section("windows", list(t.windows()))
    blocks.append(Note(t("order"), "quiet"))
    if places is not None:
        blocks.append(Heading(t("places"), level=2))
        blocks += [t.placed(one, places.get((one.file, one.path), "")) for one in found.claims]
    return tuple(blocks)


def registrations_csv(found: Registrations, texts: Texts) -> tuple[Block, ...]:
    """A registration a row, with who goes first for its project and by what."""
    t = View(found, texts)
    keys = ("file", "customer", "project", "dealer", "date", "valid_until", "days", "window", "state", "left",
            "choice", "progress", "first", "ground", "conflict")  # fmt: skip
    rows = []
    for one in found.claims:
        held, said = t.project_of(one), one.registration
        row = [one.file, one.customer, one.project_name or "", one.dealer, text(said.date), text(said.valid_until)]
        row += [text(one.days), one.window.value, one.state.value, text(one.left), said.customer_choice or ""]
        row += [texts.term(said.progress) if said.progress else ""]
        row += [held.first.dealer or "" if held else "", held.first.ground.value if held and held.is_conflict else ""]
        rows.append(tuple(Cell(each) for each in (*row, "yes" if held and held.is_conflict else "no")))
    return (Table(tuple(Column(t(f"csv_{key}")) for key in keys), tuple(rows)),)


def text(value: object) -> str:
    """A day or a number for a machine; nothing for what is unknown."""
    return "" if value is None else str(value)


class View:
    """The parts of one answer in one language."""

    def __init__(self, found: Registrations, texts: Texts) -> None:
        self.found = found
        self.texts = texts
        self.projects = {(one.file, one.path): each for each in found.projects for one in each.claims}

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"registrations.{key}", **values)

    def project_of(self, one: Claim) -> Project | None:
        """The project a claim is weighed in, if it is."""
        return self.projects.get((one.file, one.path))

    def point(self) -> str:
        """How many collide, and how many run out."""
        conflicts = self.found.conflicts
        values = {"count": len(self.found.projects), "soon": len(self.found.of(State.EXPIRING))}
        values |= {"conflicts": len(conflicts), "open": sum(not one.is_settled for one in conflicts)}
        if not conflicts:
            return self("point_none", **values)
        if values["open"]:
            return self("point_open", **values)
        return self("point_one" if len(conflicts) == 1 else "point", **values)

    def what(self, customer: str, project: str | None) -> str:
        """A project with its customer; the customer as a whole."""
        return self("of", customer=customer, project=project) if project else self("of_whole", customer=customer)

    def table(self) -> Table:
        """Every registration, those in conflict first."""
        order = {(one.file, one.path): at for at, each in enumerate(self.found.projects) for one in each.claims}
        every = sorted(self.found.claims, key=lambda one: order.get((one.file, one.path), len(order)))
        rows = [self.row(one) for one in every[:ROWS]]
        keys = ("project", "dealer", "until", "progress", "first")
        title = self("table") if len(every) <= ROWS else self("table_first", count=ROWS, all=len(every))
        return Table(tuple(Column(self(key)) for key in keys), tuple(rows), title)

    def row(self, one: Claim) -> tuple[Cell, ...]:
        """One registration."""
        said, held = one.registration, self.project_of(one)
        until = UNKNOWN if said.valid_until is None else said.valid_until.isoformat()
        word = self(f"state_{one.state.value}")
        wins = held is not None and held.first.dealer == one.dealer
        first = self(f"by_{held.first.ground.value}") if wins and held and held.is_conflict else ""
        if held is not None and not held.is_conflict:
            first = self("alone")
        return (
            Cell(self.what(one.customer, one.project_name)),
            Cell(one.dealer),
            Cell(f"{until} {word}", TONES.get(one.state, "plain")),
            Cell(UNKNOWN if said.progress is None else self.texts.term(said.progress)),
            Cell(first, "good" if wins else "quiet"),
        )

    def section(self, key: str, notes: list[Note]) -> list[Block]:
        """A part of the answer, if there is anything in it."""
        if not notes:
            return []
        more = [Note(self("more", count=len(notes) - BULLETS), "quiet", bullet=True)] if len(notes) > BULLETS else []
        return [Heading(self(f"{key}_heading"), level=2), *notes[:BULLETS], *more]

    def conflict(self, one: Project) -> Note:
        """Who collides, who goes first, why, and what would change it."""
        mine = [each for each in one.claims if each.dealer == one.first.dealer]
        winner = next((each for each in mine if each.registration.customer_choice), mine[0] if mine else None)
        said = winner.registration if winner else None
        others = self.texts.join(each for each in one.dealers if each != one.first.dealer)
        words = self(
            f"conflict_{one.first.ground.value}",
            what=self.what(one.customer, one.name),
            dealers=self.texts.join(one.dealers),
            others=others,
            dealer=one.first.dealer or "",
            choice=((said.customer_choice or "") if said else "").rstrip("。."),
            progress=said.progress if said and said.progress else UNKNOWN,
            date=said.date if said and said.date else UNKNOWN,
        )
        ends = [each.registration.valid_until for each in mine]
        if mine and all(each.state is State.EXPIRING for each in mine):
            last = self("winner_ends", dealer=one.first.dealer, date=max(filter(None, ends)), others=others)
            words = self("two", first=words, second=last)
        if len(one.plans) > 1:
            words = self("two", first=words, second=self("two_plans", plans=self.texts.join(one.plans)))
        if one.whole:
            words = self("two", first=words, second=self("whole_too", dealers=self.texts.join(one.whole)))
        return Note(words, "plain" if one.is_settled else "warn", bullet=True)

    def ends(self) -> Iterator[Note]:
        """What ran out or will, the first end first."""
        mine = self.found.of(State.EXPIRED, State.EXPIRING, State.NO_END)
        for one in sorted(mine, key=lambda each: (each.left is None, each.left or 0)):
            values = {"what": self.what(one.customer, one.project_name), "dealer": one.dealer}
            until = one.registration.valid_until
            days = abs(one.left) if one.left is not None else ""
            yield Note(self(f"end_{one.state.value}", **values, date=until or UNKNOWN, days=days), bullet=True)

    def windows(self) -> Iterator[Note]:
        """Protection that is shorter or longer than usual."""
        for one in self.found.claims:
            if one.counts and one.window in (Window.SHORT, Window.LONG):
                what = self.what(one.customer, one.project_name)
                yield Note(self(f"window_{one.window.value}", what=what, dealer=one.dealer, days=one.days), bullet=True)

    def placed(self, one: Claim, place: str) -> Note:
        """A registration with its place."""
        until = one.registration.valid_until or UNKNOWN
        what = self.what(one.customer, one.project_name)
        said = self("place", dealer=one.dealer, what=what, date=one.registration.date or UNKNOWN, until=until)
        return Note(self.texts("ages.at", text=said, places=place), bullet=True)
