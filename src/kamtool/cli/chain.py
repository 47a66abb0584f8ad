"""``kam chain``: the decision chain, the information chain, our steps against theirs, and the days."""

from __future__ import annotations

from typing import Annotated

import typer

from kamtool.analysis.chain import chain
from kamtool.cli.account import open_plan, pick_deal
from kamtool.cli.errors import ExitCode
from kamtool.cli.footing import footing, with_stale
from kamtool.cli.playbook import open_playbook
from kamtool.cli.session import Session, command
from kamtool.playbook.read import defaults
from kamtool.view.chain import KINDS, chain_view

FORMATS = ("table", "plain", "md", "json", "csv", "mermaid")

Account = Annotated[str, typer.Argument(help="account", metavar="ACCOUNT")]
Explain = Annotated[bool, typer.Option("--explain", help="explain")]


@command
def run(session: Session, account: Account, explain: Explain = False) -> ExitCode:
    """Show who decides what and when, where the chain breaks, and what is confirmed."""
    loaded, plan, named = open_plan(session, account)
    deal = pick_deal(plan, named)
    book = open_playbook(session)
    found = chain(plan, deal, session.as_of, defaults(book))
    drawn = session.choose(FORMATS) == "mermaid"
    rests = footing(session, loaded, deal)
    blocks = chain_view(found, book, session.texts, explain, drawn, rests)
    session.show(blocks, with_stale(found, rests, KINDS), "kam.chain/1", FORMATS)
    return ExitCode.OK
