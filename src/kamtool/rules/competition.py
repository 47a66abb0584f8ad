"""Family competition (5xx): who else is in it, how we mean to win, and whether our picture of it flatters us."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kamtool.analysis.comparison import (
    NOTHING_BOUGHT,
    US,
    all_by_criteria,
    by_radar,
    hardest,
    is_overwhelming,
    scored_rivals,
)
from kamtool.analysis.rivals import rival_name, rivals
from kamtool.diagnostic import Finding, Severity, each_of
from kamtool.model.values import Source, Strategy
from kamtool.rules.rule import Case, Deal, rule

HIGH_SCORE = 4


@rule("KAM501", "no-alternative", Severity.WARNING)
def no_alternative(case: Case) -> Iterator[Finding]:
    """The shortlist is reached, and that the customer may buy nothing is not among the rivals."""
    for deal in case.deals:
        known, path = rivals(case.plan, deal.id), ("opportunities", deal.id, "competitors")
        if deal.stage not in (3, 4, 5) or NOTHING_BOUGHT in known:
            continue
        if known:
            yield Finding(path, {"deal": deal.name})
        else:
            yield Finding(path, {"deal": deal.name}, Severity.HINT, "unknown")


@rule("KAM502", "strategy-mismatch", Severity.WARNING)
def strategy_mismatch(case: Case) -> Iterator[Finding]:
    """No strategy at the shortlist, or one that the facts do not bear."""
    for deal in case.deals:
        strategy, path = deal.deal.strategy, ("opportunities", deal.id, "strategy")
        params: dict[str, object] = {"deal": deal.name}
        if strategy.kind is None and deal.stage in (3, 4, 5):
            yield Finding(path, params, Severity.HINT, "unknown")
        elif strategy.kind is Strategy.FRONTAL:
            yield from weak_attack(case, deal)
        elif strategy.kind is Strategy.DEFEND and deal.deal.incumbent is None:
            yield Finding(path, params, Severity.HINT, "incumbent")
        elif strategy.kind is Strategy.DEFEND and deal.deal.incumbent != US:
            incumbent = rival_name(case.plan, deal.deal.incumbent or "")
            yield Finding(path, {**params, "incumbent": incumbent}, variant="defend")
        elif strategy.kind is Strategy.FRAGMENT and strategy.scope is None:
            yield Finding(path, params, variant="fragment")


def weak_attack(case: Case, deal: Deal) -> Iterator[Finding]:
    """A frontal attack needs the customer's criteria won 3 to 1 against the strongest rival."""
    path, ratio = ("opportunities", deal.id, "strategy"), case.limits.frontal_ratio
    params: dict[str, object] = {"deal": deal.name, "ratio": ratio}
    worst = hardest(all_by_criteria(deal.deal), ratio)
    if worst is None:
        yield Finding(path, params, Severity.HINT, "unscored")
    elif not is_overwhelming(worst, ratio):
        rival = rival_name(case.plan, worst.rival)
        yield Finding(path, {**params, "rival": rival, "won": worst.won, "lost": worst.lost})


@rule("KAM503", "flattering-radar", Severity.WARNING)
def flattering_radar(case: Case) -> Iterator[Finding]:
    """A radar on which nobody beats us anywhere, on which our best scores rest on nothing, or that only we drew."""
    for deal in case.deals:
        ours = {axis: one for axis, one in deal.deal.radar.get(US, {}).items() if one.value is not None}
        path, params = ("opportunities", deal.id, "radar", US), {"deal": deal.name}
        drawn_by = {one.rated_by for ratings in deal.deal.radar.values() for one in ratings.values()}
        bare = [
            axis
            for axis, one in ours.items()
            if (one.value or 0) >= HIGH_SCORE and one.rated_by is not Source.CUSTOMER and not one.evidence
        ]
        if is_best_everywhere(deal) and contradiction(case, deal) is None:  # radar-above-criteria says it with numbers
            yield Finding(path, params)
        elif bare:
            of = each_of(path, (axis.value for axis in bare))
            named = {**params, "axes": bare, "score": HIGH_SCORE}
            yield Finding((*path, bare[0].value), named, variant="evidence", of=of)
        elif ours and drawn_by == {Source.US}:
            yield Finding(path, params, variant="ours")
        elif ours and Source.CUSTOMER not in drawn_by:
            yield Finding(path, params, Severity.HINT, "unknown")


def is_best_everywhere(deal: Deal) -> bool:
    """Whether no rival is rated above us on any axis, on three axes or more."""
    axes = set()
    for rival, ratings in deal.deal.radar.items():
        for axis, our in deal.deal.radar.get(US, {}).items() if rival != US else ():
            their = ratings[axis].value if axis in ratings else None
            if our.value is None or their is None:
                continue
            if our.value < their:
                return False
            axes.add(axis)
    return len(axes) >= 3


@rule("KAM504", "rival-left-out", Severity.WARNING)
def rival_left_out(case: Case) -> Iterator[Finding]:
    """A rival is scored in the deal, or delivers today, and is not among the deal's rivals."""
    for deal in case.deals:
        listed, incumbent = deal.deal.competitors, deal.deal.incumbent
        there = [*scored_rivals(deal.deal), *([incumbent] if incumbent else [])]
        missing = [one for one in dict.fromkeys(there) if one not in (US, NOTHING_BOUGHT, *listed)]
        if listed and missing:
            path, names = ("opportunities", deal.id, "competitors"), [rival_name(case.plan, one) for one in missing]
            yield Finding(path, {"deal": deal.name, "rivals": names}, of=each_of(path, missing))


@rule("KAM505", "radar-above-criteria", Severity.WARNING, confidence="medium")
def radar_above_criteria(case: Case) -> Iterator[Finding]:
    """On our radar we lead; by the customer's criteria a rival does."""
    for deal in case.deals:
        finding = contradiction(case, deal)
        if finding is not None:
            yield finding


def contradiction(case: Case, deal: Deal) -> Finding | None:
    """What radar and criteria say of the rival who leads by the criteria, when we lead them all on the radar."""
    radars = [by_radar(deal.deal, one) for one in deal.deal.radar if one not in (US, NOTHING_BOUGHT)]
    ahead = [one for one in radars if one is not None and shown(one.ours) > shown(one.theirs)]
    best = max(all_by_criteria(deal.deal), key=lambda one: one.theirs - one.ours, default=None)
    drawn = next((one for one in ahead if best is not None and one.rival == best.rival), None)
    if best is None or drawn is None or len(ahead) < len(radars) or shown(best.theirs) <= shown(best.ours):
        return None
    numbers = {"own": best.ours, "other": best.theirs, "ours": drawn.ours, "theirs": drawn.theirs}
    params = {name: shown(value) for name, value in numbers.items()}
    rival = rival_name(case.plan, best.rival)
    return Finding(("opportunities", deal.id, "radar", US), {**params, "deal": deal.name, "rival": rival})


def shown(mean: Decimal) -> Decimal:
    """A mean as a reader sees it; a lead behind the first decimal is none."""
    return mean.quantize(Decimal("0.1"))
