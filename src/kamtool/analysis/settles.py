"""Which findings an answer settles: by code, by the sentence of the rule, and by whom or what it speaks of."""

from __future__ import annotations

from collections.abc import Mapping

from kamtool.analysis.deal import name_of
from kamtool.analysis.unknown import Kind, Unknown
from kamtool.diagnostic import Diagnostic
from kamtool.model.plan import Plan

# Which findings the answer to a kind of unknown settles: a code, or a code with the variants that it does settle.
SETTLES: Mapping[Kind, tuple[str, ...]] = {
    Kind.DECIDER: ("KAM101",),
    Kind.DECIDERS: ("KAM112",),
    Kind.ROLE: ("KAM107:message", "KAM107:unknown"),
    Kind.ATTITUDE: ("KAM105:unknown", "KAM104:unknown", "KAM104:friend", "KAM108:unknown"),
    Kind.AUTHORITY: ("KAM102",),
    Kind.BUDGET: ("KAM202",),
    Kind.EVENT: ("KAM201:unknown", "KAM201:consequence", "KAM201:deadline", "KAM201:passed", "KAM201:undated"),
    Kind.NEXT_STEP: ("KAM301",),
    Kind.DIVIDED: ("KAM111",),
    Kind.ORGANIZATION: ("KAM402:unknown", "KAM402:organization", "KAM402:owner"),
    Kind.PERSONAL: ("KAM402:unknown", "KAM402:personal", "KAM402:owner"),
    Kind.INFLUENCE: ("KAM105:influence", "KAM117:unknown"),
    Kind.MILESTONES: ("KAM207",),
    Kind.DECISION_MODE: ("KAM207", "KAM112:unknown"),
    Kind.DECISION_RULE: ("KAM207", "KAM112:unknown"),
    Kind.DECISION_KIND: ("KAM207",),
    Kind.CRITERIA: (),
    Kind.UNDERLYING: ("KAM401:message", "KAM401:unknown"),
    Kind.RIVALS: ("KAM501:unknown",),
    Kind.STATUS_QUO: ("KAM501",),
    Kind.CLOSE: ("KAM206:overdue", "KAM218:message", "KAM218:close"),
    Kind.AMOUNT: ("KAM218:message", "KAM218:amount"),
    Kind.STAGE: ("KAM217",),
    Kind.CONFIRM_ATTITUDE: ("KAM120:message",),
    Kind.CONFIRM_AUTHORITY: ("KAM120:authority",),
    Kind.CONFIRM_BUDGET: ("KAM209:budget",),
    Kind.CONFIRM_EVENT: ("KAM209:event",),
    Kind.RIVAL_ATTITUDE: (),
    Kind.RELATIONSHIP: ("KAM106:message", "KAM106:nothing", "KAM106:unknown"),
    Kind.PEOPLE: (),
    Kind.DEAL: (),
    Kind.CARD: ("KAM702:business", "KAM702:unknown"),
    Kind.ECONOMICS: ("KAM701:unknown",),
}
# What a finding that lists several gaps calls the ones of this kind, and under which parameter.
LISTED: Mapping[Kind, str] = {
    Kind.MILESTONES: "milestones",
    Kind.DECISION_MODE: "mode",
    Kind.DECISION_RULE: "rule",
    Kind.DECISION_KIND: "kind",
}


def settles(plan: Plan, gap: Unknown, found: Diagnostic) -> bool:
    """Whether the answer to *gap* settles a finding, or a part of it."""
    codes = SETTLES[gap.kind]
    if found.code not in codes and f"{found.code}:{found.variant}" not in codes:
        return False
    deal = ("opportunities", gap.deal)
    if gap.person is not None:
        who, name = found.params.get("who"), name_of(gap.person, plan.stakeholders[gap.person])
        own = found.path[:2] == ("stakeholders", gap.person) or found.path[2:4] == ("participants", gap.person)
        return own or (
            found.path[:2] == deal and (who is None or name in who if isinstance(who, list) else who == name)
        )
    if gap.deal is None:
        return found.path[:1] == gap.path[:1] and gap.about in ((), ("business",))
    listed = found.params.get("roles" if gap.role else "fields", ())
    wanted = gap.role or LISTED.get(gap.kind)
    return found.path[:2] == deal and (not listed or not isinstance(listed, list) or wanted in listed)
