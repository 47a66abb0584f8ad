"""Text to nodes: one plain document, within its bounds, untyped, with the place of everything."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kamtool.diagnostic import Diagnostic
from kamtool.source.node import Node, child, data
from kamtool.source.parse import MAX_DEPTH, MAX_NODES, MAX_TEXT, MET, parse
from kamtool.source.read import Unreadable


def tree(text: str) -> Node:
    root = parse(text, "plan.yaml")
    assert root is not None
    return root


def refused(text: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(Unreadable) as error:
        parse(text, "plan.yaml")
    return error.value.diagnostics


def first(text: str) -> tuple[str, str, int, int]:
    found = refused(text)[0]
    return found.code, found.variant, found.span.line, found.span.column


def test_no_scalar_is_given_a_type() -> None:
    """What YAML would make a bool, a date, an octal or a sexagesimal number stays the text that was typed."""
    words = ["no", "on", "12:30", "010", "1.10", "2026-01-15", "1e3", "0x1F", ".inf", "yes", "True"]
    root = tree("".join(f"k{i}: {word}\n" for i, word in enumerate(words)))
    assert list(data(root).values()) == words


def test_nothing_but_comments_is_no_root() -> None:
    """An empty file is not an error of syntax."""
    assert parse("", "a") is None
    assert parse("# only a comment\n", "a") is None


@pytest.mark.parametrize(
    ("text", "variant", "line", "column"),
    [
        ("a: *b\n", "alias", 1, 4),
        ("a: &b c\n", "anchor", 1, 4),
        ("a: &b {c: d}\n", "anchor", 1, 4),
        ("a: &b [c]\n", "anchor", 1, 4),
        ("&b a: c\n", "anchor", 1, 1),
        ("a: !!str b\n", "tag", 1, 4),
        ("a: !x {b: c}\n", "tag", 1, 4),
        ("a: !!python/object/apply:os.system [ls]\n", "tag", 1, 4),
        ("a: {<<: {b: c}}\n", "merge", 1, 5),
        ("%YAML 1.2\n---\na: b\n", "directive", 1, 1),
        ("%TAG ! tag:x,2026:\n---\na: b\n", "directive", 1, 1),
        ("a: b\n---\nc: d\n", "documents", 2, 1),
    ],
)
def test_yaml_that_plans_do_not_use_is_refused(text: str, variant: str, line: int, column: int) -> None:
    """Aliases, anchors, merges, tags, directives and further documents each say what they are and where."""
    assert first(text) == ("KAM006", variant, line, column)


def test_a_quoted_merge_sign_is_a_key_like_any_other() -> None:
    """Only the bare ``<<`` means a merge."""
    assert data(tree('"<<": a\n')) == {"<<": "a"}


def test_one_document_may_have_its_marks() -> None:
    """``---`` and ``...`` round a single document change nothing."""
    assert data(tree("---\na: b\n...\n")) == {"a": "b"}


@pytest.mark.parametrize("unit", ["[", "- ", "{a: ", "? "])
def test_depth_is_bounded_before_anything_recurses(unit: str) -> None:
    """25,000 levels, which kill the composer of the C library, stop at level 33."""
    found = refused(unit * 25_000)[0]
    assert (found.code, found.variant) == ("KAM005", "depth")
    assert found.span.column == MAX_DEPTH * len(unit) + 1


def test_the_last_allowed_depth_is_read() -> None:
    """The bound is exact."""
    tree("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert first("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))[:2] == ("KAM005", "depth")


def test_nodes_are_bounded() -> None:
    """The list itself counts as one."""
    tree("[" + "a," * (MAX_NODES - 1) + "]")
    assert first("[" + "a," * MAX_NODES + "]")[:2] == ("KAM005", "nodes")


def test_a_text_is_bounded() -> None:
    """The bound holds for keys and values alike."""
    tree("a: " + "x" * MAX_TEXT)
    assert first("a: " + "x" * (MAX_TEXT + 1)) == ("KAM005", "text", 1, 4)
    assert first("? " + "x" * (MAX_TEXT + 1))[:2] == ("KAM005", "text")


def test_a_key_written_twice_names_both_lines() -> None:
    """The message carries the first line, the place is the second's."""
    found = refused("a: 1\nb:\n  c: 1\n  d: 1\n  c: 2\na: 3\n")
    assert [(one.code, one.span.line, one.params["line"]) for one in found] == [("KAM007", 5, 3), ("KAM007", 6, 1)]


def test_keys_are_compared_as_text() -> None:
    """``1``, ``01`` and ``1.0`` are three keys; ``a`` and ``"a"`` are one."""
    assert list(data(tree("1: a\n01: b\n1.0: c\ntrue: d\n"))) == ["1", "01", "1.0", "true"]
    assert first('a: 1\n"a": 2\n')[0] == "KAM007"


def test_a_key_must_be_plain_text() -> None:
    """A list as a key is refused where it stands."""
    assert first("? [a]\n: b\n") == ("KAM004", "key", 1, 3)


@pytest.mark.parametrize("escape", ["\\x1b", "\\x9b", "\\0", "\\a", "\\u202e", "\\u200b", "\\N", "\\L"])
def test_a_hidden_character_behind_an_escape_is_refused(escape: str) -> None:
    """The parser would bring it to life after the reader looked."""
    assert first(f'a: "x{escape}"\n') == ("KAM003", "escaped", 1, 4)
    assert first(f'"x{escape}": a\n') == ("KAM003", "escaped", 1, 1)


