"""Comments that silence a finding: ``# kam: ignore[KAM105] until 2026-12-31: his boss handles it``."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from kamtool.diagnostic import Diagnostic, Severity, Span
from kamtool.source.node import Node

COMMENT = re.compile(
    r"#[ \t]*kam:[ \t]*ignore(?P<codes>\[[^\]\n]*\])?[ \t]*"
    r"(?:until[ \t]+(?P<until>[^\s:：]*))?[ \t]*[:：]?[ \t]*(?P<reason>[^\n]*)"
)
DAY = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
CODE = re.compile(r"KAM\d{3}\Z")


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment: the line it silences, which codes, until when, and why; *fault* names what it lacks."""

    span: Span
    line: int
    codes: frozenset[str]
    until: dt.date | None
    reason: str
    fault: str = ""

    def silences(self, found: Diagnostic, as_of: dt.date) -> bool:
        """Whether this comment holds for a finding on that day."""
        fits = found.span.line == self.line and found.code in self.codes
        return fits and not self.fault and not self.expired(as_of)

    def expired(self, as_of: dt.date) -> bool:
        """Whether its day has passed."""
        return self.until is not None and self.until < as_of


def suppressions(text: str, root: Node | None) -> list[Suppression]:
    """Every such comment of a file, in order; the same words inside a value are not a comment."""
    if "kam:" not in text or "ignore" not in text:
        return []
    values = scalars(root)
    found = (one for one in COMMENT.finditer(text) if not any(a <= one.start() < b for a, b in values))
    return [read(one, text) for one in found]


def scalars(root: Node | None) -> list[tuple[int, int]]:
    """The places, as character offsets, that values take up."""
    out, pending = [], [root] if root is not None else []
    while pending:
        node = pending.pop()
        if node.kind == "scalar" and node.text:
            out.append((node.start.index, node.end.index))
        pending += node.items
    return out


def read(found: re.Match[str], text: str) -> Suppression:
    """One comment as a Suppression; what is wrong with it becomes its *fault*."""
    start = text.rfind("\n", 0, found.start()) + 1
    number = text.count("\n", 0, found.start()) + 1
    column = found.start() - start + 1
    own_line = not text[start : found.start()].strip()
    words = [word for word in re.split(r"[\s,，、]+", (found["codes"] or "").strip("[]")) if word]
    reason = found["reason"].strip()
    until, fault = None, ""
    if found["until"] is not None:
        try:
            until = dt.date.fromisoformat(found["until"]) if DAY.match(found["until"]) else None
        except ValueError:
            pass
        fault = "" if until else "date"
    if not words or not all(CODE.match(word) for word in words):
        fault = "codes"
    elif not reason and not fault:
        fault = "reason"
    return Suppression(
        span=Span(number, column, number, column + len(found.group().rstrip())),
        line=next_line(text, number) if own_line else number,
        codes=frozenset(words),
        until=until,
        reason=reason,
        fault=fault,
    )


def next_line(text: str, number: int) -> int:
    """The number of the next line that holds more than a comment."""
    for at, line in enumerate(text.split("\n")[number:], number + 1):
        if line.strip() and not line.lstrip().startswith("#"):
            return at
    return number


def apply(
    found: list[Diagnostic], comments: list[Suppression], file: str, as_of: dt.date
) -> tuple[list[Diagnostic], int]:
    """The findings that no comment silences, with those about the comments themselves; and how many were silenced."""
    used: set[Suppression] = set()
    left = []
    for one in found:
        by = next((c for c in comments if c.silences(one, as_of)), None)
        if by is None:
            left.append(one)
        else:
            used.add(by)
    for comment in comments:
        if comment.fault:
            variant, code = comment.fault, "KAM016"
        elif comment not in used:
            variant, code = "expired" if comment.expired(as_of) else "message", "KAM017"
        else:
            continue
        params = {"codes": sorted(comment.codes), "until": comment.until}
        left.append(Diagnostic(code, Severity.WARNING, file, comment.span, (), params, variant))
    return left, len(found) - (len(left) - sum(one.code in {"KAM016", "KAM017"} for one in left))
