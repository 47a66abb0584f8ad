"""``kam plan show``: the account on a page."""

from __future__ import annotations

from typing import Annotated

import typer

from kamtool.analysis.page import page
from kamtool.analysis.shared import shared_page
from kamtool.check import check_loaded
from kamtool.cli.account import open_plan
from kamtool.cli.errors import ExitCode
from kamtool.cli.footing import footing, with_stale
from kamtool.cli.plan_list import count
from kamtool.cli.selecting import choose
from kamtool.cli.session import Session, command
from kamtool.view.plan_show import KINDS, plan_show_view
from kamtool.view.shared import shared_view

FORMATS = ("table", "plain", "md", "json")

Account = Annotated[str, typer.Argument(help="account", metavar="ACCOUNT")]
Explain = Annotated[bool, typer.Option("--explain", help="explain_ages")]


@command
def run(session: Session, account: Account, explain: Explain = False) -> ExitCode:
    """Show an account on one page; for the customer what was agreed, promised and reported, and nothing else."""
    loaded, plan, _ = open_plan(session, account)
    if session.customer:
        agreed = shared_page(plan, session.as_of)
        session.show(shared_view(agreed, session.texts), agreed, "kam.shared/1", FORMATS)
        return ExitCode.OK
    diagnostics = check_loaded(loaded, session.as_of, choose(session, None, None)).diagnostics
    found = page(plan, loaded.id, session.as_of, count(diagnostics))
    rests, of_deals = footing(session, loaded, None), {one.id: footing(session, loaded, one.id) for one in found.deals}
    blocks = plan_show_view(found, diagnostics, session.texts, explain, rests, of_deals)
    told = with_stale(found, rests.joined(of_deals.values()), KINDS)
    session.show(blocks, told, "kam.page/1", FORMATS)
    return ExitCode.OK
