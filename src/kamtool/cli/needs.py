"""``kam needs``: what they need, how deep we asked, what they buy by, and what our proposal rests on."""

from __future__ import annotations

from typing import Annotated

import typer

from kamtool.analysis.layers import needs_found
from kamtool.cli.account import open_plan, pick_deal
from kamtool.cli.errors import ExitCode
from kamtool.cli.footing import footing, with_stale
from kamtool.cli.playbook import open_playbook
from kamtool.cli.selecting import limits
from kamtool.cli.session import Session, command
from kamtool.view.needs import KINDS, needs_view

FORMATS = ("table", "plain", "md", "json")

Account = Annotated[str, typer.Argument(help="account", metavar="ACCOUNT")]
Explain = Annotated[bool, typer.Option("--explain", help="explain")]


@command
def run(session: Session, account: Account, explain: Explain = False) -> ExitCode:
    """Show a deal's needs in three layers, the buying factors, the people's needs, and the proposal check."""
    loaded, plan, given = open_plan(session, account)
    deal = pick_deal(plan, given)
    found = needs_found(plan, deal, session.as_of, limits(session.config).frontal_ratio)
    rests = footing(session, loaded, deal)
    blocks = needs_view(found, open_playbook(session), session.texts, explain, rests)
    session.show(blocks, with_stale(found, rests, KINDS), "kam.needs/1", FORMATS)
    return ExitCode.OK
