"""The account on a page: what matters most, each deal, the people, what is owed, the money, what nobody knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from kamtool.analysis.ages import Kind
from kamtool.analysis.deal import is_agreed
from kamtool.analysis.expectation import Expected, State
from kamtool.analysis.page import Page
from kamtool.diagnostic import Diagnostic, Severity
from kamtool.model.values import AccountRelationship, Influence, OrganizationType, Party, Tier
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.blocks import Block, Fact, Facts, Heading, Note
from kamtool.view.counts import counts
from kamtool.view.expect import expectation
from kamtool.view.footing import Footing
from kamtool.view.page_deal import DealWords
from kamtool.view.page_words import MOST, PageWords, once
from kamtool.view.said import said

KINDS = (Kind.ATTITUDE, Kind.AUTHORITY, Kind.BUDGET, Kind.EVENT)
NONE: Mapping[str, Footing] = MappingProxyType({})
MOST_FACES = 8
MOST_CONTACTS = 3
MOST_QUESTIONS = 6
# What a manager asks about first: whether we are losing, our word, the next step, silence, who we talk to.
PRESSING = ("KAM114", "KAM303", "KAM301", "KAM305", "KAM206", "KAM117", "KAM105", "KAM113")
UPKEEP = ("KAM702", "KAM707", "KAM902")


def plan_show_view(
    found: Page,
    diagnostics: Sequence[Diagnostic],
    texts: Texts,
    explain: bool = False,
    footing: Footing | None = None,
    of_deals: Mapping[str, Footing] = NONE,
) -> tuple[Block, ...]:
    """The blocks of a page; *diagnostics* are the findings of the plan, of which the worst is said first.

    *footing* is that of the account, *of_deals* of each deal. With *explain* every age stands below.
    """
    account = footing or Footing(texts)
    t, every = Words(found, texts, account), account.joined(of_deals.values())
    blocks: list[Block] = [Heading(found.name, t.card()), Note(t.point(diagnostics), "strong")]
    deals = [(DealWords(texts, of_deals.get(deal.id)), deal) for deal in found.deals]
    for words, deal in deals:
        blocks += [Heading(deal.name, words.head(deal), level=2), Facts(tuple(once(words.facts(deal))))]
    for title, facts in (("people", t.people()), ("open", t.open()), ("around", t.around())):
        rows = tuple(once(facts))
        if rows:
            blocks += [Heading(t(title), level=2), Facts(rows)]
    questions = [one for words, deal in deals for one in words.questions(deal)]
    questions += [t(f"ask_{one.value}") for one in found.not_known]
    questions = list(dict.fromkeys(questions))
    if questions:
        left = len(questions) - MOST_QUESTIONS
        text = t.said_on(questions[:MOST_QUESTIONS] + ([t("more_questions", count=left)] if left > 0 else []))
        blocks += [Heading(t("not_known"), level=2), Facts((Fact(t("ask"), text),))]
    blocks += [*every.old(*KINDS), Note(t.checked(), "quiet")]
    return (*blocks, *every.terms(*KINDS)) if explain else tuple(blocks)


def pressing(one: Diagnostic) -> tuple[int, int]:
    """How much a finding presses: by severity, then by what it is about; the state of the plan's data comes last."""
    if one.code in PRESSING:
        return one.severity, len(PRESSING) - PRESSING.index(one.code)
    return one.severity, -1 if one.code in UPKEEP else 0


