"""``kam qualify``: whether to pursue a deal and how, by the decks or by another school's questions."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from kamtool.analysis.facts import NAMES
from kamtool.analysis.qualify import qualify
from kamtool.analysis.scorecard import scorecard
from kamtool.cli.account import open_plan, pick_deal
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.footing import footing, with_stale
from kamtool.cli.playbook import open_playbook
from kamtool.cli.selecting import limits
from kamtool.cli.session import Session, command, read_day
from kamtool.model.values import Criterion
from kamtool.packs.read import BadPack, Pack, names, read_pack
from kamtool.texts.lookup import Lang
from kamtool.view.qualify import KINDS, qualify_view
from kamtool.view.scorecard import KINDS as SCORED
from kamtool.view.scorecard import scorecard_view

FORMATS = ("table", "plain", "md", "json", "csv")
DECKS = "decks"

Account = Annotated[str, typer.Argument(help="account", metavar="ACCOUNT")]
PackName = Annotated[str, typer.Option("--pack", help="pack", metavar="NAME|FILE.toml")]
Since = Annotated[str | None, typer.Option("--since", help="since", metavar="YYYY-MM-DD")]
Explain = Annotated[bool, typer.Option("--explain", help="explain")]


@command
def run(
    session: Session, account: Account, pack: PackName = DECKS, since: Since = None, explain: Explain = False
) -> ExitCode:
    """Show whether to pursue a deal, us against each rival, and which strategy the data bear."""
    school = open_pack(pack)
    loaded, plan, given = open_plan(session, account)
    deal, ratio = pick_deal(plan, given), limits(session.config).frontal_ratio
    if pack != DECKS:
        card = scorecard(plan, deal, school, session.as_of, ratio)
        rests = footing(session, loaded, deal)
        blocks = scorecard_view(card, session.texts, explain, rests)
        session.show(blocks, with_stale(card, rests, SCORED), "kam.scorecard/1", FORMATS)
        return ExitCode.OK
    found = qualify(plan, deal, session.as_of, ratio, earlier(since))
    rests, words = footing(session, loaded, deal), asks(school, session.texts.lang)
    blocks = qualify_view(found, words, open_playbook(session), session.texts, explain, rests)
    session.show(blocks, with_stale(found, rests, KINDS), "kam.qualify/1", FORMATS)
    return ExitCode.OK


def earlier(given: str | None) -> dt.date | None:
    """The day to compare with. Raises UsageError."""
    if given is None:
        return None
    try:
        return read_day(given)
    except UsageError:
        raise UsageError("since", given=given) from None


def open_pack(given: str) -> Pack:
    """A pack by name or path. Raises UsageError with file and line."""
    try:
        return read_pack(given, NAMES)
    except BadPack as error:
        place = f"{error.file}:{error.line}" if error.line else error.file
        reason = f"{error.reason}_near" if error.near and error.reason in ("name", "key", "fact") else error.reason
        raise UsageError(f"pack_{reason}", file=place, key=error.key, near=error.near, known=names()) from None


def asks(school: Pack, lang: Lang) -> dict[Criterion, str]:
    """The question to ask for each of the twenty criteria."""
    return {
        Criterion(one.facts[0].removeprefix("answer.")): one.gap[lang]
        for one in school.questions
        if one.facts[0].startswith("answer.")
    }
