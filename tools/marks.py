"""The few marks of Markdown that the generated pages are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

GENERATED = "<!-- Written by tools/docs.py; `python3 dev.py docs` writes it anew. -->"


def cell(text: str) -> str:
    """A text inside a table: on one line, its bars escaped."""
    return " ".join(text.split()).replace("|", "\\|")


def code(text: str) -> str:
    """A text as code; longer ticks around one that holds ticks."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table, and an empty one."""
    lines = [header, ["---"] * len(header), *rows]
    return [*(f"| {' | '.join(map(cell, line))} |" for line in lines), ""]


def fence(text: str, language: str = "yaml") -> list[str]:
    """The lines of a block of code, and an empty one."""
    return [f"```{language}", *text.strip("\n").split("\n"), "```", ""]


def finish(lines: Iterable[str]) -> str:
    """The page of these lines."""
    return "\n".join(lines).rstrip("\n") + "\n"
