"""Changes of a plan as data: each gives its edits and what the file must say after them, and must be proved by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kamtool.diagnostic import Path
from kamtool.source.cut import remove
from kamtool.source.document import Data, Document, Refused, document, plain
from kamtool.source.edit import Edit, apply_edits
from kamtool.source.read import Unreadable
from kamtool.source.splice import Order, add_entry, add_item, no_order, rename_key, set_value


@dataclass(frozen=True, slots=True)
class Set:
    """The value at *path* becomes *data*; parents that are not there are made."""

    path: Path
    data: Data

    def edits(self, old: Document, order: Order) -> tuple[Edit, ...]:
        """The edits of the text."""
        return set_value(old, self.path, self.data, order)

    def meant(self, data: Data) -> Data:
        """What the file says after it."""
        return put(data, self.path, self.data)


@dataclass(frozen=True, slots=True)
class AddItem:
    """The list at *path* gets *data* as its last item; a list that is not there is made."""

    path: Path
    data: Data

    def edits(self, old: Document, order: Order) -> tuple[Edit, ...]:
        """The edits of the text."""
        return add_item(old, self.path, self.data, order)

    def meant(self, data: Data) -> Data:
        """What the file says after it."""
        there = get(data, self.path)
        return put(data, self.path, [*(there if isinstance(there, list) else []), self.data])


@dataclass(frozen=True, slots=True)
class AddEntry:
    """The mapping at *path* gets a new entry; a mapping that is not there is made."""

    path: Path
    key: str
    data: Data

    def edits(self, old: Document, order: Order) -> tuple[Edit, ...]:
        """The edits of the text."""
        return add_entry(old, self.path, self.key, self.data, order)

    def meant(self, data: Data) -> Data:
        """What the file says after it."""
        return put(data, (*self.path, self.key), self.data)


@dataclass(frozen=True, slots=True)
class Remove:
    """The entry or item at *path* goes."""

    path: Path

    def edits(self, old: Document, order: Order) -> tuple[Edit, ...]:
        """The edits of the text."""
        return remove(old, self.path)

    def meant(self, data: Data) -> Data:
        """What the file says after it."""
        *head, last = self.path
        there = get(data, tuple(head))
        if isinstance(there, list):
            return put(data, tuple(head), [one for at, one in enumerate(there) if at != last])
        held = there if isinstance(there, Mapping) else {}
        return put(data, tuple(head), {key: value for key, value in held.items() if key != last})


@dataclass(frozen=True, slots=True)
class RenameKey:
    """The entry at *path* gets another key."""

    path: Path
    new: str

    def edits(self, old: Document, order: Order) -> tuple[Edit, ...]:
        """The edits of the text."""
        return rename_key(old, self.path, self.new)

    def meant(self, data: Data) -> Data:
        """What the file says after it."""
        there = get(data, self.path[:-1])
        held = there if isinstance(there, Mapping) else {}
        return put(data, self.path[:-1], {self.new if k == self.path[-1] else k: v for k, v in held.items()})


Operation = Set | AddItem | AddEntry | Remove | RenameKey


def changed(old: Document, operations: Iterable[Operation], order: Order = no_order) -> Document:
    """The document after all the operations, each verified before the next: it says what was meant, and nothing else.

    Raises Refused when one cannot be made, or its text would be read as something else.
    """
    for one in operations:
        text = apply_edits(old.text, one.edits(old, order))
        meant = one.meant(plain(old.root))
        try:
            new = document(text)
            if plain(new.root) != meant:  # a block of text that now ends the file needs the line break it did not have
                new = document(text + old.newline)
        except Unreadable:
            raise Refused("unreadable", one.path) from None
        if plain(new.root) != meant:
            raise Refused("different", one.path)
        old = new
    return old


def get(data: Data, path: Path) -> Data:
    """The data at a path; ``None`` where there is none."""
    for step in path:
        if isinstance(data, Mapping):
            data = data.get(str(step))
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def put(data: Data, path: Path, value: Data) -> Data:
    """A copy of *data* with *value* at a path, in new mappings where there was nothing."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = list(data) if isinstance(data, list) else []
        if step == len(items):
            items.append(None)
        items[step] = put(items[step], rest, value)
        return items
    held = dict(data) if isinstance(data, Mapping) else {}
    held[step] = put(held.get(step), rest, value)
    return held


def difference(old: Data, new: Data, path: Path = ()) -> Iterator[Operation]:
    """The smallest operations, in order, that make *old* into *new*: what is alike is not touched.

    Lists are compared by what they begin with; keys keep the order of the old file.
    """
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping) and old and new:
        kept = [key for key in old if key in new]
        if kept or not path:
            for key in kept:
                yield from difference(old[key], new[key], (*path, key))
            yield from (AddEntry(path, key, value) for key, value in new.items() if key not in old)
            yield from (Remove((*path, key)) for key in old if key not in new)
            return
    if isinstance(old, list) and isinstance(new, list) and old and new:
        shared = min(len(old), len(new))
        tail = old[-1] if len(old) > len(new) and old[-len(new) :] == new else None
        if tail is not None:  # items went from the front
            yield from (Remove((*path, 0)) for _ in range(len(old) - len(new)))
            return
        for at in range(shared):
            yield from difference(old[at], new[at], (*path, at))
        yield from (Remove((*path, at)) for at in reversed(range(shared, len(old))))
        yield from (AddItem(path, one) for one in new[shared:])
        return
    yield Set(path, new)
