"""The cases of a rule: short plans with what the rule finds in them. Tests run them, and ``kam rule`` shows them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kamtool.source.node import data
from kamtool.source.parse import parse
from kamtool.source.read import decode, read_bytes
from kamtool.texts.lookup import Lang

FOLDER = Path(__file__).parent / "cases"
AS_OF = dt.date(2026, 11, 23)
BETWEEN = " / "


@dataclass(frozen=True, slots=True)
class Expected:
    """One finding of the rule in a case: line and column, and the variant and severity where the case names them."""

    line: int
    column: int
    variant: str | None = None
    severity: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """One case: the plan's text, the day it is seen from, and what the rule finds in it."""

    name: str
    as_of: dt.date
    plan: str
    found: tuple[Expected, ...]


def examples(code: str, lang: Lang = Lang.EN) -> tuple[Example, ...]:
    """The cases of a rule, in the order of their file, named in one language; none when it has no file."""
    file = FOLDER / f"{code}.yaml"
    if not file.is_file():
        return ()
    root = parse(decode(read_bytes(str(file)), str(file)).text, str(file))
    return tuple(example(one, lang) for one in data(root)) if root is not None else ()


def example(case: Any, lang: Lang) -> Example:
    """A case from what its file says; every scalar there is text."""
    return Example(
        name=title(case["name"], lang),
        as_of=dt.date.fromisoformat(case["as_of"]) if "as_of" in case else AS_OF,
        plan=case["plan"],
        found=tuple(
            Expected(int(one["at"][0]), int(one["at"][1]), one.get("variant"), one.get("severity"))
            for one in case.get("found", [])
        ),
    )


def title(name: str, lang: Lang) -> str:
    """One language's part of a name written ``English / 中文``; the whole of a name that has no parts."""
    english, between, chinese = name.partition(BETWEEN)
    return chinese if between and lang is Lang.ZH else english
