"""Options declared without Typer, and the plain calls that can be understood without it.

Importing Typer takes as long as checking fifteen plans. So a call in which every word is one that its command declares
is read here; whatever else there is (help, mistakes, abbreviations, completion) Typer reads from the same declarations.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any


class Option:
    """How a parameter of a command is given: under one of *names*, or as the remaining words when it has none.

    *help* is a key in ``texts/*/options.toml``; *metavar* what stands for the value in the help.
    """

    def __init__(self, *names: str, help: str, metavar: str | None = None, hidden: bool = False) -> None:
        self.names = names
        self.help = help
        self.metavar = metavar
        self.hidden = hidden


def option_of(parameter: inspect.Parameter) -> Option | None:
    """How a parameter is given, if its command declares it here."""
    found = next(iter(getattr(parameter.annotation, "__metadata__", ())), None)
    return found if isinstance(found, Option) else None


def plain_values(run: Callable[..., Any], argv: Sequence[str]) -> dict[str, Any] | None:
    """The values of a plain call by parameter; ``None`` for one that Typer must read."""
    parameters = inspect.signature(run).parameters
    options = {name: option_of(one) for name, one in parameters.items()}
    if None in options.values() or any(one.default is inspect.Parameter.empty for one in parameters.values()):
        return None
    by_name = {spelled: name for name, one in options.items() if one is not None for spelled in one.names}
    values = {name: one.default for name, one in parameters.items()}
    given: set[str] = set()
    others: list[str] = []
    words = iter(argv)
    for word in words:
        if not word.startswith("-"):
            others.append(word)
            continue
        spelled, equals, value = word.partition("=")
        name = by_name.get(spelled)
        if name is None or name in given or (equals and not spelled.startswith("--")):
            return None
        given.add(name)
        if isinstance(values[name], bool):
            value = "" if equals else "yes"
        elif not equals:
            value = next(words, "")
        if not value or value.startswith("-"):
            return None
        values[name] = True if isinstance(values[name], bool) else value
    rest = next((name for name, one in options.items() if one is not None and not one.names), None)
    if others and rest is None:
        return None
    return values if rest is None else {**values, rest: others or None}
