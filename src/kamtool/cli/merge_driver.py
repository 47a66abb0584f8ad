"""``kam merge-driver``: what git calls to merge two changes of one plan; the result is written over our version."""

from __future__ import annotations

from pathlib import Path as File
from typing import Annotated

from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.option import Option
from kamtool.cli.output import complain, remark
from kamtool.cli.session import Session, command
from kamtool.cli.writing import in_words
from kamtool.load import load_bytes
from kamtool.merge import Outcome, Way, merge
from kamtool.merge.textual import Labels
from kamtool.render.safe import safe
from kamtool.source.git import GitFailed
from kamtool.source.read import read_bytes
from kamtool.source.write import replace

USUAL = Labels()

Files = Annotated[list[str] | None, Option(help="merge_files", metavar="BASE OURS THEIRS [PATH]")]
Ours = Annotated[str, Option("--ours", help="merge_ours", metavar="LABEL")]
Base = Annotated[str, Option("--base", help="merge_base", metavar="LABEL")]
Theirs = Annotated[str, Option("--theirs", help="merge_theirs", metavar="LABEL")]
Size = Annotated[str, Option("--size", help="merge_size", metavar="N")]


@command
def run(
    session: Session,
    files: Files = None,
    ours: Ours = USUAL.ours,
    base: Base = USUAL.base,
    theirs: Theirs = USUAL.theirs,
    size: Size = str(USUAL.size),
) -> ExitCode:
    """Write the merged plan over OURS and say `clean` (exit 0) or `conflict` (exit 1); nothing else goes to stdout."""
    given = files or []
    if len(given) not in (3, 4):
        raise UsageError("merge_files")
    labels = Labels(named(ours, USUAL.ours), named(base, USUAL.base), named(theirs, USUAL.theirs), signs(size))
    told = given[-1] if len(given) == 4 else given[1]
    with in_words(told):
        three = [read_bytes(file) for file in given[:3]]
        try:
            outcome = merge(three[0], three[1], three[2], told, labels)
        except GitFailed as error:
            raise UsageError("merge_git", file=told, reason=str(error)) from None
        replace(File(given[1]), outcome.content, three[1])
    say(session, outcome, told)
    session.write("clean\n" if outcome.clean else "conflict\n")
    return ExitCode.OK if outcome.clean else ExitCode.FINDINGS


def named(label: str, usual: str) -> str:
    """A label on one line; the usual one when git gave none, or is too old to know them."""
    return usual if not label.strip() or label.startswith("%") else " ".join(label.split())


def signs(size: str) -> int:
    """How many signs a marker has; git's usual number when it gave none."""
    return int(size) if size.isascii() and size.isdigit() and 0 < int(size[:3]) < 100 else USUAL.size


def say(session: Session, outcome: Outcome, file: str) -> None:
    """Tell on stderr what a person must decide, and when git merged the lines."""
    texts = session.texts
    if outcome.way is not Way.FACTS:
        remark(safe(texts(f"merging.{outcome.way}", file=file)))
    if outcome.conflicts:
        places = [".".join(path).replace(".[", "[") for path in outcome.conflicts]
        remark(safe(texts("merging.conflicts", file=file, count=len(places), places=places)))
    if outcome.faults:
        remark(safe(texts("merging.faults", file=file)))
        complain(session, load_bytes(outcome.content, file))
