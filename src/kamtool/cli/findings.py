"""How findings are written: for people, for programs, and for CI systems."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from kamtool.check import FILE_CODES, STDIN, Checked
from kamtool.cli.errors import UsageError
from kamtool.cli.session import Session
from kamtool.diagnostic import Diagnostic, Severity
from kamtool.rules import CATALOGUE
from kamtool.source.read import Unreadable, decode, read_bytes

CI = ("github", "gitlab", "sarif", "junit", "rdjson")
CHECKOUTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")  # where a CI system says it has put the repository
MENDED = frozenset(("KAM004", "KAM008", "KAM010", "KAM012", "KAM013", "KAM017", "KAM018"))  # codes with a safe remedy


# Of how many findings of one file, of how many bytes at most, it is told whether they can be mended: to know for more
# would take longer than the check.
COUNTED = 30
COUNTED_BYTES = 100_000


def compose(
    session: Session,
    chosen: str,
    files: Sequence[str],
    checked: Sequence[Checked],
    raw: dict[str, bytes],
    limit: int,
    notes: Sequence[str],
) -> tuple[str, str]:
    """The findings in the chosen format, and the remark beside them; either may be empty.

    *files* are all that were looked at, *checked* has at least those in which something was found.
    """
    found = [one for some in checked for one in some.diagnostics]
    mended = fixable(found, raw)
    if chosen == "json":
        answer = as_json(session, files, checked, found, mended)
    elif chosen in CI:
        answer = as_ci(session, chosen, files, found, raw, limit)
    else:
        answer = as_text(session, chosen, found, raw) if found else ""
    asides = [session.texts("check.would_fix", count=sum(mended))] if any(mended) else []
    pointer = questions(session, found) if chosen == "text" else []
    return answer, summary(session, files, checked, found, [*asides, *notes, *pointer])


def fixable(found: Sequence[Diagnostic], raw: dict[str, bytes]) -> list[bool]:
    """Of each finding whether ``--fix`` would mend it; only files that may have such findings are read again.

    Those of a large file, or beyond what can be verified in a few readings, count as not to be mended.
    """
    by_file: dict[str, list[Diagnostic]] = {}
    for one in found:
        if one.code in MENDED:
            by_file.setdefault(one.file, []).append(one)
    if not by_file:
        return [False] * len(found)
    from kamtool.fix import fixable as verified
    from kamtool.load import load_bytes

    held: set[int] = set()
    for file, some in by_file.items():
        if len(some) > COUNTED:
            continue
        with suppress(Unreadable):
            content = raw[file] if file in raw else read_bytes(file)
            if len(content) <= COUNTED_BYTES:
                sure = verified(load_bytes(content, file), some)
                held |= {id(one) for one, mended in zip(some, sure, strict=True) if mended}
    return [id(one) in held for one in found]


def questions(session: Session, found: Sequence[Diagnostic]) -> list[str]:
    """The call that says whom to ask, when all that was found is about one plan and some of it is a question."""
    told = {one.file for one in found}
    if len(told) != 1 or STDIN in told or all(one.severity != Severity.HINT for one in found):
        return []
    from kamtool.render.safe import safe

    file = Path(*told)
    account = file.stem if file.parent == session.config.folder else str(file)
    if not account.replace("-", "").replace("_", "").isalnum():
        from shlex import quote

        account = quote(account)
    return [f"kam questions {safe(account)}"]


def as_ci(
    session: Session,
    chosen: str,
    files: Sequence[str],
    found: Sequence[Diagnostic],
    raw: dict[str, bytes],
    limit: int,
) -> str:
    """The findings for a CI system; GitHub's job summary is written where the runner asks for it."""
    from importlib import import_module

    from kamtool.baseline import apart, folders_of
    from kamtool.cli.output import in_words

    config = session.config
    folders = folders_of({one.file for one in found}, config.folder if config.file else None)
    places = {file: from_checkout(file) for file in files}
    told = in_words([apart(one, folders)._replace(file=places.get(one.file, one.file)) for one in found], session)
    room = import_module(f"kamtool.render.ci.{chosen}")
    target = os.environ.get("GITHUB_STEP_SUMMARY")
    if chosen == "github" and target and told:
        append(target, room.summary(told, session.texts))
    lines_of, files_at = reader(raw), {place: file for file, place in places.items()}

    def lines_at(place: str) -> Sequence[str]:
        return lines_of(files_at.get(place, place))

    more: dict[str, tuple[object, ...]] = {
        "junit": (list(places.values()), limit),
        "rdjson": (lines_at,),
    }
    answer: str = room.render(told, *more.get(chosen, ()))
    return answer


