"""Typer: the parser of a command, its mistakes in our words, and completion."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.help import command_help, value
from kamtool.cli.option import Option, option_of
from kamtool.cli.start import say
from kamtool.cli.table import COMMANDS
from kamtool.texts.lookup import Lang, Texts
from kamtool.texts.summaries import SUMMARIES

Run = Callable[..., Any]


def build(module: str) -> typer.Typer:
    """The parser of one command."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    app.command(add_help_option=False)(declared(import_module(f"kamtool.cli.{module}").run))
    return app


def declared(run: Run) -> Run:
    """A command with each of our options as Typer declares it."""
    signature = inspect.signature(run)

    def called(**values: Any) -> Any:
        return run(**values)

    parameters = [one.replace(annotation=annotation(one)) for one in signature.parameters.values()]
    called.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]  # only inspect knows it
    called.__annotations__ = {one.name: one.annotation for one in parameters}
    called.__name__, called.__doc__ = run.__name__, run.__doc__
    return called


def annotation(parameter: inspect.Parameter) -> Any:
    """A parameter's type as Typer wants it told."""
    option = option_of(parameter)
    if option is None:
        return parameter.annotation
    return Annotated[parameter.annotation.__origin__, typers(option)]


def typers(option: Option) -> Any:
    """The same declaration in Typer's words."""
    if not option.names:
        return typer.Argument(help=option.help, metavar=option.metavar)
    return typer.Option(*option.names, help=option.help, metavar=option.metavar, hidden=option.hidden)


def parsed(name: str, module: str, argv: list[str], texts: Texts) -> int:
    """Run a command with arguments as Typer reads them; the exit code. Raises UsageError, KeyboardInterrupt."""
    try:
        return int(build(module)(args=argv, prog_name=f"kam {name}", standalone_mode=False) or 0)
    except TyperException as error:
        raise mistake(error, texts) from None
    except typer.Abort:
        raise KeyboardInterrupt from None


def helped(name: str, module: str, texts: Texts) -> str:
    """The help of a command."""
    return command_help(name, get_command(build(module)), texts)


def mistake(error: Any, texts: Texts) -> UsageError:
    """What Typer says of a bad call, in our words."""
    kind = type(error).__name__
    param = getattr(error, "param", None)
    shown = max(param.opts, key=len) if param is not None else getattr(error, "option_name", "")
    if kind == "NoSuchOption":
        near = (error.possibilities or [""])[0]
        return UsageError("no_option_near" if near else "no_option", given=shown, near=near)
    if kind == "MissingParameter":
        return UsageError("missing", name=value(param, texts).removesuffix("..."))
    if kind == "BadOptionUsage":
        return UsageError("needs_value", name=shown)
    if kind == "BadParameter":
        return UsageError("bad_value", name=shown)
    return UsageError("extra", given=error.format_message().rpartition("(")[2].rstrip(")"))


def complete(argv: list[str], texts: Texts) -> int:
    """Shell completion: every command at once, which no other call needs; shells that show help get it from *texts*."""
    app = typer.Typer(add_completion=True, pretty_exceptions_enable=False, rich_markup_mode=None)
    groups = {"": app}
    for name, _, module in COMMANDS:
        group, _, sub = name.rpartition(" ")
        if group not in groups:
            groups[group] = typer.Typer()
            app.add_typer(groups[group], name=group)
        groups[group].command(sub)(declared(import_module(f"kamtool.cli.{module}").run))
    root: Any = get_command(app)
    for name, _, _ in COMMANDS:
        put_into_words(name, root, texts)
    try:
        return int(root(args=argv, prog_name="kam", standalone_mode=False) or 0)
    except TyperException as error:
        return say(ExitCode.USAGE, error.format_message())


def put_into_words(name: str, root: Any, texts: Texts) -> None:
    """Give one command and its options their help in the language of *texts*, where completion finds it."""
    command = root
    for word in name.split():
        command = command.commands[word]
    command.help = SUMMARIES[name][list(Lang).index(texts.lang)]
    for param in command.params:
        key = f"options.{param.help}"
        param.help = texts(key) if texts.has(key) else param.help
