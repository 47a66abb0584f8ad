"""Plans under pseudonyms: the same structure and the same findings, nobody named, no comment left.

Ids become opaque, names become pseudonyms wherever they stand, telephone numbers, addresses, codes and file references
become numbers, private life is withheld, and every comment goes but those that silence a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kamtool.diagnostic import Path
from kamtool.load import Loaded, load_bytes
from kamtool.load.reference import ids_in, matches
from kamtool.model.references import ACTION, OURS, PERSON, REFERENCES, RIVAL
from kamtool.model.tiers import DataTier, marks
from kamtool.privacy.cast import (
    CODES,
    FIRMS,
    GOAL,
    PEOPLE,
    PREFIX,
    STANDING,
    Cast,
    account_name,
    cast,
    root_of,
    spells,
    valid,
)
from kamtool.privacy.contacts import numbers
from kamtool.privacy.key import Key, is_chinese
from kamtool.privacy.leaves import Leaf, leaves
from kamtool.privacy.mentions import Mentions, addressed, beside_chinese, called
from kamtool.privacy.named import BETWEEN, NAMED
from kamtool.privacy.sums import sums, without_digits
from kamtool.source.comments import comments
from kamtool.source.document import Document
from kamtool.source.edit import Edit, apply_edits
from kamtool.source.node import Node
from kamtool.source.scalar import scalar
from kamtool.source.suppress import COMMENT, Suppression, suppressions

OPAQUE = re.compile(rf"(?:{'|'.join(PREFIX.values())})-\d+(?:-\d+)?\Z")


class Remains(Exception):
    """Something of the original would be left, or the plan read differently; carries the path, never the words."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True, slots=True)
class Redacted:
    """One plan under pseudonyms: its new id and text, and how many comments went."""

    id: str
    text: str
    comments: int


def redact(plans: Sequence[Loaded], key: Key, amounts: bool = False) -> list[Redacted]:
    """The plans under the pseudonyms of *key*, which grows; with *amounts* sums of money keep one digit.

    All must be valid. Raises Remains when something would be left, and nothing is to be written then.
    """
    key.texts = "\n".join(one.source.text for one in plans)
    casts = [cast(one, key) for one in plans]
    people = {name: put for one in casts for name, put in one.people.items()}
    firms = {name: put for one in casts for name, put in one.firms.items()}
    codes = [pair for one in casts for pair in one.codes.items()]
    accounts = [(one.id, account_name(one, key)) for one in plans if spells(one.id, valid(one).account.name)]
    names = called(people, firms, [*codes, *accounts]).names
    phones = tuple((pattern, put) for one in casts for phone, put in one.phones.items() for pattern in numbers(phone))
    found = []
    for loaded, own in zip(plans, casts, strict=True):
        nobody = "某" if is_chinese("".join(own.people)) else "Person"
        ids = [
            pair for section in (PERSON, OURS, RIVAL) for pair in own.ids[section].items() if pair[0] not in STANDING
        ]
        beside = tuple((pattern, new) for old, new in ids for pattern in beside_chinese(old))
        replaced = Mentions(names, (*phones, *addressed(own.spoken, nobody), *beside))
        found.append(one_plan(loaded, key, own, replaced, amounts))
    return found


def one_plan(loaded: Loaded, key: Key, own: Cast, replaced: Mentions, amounts: bool) -> Redacted:
    """One plan under pseudonyms. Raises Remains."""
    text, root = loaded.source.text, root_of(loaded)
    meant = {id(node): new for node, new in id_nodes(root, own.ids)}
    goals = sums(root)
    for leaf in leaves(root):
        if id(leaf.node) not in meant:
            meant[id(leaf.node)] = value_of(
                leaf, without_digits(leaf, goals) if amounts else leaf.node.text, own, replaced
            )
    unique_keys(root, meant)
    whole = Document(text, root)
    edits = list(value_edits(whole, meant))
    silent = suppressions(text, root)
    gone, comment_edits = without_comments(text, root, silent)
    made = apply_edits(text, [*edits, *comment_edits])
    new = load_bytes(made.encode(), f"{loaded.id}.yaml")
    if new.root is None or new.plan is None:
        raise Remains(())
    before, after = list(scalars(root)), list(scalars(new.root))
    if [meant.get(id(node), node.text) for node in before] != [node.text for node in after]:
        raise Remains(())
    for leaf in leaves(new.root):
        if leaf.kind == "text" and (leaf.section, leaf.key) not in CODES and replaced.left_in(leaf.node.text):
            raise Remains(leaf.path[:1])
        if leaf.kind == "id" and leaf.node.text not in STANDING and not OPAQUE.match(leaf.node.text):
            raise Remains(leaf.path[:1])
    return Redacted(account_name(loaded, key), made, gone)


