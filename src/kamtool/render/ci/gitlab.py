"""GitLab: a Code Quality report."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kamtool.diagnostic import Severity
from kamtool.render.ci.mark import fingerprints, headed, path_of
from kamtool.view.said import Said

LEVELS = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.HINT: "info"}


def render(found: Sequence[Said]) -> str:
    """The report: an empty list when nothing was found."""
    rows = [
        {
            "description": headed(one),
            "check_name": one.found.code,
            "fingerprint": mark,
            "severity": LEVELS[one.found.severity],
            "location": {"path": path_of(one.found.file), "lines": {"begin": one.found.span.line}},
        }
        for one, mark in zip(found, fingerprints(list(found)), strict=True)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