def from_checkout(file: str) -> str:
    """A file's path from the top of the repository that a CI system has checked out; as it is where none says so."""
    top = next((os.environ[name] for name in CHECKOUTS if os.environ.get(name)), None)
    if top is None or file == STDIN:
        return file
    from kamtool.source.git import Outside, inside

    try:
        return inside(top, file)
    except Outside:
        return file


def append(target: str, text: str) -> None:
    """Put text behind what a file holds. Raises UsageError."""
    try:
        with open(target, "a", encoding="utf-8") as stream:
            stream.write(text)
    except OSError as error:
        raise UsageError("output_failed", file=target, reason=error.strerror or "") from None


def as_text(session: Session, chosen: str, found: Sequence[Diagnostic], raw: dict[str, bytes]) -> str:
    """The findings as people read them; each file is read once more for its lines."""
    from kamtool.cli.output import in_words
    from kamtool.render import diagnostics

    told = in_words(found, session)
    if chosen == "concise":
        return diagnostics.concise(told) + "\n"
    return diagnostics.text(told, reader(raw), session.texts, session.width, session.color) + "\n"


def reader(raw: dict[str, bytes]) -> Callable[[str], Sequence[str]]:
    """What gives the lines of a file by its name; each is read once."""
    lines: dict[str, Sequence[str]] = {}

    def lines_of(file: str) -> Sequence[str]:
        if file not in lines:
            lines[file] = source_lines(file, raw)
        return lines[file]

    return lines_of


def source_lines(file: str, raw: dict[str, bytes]) -> Sequence[str]:
    """The lines of a file for the snippets; none when it cannot be read."""
    try:
        content = raw[file] if file in raw else read_bytes(file)
    except Unreadable:
        return ()
    try:
        return decode(content, file).text.split("\n")
    except Unreadable:
        pass
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return content.decode(encoding).split("\n")
    return content.decode("utf-8", "replace").split("\n")


def as_json(
    session: Session,
    files: Sequence[str],
    checked: Sequence[Checked],
    found: Sequence[Diagnostic],
    mended: Sequence[bool],
) -> str:
    """The findings with their counts."""
    from kamtool.cli.output import in_words
    from kamtool.render import diagnostics
    from kamtool.render.json import render

    names = {one.code: one.name for one in CATALOGUE} | {code: name_of(code) for code in FILE_CODES}
    counts = Counter(one.severity.word for one in found)
    result = {
        "as_of": session.as_of,
        "files": len(files),
        "silenced": sum(one.silenced for one in checked),
        "counts": {one.word: counts[one.word] for one in reversed(Severity)},
        "fixable": sum(mended),
        "findings": diagnostics.as_data(in_words(found, session), names, mended),
    }
    return render(result, "kam.check/1")


def name_of(code: str) -> str:
    """The name of a code that is no rule's, the same in every language: its English title, hyphenated."""
    from kamtool.texts.lookup import Lang, Texts

    return Texts(Lang.EN)(f"rules/file.{code}.title").lower().replace(" ", "-")


def summary(
    session: Session,
    files: Sequence[str],
    checked: Sequence[Checked],
    found: Sequence[Diagnostic],
    notes: Sequence[str],
) -> str:
    """One line on stderr: how many of what in how many plans; nothing when clean and nobody is watching."""
    texts, everything = session.texts, len(files)
    if not found and not notes and not session.tty:
        return ""
    if not found:
        line = texts("check.clean", all=everything) if everything != 1 else texts("check.clean_one")
    else:
        counts = Counter(one.severity for one in found)
        what = texts.join(
            texts(f"check.{one.word}s_one") if counts[one] == 1 else texts(f"check.{one.word}s", count=counts[one])
            for one in reversed(Severity)
            if counts[one]
        )
        told = len({one.file for one in found})
        line = texts("check.found_one" if everything == 1 else "check.found", what=what, files=told, all=everything)
    silenced = sum(one.silenced for one in checked)
    if silenced:
        line += " · " + texts("check.silenced", count=silenced)
    return " · ".join([line, *notes])
