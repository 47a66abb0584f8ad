"""``kam quadrant``: who wins what."""

from __future__ import annotations

from typing import Annotated

import typer

from kamtool.analysis.quadrant import quadrants
from kamtool.cli.account import open_plan, pick_deal
from kamtool.cli.errors import ExitCode
from kamtool.cli.footing import footing, with_stale
from kamtool.cli.playbook import open_playbook
from kamtool.cli.session import Session, command
from kamtool.view.quadrant import KINDS, quadrant_view

FORMATS = ("table", "plain", "md", "json", "svg")

Account = Annotated[str, typer.Argument(help="account", metavar="ACCOUNT")]
Explain = Annotated[bool, typer.Option("--explain", help="explain")]


@command
def run(session: Session, account: Account, explain: Explain = False) -> ExitCode:
    """Place people by whether we meet what they and their organisation need."""
    loaded, plan, named = open_plan(session, account)
    deal = pick_deal(plan, named)
    found = quadrants(plan, deal, session.as_of)
    rests = footing(session, loaded, deal)
    blocks = quadrant_view(found, open_playbook(session), session.texts, explain, rests)
    session.show(blocks, with_stale(found, rests, KINDS), "kam.quadrant/1", FORMATS)
    return ExitCode.OK
