"""``kam setup git``: the merge driver, and with ``--hook`` the check before each commit, in this repository."""

from __future__ import annotations

from pathlib import Path as File
from typing import Annotated

from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.option import Option
from kamtool.cli.output import remark
from kamtool.cli.session import Session, command, render
from kamtool.install import State, Step, carry_out, steps
from kamtool.render.safe import safe
from kamtool.source.git import GitFailed, Outside, top_of
from kamtool.source.write import Changed

FORMATS = ("plain", "plain", "json")
SCHEMA = "kam.setup-git/1"

Hook = Annotated[bool, Option("--hook", help="setup_hook")]
Remove = Annotated[bool, Option("--remove", help="setup_remove")]
DryRun = Annotated[bool, Option("--dry-run", help="setup_dry_run")]


@command
def run(session: Session, hook: Hook = False, remove: Remove = False, dry_run: DryRun = False) -> ExitCode:
    """Show each part and put it in, or take it out; what is so already stays, what is somebody else's as well."""
    chosen = session.choose(FORMATS)
    try:
        top = File(top_of(File.cwd()))
        here = session.config.folder
        # Without settings the plans lie in the folder of that name here, or else at the top.
        folder = here if session.config.file or here.is_dir() else top / session.config.accounts
        todo = steps(top, folder, hook, remove)
        if not dry_run:
            carry_out(top, todo)
    except GitFailed:
        raise UsageError("setup_no_git") from None
    except Outside as error:
        raise UsageError("outside", file=str(error)) from None
    except Changed as error:
        raise UsageError("changed", file=str(error)) from None
    except OSError as error:
        raise UsageError("output_failed", file=error.filename or ".git", reason=error.strerror or "") from None
    if chosen == "json":
        parts = [{"target": one.target, "says": one.says, "state": one.state} for one in todo]
        session.write(render(session, "json", (), {"dry_run": dry_run, "steps": parts}, SCHEMA))
    else:
        session.write("".join(f"{told(session, one, dry_run)}\n" for one in todo))
    foreign = [one for one in todo if one.state is State.FOREIGN]
    for one in foreign:
        remark(safe(session.texts("setup.add_yourself", file=one.target)))
    if not dry_run and not remove and any(one.state is State.PUT for one in todo):
        remark(session.texts("setup.commit_it"))
    return ExitCode.FINDINGS if foreign else ExitCode.OK


def told(session: Session, step: Step, dry_run: bool) -> str:
    """A step in one line: what was done, or would be."""
    key = f"would_{step.state}" if dry_run and step.state in (State.PUT, State.TAKE) else step.state
    says = session.texts("setup.hook") if step.says.startswith("#!") else step.says
    return safe(session.texts(f"setup.{key}", target=step.target, says=says))
