"""``kam fishbone``: why we may lose."""

from __future__ import annotations

from typing import Annotated

import typer

from kamtool.analysis.fishbone import fishbone
from kamtool.check import check_loaded
from kamtool.cli.account import open_plan, pick_deal
from kamtool.cli.errors import ExitCode
from kamtool.cli.footing import footing, with_stale
from kamtool.cli.selecting import choose
from kamtool.cli.session import Session, command
from kamtool.view.fishbone import KINDS, fishbone_view
from kamtool.view.said import said

FORMATS = ("table", "plain", "md", "json", "csv", "mermaid", "svg")

Account = Annotated[str, typer.Argument(help="account", metavar="ACCOUNT")]
Explain = Annotated[bool, typer.Option("--explain", help="explain_ages")]


@command
def run(session: Session, account: Account, explain: Explain = False) -> ExitCode:
    """Show why we may lose, from the plan's causes and the findings of the check."""
    loaded, plan, asked = open_plan(session, account)
    checked = check_loaded(loaded, session.as_of, choose(session, None, None)).diagnostics
    deal = pick_deal(plan, asked)
    found, rests = fishbone(plan, deal, session.as_of, checked), footing(session, loaded, deal)
    blocks = fishbone_view(found, [said(one, session.texts) for one in checked], session.texts, explain, rests)
    session.show(blocks, with_stale(found, rests, KINDS), "kam.fishbone/1", FORMATS)
    return ExitCode.OK
