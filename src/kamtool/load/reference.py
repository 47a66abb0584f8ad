"""Whether every id that a plan names is listed where it should be, and defined once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from kamtool.diagnostic import Diagnostic
from kamtool.load.fields import nearest
from kamtool.model.references import REFERENCES
from kamtool.source.node import Node, child
from kamtool.source.read import problem

MAX_LISTED = 20  # ids named to somebody who gave a wrong one


def bad_references(root: Node, file: str) -> Iterator[Diagnostic]:
    """Every id that names something the plan does not list, with the one that was probably meant."""
    listed = {name: ids_of(root, name) for name in ("stakeholders", "team", "competitors", "opportunities", "actions")}
    written = {key.text: value for key, value in root.pairs()}
    names = names_of(written)
    for (first, *rest), sections, words, by_key in REFERENCES:
        if first not in written:
            continue
        known = frozenset().union(*(listed[name] for name in sections)) | words
        for node in matches(written[first], tuple(rest)):
            for one in ids_in(node, by_key):
                if one.text not in known and not one.is_null and not is_word(one.text, words):
                    called = next((key for key, name in names.items() if name == one.text and key in known), None)
                    yield unknown_reference(one, sections, known, file, called)


def names_of(written: Mapping[str, Node]) -> dict[str, str]:
    """The names of people, of ours, and of rivals, by their ids: what a hurried person writes in place of the id."""
    found = {}
    for section in ("stakeholders", "team", "competitors"):
        node = written.get(section)
        for key, value in node.pairs() if node is not None and node.kind == "mapping" else ():
            name = child(value, "name")
            if name is not None:
                found[key.text] = name.text
    return found


def unknown_reference(
    node: Node, sections: tuple[str, ...], known: frozenset[str], file: str, called: str | None
) -> Diagnostic:
    """The diagnostic for one dangling id; *called* is the id of who goes by that name."""
    order = in_order(known)
    near = called or nearest(node.text, order)
    variant = "near" if near else "known" if known else "message"
    span, section = node.span(), sections[0]
    listed = list(order[:MAX_LISTED])
    return problem("KAM013", file, variant, span, given=node.text, section=section, near=near, known=listed)


@lru_cache(maxsize=4)
def in_order(known: frozenset[str]) -> tuple[str, ...]:
    """The ids in order, put so once for all that name none of them."""
    return tuple(sorted(known))


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


def our_id(root: Node, file: str) -> Iterator[Diagnostic]:
    """A competitor called ``us``: in scores and answers that is our own side."""
    node = child(root, "competitors")
    for key in ids_in(node, by_key=True) if node is not None else []:
        if key.text == "us":
            yield problem("KAM012", file, "ours", key.span(), given=key.text)


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
