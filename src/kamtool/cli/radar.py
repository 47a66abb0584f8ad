"""``kam radar``: the seven factors for us and each rival."""

from __future__ import annotations

from typing import Annotated

import typer

from kamtool.analysis.radar import radar
from kamtool.check import Selection, check_loaded
from kamtool.cli.account import open_plan, pick_deal
from kamtool.cli.errors import ExitCode
from kamtool.cli.footing import footing, with_stale
from kamtool.cli.playbook import open_playbook
from kamtool.cli.selecting import limits
from kamtool.cli.session import Session, command
from kamtool.view.radar import KINDS, radar_view
from kamtool.view.said import said

FORMATS = ("table", "plain", "md", "json", "csv", "svg")
FLATTERING = ("KAM503", "KAM505")

Account = Annotated[str, typer.Argument(help="account", metavar="ACCOUNT")]
Explain = Annotated[bool, typer.Option("--explain", help="explain")]


@command
def run(session: Session, account: Account, explain: Explain = False) -> ExitCode:
    """Show how we stand to the rivals on seven factors, and where the picture flatters us."""
    loaded, plan, asked = open_plan(session, account)
    deal = pick_deal(plan, asked)
    chosen = Selection(select=FLATTERING, limits=limits(session.config))
    found = check_loaded(loaded, session.as_of, chosen).diagnostics
    ours = [one for one in found if one.code in FLATTERING and deal in one.path]
    result = radar(plan, deal, tuple(one.code for one in ours))
    flattery, rests = [said(one, session.texts) for one in ours], footing(session, loaded, deal)
    blocks = radar_view(result, flattery, open_playbook(session), session.texts, explain, rests)
    session.show(blocks, with_stale(result, rests, KINDS), "kam.radar/1", FORMATS)
    return ExitCode.OK
