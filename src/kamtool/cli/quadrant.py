"""``kam quadrant``: who wins what."""

from __future__ import annotations

from typing import Annotated

import typer

from kamtool.analysis.quadrant import quadrants
from kamtool.cli.account import open_plan, pick_deal
from kamtool.cli.errors import ExitCode
from kamtool.cli.selecting import limits
from kamtool.cli.session import Session, command
from kamtool.view.quadrant import quadrant_view

FORMATS = ("table", "plain", "md", "json", "svg")

Account = Annotated[str, typer.Argument(help="account", metavar="ACCOUNT")]
Explain = Annotated[bool, typer.Option("--explain", help="explain")]


@command
def run(session: Session, account: Account, explain: Explain = False) -> ExitCode:
    """Place people by whether we meet what they and their organisation need."""
    _, plan, deal = open_plan(session, account)
    found = quadrants(plan, pick_deal(plan, deal), session.as_of)
    blocks = quadrant_view(found, session.texts, explain, limits(session.config).attitude_warn)
    session.show(blocks, found, "kam.quadrant/1", FORMATS)
    return ExitCode.OK
