"""Recency, frequency and value from a ledger, by the customer's own rhythm instead of fixed days (A12, 流通频率)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kamtool.analysis.overview import Money
from kamtool.analysis.tier_terms import About, Level, Term, TierLimits, between
from kamtool.ledger.result import Sold

LEAST_LINES, LATE = 3, 2


def ledger_worth(sold: Sold | None, currency: str | None, limits: TierLimits) -> dict[About, Term]:
    """Profit and margin as the ledger has them; unknown for whom it does not name, or without a cost to serve."""
    if sold is None:
        return {about: Term(about, Level.UNKNOWN, "not_sold") for about in (About.PROFIT, About.MARGIN)}
    if sold.gross_profit is None or sold.cost_to_serve is None:
        return {
            About.PROFIT: Term(About.PROFIT, Level.UNKNOWN, "ledger_cost"),
            About.MARGIN: Term(About.MARGIN, Level.UNKNOWN, "no_profit"),
        }
    profit = sold.gross_profit - sold.cost_to_serve
    found = {About.PROFIT: Term(About.PROFIT, Level.UNKNOWN, "amount", Money(profit, currency))}
    if sold.revenue is not None and sold.revenue > 0:
        part = profit / sold.revenue
        level = between(part, limits.margin_low, limits.margin_high)
        return found | {About.MARGIN: Term(About.MARGIN, level, "share", share=part)}
    reason = "no_revenue" if sold.revenue is None else "nothing_sold"
    return found | {About.MARGIN: Term(About.MARGIN, Level.UNKNOWN, reason)}


def rhythm(sold: Sold | None, until: dt.date) -> Term:
    """How long since they last bought, against how often they buy: high within one mean gap, low beyond two.

    *until* is the last day the ledger can speak of.

    *count* are the lines, *days* those since the last, *of* the mean gap in days, *share* the quantity.
    """
    if sold is None or sold.first is None or sold.last is None:
        return Term(About.RHYTHM, Level.UNKNOWN, "not_sold" if sold is None else "no_days")
    days = max((until - sold.last).days, 0)
    if sold.lines < LEAST_LINES:
        return Term(About.RHYTHM, Level.UNKNOWN, "few", count=sold.lines, days=days, date=sold.last)
    gap = max(round(Decimal((sold.last - sold.first).days) / (sold.lines - 1)), 1)
    level = Level.HIGH if days <= gap else Level.LOW if days > LATE * gap else Level.MIDDLE
    reason = "lines" if sold.quantity is None else "quantity"
    return Term(About.RHYTHM, level, reason, share=sold.quantity, count=sold.lines, of=gap, days=days, date=sold.last)
