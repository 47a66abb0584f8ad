"""How the customer's kind of organisation buys, and where this one is not like its kind."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.organisation import Organisation, Scored
from kamtool.model.values import OrganizationType
from kamtool.playbook.read import Playbook
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Fact, Facts, Heading, Note
from kamtool.view.quote import quoted_whole


def organisation_blocks(found: Organisation, book: Playbook, texts: Texts) -> Iterator[Block]:
    """The likely route, what the playbook says to this kind, and the factors as questions."""
    t = Words(found, book, texts)
    yield Heading(t("title"), t.kind(), level=2)
    if found.route:
        yield Note(t(f"route_{found.route}"))
    rows = tuple(t.rows())
    if rows:
        yield Facts(rows)


class Words:
    """The words of one organisation in one language."""

    def __init__(self, found: Organisation, book: Playbook, texts: Texts) -> None:
        self.found = found
        self.book = book
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"organisation.{key}", **values)

    def kind(self) -> str:
        """The kind of organisation."""
        return self.texts.term(self.found.kind) if self.is_known else self("kind_unknown")

    @property
    def is_known(self) -> bool:
        """Whether the plan says what kind of organisation it is."""
        return self.found.kind is not OrganizationType.UNKNOWN

    def rows(self) -> Iterator[Fact]:
        """What to do with this kind, where this customer differs, what is as usual, what to ask about."""
        found = self.found
        if self.is_known:
            advice = quoted_whole(self.book, "organisation", found.kind.value, self.texts)
            yield Fact(self("playbook"), advice)
        for at, one in enumerate(found.different):
            text = self("different_one", factor=one.factor, here=one.here, usual=one.usual, kind=found.kind)
            yield Fact("" if at else self("different"), text, "warn")
        if found.like:
            yield Fact(self("like"), self.texts.join(self.score(one, one.here) for one in found.like))
        if found.to_ask:
            shown = self.texts.join(self.score(one, one.usual) for one in found.to_ask)
            yield Fact(self("to_ask"), self("to_ask_which", factors=shown), "quiet")

    def score(self, one: Scored, score: int | None) -> str:
        """A factor with a score."""
        return self("score", factor=one.factor, score=score)
