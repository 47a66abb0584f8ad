"""Merging two changes of one plan for git: by ids and facts, and line by line where that cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from kamtool.alter import Cannot
from kamtool.analysis.renames import renames
from kamtool.diagnostic import Diagnostic
from kamtool.ids import renaming
from kamtool.load import Loaded, load_bytes
from kamtool.load.address import order
from kamtool.load.reference import ids_of
from kamtool.merge.parts import Conflict, Irregular, Mark, Value, Whole, taken_apart, together
from kamtool.merge.textual import Labels, by_lines, texts
from kamtool.merge.threeway import Clash, Merging, Path, Side, merged
from kamtool.source.change import BOM
from kamtool.source.document import Document, Refused, document, plain
from kamtool.source.node import Node
from kamtool.source.operation import changed
from kamtool.source.read import Unreadable

DANGLING = "KAM013"


class Way(StrEnum):
    """How two changes were merged, and why not by facts."""

    FACTS = "facts"
    NO_PLAN = "no_plan"
    IRREGULAR = "irregular"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The merged file; where two people changed one fact; what is wrong with the whole though nobody's fault alone."""

    content: bytes
    way: Way
    clean: bool
    conflicts: tuple[Path, ...] = ()
    faults: tuple[Diagnostic, ...] = ()


def merge(base: bytes, ours: bytes, theirs: bytes, file: str, labels: Labels) -> Outcome:
    """Both changes in one file. Raises GitFailed when git must merge the lines and cannot.

    Comments, order and layout are ours, with what theirs changed put in as it stands there. The result was read
    again and says what was meant; what cannot be merged so is left to git.
    """
    loaded = [load_bytes(one, file) if one.strip() else None for one in (base, ours, theirs)]
    way = Way.NO_PLAN
    if all(one is None or one.plan is not None for one in loaded) and loaded[1] and loaded[2]:
        try:
            return by_facts(loaded[0], loaded[1], loaded[2], labels)
        except (Irregular, Clash, Refused, Cannot, Unreadable):
            way = Way.IRREGULAR
    content, clean = by_lines(base, ours, theirs, labels)
    return Outcome(content, way, clean)


def by_facts(base: Loaded | None, ours: Loaded, theirs: Loaded, labels: Labels) -> Outcome:
    """The merge of three plans, of two when both sides added the file. Raises what keeps it from being done."""
    sides = [even(one) for one in (ours, theirs)]
    if base is not None:
        sides = same_ids([even(base), *sides], base, ours, theirs)
    *first, mine, other = (taken_apart(one) for one in sides)
    three = (first[0] if first else None, mine, other)
    made, faults = proved(*three, Merging(texts=texts), ours.file)
    if base is not None and (named := still_named(faults, sides[0])):
        made, faults = proved(*three, Merging(named=named, texts=texts), ours.file)
    conflicts = tuple(conflicts_in(made.value))
    text = with_breaks(together(made, marks(labels)), ours.source.text)
    content = (BOM if ours.source.bom else b"") + text.encode()
    return Outcome(content, Way.FACTS, not conflicts and not faults, conflicts, () if conflicts else tuple(faults))


def even(one: Loaded) -> Document:
    """A plan's text with plain line breaks, its last line ended."""
    text = one.source.text.replace("\r\n", "\n")
    text = text if text.endswith("\n") else text + "\n"
    made = document(text)
    if plain(made.root) != plain(one.root):
        raise Irregular
    return made


def same_ids(sides: list[Document], base: Loaded, ours: Loaded, theirs: Loaded) -> list[Document]:
    """The three plans under the newest ids: what one side renamed is renamed in the others, with every reference."""
    assert base.plan is not None
    assert ours.plan is not None
    assert theirs.plan is not None
    by_us, by_them = renames(base.plan, ours.plan), renames(base.plan, theirs.plan)
    for section, names in by_us.items():
        if any(by_them.get(section, {}).get(old, new) != new for old, new in names.items()):
            raise Irregular
    both = {section: {**by_us.get(section, {}), **by_them.get(section, {})} for section in {*by_us, *by_them}}
    return [with_ids(one, names) for one, names in zip(sides, (both, by_them, by_us), strict=True)]


def with_ids(old: Document, names: Mapping[str, Mapping[str, str]]) -> Document:
    """A plan with other ids. Raises Cannot when a new one is taken."""
    for section, pairs in names.items():
        for was, now in pairs.items():
            if old.root is not None and was in ids_of(old.root, section):
                old = changed(old, renaming(old, path_of(old, section, was), now), order)
    return old


def path_of(old: Document, section: str, ident: str) -> tuple[str | int, ...]:
    """Where an entry or item with this id stands."""
    node = old.node((section,))
    if node is None or node.kind == "mapping":
        return (section, ident)
    return (section, next(at for at in range(len(node.items)) if told(old.node((section, at, "id"))) == ident))


def told(node: Node | None) -> str | None:
    """The text of a scalar, if there is one."""
    return node.text if node is not None else None


def proved(base: Whole | None, ours: Whole, theirs: Whole, how: Merging, file: str) -> tuple[Whole, list[Diagnostic]]:
    """The merged plan, and what is wrong with it as a plan, however its conflicts are settled.

    Raises Irregular when its text does not say what was meant.
    """
    made = merged(base, ours, theirs, how)
    faults: list[Diagnostic] = []
    for side in (Side.OURS, Side.THEIRS) if any(conflicts_in(made.value)) else (None,):
        meant = merged(base, ours, theirs, replace(how, side=side)) if side else made
        text = together(made, taking(side))
        if plain(document(text).root) != meant.value.data:
            raise Irregular
        faults += load_bytes(text.encode(), file).diagnostics
    return made, faults


def taking(side: Side | None) -> Mark:
    """Writes a conflict as one side has it."""
    return lambda ours, theirs: ours if side is Side.OURS else theirs


def marks(labels: Labels) -> Mark:
    """Writes a conflict as git does."""

    def mark(ours: str, theirs: str) -> str:
        begin, middle, end = (sign * labels.size for sign in "<=>")
        return f"{begin} {labels.ours}\n{ours}{middle}\n{theirs}{end} {labels.theirs}\n"

    return mark


def conflicts_in(value: Value) -> Iterator[Path]:
    """The paths of what two people changed, in the order of the file."""
    for one in value.parts or ():
        if isinstance(one, Conflict):
            yield one.path
        else:
            yield from conflicts_in(one.value)


def still_named(faults: list[Diagnostic], base: Document) -> frozenset[Path]:
    """The entries one side took out and the other names: the merged plan would name nobody."""
    missing = {str(one.params.get("given")) for one in faults if one.code == DANGLING}
    found = set()
    for section in ("stakeholders", "team", "competitors", "opportunities", "actions"):
        gone = ids_of(base.root, section) & missing if base.root is not None else frozenset()
        found |= {(section, f"[{one}]" if section == "actions" else one) for one in gone}
    return frozenset(found)


def with_breaks(text: str, ours: str) -> str:
    """The text with our line breaks, each as it was where a file has both kinds; no last one where we have none."""
    if not ours.endswith("\n"):
        text = text.removesuffix("\n")
    if "\r\n" not in ours:
        return text
    if ours.count("\r\n") == ours.count("\n"):
        return text.replace("\n", "\r\n")
    lines, old = text.split("\n"), ours.split("\n")
    bare = [line.removesuffix("\r") for line in old]
    out = [line + "\r" for line in lines[:-1]] + lines[-1:]
    for was, now, size in SequenceMatcher(None, bare, lines, autojunk=False).get_matching_blocks():
        out[now : now + size] = old[was : was + size]
    return "\n".join(out)
