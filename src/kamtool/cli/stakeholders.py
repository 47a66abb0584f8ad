"""``kam stakeholders``: the influence map."""

from __future__ import annotations

from typing import Annotated

import typer

from kamtool.analysis.stakeholders import stakeholders
from kamtool.cli.account import open_plan, pick_deal, pick_person
from kamtool.cli.errors import ExitCode
from kamtool.cli.footing import footing, with_stale
from kamtool.cli.playbook import open_playbook
from kamtool.cli.session import Session, command
from kamtool.view.stakeholders import KINDS, stakeholders_view

FORMATS = ("table", "plain", "md", "json", "csv", "mermaid", "dot", "svg")

Account = Annotated[str, typer.Argument(help="account", metavar="ACCOUNT")]
Explain = Annotated[bool, typer.Option("--explain", help="explain")]
Without = Annotated[str | None, typer.Option("--without", help="without", metavar="PERSON")]


@command
def run(session: Session, account: Account, without: Without = None, explain: Explain = False) -> ExitCode:
    """Show who is who, who sways whom, and the way to the decider."""
    loaded, plan, named = open_plan(session, account)
    gone, deal = pick_person(plan, without) if without else None, pick_deal(plan, named)
    found = stakeholders(plan, deal, session.as_of, gone)
    rests = footing(session, loaded, deal)
    blocks = stakeholders_view(found, open_playbook(session), session.texts, explain, rests)
    session.show(blocks, with_stale(found, rests, KINDS), "kam.stakeholders/1", FORMATS)
    return ExitCode.OK
