"""Family deal (2xx): whether the probability we report agrees with what we know."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.deal import touches
from kamtool.analysis.qualification import best_rival, qualified
from kamtool.analysis.rivals import rival_name
from kamtool.diagnostic import Finding, Severity, each_of
from kamtool.model.values import AGAINST, Role
from kamtool.rules.rule import Case, Deal, rule
from kamtool.rules.visits import is_agreed_ahead


@rule("KAM212", "confident-red-flags", Severity.WARNING)
def confident_red_flags(case: Case) -> Iterator[Finding]:
    """A high probability beside a fact that speaks against it; the worst one is named."""
    for deal in case.deals:
        finding = red_flag(case, deal)
        if finding is not None:
            yield finding


def red_flag(case: Case, deal: Deal) -> Finding | None:
    """The worst fact beside a high probability: decider against, gate answered no, no decider, no step agreed."""
    percent = percent_of(deal)
    if percent is None or percent < case.limits.high_probability_percent or deal.stage == 6:
        return None
    path = ("opportunities", deal.id, "value", "probability")
    params: dict[str, object] = {"deal": deal.name, "percent": percent}
    deciders = [part for part in deal.parts if Role.DECIDER in part.roles]
    against = [part for part in deciders if part.attitude.value in AGAINST]
    if against:
        return Finding(path, {**params, "who": against[0].name, "attitude": against[0].attitude.value})
    gates = qualified(deal.deal).failed_gates
    if gates:
        of = each_of(path, (one.value for one in gates))
        return Finding(path, {**params, "answers": list(gates)}, variant="gate", of=of)
    if not deciders and not any(part.roles for part in deal.parts):
        return Finding(path, params, Severity.HINT, "unknown")
    if not deciders:
        return Finding(path, params, variant="nobody")
    if touches(case.plan, case.as_of, deal.id) and not is_agreed_ahead(case, deal):
        return Finding(path, params, variant="step")
    return None


def percent_of(deal: Deal) -> int | None:
    """The probability of a deal in whole per cent."""
    chance = deal.deal.value.probability
    return None if chance is None else int(chance * 100)


@rule("KAM214", "probability-against-facts", Severity.WARNING)
def probability_against_facts(case: Case) -> Iterator[Finding]:
    """More likely than not, we say, while our answers to can we compete and can we win say otherwise."""
    limit = case.limits.likely_probability_percent
    for deal in case.deals:
        percent, us, rival = percent_of(deal), qualified(deal.deal), best_rival(deal.deal)
        if percent is None or percent < limit or not us.is_answered:
            continue
        if deal.stage == 6 or red_flag(case, deal) is not None:  # confident-red-flags doubts this number already
            continue
        path = ("opportunities", deal.id, "value", "probability")
        params = {"deal": deal.name, "percent": percent, "ours": us.chances, "limit": limit}
        if rival is not None and rival.chances > us.chances:
            yield Finding(path, {**params, "rival": rival_name(case.plan, rival.vendor), "theirs": rival.chances})
        elif us.chances < 0:
            yield Finding(path, params, variant="negative")
