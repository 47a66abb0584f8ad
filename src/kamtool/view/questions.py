"""What to ask, as a person prints it before a visit: the point, then each question with its reason, by whom to ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kamtool.analysis.asking import Audience, Group, Tie
from kamtool.analysis.unknown import Due, Index, Kind
from kamtool.questions import Question, Questions, Settled, Task
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Fact, Facts, Heading, Note
from kamtool.view.footing import Footing
from kamtool.view.said import title
from kamtool.view.signs import percent

DOT = " · "
LATER = (Audience.NOBODY, Audience.AWARD)


def questions_view(
    found: Questions, texts: Texts, again: str, explain: bool = False, footing: Footing | None = None
) -> tuple[Block, ...]:
    """The blocks of the questions; *again* is the command that was given, to be given again for more of them.

    With *explain* the terms of their ranking, and where each answer belongs.
    """
    t = Words(found, texts)
    blocks: list[Block] = [Heading(found.account, t.scope())]
    blocks.append(Note(t.point() if found.questions else t.nothing(), "strong"))
    blocks += [Note(text, "plain", bullet=True) for text in t.dates()]
    blocks += [Note(t(key), "warn") for key, holds in t.cautions() if holds]
    blocks += [Note(t("leaving", who=one.who, day=one.day), "warn") for one in found.leaving]
    for group in found.groups:
        blocks.append(Heading(*t.heading(group), level=2))
        blocks += [Note(t("owed", what=group.owed), "bad")] if group.owed else []
        blocks.append(Facts(tuple(t.asked(group))))
    for audience in LATER:
        lines = [Note(text, bullet=True) for text in t.later(audience)]
        blocks += [Heading(t(audience.value), t.beside(audience), level=2), *lines] if lines else []
    blocks += [Note(text, "quiet") for text in t.rest(again)]
    if explain and found.questions:
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
        """What to say when there is nothing to ask, or nobody to ask it of."""
        count = self.found.unanswerable
        if count:
            return self("empty_present_one" if count == 1 else "empty_present", count=count)
        return self("empty_later" if self.found.later else "empty")

    def point(self) -> str:
        """How few answers settle how much, and how near the decision is."""
        answers, settled = self.found.answers, self.found.settled
        if settled:
            key = {(True, True): "point_one_one", (True, False): "point_one", (False, True): "point_settled_one"}
            said = self(key.get((answers == 1, settled == 1), "point"), answers=answers, findings=settled)
        else:
            count = len(self.found.questions) + self.found.left
            said = self("point_none_one") if count == 1 else self("point_none", count=count)
        if len(self.found.dues) != 1:
            return self("point_end", said=said)
        return self("point_due", said=said, due=self.due(self.found.due))

    def dates(self) -> Iterator[str]:
        """How near the decision is in each deal, where there are several."""
        if len(self.found.dues) > 1 and self.found.questions:
            for one in self.found.dues:
                yield self("deal_due", deal=one.deal, due=self.due(one.due))

    def due(self, due: Due | None) -> str:
        """How near the next date is."""
        if due is None:
            return self("due_none")
        key = "due_close" if due.name is None else "due_milestone"
        ending = {0: "_today", 1: "_one"}.get(due.days, "")
        return self(f"{key}{ending}", what=due.name, days=due.days)

    def cautions(self) -> tuple[tuple[str, bool], ...]:
        """What to mind in asking."""
        return ("tender", self.found.tender), ("officials", self.found.officials)

    def heading(self, group: Group) -> tuple[str, str]:
        """Whom to ask, and a line about them."""
        if group.audience is Audience.OURS:
            return self("ours"), group.by or ""
        if group.audience is Audience.NOBODY:
            return self("nobody_at_first"), self.where_to_look()
        words = [group.title or "", self.touch(group.days), self("by", who=group.by) if group.by else ""]
        return group.name, DOT.join(word for word in words if word)

    def touch(self, days: int | None) -> str:
        """How long ago we last spoke."""
        if days is None:
            return self("not_met")
        return self({0: "today", 1: "days_one"}.get(days, "days"), days=days)

    def asked(self, group: Group) -> Iterator[Fact]:
        """The questions of one group, each in the words to say, with its reason below."""
        for some in alike(one for one in self.found.questions if one.rank in group.ranks):
            ranks = self.texts.join(str(one.rank) for one in some)
            yield Fact(ranks, self("said", ask=self.words(*some)))
            yield Fact("", self.reason(some), "quiet")

    def later(self, audience: Audience) -> Iterator[str]:
        """What cannot be asked now: alike things about several people in one line."""
        for some in alike(one for one in self.found.later if one.asked.audience is audience):
            yield self.reason(some)

    def is_later(self, one: Question) -> bool:
        """Whether a thing cannot be asked now."""
        return one in self.found.later

    def words(self, *some: Question) -> str:
        """A question as it is said aloud, to the person themselves or to another, about one or several people."""
        one, audience = some[0], some[0].asked.audience
        audience = Audience.OTHER if audience is Audience.NOBODY else audience
        owner = f"{place(one)}.owner"
        if audience is Audience.SELF and one.asked.person in self.found.owners and self.texts.has(f"questions.{owner}"):
            return self(owner, **self.values(some))
        return self(f"{place(one)}.{audience.value}", **self.values(some))

    def gap(self, some: list[Question]) -> str:
        """What is not known; of which deal, where there are several."""
        one = some[0]
        said = self(gap_key(one), **self.values(some))
        several = len(self.found.deals) > 1 and one.deal and one.unknown.person is None
        return self("deal_of", deal=one.deal, gap=said) if several else said

    def values(self, some: Iterable[Question]) -> dict[str, object]:
        """What the sentences of a question about several people speak of."""
        every = list(some)
        *first, last = (one.who for one in every)
        return values(every[0]) | {"who": self("both", first=first, last=last) if first else last}

    def reason(self, some: list[Question]) -> str:
        """Why to ask: what is not known, what an answer settles and moves, who is on it already."""
        by_day: dict[object, list[Question]] = {}
        for each in some:
            by_day.setdefault(each.unknown.since, []).append(each)
        given = Counter(each.mark for one in some for each in one.settles)
        settled = {each.mark: each for one in some for each in one.settles}.values()
        words = [self.one_by_one([self.gap(each) for each in by_day.values()])]
        alone = Counter(self.rule(each) for each in settled if given[each.mark] > each.others)
        part = Counter(self.rule(each) for each in settled if given[each.mark] <= each.others)
        words += [self("settles", rules=self.rules(alone))] if alone else []
        words += [self("helps", rules=self.rules(part))] if part and not self.is_later(some[0]) else []
        words += self.moves(some)
        bonus = {each.unknown.bonus for each in some if not self.is_later(each)}
        words += [self(f"bonus_{one.value}") for one in bonus if one and len(bonus) == 1 and len(words) == 1]
        words += [self.task(one.task) for one in some[:1] if one.task]
        words += [self.first_contact(some[0])] if some[0].asked.audience is Audience.NOBODY else []
        return DOT.join(word for word in words if word)

    def one_by_one(self, sentences: list[str]) -> str:
        """Several sentences as one."""
        *before, last = sentences
        return self("between", first=self.one_by_one(before), last=last) if before else last

    def rule(self, one: Settled) -> tuple[str, str]:
        """A finding's title, as the check calls it, and its code."""
        return title(one.code, one.variant, self.texts), one.code

    def rules(self, named: Counter[tuple[str, str]]) -> list[str]:
        """The findings by title, each with its code, and how often if more than once."""
        return [
            self("rule_many" if count > 1 else "rule", title=name, code=code, count=count)
            for (name, code), count in named.items()
        ]

    def moves(self, some: list[Question]) -> list[str]:
        """The index that an answer moves, by name, and by how much."""
        one, share = some[0].unknown, sum(each.unknown.share for each in some)
        if one.index is Index.ROLES:
            return [self("roles_one" if one.share == 1 else "roles", count=round(1 / one.share))]
        # An unknown influence is counted as if it were medium: of several the parts don't add up.
        adds_up = len(some) == 1 or one.kind is not Kind.INFLUENCE
        return [self("support", share=percent(share))] if one.index is Index.SUPPORT and adds_up else []

    def task(self, task: Task) -> str:
        """The action that is already meant to answer this."""
        if task.days is None:
            return self("task_no_due", task=task.what)
        key = {False: "task", True: "task_late_one" if task.days == -1 else "task_late"}[task.days < 0]
        return self(key, task=task.what, due=task.due, days=-task.days)

    def first_contact(self, one: Question) -> str:
        """How to come to ask about a person whom we do not know."""
        if one.unknown.kind is Kind.PERSONAL:
            return self("nobody_self")
        return self("nobody_through", whom=one.asked.through) if one.asked.through else ""

    def beside(self, audience: Audience) -> str:
        """What stands beside the heading of what cannot be asked now: where to look, unless that is said above."""
        said = any(group.audience is Audience.NOBODY for group in self.found.groups)
        return "" if said or audience is Audience.AWARD else self.where_to_look()

    def where_to_look(self) -> str:
        """Where to find somebody to ask, of what comes first and nobody could introduce us for."""
        for one in (*self.found.questions, *self.found.later):
            asked = one.asked
            if asked.audience is Audience.NOBODY and not asked.through and one.unknown.kind is not Kind.PERSONAL:
                return self("nobody_in", unit=asked.unit) if asked.unit else self("nobody_at_all")
        return ""

    def rest(self, again: str) -> Iterator[str]:
        """How many more there are."""
        left, unanswerable = self.found.left, self.found.unanswerable
        if left:
            count = left + len(self.found.questions)
            yield self("left_one" if left == 1 else "left", count=left, again=again, all=count)
        if unanswerable and self.found.questions:
            yield self("unanswerable_one" if unanswerable == 1 else "unanswerable", count=unanswerable)

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
    return texts(f"questions.{gap_key(one)}", **values(one))


def gap_key(one: Question) -> str:
    """Under which key it stands what is not known."""
    kind = one.unknown.kind
    key = f"{kind.value}.gap" if kind is Kind.ROLE else f"{place(one)}.gap"
    return f"{key}_past" if kind is Kind.CLOSE and one.unknown.since else key


def alike(found: Iterable[Question]) -> Iterator[list[Question]]:
    """The questions that one sentence asks, together: the same thing of several people, asked of the same one."""
    groups: dict[object, list[Question]] = {}
    for one in found:
        gap, asked = one.unknown, one.asked
        several = gap.person is not None and asked.audience is not Audience.SELF
        way = () if gap.kind is Kind.PERSONAL else (asked.through, asked.unit)
        same = (gap.kind, gap.role, gap.about, asked.audience, asked.person, *way)
        groups.setdefault(same if several else one, []).append(one)
    yield from groups.values()


def number(value: float) -> str:
    """Points with at most two decimals, none where they say nothing."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
