"""docs/cli.md: every command with its arguments and options in both languages, from the table of commands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marks import GENERATED, code, fence, finish, table
from typer.main import get_command

from kamtool.cli.help import argument, spelled
from kamtool.cli.parser import build
from kamtool.cli.session import COMMON
from kamtool.cli.table import COMMANDS
from kamtool.texts.lookup import Lang, Texts
from kamtool.texts.summaries import GROUPS, SUMMARIES

EN, ZH = Texts(Lang.EN), Texts(Lang.ZH)
SHARED = {name for name, _, _ in COMMON}
CODES = (
    ("0", "clean", "没有问题"),
    ("1", "findings at or above `--fail-on`", "有达到 `--fail-on` 的问题"),
    ("2", "wrong call, or input that cannot be read", "命令写错，或文件读不了"),
    ("3", "a bug in kamtool", "kamtool 的缺陷"),
    ("130", "interrupted", "被中断"),
)


def page() -> str:
    """The whole page."""
    commands = {name: get_command(build(module)) for name, _, module in COMMANDS}
    first: Any = next(iter(commands.values()))
    shared = [one for one in first.params if one.name in SHARED and not one.hidden]
    return finish(
        [
            GENERATED,
            "",
            "# Commands · 命令",
            "",
            "The answer goes to stdout, everything else to stderr. · 结果走标准输出，其余走标准错误。",
            "",
            *table(("exit code · 返回码", "English", "中文"), CODES),
            "## Options of every command · 通用选项",
            "",
            *table(("option · 选项", "English", "中文"), rows(shared)),
            *(line for group in GROUPS for line in part(group, commands)),
        ]
    )


def part(group: str, commands: dict[str, Any]) -> Iterator[str]:
    """The commands of one group."""
    own = [name for name, other, _ in COMMANDS if other == group]
    if own:
        yield from (f"## {' · '.join(GROUPS[group])}", "")
    for name in own:
        params = [one for one in commands[name].params if one.name not in SHARED]
        usage = " ".join(["kam", name, *(argument(one, EN) for one in params if not one.opts[0].startswith("-"))])
        yield from (f"### kam {name}", "", *both(*SUMMARIES[name]))
        about = f"help.{name.replace(' ', '_')}"
        if EN.has(f"{about}.about"):
            yield from both(EN(f"{about}.about"), ZH(f"{about}.about"))
        yield from fence(f"{usage} [OPTIONS]", "text")
        if params:
            yield from table(("", "English", "中文"), rows(params))
        if EN.has(f"{about}.formats"):
            yield from (f"Formats · 格式: {EN(f'{about}.formats')}", "")
        if EN.has(f"{about}.examples"):
            yield from fence(EN(f"{about}.examples"), "console")


def rows(params: list[Any]) -> list[tuple[str, str, str]]:
    """Arguments and options, each with its help in both languages."""
    return [
        (
            code(spelled(one, EN) if one.opts[0].startswith("-") else argument(one, EN)),
            EN(f"options.{one.help}"),
            ZH(f"options.{one.help}"),
        )
        for one in params
        if not getattr(one, "hidden", False)
    ]


def both(en: str, zh: str) -> tuple[str, ...]:
    """A paragraph in each language."""
    return (" ".join(en.split()), "", "".join(zh.split("\n")), "")
