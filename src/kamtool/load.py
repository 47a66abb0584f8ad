"""A plan file to a plan, or to every reason why not, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import PurePath
from typing import Any, cast

from pydantic import ValidationError

from kamtool.diagnostic import Diagnostic, Path, Span
from kamtool.model.plan import Plan
from kamtool.model.references import REFERENCES
from kamtool.source.node import Node, child, data, locate
from kamtool.source.parse import MAX_PROBLEMS, SLIP, keyboard_slips, parse
from kamtool.source.read import Text, Unreadable, decode, problem, read_bytes

MAX_KNOWN = 1_000  # ids among which a misspelt one is looked for
MAX_LISTED = 20  # ids named to somebody who gave a wrong one


@dataclass(frozen=True, slots=True)
class Loaded:
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
        return Loaded(path, None, Text(""), None, error.diagnostics)
    return load_bytes(raw, path)


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
        details = errors.errors(include_input=False, include_url=False)
    shape = (one for error in details for one in shape_problem(cast(Mapping[str, Any], error), root, file))
    every = chain(shape, empty_keys(root, file) if dropped else (), bad_references(root, file), twin_ids(root, file))
    found = list(islice(every, MAX_PROBLEMS))
    if next(every, None) is not None:
        found.append(problem("KAM005", file, "problems", limit=MAX_PROBLEMS))
    return plan, found


def empty_keys(root: Node, file: str) -> Iterator[Diagnostic]:
    """Keys with nothing behind them that the plan has no place for; the data leaves them out, so they are asked here.

    In ``{evidence: we met, so nothing}`` the comma begins such a key.
    """
    pending: list[tuple[Node, Path]] = [(root, ())]
    while pending:
        node, path = pending.pop()
        if node.kind == "sequence":
            pending += [(item, (*path, at)) for at, item in enumerate(node.items) if item.kind != "scalar"]
            continue
        for key, value in node.pairs():
            if value.kind != "scalar":
                pending.append((value, (*path, key.text)))
            elif value.is_null and (known := fields_at(path)) and key.text not in known:
                if "：" in key.text:
                    yield problem("KAM004", file, "colon", key.span())
                elif (node.flow and " " in key.text.strip()) or not key.text.isascii():
                    yield problem("KAM008", file, "comma", key.span(), key=key.text)
                else:
                    yield unknown_key((*path, key.text), key.span(), file, root)


# Keys that a plan must never have: what they would hold is refused, not merely unknown (methods.md C, G3 and G4).
PRIVATE = frozenset(
    [
        "birthday",
        "birth_date",
        "family",
        "spouse",
        "children",
        "child",
        "native_place",
        "home_address",
        "hobby",
        "hobbies",
        "politics",
        "party",
        "religion",
        "health",
        "id_number",
        "passport",
        "bank_account",
        "id_card",
        "location",
        "social_circle",
        "生日",
        "家庭",
        "配偶",
        "子女",
        "籍贯",
        "家庭住址",
        "住址",
        "爱好",
        "嗜好",
        "政治面貌",
        "宗教",
        "健康",
        "身份证",
        "身份证号",
        "银行账号",
        "银行卡",
    ]
)

SHAPES = {
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "dict_type": "mapping",
    "tuple_type": "list",
    "list_type": "list",
    "string_type": "text",
    "string_too_short": "empty",
    "bad_date": "date",
    "bad_number": "number",
    "bad_whole": "whole",
}


def shape_problem(error: Mapping[str, Any], root: Node, file: str) -> Iterator[Diagnostic]:
    """One of Pydantic's errors, said in our terms at its place; a slip of the keyboard there is named instead."""
    path: Path = tuple(step for step in error["loc"] if step != "[key]")
    on_key = error["loc"] != path
    kind, context = error["type"], error.get("ctx", {})
    node = node_at(root, path)
    name = str(path[-1]) if path else ""
    span = locate(root, path, on_key=on_key or kind == "extra_forbidden")
    if kind == "extra_forbidden":
        yield unknown_key(path, span, file, root)
    elif kind == "missing":
        yield problem("KAM009", file, span=locate(root, path[:-1]), key=name)
    elif kind == "not_listed":
        yield not_listed(context, node.text if node and not on_key else name, span, file)
    elif kind == "string_pattern_mismatch" and on_key and "：" in name:
        yield problem("KAM004", file, "colon", span)
    elif kind == "string_pattern_mismatch":
        given = name if on_key or node is None else node.text
        variant = "code" if context.get("pattern", "").startswith("^KAM") else "message"
        yield problem("KAM012", file, variant, span, given=given)
    elif kind == "literal_error":
        yield problem("KAM014", file, span=span, given=node.text if node else "")
    elif kind in {"greater_than_equal", "less_than_equal"}:
        yield problem("KAM010", file, "range", span, bound=next(iter(context.values())), kind=kind)
    else:
        slips = tuple(slip_at(node, file, path)) if node else ()
        yield from slips or (problem("KAM010", file, SHAPES.get(kind, "value"), span, key=name),)


def node_at(root: Node, path: Path) -> Node | None:
    """The node that holds the value at *path*, or the nearest above it that is in the file."""
    node = root
    for step in path:
        below = child(node, step)
        if below is None:
            break
        node = below
    return node


def unknown_key(path: Path, span: Span, file: str, root: Node) -> Diagnostic:
    """A key the plan has no place for: private, half-width slip, misspelt, or unknown."""
    name = str(path[-1])
    if name.casefold() in PRIVATE:
        return problem("KAM008", file, "private", span, hide=True, key=name)
    if "：" in name or "\u3000" in name:
        variant = "colon" if "：" in name else "indent" if name.startswith("\u3000") else "space"
        return problem("KAM004", file, variant, span)
    known = fields_at(path[:-1])
    near = nearest(name, known)
    if near:
        return problem("KAM008", file, "near", span, key=name, near=near)
    return problem("KAM008", file, span=span, key=name, known=sorted(known))


