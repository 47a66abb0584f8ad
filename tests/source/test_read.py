"""Bytes to text: only regular files, bounded, UTF-8, with nothing in them that a reviewer cannot see."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.diagnostic import Diagnostic
from kamtool.source.read import HIDDEN, MAX_BYTES, Unreadable, decode, name_of, place, read_bytes


def refused(path: Path | str) -> Diagnostic:
    with pytest.raises(Unreadable) as error:
        read_bytes(str(path))
    return error.value.diagnostics[0]


def undecodable(raw: bytes) -> tuple[Diagnostic, ...]:
    with pytest.raises(Unreadable) as error:
        decode(raw, "plan.yaml")
    return error.value.diagnostics


def test_a_regular_file_is_read_as_it_is(tmp_path: Path) -> None:
    """Bytes are not touched: line ends, the byte order mark and all."""
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xef\xbb\xbfkam: 1\r\n")
    assert read_bytes(str(file)) == b"\xef\xbb\xbfkam: 1\r\n"


def test_a_file_of_just_the_largest_size_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    """The bound is exact, and the rest of a larger file is never read."""
    file = tmp_path / "a.yaml"
    file.write_bytes(b"#" * MAX_BYTES)
    assert len(read_bytes(str(file))) == MAX_BYTES
    file.write_bytes(b"#" * (MAX_BYTES + 1))
    assert (refused(file).code, refused(file).variant) == ("KAM005", "size")


def test_what_is_not_a_regular_file_is_refused(tmp_path: Path) -> None:
    """A folder, a pipe and a device each say what they are; none is waited for."""
    os.mkfifo(tmp_path / "pipe.yaml")
    for path in (tmp_path, tmp_path / "pipe.yaml", "/dev/zero"):
        assert (refused(path).code, refused(path).variant) == ("KAM001", "irregular")


def test_a_symbolic_link_is_refused_whatever_it_points_at(tmp_path: Path) -> None:
    """A link in a pull request could show any file of the machine that checks it."""
    (tmp_path / "a.yaml").write_text("kam: 1\n")
    for name, target in (("in.yaml", "a.yaml"), ("out.yaml", "/etc/passwd"), ("dead.yaml", "nowhere")):
        (tmp_path / name).symlink_to(target)
        assert refused(tmp_path / name).variant == "link"


def test_a_missing_or_impossible_path_says_so(tmp_path: Path) -> None:
    """No exception escapes for a path the system cannot even ask for."""
    assert refused(tmp_path / "none.yaml").variant == "missing"
    assert refused("a\0b").variant == "failed"
    assert refused(tmp_path / ("x" * 300)).variant == "failed"


def test_a_file_without_permission_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Permission is its own reason: the way out differs from that for a missing file."""

    def deny(*_: object) -> int:
        raise PermissionError

    with monkeypatch.context() as denying:
        denying.setattr(os, "open", deny)
        found = refused(tmp_path / "a.yaml")
    assert found.variant == "forbidden"


