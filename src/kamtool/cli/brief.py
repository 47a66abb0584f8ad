"""``kam brief``: one page to read before a meeting."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from kamtool.brief import prepare
from kamtool.check import check_loaded
from kamtool.cli.account import open_plan, pick_deal, pick_person
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.footing import footing, with_stale
from kamtool.cli.playbook import open_playbook
from kamtool.cli.selecting import choose, words
from kamtool.cli.session import Session, command, read_day
from kamtool.model.plan import Plan
from kamtool.view.brief import KINDS, brief_view, nobody_view

FORMATS = ("table", "plain", "md", "html", "json")

Account = Annotated[str, typer.Argument(help="account", metavar="ACCOUNT")]
With = Annotated[str | None, typer.Option("--with", help="with_meeting", metavar="PERSON[,PERSON]")]
Date = Annotated[str | None, typer.Option("--date", help="meeting_date", metavar="YYYY-MM-DD")]
Explain = Annotated[bool, typer.Option("--explain", help="explain_ages")]


@command
def run(
    session: Session, account: Account, with_: With = None, date: Date = None, explain: Explain = False
) -> ExitCode:
    """Show whom we meet, what they decide and want, what to bring and ask, and what to leave unsaid."""
    day = meeting_day(session, date)
    loaded, plan, asked = open_plan(session, account)
    if not plan.stakeholders:
        empty = {"account": plan.account.name, "people": [], "stale": []}
        session.show(nobody_view(plan.account.name, session.texts), empty, "kam.brief/1", FORMATS)
        return ExitCode.OK
    present = whom(plan, with_)
    deal = pick_deal(plan, asked)
    chosen = choose(session, None, None)
    found = check_loaded(loaded, session.as_of, chosen).diagnostics
    page = prepare(plan, found, deal, present, session.as_of, day, chosen.limits)
    rests = footing(session, loaded, deal).about(present)
    blocks = brief_view(page, open_playbook(session), session.texts, explain, rests)
    session.show(blocks, with_stale(page, rests, KINDS), "kam.brief/1", FORMATS)
    return ExitCode.OK


def meeting_day(session: Session, date: str | None) -> dt.date:
    """The day of the meeting, today's when not given. Raises UsageError for one before what is known."""
    try:
        day = session.as_of if date is None else read_day(date)
    except UsageError:
        raise UsageError("meeting_day", given=date) from None
    if day < session.as_of:
        raise UsageError("meeting_past", given=day, as_of=session.as_of)
    return day


def whom(plan: Plan, given: str | None) -> tuple[str, ...]:
    """The ids of those we meet. Raises UsageError when nobody is named, or somebody is not in the plan."""
    named = words((given or "").replace("、", ","))
    if not named:
        known = [f"{key} ({one.name or one.title or key})" for key, one in plan.stakeholders.items()]
        raise UsageError("no_meeting", account=plan.account.name, known=known)
    return tuple(dict.fromkeys(pick_person(plan, one.strip()) for one in named))
