"""``kam redact``: plans under pseudonyms, to show or send."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kamtool.cli.account import expand, load, valid
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.output import remark
from kamtool.cli.session import PLANS, Session, command, write_stream
from kamtool.privacy.key import BadKey, InGit, Key, read_key, usual_place, write_key
from kamtool.privacy.redact import Redacted, Remains, redact
from kamtool.render.safe import safe
from kamtool.source.write import replace

Accounts = Annotated[list[str] | None, typer.Argument(help="accounts_all", metavar="ACCOUNT...")]
All = Annotated[bool, typer.Option("--all", help="redact_all")]
KeyFile = Annotated[str | None, typer.Option("--key", help="redact_key", metavar="FILE")]
Amounts = Annotated[bool, typer.Option("--amounts", help="redact_amounts")]


@command
def run(
    session: Session, accounts: Accounts = None, all_: All = False, key: KeyFile = None, amounts: Amounts = False
) -> ExitCode:
    """Write plans under pseudonyms: one to stdout, or any number into the folder that --output names."""
    if bool(accounts) == all_:
        raise UsageError("all_or_some" if accounts else "redact_which")
    files = expand(session, accounts or [])
    target = folder(session)
    if target is None and len(files) != 1:
        raise UsageError("redact_folder")
    place = Path(key) if key else usual_place()
    known = opened(place)
    loaded = [load(file) for file in files]
    for one in loaded:
        valid(session, one)
    try:
        found = redact(loaded, known, amounts)
    except Remains as error:
        raise UsageError("redact_remains", path=".".join(map(str, error.path))) from None
    keep(place, known)
    if target is None:
        write_stream(found[0].text)
    else:
        put(target, found)
    gone = sum(one.comments for one in found)
    told = session.texts("redact.done", count=len(found), comments=gone, key=str(place))
    remark(safe(told))
    return ExitCode.OK


def folder(session: Session) -> Path | None:
    """Where the plans go. Raises UsageError for a file, and for the plans' own folder: they would count as plans."""
    if session.output is None:
        return None
    target = Path(session.output)
    if target.is_file() or target.suffix.lower() in PLANS:
        raise UsageError("redact_file")
    if target.absolute().resolve().is_relative_to(session.config.folder.absolute().resolve()):
        raise UsageError("redact_inside", folder=str(session.config.folder))
    return target


def opened(place: Path) -> Key:
    """The key. Raises UsageError for a file that is none."""
    try:
        return read_key(place)
    except BadKey:
        raise UsageError("bad_key", file=str(place)) from None


def keep(place: Path, key: Key) -> None:
    """Write the key before any plan, so that no plan is without one. Raises UsageError."""
    try:
        write_key(place, key)
    except InGit:
        raise UsageError("key_in_git", file=str(place)) from None
    except OSError as error:
        raise UsageError("output_failed", file=str(place), reason=error.strerror or "") from None


def put(target: Path, found: Sequence[Redacted]) -> None:
    """Write the plans into a folder. Raises UsageError."""
    for one in found:
        file = target / f"{one.id}.yaml"
        try:
            target.mkdir(parents=True, exist_ok=True)
            replace(file, one.text.encode())
        except OSError as error:
            raise UsageError("output_failed", file=str(file), reason=error.strerror or "") from None