def test_an_error_while_reading_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails under an open file is a reason as well, not a traceback."""
    (tmp_path / "a.yaml").write_text("kam: 1\n")

    def fail(_: int) -> os.stat_result:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as failing:
        failing.setattr(os, "fstat", fail)
        found = refused(tmp_path / "a.yaml")
    assert found.variant == "failed"


def test_a_byte_order_mark_is_taken_off_and_remembered() -> None:
    """Notepad writes one; it is no part of the text."""
    assert decode(b"\xef\xbb\xbfkam: 1\n", "a").text == "kam: 1\n"
    assert decode(b"\xef\xbb\xbfkam: 1\n", "a").bom
    assert not decode(b"kam: 1\n", "a").bom


def test_crlf_is_kept() -> None:
    """Windows line ends are line ends."""
    assert decode(b"kam: 1\r\n", "a").text == "kam: 1\r\n"


def test_gbk_is_named_with_the_place_where_utf8_ends() -> None:
    """A file from an old Excel is told so, with line and column of its first Chinese character."""
    (found,) = undecodable("kam: 1\naccount: {name: 红旗}\n".encode("gbk"))
    assert (found.code, found.variant, found.span.line, found.span.column) == ("KAM002", "gbk", 2, 17)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_named(encoding: str) -> None:
    """With or without its mark, in either byte order, it is not called GBK."""
    (found,) = undecodable("kam: 1\naccount: {name: 红旗}\n".encode(encoding))
    assert (found.code, found.variant) == ("KAM002", "utf16")


def test_bytes_of_no_encoding_we_know_have_their_place() -> None:
    """A torn file, here cut inside a four-byte sign, still has line and column."""
    (found,) = undecodable(b"kam: 1\nowner: \xff\xff\n")
    assert (found.code, found.variant, found.span.line, found.span.column) == ("KAM002", "message", 2, 8)


@pytest.mark.parametrize(
    "char",
    ["\x00", "\x07", "\x08", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\x9b", "\xad", "\u061c", "\u200b", "\u200e",
     "\u2028", "\u2029", "\u202a", "\u202e", "\u2060", "\u2066", "\u3164", "\ufeff", "\ufff9", "\U000e0041"],
)  # fmt: skip
def test_a_hidden_character_is_refused_where_it_stands(char: str) -> None:
    """Control, direction, invisible and tag characters are errors, named by code point."""
    (found,) = undecodable(f"kam: 1\nowner: a{char}b\n".encode())
    assert (found.code, found.span.line, found.span.column) == ("KAM003", 2, 9)
    assert str(found.params["char"]).startswith(f"U+{ord(char):04X} ")


def test_a_lone_carriage_return_is_refused() -> None:
    """To YAML it is a line break, to most editors it is nothing: it can hide a key after a comment."""
    (found,) = undecodable(b"kam: 1\n# harmless\rowner: x\n")
    assert (found.code, found.span.line, found.span.column) == ("KAM003", 2, 11)


@pytest.mark.parametrize("char", ["\t", "\u200c", "\u200d", "\u3000", "👨\u200d🌾", "é", "e\u0301", "，", "\u00a0"])
def test_what_scripts_need_is_read(char: str) -> None:
    """Joiners, accents, full-width signs and tabs in a text are ordinary."""
    assert decode(f"owner: a{char}b\n".encode(), "a").text == f"owner: a{char}b\n"


def test_all_hidden_characters_are_reported_up_to_twenty() -> None:
    """A person mends them in one go; a binary file does not print a thousand lines."""
    assert len(undecodable(b"\x01\n\x02\n\x03\n")) == 3
    assert len(undecodable(b"\x01" * 1000)) == 20


@given(st.text())
def test_text_is_read_exactly_when_nothing_in_it_is_hidden(text: str) -> None:
    """Whatever is read is what was written; whatever is refused has a hidden character at the place given."""
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        return
    marked = raw.startswith(b"\xef\xbb\xbf")
    body = text[1:] if marked else text
    try:
        assert decode(raw, "a").text == body
    except Unreadable as error:
        first = error.diagnostics[0].span
        before = body.split("\n")[: first.line - 1]
        assert HIDDEN.match(body, sum(len(line) + 1 for line in before) + first.column - 1)
    else:
        bad = {c for c in body if unicodedata.category(c) in {"Cc", "Zl", "Zp"}} - set("\t\n\r")
        assert not bad


@given(st.text(alphabet="ab\n红"), st.integers(0, 50))
def test_place_counts_lines_and_columns_from_one(text: str, index: int) -> None:
    """The character at the line and column found is the character at the offset."""
    if index < len(text):
        span = place(text, index)
        line = text.split("\n")[span.line - 1] + "\n"
        assert line[span.column - 1] == text[index]


def test_a_character_without_a_name_has_its_code_point() -> None:
    """Unicode names no control character."""
    assert name_of("\x1b") == "U+001B control character"
