"""A plan file to a plan, or to every reason why not, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, islice
from pathlib import PurePath
from typing import Any, NamedTuple, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kamtool.diagnostic import Diagnostic
from kamtool.load.fields import fields_at, meant
from kamtool.load.reference import bad_references, our_id, twin_ids
from kamtool.load.shape import empty_keys, shape_problem, torn_quotes, unconsented
from kamtool.model.plan import Plan
from kamtool.source.node import Node, data
from kamtool.source.parse import MAX_PROBLEMS, keyboard_slips, parse
from kamtool.source.read import Text, Unreadable, decode, problem, read_bytes


class Loaded(NamedTuple):
    """A file as far as it could be read: its plan when it is valid, the diagnostics when it is not."""

    file: str
    plan: Plan | None
    source: Text
    root: Node | None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def id(self) -> str:
        """The account's id."""
        return account_id(self.file)


def account_id(file: str) -> str:
    """The id of the account whose plan a file is: its name without the suffix."""
    return PurePath(file).stem


def load_file(path: str) -> Loaded:
    """Read the plan at *path*; a file that cannot be read is a Loaded with diagnostics, never an exception."""
    try:
        raw = read_bytes(path)
    except Unreadable as error:
        return unread(path, error)
    return load_bytes(raw, path)


def unread(path: str, error: Unreadable) -> Loaded:
    """What there is of a file that could not be read: the reason."""
    return Loaded(path, None, Text(""), None, error.diagnostics)


def load_bytes(raw: bytes, file: str) -> Loaded:
    """The plan in *raw*; *file* is the name that messages use."""
    source, root = Text(""), None
    try:
        source = decode(raw, file)
        root = parse(source.text, file)
    except Unreadable as error:
        text = source if source.text else Text(raw.decode("utf-8", "replace"))
        return Loaded(file, None, text, None, error.diagnostics)
    if root is None:
        return Loaded(file, None, source, None, (problem("KAM009", file, "empty"),))
    if root.kind != "mapping":
        slips = tuple(keyboard_slips(source.text, file))
        return Loaded(file, None, source, root, slips or (problem("KAM010", file, "plan", root.span()),))
    plan, found = build(root, file)
    if "“" in source.text or "”" in source.text:
        torn = list(torn_quotes(root, file))
        lines = {one.span.line for one in torn}
        found = [one for one in found if one.span.line not in lines] + torn
    private = {one.span.line for one in found if one.hide}
    if private:  # whatever else is wrong in such a line must not show it
        found = [one._replace(hide=one.hide or one.span.line in private) for one in found]
    if any(one.code == "KAM004" for one in found):
        found = with_slips(found, root, source.text, file)
    return Loaded(file, plan if not found else None, source, root, tuple(sorted(found, key=lambda one: one.key)))


def with_slips(found: list[Diagnostic], root: Node, text: str, file: str) -> list[Diagnostic]:
    """What was found with every slip of the keyboard in the file, each told once.

    A slip swallows what follows it, so what then seems to be missing is left out; a colon inside a text is no slip.
    """
    lines = text_lines(root)
    slips = [one for one in keyboard_slips(text, file) if one.span.line not in lines]
    told = {one.span.line for one in slips}
    kept = [one for one in found if one.code != "KAM009" and (one.code != "KAM004" or one.span.line not in told)]
    return kept + slips


def text_lines(root: Node) -> set[int]:
    """The numbers of the lines that lie inside a quoted text or a block of text."""
    lines: set[int] = set()
    pending = [root]
    while pending:
        node = pending.pop()
        pending += node.items
        if node.style is not None:
            last = node.end.line + (node.style not in "|>")
            lines.update(range(node.start.line + 2, last + 1))
    return lines


def build(root: Node, file: str) -> tuple[Plan | None, list[Diagnostic]]:
    """The plan of a parsed file and everything that is wrong with its shape and its references."""
    plan, details = None, []
    dropped: list[Node] = []
    try:
        plan = Plan.model_validate(data(root, dropped=dropped))
    except ValidationError as errors:
        details = without_misnamed(errors.errors(include_input=False, include_url=False))
    shape = (one for error in details for one in shape_problem(cast(Mapping[str, Any], error), root, file))
    empty = empty_keys(root, file) if dropped else ()
    every = chain(
        shape, empty, unconsented(root, file), bad_references(root, file), our_id(root, file), twin_ids(root, file)
    )
    found = list(islice(every, MAX_PROBLEMS))
    if next(every, None) is not None:
        found.append(problem("KAM005", file, "problems", limit=MAX_PROBLEMS))
    # Who wrote a name where its id belongs is told the id, and not as well that the name is none.
    nobody = {one.span for one in found if one.code == "KAM013" and one.variant == "near"}
    return plan, [one for one in found if one.code != "KAM012" or one.span not in nobody]


def without_misnamed(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Pydantic's errors, and nothing missing that is there under another word: that is told once, at the word."""
    missing = {one["loc"] for one in errors if one["type"] == "missing"}
    extra = [one["loc"] for one in errors if missing and one["type"] == "extra_forbidden"]
    there = {(*path[:-1], meant(str(path[-1]), fields_at(path[:-1]))) for path in extra}
    return [one for one in errors if one["type"] != "missing" or one["loc"] not in there]
