"""SARIF 2.1.0, the exchange format of static analysis."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from kamtool import __version__
from kamtool.diagnostic import Severity, family
from kamtool.render.ci.mark import fingerprints, uri_of
from kamtool.render.safe import safe
from kamtool.view.said import Said

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
CONFIDENCES = ("low", "medium", "high")
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(found: Sequence[Said]) -> str:
    """One run with the rules that found something, and every result with its place and fingerprint."""
    codes = sorted({one.found.code for one in found})
    firsts = {code: next(one for one in found if one.found.code == code) for code in codes}
    marks = fingerprints(list(found))
    run = {
        "tool": {
            "driver": {
                "name": "kamtool",
                "version": __version__,
                "rules": [rule(firsts[code], precision(found, code)) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [result(one, codes.index(one.found.code), mark) for one, mark in zip(found, marks, strict=True)],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def precision(found: Sequence[Said], code: str) -> str:
    """How sure the least sure finding of a rule is."""
    return min((one.found.confidence for one in found if one.found.code == code), key=CONFIDENCES.index)


def rule(said: Said, sure: str) -> dict[str, Any]:
    """What SARIF wants to know of a rule; *sure* is what code scanning calls its precision."""
    return {
        "id": said.found.code,
        "shortDescription": {"text": safe(said.title)},
        "fullDescription": {"text": safe(said.why)},
        "help": {"text": safe(said.clear)},
        "properties": {"tags": [family(said.found.code)], "precision": sure},
    }


def result(said: Said, index: int, mark: str) -> dict[str, Any]:
    """One finding."""
    span = said.found.span
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    return {
        "ruleId": said.found.code,
        "ruleIndex": index,
        "level": LEVELS[said.found.severity],
        "message": {"text": safe(said.message)},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri_of(said.found.file)}, "region": region}}],
        "partialFingerprints": {"kamFinding/v1": mark},
    }
