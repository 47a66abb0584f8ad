"""Comments that silence a finding: ``# kam: ignore[KAM105] until 2026-12-31: his boss handles it``."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable, Set
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from kamtool.diagnostic import Diagnostic, Severity, Span, is_broken
from kamtool.source.node import Node

COMMENT = re.compile(
    r"#[ \t]*kam[:：][ \t]*ignore(?P<codes>[\[【［][^\]】］\n]*[\]】］])?[ \t]*"
    r"(?:until[ \t]+(?P<until>[^\s:：]*))?[ \t]*[:：]?[ \t]*(?P<reason>[^\n]*)"
)
DAY = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
MAX_COMMENTS = 1_000  # a file with more is no plan; those beyond silence nothing
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
        """Whether this comment holds for a finding on that day; what keeps a plan from being read is never silenced."""
        fits = found.span.line == self.line and found.code in self.codes and not is_broken(found.code)
        return fits and not self.fault and not self.expired(as_of)

    def expired(self, as_of: dt.date) -> bool:
        """Whether its day has passed."""
        return self.until is not None and self.until < as_of


def suppressions(text: str, root: Node | None) -> list[Suppression]:
    """The first MAX_COMMENTS such comments of a file, in order; the same words inside a value are not a comment."""
    if "ignore" not in text:
        return []
    values = scalars(root)
    starts = [start for start, _ in values]
    lines = text.split("\n")
    below = next_lines(lines)
    found = []
    number = start = 0  # of the line that holds the comment
    for one in islice(COMMENT.finditer(text), MAX_COMMENTS):
        while start + len(lines[number]) < one.start():
            start += len(lines[number]) + 1
            number += 1
        before = bisect_right(starts, one.start()) - 1
        if before < 0 or one.start() >= values[before][1]:
            own_line = not lines[number][: one.start() - start].strip()
            found.append(read(one, number + 1, one.start() - start + 1, below[number] if own_line else number + 1))
    return found


def scalars(root: Node | None) -> list[tuple[int, int]]:
    """The places, as character offsets, that values take up, in order."""
    out, pending = [], [root] if root is not None else []
    while pending:
        node = pending.pop()
        if node.kind == "scalar" and node.text:
            out.append((node.start.index, node.end.index))
        pending += node.items
    return sorted(out)


def read(found: re.Match[str], number: int, column: int, line: int) -> Suppression:
    """One comment as a Suppression of what is found at *line*; what is wrong with it becomes its *fault*."""
    words = [word for word in re.split(r"[\s,，、]+", (found["codes"] or "").strip("[]【】［］")) if word]
    reason = found["reason"].strip()
    until, fault = None, ""
    if found["until"] is not None:
        with suppress(ValueError):
            until = dt.date.fromisoformat(found["until"]) if DAY.match(found["until"]) else None
        fault = "" if until else "date"
    if not words or not all(CODE.match(word) for word in words):
        fault = "codes"
    elif not reason and not fault:
        fault = "reason"
    return Suppression(
        span=Span(number, column, number, column + len(found.group().rstrip())),
        line=line,
        codes=frozenset(words),
        until=until,
        reason=reason,
        fault=fault,
    )


def next_lines(lines: list[str]) -> list[int]:
    """For each line the number of the next one that holds more than a comment; its own when there is none."""
    below = [0] * len(lines)
    following = 0
    for at in range(len(lines) - 1, -1, -1):
        below[at] = following or at + 1
        if lines[at].strip() and not lines[at].lstrip().startswith("#"):
            following = at + 1
    return below


def apply(
    found: list[Diagnostic],
    comments: list[Suppression],
    file: str,
    as_of: dt.date,
    ran: Callable[[str], bool] = lambda code: True,
    known: Set[str] | None = None,
) -> tuple[list[Diagnostic], int]:
    """The findings that no comment silences, with those about the comments themselves; and how many were silenced.

    *ran* tells of a code whether its rule was asked at all: without that nobody knows whether a comment is needed.
    *known* are the codes there are; a comment that names another is told of it, whatever else it silences.
    """
    at_line: dict[int, list[Suppression]] = {}
    for comment in comments:
        at_line.setdefault(comment.line, []).append(comment)
    used: set[tuple[Suppression, str]] = set()
    left = []
    for one in found:
        by = next((c for c in at_line.get(one.span.line, ()) if c.silences(one, as_of)), None)
        if by is None:
            left.append(one)
        else:
            used.add((by, one.code))
    for comment in comments:
        strange = comment.codes - known if known is not None else frozenset()
        idle = frozenset(code for code in comment.codes if (comment, code) not in used and ran(code))
        codes = comment.codes
        if comment.fault:
            variant, code = comment.fault, "KAM016"
        elif strange:
            variant, code, codes = "unknown", "KAM016", strange
        elif comment.expired(as_of):
            variant, code = "expired", "KAM017"
        elif idle == comment.codes:
            variant, code = "message", "KAM017"
        elif idle:
            variant, code, codes = "some", "KAM017", idle
        else:
            continue
        params = {"codes": sorted(codes), "until": comment.until}
        left.append(Diagnostic(code, Severity.WARNING, file, comment.span, (), params, variant))
    return left, len(found) - (len(left) - sum(one.code in {"KAM016", "KAM017"} for one in left))
