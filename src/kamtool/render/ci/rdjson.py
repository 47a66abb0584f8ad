"""Reviewdog's diagnostic format (rdjson)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kamtool.diagnostic import Severity
from kamtool.render.safe import safe
from kamtool.view.said import Said

LEVELS = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.HINT: "INFO"}


def render(found: Sequence[Said]) -> str:
    """All findings as one document."""
    rows = [
        {
            "message": safe(f"{one.message}. {one.clear}"),
            "location": {
                "path": safe(one.found.file),
                "range": {
                    "start": {"line": one.found.span.line, "column": one.found.span.column},
                    "end": {"line": one.found.span.end_line, "column": one.found.span.end_column},
                },
            },
            "severity": LEVELS[one.found.severity],
            "code": {"value": one.found.code},
        }
        for one in found
    ]
    document = {"source": {"name": "kamtool"}, "diagnostics": rows}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
