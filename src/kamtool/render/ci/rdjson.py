"""Reviewdog's diagnostic format (rdjson)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kamtool.diagnostic import Severity
from kamtool.render.ci.mark import path_of, whole
from kamtool.render.diagnostics import Lines
from kamtool.view.said import Said

LEVELS = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.HINT: "INFO"}


def render(found: Sequence[Said], lines_of: Lines) -> str:
    """All findings as one document; *lines_of* gives the lines of a file, since columns here count bytes."""
    rows = [
        {
            "message": whole(one),
            "location": {
                "path": path_of(one.found.file),
                "range": {
                    "start": position(one.found.span.line, one.found.span.column, lines_of(one.found.file)),
                    "end": position(one.found.span.end_line, one.found.span.end_column, lines_of(one.found.file)),
                },
            },
            "severity": LEVELS[one.found.severity],
            "code": {"value": one.found.code},
        }
        for one in found
    ]
    document = {"source": {"name": "kamtool"}, "diagnostics": rows}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def position(line: int, column: int, lines: Sequence[str]) -> dict[str, int]:
    """A place; its column counts the bytes of UTF-8."""
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""
    return {"line": line, "column": column + len(before.encode("utf-8", "surrogatepass")) - len(before)}
