"""The brief as read in the lift: the point, what to obtain, bring, ask and leave unsaid; then the people."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.ages import Kind
from kamtool.analysis.brief_terms import Goal, Load, Person
from kamtool.analysis.cautions import Caution, Warn
from kamtool.analysis.stakeholders import RECENT_DAYS
from kamtool.analysis.unknown import Kind as Unasked
from kamtool.brief import Page
from kamtool.model.values import Attitude, Role
from kamtool.playbook.read import Playbook
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Fact, Facts, Heading, Note
from kamtool.view.brief_words import DOT, PAIR, BriefWords
from kamtool.view.footing import Footing
from kamtool.view.page_words import once
from kamtool.view.questions import Words as QuestionWords

QUESTIONS = 3
KINDS = (
    Kind.ATTITUDE, Kind.AUTHORITY, Kind.RELATIONSHIP, Kind.NEEDS, Kind.STYLE, Kind.LINE, Kind.BUDGET, Kind.EVENT,
    Kind.DEMAND,
)  # fmt: skip
# Of what to bring and of what not to raise: so many for one or two people, so many for more.
BRING, LEAVE = (6, 4), (8, 5)


def brief_view(
    page: Page, book: Playbook, texts: Texts, explain: bool = False, footing: Footing | None = None
) -> tuple[Block, ...]:
    """The blocks of a brief; how to talk with whom is quoted from the playbook. With *explain* every age as well."""
    rests = footing or Footing(texts)
    t = Sheet(page, book, texts, rests)
    found = page.brief
    blocks: list[Block] = [Heading(found.account, t.scope()), Note(t.point(), "strong")]
    blocks.append(Facts(tuple(once(t.top()))))
    for person in found.people:
        blocks += [Heading(person.name, t.card(person), level=2), Facts(tuple(once(t.person(person))))]
    around = tuple(once(t.around()))
    if around:
        blocks += [Heading(t.say("around"), level=2), Facts(around)]
    blocks += [*rests.old(*KINDS), Note(t.say("keep"), "quiet")]
    return (*blocks, *rests.terms(*KINDS)) if explain else tuple(blocks)


def nobody_view(account: str, texts: Texts) -> tuple[Block, ...]:
    """What to write first, where the plan has no people."""
    return Heading(account, texts("brief.title")), Note(texts("brief.empty"), "strong")


class Sheet(BriefWords):
    """The words of one brief: what concerns the meeting as a whole."""

    def __init__(self, page: Page, book: Playbook, texts: Texts, footing: Footing) -> None:
        super().__init__(page.brief, book, texts, footing)
        self.page = page
        self.brief = page.brief

    def scope(self) -> str:
        """The deal and the day."""
        deal = self.brief.deal
        return DOT.join([deal.name if deal else self.say("no_deal"), self.brief.date.isoformat()])

    def point(self) -> str:
        """Who of them decides and where they stand; whom not to take for them."""
        here = [one for one in self.brief.people if not one.left]
        words = [self.say("point_left", who=one.name, day=one.left) for one in self.brief.people if one.left]
        for one in here:
            who = self.say("in_role", who=one.name, role=one.roles[:1]) if one.roles else one.name
            day = one.attitude.date or self.say("no_day")
            view, says = one.attitude.value, self.decides(one)
            words.append(self.say(self.standing(one), who=who, says=says, view=view, day=day))
        words += [self.say("point_leaves", who=one.name, day=one.leaves) for one in here if one.leaves]
        words += self.absent()
        slips = [one for one in self.page.cautions if one.kind is Warn.TITLE]
        words += [self.slip(one) for one in slips[:1]]
        return self.run_on(words)

    def standing(self, one: Person) -> str:
        """How to say where somebody stands: as known now, as written down long ago or on no day, or not known."""
        view = one.attitude
        if view.value is Attitude.UNKNOWN:
            return "point_unknown"
        recent = view.date is not None and (self.brief.date - view.date).days <= RECENT_DAYS
        return "point" if recent else "point_old"

    def absent(self) -> list[str]:
        """Who decides, when none of those there does."""
        deal = self.brief.deal
        if deal is None or any(Role.DECIDER in one.roles for one in self.brief.people):
            return []
        return [self.say("point_absent", who=deal.deciders) if deal.deciders else self.say("point_nobody")]

    def slip(self, one: Caution) -> str:
        """Whom people call by a title that is not theirs, and who does decide."""
        key = "slip" if one.deciders else "slip_nobody"
        if any(person.name in one.deciders for person in self.brief.people):
            key = "slip_here"
        return self.say(key, alias=one.other, who=one.who, title=one.title, deciders=one.deciders)

    def top(self) -> Iterator[Fact]:
        """What to obtain, bring, ask, and leave unsaid."""
        yield Fact(self.say("obtain"), self.obtain(), "strong")
        agreed = self.brief.deal.agreed if self.brief.deal else None
        if agreed:
            yield Fact(self.say("agreed"), self.say("on_day", what=agreed.what, day=agreed.due))
        bring, leave = (most[len(self.brief.people) > PAIR] for most in (BRING, LEAVE))
        for item in self.brief.bring[:bring]:
            words = [item.what]
            words += [self.by(item.due)] if item.due and item.kind is not Load.DOCUMENT else []
            words += [self.say(f"load_{item.kind.value}", who=item.whom)] if item.kind is not Load.STEP else []
            yield Fact(self.say("steps" if item.kind is Load.STEP else "bring"), DOT.join(words))
        if len(self.brief.bring) > bring:
            yield Fact(self.say("bring"), self.say("more", count=len(self.brief.bring) - bring), "quiet")
        if not self.brief.bring:
            yield Fact(self.say("bring"), self.say("bring_nothing"), "quiet")
        for at, text in enumerate(self.asks(), 1):
            yield Fact(self.say("ask"), f"{at}  {text}")
        for text in self.some([self.caution(one) for one in self.page.cautions], leave):
            yield Fact(self.say("leave"), text, "warn")
        if not self.page.cautions and not self.page.questions.tender:
            yield Fact(self.say("leave"), self.say("leave_nothing"), "quiet")
        if self.page.questions.tender:
            yield Fact(self.say("leave"), self.say("tender"), "warn")

    def obtain(self) -> str:
        """The step to come away with, and what we offer for it."""
        goal = self.brief.obtain
        if all(one.left for one in self.brief.people):
            return self.say("obtain_successor")
        text = self.say(f"obtain_{goal.kind.value}", what=goal.what, day=goal.date or "")
        if goal.kind is Goal.STEP and goal.date is None:
            text = self.say("obtain_step_undated", what=goal.what)
        return self.say("in_exchange", what=text, give=goal.give) if goal.give else text

    def asks(self) -> list[str]:
        """Three questions in words to say aloud, the ranked ones first."""
        if all(one.left for one in self.brief.people):
            return [self.say("said", ask=self.say("ask_successor"))]
        ranked = self.page.questions
        words = QuestionWords(ranked, self.texts)
        several = len(self.brief.people) > 1
        names = {one.id: one.name for one in self.brief.people}
        deal = self.brief.deal
        heir = self.say("said", ask=self.say("ask_heir"))
        leaving = [] if deal and deal.notice else [one.name for one in self.brief.people if one.leaves]
        found = [self.say("ask_whom", ask=heir, who=who) if several else heir for who in leaving]
        kinds = [each.unknown.kind for each in ranked.questions]
        broken = any(not one.fixed for one in self.brief.issues)  # who has that does not want things to stay so
        for at, one in enumerate(ranked.questions):
            if one.unknown.kind in kinds[:at] or (one.unknown.kind is Unasked.STATUS_QUO and broken):
                continue
            said = self.say("said", ask=words.words(one))
            whom = names.get(one.asked.person or "")
            found.append(self.say("ask_whom", ask=said, who=whom) if several and whom else said)
        if deal and deal.notice:
            return [*found, self.say("said", ask=self.say("ask_clarify"))][:QUESTIONS]
        further = ("ask_fail",) if Unasked.NEXT_STEP in kinds else ("ask_next", "ask_fail")
        said_more = [self.say("said", ask=self.say(key)) for key in further]
        more = [self.say("ask_guess", ask=said_more.pop(), need=one) for one in (deal.unconfirmed if deal else ())[:1]]
        return [*found, *more, *said_more][:QUESTIONS]

    def caution(self, one: Caution) -> str:
        """One thing not to raise, and the fact behind it."""
        if one.kind is Warn.TITLE:
            return self.say("leave_title", who=one.who, alias=one.other, title=one.title)
        key = f"leave_{one.kind.value}"
        key += "" if one.text or not self.texts.has(f"brief.{key}_bare") else "_bare"
        return self.say(key, who=one.who, other=one.other, what=one.text, day=one.date or self.say("no_day"))

    def around(self) -> Iterator[Fact]:
        """Why they must act, the next date, the exchange, and failures that may come up."""
        deal = self.brief.deal
        if deal:
            point = deal.milestone
            days = [self.say("on_day", what=point.name, day=point.date)] if point else []
            days += [self.say("close", day=deal.close)] if deal.close else []
            yield Fact(self.say("dates"), DOT.join(days) or self.say("unknown"))
            why = self.footing.marked(deal.consequence, Kind.EVENT) if deal.consequence else self.say("unknown")
            yield Fact(self.say("event"), why)
            if deal.give or deal.get:
                give, get = (self.texts.join(one) or self.say("nothing") for one in (deal.give, deal.get))
                yield Fact(self.say("exchange"), self.say("give_get", give=give, get=get))
        for one in self.brief.issues:
            state = self.say("fixed", day=one.fixed) if one.fixed else self.say("not_fixed")
            words = [one.what, self.say("since", day=one.opened), state]
            words += [self.say("cause", what=one.cause)] if one.cause else []
            words += [self.say(f"satisfied_{one.satisfied.value}")] if one.fixed else []
            yield Fact(self.say("issues"), DOT.join(words), "plain" if one.fixed else "bad")
        if not self.brief.issues:
            yield Fact(self.say("issues"), self.say("no_issues"), "quiet")
