"""Qualification as a person reads it: the advice, us against the rivals, what it rests on, and how to fight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kamtool.analysis.ages import Kind
from kamtool.analysis.qualification import CRITERIA, MINDS, Advice, Question
from kamtool.analysis.qualify import Answer, Change, Qualify, Vendor
from kamtool.model.values import Criterion, YesNo
from kamtool.playbook.read import Playbook
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Cell, Column, Fact, Facts, Heading, Note, Table, Tone
from kamtool.view.footing import Footing
from kamtool.view.strategy import strategy_blocks

SIGNS: dict[YesNo, tuple[str, Tone]] = {
    YesNo.YES: ("+", "good"),
    YesNo.NO: ("−", "bad"),
    YesNo.UNKNOWN: ("?", "quiet"),
}
TONES: dict[Advice, Tone] = {Advice.PURSUE: "good", Advice.DEVELOP: "warn", Advice.DROP: "bad", Advice.ASK: "warn"}
MOST = 5
KINDS = (Kind.ANSWER, Kind.BUDGET, Kind.EVENT, Kind.CRITERIA)


def qualify_view(
    found: Qualify,
    asks: Mapping[Criterion, str],
    book: Playbook,
    texts: Texts,
    explain: bool = False,
    footing: Footing | None = None,
) -> tuple[Block, ...]:
    """The blocks of a qualification; *asks* holds the question to ask for each criterion."""
    t = Words(found, asks, texts, footing or Footing(texts))
    head = Heading(found.account, t("title", deal=found.deal or t("no_deal")))
    if found.us is None:
        return head, Note(t("empty"))
    blocks: list[Block] = [head, Note(t.point(), "strong"), t.scores(), t.table(), Facts(tuple(t.facts()))]
    blocks += t.footing.old(*KINDS)
    if found.strategy is not None:
        blocks += strategy_blocks(found.strategy, book, texts)
    turns = t.turns() if found.us.answered else iter(())
    for key, notes in (("turns", turns), ("changed", t.changed()), ("ask", t.questions())):
        lines = tuple(notes)
        blocks += [Heading(t(key), level=2), *lines] if lines else []
    if explain:
        keys = ("explain_score", "explain_gates", "explain_advice", "explain_gap", "explain_bare", "explain_strategy")
        ratio = found.strategy.ratio if found.strategy else 3
        blocks += [Heading(t("explain"), level=2), *(Note(t(key, ratio=ratio), bullet=True) for key in keys)]
        blocks += [*t.stands(), *t.footing.terms(*KINDS)]
    return tuple(blocks)


def number(value: int) -> str:
    """A score with its sign."""
    return f"{value:+d}".replace("-", "−") if value else "0"


class Words:
    """The words of one qualification in one language."""

    def __init__(self, found: Qualify, asks: Mapping[Criterion, str], texts: Texts, footing: Footing) -> None:
        self.found = found
        self.footing = footing
        self.asks = asks
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"qualify.{key}", **values)

    def point(self) -> str:
        """The advice with its reason, and who decided otherwise."""
        found, us = self.found, self.found.us
        if us is None or not us.answered:
            return self("point_unanswered")
        said = self(f"point_{found.advice}", why=self.why())
        if found.override is not None and found.advice is not Advice.PURSUE:
            decided = found.override
            return self("overridden", said=said, who=decided.approver, day=decided.date, reason=decided.reason)
        return said

    def why(self) -> str:
        """What the advice rests on."""
        found = self.found
        below = [
            one for one in found.short if one.question in (Question.OPPORTUNITY, Question.WORTH) and one.points > 1
        ]
        if found.advice is Advice.DROP:
            return self("why_below", questions=self.several(self.short_name(one.question) for one in below))
        if found.advice is Advice.DEVELOP and found.failed_gates:
            return self("why_gates", gates=found.failed_gates)
        if found.advice is Advice.PURSUE:
            return self("why_open", gates=found.open_gates) if found.open_gates else self("why_clear")
        return self("why_short", questions=self.several(self.short_name(one.question) for one in found.short))

    def several(self, words: Iterable[str]) -> str:
        """Several words as one."""
        return self.texts.join(words)

    def short_name(self, question: Question) -> str:
        """A question in a word, with our score; without one as long as nothing of it is answered."""
        at, word = list(Question).index(question), self(f"short_{question}")
        if self.found.us is None or not self.told(self.found.us, at):
            return self("named_open", question=word)
        return self("named", question=word, score=number(self.found.us.scores[at]))

    def scores(self) -> Table:
        """The four scores of everybody."""
        vendors = [one for one in (self.found.us, *self.found.rivals) if one is not None]
        columns = (Column(self("question")), *(Column(self.name(one), "right") for one in vendors))
        rows = []
        for at, question in enumerate(Question):
            rows.append((Cell(self(f"question_{question}")), *(self.score(one, at) for one in vendors)))
        rows.append((Cell(self("chances"), "strong"), *(Cell(self.chances(one), "strong") for one in vendors)))
        rows.append((Cell(self("answered"), "quiet"), *(Cell(f"{one.answered}/20", "quiet") for one in vendors)))
        return Table(columns, tuple(rows))

    def name(self, one: Vendor) -> str:
        """A vendor's name; ours is us."""
        return self("us") if one is self.found.us else one.name

    def score(self, one: Vendor, at: int) -> Cell:
        """One score; ``?`` where nothing is answered."""
        if not self.told(one, at):
            return Cell("?", "quiet")
        value = one.scores[at]
        before = self.found.before
        shown = number(value)
        if one is self.found.us and before and before[at] != value:
            shown = f"{number(before[at])} → {shown}"
        return Cell(shown, "good" if value > 0 else "bad" if value < 0 else "warn")

    def told(self, one: Vendor, at: int) -> bool:
        """Whether a vendor has any answer to a question."""
        asked = [each for each in self.found.answers if each.question is list(Question)[at]]
        if one is self.found.us:
            return any(each.value is not YesNo.UNKNOWN for each in asked)
        place = self.found.rivals.index(one)
        return any(each.rivals[place] is not YesNo.UNKNOWN for each in asked)

    def chances(self, one: Vendor) -> str:
        """The two middle questions together."""
        return number(one.chances) if one.told else "?"

    def table(self) -> Table:
        """The twenty answers, ours beside the rivals', and what ours rest on."""
        vendors = [one.name for one in self.found.rivals]
        columns = [
            Column(self("criterion")),
            Column(self("us")),
            *(Column(one) for one in vendors),
            Column(self("rests")),
        ]
        rows: list[tuple[Cell, ...]] = []
        for question in CRITERIA:
            rows.append((Cell(self(f"short_{question}"), "strong"), *(Cell("") for _ in columns[1:])))
            rows += [self.row(one) for one in self.found.answers if one.question is question]
        return Table(tuple(columns), tuple(rows))

    def row(self, one: Answer) -> tuple[Cell, ...]:
        """One criterion."""
        label = self("gate_mark", criterion=one.criterion) if one.gate else self.texts.term(one.criterion)
        return (
            Cell(f"  {label}"),
            self.sign(one.value, self.footing.mark(Kind.ANSWER, "us", one.criterion.value)),
            *(self.sign(value) for value in one.rivals),
            self.rests(one),
        )

    def sign(self, value: YesNo, mark: str = "") -> Cell:
        """An answer as its sign and word, marked when it is stale; what is unknown as ``?``."""
        sign, tone = SIGNS[value]
        return Cell(sign if value is YesNo.UNKNOWN else f"{sign} {self.texts.term(value)}{mark}", tone)

    def stands(self) -> Iterator[Note]:
        """Each of our answers with its points and its place in the file."""
        for one in self.found.answers:
            points = number({YesNo.YES: 1, YesNo.NO: -1, YesNo.UNKNOWN: 0}[one.value])
            line = self("term_answer", criterion=one.criterion, value=one.value, points=points)
            path = self.footing.in_deal("qualification", "us", one.criterion.value)
            yield Note(self.footing.at(line, path) if self.footing.has(path) else line, "quiet", bullet=True)

    def rests(self, one: Answer) -> Cell:
        """What an answer rests on."""
        if one.bare:
            return Cell(self("bare"), "warn")
        if one.elsewhere:
            return Cell(self("elsewhere"), "quiet")
        words = self.texts.join(one.evidence)
        if words and one.date:
            return Cell(self("dated", evidence=words, day=one.date))
        return Cell(words)

    def facts(self) -> Iterator[Fact]:
        """Gates, the gap to the best rival, and what is not borne out."""
        found = self.found
        if found.failed_gates:
            yield Fact(self("gates"), self("gates_no", gates=found.failed_gates), "bad")
        if found.open_gates:
            yield Fact(self("gates"), self("gates_open", gates=found.open_gates), "warn")
        if not found.failed_gates and not found.open_gates:
            yield Fact(self("gates"), self("gates_yes"), "good")
        yield Fact(self("gap"), self.gap())
        if found.bare:
            criteria = [one.criterion for one in found.bare]
            yield Fact(self("unshown"), self("unshown_which", count=len(criteria), criteria=criteria), "warn")

    def gap(self) -> str:
        """Our chances less the best rival's, and how much we know of that rival."""
        found = self.found
        if found.gap is None:
            return self("gap_unknown") if found.rivals else self("gap_nobody")
        best = max((one for one in found.rivals if one.answered), key=lambda one: one.chances)
        return self(
            "gap_known" if best.told > MOST else "gap_thin", gap=number(found.gap), rival=found.best, told=best.told
        )

    def turns(self) -> Iterator[Note]:
        """What would change the advice: to the better first, then what would end it."""
        found = self.found
        better = [one for one in found.turns if one.advice is Advice.PURSUE]
        if better:
            criteria = [one.criterion for one in better]
            yield Note(self("turn_pursue", criteria=criteria), bullet=True)
        elif found.advice is not Advice.PURSUE:
            if found.failed_gates:
                yield Note(self("turn_gates", gates=found.failed_gates), bullet=True)
            for one in found.short:
                ways = self.texts.join(self.texts.term(each) for each in (*one.open, *one.against))
                yield Note(
                    self("turn_short", question=self.short_name(one.question), count=one.points, ways=ways),
                    bullet=True,
                )
        for result in (Advice.DROP, Advice.DEVELOP):
            worse = [one.criterion for one in found.turns if one.advice is result and one.to is YesNo.NO]
            if worse:
                yield Note(self(f"turn_{result}", criteria=worse), bullet=True)

    def changed(self) -> Iterator[Note]:
        """Answers that were others before."""
        found = self.found
        if found.since and not found.changes:
            yield Note(self("unchanged", day=found.since), "quiet")
        for one in found.changes:
            yield Note(self.change(one), bullet=True)

    def change(self, one: Change) -> str:
        """One change."""
        whose = self("us") if one.vendor == "us" else one.vendor
        was = self("was_on", value=one.before, day=one.before_on) if one.before_on else self.texts.term(one.before)
        now = self("was_on", value=one.value, day=one.date) if one.date else self.texts.term(one.value)
        said = self("change", whose=whose, criterion=one.criterion, was=was, now=now)
        return self("change_why", change=said, why=self.texts.join(one.evidence)) if one.evidence else said

    def questions(self) -> Iterator[Note]:
        """What to ask first: open gates, what is open in can we win, and yeses that nothing shows."""
        found = self.found
        unknown = [one for one in found.answers if one.value is YesNo.UNKNOWN and not one.elsewhere]
        wanted = sorted(unknown, key=lambda one: (not one.gate, one.question is not Question.WIN))
        wanted += [one for one in found.bare if one not in wanted]
        if found.strategy is not None and found.strategy.notice:
            waits = [self.texts.term(one.criterion) for one in wanted if one.criterion in MINDS]
            wanted = [one for one in wanted if one.criterion not in MINDS]
            if waits:
                yield Note(self("ask_after_award", criteria=self.texts.join(waits)), "warn")
            if wanted:
                yield Note(self.texts("questions.tender"), "warn")
        for one in wanted[:MOST]:
            ask = self.asks.get(one.criterion, "")
            yield Note(self("ask_one", criterion=one.criterion, ask=ask), bullet=True)
        if len(wanted) > MOST:
            yield Note(self("ask_more", count=len(wanted) - MOST), "quiet")
