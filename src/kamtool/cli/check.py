"""``kam check``: validate and lint plans."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from difflib import get_close_matches
from typing import Annotated

import typer

from kamtool.check import STDIN, Checked, Selection, UnknownSelector, check_files, check_text, prefix, selection
from kamtool.cli.account import expand
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.session import Session, command
from kamtool.config import Config
from kamtool.diagnostic import Diagnostic, Severity
from kamtool.rules import RULES
from kamtool.rules.limits import Limits
from kamtool.source.read import MAX_BYTES, Unreadable, decode, read_bytes

FORMATS = ("text", "text", "concise", "json")  # the same on a terminal and elsewhere
CANNOT_READ = "KAM001"

Paths = Annotated[list[str] | None, typer.Argument(help="paths", metavar="PATHS")]
Codes = Annotated[str | None, typer.Option("--select", help="select", metavar="CODES")]
NotCodes = Annotated[str | None, typer.Option("--ignore", help="ignore", metavar="CODES")]
FailOn = Annotated[str | None, typer.Option("--fail-on", help="fail_on", metavar="SEVERITY")]


@command
def run(
    session: Session, paths: Paths = None, select: Codes = None, ignore: NotCodes = None, fail_on: FailOn = None
) -> ExitCode:
    """Check plans; exit 1 when something at or above ``--fail-on`` was found, 2 when a file could not be read."""
    chosen_format = session.choose(FORMATS)
    limit = threshold(fail_on or session.config.fail_on)
    chosen = choose(session, select, ignore)
    raw: dict[str, bytes] = {}
    checked = check(session, expand(session, paths or []), chosen, raw)
    found = [one for some in checked for one in some.diagnostics]
    if chosen_format == "json":
        session.write(as_json(session, checked, found))
    elif found:
        session.write(as_text(session, chosen_format, found, raw))
    summarise(session, checked, found)
    if any(one.code == CANNOT_READ for one in found):
        return ExitCode.USAGE
    return ExitCode.FINDINGS if any(one.severity >= limit for one in found) else ExitCode.OK


def check(session: Session, files: Sequence[str], chosen: Selection, raw: dict[str, bytes]) -> list[Checked]:
    """Check the files; what came on standard input is kept in *raw* for the snippets."""
    if STDIN not in files:
        return check_files(files, session.as_of, chosen)
    raw[STDIN] = sys.stdin.buffer.read(MAX_BYTES + 1)
    rest = check_files([file for file in files if file != STDIN], session.as_of, chosen)
    return [check_text(raw[STDIN], session.as_of, chosen), *rest]


def choose(session: Session, select: str | None, ignore: str | None) -> Selection:
    """What to check by: the configuration, with the options in place of its own lists. Raises UsageError."""
    config = session.config
    try:
        chosen = selection(
            words(select) if select is not None else config.select,
            words(ignore) if ignore is not None else config.ignore,
        )
        return replace(
            chosen,
            profile=config.profile,  # type: ignore[arg-type]  # the configuration takes no other word
            severities=severities(config.severity),
            limits=limits(config),
            overrides=tuple(
                (
                    str(config.beside(path)),
                    Selection(ignore=tuple(map(prefix, one.ignore)), severities=severities(one.severity)),
                )
                for one in config.overrides
                for path in one.paths
            ),
        )
    except UnknownSelector as error:
        raise UsageError("selector_near" if error.near else "selector", given=error.given, near=error.near) from None


def severities(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, Severity | None], ...]:
    """Severities by beginnings of codes, ``None`` for off."""
    levels = {one.word: one for one in Severity}
    return tuple((prefix(word), levels.get(level)) for word, level in pairs)


def limits(config: Config) -> Limits:
    """The thresholds, as the team set them. Raises UsageError for one there is not."""
    known = [field.name for field in fields(Limits)]
    for name, _ in config.thresholds:
        if name not in known:
            near = "".join(get_close_matches(name, known, n=1))
            raise UsageError("config_threshold", file=config.file, key=name, near=near)
    return Limits(**dict(config.thresholds))


def words(text: str) -> list[str]:
    """Selectors separated by commas."""
    return [word for word in text.replace("，", ",").split(",") if word.strip()]


def threshold(word: str) -> int:
    """The severity from which the exit code is 1. Raises UsageError."""
    levels = {one.word: int(one) for one in Severity} | {"never": len(Severity) + 1}
    if word not in levels:
        raise UsageError("fail_on", given=word)
    return levels[word]


def as_text(session: Session, chosen: str, found: Sequence[Diagnostic], raw: dict[str, bytes]) -> str:
    """The findings as people read them; each file is read once more for its lines."""
    from kamtool.cli.output import in_words
    from kamtool.render import diagnostics

    told = in_words(found, session)
    if chosen == "concise":
        return diagnostics.concise(told) + "\n"
    lines: dict[str, Sequence[str]] = {}

    def lines_of(file: str) -> Sequence[str]:
        if file not in lines:
            lines[file] = source_lines(file, raw)
        return lines[file]

    return diagnostics.text(told, lines_of, session.texts, session.width, session.color) + "\n"


def source_lines(file: str, raw: dict[str, bytes]) -> Sequence[str]:
    """The lines of a file for the snippets; none when it cannot be read."""
    try:
        content = raw[file] if file in raw else read_bytes(file)
    except Unreadable:
        return ()
    try:
        return decode(content, file).text.split("\n")
    except Unreadable:
        return content.decode("utf-8", "replace").split("\n")


def as_json(session: Session, checked: Sequence[Checked], found: Sequence[Diagnostic]) -> str:
    """The findings with their counts."""
    from kamtool.cli.output import in_words
    from kamtool.render import diagnostics
    from kamtool.render.json import render

    names = {one.code: one.name for one in RULES}
    counts = Counter(one.severity.word for one in found)
    result = {
        "as_of": session.as_of,
        "files": len(checked),
        "silenced": sum(one.silenced for one in checked),
        "counts": {one.word: counts[one.word] for one in reversed(Severity)},
        "findings": diagnostics.as_data(in_words(found, session), names),
    }
    return render(result, "kam.check/1")


def summarise(session: Session, checked: Sequence[Checked], found: Sequence[Diagnostic]) -> None:
    """One line on stderr: how many of what in how many plans; nothing when clean and nobody is watching."""
    texts, everything = session.texts, len(checked)
    if not found and not session.tty:
        return
    if not found:
        line = texts("check.clean", all=everything) if everything != 1 else texts("check.clean_one")
    else:
        counts = Counter(one.severity for one in found)
        what = texts.join(
            texts(f"check.{one.word}s_one") if counts[one] == 1 else texts(f"check.{one.word}s", count=counts[one])
            for one in reversed(Severity)
            if counts[one]
        )
        files = len({one.file for one in found})
        line = texts("check.found_one" if everything == 1 else "check.found", what=what, files=files, all=everything)
    silenced = sum(one.silenced for one in checked)
    if silenced:
        line += " · " + texts("check.silenced", count=silenced)
    sys.stderr.write(
        line.encode(sys.stderr.encoding or "utf-8", "backslashreplace").decode(sys.stderr.encoding or "utf-8") + "\n"
    )
