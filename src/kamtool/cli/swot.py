"""``kam swot``: the SWOT grid, the plays it calls for, and the triangle."""

from __future__ import annotations

from typing import Annotated

import typer

from kamtool.analysis.ages import Kind
from kamtool.analysis.swot import swot
from kamtool.analysis.triangle import FIRM, US, Triangle
from kamtool.cli.account import open_plan, pick_deal
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.footing import footing, with_stale
from kamtool.cli.session import Session, command
from kamtool.model.plan import Plan
from kamtool.view.footing import Footing
from kamtool.view.swot import KINDS, swot_view

FORMATS = ("table", "plain", "md", "json", "svg")

Account = Annotated[str, typer.Argument(help="account", metavar="ACCOUNT")]
Against = Annotated[str | None, typer.Option("--against", help="against", metavar="COMPETITOR")]
Explain = Annotated[bool, typer.Option("--explain", help="explain")]


@command
def run(session: Session, account: Account, against: Against = None, explain: Explain = False) -> ExitCode:
    """Show strengths, weaknesses, opportunities and threats, what to do with them, and where a rival stands."""
    loaded, plan, named = open_plan(session, account)
    rival, deal = pick_rival(plan, against) if against else None, pick_deal(plan, named)
    found = swot(plan, deal, session.as_of, rival)
    rests = of_triangle(footing(session, loaded, deal), found.triangle)
    blocks = swot_view(found, session.texts, explain, rests)
    session.show(blocks, with_stale(found, rests, KINDS), "kam.swot/1", FORMATS)
    return ExitCode.OK


def of_triangle(rests: Footing, found: Triangle) -> Footing:
    """The footing without what the triangle does not show: other rivals' ratings, what people need for themselves."""
    shown = (US, found.rival)
    return rests.only(
        one
        for one in rests.found
        if (one.kind is not Kind.RADAR or one.about[0] in shown)
        and (one.kind is not Kind.NEEDS or one.about[1] in tuple(FIRM))
    )


def pick_rival(plan: Plan, given: str) -> str:
    """The id of a rival called by id or name. Raises UsageError when there is none, or more than one."""
    if given in plan.competitors:
        return given
    found = [key for key, one in plan.competitors.items() if one.name and given in one.name]
    if len(found) == 1:
        return found[0]
    known = [f"{key} ({one.name})" if one.name else key for key, one in plan.competitors.items()]
    raise UsageError("no_rival" if known else "no_rivals", account=plan.account.name, given=given, known=known)
