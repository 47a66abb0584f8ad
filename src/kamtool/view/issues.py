"""Service recovery as a person reads it: what is open beside what we sell, each failure's card, and what to ask."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.issues import Case, Gap, Recovery
from kamtool.model.values import Influence, IssueSeverity, YesNo
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Bar, Block, Cell, Chart, Column, Fact, Facts, Heading, Note, Table, Tone
from kamtool.view.footing import Footing
from kamtool.view.money import exact, money
from kamtool.view.page_words import PageWords, once

MOST_MENDED = 5
GRAVE: dict[IssueSeverity, Tone] = {
    IssueSeverity.MINOR: "plain",
    IssueSeverity.MAJOR: "warn",
    IssueSeverity.CRITICAL: "bad",
}
SATISFIED: dict[YesNo, Tone] = {YesNo.YES: "good", YesNo.NO: "bad", YesNo.UNKNOWN: "quiet"}
FAIRNESS = ("outcome", "procedure", "treatment")


def issues_view(
    found: Recovery, texts: Texts, explain: bool = False, footing: Footing | None = None
) -> tuple[Block, ...]:
    """The blocks of a recovery; with *explain* where each limit comes from."""
    t = Words(found, texts)
    blocks: list[Block] = [Heading(found.account, t.scope())]
    if not found.cases:
        return (*blocks, Note(t("empty"), "strong"))
    blocks += [Note(t.point(), "strong"), t.times(), Facts(tuple(once(t.facts())))]
    left = max(len(found.cases) - len(t.shown()), 0)
    for one in t.shown():
        blocks += t.card(one)
    if left:
        blocks.append(Note(t("more_mended", count=left), "quiet"))
    doing = tuple(Note(words, bullet=True) for words in t.doing())
    if doing:
        blocks += [Heading(t("do"), level=2), *doing]
    fair = t.fairness()
    if fair:
        blocks += fair
    if explain:
        blocks += t.terms(footing or Footing(texts))
    return tuple(blocks)


def issues_csv(found: Recovery, texts: Texts) -> tuple[Block, ...]:
    """Every failure as a row for a spreadsheet."""
    t = Words(found, texts)
    keys = ("opened", "severity", "what", "reported", "owner", "acknowledged", "days_to_answer", "fixed", "days")
    more = ("limit", "late", "cause", "compensation", "amount", "approval", "satisfied")
    return (Table(tuple(Column(t(f"csv_{key}")) for key in (*keys, *more)), tuple(map(t.exact, found.cases))),)


class Words:
    """The words of one recovery in one language."""

    def __init__(self, found: Recovery, texts: Texts) -> None:
        self.found = found
        self.texts = texts
        self.page = PageWords(texts)

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"issues.{key}", **values)

    def days(self, key: str, count: int, **values: object) -> str:
        """A sentence with a number of days: none, one, or several."""
        suffix = {0: "_none", 1: "_one"}.get(count, "")
        known = suffix and self.texts.has(f"issues.{key}{suffix}")
        return self(f"{key}{suffix}" if known else key, count=count, **values)

    def scope(self) -> str:
        """Whether it is about the account or a deal."""
        return " · ".join(word for word in (self("title"), self.found.deal or "") if word)

    def point(self) -> str:
        """What is open beside a sale; else what is open; else how the last ones went."""
        still = self.found.open
        if not still:
            key = "point_closed_one" if len(self.found.cases) == 1 else "point_closed"
            return self(key, fix=self.middle(self.found.median_to_fix), satisfied=self.satisfied())
        worst = still[0]
        words = {"what": worst.what, "late": self.standing(worst)}
        if not self.found.selling:
            return self("point_open", number=len(still), **words)
        sale = max(self.found.selling, key=lambda one: one.stage.number)
        key = "point_breach" if worst.breach else "point_beside"
        return self(key, number=len(still), deal=sale.name, stage=sale.stage, **words)

    def standing(self, one: Case) -> str:
        """How long a failure is open, and whether that is too long."""
        if one.late:
            return self.days("open_late", one.days, late=one.late)
        return self.days("open_days", one.days)

    def satisfied(self) -> str:
        """How many were satisfied of those asked; in bare numbers, for they are few."""
        if not self.found.asked:
            return self("satisfied_unknown")
        return self("satisfied_of", number=self.found.satisfied, all=self.found.asked)

    def middle(self, value: float | None) -> str:
        """A median number of days."""
        if value is None:
            return self.page("unknown")
        return self("days_one" if value == 1 else "days_none" if value == 0 else "days", count=f"{value:g}")

    def times(self) -> Chart:
        """Days to mend each failure, or since it was opened; the gravest colour where a limit was missed."""
        return Chart((), tuple(self.bar(one) for one in self.shown()), self("times"))

    def shown(self) -> tuple[Case, ...]:
        """The open ones, and the last of those mended."""
        mended = tuple(one for one in self.found.cases if not one.is_open)
        return (*self.found.open, *mended[:MOST_MENDED])

    def bar(self, one: Case) -> Bar:
        """One failure's time."""
        words = [self("open_mark")] if one.is_open else []
        words += [self.days("over", one.late)] if one.late else []
        tone: Tone = "bad" if one.late else "warn" if one.is_open else "good"
        label = one.opened.isoformat()
        return Bar(label, float(one.days), self.middle(float(one.days)), (), self.texts.join(words), tone)

    def facts(self) -> Iterator[Fact]:
        """How fast we answer and mend, whether they were satisfied, and beside which deals anything is open."""
        found = self.found
        for key, value, hit, all_ in (
            ("answering", found.median_to_answer, found.answered_in_time, found.answerable),
            ("mending", found.median_to_fix, found.fixed_in_time, found.fixable),
        ):
            words = [self("median", days=self.middle(value))] if value is not None else []
            words += [self("within", number=hit, all=all_)] if all_ else [self("no_limit")]
            yield Fact(self(key), self.page.together(words), "warn" if hit < all_ else "plain")
        unhappy = found.satisfied < found.asked
        yield Fact(self("satisfaction"), self.satisfied(), "warn" if unhappy else "plain")
        if found.open:
            for one in found.selling:
                tone: Tone = "bad" if found.open[0].breach else "warn"
                yield Fact(self("selling"), self("beside", deal=one.name, stage=one.stage), tone)

    def card(self, one: Case) -> Iterator[Block]:
        """One failure: what, when, why, what was given, what is missing."""
        severity = one.severity or self("no_severity")
        yield Heading(one.what, self("head", day=one.opened, severity=severity), level=2)
        yield Facts(tuple(self.rows(one)))

    def rows(self, one: Case) -> Iterator[Fact]:
        """The facts of one failure."""
        if one.reported_by:
            heavy = one.influence is Influence.HIGH
            yield Fact(self("reported"), self("heavy", who=one.reported_by) if heavy else one.reported_by)
        yield Fact(self("owner"), one.owner or self("nobody"), "plain" if one.owner else "bad")
        yield Fact(self("answered"), *self.answered(one))
        yield Fact(self("mended"), *self.mended(one))
        yield Fact(self("cause"), one.cause or self.page("unknown"), "plain" if one.cause else "warn")
        if one.compensation:
            yield Fact(self("given"), *self.given(one))
        if not one.is_open:
            key = "not_asked" if one.satisfied is YesNo.UNKNOWN else f"satisfied_{one.satisfied.value}"
            yield Fact(self("satisfaction"), self(key), SATISFIED[one.satisfied])

    def answered(self, one: Case) -> tuple[str, Tone]:
        """When it was acknowledged."""
        if one.acknowledged is None or one.days_to_answer is None:
            return self("not_answered"), "bad" if one.late_to_answer else "warn"
        took = self.days("took", one.days_to_answer, day=one.acknowledged)
        if one.late_to_answer:
            return self("and", first=took, second=self.days("over", one.late_to_answer)), "warn"
        return took, "plain"

    def mended(self, one: Case) -> tuple[str, Tone]:
        """When it was mended, against its limit."""
        said = self.standing(one) if one.fixed is None else self.days("took", one.days, day=one.fixed)
        if one.fixed is not None and one.late:
            said = self("and", first=said, second=self.days("over", one.late))
        if one.limit is not None:
            said = self("limited", said=said, day=one.limit)
        return said, "bad" if one.late else "warn" if one.is_open else "plain"

    def given(self, one: Case) -> tuple[str, Tone]:
        """What the organisation got, and who approved it."""
        given = one.compensation
        if given is None:
            return "", "plain"
        words = [given.kind, *([money(given.amount, self.texts)] if given.amount else [])]
        words.append(self("approved", number=given.approval) if given.approval else self("not_approved"))
        if Gap.PERSON in one.gaps:
            return self("to_person", what=self.texts.join(words)), "bad"
        return self.texts.join(words), "plain" if given.approval else "bad"

    def doing(self) -> Iterator[str]:
        """What to do, the most pressing first."""
        still = self.found.open
        if still and self.found.selling:
            sale = max(self.found.selling, key=lambda one: one.stage.number)
            who = still[0].reported_by or self("them")
            yield self("do_first", what=still[0].what, who=who, deal=sale.name)
        elif still:
            yield self("do_open", what=still[0].what, who=still[0].reported_by or self("them"))
        for gap in (Gap.PERSON, Gap.OWNER, Gap.ACKNOWLEDGED, Gap.APPROVAL, Gap.CAUSE, Gap.SEVERITY, Gap.SATISFIED):
            lacking = [one.what for one in self.found.cases if gap in one.gaps]
            if lacking:
                yield self(f"do_{gap.value}", what=lacking[0], number=len(lacking))

    def fairness(self) -> list[Block]:
        """Three questions to whoever suffered, once it is mended: who was not satisfied before who was never asked."""
        asked = [one for one in self.found.cases if one.satisfied is not YesNo.YES and not one.is_open]
        if not asked:
            return []
        one = min(asked, key=lambda one: one.satisfied is not YesNo.NO)
        who = one.reported_by or self("them")
        head = Heading(self("fairness"), self("fairness_about", who=who, what=one.what), level=2)
        return [head, Facts(tuple(Fact(self(key), self(f"ask_{key}")) for key in FAIRNESS))]

    def terms(self, footing: Footing) -> Iterator[Block]:
        """Where each limit comes from, and what counts."""
        yield Heading(self("explain"), level=2)
        for one in self.found.cases:
            key = one.basis.value if one.basis else "none"
            basis = self(f"basis_{key}", severity=one.severity or "")
            line = self("term", day=one.opened, what=one.what, limit=one.limit or "–", basis=basis)
            yield Note(footing.quoted(line, ("issues",), one.opened, one.what), bullet=True)
        for key in ("how_limits", "how_beside", "how_given", "source"):
            yield Note(self(key), "quiet")

    def exact(self, one: Case) -> tuple[Cell, ...]:
        """A failure's row in a spreadsheet."""
        given = one.compensation
        values: list[object] = [one.opened, one.severity, one.what, one.reported_by, one.owner, one.acknowledged]
        values += [one.days_to_answer, one.fixed, one.days, one.limit, one.late or 0, one.cause]
        values += [given.kind if given else None, exact(given.amount.amount) if given and given.amount else None]
        values += [given.approval if given else None, one.satisfied]
        return tuple(Cell("" if value is None else self.texts.show(value)) for value in values)
