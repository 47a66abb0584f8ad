"""A deal on the account's page, and what to ask about it."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.ages import Kind
from kamtool.analysis.deal import is_agreed
from kamtool.analysis.standing import DealLine, Step
from kamtool.model.values import Budget, Role, Source, YesNo
from kamtool.view.blocks import Fact, Tone
from kamtool.view.page_words import PageWords
from kamtool.view.signs import percent

MOST_FACES = 6


class DealWords(PageWords):
    """The words of one page's deals in one language."""

    def head(self, deal: DealLine) -> str:
        """Stage, next stage, value and probability."""
        if deal.stage is None:
            words = [self("stage_unknown")]
        elif deal.next_stage is None:
            words = [self.texts.term(deal.stage)]
        else:
            words = [self("stage_next", stage=deal.stage, next=deal.next_stage)]
        words += [self.money(deal.value)] if deal.value else []
        words += [percent(float(deal.probability))] if deal.probability is not None else []
        return " · ".join(words)

    def facts(self, deal: DealLine) -> Iterator[Fact]:
        """What is known of a deal; what is not becomes a question below."""
        faces = deal.deciders[:MOST_FACES]
        if faces:
            yield Fact(self("decides"), self.together([self.decider(one) for one in faces]))
        else:
            yield Fact(self("decides"), self("nobody_decides"), "bad")
        yield Fact(self("step"), self.step(deal.step), self.step_tone(deal.step))
        if deal.late_steps:
            yield Fact(self("close_plan"), self("late_steps", what=deal.late_steps), "bad")
        if deal.close is not None and deal.days is not None:
            yield Fact(self("close"), self.close(deal), self.close_tone(deal))
        if deal.event is not YesNo.UNKNOWN:
            yield Fact(self("event"), self.event(deal), "plain" if deal.event is YesNo.YES else "warn")
        if deal.budget is not Budget.UNKNOWN:
            yield Fact(self("budget"), self.budget(deal), "bad" if deal.budget is Budget.NONE else "plain")
        if deal.rivals:
            yield Fact(self("against_us"), self.texts.join(deal.rivals))
        if deal.give or deal.get:
            give, get = (self.texts.join(one) or self("nothing") for one in (deal.give, deal.get))
            yield Fact(self("exchange"), self("give_get", give=give, get=get), "plain" if deal.get else "warn")

    def step(self, step: Step | None) -> str:
        """The next step and whether the customer agreed."""
        if step is None:
            return self("no_step")
        kind = "step_agreed" if is_agreed(step) else "step_refused" if step.accepted is YesNo.NO else "step_open"
        return self(kind, what=step.what, day=step.date, when=self.due(step.days))

    def step_tone(self, step: Step | None) -> Tone:
        """Bad without a step, good with one that the customer agreed to."""
        if step is None:
            return "bad"
        return "good" if is_agreed(step) else "warn"

    def close(self, deal: DealLine) -> str:
        """The close date, how often it was moved, and the customer's next milestone, before it or after."""
        days = deal.days or 0
        key, when = ("close_passed", self.ago(-days)) if days < 0 else ("close_on", self.due(days))
        words = [self(key, day=deal.close, when=when)]
        moves = len(deal.moved_from)
        words += [self("moved_one") if moves == 1 else self("moved", count=moves)] if moves else []
        point = deal.milestone
        if point is not None:
            after = deal.close is not None and point.date > deal.close
            words.append(self("milestone_after" if after else "milestone", what=point.name, day=point.date))
        return self.together(words)

    def close_tone(self, deal: DealLine) -> Tone:
        """Bad once it has passed, a warning when it was moved again and again."""
        if deal.days is not None and deal.days < 0:
            return "bad"
        return "warn" if len(deal.moved_from) > 1 else "plain"

    def event(self, deal: DealLine) -> str:
        """Why they must act, or that nothing forces them."""
        if deal.event is YesNo.NO:
            return self.footing.marked(self("event_none"), Kind.EVENT)
        return self.footing.marked(deal.consequence or self("event_open"), Kind.EVENT)

    def budget(self, deal: DealLine) -> str:
        """How firm the money is, from whom we know, and since when."""
        known = [deal.budget_source] if deal.budget_source is not Source.UNKNOWN else []
        words = [*map(self.texts.show, known), *([deal.budget_date.isoformat()] if deal.budget_date else [])]
        shown = self.footing.marked(self.texts.term(deal.budget), Kind.BUDGET)
        return self("noted", what=shown, note=self.texts.join(words)) if words else shown

    def questions(self, deal: DealLine) -> Iterator[str]:
        """What is not known of a deal, as the questions to ask."""
        if not any(one.role is Role.DECIDER for one in deal.deciders):
            yield self("ask_decider", deal=deal.name)
        for one in deal.deciders:
            if one.attitude.value == "unknown":
                yield self("ask_attitude", who=one.name)
        missing = {
            "stage": deal.stage is None,
            "value": deal.value is None,
            "close": deal.close is None,
            "event": deal.event is YesNo.UNKNOWN,
            "budget": deal.budget is Budget.UNKNOWN,
        }
        gaps = [self(f"gap_{key}") for key, asked in missing.items() if asked]
        if gaps:
            yield self("ask_deal", deal=deal.name, what=gaps)
