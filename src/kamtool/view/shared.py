"""The page for the customer: what comes next, agreed steps, promises both ways, failures, and whom to talk to."""

from __future__ import annotations

from collections.abc import Sequence

from kamtool.analysis.debts import Debt
from kamtool.analysis.shared import Face, Failure, Project, Shared, Step
from kamtool.model.values import Party
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Cell, Column, Fact, Facts, Heading, Note, Table


def shared_view(found: Shared, texts: Texts) -> tuple[Block, ...]:
    """The blocks of the page."""
    t = Words(found, texts)
    blocks: list[Block] = [Heading(found.account, found.as_of.isoformat()), Note(t.point(), "strong")]
    blocks += [t.project(one) for one in found.projects if one.steps]
    if found.we_owe:
        blocks.append(t.promises("we_owe", found.we_owe))
    if found.they_owe:
        blocks.append(t.promises("they_owe", found.they_owe))
    if found.failures:
        blocks.append(t.failures())
    people = [Fact(t(key), t.faces(faces)) for key, faces in (("theirs", found.theirs), ("ours", found.ours)) if faces]
    return (*blocks, Heading(t("people"), level=2), Facts(tuple(people))) if people else tuple(blocks)


class Words:
    """The words of one page in one language."""

    def __init__(self, found: Shared, texts: Texts) -> None:
        self.found = found
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"shared.{key}", **values)

    def point(self) -> str:
        """The next day both sides have to keep."""
        if self.found.empty:
            return self("empty")
        ahead = [
            (one.due, one.what)
            for project in self.found.projects
            for one in project.steps
            if one.done is None and one.due is not None and one.due >= self.found.as_of
        ]
        owed = (*self.found.we_owe, *self.found.they_owe)
        ahead += [(one.due, one.what) for one in owed if one.due is not None and one.due >= self.found.as_of]
        if not ahead:
            return self("no_day")
        day, what = min(ahead)
        return self("next", day=day, what=what)

    def project(self, one: Project) -> Table:
        """The steps of a deal."""
        columns = tuple(Column(self(key)) for key in ("due", "what", "by", "owner", "state"))
        return Table(columns, tuple(map(self.step, one.steps)), one.name)

    def step(self, one: Step) -> tuple[Cell, ...]:
        """One step as a row."""
        side = "" if one.by is None else self("by_us" if one.by is Party.US else "by_you")
        return (*map(Cell, (self.day(one.due), one.what, side, one.owner or "", self.state(one))),)

    def state(self, one: Step) -> str:
        """Whether a step is done."""
        return self("open") if one.done is None else self("done", day=one.done)

    def promises(self, key: str, owed: Sequence[Debt]) -> Table:
        """The open promises of one side."""
        columns = tuple(Column(self(name)) for name in ("due", "what", "person", "owner"))
        rows = [(self.day(one.due), one.what, self.texts.join(one.about), one.who or "") for one in owed]
        return Table(columns, tuple(tuple(map(Cell, row)) for row in rows), self(key))

    def failures(self) -> Table:
        """What is not mended yet."""
        columns = tuple(Column(self(name)) for name in ("opened", "what", "answered", "owner"))
        return Table(columns, tuple(map(self.failure, self.found.failures)), self("failures"))

    def failure(self, one: Failure) -> tuple[Cell, ...]:
        """One failure as a row."""
        answered = self.day(one.acknowledged)
        return (*map(Cell, (self.day(one.opened), one.what, answered, one.owner or "")),)

    def day(self, day: object) -> str:
        """A day, or that none is set."""
        return self("none") if day is None else str(day)

    def faces(self, people: Sequence[Face]) -> str:
        """People with their posts."""
        return self.texts.join(self.face(one) for one in people)

    def face(self, one: Face) -> str:
        """One person."""
        return self("face", name=one.name, about=one.title) if one.title else one.name
