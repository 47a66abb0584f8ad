"""What must feel instant: ``kam``, ``kam --help``, ``kam --version``, and finding the command that was asked for.

Nothing here may import Typer, Pydantic, Rich or YAML, nor dataclasses: that is what makes it instant.
"""

from __future__ import annotations

import os
import sys

from kamtool.cli.streams import give_up
from kamtool.cli.table import COMMANDS
from kamtool.texts.summaries import EXAMPLES, FAMILIES, GROUPS, HELP, SUMMARIES

LANGS = ("en", "zh")
LOOK = 1_000_000  # bytes of a configuration to look at for its language
INDENT = "  "
# What is answered again from memory, beside check: what looks at every plan and at nothing else.
REMEMBERED = (["portfolio", "health"], ["portfolio", "pipeline"])


class Unspoken(Exception):
    """A language kamtool does not speak; carries what was asked for."""


def start(argv: list[str]) -> int:
    """Run ``kam`` with these arguments; the exit code."""
    argv, asked = split_lang(argv)
    if (argv[:1] == ["check"] or argv[:2] in REMEMBERED) and "_KAM_COMPLETE" not in os.environ:
        code = replayed(argv, asked)
        if code is not None:
            return code
    try:
        lang = guess_lang(asked)
    except Unspoken as error:
        return say(2, " · ".join(HELP["no_lang"]).format(given=printable(error.args[0])))
    at = LANGS.index(lang)
    if "_KAM_COMPLETE" in os.environ or argv[:1] in (["--install-completion"], ["--show-completion"]):
        from kamtool.cli.parser import complete
        from kamtool.texts.lookup import Lang, Texts

        return complete(argv, Texts(Lang(lang)))
    if not argv or argv[0] in ("--help", "-h", "help"):
        return say(0, overview(at))
    if argv[0] in ("--version", "-V"):
        from kamtool import __version__

        return say(0, f"kamtool {__version__}")
    name = find(argv)
    if name is None:
        return group_or_unknown(argv, at)
    from kamtool.cli.app import run

    module = next(module for one, _, module in COMMANDS if one == name)
    return run(name, module, argv[len(name.split()) :], asked)


def replayed(argv: list[str], asked: str | None) -> int | None:
    """The exit code of a call whose outcome was kept; the command itself keeps its outcome under the same call."""
    from kamtool.cli import warm

    warm.CURRENT = None
    try:
        warm.CURRENT = warm.call_for(argv, asked)
        return warm.CURRENT.replay() if warm.CURRENT else None
    except OSError:
        return None  # the command itself says what is wrong


def split_lang(argv: list[str]) -> tuple[list[str], str | None]:
    """The arguments without a ``--lang`` before the command, and what it asked for."""
    if argv[:1] == ["--lang"] and len(argv) > 1:
        return argv[2:], argv[1]
    if argv and argv[0].startswith("--lang="):
        return argv[1:], argv[0][7:]
    return argv, None


def guess_lang(asked: str | None, config: bool = True) -> str:
    """The language: asked for, else KAM_LANG, else the configuration's, else the locale's. Raises Unspoken."""
    told = asked or os.environ.get("KAM_LANG") or (configured_lang() if config else None)
    if told:
        if told not in LANGS:
            raise Unspoken(told)
        return told
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def configured_lang() -> str | None:
    """The configuration's language; read only where a configuration speaks of one."""
    try:
        return lang_above(os.getcwd())
    except OSError:
        return None  # the command says what is wrong, if it needs the configuration at all


def lang_above(folder: str) -> str | None:
    """The language of the nearest configuration in *folder* or above."""
    while True:
        for name in ("kam.toml", "pyproject.toml"):
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                with open(path, "rb") as stream:
                    text = stream.read(LOOK)
                if name == "kam.toml" or b"[tool.kam" in text:
                    return lang_in_config() if b"lang" in text else None
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


def lang_in_config() -> str | None:
    """The language that the configuration sets; a bad one is reported where a command reads it, not here."""
    from pathlib import Path

    from kamtool.config import BadConfig, find_config

    try:
        return find_config(Path.cwd()).lang
    except BadConfig:
        return None


def find(argv: list[str]) -> str | None:
    """The command these arguments begin with."""
    names = [name for name, _, _ in COMMANDS]
    two = " ".join(argv[:2])
    return two if two in names else argv[0] if argv[0] in names else None


def group_or_unknown(argv: list[str], at: int) -> int:
    """Help for ``kam plan``, or an error that names the nearest command."""
    subs = [name for name, _, _ in COMMANDS if name.startswith(f"{argv[0]} ")]
    rest = argv[1:]
    if subs and (not rest or rest[0] in ("--help", "-h")):
        rest_of = {name: name.partition(" ")[2] for name in subs}
        width = max(map(len, rest_of.values()))
        rows = [f"{INDENT}{rest:<{width}}  {SUMMARIES[name][at]}" for name, rest in rest_of.items()]
        return say(0, "\n".join([HELP["usage"][at].replace("kam", f"kam {argv[0]}", 1), "", *rows]))
    if argv[0].startswith("-"):
        return say(2, f"kam: {HELP['behind'][at].format(given=printable(argv[0]))}")
    from difflib import get_close_matches

    given = " ".join(argv[:2]) if subs else argv[0]
    known = subs or sorted({word for name, _, _ in COMMANDS for word in (name, name.split()[-1])})
    near = get_close_matches(given, known, n=1, cutoff=0.5)
    full = next((name for name, _, _ in COMMANDS if near and near[0] in (name, name.split()[-1])), "")
    hint = " " + HELP["near"][at].format(near=f"kam {full}") if full else ""
    return say(2, f"kam: {HELP['unknown'][at].format(given=printable(given))};{hint or ' kam --help'}")


def overview(at: int) -> str:
    """What ``kam`` alone prints: the commands in their groups, and how to begin."""
    rows = {group: listed(group, at) for group in GROUPS}
    width = max(len(name) for own in rows.values() for name, _ in own)
    lines = [f"kam: {HELP['about'][at]}", "", HELP["usage"][at]]
    for group, title in GROUPS.items():
        lines += ["", title[at], *(f"{INDENT}{name:<{width}}  {words}" for name, words in rows[group])]
    lines += ["", HELP["start"][at], *(f"  {line}" for line in EXAMPLES[at]), "", HELP["more"][at]]
    return "\n".join(lines)


def listed(group: str, at: int) -> list[tuple[str, str]]:
    """The commands of a group with their words; those of a family below its name, which stands once."""
    found: list[tuple[str, str]] = []
    told = ""
    for name in (name for name, own, _ in COMMANDS if own == group):
        family, _, rest = name.partition(" ")
        if family not in FAMILIES:
            found.append((name, SUMMARIES[name][at]))
            continue
        if family != told:
            found.append((family, FAMILIES[family][at]))
            told = family
        found.append((f"{INDENT}{rest}", SUMMARIES[name][at]))
    return found


def printable(text: str) -> str:
    """An argument as it may be shown: whatever is not printable as an escape."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)[:80]


def say(code: int, text: str) -> int:
    """Write an answer to stdout, or an error to stderr; the exit code. A stream that cannot show a sign escapes it."""
    stream = sys.stderr if code else sys.stdout
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
    try:
        stream.write(text + "\n")
        stream.flush()
    except OSError as error:
        give_up(stream)
        if stream is sys.stdout and not isinstance(error, BrokenPipeError):
            return say(2, f"kam: {HELP['no_output'][0].format(reason=error.strerror or error)}")
    return code
