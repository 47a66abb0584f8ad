"""What every command shares: its language, day, format and output, declared once and put into its signature."""

from __future__ import annotations

import datetime as dt
import inspect
import os
import re
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.option import Option
from kamtool.cli.start import Unspoken, guess_lang, say
from kamtool.cli.streams import give_up
from kamtool.config import WORDS, BadConfig, Config, find_config
from kamtool.source.stop import Stopped
from kamtool.texts.lookup import Lang, Texts

if TYPE_CHECKING:
    from kamtool.view.blocks import Block

FormatOption = Annotated[str | None, Option("--format", "-f", help="format", metavar="FORMAT")]
OutputOption = Annotated[str | None, Option("--output", "-o", help="output", metavar="FILE")]
LangOption = Annotated[str | None, Option("--lang", help="lang", metavar="en|zh")]
AsOfOption = Annotated[str | None, Option("--as-of", help="as_of", metavar="YYYY-MM-DD")]
ColorOption = Annotated[str, Option("--color", help="color", metavar="auto|always|never")]
AudienceOption = Annotated[str | None, Option("--audience", help="audience", metavar="internal|customer")]
NoConfigOption = Annotated[bool, Option("--no-config", help="no_config")]
DebugOption = Annotated[bool, Option("--debug", help="debug", hidden=True)]

COMMON: tuple[tuple[str, Any, Any], ...] = (
    ("format_", FormatOption, None),
    ("output", OutputOption, None),
    ("lang", LangOption, None),
    ("as_of", AsOfOption, None),
    ("color", ColorOption, "auto"),
    ("audience", AudienceOption, None),
    ("no_config", NoConfigOption, False),
    ("debug", DebugOption, False),
)

SUFFIXES = {
    ".md": "md", ".json": "json", ".csv": "csv", ".svg": "svg", ".mmd": "mermaid", ".mermaid": "mermaid",
    ".dot": "dot", ".gv": "dot", ".txt": "plain", ".html": "html", ".htm": "html", ".ics": "ics", ".sarif": "sarif",
}  # fmt: skip
# What kam cannot write: a text under such a name would open nowhere.
FOREIGN = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf", ".docx", ".doc", ".xlsx", ".xls", ".pptx", ".ppt")
NARROWEST, FIXED_WIDTH = 40, 80
PLANS = (".yaml", ".yml")
# What may be answered for the customer's eyes: commands that tell nothing of a plan, and the one page made for it.
SHAREABLE = frozenset({"schema", "rule", "plan_new", "plan_show"})


class Session(NamedTuple):
    """One call's choices."""

    texts: Texts
    as_of: dt.date
    config: Config
    format: str | None
    output: str | None
    color: bool
    tty: bool
    customer: bool = False  # whether the customer is to read the answer

    def choose(self, formats: Sequence[str]) -> str:
        """The format: as asked, by the output's suffix, else the first on a terminal and the second elsewhere.

        Raises UsageError for one the command does not have.
        """
        suffix = Path(self.output).suffix.lower() if self.output else ""
        by_suffix = suffix[1:] if suffix in FOREIGN else SUFFIXES.get(suffix)
        if by_suffix == "plain" and by_suffix not in formats:  # any text may stand in a .txt
            by_suffix = None
        found = self.format or by_suffix
        if found is None:
            return formats[0] if self.tty and not self.output else formats[1]
        if found not in formats:
            raise UsageError("format", given=found, formats=list(dict.fromkeys(formats)))
        return found

    @property
    def width(self) -> int:
        """The terminal's width, at least NARROWEST; FIXED_WIDTH when the answer goes elsewhere."""
        if not self.tty or self.output:
            return FIXED_WIDTH
        import shutil

        return max(NARROWEST, shutil.get_terminal_size((FIXED_WIDTH, 24)).columns)

    def write(self, text: str) -> None:
        """Put the answer where it belongs: to the output file, or to stdout.

        Raises UsageError when the file would replace a plan, or nothing could be written.
        """
        if self.output is None:
            write_stream(text)
        elif Path(self.output).suffix.lower() in PLANS:
            raise UsageError("output_plan", file=self.output)
        else:
            from kamtool.source.write import replace

            try:
                linked = os.path.isfile(self.output)  # where a link leads is written anew, the link stays
                replace(Path(os.path.realpath(self.output) if linked else self.output), text.encode())
            except OSError as error:
                raise UsageError("output_failed", file=self.output, reason=error.strerror or "") from None

    def show(self, blocks: Sequence[Block], result: object, schema: str, formats: Sequence[str]) -> str:
        """Write one result: its blocks in what people read, itself in JSON. Gives what was written."""
        answer = render(self, self.choose(formats), blocks, result, schema)
        self.write(answer)
        return answer


