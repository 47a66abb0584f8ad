"""``kam COMMAND --help``, in both languages: Typer's own help speaks only one."""

from __future__ import annotations

import re
from typing import Any

from kamtool.render.diagnostics import fold
from kamtool.render.layout import text_width
from kamtool.texts.lookup import Texts
from kamtool.texts.summaries import SUMMARIES

WIDTH = 80
WIDEST = 32  # cells of an option's spelling; a longer one stands out of its column
PLACEHOLDER = re.compile(r"[A-Z]+(?:-[A-Z]+)*")


def command_help(name: str, command: Any, texts: Texts) -> str:
    """The help of one command: what it does, how to call it, each option, examples, formats."""
    arguments = [one for one in command.params if not one.opts[0].startswith("-")]
    options = [one for one in command.params if one.opts[0].startswith("-") and not one.hidden]
    shown = [argument(one, texts) for one in arguments]
    usage = " ".join(["kam", name, *shown, f"[{texts('options.options')}]"])
    at = ("en", "zh").index(texts.lang)
    lines = [f"kam {name}: {SUMMARIES[name][at]}", ""]
    about = f"help.{name.replace(' ', '_')}"
    if texts.has(f"{about}.about"):
        lines += [*fold(texts(f"{about}.about"), WIDTH), ""]
    lines += [f"{texts('options.usage')}  {usage}", ""]
    rows = [(left, texts(f"options.{one.help}")) for left, one in zip(shown, arguments, strict=True)]
    rows += [(spelled(one, texts), texts(f"options.{one.help}")) for one in options]
    width = min(WIDEST, max(text_width(left) for left, _ in rows))
    for left, right in rows:
        first, *rest = fold(right, WIDTH - width - 4)
        lines.append(f"  {left}{' ' * (width - text_width(left))}  {first}")
        lines += [" " * (width + 4) + line for line in rest]
    if texts.has(f"{about}.formats"):
        formats = texts.join(texts(f"{about}.formats").split(", "))
        lines += ["", texts("options.formats", formats=formats)]
    if texts.has(f"{about}.examples"):
        lines += ["", texts("options.examples"), *(f"  {one}" for one in texts(f"{about}.examples").split("\n"))]
    return "\n".join(lines)


def argument(param: Any, texts: Texts) -> str:
    """An argument as the usage line shows it."""
    name = value(param, texts)
    return name if param.required else f"[{name}]"


def spelled(param: Any, texts: Texts) -> str:
    """An option as its row shows it: every spelling, and what it takes."""
    names = ", ".join(sorted(param.opts, key=len))
    return names if param.is_flag else f"{names} {value(param, texts)}"


def value(param: Any, texts: Texts) -> str:
    """What stands for the value of a parameter, in the reader's language; words to be typed stay as they are."""

    def said(found: re.Match[str]) -> str:
        key = f"metavars.{found[0]}"
        return texts(key) if texts.has(key) else found[0]

    if param.metavar is None:
        return PLACEHOLDER.sub(said, "TEXT" if param.opts[0].startswith("-") else param.name.upper())
    return PLACEHOLDER.sub(said, param.metavar)
