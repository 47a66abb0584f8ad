"""In which encoding a text file is, proven on all of it: UTF-8, UTF-16 with its mark, GB18030, Windows-1252."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from kamtool.ledger.fields import BadLedger

CHUNK = 1 << 20
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Characters of GB 2312, which nearly all Chinese text is made of, have both bytes up here.
_CHINESE = re.compile(rb"(?:[\xa1-\xf7][\xa1-\xfe])+")
_HIGH = re.compile(rb"[\x80-\xff]+")


def encoding_of(path: Path, told: str | None = None) -> str:
    """The encoding of a file, by its mark, by what was *told*, else by its bytes.

    Raises BadLedger for one that is empty, holds NUL, or whose encoding cannot be told; OSError.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8, lines, high, chinese = True, 0, 0, 0
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            if not lines:
                for mark, name in MARKS:
                    if chunk.startswith(mark):
                        return name
            if (at := chunk.find(b"\0")) >= 0:
                raise BadLedger("nul", str(path), lines + chunk.count(b"\n", 0, at) + 1)
            lines += chunk.count(b"\n")
            if utf8:
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    utf8 = False
            if not chunk.isascii():
                high += sum(map(len, _HIGH.findall(chunk)))
                chinese += sum(map(len, _CHINESE.findall(chunk)))
    if not path.stat().st_size:
        raise BadLedger("empty", str(path))
    if told:
        return known(told, path)
    if utf8:
        return "utf-8"
    # A Western text has single letters above ASCII; two of them in a row, both up there, are rare.
    if chinese >= 0.9 * high:
        return "gb18030"
    if chinese <= 0.3 * high:
        return "cp1252"
    raise BadLedger("which_encoding", str(path))


def known(name: str, path: Path) -> str:
    """A told encoding by the name Python has for it. Raises BadLedger."""
    try:
        found = codecs.lookup(name).name
    except LookupError:
        raise BadLedger("encoding", str(path), given=name) from None
    return "gb18030" if found in {"gbk", "gb2312"} else found
