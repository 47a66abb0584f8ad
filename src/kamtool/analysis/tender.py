"""Whether a tender decides a deal: then people are met and asked only in the ways it allows."""

from __future__ import annotations

import re

from kamtool.analysis.deal import live
from kamtool.model.plan import Plan
from kamtool.model.values import DecisionRule

WORDS = re.compile(r"招标|投标|评标|开标|竞标|\b(?:tender|rfp|rfq|bids?)\b", re.IGNORECASE)


def is_tender(plan: Plan, key: str) -> bool:
    """Whether a tender decides: by the rule of the decision, or by the words of its steps or of the purchase."""
    deal = plan.opportunities[key]
    words = [deal.name or "", plan.account.procurement or "", *(one.name for one in deal.decision.milestones)]
    return deal.decision.rule is DecisionRule.SCORING or any(WORDS.search(one) for one in words)


def any_tender(plan: Plan) -> bool:
    """Whether a tender decides any open deal."""
    return any(is_tender(plan, key) for key, _ in live(plan))
