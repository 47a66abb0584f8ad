"""Run one command: read its arguments, turn every error into a line and a code."""

from __future__ import annotations

from importlib import import_module

from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.option import plain_values
from kamtool.cli.start import Unspoken, guess_lang, say
from kamtool.texts.lookup import Lang, Texts

ISSUES = "https://github.com/kamtool/kamtool/issues"


def run(name: str, module: str, argv: list[str], asked: str | None) -> int:
    """Run one command; the exit code. Here alone errors become words: nothing above catches them."""
    if asked is not None:
        argv = ["--lang", asked, *argv]  # asked before the command; a later --lang wins
    texts = Texts(Lang(told_lang(argv)))
    try:
        if any(word in ("--help", "-h") for word in argv):
            from kamtool.cli.parser import helped

            return say(0, helped(name, module, texts))
        command = import_module(f"kamtool.cli.{module}").run
        values = plain_values(command, argv)
        if values is not None:
            return int(command(**values) or 0)
        from kamtool.cli.parser import parsed

        return parsed(name, module, argv, texts)
    except UsageError as error:
        return fail(texts, name, texts(f"errors.{error.key}", **error.values))
    except (KeyboardInterrupt, EOFError):
        return ExitCode.INTERRUPTED
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
