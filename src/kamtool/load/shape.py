"""What does not fit the model, said in the words of a plan: unknown and empty keys, values of the wrong kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kamtool.diagnostic import Diagnostic, Path, Span
from kamtool.load.fields import fields_at, is_word, meant, nearest
from kamtool.source.node import Node, child, locate
from kamtool.source.parse import SIGNS, SLIP
from kamtool.source.read import problem


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


def unconsented(root: Node, file: str) -> Iterator[Diagnostic]:
    """Private life of a person who is not said to have consented, with the paper and the purpose (methods.md C, G3)."""
    people = child(root, "stakeholders")
    for _, person in people.pairs() if people is not None and people.kind == "mapping" else ():
        held, ground = child(person, "personal"), child(person, "privacy")
        said = {key.text for key, value in ground.pairs() if not value.is_null} if ground and ground.items else set()
        if held is not None and held.kind == "mapping" and not said >= {"consent_ref", "purpose"}:
            for key, value in held.pairs():
                if not value.is_null:
                    yield problem("KAM008", file, "unconsented", key.span(), hide=True, key=key.text)


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
LEAST: tuple[Path, ...] = (("kam",), ("account",), ("account", "name"))  # what every plan has


def shape_problem(error: Mapping[str, Any], root: Node, file: str) -> Iterator[Diagnostic]:
    """One of Pydantic's errors, said in our terms at its place; a slip of the keyboard there is named instead."""
    path: Path = tuple(step for step in error["loc"] if step != "[key]")
    on_key = error["loc"] != path
    kind, context = error["type"], error.get("ctx", {})
    node = node_at(root, path)
    name = str(path[-1]) if path else ""
    span = locate(root, path, on_key=on_key or kind == "extra_forbidden")
    if node is not None and not on_key and is_quoted(node):
        yield problem("KAM004", file, "quotes", span)
    elif kind == "extra_forbidden":
        yield unknown_key(path, span, file, root)
    elif kind == "missing":
        variant = "message" if path in LEAST else "entry"
        yield problem("KAM009", file, variant, locate(root, path[:-1]), key=name)
    elif kind == "not_listed" and not on_key and node is not None and node.kind != "scalar":
        yield problem("KAM010", file, "text", span, key=name)
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


QUOTES = "“”‘’"


def is_quoted(node: Node) -> bool:
    """Whether a plain scalar begins with a quotation mark of a Chinese keyboard, which quotes nothing in YAML."""
    return node.kind == "scalar" and node.style is None and node.text[:1] in QUOTES and bool(node.text)


def torn_quotes(root: Node, file: str) -> Iterator[Diagnostic]:
    """The first scalar in each flow list or mapping that holds only one of a pair: a comma or colon tore the text."""
    pending = [root]
    while pending:
        node = pending.pop()
        pending += [item for item in node.items if item.kind != "scalar"]
        plain = [item for item in node.items if item.kind == "scalar" and item.style is None] if node.flow else []
        torn = next((one for one in plain if one.text.count("“") != one.text.count("”")), None)
        if torn is not None:
            yield problem("KAM004", file, "quotes", torn.span())


def node_at(root: Node, path: Path) -> Node | None:
    """The node that holds the value at *path*, or the nearest above it that is in the file."""
    node = root
    for step in path:
        below = child(node, step)
        if below is None:
            break
        node = below
    return node


def scalars(node: Node | None) -> Iterator[Node]:
    """The scalars at and below a node, keys too."""
    pending = [node] if node is not None else []
    while pending:
        one = pending.pop()
        pending += one.items
        if one.kind == "scalar":
            yield one


def unknown_key(path: Path, span: Span, file: str, root: Node) -> Diagnostic:
    """A key the plan has no place for: private, half-width slip, misspelt, or unknown."""
    name = str(path[-1])
    # A plan without such a key need not wait for these.
    from kamtool.model.tiers import DataTier, has_private_number, place_of, private_tier

    tier = private_tier(name)
    if tier is DataTier.CONSENTED and path[-2:-1] != ("personal",):
        return problem("KAM008", file, "consent", span, hide=True, key=name, place=place_of(name))
    if tier is DataTier.FORBIDDEN:
        return problem("KAM008", file, "private", span, hide=True, key=name)
    if any(has_private_number(one.text) for one in scalars(node_at(root, path))):
        return problem("KAM008", file, "number", span, hide=True, key=name)
    if "：" in name or "\u3000" in name:
        variant = "colon" if "：" in name else "indent" if name.startswith("\u3000") else "space"
        return problem("KAM004", file, variant, span)
    known = fields_at(path[:-1])
    near = meant(name, known)
    if near:
        return problem("KAM008", file, "word" if is_word(name, near) else "near", span, key=name, near=near)
    return problem("KAM008", file, span=span, key=name, known=sorted(known))


def not_listed(context: Mapping[str, Any], given: str, span: Span, file: str) -> Diagnostic:
    """A value that is on no list: with the list, and the word that was probably meant."""
    from kamtool.texts.lookup import terms

    labels = terms()[context["list"]]
    every = {word: name for name, known in labels.items() for word in (name, *known)}
    parts = [part.strip() for part in re.split("[，、；]", given)]
    if len(parts) > 1 and all(part in every for part in parts):
        return problem("KAM011", file, "separator", span, given=given)
    near = nearest(given, every)
    params = {"given": given, "list": context["list"], "allowed": context["allowed"]}
    if near:
        return problem("KAM011", file, "near", span, **params, near=every[near])
    return problem("KAM011", file, span=span, **params)


def slip_at(node: Node, file: str, path: Path) -> Iterator[Diagnostic]:
    """A full-width colon or space where a key's colon should be, in a value that should have been a mapping."""
    found = SLIP.match(node.text) if node.kind == "scalar" else None
    if found is not None:
        yield problem("KAM004", file, SIGNS.get(found.group(1), "space"), node.span())
