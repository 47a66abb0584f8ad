"""``kam plan edit``: a copy of the plan in the person's own editor, written back when it can be read."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import unicodedata
from glob import escape
from pathlib import Path as File

import typer

from kamtool.cli.account import STDIN, one_account
from kamtool.cli.altering import led_to
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.output import remark
from kamtool.cli.plan_set import Account
from kamtool.cli.session import Session, command
from kamtool.cli.writing import acceptable, in_words, write_draft
from kamtool.render.safe import safe
from kamtool.source.change import Draft
from kamtool.source.journal import digest
from kamtool.source.read import Unreadable, read_bytes
from kamtool.source.write import Locked, create, holds, locked

KNOWN = ("nano", "vim", "vi", "notepad")


@command
def run(session: Session, account: Account) -> ExitCode:
    """Edit a plan; what cannot be read is never written, and never lost."""
    files, _ = one_account(session, account)
    if len(files) != 1:
        raise UsageError("many_accounts", given=account, known=[File(file).stem for file in files])
    if files[0] == STDIN:
        raise UsageError("no_writing")
    path = File(files[0])
    editor = own_editor()
    with in_words(str(path)):
        before = read_bytes(str(path))
    copy = copy_name(path, before)
    try:
        with locked(copy, 0):  # two editors of one copy would write over each other
            return edit(session, editor, path, copy, before)
    except Locked:
        raise UsageError("edit_open", file=str(copy)) from None


def edit(session: Session, editor: list[str], path: File, copy: File, before: bytes) -> ExitCode:
    """Let the person edit the copy, and write it back."""
    with in_words(str(path)):
        lay_out(session, path, copy, before)
    made = edited(session, editor, path, copy, before)
    if made is None:
        copy.unlink(missing_ok=True)
        remark(session.texts("writing.nothing"))
        return ExitCode.OK
    try:
        write_draft(made, f"edit {path.stem}")
    except UsageError:
        remark(safe(session.texts(f"errors.{kept(path, before)}", file=str(saved(path, copy, made.after)))))
        raise
    copy.unlink(missing_ok=True)
    remark(safe(session.texts("writing.edited", account=path.stem)))
    led_to(session, made)
    return ExitCode.OK


def own_editor() -> list[str]:
    """The editor: VISUAL, EDITOR, else the first usual one that is there. Raises UsageError."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if named and named.strip():
        editor = shlex.split(named)
        if shutil.which(editor[0]) is None:
            raise UsageError("editor_missing", given=editor[0])
        return editor
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("no_editor")
    found = next((one for one in KNOWN if shutil.which(one)), None)
    if found is None:
        raise UsageError("no_editor")
    return [found]


def copy_name(path: File, content: bytes) -> File:
    """The copy to edit, beside the plan, where editors find its schema.

    Its name holds a digest of the plan it was made from: an old copy is not laid over a plan that has moved on, but
    told of.
    """
    return path.with_name(f".{path.stem}.{digest(content)[:8]}.edit.yaml")


def lay_out(session: Session, path: File, copy: File, before: bytes) -> None:
    """Make the copy, unless there is one not finished last time; tell of that, and of older ones."""
    for other in copies(path):
        if other != copy:
            remark(safe(session.texts("writing.left_over", file=str(other))))
    if copy.exists():
        remark(safe(session.texts("writing.resumed", file=str(copy))))
    else:
        create(copy, before, 0o600)


def saved(path: File, copy: File, text: bytes) -> File:
    """Where the person's text is: in the copy, else, if another took that away or wrote over it, in one of its own."""
    if holds(copy, text):
        return copy
    own = copy_name(path, text)
    if not holds(own, text):
        create(own, text, 0o600)
    return own


def copies(path: File) -> list[File]:
    """What was not finished of a plan, each a copy that holds all of it."""
    return sorted(path.parent.glob(f".{escape(path.stem)}.{'[0-9a-f]' * 8}.edit.yaml"))


def kept(path: File, before: bytes) -> str:
    """The sentence that tells where the person's text is: ``kam plan edit`` goes on while the plan is what it was."""
    return "edit_kept" if holds(path, before) else "edit_behind"


def edited(session: Session, editor: list[str], path: File, copy: File, before: bytes) -> Draft | None:
    """The draft that the person saved, readable as a plan; ``None`` when nothing was changed. Raises UsageError."""
    while True:
        if not opened(editor, copy):
            keep(session, path, copy, before)
            raise UsageError("editor_failed", given=editor[0])
        try:
            made = Draft(path, before, read_bytes(str(copy)))
            if made.after == before:
                return None
            acceptable(session, made)
            return made
        except (UsageError, Unreadable):
            if not again(session):
                raise UsageError(kept(path, before), file=str(copy)) from None


def opened(editor: list[str], copy: File) -> bool:
    """Whether the editor ran and ended well."""
    try:
        return subprocess.run([*editor, str(copy)], check=False).returncode == 0
    except OSError:
        return False


def keep(session: Session, path: File, copy: File, before: bytes) -> None:
    """Tell where the person's text is; a copy in which nothing was written is taken away."""
    try:
        if read_bytes(str(copy)) == before:
            copy.unlink()
            return
    except Unreadable:
        pass
    remark(safe(session.texts(f"errors.{kept(path, before)}", file=str(copy))))


def again(session: Session) -> bool:
    """Whether to go back into the editor: asked on a terminal alone."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    answer = typer.prompt(session.texts("writing.reopen"), default="y", show_default=False, prompt_suffix=" ", err=True)
    return unicodedata.normalize("NFKC", str(answer).strip()).casefold() not in {"n", "no", "否", "不", "不改"}
