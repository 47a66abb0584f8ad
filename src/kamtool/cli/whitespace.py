"""``kam whitespace``: offerings by units."""

from __future__ import annotations

from typing import Annotated

import typer

from kamtool.analysis.whitespace import whitespace
from kamtool.cli.account import open_plan
from kamtool.cli.errors import ExitCode
from kamtool.cli.session import Session, command
from kamtool.view.whitespace import whitespace_view

FORMATS = ("table", "plain", "md", "json", "csv", "svg")

Account = Annotated[str, typer.Argument(help="account", metavar="ACCOUNT")]


@command
def run(session: Session, account: Account) -> ExitCode:
    """Show what each unit buys from us, from a rival, from nobody, or we do not know."""
    _, plan, _ = open_plan(session, account)
    found = whitespace(plan, session.as_of)
    session.show(whitespace_view(found, session.texts), found, "kam.whitespace/1", FORMATS)
    return ExitCode.OK