@pytest.mark.parametrize(
    ("text", "variant", "line"),
    [
        ("a: b: c\n", "second_colon", 1),
        ("a: b\nc\nd: e\n", "no_colon", 2),
        ("a:\n  b: c\n d: e\n", "expected_key", 3),
        ("- b\nc: d\n", "expected_dash", 2),
        ("a: [b, c: {d}\n", "expected_comma", 2),
        ('a: "b\nc: d\n', "unclosed", 1),
        ("a: 'b\nc: d\n", "unclosed", 1),
        ("a: @b\n", "bad_start", 1),
        ('a: "\\q"\n', "escape", 1),
        ("a: - b\n", "dash_here", 1),
        ("[a]\n[b]\n", "two_roots", 2),
        ("a:\n\tb: c\n", "tab", 2),
        ("account：\n  name: x\n", "colon", 1),
        ("account:\n  name： x\n  type: soe\n", "colon", 2),
        ("account:\n  name:\u3000x\n  type: y: z\n", "space", 2),
        ('a: "\\ud800"\n', "other", 1),
    ],
)
def test_a_syntax_error_says_what_a_person_did(text: str, variant: str, line: int) -> None:
    """Each complaint of the parser, and each slip of the keyboard, has its own words and place."""
    found = refused(text)[0]
    assert (found.code, found.variant, found.span.line) == ("KAM004", variant, line)


def test_the_table_of_complaints_has_no_row_that_nothing_reaches() -> None:
    """Every part of libyaml's sentences in the table is in the library, word for word."""
    texts = {
        "mapping values are not allowed": "a: b: c\n",
        "found unknown escape character": 'a: "\\q"\n',
        "found character that cannot start any token": "a: @b\n",
        "block sequence entries are not allowed": "a: - b\n",
        "did not find expected <document start>": "[a]\n[b]\n",
        "did not find expected key": "a:\n  b: c\n d: e\n",
        "did not find expected '-' indicator": "- b\nc: d\n",
        "found unexpected end of stream": 'a: "b\n',
        "could not find expected ':'": "a: b\nc\nd: e\n",
        "did not find expected ',' or": "a: [b, c: {d}\n",
        "found duplicate %YAML directive": "%YAML 1.1\n%YAML 1.1\n---\na\n",
    }
    assert set(texts) == set(MET)
    for words, text in texts.items():
        with pytest.raises(yaml.YAMLError, match=words):
            list(yaml.parse(text, Loader=yaml.CSafeLoader))


def test_every_slip_is_told_when_one_of_them_is_the_cause() -> None:
    """Who types one full-width colon types more: all are told at once, with their columns."""
    found = refused("kam：1\naccount:\n  name： 红旗\n")
    assert [(one.variant, one.span.line, one.span.column) for one in found] == [("colon", 1, 4), ("colon", 3, 7)]


def test_a_slip_is_the_cause_even_over_comments_and_blank_lines() -> None:
    """The parser complains at the next line that says something."""
    assert first("account:\n  name： 红旗\n  # why\n\n  type: soe\n") == ("KAM004", "colon", 2, 7)


def test_a_full_width_colon_in_a_text_is_not_blamed_for_another_error() -> None:
    """``VPN：`` inside a block of text is right; the open quote below it is what is wrong."""
    assert first('note: |\n  VPN：好\n  b\nowner: "x\n') == ("KAM004", "unclosed", 4, 8)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("account: {name: 红旗，buying: 采购部， using: 车队}\n", [(1, 19), (1, 31)]),
        ("a:\n  b: {c: 好的，不急, d: 甲，\n      e: 乙}\n", [(2, 21)]),
        ("a: [b, c，d: {e: f}\n", []),
    ],
)
def test_a_full_width_comma_before_a_key_is_shown_where_it_stands(text: str, places: list[tuple[int, int]]) -> None:
    """Not at the colon behind the key, where libyaml meets it; one within a text is none of it."""
    found = [one for one in refused(text) if one.variant == "comma"]
    assert [(one.span.line, one.span.column) for one in found] == places


def test_marks_point_into_the_text() -> None:
    """The start and end of a scalar cut out just what was written, also behind wide and astral signs."""
    text = "键: {a: 红旗, b: '👨 x'}\n"
    inner = child(tree(text), "键")
    assert inner is not None
    a, b = child(inner, "a"), child(inner, "b")
    assert a is not None
    assert b is not None
    assert text[a.start.index : a.end.index] == "红旗"
    assert text[b.start.index : b.end.index] == "'👨 x'"


PLAIN = st.recursive(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")))
    .filter(
        lambda text: (
            not set(text) & set("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0\ufffc\ufffd")
        )
    )
    .map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc红 :#-", min_size=1), inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_what_an_emitter_wrote_is_read_back(value: object) -> None:
    """Every text, list and mapping comes back as it went in, whichever quotes the emitter chose."""
    text = yaml.safe_dump({"v": value}, allow_unicode=True, width=60)
    assert data(tree(text))["v"] == value


@given(st.text(alphabet="ab:{}[],-?|>'\"#&*!%@`\n \t\\x0u：\u3000<~红"))
def test_hostile_text_is_read_or_refused_with_a_place(text: str) -> None:
    """No text makes anything but a tree or located diagnostics."""
    found: tuple[Diagnostic, ...] = ()
    try:
        parse(text, "plan.yaml")
        refused = False
    except Unreadable as error:
        refused, found = True, error.diagnostics
    assert refused == bool(found)
    assert all(one.span.line >= 1 and one.span.column >= 1 for one in found)
