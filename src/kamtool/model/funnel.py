"""客户转化漏斗: six counts of buying organisations in one territory and period (deck 1)."""

from kamtool.model.base import Section, Share, Text, Whole, unsaid
from kamtool.model.values import YesNo


class TargetRates(Section):
    """The five rates wanted, each 0 to 1."""

    reach: Share | None = None
    capture: Share | None = None
    follow_up: Share | None = None
    close: Share | None = None
    redevelop: Share | None = None


class FunnelPeriod(Section):
    """The six counts; each is part of the one before. A missing count is unknown, not zero."""

    period: Text
    territory: Text | None = None
    market_capacity: Whole | None = None
    contacted: Whole | None = None
    retained: Whole | None = None
    followed_up: Whole | None = None
    won: Whole | None = None
    redeveloped: Whole | None = None
    target: TargetRates = unsaid(TargetRates)
    complete: YesNo = YesNo.UNKNOWN
