"""Two changes of one plan made one, fact by fact: what one side changed is taken, what both changed is a conflict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from kamtool.merge.comments import said_by_all, said_in
from kamtool.merge.parts import Conflict, Part, Value, Whole, entry, for_braces, for_lines, inline, lines, moved
from kamtool.merge.same import PLAN, TEXT, Token, below, is_judgement, key_of, normal, tokens
from kamtool.model.shape import Shape, short
from kamtool.source.document import Data, document

Path = tuple[str, ...]


class Clash(Exception):
    """Both sides changed one fact in a place where a conflict cannot be written; carries the path."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


class Side(Enum):
    """Whose change a conflict is settled by."""

    OURS = auto()
    THEIRS = auto()


@dataclass(frozen=True, slots=True)
class Merging:
    """How to merge: *side* settles every conflict, if given; *named* are entries one side names and so must not go.

    *texts* merges texts of several lines, base, ours and theirs, and gives ``None`` where it cannot.
    """

    side: Side | None = None
    named: AbstractSet[Path] = frozenset()
    texts: Callable[[str, str, str], str | None] = lambda base, ours, theirs: None


def merged(base: Whole | None, ours: Whole, theirs: Whole, how: Merging) -> Whole:
    """The plan with both changes. Raises Clash when not even the whole could be written as a conflict."""
    head = said_by_all(base.head if base else "", ours.head, theirs.head)
    tail = said_by_all(base.tail if base else "", ours.tail, theirs.tail)
    value = of_parts(base.value if base else None, ours.value, theirs.value, PLAN, (), how)
    return Whole(head, value, tail)


def part(base: Part | None, ours: Part | None, theirs: Part | None, shape: Shape, path: Path, how: Merging) -> Any:
    """An entry or item with both changes; ``None`` when it is gone. Raises Clash."""
    if ours is None or theirs is None:
        left = ours or theirs
        if left is None or base is None:
            return left
        if path not in how.named and unchanged(base, left, shape):
            return None
        return settled(ours, theirs, path, how)
    was = base or Part("", "", Value("scalar", None, ""))
    value, by_ours = value_of(base.value if base else None, ours.value, theirs.value, shape, path, how)
    source = ours if by_ours else theirs
    eol = said_by_all(was.eol, ours.eol, theirs.eol, line=True)
    lead = said_by_all(was.lead, ours.lead, theirs.lead)
    if eol.strip() and value.text[:1] in ("|", ">") and not value.block:
        lead, eol = f"{lead}{' ' * value.column}{eol.strip()}\n", ""
    gap = source.gap or (" " if source.name and not value.block and inline(value) else "")
    named = theirs if was.name == ours.name else ours
    return Part(named.key, named.name, value, lead, gap, eol, said_by_all(was.below, ours.below, theirs.below))


def settled(ours: Any, theirs: Any, path: Path, how: Merging) -> Any:
    """What the chosen side has. Raises Clash when none was chosen."""
    if how.side is None:
        raise Clash(path)
    return ours if how.side is Side.OURS else theirs


def unchanged(base: Part, now: Part, shape: Shape) -> bool:
    """Whether an entry says what it did, with no new comment."""
    said = normal(base.value.data, shape) == normal(now.value.data, shape)
    return said and said_in(entry(replace(now, lead=""), 0, False)) <= said_in(entry(replace(base, lead=""), 0, False))


def value_of(
    base: Value | None, ours: Value, theirs: Value, shape: Shape, path: Path, how: Merging
) -> tuple[Value, bool]:
    """A value with both changes, and whether it is set out as ours. Raises Clash."""
    texts = [None if one is None else lines(one) if one.block else inline(one) for one in (base, ours, theirs)]
    free = not any(one[: len(path)] == path for one in how.named)
    if free and (texts[1] == texts[2] or texts[0] == texts[2]):
        return ours, True
    if free and texts[0] == texts[1]:
        return theirs, False
    was, now, then = (None if one is None else normal(one.data, shape) for one in (base, ours, theirs))
    known = base is not None
    if is_judgement(shape) and now != then and (not known or was not in (now, then)) and not only_lists(was, now, then):
        found: Value = settled(ours, theirs, path, how)
        return found, found is ours
    if free and (ours.parts is None or theirs.parts is None):
        if (now == then or (known and was == then)) and remarks_of(theirs) <= remarks_of(ours) | remarks_of(base):
            return ours, True
        if known and was == now and remarks_of(ours) <= remarks_of(theirs) | remarks_of(base):
            return theirs, False
    b, o, t = (None if one is None else opened(one, shape) for one in (base, ours, theirs))
    assert o is not None
    assert t is not None
    b = None if b is not None and b.data is None else b
    if o.parts is not None and t.parts is not None and o.kind == t.kind:
        if b is None or (b.parts is not None and b.kind == o.kind):
            made = of_parts(b, o, t, shape, path, how)
            return made, made.block == ours.block or not theirs.block
    elif base is not None and {base.text[:1], ours.text[:1], theirs.text[:1]} == {"|"}:
        text = how.texts(base.text, ours.text, theirs.text)
        if text is not None:
            return text_of(text, ours), True
    found = settled(ours, theirs, path, how)
    return found, found is ours