class Words(PageWords):
    """The words of one page in one language."""

    def __init__(self, found: Page, texts: Texts, footing: Footing) -> None:
        super().__init__(texts, footing)
        self.found = found

    def card(self) -> str:
        """Who this is: type, industry, tier, owner, review."""
        found = self.found
        words = [
            self.texts.term(found.type) if found.type is not OrganizationType.UNKNOWN else "",
            found.industry or "",
            self("tier", tier=found.tier) if found.tier is not Tier.UNKNOWN else "",
            found.owner or "",
            self("reviewed", day=found.reviewed, ago=self.ago(found.days_reviewed)) if found.reviewed else "",
        ]
        return " · ".join(word for word in words if word)

    def point(self, diagnostics: Sequence[Diagnostic]) -> str:
        """The worst finding in words, and the next dated step."""
        worst = max(diagnostics, key=pressing, default=None)
        step = self.next_step()
        if worst is None or (worst.severity is Severity.HINT and step):
            return step or self("point_nothing")
        message = self.sentence(worst)
        return self.said_on([message, step] if step else [message])

    def sentence(self, found: Diagnostic) -> str:
        """A finding as a sentence: with a capital, unless a word of the plan stands first, and a full stop."""
        text = said(found, self.texts).message
        if not any(text.startswith(str(value)) for value in found.params.values()):
            text = text[:1].upper() + text[1:]
        return text if text.endswith(("?", "？")) else self("sentence", text=text)

    def next_step(self) -> str:
        """The first dated step ahead that the customer agreed to, of any deal; else the first of any."""
        steps = [deal.step for deal in self.found.deals if deal.step]
        first = min(steps, key=lambda one: (not is_agreed(one), one.date), default=None)
        if first is None:
            return ""
        return self("point_step", what=first.what, day=first.date, when=self.due(first.days))

    def people(self) -> Iterator[Fact]:
        """Who is for us, undecided, against us, unknown; the last contacts, and who proposed what came next."""
        found = self.found.people
        groups = {"accept": found.accept, "undecided": found.undecided, "against": found.against}
        for key, faces in {**groups, "unknown_view": found.unknown}.items():
            if faces:
                shown = self.texts.join(self.face(one) for one in faces[:MOST_FACES])
                more = [self("more_people", count=len(faces) - MOST_FACES)] if len(faces) > MOST_FACES else []
                yield Fact(
                    self(key, count=len(faces)), " ".join([shown, *more]), "bad" if key == "against" else "plain"
                )
        for one in self.found.contacts[:MOST_CONTACTS]:
            yield Fact(self("contacts"), self.contact(one))
        last = [one.proposed_by for one in self.found.contacts if one.proposed_by][:5]
        if len(last) > 1:
            theirs = last.count(Party.CUSTOMER)
            key = "proposed" if theirs else "proposed_never"
            yield Fact(self("proposals"), self(key, count=theirs, all=len(last)), "plain" if theirs else "warn")

    def open(self) -> Iterator[Fact]:
        """Promises both ways, actions and issues that are still open; the overdue first."""
        found = self.found
        yield from self.debts("we_owe", found.we_owe)
        yield from self.debts("they_owe", found.they_owe)
        for key, word in (("our_word", found.our_word), ("their_word", found.their_word)):
            if word.due > 1:
                yield Fact(self("word"), self(key, count=word.in_time, all=word.due))
        yield from self.debts("actions", found.actions)
        for one_ in found.expected:
            if one_.state is not State.KEPT:
                tone = "plain" if one_.state is State.AHEAD else "bad"
                yield Fact(self.texts("expect.title"), self.expectation(one_), tone)  # type: ignore[arg-type]
        for one in found.issues[:MOST]:
            words = [self.texts.term(one.severity)] if one.severity else []
            words += [one.what, self.ago(one.days), one.owner or self("no_owner")]
            words += [self("past_limit", count=one.late)] if one.late else []
            yield Fact(self("issues"), " · ".join(words), "bad" if one.late else "warn")
        yield from self.rest("issues", len(found.issues))

    def expectation(self, one: Expected) -> str:
        """What has to be so by a day, and whether it is."""
        said = expectation(one, self.texts)
        return self.texts("expect.line", said=said, by=one.by, state=self.texts(f"expect.state_{one.state.value}"))

    def around(self) -> Iterator[Fact]:
        """Rivals, money, our standing, registrations, and deals that are over."""
        found = self.found
        rivals = [one for one in found.rivals if one.strengths or one.weaknesses or one.allies]
        for rival in rivals[:MOST]:
            yield Fact(self("rivals"), self.rival(rival))
        yield from self.rest("rivals", len(rivals))
        for year in found.years[:2]:
            loss = year.after_cost is not None and year.after_cost.amount < 0
            yield Fact(self("money"), self.year(year), "bad" if loss else "plain")
        if found.relationship is not AccountRelationship.UNKNOWN:
            yield Fact(self("standing"), self("standing_as", stage=found.relationship))
        for one in found.expiring:
            key = "expired" if one.days < 0 else "expires"
            yield Fact(
                self("registration"), self(key, who=one.dealer, day=one.until, when=self.passed(one.days)), "warn"
            )
        for deal in found.closed[:MOST]:
            yield Fact(self("closed"), self.closed(deal))
        yield from self.rest("closed", len(found.closed))

    def checked(self) -> str:
        """How much the check found, and the command that shows it."""
        command, found = f"kam check {self.found.id}", self.found.findings
        said = self("clean") if found.none else counts(found, self.texts)
        heavy = any(one.influence is Influence.HIGH for one in self.found.people.all)
        return " · ".join([self("found", what=said, command=command), *([self("legend")] if heavy else [])])

    def said_on(self, sentences: Sequence[str]) -> str:
        """Sentences one after the other."""
        return ("" if self.texts.lang is Lang.ZH else " ").join(sentences)
