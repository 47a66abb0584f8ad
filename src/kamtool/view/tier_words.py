"""The words of terms, levels, reasons and standards of ``kam portfolio tiers``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import reduce

from kamtool.analysis.overview import Money
from kamtool.analysis.tier_grid import RANKED
from kamtool.analysis.tier_terms import About, Level, Term
from kamtool.analysis.tiers import Placed, Tiers
from kamtool.model.values import AccountRelationship, RelationshipStage, Tier, YesNo
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Tone
from kamtool.view.figures import UNKNOWN
from kamtool.view.money import money, plain

SIGNS = {Level.HIGH: "▲", Level.MIDDLE: "●", Level.LOW: "▼", Level.UNKNOWN: "?"}
TONES: Mapping[Level, Tone] = {Level.HIGH: "good", Level.MIDDLE: "plain", Level.LOW: "bad", Level.UNKNOWN: "quiet"}
CHANGES = 3


class Words:
    """The words of one picture in one language."""

    def __init__(self, found: Tiers, texts: Texts) -> None:
        self.found = found
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"tiers.{key}", **values)

    def fold(self, key: str, words: Sequence[str]) -> str:
        """Several words as one, two at a time by the sentence of *key*."""
        return reduce(lambda first, second: self(key, first=first, second=second), words)

    def level(self, level: Level) -> str:
        """A level's word."""
        return self(f"level_{level.value}")

    def tier_or_empty(self, tier: Tier | None) -> str:
        """A tier's word; nothing for none."""
        return "" if tier in (None, Tier.UNKNOWN) else self.texts.term(tier)

    def amount(self, value: object) -> str:
        """An amount in the currency compared in."""
        return money(Money(Decimal(str(value)), self.found.currency), self.texts)

    def share(self, value: Decimal | None) -> str:
        """A part of 1 as a percentage with its sign; an index in two digits is no percentage."""
        return UNKNOWN if value is None else plain(Decimal(round(value * 100))) + "%"

    def figure(self, term: Term) -> str:
        """A term's figure as a table shows it."""
        match term.about:
            case About.PROFIT | About.OPEN_VALUE:
                return money(term.money, self.texts) if term.money else self("short_nothing")
            case About.MARGIN:
                return self.share(term.share)
            case About.GROWTH:
                return ("+" if (term.share or 0) > 0 else "") + self.share(term.share)
            case About.SUPPORT:
                return ("+" if (term.share or 0) > 0 else "") + plain(term.share or Decimal(0))
            case About.SHARE:
                return self("short_share", count=term.count, of=term.of)
            case About.RHYTHM:
                return self("short_rhythm", days=term.days, gap=term.of)
            case About.OBJECT:
                return "" if term.count is None else str(term.count)
            case About.SERVICE:
                return self(f"short_{term.reason}", count=term.count)
            case About.RELATIONSHIP:
                return self.stage(term.reason)
        return ""

    def worth(self, term: Term) -> str:
        """A term's amount; a loss without its minus, for the sentence says it."""
        if term.money is None:
            return ""
        value = abs(term.money.amount) if term.reason == "loss" else term.money.amount
        return money(Money(value, term.money.currency), self.texts)

    def stage(self, word: str) -> str:
        """What we are for the account, or the stage of the nearest person."""
        for kind in (AccountRelationship, RelationshipStage):
            if word in list(kind):
                return self.texts.term(kind(word))
        return word

    def said(self, term: Term) -> str:
        """A term in a sentence."""
        reason = "stage" if term.about is About.RELATIONSHIP and term.reason != "none" else term.reason
        shared = plain(term.share or Decimal(0)) if term.about in (About.SUPPORT, About.RHYTHM) else ""
        if term.about is About.GROWTH:
            shared = self.figure(term)
        return self(
            f"said_{term.about.value}_{reason}",
            money=self.worth(term),
            share=shared or self.share(term.share),
            count=term.count,
            of=term.of,
            days=term.days,
            year=self("in_year", year=term.year) if term.year else "",
            date=term.date or UNKNOWN,
            text=(term.text or "").rstrip("。."),
            stage=self.stage(term.reason),
        ).rstrip()

    def reasons(self, one: Placed) -> str:
        """Why an account stands where it does: on each axis what pulls it there, else what is known."""
        parts = []
        for key, terms, level in (
            ("because_worth", one.worth, one.attractiveness),
            ("because_standing", one.standing, one.position),
        ):
            pulling = [term for term in terms if term.level is level]
            said = [self.said(term) for term in pulling[:CHANGES]]
            text = self.fold("comma", said) if said else ""
            parts.append(self(key if text else f"{key}_bare", level=self.level(level), terms=text))
        return self.fold("semicolon", parts)

    def changes(self, one: Placed, every: bool = False) -> str:
        """What single term would bring another tier: toward the one claimed, or all of them."""
        if one.tier is None:
            return ""
        at, claimed = RANKED.index(one.tier), one.claimed
        back = RANKED.index(claimed) if claimed in RANKED else at
        found = [
            flip
            for flip in one.flips
            if every or (back < at and RANKED.index(flip.tier) < at) or (back > at and RANKED.index(flip.tier) > at)
        ]
        if not found:
            return "" if every or back == at else self("nothing_single")
        grouped: dict[tuple[Level, Tier], list[str]] = {}
        for flip in found:
            grouped.setdefault((flip.level, flip.tier), []).append(self(flip.about.value))
        shown = [
            self("flip", about=self.fold("or", abouts), level=self.level(level), tier=tier)
            for (level, tier), abouts in grouped.items()
        ]
        return self("would_change", what=self.fold("semicolon", shown))

    def lapses(self, one: Placed) -> list[str]:
        """What of the claimed tier's standard is not kept."""
        held, found = one.standard, []
        if held.contact is YesNo.NO:
            found.append(self("lapse_contact", days=held.days, every=held.every))
        elif held.every is not None and held.days is None:
            found.append(self("lapse_never", every=held.every))
        if held.review is YesNo.NO:
            found.append(self("lapse_review", days=held.reviewed_days))
        if held.sponsor is YesNo.NO:
            found.append(self("lapse_sponsor"))
        return found
