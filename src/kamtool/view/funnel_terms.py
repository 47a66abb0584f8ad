"""The terms behind a funnel's numbers, down to file and line."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.funnel import TO_WIN, Count, Funnel, Step
from kamtool.analysis.funnel_report import FunnelReport
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Heading, Note
from kamtool.view.figures import amount, deals, interval, rated, wanted, whole
from kamtool.view.funnel_words import OVERALL, Words, beside_target, is_capped


def terms(found: FunnelReport, texts: Texts) -> tuple[Block, ...]:
    """Counts with their places, then every formula with its numbers."""
    words = Words(found, texts)
    if found.funnel is None:
        return ()
    lines = [
        *(count(one, words) for one in found.funnel.counts),
        *rates(found.funnel, words),
        *losses(found.funnel, words),
        *overall(found.funnel, words),
        *needs(found, words),
    ]
    several = any(len(one.places) > 1 for one in found.funnel.counts)
    notes = [words("term_note"), *([words("term_targets")] if several else [])]
    heading = Heading(words("explain"), level=2)
    return (heading, *(Note(line, bullet=True) for line in lines), *(Note(note, "quiet") for note in notes))


def count(one: Count, words: Words) -> str:
    """A count and where it stands."""
    if not one.places:
        return words("term_count_none", count=words(one.name))
    single = len(one.places) == 1
    shown = [
        words("term_place" if single else "term_place_sum", value=whole(at.value), file=at.file, line=at.line)
        for at in one.places
    ]
    return words("term_count", count=words(one.name), value=whole(one.value), places=" + ".join(shown))


def rates(funnel: Funnel, words: Words) -> Iterator[str]:
    """The five rates."""
    for at in funnel.steps:
        rate, name = at.rate, words(at.name)
        if rate.gap:
            yield words("term_rate_none", step=name, reason=words(f"reason_{rate.gap}"))
            continue
        values = {"advanced": whole(rate.advanced), "entered": whole(rate.entered), "interval": interval(rate, 1)}
        sentence = "term_rate_few" if rate.few else "term_rate"
        yield words(sentence, step=name, rate=beside_target(at, words.texts), **values)


def losses(funnel: Funnel, words: Words) -> Iterator[str]:
    """What each step costs against target, and what ten points more bring."""
    for at in funnel.steps:
        values = {"step": words(at.name), "rate": fraction(at), "terms": product(at, funnel)}
        if at.loss is not None and at.target is not None:
            target = wanted(at.target)
            if at.loss:
                yield words("term_loss", target=target, loss=amount(at.loss), **values)
            else:
                yield words("term_no_loss", target=target, **values)
    for at in funnel.steps:
        values = {"step": words(at.name), "rate": fraction(at), "terms": product(at, funnel)}
        if at.gain is not None:
            yield words("term_gain_capped" if is_capped(at) else "term_gain", gain=amount(at.gain), **values)


def product(at: Step, funnel: Funnel) -> str:
    """Those who entered a step, and the rates after it up to the win."""
    after = TO_WIN[TO_WIN.index(at.name) + 1 :] if at.name in TO_WIN else ()
    return " × ".join([whole(at.rate.entered), *(fraction(funnel.step(name)) for name in after)])


def fraction(at: Step) -> str:
    """A rate as the counts it is made of, so that a formula gives what it says."""
    return f"{whole(at.rate.advanced)}/{whole(at.rate.entered)}"


def overall(funnel: Funnel, words: Words) -> Iterator[str]:
    """The rates over several steps."""
    for key in OVERALL:
        rate = getattr(funnel, key)
        if rate.gap:
            yield words("term_rate_none", step=words(f"name_{key}"), reason=words(f"reason_{rate.gap}"))
            continue
        values = {"advanced": whole(rate.advanced), "entered": whole(rate.entered), "interval": interval(rate, 1)}
        sentence = "term_overall_few" if rate.few else "term_overall"
        yield words(sentence, name=words(f"name_{key}"), rate=rated(rate, words.texts, 1), **values)


def needs(found: FunnelReport, words: Words) -> Iterator[str]:
    """What the wins wanted take."""
    plan, funnel = found.back_plan, found.funnel
    if plan is None or funnel is None:
        return
    won = whole(funnel.count("won").value)
    for one in plan.needs:
        if one.needed is not None:
            values = {"wins": whole(plan.wins), "now": whole(one.now), "won": won, "needed": whole(one.needed)}
            yield words("term_need", count=words(one.count), deals=deals(plan.wins, words.texts), **values)