def text_of(text: str, ours: Value) -> Value:
    """A block of text with the lines of both sides."""
    data = document(f"x: {text}\n").node(("x",))
    return replace(ours, text=text, data=data.text if data is not None else None)


def only_lists(base: Any, ours: Any, theirs: Any) -> bool:
    """Whether all that was changed in a judgement are its lists: two people heard more, neither judged anew."""
    if not all(isinstance(one, dict) for one in (base, ours, theirs)):
        return False
    keys = {*base, *ours, *theirs}
    changed = [key for key in keys if not base.get(key) == ours.get(key) == theirs.get(key)]
    return all(isinstance(one.get(key, []), list) for key in changed for one in (base, ours, theirs))


def remarks_of(value: Value | None) -> frozenset[str]:
    """The comments within a value."""
    if value is None:
        return frozenset()
    if value.block:
        return said_in(lines(value))
    if "#" not in value.text or value.parts is not None or (value.kind == "scalar" and value.text[:1] not in "|>"):
        return frozenset()
    if value.kind != "scalar":
        return frozenset([value.text])
    return frozenset([value.text.split("\n", 1)[0].partition("#")[2]])


def opened(value: Value, shape: Shape) -> Value:
    """A short form as its long one, a single item as a list of one, so that parts can be compared."""
    if value.kind != "scalar" or value.data is None or value.text[:1] in ("|", ">"):
        return value
    own = short(shape.of) if shape.kind == "section" else None
    if own is not None:
        one = Part(own.name, f"{own.name}:", value, gap=" ")
        return Value("mapping", {own.name: value.data}, value.text, (one,), signs=("{", ", ", "}"))
    if shape.kind == "list" and shape.alone:
        return Value("sequence", [value.data], value.text, (Part("", "", value),), signs=("[", ", ", "]"))
    return value


def of_parts(base: Value | None, ours: Value, theirs: Value, shape: Shape, path: Path, how: Merging) -> Value:
    """A mapping or list with both changes, set out as ours unless ours is empty. Raises Clash."""
    bare = not ours.block and (not ours.parts or ours.text[:1] not in ("{", "["))
    style = theirs if theirs.block and bare else ours
    sides = [fitted(one, style, path) for one in (base, ours, theirs)]
    keys = tokens_of(sides, ours.kind, shape)
    if any(len(set(one)) < len(one) for one in keys):
        raise Clash(path)
    b, o, t = (dict(zip(own, parts, strict=True)) for own, parts in zip(keys, sides, strict=True))
    order = in_order(*keys)
    made: dict[Token, Part | Conflict] = {}
    pending = ""
    for key in order:
        mine = (*path, name_of(key, o.get(key) or t.get(key) or b[key]))
        under = below(shape, str(key[0])) if ours.kind == "mapping" else shape.item or TEXT
        try:
            one = part(b.get(key), o.get(key), t.get(key), under, mine, how)
        except Clash as clash:
            if how.side is not None:
                one = (o if how.side is Side.OURS else t).get(key)
            elif style.block:
                one = conflict(b.get(key), o.get(key), t.get(key), under, clash.path, mine, how)
            else:
                raise
        if one is None:
            pending += orphaned(b.get(key), o.get(key) or t.get(key))
        else:
            made[key] = with_lead(one, pending)
            pending = ""
    return set_out(list(made.values()), style, pending, path)


def conflict(
    base: Part | None, ours: Part | None, theirs: Part | None, shape: Shape, at: Path, path: Path, how: Merging
) -> Conflict:
    """An entry as either side would have it, with all that is agreed."""
    try:
        by = [part(base, ours, theirs, shape, path, replace(how, side=side)) for side in (Side.OURS, Side.THEIRS)]
        return Conflict(by[0], by[1], at)
    except Clash:
        return Conflict(ours, theirs, at)


