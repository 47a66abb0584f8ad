"""Family people (1xx): who is for us and who for a rival, and whether we look for those against us."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.deal import WEIGHT, Part
from kamtool.analysis.rivals import backed, rival_name, rivals
from kamtool.diagnostic import Finding, Severity, each_of
from kamtool.model.values import AGAINST, Attitude, DecisionMode, DecisionRule
from kamtool.rules.people import backs_rival, decides, hostility
from kamtool.rules.rule import Case, Deal, rule

UNWILLING = AGAINST | {Attitude.INDIFFERENT}


@rule("KAM108", "nobody-against", Severity.WARNING, confidence="medium")
def nobody_against(case: Case) -> Iterator[Finding]:
    """A contested deal, well under way, in which all whose mind is known are friendly."""
    for deal in case.deals:
        known = [part for part in deal.parts if part.attitude.value is not Attitude.UNKNOWN]
        contested = any(one != "status_quo" for one in rivals(case.plan, deal.id))
        if deal.stage < 4 or not contested or len(known) < case.limits.known_attitudes:
            continue
        if any(part.attitude.value in UNWILLING for part in known):
            continue
        path, params = ("opportunities", deal.id), {"deal": deal.name, "count": len(known)}
        unsaid = [part for part in deal.parts if part.attitude.value is Attitude.UNKNOWN and part.has_power]
        if any(hostility(part) for part in unsaid):  # hostile-unmanaged asks where they stand
            continue
        if unsaid:
            who, of = [part.name for part in unsaid], each_of(path, (part.id for part in unsaid))
            yield Finding(path, {**params, "who": who}, Severity.HINT, "unknown", of=of)
        else:
            yield Finding(path, params)


@rule("KAM111", "divided-champion", Severity.WARNING, confidence="medium")
def divided_champion(case: Case) -> Iterator[Finding]:
    """Somebody accepts us and a rival as well."""
    seen = set()
    for deal in case.deals:
        for part in deal.parts:
            if part.attitude.value is Attitude.ACCEPT and part.id not in seen and backed(case.plan, deal.id, part.id):
                seen.add(part.id)
                yield beside(case, deal, part)


@rule("KAM113", "rival-champion", Severity.WARNING)
def rival_champion(case: Case) -> Iterator[Finding]:
    """Somebody with power stands with a rival and not with us, and no open action is about them."""
    seen = set(case.acted_on)
    for deal in case.deals:
        for part in deal.parts:
            open_foe = part.attitude.value in AGAINST  # hostile-unmanaged says so
            if part.id not in seen and not open_foe and backs_rival(case, deal, part):
                seen.add(part.id)
                yield beside(case, deal, part)


def beside(case: Case, deal: Deal, part: Part) -> Finding:
    """That this person stands with the rivals named."""
    path = part.path("attitudes" if "attitudes" in part.here else "attitude")
    others = backed(case.plan, deal.id, part.id)
    names = [rival_name(case.plan, one) for one in others]
    params = {"who": part.name, "attitude": part.attitude.value, "rivals": names}
    return Finding(path, params, of=each_of(path, others))


@rule("KAM114", "outnumbered", Severity.WARNING, confidence="medium")
def outnumbered(case: Case) -> Iterator[Finding]:
    """Among those with power who accept us weigh no more than who is against us; not where one friend decides alone."""
    for deal in case.deals:
        strong = [part for part in deal.parts if part.has_power]
        friends = [part for part in strong if part.attitude.value is Attitude.ACCEPT]
        foes = [part for part in strong if part.attitude.value in AGAINST]
        ours, theirs = (sum(WEIGHT[part.influence] for part in side) for side in (friends, foes))
        if deal.stage >= 3 and foes and ours <= theirs and not is_decided_by_friend(deal):
            path, who = ("opportunities", deal.id), [part.name for part in foes]
            params = {"deal": deal.name, "friends": len(friends), "foes": len(foes), "ours": ours, "theirs": theirs}
            yield Finding(path, {**params, "who": who}, of=each_of(path, (part.id for part in foes)))


def is_decided_by_friend(deal: Deal) -> bool:
    """Whether one person decides, by mode or by rule, and is known, and accepts us."""
    decision = deal.deal.decision
    if decision.mode is not DecisionMode.INDIVIDUAL and decision.rule is not DecisionRule.LEADER:
        return False
    deciding = [part for part in deal.parts if decides(part)]
    return len(deciding) == 1 and deciding[0].attitude.value is Attitude.ACCEPT