def render(session: Session, chosen: str, blocks: Sequence[Block], result: object, schema: str) -> str:
    """The answer in the chosen format; each writer is imported only here."""
    if chosen == "json":
        from kamtool.render.json import render as as_json

        return as_json(result, schema)
    if chosen == "table":
        from kamtool.render.terminal import render as as_terminal

        return as_terminal(blocks, session.width, session.color)
    if chosen == "plain":
        from kamtool.render.plain import render as as_plain

        return as_plain(blocks, session.width)
    if chosen == "html":
        from kamtool.render.html import render as as_page

        return as_page(blocks, lang=session.texts.lang)
    from importlib import import_module

    rooms = {"md": "markdown", "csv": "csv", "svg": "svg", "mermaid": "mermaid", "dot": "dot"}
    answer: str = import_module(f"kamtool.render.{rooms[chosen]}").render(blocks)
    return answer


def write_stream(text: str) -> None:
    """Write to stdout whatever its encoding; glyphs it lacks fall back. A closed pipe is no error."""
    write_bytes(as_bytes(text, sys.stdout.encoding))


def write_bytes(raw: bytes) -> None:
    """Write to stdout as it is. Raises UsageError."""
    out = sys.stdout
    try:
        out.flush()
        out.buffer.write(raw)
        out.flush()
    except BrokenPipeError:
        give_up(out)
    except (OSError, ValueError) as error:
        give_up(out)  # or what the stream still holds fails once more on the way out, and takes the exit code with it
        raise UsageError("no_output", reason=getattr(error, "strerror", None) or error) from None


def as_bytes(text: str, encoding: str | None) -> bytes:
    """Text for a stream of some encoding: glyphs that it lacks fall back, nothing else is lost."""
    from kamtool.render.glyphs import fit

    return fit(text, encoding or "utf-8").encode(encoding or "utf-8", "backslashreplace")


def open_session(values: dict[str, Any]) -> Session:
    """The session for one call. Raises UsageError."""
    use_config = not values["no_config"]
    try:
        folder = Path.cwd()
        config = find_config(folder) if use_config else Config()
        lang = Lang(guess_lang(values["lang"], use_config))
    except FileNotFoundError:
        raise UsageError("no_folder") from None
    except BadConfig as error:
        raise bad_config(error) from None
    except Unspoken as error:
        raise UsageError("lang", given=error.args[0]) from None
    tty = sys.stdout.isatty()
    return Session(
        texts=Texts(lang),
        as_of=read_day(values["as_of"]),
        config=config,
        format=values["format_"],
        output=values["output"],
        color=wants_color(values["color"], tty and not values["output"]),
        tty=tty,
        customer=is_customer(values["audience"] or config.audience),
    )


def is_customer(audience: str) -> bool:
    """Whether the answer is for the customer. Raises UsageError for an audience there is not."""
    if audience not in WORDS["audience"]:
        raise UsageError("audience", given=audience)
    return audience == "customer"


def bad_config(error: BadConfig) -> UsageError:
    """A wrong setting, with its file and line."""
    place = f"{error.file}:{error.line}" if error.line else error.file
    reason = "unknown_near" if error.reason == "unknown" and error.near else error.reason
    return UsageError(f"config_{reason}", file=place, key=error.key, near=error.near)


def read_day(text: str | None) -> dt.date:
    """The day everything is seen from: as asked, else today. The only place that looks at the clock."""
    if text is None:
        return dt.date.today()
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise UsageError("as_of", given=text)


def wants_color(asked: str, tty: bool) -> bool:
    """``--color``, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal."""
    if asked not in {"auto", "always", "never"}:
        raise UsageError("color", given=asked)
    if asked != "auto":
        return asked == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (tty and os.environ.get("TERM") != "dumb")


Run = Callable[..., ExitCode | None]


def command(run: Run) -> Run:
    """Give a command the common options; it takes them together as its first parameter, the session."""
    own = list(inspect.signature(run, eval_str=True).parameters.values())[1:]
    common = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for name, kind, default in COMMON
    ]

    @wraps(run)
    def wrapped(**values: Any) -> ExitCode | None:
        shared = {name: values.pop(name) for name, _, _ in COMMON}
        session = open_session(shared)
        if session.customer and run.__module__.rpartition(".")[2] not in SHAREABLE:
            raise UsageError("not_for_customer")
        try:
            return run(session, **values)
        except Stopped as stop:
            key = "writing.too_late" if stop.kept else "writing.stopped"
            return ExitCode(say(ExitCode.INTERRUPTED, session.texts(key)))

    signature = inspect.Signature([one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in own] + common)
    wrapped.__signature__ = signature  # type: ignore[attr-defined]  # Typer reads the options from it
    wrapped.__annotations__ = {one.name: one.annotation for one in signature.parameters.values()}
    del wrapped.__wrapped__  # or Typer would look through to the original
    return wrapped
