"""What ``kam check`` writes: snippets with a caret, one line each, or JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kamtool.diagnostic import Severity, Span
from kamtool.render.layout import plain_text, span, text_width, wrap
from kamtool.render.safe import safe
from kamtool.texts.lookup import Texts
from kamtool.view.said import Said

PAINT = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.HINT: "1;36"}
LONGEST_LINE = 400
Lines = Callable[[str], Sequence[str]]


def text(found: Sequence[Said], lines_of: Lines, texts: Texts, width: int, color: bool) -> str:
    """Every diagnostic with its source line, a caret under the place, the reason, and the way out.

    *lines_of* gives the lines of a file by its name; they are only shown, never interpreted.
    """
    told: set[tuple[str, str]] = set()
    out = []
    for one in found:
        first = (one.found.code, one.clear) not in told
        told.add((one.found.code, one.clear))
        out.append(snippet(one, lines_of, texts, width, color, first))
    return "\n".join(out)


def snippet(said: Said, lines_of: Lines, texts: Texts, width: int, color: bool, advised: bool = True) -> str:
    """One diagnostic; *advised* says why it matters and what clears it, which is said once for all of its kind."""
    found = said.found
    head = f"{found.code} {safe(said.title)}"
    gap = max(2, width - text_width(head) - text_width(said.severity))
    lines = [
        paint(head, PAINT[found.severity], color) + " " * gap + paint(said.severity, PAINT[found.severity], color),
        f"  --> {safe(found.file)}:{found.span.line}:{found.span.column}",
    ]
    number = str(found.span.line)
    margin = " " * len(number)
    source = list(lines_of(found.file))
    if found.hide:
        lines += [f"{margin} |", f"{number} | {texts('check.hidden')}"]
        lines += message(said, margin, 0, width, color)
    elif 0 < found.span.line <= len(source) and source[found.span.line - 1].strip():
        shown, at, length = window(source[found.span.line - 1].removesuffix("\r"), found.span, width - len(number) - 3)
        lines += [f"{margin} |", f"{number} | {shown}"]
        lines += message(said, margin, at, width, color, length)
    else:
        lines += message(said, margin, 0, width, color)
    if advised:
        lines += advice(texts("check.why"), said.why, margin, width)
        lines += advice(texts("check.clear_it"), said.clear, margin, width)
        lines += advice(texts("check.more"), f"kam rule {found.code}", margin, width)
    return "\n".join(lines) + "\n"


def window(line: str, span: Span, room: int) -> tuple[str, int, int]:
    """The part of a line that fits, the caret's cell in it, and how many cells the carets take."""
    line = line[:LONGEST_LINE] if span.column < LONGEST_LINE else line[span.column - 1 :][:LONGEST_LINE]
    column = span.column if span.column < LONGEST_LINE else 1
    before, rest = safe(line[: column - 1]), safe(line[column - 1 :])
    end = span.end_column if span.end_line == span.line else column + 1
    length = max(1, text_width(safe(line[column - 1 : max(column, end - 1)])))
    while text_width(before) > max(0, room - 30) and before:
        before = before[1:]
    cut = "…" if text_width(before) < text_width(safe(line[: column - 1])) else ""
    shown = cut + before
    at = text_width(shown)
    for char in rest:
        if text_width(shown + char) > room - 1:
            shown += "…"
            break
        shown += char
    return shown.rstrip(), at, min(length, max(1, room - at))


def message(said: Said, margin: str, at: int, width: int, color: bool, carets: int = 0) -> list[str]:
    """The carets with the message behind them, or below when there is no room."""
    sentence = safe(said.message)
    under = paint("^" * carets, PAINT[said.found.severity], color)
    left = f"{margin} | {' ' * at}"
    start = text_width(left) + carets + 1
    if carets and start + text_width(sentence) <= width:
        return [f"{left}{under} {sentence}"]
    rows = [f"{left}{under}"] if carets else []
    indent = f"{margin} | " if carets else f"{margin}   "
    return rows + [f"{indent}{row}" for row in fold(sentence, max(20, width - text_width(indent)))]


def advice(label: str, sentence: str, margin: str, width: int) -> list[str]:
    """A labelled sentence below the snippet, wrapped under itself."""
    head = f"{margin} = {label}" + (" " if label.isascii() else "")
    indent = text_width(head)
    first, *rest = fold(safe(sentence), max(20, width - indent))
    return [f"{head}{first}", *(" " * indent + row for row in rest)]


def concise(found: Sequence[Said]) -> str:
    """One line each: ``file:line:col: CODE severity message``."""
    return "\n".join(
        f"{safe(one.found.file)}:{one.found.span.line}:{one.found.span.column}: {one.found.code}"
        f" {one.found.severity.word} {safe(one.message)}"
        for one in found
    )


def as_data(found: Sequence[Said], names: dict[str, str], fixable: Sequence[bool]) -> list[dict[str, object]]:
    """The diagnostics as JSON objects; *names* are the rules' names by code, *fixable* says which ``--fix`` mends."""
    return [
        {
            "code": one.found.code,
            "name": names.get(one.found.code, one.title),
            "severity": one.found.severity.word,
            "confidence": one.found.confidence,
            "file": one.found.file,
            "line": one.found.span.line,
            "column": one.found.span.column,
            "end_line": one.found.span.end_line,
            "end_column": one.found.span.end_column,
            "path": list(one.found.path),
            "message": one.message,
            "variant": one.found.variant,
            "params": {} if one.found.hide else dict(one.found.params),
            "fixable": mended,
        }
        for one, mended in zip(found, fixable, strict=True)
    ]


def fold(sentence: str, width: int) -> list[str]:
    """A sentence in lines of at most *width* cells."""
    return [plain_text(line) for line in wrap(span(sentence), width)]


def paint(words: str, code: str, color: bool) -> str:
    """Words in a colour, where colours are wanted."""
    return f"\x1b[{code}m{words}\x1b[0m" if color else words
