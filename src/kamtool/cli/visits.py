"""``kam visits``: the visit history card."""

from __future__ import annotations

from typing import Annotated

import typer

from kamtool.analysis.visits import visits
from kamtool.cli.account import open_plan, pick_deal, pick_person
from kamtool.cli.errors import ExitCode
from kamtool.cli.footing import footing
from kamtool.cli.selecting import limits
from kamtool.cli.session import Session, command
from kamtool.model.values import Tier
from kamtool.view.visits import visits_csv, visits_view

FORMATS = ("table", "plain", "md", "csv", "json", "svg")

Account = Annotated[str, typer.Argument(help="account", metavar="ACCOUNT")]
With = Annotated[str | None, typer.Option("--with", help="with_person", metavar="PERSON")]
Every = Annotated[bool, typer.Option("--every", help="every_contact")]
Explain = Annotated[bool, typer.Option("--explain", help="explain")]


@command
def run(
    session: Session, account: Account, with_: With = None, every: Every = False, explain: Explain = False
) -> ExitCode:
    """Show whom we met, what was learned, who moves next, and whom to see again."""
    loaded, plan, deal = open_plan(session, account)
    person = pick_person(plan, with_) if with_ else None
    known = limits(session.config)
    cadence = {Tier.A: known.return_days_a, Tier.B: known.return_days_b, Tier.C: known.return_days_c}
    chosen = pick_deal(plan, deal) if deal else None
    found = visits(plan, chosen, session.as_of, cadence, known.unanswered, person)
    shape = session.choose(FORMATS)
    if shape == "csv":
        blocks = visits_csv(found, session.texts)
    else:
        wide, whole = shape in ("md", "svg"), every or person is not None
        blocks = visits_view(found, session.texts, explain, whole, wide, footing(session, loaded, chosen))
    session.show(blocks, found, "kam.visits/1", FORMATS)
    return ExitCode.OK