def set_out(parts: Sequence[Part | Conflict], style: Value, pending: str, path: Path) -> Value:
    """The parts as a value in a style; comments that have lost their entry go below the last."""
    if not style.block:
        given = [one for one in parts if isinstance(one, Part)]
        if tuple(given) == style.parts:
            return style
        return replace(style, data=data_of(style.kind, given), text="", parts=tuple(given))
    if not parts or (style.behind and isinstance(parts[0], Conflict)):
        if pending.strip() or parts:
            raise Clash(path)
        signs = ("{", ", ", "}") if style.kind == "mapping" else ("[", ", ", "]")
        return Value(style.kind, data_of(style.kind, ()), "", (), column=style.column, signs=signs)
    own = list(parts)
    first = own[0]
    if style.behind and isinstance(first, Part):
        own[0] = replace(first, lead="", below=first.below + comments_alone(first.lead))
    last = own[-1]
    if isinstance(last, Part):
        own[-1] = replace(last, below=last.below + comments_alone(pending))
    elif pending.strip():
        raise Clash(path)
    data = data_of(style.kind, [one for one in own if isinstance(one, Part)])
    return replace(style, data=data, parts=tuple(own))


def comments_alone(text: str) -> str:
    """Comment lines without the blank lines among them."""
    return "".join(line + "\n" for line in text.split("\n") if line.strip())


def data_of(kind: str, parts: Sequence[Part]) -> Data:
    """What a collection of these parts says."""
    return {one.key: one.value.data for one in parts} if kind == "mapping" else [one.value.data for one in parts]


def fitted(value: Value | None, style: Value, path: Path) -> list[Part]:
    """The parts of a side as they would stand in a style. Raises Clash when comments would be lost by it."""
    out = []
    for one in value.parts or () if value is not None else ():
        assert isinstance(one, Part)
        assert value is not None
        if style.block:
            found: Part | None = moved(one, style.column - value.column) if value.block else for_lines(one)
        else:
            found = for_braces(one) if value.block else one
        if found is None:
            raise Clash(path)
        out.append(found)
    return out


def tokens_of(sides: Sequence[Sequence[Part]], kind: str, shape: Shape) -> list[list[Token]]:
    """What the parts of the three versions are known by."""
    if kind == "mapping":
        return [[(key_of(one.key, shape),) for one in parts] for parts in sides]
    base, ours, theirs = ([one.value.data for one in parts] for parts in sides)
    return tokens(base, ours, theirs, shape.item or TEXT)


def name_of(key: Token, one: Part) -> str:
    """What to call an entry or item in a path: its key, its id, or what it says first."""
    data = one.value.data
    if isinstance(data, dict) and not one.key:
        named = data.get("id") or next((value for value in data.values() if isinstance(value, str)), "")
        return f"[{named}]"
    return str(key[0]) if one.key else f"[{data}]"


def in_order(base: Sequence[Token], ours: Sequence[Token], theirs: Sequence[Token]) -> list[Token]:
    """The parts of all versions in order: ours, unless only they changed it; what is new stands where it stood."""
    shared = set(base) & set(ours) & set(theirs)
    was, now, then = ([one for one in keys if one in shared] for keys in (base, ours, theirs))
    first, second = (theirs, ours) if was == now != then else (ours, theirs)
    order = list(first)
    for more in (second, base):
        there, before = set(order), set(more)
        place = 0
        for key in more:
            if key in there:
                place = order.index(key) + 1
                continue
            while place < len(order) and order[place] not in before:
                place += 1
            order.insert(place, key)
            place += 1
    return order


def orphaned(base: Part | None, left: Part | None) -> str:
    """The comments above an entry that one side took out, as far as the other side wrote them meanwhile."""
    known = said_in(base.lead) if base is not None else frozenset()
    lead = left.lead if left is not None else ""
    return "".join(line + "\n" for line in lead.split("\n") if line.strip() and line.strip() not in known)


def with_lead(one: Part | Conflict, lead: str) -> Part | Conflict:
    """A part below comments that lost theirs."""
    if not lead:
        return one
    if isinstance(one, Conflict):
        ours, theirs = (side and replace(side, lead=lead + side.lead) for side in (one.ours, one.theirs))
        return Conflict(ours, theirs, one.path)
    return replace(one, lead=lead + one.lead)
