"""``kam issues``: service recovery, and what is open beside a sale."""

from __future__ import annotations

from typing import Annotated

import typer

from kamtool.analysis.issues import recovery
from kamtool.cli.account import open_plan, pick_deal
from kamtool.cli.errors import ExitCode
from kamtool.cli.footing import footing
from kamtool.cli.selecting import limits
from kamtool.cli.session import Session, command
from kamtool.model.values import IssueSeverity
from kamtool.view.issues import issues_csv, issues_view

FORMATS = ("table", "plain", "md", "csv", "json", "svg")

Account = Annotated[str, typer.Argument(help="account", metavar="ACCOUNT")]
Explain = Annotated[bool, typer.Option("--explain", help="explain")]


@command
def run(session: Session, account: Account, explain: Explain = False) -> ExitCode:
    """Show our failures, how fast they were answered and mended, and what is open beside a sale."""
    loaded, plan, deal = open_plan(session, account)
    known = limits(session.config)
    fix_days = {IssueSeverity.MAJOR: known.fix_days_major, IssueSeverity.CRITICAL: known.fix_days_critical}
    chosen = pick_deal(plan, deal) if deal else None
    found = recovery(plan, chosen, session.as_of, fix_days, known.acknowledge_days)
    if session.choose(FORMATS) == "csv":
        session.show(issues_csv(found, session.texts), found, "kam.issues/1", FORMATS)
    else:
        blocks = issues_view(found, session.texts, explain, footing(session, loaded, chosen))
        session.show(blocks, found, "kam.issues/1", FORMATS)
    return ExitCode.OK
