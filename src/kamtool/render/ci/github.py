"""GitHub Actions: workflow commands, which become annotations, and a summary of the job."""

from __future__ import annotations

from collections.abc import Sequence

from kamtool.diagnostic import Severity
from kamtool.render.ci.mark import path_of, whole
from kamtool.render.markdown import escape
from kamtool.render.safe import safe
from kamtool.texts.lookup import Texts
from kamtool.view.said import Said

LARGEST_SUMMARY = 900_000  # bytes; GitHub takes 1 MiB a step
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def render(found: Sequence[Said]) -> str:
    """One command a finding, the worst first, since GitHub shows only the first ten of a step."""
    return "".join(command(one) for one in worst_first(found))


def worst_first(found: Sequence[Said]) -> list[Said]:
    """Findings by severity, then as they were."""
    return sorted(found, key=lambda one: -one.found.severity)


def command(said: Said) -> str:
    """One workflow command."""
    found, span = said.found, said.found.span
    place: dict[str, object] = {"file": path_of(found.file), "line": span.line, "endLine": span.end_line}
    if span.end_line == span.line:  # the runner takes no columns beside several lines
        place |= {"col": span.column, "endColumn": max(span.column, span.end_column - 1)}
    place["title"] = f"{found.code} {said.title}"
    properties = ",".join(f"{name}={value_of(str(value))}" for name, value in place.items())
    return f"::{LEVELS[found.severity]} {properties}::{data_of(whole(said))}\n"


def data_of(text: str) -> str:
    """The message of a command: whatever could end it or begin another is escaped."""
    return safe(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def value_of(text: str) -> str:
    """A property of a command: commas and colons are escaped as well."""
    return data_of(text).replace(":", "%3A").replace(",", "%2C")


def summary(found: Sequence[Said], texts: Texts) -> str:
    """The findings as a Markdown table for the job's summary; GitHub drops a summary that is too large."""
    made = f"### kam check\n\n| | {texts('check.code')} | {texts('check.place')} | |\n|---|---|---|---|\n"
    size = len(made.encode())
    for at, one in enumerate(worst_first(found)):
        row = summary_row(one)
        size += len(row.encode())
        if size > LARGEST_SUMMARY:
            return f"{made}\n{texts('check.more_rows', count=len(found) - at)}\n"
        made += row
    return made


def summary_row(said: Said) -> str:
    """One finding as a row."""
    place = f"{path_of(said.found.file)}:{said.found.span.line}"
    cells = (escape(said.severity), said.found.code, escape(place), escape(safe(said.message)))
    return f"| {' | '.join(cells)} |\n"
