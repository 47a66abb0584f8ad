"""A review as a person reads it: each step with what holds now, why it is asked and what hangs on it."""

from __future__ import annotations

from collections.abc import Mapping

from kamtool.analysis.asking import Audience
from kamtool.review.steps import Form, Review, Step
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.blocks import Block, Cell, Column, Heading, Note, Table
from kamtool.view.footing import Footing
from kamtool.view.questions import gap, place, values
from kamtool.view.signs import percent

DOT = " · "
COLUMNS = ("what", "now", "why")


def review_view(found: Review, footing: Footing, texts: Texts) -> tuple[Block, ...]:
    """The blocks of everything a review would ask."""
    t = Words(footing, texts)
    head = Heading(found.account, t("title"))
    if not found.steps:
        return (head, Note(t.nothing(found), "strong"), *t.rest(found))
    rows = tuple(
        (Cell(str(at), "quiet"), Cell(t.what(one), "strong"), Cell(t.now(one) or t.ask(one)), Cell(t.reason(one)))
        for at, one in enumerate(found.steps, 1)
    )
    columns = (Column("", "right"), *(Column(t(key)) for key in COLUMNS))
    return head, Note(t.point(found), "strong"), Table(columns, rows), *t.rest(found)


def step_lines(step: Step, at: int, of: int, footing: Footing, texts: Texts) -> tuple[str, ...]:
    """One step, before it is answered."""
    t = Words(footing, texts)
    lines = [t("step", at=at, of=of, what=t.what(step))]
    said = (("now", t.now(step)), ("why", t.why(step)), ("hangs", t.hangs(step)), ("ask", t.ask(step)))
    return (*lines, *(f"  {t(f'line_{key}')}  {text}" for key, text in said if text))


class Words:
    """The words of one review in one language."""

    def __init__(self, footing: Footing, texts: Texts) -> None:
        self.footing = footing
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"review.{key}", **values)

    def point(self, found: Review) -> str:
        """How much there is to go through, and when that was last done."""
        old = sum(one.aged is not None for one in found.steps)
        said = self("point", old=old, unknown=len(found.steps) - old)
        return self.both(said, self.last(found))

    def last(self, found: Review) -> str:
        """When this was last done."""
        return self("last", day=found.reviewed) if found.reviewed else self("never")

    def nothing(self, found: Review) -> str:
        """What to say when nothing is old and nothing can be answered in a word."""
        return self.both(self("nothing"), self.last(found))

    def both(self, one: str, two: str) -> str:
        """Two sentences; Chinese has no space between them."""
        return f"{one}{two}" if self.texts.lang is Lang.ZH else f"{one} {two}"

    def reason(self, step: Step) -> str:
        """Why it is asked and what hangs on it, in one cell."""
        return DOT.join(word for word in (self.why(step), self.hangs(step)) if word)

    def rest(self, found: Review) -> tuple[Block, ...]:
        """How many questions need more than a word."""
        return (Note(self("wide", count=found.wide), "quiet"),) if found.wide else ()

    def what(self, step: Step) -> str:
        """What the step is about."""
        if step.aged is not None:
            return self("about", kind=self.texts(f"ages.{step.kind}"), what=self.footing.what(step.aged)).rstrip("： :")
        return gap(step.question, self.texts) if step.question is not None else step.name

    def now(self, step: Step) -> str:
        """What the plan says, and what it rests on."""
        words = [self.label(step, step.value)] if step.value and step.form is not Form.PROOF else []
        if step.aged is not None:
            words.append(step.aged.date.isoformat())
            words += [self.texts(f"review.source_{step.source}")] if step.source else []
        words += [one for one in step.evidence[-1:] if one]
        return DOT.join(words)

    def ask(self, step: Step) -> str:
        """The words to ask it in, where there is somebody to ask."""
        if step.question is None or step.question.asked.audience in (Audience.NOBODY, Audience.AWARD):
            return ""
        key = f"questions.{place(step.question)}.{step.question.asked.audience}"
        return self.texts(key, **values(step.question))

    def label(self, step: Step, value: str) -> str:
        """A value in words."""
        listed = step.listed
        if listed is None or value not in [one.value for one in listed]:
            return value
        return self.texts.term(listed(value))

    def why(self, step: Step) -> str:
        """Why it is asked now."""
        if step.aged is not None:
            key = "why_expired" if step.aged.expired else "why_old"
            return self(key, days=step.aged.days, limit=step.limit)
        return ""

    def hangs(self, step: Step) -> str:
        """What an answer settles or moves, and how near the decision is."""
        words = [self("settles", codes=step.codes)] if step.codes else []
        if step.question is not None:
            one = step.question.unknown
            if one.index is not None and one.share:
                words.append(self(f"moves_{one.index}", share=percent(one.share)))
            if one.bonus is not None:
                words.append(self(f"bonus_{one.bonus}"))
            if one.due is not None:
                name = one.due.name or self("close")
                words.append(self("due", what=name, days=one.due.days))
        return DOT.join(words)


def written(step: Step, new: str | None, names: Mapping[str, str], footing: Footing, texts: Texts) -> str:
    """The line that tells what an answer wrote."""
    t = Words(footing, texts)
    if new is None:
        return t("written_still", what=t.what(step))
    label = names[new] if step.form is Form.ROLE else t.label(step, new)
    if step.question is not None:
        who = step.question.who or (texts.term(step.question.unknown.role) if step.question.unknown.role else "")
        return t("written_new", what=who, new=label) if who else t("written_plain", new=label)
    old = t.label(step, step.value) if step.value else ""
    return (
        t("written_changed", what=t.what(step), old=old, new=label) if old != label else t("written_plain", new=label)
    )


def menu(step: Step, names: dict[str, str], texts: Texts) -> str:
    """The answers to choose from, numbered."""
    words = Words(Footing(texts), texts)
    shown = [names.get(one) or words.label(step, one) for one in step.choices]
    if step.form is Form.SCORE:
        return texts("review.menu_score")
    return "  ".join(f"{at} {one}" for at, one in enumerate(shown, 1))
