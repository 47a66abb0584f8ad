"""``kam COMMAND --help``, in both languages: Typer's own help speaks only one."""

from __future__ import annotations

from typing import Any

from kamtool.render.diagnostics import fold
from kamtool.texts.lookup import Texts
from kamtool.texts.summaries import SUMMARIES

WIDTH = 80


def command_help(name: str, command: Any, texts: Texts) -> str:
    """The help of one command: what it does, how to call it, each option, examples, formats."""
    arguments = [one for one in command.params if not one.opts[0].startswith("-")]
    options = [one for one in command.params if one.opts[0].startswith("-") and not one.hidden]
    usage = " ".join(["kam", name, *map(argument, arguments), f"[{texts('options.options')}]"])
    at = ("en", "zh").index(texts.lang)
    lines = [f"kam {name}: {SUMMARIES[name][at]}", ""]
    about = f"help.{name.replace(' ', '_')}"
    if texts.has(f"{about}.about"):
        lines += [*fold(texts(f"{about}.about"), WIDTH), ""]
    lines += [f"{texts('options.usage')}  {usage}", ""]
    rows = [(argument(one), texts(f"options.{one.help}")) for one in arguments]
    rows += [(spelled(one), texts(f"options.{one.help}")) for one in options]
    width = min(30, max(len(left) for left, _ in rows))
    for left, right in rows:
        first, *rest = fold(right, WIDTH - width - 4)
        lines.append(f"  {left:<{width}}  {first}")
        lines += [" " * (width + 4) + line for line in rest]
    if texts.has(f"{about}.formats"):
        lines += ["", texts("options.formats", formats=texts(f"{about}.formats"))]
    if texts.has(f"{about}.examples"):
        lines += ["", texts("options.examples"), *(f"  {one}" for one in texts(f"{about}.examples").split("\n"))]
    return "\n".join(lines)


def argument(param: Any) -> str:
    """An argument as the usage line shows it."""
    name = param.metavar or param.name.upper()
    return name if param.required else f"[{name}]"


def spelled(param: Any) -> str:
    """An option as its row shows it: every spelling, and what it takes."""
    names = ", ".join(sorted(param.opts, key=len))
    return names if param.is_flag else f"{names} {param.metavar or 'TEXT'}"
