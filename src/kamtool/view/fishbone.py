"""The fishbone as a person reads it: the point, the bones with their causes, whose turn it is, what is blank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kamtool.analysis.ages import Kind
from kamtool.analysis.fishbone import Fishbone, Reason, Rib
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Branch, Cell, Column, Heading, Note, Tone, Tree
from kamtool.view.footing import Footing
from kamtool.view.said import Said

MOST_SAID = 2
MOST_TODO = 6
# Findings rest on everything that is held of the deal.
KINDS = tuple(Kind)


def fishbone_view(
    found: Fishbone, told: Sequence[Said], texts: Texts, explain: bool = False, footing: Footing | None = None
) -> tuple[Block, ...]:
    """The blocks of a fishbone; *told* are the findings of the plan in words.

    With *explain* the age of everything the causes rest on stands below.
    """
    t = Words(found, told, texts, footing or Footing(texts))
    blocks: list[Block] = [Heading(found.account, t("title", deal=found.deal or t("no_deal")))]
    blocks.append(Note(t.point(), "strong"))
    if found.ribs:
        blocks.append(t.tree())
    blocks += [Heading(t("todo"), level=2), *t.todo(), *t.footing.old(*KINDS)]
    if explain:
        blocks += t.footing.terms(*KINDS)
    return tuple(blocks)


class Words:
    """The words of one fishbone in one language."""

    def __init__(self, found: Fishbone, told: Sequence[Said], texts: Texts, footing: Footing) -> None:
        self.found = found
        self.footing = footing
        self.told = told
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"fishbone.{key}", **values)

    def point(self) -> str:
        """Where most of it hangs, and how much nobody looks after."""
        if not self.found.ribs:
            return self("point_empty" if self.found.deal else "point_no_deal")
        count = max(len(rib.causes) for rib in self.found.ribs)
        thickest = [rib for rib in self.found.ribs if len(rib.causes) == count]
        first = self("point_one" if self.found.causes == 1 else "point", total=self.found.causes)
        if len(thickest) == 1 and len(self.found.ribs) > 1:
            first = self("both", first=first, second=self("most", bone=thickest[0].bone, count=count))
        return self("both", first=first, second=self(self.owned(), count=self.found.unowned))

    def owned(self) -> str:
        """The key of what to say of the owners."""
        if self.found.unowned == self.found.causes:
            return "unowned_all"
        return "owned" if not self.found.unowned else "unowned_one" if self.found.unowned == 1 else "unowned"

    def tree(self) -> Tree:
        """The head, its bones, their causes, and what lies behind those."""
        bones = tuple(self.bone(rib) for rib in self.found.ribs)
        head = Branch("head", self("head"), tone="strong", children=bones)
        columns = (Column(self("owner")), Column(self("evidence")))
        return Tree(columns, (head,), name_title=self("cause"), shape="fishbone")

    def bone(self, rib: Rib) -> Branch:
        """One bone."""
        causes = tuple(self.cause(f"{rib.bone.value}-{at}", one) for at, one in enumerate(rib.causes, 1))
        return Branch(rib.bone.value, self.texts.term(rib.bone), tone="strong", children=causes)

    def cause(self, key: str, one: Reason) -> Branch:
        """One cause with its owner and evidence."""
        tone: Tone = "plain" if one.owner else "warn"
        owner = Cell(one.owner or self("nobody"), "quiet" if one.owner else "warn")
        why = self.why(one)
        below = tuple(Branch(f"{key}-{at}", text, tone="quiet") for at, text in enumerate(why, 1))
        return Branch(key, self.name(one), cells=(owner, self.evidence(one)), tone=tone, children=below)

    def of(self, one: Reason) -> list[Said]:
        """The findings behind a cause, in words."""
        return [said for said in self.told if said.found.code == one.code and said.found.span.line in one.lines]

    def name(self, one: Reason) -> str:
        """A cause in the plan's words, or the name of what was found."""
        return one.text if one.text is not None else self.of(one)[0].title

    def why(self, one: Reason) -> list[str]:
        """What lies behind a cause; of many findings the first few."""
        if one.code is None:
            return list(one.why)
        told = list(dict.fromkeys(said.message + self.footing.mark_at(said.found.path) for said in self.of(one)))
        more = len(told) - MOST_SAID
        return told if more < 1 else [*told[:MOST_SAID], self("more", count=more)]

    def evidence(self, one: Reason) -> Cell:
        """What shows a cause: the plan's evidence, or the rule that found it."""
        if one.code is not None:
            return Cell(one.code, "quiet")
        return Cell(self.texts.join(one.evidence)) if one.evidence else Cell(self("no_evidence"), "quiet")

    def todo(self) -> Iterator[Note]:
        """Whose turn it is: causes without an owner, why nobody has asked, bones nobody looked at."""
        loose = [one for rib in self.found.ribs for one in rib.causes if one.owner is None]
        for at, one in enumerate(loose[:MOST_TODO]):
            if one.code is None:
                yield Note(self("name_owner", cause=self.name(one)), bullet=True)
            elif one.code not in {each.code for each in loose[:at]}:
                yield Note(self.of(one)[0].clear, label=self.name(one), bullet=True)
        if loose[MOST_TODO:]:
            names = dict.fromkeys(self.name(one) for one in loose[MOST_TODO:])
            yield Note(self("also", causes=list(names)), "quiet", bullet=True)
        codes = list(dict.fromkeys(one.code for one in loose if one.code))
        if codes:
            yield Note(self("name_action", codes=codes), bullet=True)
        shallow = [one for rib in self.found.ribs for one in rib.causes if one.code is None and not one.why]
        if shallow:
            yield Note(self("ask_why", causes=[self.name(one) for one in shallow]), bullet=True)
        if self.found.blank:
            yield Note(self("blank", bones=self.found.blank), bullet=True)
