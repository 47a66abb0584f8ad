"""What changed with the deals: where they stand, when they close, what they are worth, and whether we can win them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kamtool.analysis.changes import Change, Group, Sides, Turn, judged
from kamtool.analysis.deal import plan_currency, stage_number
from kamtool.analysis.debts import past
from kamtool.analysis.edits import Place
from kamtool.analysis.overview import Money
from kamtool.analysis.qualification import US, Question, qualified
from kamtool.analysis.rivals import rival_name
from kamtool.model.opportunity import CloseStep, Milestone, Opportunity
from kamtool.model.plan import Plan
from kamtool.model.values import Budget, DealStatus, YesNo

FIRM = (Budget.NONE, Budget.UNKNOWN, Budget.UNCONFIRMED, Budget.PLANNED, Budget.APPROVED)
SURE = (YesNo.NO, YesNo.UNKNOWN, YesNo.YES)


def deal_changes(sides: Sides) -> Iterator[Change]:
    """Everything that changed with deals."""
    for key in sides.old.opportunities:
        if key not in sides.new.opportunities and sides.take(("opportunities", key)):
            yield Change(Group.DEALS, "gone", Turn.OTHER, 75, sides.deal(key))
    for key, now in sides.new.opportunities.items():
        was = sides.old.opportunities.get(key)
        if was is None:
            yield came(sides, key, now)
        else:
            yield from deal(sides, key, was, now)


def came(sides: Sides, key: str, now: Opportunity) -> Change:
    """A new deal."""
    place = ("opportunities", key)
    sides.take(place)
    sides.take(place, "name", "stage", "status", "opened")
    sides.take((*place, "value"), "amount", "currency", "probability")
    sides.take((*place, "close"), "date")
    values = {
        "stage": now.stage, "value": money(sides.new, now), "probability": now.value.probability,
        "close": now.close.date, "opened": now.opened, "status": now.status,
    }  # fmt: skip
    return Change(Group.DEALS, "new", Turn.OTHER, 78, sides.deal(key), values)


def money(plan: Plan, deal: Opportunity) -> Money | None:
    """What a deal is worth."""
    amount = deal.value.amount
    return None if amount is None else Money(amount, deal.value.currency or plan_currency(plan))


def deal(sides: Sides, key: str, was: Opportunity, now: Opportunity) -> Iterator[Change]:
    """What changed with one deal."""
    place, name = ("opportunities", key), sides.deal(key)
    values: dict[str, Any]
    if sides.take(place, "status"):
        sides.take(place, "closed", "closed_reason")
        turn = {DealStatus.WON: Turn.BETTER, DealStatus.LOST: Turn.WORSE}.get(now.status, Turn.OTHER)
        reason = (now.closed_reason,) if now.closed_reason else ()
        values = {"old": was.status, "new": now.status, "date": now.closed}
        yield Change(Group.DEALS, "status", turn, 100, name, values, reason)
    if sides.take(place, "stage"):
        sides.take(place, "stage_since")
        turn = better(stage_number(was), stage_number(now))
        values = {"old": was.stage, "new": now.stage, "date": now.stage_since}
        yield Change(Group.DEALS, "stage", turn, 84, name, values)
    yield from close(sides, key, was, now)
    if sides.take((*place, "value"), "amount", "currency"):
        before, after = money(sides.old, was), money(sides.new, now)
        turn = better(before.amount, after.amount) if before and after else Turn.OTHER
        yield Change(Group.DEALS, "value", turn, 76, name, {"old": before, "new": after})
    if sides.take((*place, "value"), "probability"):
        before_, after_ = was.value.probability, now.value.probability
        turn = better(before_, after_) if before_ is not None and after_ is not None else Turn.OTHER
        yield Change(Group.DEALS, "probability", turn, 68, name, {"old": before_, "new": after_})
    yield from event_and_budget(sides, key, was, now)
    yield from qualification(sides, key, was, now)
    yield from rivals(sides, key)
    if sides.take((*place, "strategy"), "kind", "reason", "scope"):
        values = {"old": was.strategy.kind, "new": now.strategy.kind}
        reason = (now.strategy.reason,) if now.strategy.reason else ()
        if was.strategy.scope != now.strategy.scope:
            values["scope"] = now.strategy.scope
        yield Change(Group.DEALS, "strategy", Turn.OTHER, 45, name, values, reason)
    yield from steps(sides, key, was, now)


def better(old: Any, new: Any) -> Turn:
    """Which way a number went, more being better."""
    return Turn.BETTER if new > old else Turn.WORSE if new < old else Turn.OTHER


def close(sides: Sides, key: str, was: Opportunity, now: Opportunity) -> Iterator[Change]:
    """The day of the signature, moved."""
    place = ("opportunities", key, "close")
    if not sides.take(place, "date"):
        return
    old, new = was.close.date, now.close.date
    for moved in sides.take(place, "moved_from"):
        other = tuple(day for day in moved.new if day != old)  # days between the two versions
        if other or moved.old:
            sides.left[moved.place] = type(moved)(moved.place, moved.old, other, several=True)
    if old is None or new is None:
        yield Change(Group.DEALS, "close_set", Turn.OTHER, 60, sides.deal(key), {"old": old, "new": new})
        return
    days = (new - old).days
    values = {"old": old, "new": new, "days": abs(days), "times": len(now.close.moved_from)}
    kind, turn = ("close_later", Turn.WORSE) if days > 0 else ("close_sooner", Turn.BETTER)
    yield Change(Group.DEALS, kind, turn, 88, sides.deal(key), values)


def event_and_budget(sides: Sides, key: str, was: Opportunity, now: Opportunity) -> Iterator[Change]:
    """Why they must act, and whether there is money."""
    place, name = ("opportunities", key), sides.deal(key)
    budget = judged(sides, (*place, "budget"), was.budget, now.budget)
    if budget is not None:
        kind, weight = ("budget_same", 15) if budget.same else ("budget", 74)
        turn = better(FIRM.index(budget.old), FIRM.index(budget.new))
        yield Change(Group.DEALS, kind, turn, weight, name, budget.values, budget.evidence)
    if sides.take((*place, "compelling_event"), "by"):
        values = {"old": was.compelling_event.by, "new": now.compelling_event.by}
        yield Change(Group.DEALS, "event_by", Turn.OTHER, 40, name, values)
    event = judged(sides, (*place, "compelling_event"), was.compelling_event, now.compelling_event)
    if event is not None:
        kind, weight = ("event_same", 15) if event.same else ("event", 72)
        turn = better(SURE.index(event.old), SURE.index(event.new))
        yield Change(Group.DEALS, kind, turn, weight, name, event.values, event.evidence)


def qualification(sides: Sides, key: str, was: Opportunity, now: Opportunity) -> Iterator[Change]:
    """Our four scores and each vendor's answers that are others now."""
    for vendor, answers in now.qualification.items():
        place = ("opportunities", key, "qualification", vendor)
        sides.take(place)
        told = []
        for criterion, answer in answers.items():
            here = (*place, criterion.value)
            before = was.qualification.get(vendor, {}).get(criterion)
            sides.take(here)
            found = judged(sides, here, before, answer)
            if found is not None:
                told.append((criterion, found.old, found.new, found.date, found.source, found.evidence))
        if not told:
            continue
        old, new = qualified(was, vendor), qualified(now, vendor)
        scores = tuple((one, old.score(one), new.score(one)) for one in Question if old.score(one) != new.score(one))
        whose = None if vendor == US else rival_name(sides.new, vendor)
        turn = better(old.score(), new.score()) if vendor == US else Turn.OTHER
        values: Mapping[str, object] = {"scores": scores, "answers": tuple(told), "rival": whose}
        yield Change(Group.DEALS, "qualification", turn, 66 if vendor == US else 30, sides.deal(key), values)


