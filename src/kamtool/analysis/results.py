"""What kamtool works out of a plan, as rows of two more tables: each deal's figures, and what the check found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from kamtool.analysis.deal import parts, touches
from kamtool.analysis.qualification import Question, advice, best_rival, qualified
from kamtool.analysis.support import support
from kamtool.analysis.tables import Row
from kamtool.model.plan import Plan
from kamtool.model.tables import ACCOUNT, WHERE, Column, Table, key
from kamtool.model.tiers import DataTier


def inferred(name: str) -> Column:
    """A number that rests on judgements of people."""
    return Column(name, "number", "", name, DataTier.INFERENCE)


RESULTS = Table(
    "results",
    (
        ACCOUNT,
        key("opportunity"),
        key("last_touch", "date"),
        inferred("support"),
        key("support_known", "whole"),
        inferred("support_unknown_share"),
        key("support_unweighed", "whole"),
        *(key(f"score_{question.value}", "whole") for question in Question),
        key("score_answered", "whole"),
        key("failed_gates", "texts"),
        key("advice"),
        key("best_rival"),
        *WHERE[:2],
    ),
    ("kam stakeholders", "kam qualify"),
)
FINDINGS = Table(
    "findings",
    (ACCOUNT, *map(key, ("code", "family", "severity", "confidence", "message")), *WHERE, key("column_", "whole")),
    ("kam check",),
)


def result_rows(plan: Plan, account: str, file: str, as_of: dt.date) -> Iterator[Row]:
    """The account as a whole, then each of its deals; what cannot be worked out is missing."""
    for deal in (None, *plan.opportunities):
        seen = touches(plan, as_of, deal)
        held = support(parts(plan, deal, as_of))
        row: Row = {
            "account": account,
            "last_touch": seen[-1].date if seen else None,
            "support": share(held.index),
            "support_known": held.known,
            "support_unknown_share": share(held.unknown_share),
            "support_unweighed": held.unweighed,
            "path": "account" if deal is None else f"opportunities.{deal}",
            "file": file,
        }
        if deal is not None:
            row |= {"opportunity": deal, **scores(plan, deal)}
        yield {name: value for name, value in row.items() if value is not None}


def scores(plan: Plan, deal: str) -> Row:
    """A deal by the twenty questions: nothing but how many are answered where none is."""
    ours = qualified(plan.opportunities[deal])
    row: Row = {"score_answered": len(ours.yes) + len(ours.no)}
    if ours.is_answered:
        row |= {f"score_{question.value}": ours.score(question) for question in Question}
        row |= {"failed_gates": ours.failed_gates, "advice": advice(ours)}
    rival = best_rival(plan.opportunities[deal])
    return row if rival is None else {**row, "best_rival": rival.vendor}


def share(value: float | None) -> Decimal | None:
    """A figure to four places."""
    return None if value is None else round(Decimal(value), 4)
