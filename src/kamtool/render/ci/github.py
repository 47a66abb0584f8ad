"""GitHub Actions: workflow commands, which become annotations, and a summary of the job."""

from __future__ import annotations

from collections.abc import Sequence

from kamtool.diagnostic import Severity
from kamtool.render.markdown import escape
from kamtool.render.safe import safe
from kamtool.view.said import Said

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
    place = {"file": found.file, "line": span.line, "endLine": span.end_line, "col": span.column}
    if span.end_line == span.line:
        place["endColumn"] = max(span.column, span.end_column - 1)
    place["title"] = f"{found.code} {said.title}"
    properties = ",".join(f"{name}={value_of(str(value))}" for name, value in place.items())
    return f"::{LEVELS[found.severity]} {properties}::{data_of(f'{said.message}. {said.clear}')}\n"


def data_of(text: str) -> str:
    """The message of a command: whatever could end it or begin another is escaped."""
    return safe(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def value_of(text: str) -> str:
    """A property of a command: commas and colons are escaped as well."""
    return data_of(text).replace(":", "%3A").replace(",", "%2C")


def summary(found: Sequence[Said], title: str) -> str:
    """All findings as a Markdown table for the job's summary."""
    rows = [f"### {escape(title)}", "", "| | code | place | |", "|---|---|---|---|"]
    rows += [
        f"| {escape(one.severity)} | {one.found.code} | {escape(f'{one.found.file}:{one.found.span.line}')} |"
        f" {escape(one.message)} |"
        for one in worst_first(found)
    ]
    return "\n".join(rows) + "\n"
