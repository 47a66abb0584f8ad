"""``kam questions``: what to ask, whom, and in which words."""

from __future__ import annotations

import re
import shlex
from typing import Annotated

import typer

from kamtool.check import check_loaded
from kamtool.cli.account import open_plan, pick_deal, pick_person
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.footing import footing
from kamtool.cli.selecting import choose, words
from kamtool.cli.session import Session, command
from kamtool.questions import questions
from kamtool.view.questions import questions_view

FORMATS = ("table", "plain", "md", "json")

Account = Annotated[str, typer.Argument(help="account", metavar="ACCOUNT")]
With = Annotated[str | None, typer.Option("--with", help="with", metavar="PERSON[,PERSON]")]
Limit = Annotated[int | None, typer.Option("--limit", help="limit", metavar="N")]
Explain = Annotated[bool, typer.Option("--explain", help="explain")]


@command
def run(
    session: Session, account: Account, with_: With = None, limit: Limit = None, explain: Explain = False
) -> ExitCode:
    """Show the unknowns worth asking, ranked, with whom to ask and in which words."""
    if limit is not None and limit < 1:
        raise UsageError("limit", given=limit)
    loaded, plan, asked = open_plan(session, account)
    deal = pick_deal(plan, asked) if asked else None
    present = tuple(pick_person(plan, one.strip()) for one in words((with_ or "").replace("、", ",")))
    chosen = choose(session, None, None)
    diagnostics = check_loaded(loaded, session.as_of, chosen).diagnostics
    found = questions(plan, diagnostics, deal, session.as_of, chosen.limits, present, limit)
    said = questions_view(found, session.texts, again(account, with_), explain, footing(session, loaded, deal))
    session.show(said, found, "kam.questions/1", FORMATS)
    return ExitCode.OK


def again(account: str, with_: str | None) -> str:
    """The command as it was given, but for the limit, to be typed again."""
    words = ["kam", "questions", account, *(["--with", with_] if with_ else [])]
    # The shell needs no quotes round Chinese names, but the library would set them.
    return " ".join(one if re.fullmatch(r"[\w./%+=:,@、，-]+", one) else shlex.quote(one) for one in words)
