"""Text to nodes in one bounded pass over the parser's events.

Nothing is built that the bounds do not allow: the depth, the number of nodes and the length of a text are counted as
the events come, and an alias, anchor, tag or directive stops the pass. The event parser does not recurse, so no
nesting can exhaust the stack, and no scalar is given a type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from yaml import CSafeLoader
from yaml.error import Mark, MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from kamtool.diagnostic import Diagnostic, Span
from kamtool.source.node import Kind, Node
from kamtool.source.read import HIDDEN, Unreadable, name_of, problem

MAX_DEPTH = 32
MAX_NODES = 50_000
MAX_TEXT = 20_000
MAX_PROBLEMS = 100  # of one kind in one file: nobody reads on, and each costs more than the reading itself

NOTHING: list[Node] = []  # the items of every scalar; never appended to
SUSPECT = frozenset({"", "<<"})  # the text of a key that is a collection, and of a merge

SLIP = re.compile(r"^[ ]*(?:- +)*[A-Za-z_][\w-]*[ ]*(：|:\u3000|\u3000|:(?=[^\s/:]))", re.MULTILINE)
SIGNS = {"：": "colon", ":": "tight"}
TAB = re.compile(r"[ ]*\t")
COMMA = re.compile(r"，(?=\s*(?:[\w-]+\s*:\s|\Z))")  # before a key: libyaml only meets the colon behind that


def parse(text: str, file: str) -> Node | None:
    """The root node of *text*, or ``None`` when the file holds nothing but comments.

    Raises Unreadable with the place and the reason for anything that is not one plain YAML document.
    """
    try:
        root = build(text, file)
    except YAMLError as error:
        raise Unreadable(*explain(error, text, file)) from None
    if root is not None:
        twins = list(duplicates(root, file))
        if twins:
            raise Unreadable(*twins[:MAX_PROBLEMS])
    return root


def build(text: str, file: str) -> Node | None:
    """One pass over the events; the stack holds the open collections."""
    loader = CSafeLoader(text)
    try:
        root: Node | None = None
        stack: list[Node] = []
        count = documents = 0
        while True:
            event: Any = loader.get_event()
            kind = event.__class__
            if kind is ScalarEvent:
                if event.anchor is not None or event.tag is not None:
                    raise Unreadable(feature(event, file))
                value, style = event.value, event.style
                if len(value) > MAX_TEXT:
                    raise Unreadable(problem("KAM005", file, "text", span_of(event), limit=MAX_TEXT))
                if style == '"' and (hidden := HIDDEN.search(value)):
                    raise Unreadable(problem("KAM003", file, "escaped", span_of(event), char=name_of(hidden.group())))
                node = Node("scalar", value, NOTHING, event.start_mark, event.end_mark, style or None)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if event.anchor is not None or event.tag is not None:
                    raise Unreadable(feature(event, file))
                shape: Kind = "mapping" if kind is MappingStartEvent else "sequence"
                node = Node(shape, "", [], event.start_mark, event.end_mark, None, bool(event.flow_style))
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                stack.pop().end = event.end_mark
                continue
            elif kind is StreamEndEvent:
                return root
            elif kind is AliasEvent:
                raise Unreadable(problem("KAM006", file, "alias", span_of(event)))
            else:
                documents += kind is DocumentStartEvent
                if documents > 1:
                    raise Unreadable(problem("KAM006", file, "documents", span_of(event)))
                if kind is DocumentStartEvent and (event.version or event.tags):
                    raise Unreadable(problem("KAM006", file, "directive", span_of(event)))
                continue
            count += 1
            if count > MAX_NODES:
                raise Unreadable(problem("KAM005", file, "nodes", span_of(event), limit=MAX_NODES))
            if stack:
                stack[-1].items.append(node)
            else:
                root = node
            if kind is not ScalarEvent:
                stack.append(node)
                if len(stack) > MAX_DEPTH:
                    raise Unreadable(problem("KAM005", file, "depth", span_of(event), limit=MAX_DEPTH))
    finally:
        loader.dispose()


def feature(event: Any, file: str) -> Diagnostic:
    """An anchor or a tag, refused: a plan says each thing once, in plain text."""
    return problem("KAM006", file, "tag" if event.anchor is None else "anchor", span_of(event))


def span_of(event: Any) -> Span:
    """The first character of an event, as a span."""
    mark = event.start_mark
    return Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)


def duplicates(node: Node, file: str) -> list[Diagnostic]:
    """Every key written twice in one mapping, and every key that is not plain text."""
    found: list[Diagnostic] = []
    pending = [node]
    while pending:
        node = pending.pop()
        if node.kind == "mapping":
            keys = {key.text for key in node.items[::2]}
            if 2 * len(keys) != len(node.items) or not keys.isdisjoint(SUSPECT):
                found += bad_keys(node, file)
        pending += [below for below in node.items if below.kind != "scalar"]
    return sorted(found, key=lambda one: one.key)


def bad_keys(node: Node, file: str) -> Iterator[Diagnostic]:
    """The keys of one mapping that are no text, ask for a merge, or were written before."""
    seen: dict[str, Node] = {}
    for key in node.items[::2]:
        if key.kind != "scalar":
            yield problem("KAM004", file, "key", key.span())
        elif key.text == "<<" and key.style is None:
            yield problem("KAM006", file, "merge", key.span())
        elif key.text in seen:
            first = seen[key.text].start.line + 1
            yield problem("KAM007", file, span=key.span(), key=key.text, line=first)
        seen.setdefault(key.text, key)


def explain(error: YAMLError, text: str, file: str) -> list[Diagnostic]:
    """A syntax error as diagnostics: a slip of the Chinese keyboard or a tab before it, else what the parser met."""
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    last = mark.line if mark is not None else text.count("\n")
    slips = keyboard_slips(text, file)
    cause = {last + 1, content_line(text, last)}
    if any(one.span.line in cause for one in slips):
        return slips[:MAX_PROBLEMS]
    tab = next((found for line in text.split("\n")[last : last + 1] if (found := TAB.match(line))), None)
    if tab is not None:
        return [problem("KAM004", file, "tab", Span(last + 1, tab.end(), last + 1, tab.end() + 1))]
    if mark is None:
        return [problem("KAM004", file, "other")]
    variant = variant_of(str(getattr(error, "problem", "")))
    begun = getattr(error, "context_mark", None)
    if variant == "expected_comma" and begun is not None and text.split("\n")[begun.line][begun.column] == "{":
        commas = full_width_commas(text, begun, mark.line, file)
        if commas:
            return commas[:MAX_PROBLEMS]
    if variant in AT_BEGINNING and begun is not None:
        mark = begun
    return [problem("KAM004", file, variant, Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2))]


def full_width_commas(text: str, begun: Mark, last: int, file: str) -> list[Diagnostic]:
    """The full-width commas before a key, from an open bracket to the end of the line numbered *last* from 0."""
    found = []
    for number, line in enumerate(text.split("\n")[begun.line : last + 1], begun.line):
        start = begun.column if number == begun.line else 0
        columns = [one.start() + 1 for one in COMMA.finditer(line + "\n", start)]
        found += [problem("KAM004", file, "comma", Span(number + 1, at, number + 1, at + 1)) for at in columns]
    return found


def content_line(text: str, last: int) -> int:
    """The number of the last of the first *last* lines that says something; a slip there is met only below it."""
    lines = text.split("\n")[:last]
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return len(lines)


def keyboard_slips(text: str, file: str) -> list[Diagnostic]:
    """Keys followed by a full-width colon, a full-width space, or a colon without a space."""
    found = []
    line, counted = 1, 0
    for slip in SLIP.finditer(text):
        sign = slip.group(1)
        at = slip.start(1) + (sign == ":\u3000")
        line, counted = line + text.count("\n", counted, at), at
        column = at - text.rfind("\n", 0, at)
        variant = SIGNS.get(sign, "space")
        found.append(problem("KAM004", file, variant, Span(line, column, line, column + 1)))
    return found


# What libyaml says, by a part of its sentence, and the text that tells a person what to do about it.
MET = {
    "mapping values are not allowed": "second_colon",
    "could not find expected ':'": "no_colon",
    "did not find expected key": "expected_key",
    "did not find expected '-' indicator": "expected_dash",
    "did not find expected ',' or": "expected_comma",
    "found unexpected end of stream": "unclosed",
    "found character that cannot start any token": "bad_start",
    "found unknown escape character": "escape",
    "block sequence entries are not allowed": "dash_here",
    "did not find expected <document start>": "two_roots",
    "found duplicate %YAML directive": "other",
}


# Met long after the slip: shown where the quote, bracket or key begins.
AT_BEGINNING = frozenset({"unclosed", "no_colon"})


def variant_of(words: str) -> str:
    """The key of our sentence for libyaml's."""
    return next((variant for part, variant in MET.items() if part in words), "other")
