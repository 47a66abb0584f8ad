"""``kam diff``: what changed between two versions of the plans, in the trade's words."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from kamtool.against import paired
from kamtool.cli.errors import ExitCode
from kamtool.cli.selecting import choose
from kamtool.cli.session import Session, command
from kamtool.cli.versions import Asked, asked, file_versions, is_meant, two_files, versions
from kamtool.diff import Diff, as_data, diff
from kamtool.load import Loaded
from kamtool.view.diff import diff_view

FORMATS = ("table", "plain", "md", "json", "html")

Pairs = list[tuple[Loaded | None, Loaded | None]]
Words = Annotated[list[str] | None, typer.Argument(help="versions", metavar="REV|DAY|FILE|ACCOUNT...")]
Accounts = Annotated[list[str] | None, typer.Option("--account", "-a", help="diff_accounts", metavar="ACCOUNT")]
Every = Annotated[bool, typer.Option("--all", help="diff_all")]


@command
def run(session: Session, words: Words = None, account: Accounts = None, every: Every = False) -> ExitCode:
    """Show what changed; exit 0 whether or not something did."""
    given = words or []
    if two_files(given) and not account:
        old, new, both = file_versions(session, given)
        found = nameless(diff(old, new, choose(session, None, None), both))
    else:
        found = of_revisions(session, asked(session, given, account or []))
    every = every or session.choose(FORMATS) == "html"
    session.show(diff_view(found, session.texts, every), as_data(found), "kam.diff/1", FORMATS)
    return ExitCode.OK


def of_revisions(session: Session, what: Asked) -> Diff:
    """The difference of two versions in git, of the accounts asked for alone."""
    old, new = versions(session, what)
    pairs: Pairs = [
        pair
        for pair in paired(old.plans, new.plans)
        if not what.accounts or any(is_meant(account, one) for account in what.accounts for one in pair if one)
    ]
    return diff(old, new, choose(session, None, None), pairs)


def nameless(found: Diff) -> Diff:
    """A difference of two files, whose names say nothing of the account."""
    return replace(found, accounts=tuple(replace(one, was_file=None) for one in found.accounts))