def not_listed(context: Mapping[str, Any], given: str, span: Span, file: str) -> Diagnostic:
    """A value that is on no list: with the list, and the word that was probably meant."""
    from kamtool.texts.lookup import terms

    labels = terms()[context["list"]]
    every = {word: name for name, known in labels.items() for word in (name, *known)}
    near = nearest(given, every)
    params = {"given": given, "list": context["list"], "allowed": context["allowed"]}
    if near:
        return problem("KAM011", file, "near", span, **params, near=every[near])
    return problem("KAM011", file, span=span, **params)


def slip_at(node: Node, file: str, path: Path) -> Iterator[Diagnostic]:
    """A full-width colon or space where a key's colon should be, in a value that should have been a mapping."""
    found = SLIP.match(node.text) if node.kind == "scalar" else None
    if found is not None:
        yield problem("KAM004", file, "colon" if found.group(1) == "：" else "space", node.span())


def fields_at(path: Path) -> list[str]:
    """The keys a plan may have at *path*, found by walking the model."""
    kind: Any = Plan
    for step in path:
        kind = below(kind, step)
        if kind is None:
            return []
    return [field.alias or name for name, field in kind.model_fields.items()] if is_section(kind) else []


def is_section(kind: Any) -> bool:
    """Whether *kind* is a section of the model."""
    return isinstance(kind, type) and hasattr(kind, "model_fields")


def below(kind: Any, step: str | int) -> Any:
    """The type of the value under *step* of a type: a section's field, a mapping's or a list's item."""
    from types import UnionType
    from typing import Annotated, Union, get_args, get_origin

    if is_section(kind):
        field = next((f for name, f in kind.model_fields.items() if (f.alias or name) == step), None)
        found = field.annotation if field else None
    else:
        args = get_args(kind)
        found = args[1] if get_origin(kind) is dict else args[0] if args else None
    while get_origin(found) in {Annotated, Union, UnionType}:
        found = next((one for one in get_args(found) if one is not type(None)), None)
    return found


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that *word* is probably a misspelling of."""
    from difflib import get_close_matches

    table = {one.casefold(): one for one in sorted(known)[:MAX_KNOWN]}
    found = get_close_matches(word.casefold(), table, n=1, cutoff=0.65)
    return table[found[0]] if found else None


def bad_references(root: Node, file: str) -> Iterator[Diagnostic]:
    """Every id that names something the plan does not list, with the one that was probably meant."""
    listed = {name: ids_of(root, name) for name in ("stakeholders", "team", "competitors", "opportunities", "actions")}
    for pattern, sections, words, by_key in REFERENCES:
        known = frozenset().union(*(listed[name] for name in sections)) | words
        for node in matches(root, pattern):
            for one in ids_in(node, by_key):
                if one.text not in known and not one.is_null and not is_word(one.text, words):
                    yield unknown_reference(one, sections, known, file)


def unknown_reference(node: Node, sections: tuple[str, ...], known: frozenset[str], file: str) -> Diagnostic:
    """The diagnostic for one dangling id."""
    near = nearest(node.text, known)
    variant = "near" if near else "known" if known else "message"
    span, section = node.span(), sections[0]
    listed = sorted(known)[:MAX_LISTED]
    return problem("KAM013", file, variant, span, given=node.text, section=section, near=near, known=listed)


def is_word(text: str, words: frozenset[str]) -> bool:
    """Whether *text* is another word for one of the allowed *words* of a whitespace cell."""
    if "won" not in words:
        return False
    from kamtool.texts.lookup import terms

    return any(text.strip().casefold() in (one.casefold() for one in known) for known in terms()["cell_state"].values())


def ids_of(root: Node, section: str) -> frozenset[str]:
    """The ids a section defines: the keys of a mapping, or the ``id`` of each item of a list."""
    node = child(root, section)
    if node is None:
        return frozenset()
    if node.kind == "mapping":
        return frozenset(key.text for key in node.items[::2])
    own = (child(item, "id") for item in node.items)
    return frozenset(one.text for one in own if one is not None)


def matches(node: Node, pattern: tuple[str, ...]) -> Iterator[Node]:
    """The nodes at a path in which ``*`` stands for any key or index."""
    if not pattern:
        yield node
    elif pattern[0] != "*":
        below_node = child(node, pattern[0])
        if below_node is not None:
            yield from matches(below_node, pattern[1:])
    elif node.kind != "scalar":
        for one in node.items[1::2] if node.kind == "mapping" else node.items:
            yield from matches(one, pattern[1:])


def ids_in(node: Node, by_key: bool) -> list[Node]:
    """The nodes that hold ids: a mapping's keys, a list's items, or the scalar itself."""
    if by_key:
        return node.items[::2] if node.kind == "mapping" else []
    if node.kind == "sequence":
        return [one for one in node.items if one.kind == "scalar"]
    return [node] if node.kind == "scalar" else []


def twin_ids(root: Node, file: str) -> Iterator[Diagnostic]:
    """Two actions or two goals with one id."""
    for section in ("actions", "goals"):
        node = child(root, section)
        seen: dict[str, int] = {}
        for item in node.items if node is not None and node.kind == "sequence" else []:
            own = child(item, "id")
            if own is not None and own.text in seen:
                yield problem("KAM007", file, "id", own.span(), key=own.text, line=seen[own.text])
            elif own is not None:
                seen[own.text] = own.start.line + 1
