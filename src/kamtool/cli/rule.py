"""``kam rule``: the catalogue of rules, and one rule explained."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Annotated

import typer

from kamtool.check import TOGETHER, Selection, UnknownSelector, check_loaded, prefix
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.session import Session, command, render
from kamtool.diagnostic import Diagnostic
from kamtool.load import load_bytes
from kamtool.render.safe import safe_lines
from kamtool.rules.examples import Example, examples
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.blocks import Block
from kamtool.view.rule import Code, Entry, catalogue, catalogue_view, explained, rule_view

FORMATS = ("table", "plain", "md", "json")

Wanted = Annotated[str | None, typer.Argument(help="code", metavar="CODE")]


@command
def run(session: Session, code: Wanted = None) -> ExitCode:
    """List the rules, those of one family, or explain one."""
    every = catalogue(session.texts)
    start = "KAM" if code is None else wanted(code, every)
    chosen = [one for one in every if one.code.startswith(start)]
    if len(chosen) == 1 and chosen[0].code == start:
        explain(session, chosen[0])
    else:
        session.show(catalogue_view(chosen, session.texts), {"rules": chosen}, "kam.rules/1", FORMATS)
    return ExitCode.OK


def wanted(word: str, every: Sequence[Entry]) -> str:
    """The beginning of the codes that a code, a part of one, a name, a family or a title means. Raises UsageError."""
    titles = {one.title.casefold(): one.code for lang in Lang for one in catalogue(Texts(lang))}
    given = word.strip()
    if given.casefold() in titles:
        return titles[given.casefold()]
    try:
        return prefix(f"KAM{given}" if given.isascii() and given.isdigit() else given)
    except UnknownSelector as error:
        near = error.near
        raise UsageError("selector_near" if near else "selector", given=word, near=near) from None


def explain(session: Session, entry: Entry) -> None:
    """Write one rule's page; the bad example is checked, so that it cannot say what the rule doesn't."""
    found = explained(entry, examples(entry.code, session.texts.lang), session.texts)
    chosen = session.choose(FORMATS)
    if chosen == "json":
        session.write(render(session, chosen, (), found, "kam.rule/1"))
        return
    parts = rule_view(found, findings(entry.code, found.bad) if found.bad else (), session.texts)
    session.write("\n".join(written(session, chosen, parts)))


def findings(code: str, bad: Example) -> tuple[Diagnostic, ...]:
    """What the rule finds in its bad example."""
    chosen = Selection(select=(code,))
    if code in TOGETHER:
        from kamtool.across import check_several

        return tuple(one for one in check_several(bad.plan, bad.as_of, chosen) if one.code == code)
    checked = check_loaded(load_bytes(bad.plan.encode(), "plan"), bad.as_of, chosen)
    return tuple(one for one in checked.diagnostics if one.code == code)


def written(session: Session, chosen: str, parts: Sequence[Block | Code]) -> list[str]:
    """The parts in the chosen format; a plan's lines stay as they are, in Markdown inside a fence."""
    out = []
    for is_code, some in groupby(parts, lambda part: isinstance(part, Code)):
        if is_code:
            out += [fenced(one.text, chosen) for one in some if isinstance(one, Code)]
        else:
            out.append(render(session, chosen, [one for one in some if not isinstance(one, Code)], None, ""))
    return out


def fenced(text: str, chosen: str) -> str:
    """A plan's lines for one format."""
    lines = safe_lines(text).rstrip("\n").split("\n")
    if chosen == "md":
        fence = "`" * (max((len(line) - len(line.lstrip("`")) for line in lines), default=0) + 3)
        return "\n".join([f"{fence}yaml", *lines, fence, ""])
    return "\n".join(f"    {line}".rstrip() for line in lines) + "\n"
