"""What a funnel says in a sentence or two."""

from __future__ import annotations

from kamtool.analysis.funnel import COUNTS, TO_WIN, Fault, Funnel, Step
from kamtool.analysis.funnel_report import FunnelReport
from kamtool.texts.lookup import Texts
from kamtool.view.figures import deals, interval, rated, share, wanted, whole

OVERALL = ("market_to_won", "contact_to_won", "market_to_redeveloped")


class Words:
    """The words of one report in one language."""

    def __init__(self, found: FunnelReport, texts: Texts, asked: bool = False) -> None:
        self.found = found
        self.texts = texts
        self.asked = asked

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"funnel.{key}", **values)

    def named(self, names: tuple[str, ...]) -> str:
        """Counts or steps by the words for them."""
        return self.texts.join(self(name) for name in names)

    def sentences(self, *said: str) -> str:
        """Sentences one after the other."""
        return ("" if self.texts.lang == "zh" else " ").join(said)

    def point(self, funnel: Funnel) -> str:
        """What this funnel says in a sentence or two."""
        if funnel.faults:
            return self("point_fault", period=funnel.period, fault=self.fault(funnel.faults[0]))
        if funnel.stopped:
            at = funnel.step(funnel.stopped)
            return self("point_stopped", step=self(at.name), period=funnel.period, share=self.part(at))
        if funnel.bottleneck:
            return self.loss(funnel.step(funnel.bottleneck), funnel.period, funnel.unjudged)
        return self.no_bottleneck(funnel)

    def loss(self, at: Step, period: str, unjudged: tuple[str, ...]) -> str:
        """What the bottleneck costs, whether it may be chance, and what could not be compared with it."""
        lost = deals(at.loss or 0, self.texts)
        values = {"share": self.part(at), "target": wanted(at.target or 0)}
        said = [self("point_loss", step=self(at.name), period=period, deals=lost, **values)]
        if at.chance:
            said.append(self("point_chance", entered=whole(at.rate.entered), interval=interval(at.rate)))
        if unjudged:
            said.append(self("point_unjudged", steps=self.named(unjudged)))
        return self.sentences(*said)

    def no_bottleneck(self, funnel: Funnel) -> str:
        """Why no step is the bottleneck."""
        to_win = [funnel.step(name) for name in TO_WIN]
        uncounted = tuple(one.name for one in funnel.counts[:5] if one.value is None)
        if funnel.counts[0].value == 0:
            return self("point_nothing", count=self(COUNTS[0]))
        if uncounted and len(funnel.unjudged) == len(TO_WIN):
            return self("point_broken", counts=self.named(uncounted))
        if all(one.target is None for one in to_win):
            return self("point_no_target")
        if funnel.unjudged:
            return self("point_reached_known", steps=self.named(funnel.unjudged))
        last = funnel.step("redevelop")
        said = self("point_reached", period=funnel.period)
        if not last.loss:
            return said
        short = deals(last.loss, self.texts, "funnel.again")
        again = self("point_again", short=short, share=self.part(last), target=wanted(last.target or 0))
        return self.sentences(said, again)

    def part(self, at: Step) -> str:
        """How many passed a step, as part of a sentence."""
        if at.rate.few:
            return self(f"few_{at.name}", advanced=at.rate.advanced, entered=at.rate.entered)
        return self(f"share_{at.name}", share=beside_target(at, self.texts))

    def fault(self, fault: Fault) -> str:
        """A count that cannot be, with its place."""
        place = f"{fault.file}:{fault.line}"
        if fault.of is None:
            return self("fault_negative", count=self(fault.count), value=whole(fault.value), place=place)
        values = {"value": whole(fault.value), "of": self(fault.of), "whole": whole(fault.whole)}
        return self("fault_more", count=self(fault.count), place=place, **values)


def is_capped(at: Step) -> bool:
    """Whether ten points more would go beyond 100 %."""
    return at.raised is not None and at.rate.value is not None and at.raised - at.rate.value < 0.0999


def beside_target(at: Step, texts: Texts) -> str:
    """A rate with a decimal more where it would read like the target that it is not."""
    value = at.rate.value
    if value is None or at.target is None or value == at.target:
        return rated(at.rate, texts)
    return rated(at.rate, texts, 1 if share(value) == wanted(at.target) else 0)
