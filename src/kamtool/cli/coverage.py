"""``kam coverage``: who of ours looks after whom."""

from __future__ import annotations

from typing import Annotated

import typer

from kamtool.analysis.coverage import coverage
from kamtool.cli.account import open_plan
from kamtool.cli.errors import ExitCode
from kamtool.cli.footing import footing, with_stale
from kamtool.cli.playbook import open_playbook
from kamtool.cli.selecting import limits
from kamtool.cli.session import Session, command
from kamtool.view.coverage import KINDS, coverage_view

FORMATS = ("table", "plain", "md", "json", "csv")

Account = Annotated[str, typer.Argument(help="account", metavar="ACCOUNT")]
Explain = Annotated[bool, typer.Option("--explain", help="explain")]


@command
def run(session: Session, account: Account, explain: Explain = False) -> ExitCode:
    """Show who of ours covers whom, now and wanted, and the gaps."""
    loaded, plan, _ = open_plan(session, account)
    found = coverage(plan, session.as_of, limits(session.config).covers_per_member)
    rests = footing(session, loaded, None)
    blocks = coverage_view(found, open_playbook(session), session.texts, explain, rests)
    session.show(blocks, with_stale(found, rests, KINDS), "kam.coverage/1", FORMATS)
    return ExitCode.OK
