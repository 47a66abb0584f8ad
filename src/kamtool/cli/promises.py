"""``kam promises``: promises both ways, aged like receivables."""

from __future__ import annotations

from typing import Annotated

import typer

from kamtool.analysis.promises import ledger
from kamtool.cli.account import open_plan, pick_deal
from kamtool.cli.errors import ExitCode
from kamtool.cli.footing import footing
from kamtool.cli.session import Session, command
from kamtool.view.promises import promises_csv, promises_view

FORMATS = ("table", "plain", "md", "csv", "json", "svg")

Account = Annotated[str, typer.Argument(help="account", metavar="ACCOUNT")]
Explain = Annotated[bool, typer.Option("--explain", help="explain")]


@command
def run(session: Session, account: Account, explain: Explain = False) -> ExitCode:
    """Show who owes whom what, how long overdue, and whose word holds."""
    loaded, plan, deal = open_plan(session, account)
    chosen = pick_deal(plan, deal) if deal else None
    found = ledger(plan, chosen, session.as_of)
    if session.choose(FORMATS) == "csv":
        session.show(promises_csv(found, session.texts), found, "kam.promises/1", FORMATS)
    else:
        blocks = promises_view(found, session.texts, explain, footing(session, loaded, chosen))
        session.show(blocks, found, "kam.promises/1", FORMATS)
    return ExitCode.OK