def rivals(sides: Sides, key: str) -> Iterator[Change]:
    """Rivals who came into a deal or went."""
    for edit in sides.take(("opportunities", key), "competitors"):
        came_, gone = (
            tuple(rival_name(plan, one) for one in found)
            for plan, found in ((sides.new, edit.new), (sides.old, edit.old))
        )
        yield Change(Group.DEALS, "rivals", Turn.OTHER, 62, sides.deal(key), {"came": came_, "gone": gone})


def steps(sides: Sides, key: str, was: Opportunity, now: Opportunity) -> Iterator[Change]:
    """Steps of the customer's process and of the close plan: done, overdue, moved, new."""
    told: set[tuple[str, str]] = set()
    for field, old, new in (
        ("milestones", was.decision.milestones, now.decision.milestones),
        ("close_plan", was.close_plan, now.close_plan),
    ):
        place: tuple[str, ...] = ("opportunities", key, *(("decision", field) if field == "milestones" else (field,)))
        due_name = "date" if field == "milestones" else "due"
        for item in sides.items(*place):
            here: Place = (*place, item)
            if item.new is None:
                continue
            one = new[item.new]
            before = None if item.old is None else old[item.old]
            what = str(getattr(one, "name", None) or getattr(one, "what", ""))
            due = getattr(one, due_name)
            then = getattr(before, due_name, None)
            late = due is not None and due < sides.new_day and one.done is None
            was_late = then is not None and then < sides.old_day and before is not None and before.done is None
            values: dict[str, object] = {"what": what, "due": due, "done": one.done, "old": then}
            moved = (*here, due_name) in sides.left
            kind = None
            if before is None:
                kind = "step_done" if past(one.done, sides.new_day) else "step_late" if late else "step_new"
                sides.take(here)
                sides.take(here, "name", "what", due_name, "done")
            elif one.done is not None and sides.take(here, "done"):
                kind = "step_done"
            elif moved:
                kind = "step_moved"
            elif late and not was_late:
                kind = "step_late"
            if kind is None:
                continue
            if moved and before is not None:
                sides.take(here, due_name)
            values |= mutual(sides, here, one)
            if (kind, what) in told:
                continue  # the customer's milestone is a step of the close plan as well
            told.add((kind, what))
            turn = Turn.BETTER if kind == "step_done" else Turn.WORSE if late else Turn.OTHER
            weight = 50 if kind == "step_late" else 25
            yield Change(Group.DEALS, kind, turn, weight, sides.deal(key), values)


def mutual(sides: Sides, place: Place, step: Milestone | CloseStep) -> dict[str, object]:
    """Who is to take a step of the close plan, and whether they agreed to it, where that is new."""
    if not isinstance(step, CloseStep) or not sides.take(place, "by", "owner", "customer_agreed"):
        return {}
    owner = sides.person(step.owner) if step.owner else None
    return {"by": step.by, "owner": owner, "agreed": step.customer_agreed}
