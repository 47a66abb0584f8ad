"""``kam whitespace``: offerings by units."""

from __future__ import annotations

from typing import Annotated

import typer

from kamtool.analysis.whitespace import whitespace
from kamtool.cli.account import open_plan
from kamtool.cli.errors import ExitCode
from kamtool.cli.footing import footing, with_stale
from kamtool.cli.session import Session, command
from kamtool.view.whitespace import KINDS, whitespace_view

FORMATS = ("table", "plain", "md", "json", "csv", "svg")

Account = Annotated[str, typer.Argument(help="account", metavar="ACCOUNT")]
Explain = Annotated[bool, typer.Option("--explain", help="explain_ages")]


@command
def run(session: Session, account: Account, explain: Explain = False) -> ExitCode:
    """Show what each unit buys from us, from a rival, from nobody, or we do not know."""
    loaded, plan, _ = open_plan(session, account)
    found = whitespace(plan, session.as_of)
    rests = footing(session, loaded, None).about(one.id for one in found.contacts if one.accepts)
    blocks = whitespace_view(found, session.texts, explain, rests)
    session.show(blocks, with_stale(found, rests, KINDS), "kam.whitespace/1", FORMATS)
    return ExitCode.OK
