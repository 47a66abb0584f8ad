"""What to ask, as a person prints it before a visit: the point, then each question with its reason, by whom to ask."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.asking import Audience, Group, Tie
from kamtool.analysis.unknown import Index, Kind
from kamtool.questions import Question, Questions, Task
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Fact, Facts, Heading, Note
from kamtool.view.footing import Footing
from kamtool.view.signs import percent

DOT = " · "


def questions_view(
    found: Questions, texts: Texts, explain: bool = False, footing: Footing | None = None
) -> tuple[Block, ...]:
    """The blocks of the questions; with *explain* the terms of their ranking, and where each answer belongs."""
    t = Words(found, texts)
    blocks: list[Block] = [Heading(found.account, t.scope())]
    if not found.questions:
        return (*blocks, Note(t.nothing(), "strong"))
    blocks.append(Note(t.point(), "strong"))
    blocks += [Note(t(key), "warn") for key, holds in t.cautions() if holds]
    for group in found.groups:
        blocks.append(Heading(*t.heading(group), level=2))
        blocks += [Note(t("owed", what=group.owed), "bad")] if group.owed else []
        blocks.append(Facts(tuple(t.asked(group))))
    blocks += [Note(text, "quiet") for text in t.rest()]
    if explain:
        rests = footing or Footing(texts)
        rows = tuple(Fact(str(one.rank), rests.at(t.terms(one), one.unknown.path)) for one in found.questions)
        blocks += [Heading(t("explain"), level=2), Note(t("formula"), "quiet"), Facts(rows)]
    return tuple(blocks)


class Words:
    """The words of one list of questions in one language."""

    def __init__(self, found: Questions, texts: Texts) -> None:
        self.found = found
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"questions.{key}", **values)

    def scope(self) -> str:
        """The deal, or how many."""
        deals = self.found.deals
        if not deals:
            return self("no_deal")
        return deals[0] if len(deals) == 1 else self("scope", count=len(deals))

    def nothing(self) -> str:
        """What to say when there is nothing to ask, or nobody present to answer it."""
        if self.found.unanswerable:
            return self("empty_present", count=self.found.unanswerable)
        return self("empty")

    def point(self) -> str:
        """How few answers settle how much, and how near the decision is."""
        answers, settled = self.found.answers, self.found.settled
        if settled:
            key = {(True, True): "point_one_one", (True, False): "point_one", (False, True): "point_settled_one"}
            said = self(key.get((answers == 1, settled == 1), "point"), answers=answers, findings=settled)
        else:
            count = len(self.found.questions)
            said = self("point_none_one") if count == 1 else self("point_none", count=count)
        due = self.found.due
        if due is None:
            return said + self("stop")
        key_due = "due_close" if due.name is None else "due_milestone"
        ending = {0: "_today", 1: "_one"}.get(due.days, "")
        return said + self(f"{key_due}{ending}", what=due.name, days=due.days)

    def cautions(self) -> tuple[tuple[str, bool], ...]:
        """What to mind in asking."""
        return ("tender", self.found.tender), ("officials", self.found.officials)

    def heading(self, group: Group) -> tuple[str, str]:
        """Whom to ask, and a line about them."""
        if group.audience is Audience.OURS:
            return self("ours"), group.by or ""
        if group.audience is Audience.NOBODY:
            return self("nobody"), ""
        words = [group.title or "", self.touch(group.days), self("by", who=group.by) if group.by else ""]
        return group.name, DOT.join(word for word in words if word)

    def touch(self, days: int | None) -> str:
        """How long ago we last spoke."""
        if days is None:
            return self("not_met")
        return self({0: "today", 1: "days_one"}.get(days, "days"), days=days)

    def asked(self, group: Group) -> Iterator[Fact]:
        """The questions of one group, each in the words to say, with its reason below."""
        for one in self.found.questions:
            if one.rank in group.ranks:
                yield Fact(str(one.rank), f"{self('said', ask=self.words(one))}\n{self.reason(one)}")

    def words(self, one: Question) -> str:
        """The question as it is said aloud, to the person themselves or to another."""
        audience = one.asked.audience
        if audience is Audience.NOBODY:
            audience = Audience.SELF if self.waits(one) else Audience.OTHER
        owner = f"{place(one)}.owner"
        if audience is Audience.SELF and one.asked.person in self.found.owners and self.texts.has(f"questions.{owner}"):
            return self(owner, **values(one))
        return self(f"{place(one)}.{audience.value}", **values(one))

    def waits(self, one: Question) -> bool:
        """Whether a question is for the person alone, with whom we are not in touch."""
        return one.asked.audience is Audience.NOBODY and one.unknown.kind is Kind.PERSONAL

    def gap(self, one: Question) -> str:
        """What is not known; of which deal, where there are several."""
        said = gap(one, self.texts)
        several = len(self.found.deals) > 1 and one.deal and one.unknown.person is None
        return self("deal_of", deal=one.deal, gap=said) if several else said

    def reason(self, one: Question) -> str:
        """Why to ask: what is not known, what an answer settles and moves, who is on it already."""
        words = [self.gap(one)]
        alone = [each.code for each in one.settles if not each.others]
        shared = [each.code for each in one.settles if each.others]
        words += [self("settles", codes=alone)] if alone else []
        words += [self("helps", codes=shared)] if shared else []
        if one.unknown.index is Index.SUPPORT:
            words.append(self("support", share=percent(one.unknown.share)))
        words += [self.task(one.task)] if one.task else []
        words += [self.first_contact(one)] if one.asked.audience is Audience.NOBODY else []
        return DOT.join(words)

    def task(self, task: Task) -> str:
        """The action that is already meant to answer this."""
        if task.days is None:
            return self("task_no_due", task=task.id or task.what)
        key = "task_late" if task.days < 0 else "task"
        return self(key, task=task.id or task.what, due=task.due, days=-task.days)

    def first_contact(self, one: Question) -> str:
        """Where to look for somebody to ask."""
        unit = one.asked.unit
        if self.waits(one):
            return self("nobody_self")
        return self("nobody_in", unit=unit) if unit else self("nobody_at_all")

    def rest(self) -> Iterator[str]:
        """How many more there are."""
        if self.found.left:
            yield self("left", count=self.found.left, all=self.found.left + len(self.found.questions))
        if self.found.unanswerable:
            yield self("unanswerable", count=self.found.unanswerable)

    def terms(self, one: Question) -> str:
        """The score with its terms, and why this person is asked."""
        words = [self("term_settles", code=each.code, points=number(each.points)) for each in one.settles]
        if one.unknown.index:
            words.append(self(f"term_moves_{one.unknown.index.value}", points=number(one.moves)))
        if one.unknown.bonus:
            words.append(self(f"term_{one.unknown.bonus.value}", points=number(one.bonus)))
        terms = " + ".join(words) or "0"
        score = self("term", terms=terms, urgency=number(one.urgency), score=number(one.score))
        return DOT.join([score, self.why(one)])

    def why(self, one: Question) -> str:
        """Why this person is asked."""
        asked = one.asked
        if asked.person is None:
            return self(f"why_{asked.audience.value}")
        if asked.audience is Audience.SELF:
            key = "self" if one.unknown.person else "knows"
        else:
            key = (asked.tie or Tie.BEST).value
        name = next(group.name for group in self.found.groups if group.person == asked.person)
        return self(f"why_{key}", whom=name, who=one.who)


def place(one: Question) -> str:
    """Under which key the words of a question stand: those of a role or of the card have one each."""
    kind, gap = one.unknown.kind, one.unknown
    if kind is Kind.ROLE and gap.role:
        return f"{kind.value}.{gap.role.value}"
    return f"{kind.value}.{gap.about[0]}" if kind is Kind.CARD else kind.value


def values(one: Question) -> dict[str, object]:
    """What the sentences of a question speak of."""
    gap = one.unknown
    return {"who": one.who, "role": gap.role, "about": gap.about, "since": gap.since}


def gap(one: Question, texts: Texts) -> str:
    """What is not known, in a few words."""
    kind = one.unknown.kind
    key = f"{kind.value}.gap" if kind is Kind.ROLE else f"{place(one)}.gap"
    if kind is Kind.CLOSE and one.unknown.since:
        key += "_past"
    return texts(f"questions.{key}", **values(one))


def number(value: float) -> str:
    """Points with at most two decimals, none where they say nothing."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
