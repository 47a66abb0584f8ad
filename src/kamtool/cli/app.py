"""Run one command: build its parser, tell its help in both languages, turn every error into a line and a code."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.start import Unspoken, guess_lang, say
from kamtool.cli.table import COMMANDS
from kamtool.texts.lookup import Lang, Texts

ISSUES = "https://github.com/kamtool/kamtool/issues"


def build(module: str) -> typer.Typer:
    """The parser of one command."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    app.command(add_help_option=False)(import_module(f"kamtool.cli.{module}").run)
    return app


def run(name: str, module: str, argv: list[str], asked: str | None) -> int:
    """Run one command; the exit code. Here alone errors become words: nothing above catches them."""
    if asked is not None:
        argv = ["--lang", asked, *argv]  # asked before the command; a later --lang wins
    texts = Texts(Lang(told_lang(argv)))
    try:
        app = build(module)
        if any(word in ("--help", "-h") for word in argv):
            from kamtool.cli.help import command_help

            return say(0, command_help(name, get_command(app), texts))
        return int(app(args=argv, prog_name=f"kam {name}", standalone_mode=False) or 0)
    except UsageError as error:
        return fail(texts, name, texts(f"errors.{error.key}", **error.values))
    except TyperException as error:
        return fail(texts, name, parse_error(error, texts))
    except (KeyboardInterrupt, typer.Abort, EOFError):
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        return ExitCode.OK
    except Exception as error:
        if "--debug" in argv:
            raise
        say(3, texts("errors.bug", kind=type(error).__name__, issues=ISSUES))
        return ExitCode.INTERNAL


def told_lang(argv: list[str]) -> str:
    """The language for messages before the session stands, the last one told; a wrong one the session reports."""
    asked = None
    for at, word in enumerate(argv):
        if word == "--lang" and at + 1 < len(argv):
            asked = argv[at + 1]
        elif word.startswith("--lang="):
            asked = word[7:]
    try:
        return guess_lang(asked, "--no-config" not in argv)
    except Unspoken:
        return guess_lang("en")


def fail(texts: Texts, name: str, reason: str) -> int:
    """One line on stderr; exit code 2."""
    from kamtool.render.safe import safe

    return say(ExitCode.USAGE, safe(f"kam {name}: {reason}"))


def parse_error(error: Any, texts: Texts) -> str:
    """What Typer says of a bad call, in our words."""
    kind = type(error).__name__
    param = getattr(error, "param", None)
    shown = max(param.opts, key=len) if param is not None else getattr(error, "option_name", "")
    if kind == "NoSuchOption":
        near = (error.possibilities or [""])[0]
        return texts("errors.no_option_near" if near else "errors.no_option", given=shown, near=near)
    if kind == "MissingParameter":
        return texts("errors.missing", name=shown.upper())
    if kind == "BadOptionUsage":
        return texts("errors.needs_value", name=shown)
    if kind == "BadParameter":
        return texts("errors.bad_value", name=shown)
    return texts("errors.extra", given=error.format_message().rpartition("(")[2].rstrip(")"))


def complete(argv: list[str]) -> int:
    """Shell completion: every command at once, which no other call needs."""
    app = typer.Typer(add_completion=True, pretty_exceptions_enable=False, rich_markup_mode=None)
    plan = typer.Typer()
    app.add_typer(plan, name="plan")
    for name, _, module in COMMANDS:
        group, _, sub = name.rpartition(" ")
        (plan if group else app).command(sub)(import_module(f"kamtool.cli.{module}").run)
    try:
        return int(app(args=argv, prog_name="kam", standalone_mode=False) or 0)
    except TyperException as error:
        print(error.format_message(), file=sys.stderr)
        return ExitCode.USAGE
