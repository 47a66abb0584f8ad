"""``kam stakeholders``: the influence map."""

from __future__ import annotations

from typing import Annotated

import typer

from kamtool.analysis.stakeholders import stakeholders
from kamtool.cli.account import open_plan, pick_deal, pick_person
from kamtool.cli.errors import ExitCode
from kamtool.cli.selecting import limits
from kamtool.cli.session import Session, command
from kamtool.view.stakeholders import stakeholders_view

FORMATS = ("table", "plain", "md", "json", "csv", "mermaid", "dot", "svg")

Account = Annotated[str, typer.Argument(help="account", metavar="ACCOUNT")]
Explain = Annotated[bool, typer.Option("--explain", help="explain")]
Without = Annotated[str | None, typer.Option("--without", help="without", metavar="PERSON")]


@command
def run(session: Session, account: Account, without: Without = None, explain: Explain = False) -> ExitCode:
    """Show who is who, who sways whom, and the way to the decider."""
    _, plan, deal = open_plan(session, account)
    gone = pick_person(plan, without) if without else None
    found = stakeholders(plan, pick_deal(plan, deal), session.as_of, gone)
    blocks = stakeholders_view(found, session.texts, explain, limits(session.config).attitude_warn)
    session.show(blocks, found, "kam.stakeholders/1", FORMATS)
    return ExitCode.OK
