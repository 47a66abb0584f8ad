"""Taking a person out of a plan: the place stays under an opaque id, everything said of them goes.

What stays is what others need: who reports to whom, that a meeting, a promise or an expense was with somebody, and
what was done. What goes is name, post, contact data, every judgement, the lines to others, the changes that tell of
the person, and each mention in a text or a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path as File

from kamtool.load import Loaded, load_bytes
from kamtool.model.references import PERSON
from kamtool.privacy.leaves import leaves
from kamtool.privacy.mentions import Mentions
from kamtool.privacy.redact import Remains, id_nodes, scalars
from kamtool.privacy.subject import Subject, may_mean, mentions_of, moves_of, spots
from kamtool.source.change import BOM, Draft
from kamtool.source.comments import comments
from kamtool.source.document import Document
from kamtool.source.edit import Edit, apply_edits
from kamtool.source.node import Node, child
from kamtool.source.operation import Operation, Remove, Set, changed
from kamtool.source.parse import parse
from kamtool.source.read import decode, read_bytes
from kamtool.source.scalar import scalar
from kamtool.source.write import Changed

KEPT = "reports_to"


@dataclass(frozen=True, slots=True)
class Erasure:
    """What becomes of one plan: the new id, how many values, lines and mentions go, and the file as it is to be.

    *left* are the lines of that in which a word stands that may still mean the person.
    """

    subject: Subject
    new: str
    values: int
    lines: int
    mentions: int
    draft: Draft
    left: tuple[int, ...] = ()


def erasures(found: Sequence[Subject]) -> list[Erasure]:
    """The erasure of a person from every plan they are in, under one new id. Raises Remains, Refused, Unreadable."""
    taken = {one for each in found for one in (each.loaded.plan.stakeholders if each.loaded.plan else ())}
    new = next(f"person-{number}" for number in count(1) if f"person-{number}" not in taken)
    return [erasure(one, new) for one in found]


def erasure(subject: Subject, new: str) -> Erasure:
    """The erasure from one plan. Raises Changed when the file is no longer what was read."""
    root = subject.loaded.root
    assert root is not None
    path = File(subject.loaded.file)
    raw = read_bytes(str(path))
    text = subject.loaded.source.text
    if decode(raw, str(path)).text != text:
        raise Changed(str(path))
    told = list(operations(root, subject.id))
    cut = changed(Document(text, root), told)
    assert cut.root is not None
    find = mentions_of(subject, new)
    made, mentioned = renamed(cut, subject.id, new, find)
    after = load_bytes(made.encode(), subject.loaded.file)
    check(after, find, subject)
    entries = [(PERSON, subject.id), *moves_of(root, subject.id)]
    values = sum(1 for leaf in leaves(root) if leaf.path[:2] in entries and not leaf.on_key)
    lines = sum(isinstance(one, Remove) and one.path[0] != "changes" for one in told)
    bom = BOM if raw.startswith(BOM) else b""
    left = may_mean(after, subject)
    return Erasure(subject, new, values, lines, mentioned, Draft(path, raw, bom + made.encode()), left)


def operations(root: Node, person: str) -> Iterator[Operation]:
    """What takes a person's data out: their entry emptied, their part in each deal, and what joins them to others."""
    entry = child(child(root, PERSON) or root, person)
    above = child(entry, KEPT) if entry is not None else None
    yield Set((PERSON, person), {KEPT: above.text} if above is not None and not above.is_null else {})
    for path, node in spots(root, ("opportunities", "*", "participants", person)):
        if not node.is_null:
            yield Set(path, {})
    for path, _ in spots(root, ("team", "*", "covers", person)):
        yield Remove(path)
    yield from allied(root, person)
    lines = child(root, "relations")
    ends = [(child(item, "from"), child(item, "to")) for item in (lines.items if lines is not None else ())]
    for at in reversed(range(len(ends))):
        if any(end is not None and end.text == person for end in ends[at]):
            yield Remove(("relations", at))
    for path in reversed(list(moves_of(root, person))):
        yield Remove(path)


def allied(root: Node, person: str) -> Iterator[Operation]:
    """The person no longer counted among a rival's allies; where nobody else is, the key goes."""
    for path, node in spots(root, ("competitors", "*", "allies")):
        if node.kind == "scalar" and node.text == person:
            yield Remove(path)
        for at in reversed(range(len(node.items))):
            if node.items[at].text == person:
                yield Remove((*path, at))


def renamed(cut: Document, person: str, new: str, find: Mentions) -> tuple[str, int]:
    """The text with the new id wherever the old one stood, and without mentions; how many texts had one."""
    root = cut.root
    assert root is not None
    every: dict[str, dict[str, str]] = {
        name: {} for name in ("team", "competitors", "opportunities", "actions", "goals")
    }
    meant = {id(node): told for node, told in id_nodes(root, {PERSON: {person: new}, **every})}
    told = 0
    for leaf in leaves(root):
        if leaf.kind == "text" and (text := find.found(leaf.node.text)) != leaf.node.text:
            meant[id(leaf.node)] = text
            told += 1
    edits = [edit for node in scalars(root) if (edit := value_edit(cut, node, meant.get(id(node), node.text)))]
    for one in comments(cut.text, root):
        said = cut.text[one.start : one.end]
        if find.found(said) != said:
            edits.append(Edit(one.start, one.end, find.found(said)))
            told += 1
    made = apply_edits(cut.text, edits)
    expected = [meant.get(id(node), node.text) for node in scalars(root)]
    if [node.text for node in scalars(parse(made, ""))] != expected:
        raise Remains(())
    return made, told


def value_edit(cut: Document, node: Node, new: str) -> Edit | None:
    """The edit of a value that changes; a block of text becomes one line."""
    if new == node.text:
        return None
    block = node.style in ("|", ">")
    end = cut.block_end(node) if block else node.end.index
    return Edit(node.start.index, end, scalar(new, None if block else node.style))


def check(after: Loaded, find: Mentions, subject: Subject) -> None:
    """Raise Remains unless the plan is a plan, and nothing the person was called or reached by is in its file."""
    if after.plan is None or after.root is None:
        raise Remains(())
    if subject.id in after.plan.stakeholders:
        raise Remains((PERSON,))
    for leaf in leaves(after.root):
        if leaf.kind == "text" and find.left_in(leaf.node.text):
            raise Remains(leaf.path[:1])
    for one in comments(after.source.text, after.root):
        if find.left_in(after.source.text[one.start : one.end]):
            raise Remains(("#",))


def history(file: str, words: Sequence[str], new: str) -> tuple[str, str]:
    """What to type so that git forgets: these words in every version of every file and message, or one file's past.

    The list lies beside the clone: in it, it would be a change, and git-filter-repo refuses a clone with changes.
    """
    lines = [f"{as_expression(word)}==>{new}" for word in sorted(words, key=len, reverse=True)]
    quoted = " ".join("'" + line.replace("'", "'\\''") + "'" for line in lines)
    safe = "'" + file.replace("'", "'\\''") + "'" if re.search(r"[^\w./-]", file) else file
    return (
        f"printf '%s\\n' {quoted} > ../names.txt && "
        "git filter-repo --replace-text ../names.txt --replace-message ../names.txt && rm ../names.txt",
        f"git filter-repo --invert-paths --path {safe}",
    )


def as_expression(word: str) -> str:
    """A word as git-filter-repo looks for it; an id or a Latin name not within another word, song not in songs."""
    if not word.isascii():
        return word
    return "regex:" + re.sub(r"\A(?=\w)|(?<=\w)\Z", r"\\b", re.escape(word))