def value_of(leaf: Leaf, value: str, own: Cast, replaced: Mentions) -> str:
    """What a value becomes."""
    place = (leaf.section, leaf.key)
    if leaf.kind != "text":
        return value
    if marks(leaf.section)[leaf.key].tier >= DataTier.CONSENTED:
        return "（略）" if is_chinese(value) else "withheld"
    if place in CODES:
        return own.codes[value]
    if place in PEOPLE or place in FIRMS:
        return own.people.get(value) or own.firms.get(value) or value
    if place in NAMED:
        return "".join(own.named.get(one, one) for one in BETWEEN.split(value))
    if place == ("change", "field"):
        every = {old: new for known in own.ids.values() for old, new in known.items()}
        first, *steps = value.split(".")
        if first in (PERSON, OURS):
            every = dict.fromkeys(steps[:1], f"{PREFIX[first]}-0") | every
        return replaced.replace(".".join([first, *(every.get(step, step) for step in steps)]))
    if place == ("goal", "why") and value in own.ids[GOAL]:
        return own.ids[GOAL][value]
    return replaced.replace(value)


def id_nodes(root: Node, ids: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[Node, str]]:
    """Every node that holds an id, where it is defined and where it is named, with the new one."""
    for section, known in ids.items():
        defined: tuple[str, ...] = (section, "*", "id") if section in (ACTION, GOAL) else (section,)
        for node in matches(root, defined):
            for one in ids_in(node, by_key=node.kind == "mapping"):
                if one.text in known:
                    yield one, known[one.text]
    for place, sections, words, by_key in REFERENCES:
        known = {old: new for section in reversed(sections) for old, new in ids[section].items()}
        for node in matches(root, place):
            for one in ids_in(node, by_key):
                if one.text in known and one.text not in words:
                    yield one, known[one.text]


def unique_keys(root: Node, meant: dict[int, str]) -> None:
    """Number the keys of a mapping that would become the same."""
    pending = [root]
    while pending:
        node = pending.pop()
        pending += node.items
        seen: set[str] = set()
        for name in node.items[::2] if node.kind == "mapping" else []:
            new = wanted = meant.get(id(name), name.text)
            turn = 1
            while new in seen:
                turn += 1
                new = f"{wanted} {turn}"
            seen.add(new)
            if new != wanted:
                meant[id(name)] = new


def value_edits(whole: Document, meant: Mapping[int, str]) -> Iterator[Edit]:
    """The edits of the values that change; every block of text becomes one line, so that no comment hides in it."""
    for node in scalars(whole.root):
        new = meant.get(id(node), node.text)
        block = node.style in ("|", ">")
        if new != node.text or block:
            end = whole.block_end(node) if block else node.end.index
            yield Edit(node.start.index, end, scalar(new, None if block else node.style))


def scalars(node: Node | None) -> Iterator[Node]:
    """Every scalar below a node, keys too, in the order of the file."""
    if node is None:
        return
    if node.kind == "scalar":
        yield node
    for below in node.items:
        yield from scalars(below)


def without_comments(text: str, root: Node, silent: Sequence[Suppression]) -> tuple[int, list[Edit]]:
    """How many comments go, and the edits: those that silence a finding stay, without their reason."""
    lines = {one.span.line for one in silent if not one.fault}
    gone, edits, number, counted = 0, [], 1, 0
    for one in comments(text, root):
        number, counted = number + text.count("\n", counted, one.start), one.start
        told = COMMENT.match(text, one.start, one.end)
        if number in lines and told:
            until = f" until {told['until']}" if told["until"] else ""
            edits.append(Edit(one.start, one.end, f"# kam: ignore{told['codes']}{until}: redacted"))
            continue
        gone += 1
        start = text.rfind("\n", 0, one.start) + 1
        if one.own:
            edits.append(Edit(start, Document(text, root).next_line(one.end), ""))
        else:
            edits.append(Edit(start + len(text[start : one.start].rstrip()), one.end, ""))
    return gone, edits
