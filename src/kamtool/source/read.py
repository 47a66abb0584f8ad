"""Bytes to text: regular files only, bounded, UTF-8, and no character that hides what a reviewer sees."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from itertools import islice
from typing import NamedTuple

from kamtool.diagnostic import TOP, Diagnostic, Severity, Span

MAX_BYTES = 1_000_000

# Control characters, odd line breaks, direction marks and invisible signs. ZWJ and ZWNJ stay: scripts need them.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
    "|\r(?!\n)"
)
# What HIDDEN finds holds one of these, and to look for one of a set takes a third of the time.
SUSPECT = re.compile(HIDDEN.pattern.partition("]|")[0] + "\r]")


class Text(NamedTuple):
    """A file as read: its text without the byte order mark, whether it had one, and how long it was."""

    text: str
    bom: bool = False


class Unreadable(Exception):
    """The bytes cannot become text; carries the diagnostics that say why and where."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__()
        self.diagnostics = diagnostics


def problem(
    code: str, file: str, variant: str = "message", span: Span = TOP, *, hide: bool = False, **params: object
) -> Diagnostic:
    """An error about the file itself."""
    return Diagnostic(code, Severity.ERROR, file, span, (), params, variant, hide)


def read_bytes(path: str) -> bytes:
    """The bytes of a regular file of at most MAX_BYTES.

    Raises Unreadable for a missing or unreadable file, a symbolic link, a folder, a pipe, a device, or one too large.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if os.path.islink(path):
            raise Unreadable(problem("KAM001", path, "link"))
        descriptor = os.open(path, flags)
    except FileNotFoundError:
        raise Unreadable(problem("KAM001", path, "missing")) from None
    except PermissionError:
        raise Unreadable(problem("KAM001", path, "forbidden")) from None
    except (OSError, ValueError):
        raise Unreadable(problem("KAM001", path, "failed")) from None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Unreadable(problem("KAM001", path, "irregular"))
        return bounded(path, descriptor)
    except OSError:
        raise Unreadable(problem("KAM001", path, "failed")) from None
    finally:
        os.close(descriptor)


def bounded(path: str, descriptor: int) -> bytes:
    """What the descriptor holds, refused beyond MAX_BYTES without reading it all."""
    with open(descriptor, "rb", closefd=False) as stream:
        raw = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise Unreadable(problem("KAM005", path, "size", limit=MAX_BYTES))
    return raw


def decode(raw: bytes, file: str) -> Text:
    """The text of *raw*, which must be UTF-8 (a byte order mark and CRLF are accepted).

    Raises Unreadable with line and column for other encodings and for hidden characters, all of them at once.
    """
    bom = raw.startswith(b"\xef\xbb\xbf")
    try:
        text = (raw[3:] if bom else raw).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(wrong_encoding(raw, file, error)) from None
    if SUSPECT.search(text):
        hidden = [
            problem("KAM003", file, span=place(text, found.start()), char=name_of(found.group()))
            for found in islice(HIDDEN.finditer(text), 20)
        ]
        if hidden:
            raise Unreadable(*hidden)
    return Text(text, bom)


def wrong_encoding(raw: bytes, file: str, error: UnicodeDecodeError) -> Diagnostic:
    """Say which encoding it probably is: UTF-16 by its mark, GBK when the whole file decodes as such."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in raw[:200]:
        return problem("KAM002", file, "utf16")
    before = raw[: error.start].decode("utf-8", "replace")
    span = place(before, len(before))
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return problem("KAM002", file, span=span)
    return problem("KAM002", file, "gbk", span)


def place(text: str, index: int) -> Span:
    """Line and column of a character offset; only LF ends a line, as for the parser."""
    line = text.count("\n", 0, index)
    column = index - (text.rfind("\n", 0, index) + 1)
    return Span(line + 1, column + 1, line + 1, column + 2)


def name_of(char: str) -> str:
    """``U+202E RIGHT-TO-LEFT OVERRIDE``: a hidden character by its code point and name."""
    return f"U+{ord(char[0]):04X} {unicodedata.name(char[0], 'control character')}"
