"""Whether a tender decides a deal: then people are met and asked only in the ways it allows."""

from __future__ import annotations

import datetime as dt
import re

from kamtool.analysis.deal import live
from kamtool.model.plan import Plan
from kamtool.model.values import DecisionRule

WORDS = re.compile(r"招标|投标|评标|开标|竞标|\b(?:tender|rfp|rfq|bids?)\b", re.IGNORECASE)

# Words of the step that is the notice itself, and of what can only come after it.
NOTICE = ("招标公告", "采购公告", "发标", "tender notice", "rfp issued", "invitation to tender")
AFTER = ("投标", "开标", "评标", "述标", "bids", "clarification")
# From the comparison of offers on, unless the plan says that the notice is still to come.
COMPARING = 4


def is_tender(plan: Plan, key: str) -> bool:
    """Whether a tender decides: by the rule of the decision, or by the words of its steps or of the purchase."""
    deal = plan.opportunities[key]
    words = [deal.name or "", plan.account.procurement or "", *(one.name for one in deal.decision.milestones)]
    return deal.decision.rule is DecisionRule.SCORING or any(WORDS.search(one) for one in words)


def notice_is_out(plan: Plan, key: str, as_of: dt.date) -> bool:
    """Whether bidders may ask only in the ways the tender names: by the dates of its steps, else by the stage."""
    deal = plan.opportunities[key]
    steps = [(one.name.casefold(), one.done or one.date) for one in deal.decision.milestones]
    gone = [name for name, day in steps if day and day <= as_of]
    if any(word in name for name in gone for word in (*NOTICE, *AFTER)):
        return True
    ahead = any(word in name for name, _ in steps for word in NOTICE)
    return not ahead and deal.stage is not None and deal.stage.number >= COMPARING


def any_tender(plan: Plan) -> bool:
    """Whether a tender decides any open deal."""
    return any(is_tender(plan, key) for key, _ in live(plan))
