"""Edits one by one: what the text was, what was asked, and what the text is then, byte for byte."""

from __future__ import annotations

import pytest

from kamtool.source.document import Refused, document
from kamtool.source.operation import AddEntry, AddItem, Operation, Remove, RenameKey, Set, changed

ORDER = ("name", "title", "attitude", "note")
CASES: list[tuple[str, str, Operation, str]] = [
    ("a value in its quotes", "a: 'x'  # c\nb: \"y\"\n", Set(("a",), "it's"), "a: 'it''s'  # c\nb: \"y\"\n"),
    ("a value that YAML 1.1 takes for truth", "a: x\n", Set(("a",), "no"), 'a: "no"\n'),
    ("nothing behind the colon", "a:   # c\nb: 1\n", Set(("a",), "x"), "a: x   # c\nb: 1\n"),
    ("a tilde", "a: ~ # c\n", Set(("a",), "x"), "a: x # c\n"),
    ("a bare key in braces", "{a, b: 1}\n", Set(("a",), "x"), "{a: x, b: 1}\n"),
    ("a text on several lines", "a: one\n  two  # c\nb: 1\n", Set(("a",), "x"), "a: x  # c\nb: 1\n"),
    ("a block of text to a line", "a: | # c\n  one\n  two\n\nb: 1\n", Set(("a",), "x"), "a: |- # c\n  x\n\nb: 1\n"),
    ("a block keeps its column", "a: |\n     one\nb: 1\n", Set(("a",), "x\ny\n"), "a: |\n     x\n     y\nb: 1\n"),
    ("a line to several", "a: one\nb: 1\n", Set(("a",), "x\ny"), "a: |-\n  x\n  y\nb: 1\n"),
    ("short to long", "a: x  # c\nb: 1\n", Set(("a",), {"v": "x", "d": "w"}), "a:  # c\n  v: x\n  d: w\nb: 1\n"),
    ("long to short", "a:  # c\n  v: x\n  d: y # d\nb: 1\n", Set(("a",), "z"), "a: z  # c\nb: 1\n"),
    ("long stays in braces", "a: {v: x} # c\n", Set(("a",), {"v": "x", "w": ["z"]}), "a: {v: x, w: [z]} # c\n"),
    (
        "an item to a mapping",
        "a:\n- x # c\n- y\n",
        Set(("a", 0), {"k": "v", "l": "w"}),
        "a:\n- k: v # c\n  l: w\n- y\n",
    ),
    (
        "lines behind a bare dash",
        "a:\n-   - x\n-\n",
        Set(("a", 1), ["y", "2026-02-30"]),
        'a:\n-   - x\n- -   "y"\n  -   "2026-02-30"\n',
    ),
    (
        "below a block that keeps its blank lines",
        "a:\n  b: |+\n    x\n\n",
        AddEntry(("a",), "c", "1"),
        "a:\n  b: |+\n    x\n\n  c: 1\n",
    ),
    (
        "below a block that keeps the blank line its neighbours have too",
        "a:\n  b: 1\n\n  c: |+\n    x\n\n",
        AddEntry(("a",), "d", "1"),
        "a:\n  b: 1\n\n  c: |+\n    x\n\n  d: 1\n",
    ),
    ("several lines beside a comment", "a:\n- []  # c\n", AddItem(("a", 0), "y\nz"), 'a:\n- ["y\\nz"]  # c\n'),
    ("several lines above a comment", "a: x\n  # c\n", Set(("a",), "y\nz"), 'a: "y\\nz"\n  # c\n'),
    ("a comment left below a block", "a:\n- |-\n  x\n- y\n  # c", Remove(("a", 1)), "a:\n- |-\n  x\n# c"),
    ("CRLF", "a: 1\r\nb:\r\n  c: 2\r\n", AddEntry(("b",), "d", "3"), "a: 1\r\nb:\r\n  c: 2\r\n  d: 3\r\n"),
    ("no line break at the end", "a: 1\nb: |\n  x", AddEntry((), "c", "3"), "a: 1\nb: |-\n  x\nc: 3"),
    (
        "four columns",
        "a:\n    b: 1\nc:\n",
        AddEntry(("c",), "d", {"e": "1"}),
        "a:\n    b: 1\nc:\n    d:\n        e: 1\n",
    ),
    ("lists at the key's column", "a:\n- 1\nb:\n", Set(("b",), [{"x": "1"}]), "a:\n- 1\nb:\n- x: 1\n"),
    (
        "a comment that speaks of the next",
        "a:\n  b: 1\n# c\nd: 2\n",
        AddEntry(("a",), "e", "3"),
        "a:\n  b: 1\n  e: 3\n# c\nd: 2\n",
    ),
    (
        "a comment that speaks of the last",
        "a:\n- b: 1\n  # c\n- d: 2\n",
        AddEntry(("a", 0), "e", "3"),
        "a:\n- b: 1\n  e: 3\n  # c\n- d: 2\n",
    ),
    (
        "a comment within the last item",
        "a:\n  - b: 1\n    # c\n\nd: 2\n",
        AddItem(("a",), {"e": "3"}),
        "a:\n  - b: 1\n    # c\n  - e: 3\n\nd: 2\n",
    ),
    (
        "in the model's order",
        "p:\n  name: x\n  note: y\n",
        AddEntry(("p",), "title", "t"),
        "p:\n  name: x\n  title: t\n  note: y\n",
    ),
    (
        "first behind a dash",
        "p:\n- title: x\n  note: y\n",
        AddEntry(("p", 0), "name", "m"),
        "p:\n- name: m\n  title: x\n  note: y\n",
    ),
    (
        "in braces in the model's order",
        "p: {name: x, note: y}\n",
        AddEntry(("p",), "title", "t"),
        "p: {name: x, title: t, note: y}\n",
    ),
    ("parents are made", "a: 1\n", Set(("b", "c", "d"), "2"), "a: 1\nb:\n  c:\n    d: 2\n"),
    (
        "empty braces get lines for an entry",
        "a: {}  # c\nb: 1\n",
        AddEntry(("a",), "x", {"k": "1"}),
        "a:  # c\n  x:\n    k: 1\nb: 1\n",
    ),
    ("empty braces stay for a word", "a: {}\nb: []\n", AddItem(("b",), "x"), "a: {}\nb: [x]\n"),
    (
        "an item in braces like the last",
        "a:\n  - {b: 1}\n",
        AddItem(("a",), {"b": "2, 3"}),
        'a:\n  - {b: 1}\n  - {b: "2, 3"}\n',
    ),
    ("a comma at the end", "a: [x, y, ]\n", AddItem(("a",), "z"), "a: [x, y, z, ]\n"),
    ("blank lines between items", "a:\n- 1\n\n- 2\n\nb: 1\n", AddItem(("a",), "3"), "a:\n- 1\n\n- 2\n\n- 3\n\nb: 1\n"),
    (
        "a block that keeps its blank lines",
        "a:\n- |+\n  x\n\n\nb: 1\n",
        AddItem(("a",), "z"),
        "a:\n- |+\n  x\n\n\n- z\nb: 1\n",
    ),
    ("removed with its comment", "a: 1\n# of b\nb: 2  # b\nc: 3\n", Remove(("b",)), "a: 1\n# of b\nc: 3\n"),
    ("removed with what silenced it", "a: 1\n# kam: ignore[KAM105]: x\nb: 2\nc: 3\n", Remove(("b",)), "a: 1\nc: 3\n"),
    ("the first behind a dash removed", "a:\n- b: 1\n  # c\n  d: 2\n", Remove(("a", 0, "b")), "a:\n- # c\n  d: 2\n"),
    ("the last one removed", "a:  # c\n- b: 1\nd: 2\n", Remove(("a", 0)), "a: []  # c\nd: 2\n"),
    ("removed from braces", "{a: 1, b: 2, c: 3}\n", Remove(("b",)), "{a: 1, c: 3}\n"),
    ("the first removed from braces", "[x , y]\n", Remove((0,)), "[y]\n"),
    # What was said of it stood above the next one then, and silenced what was found there.
    ("from braces on several lines", "a: {\n  b: 1,  # b\n  c: 2\n}\n", Remove(("a", "b")), "a: {\n  c: 2\n}\n"),
    (
        "from brackets with what silences it",
        "a: [\n  # kam: ignore[KAM601]: 说好的\n  {b: 1},\n  {b: 2}  # 二\n]\n",
        Remove(("a", 0)),
        "a: [\n  {b: 2}  # 二\n]\n",
    ),
    (
        "the last from brackets",
        "a: [\n  {b: 1},  # 一\n  {b: 2}  # 二\n]\n",
        Remove(("a", 1)),
        "a: [\n  {b: 1},  # 一\n]\n",
    ),
    ("behind the bracket", "a: [{b: 1},  # 一\n  {b: 2}]\n", Remove(("a", 0)), "a: [\n  {b: 2}]\n"),
    ("a key in its quotes", "'a': 1  # c\n", RenameKey(("a",), "b"), "'b': 1  # c\n"),
    ("full-width text", "甲: 乙，丙：丁  # 注\n", Set(("甲",), "戊，己：庚"), "甲: 戊，己：庚  # 注\n"),
]


@pytest.mark.parametrize(("old", "one", "new"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_an_edit(old: str, one: Operation, new: str) -> None:
    """The text is just this."""
    assert changed(document(old), [one], lambda path: ORDER if path[:1] == ("p",) else ()).text == new


@pytest.mark.parametrize(
    ("old", "one", "reason"),
    [
        ("a: 1\n", AddEntry(("a",), "b", "2"), "no_mapping"),
        ("a: 1\n", AddItem(("a",), "b"), "no_list"),
        ("a: 1\n", AddEntry((), "a", "2"), "exists"),
        ("a: 1\nb: 2\n", RenameKey(("a",), "b"), "exists"),
        ("a: 1\n", Remove(("b",)), "missing"),
        ("a: 1\n", Remove(("a",)), "root"),
        ("a: {\n  # c\n}\n", AddEntry(("a",), "b", "1"), "comment"),
        ("a: [x: 1]\n", AddEntry(("a", 0), "b", "1"), "no_mapping"),
        ("a: 1\n", Set(("a",), "\x1b"), "unreadable"),
    ],
)
def test_what_cannot_be_done_is_refused(old: str, one: Operation, reason: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(Refused, match=reason):
        changed(document(old), [one])
