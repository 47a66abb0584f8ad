"""Whether a tender decides a deal: then people are met and asked only in the ways it allows."""

from __future__ import annotations

import datetime as dt
import re

from kamtool.analysis.deal import live
from kamtool.model.plan import Plan
from kamtool.model.values import DecisionRule

# What only a tender is called; 询价 is the RFQ. 商务谈判, 商务磋商 and 方案比选 are none.
WORDS = (
    r"招标|投标|评标|开标|竞标|竞争性(?:谈判|磋商)|竞谈|竞磋|磋商(?:公告|文件|邀请|响应)|(?<!市场)(?<!初步)询价"
    r"|(?<!方案)比选|政府采购|采购公告|公告发布|发布公告|发标|标书"
    r"|\b(?:tender(?:s|ing)?|rfp|rfq|itt|itb|bids?|bidding)\b"
)
# The step that is the notice itself, and no draft of it; then what can only come after it.
GIVEN = "(?:发售|发出|发布|发放|公布|下发|获取|领取|购买)"
PAPERS = "(?:(?:招标|采购|磋商|谈判|询价|比选)文件|标书)"
NOTICE = (
    r"(?<!中标)(?<!成交)(?<!结果)(?<!意向)公告(?!的?(?:起草|草拟|编制|审|初稿))|发标|投标邀请|挂网"
    rf"|{PAPERS}的?{GIVEN}|{GIVEN}{PAPERS}|(?<!市场)(?<!初步)询价(?!文件|公告|方案|准备|比价|响应|截止|报价)"
    r"|\btender notice\b|\binvitation to (?:tender|bid)\b|\bcall for (?:tenders|bids)\b"
    r"|\btender (?:documents? |is )?(?:issued?|out|released?|published?)\b"
    r"|\b(?:rfp|rfq|itt|itb)\b(?!\W*(?:draft|prep|plan|scope|review|respon|answer|due|deadline|submi|clos|eval|q&a))"
)
AFTER = (
    r"(?<!招标)(?<!招)投标|开标|评标|述标|递标|唱标|标前会|竞争性(?:谈判|磋商)(?!公告|文件)|竞谈|竞磋"
    r"|响应文件|询价的?(?:响应|报价|截止)"
    r"|\bbids\b|clarification|\b(?:bid|tender|rfp|rfq|itt|itb)s? (?:opening|respon|answer|submi|deadline|eval|due|clos)"
)
# From the comparison of offers on, unless the plan says that the notice is still to come.
COMPARING = 4


def is_tender(plan: Plan, key: str) -> bool:
    """Whether a tender decides: by the rule of the decision, or by the words of its steps or of the purchase."""
    deal = plan.opportunities[key]
    words = [deal.name or "", plan.account.procurement or "", *(one.name for one in deal.decision.milestones)]
    return deal.decision.rule is DecisionRule.SCORING or any(says(WORDS, one) for one in words)


def notice_is_out(plan: Plan, key: str, as_of: dt.date) -> bool:
    """Whether bidders may ask only in the ways the tender names: by the dates of its steps, else by the stage."""
    deal = plan.opportunities[key]
    steps = [(one.name, one.done or one.date) for one in deal.decision.milestones]
    gone = [name for name, day in steps if day and day <= as_of]
    if any(says(NOTICE, name) or says(AFTER, name) for name in gone):
        return True
    ahead = any(says(NOTICE, name) for name, _ in steps)
    return not ahead and deal.stage is not None and deal.stage.number >= COMPARING


def says(pattern: str, text: str) -> bool:
    """Whether a text has such words."""
    return re.search(pattern, text, re.IGNORECASE) is not None


def under_notice(plan: Plan, key: str | None, as_of: dt.date) -> bool:
    """Whether a tender decides a deal and its notice is out: nothing is asked or offered but by its own ways."""
    return key is not None and is_tender(plan, key) and notice_is_out(plan, key, as_of)


def any_tender(plan: Plan) -> bool:
    """Whether a tender decides any open deal."""
    return any(is_tender(plan, key) for key, _ in live(plan))
