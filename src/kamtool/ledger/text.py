"""Text files with separated columns: their rows with line numbers, and the same rows made plain for an engine."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

from kamtool.ledger.encoding import encoding_of
from kamtool.ledger.fields import BadLedger

DELIMITERS = (",", ";", "\t", "|")
HEAD = 2_000
SPOTS, AROUND = 16, 100
# One cell longer than this is half a file behind a quote that nobody closed.
LONGEST_CELL = 100_000
Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class TextFile:
    """How a text file is to be read."""

    path: Path
    encoding: str
    delimiter: str

    @property
    def is_plain(self) -> bool:
        """Whether an engine reads it as it is."""
        return self.encoding in ("utf-8", "utf-8-sig")


def open_text(path: Path, told_encoding: str | None = None) -> TextFile:
    """Find out how a file is to be read. Raises BadLedger, OSError."""
    encoding = encoding_of(path, told_encoding)
    return TextFile(path, encoding, find_delimiter(path, encoding))


def find_delimiter(path: Path, encoding: str) -> str:
    """The sign that gives most rows the same number of columns. Raises BadLedger when none does."""
    best, chosen = 0.0, ""
    for sign in DELIMITERS:
        widths = Counter(len(row) for _, row in islice(lenient(TextFile(path, encoding, sign)), 300) if row)
        many = {width: count for width, count in widths.items() if width > 1}
        if many:
            width, count = max(many.items(), key=lambda one: (one[1] * one[0], one[0]))
            score = count / widths.total() + width / 1000
            if score > best:
                best, chosen = score, sign
    if not chosen:
        head_of(TextFile(path, encoding, ","))  # what is broken on the first line is the better reason
        raise BadLedger("one_column", str(path))
    return chosen


def lenient(file: TextFile) -> Iterator[Row]:
    """The rows up to the first that is broken."""
    try:
        yield from rows_of(file)
    except BadLedger:
        return


def rows_of(file: TextFile) -> Generator[Row, None, None]:
    """Every row with the line it begins on; empty lines are left out.

    Raises BadLedger with the line for a quote that is never closed, or text behind a closing one.
    """
    with file.path.open(encoding=file.encoding, newline="") as stream:
        yield from rows_in(stream, file)


def rows_in(stream: TextIO, file: TextFile) -> Iterator[Row]:
    """The rows of an open stream."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(stream, delimiter=file.delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            if row:
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        key = "after_quote" if "expected after" in str(error) else "open_quote"
        raise BadLedger(key, str(file.path), line) from None
    except UnicodeDecodeError:
        raise BadLedger("undecodable", str(file.path), undecodable(file), encoding=file.encoding) from None


def undecodable(file: TextFile) -> int:
    """The first line that is not in the file's encoding; 0 for UTF-16, where lines cannot be told apart."""
    with file.path.open("rb") as stream:
        for number, raw in enumerate(stream, 1):
            try:
                raw.decode(file.encoding)
            except UnicodeDecodeError:
                return 0 if file.encoding == "utf-16" else number
    return 0


def head_of(file: TextFile) -> list[Row]:
    """The first rows. Raises BadLedger."""
    with closing(rows_of(file)) as rows:
        return list(islice(rows, HEAD))


def spots(file: TextFile, width: int) -> list[list[str]]:
    """Rows from all over a plain file, for what its head may not show; only those of the full *width*."""
    size = file.path.stat().st_size
    found: list[list[str]] = []
    with file.path.open("rb") as stream:
        for number in range(1, SPOTS):
            stream.seek(size * number // SPOTS)
            stream.readline()
            lines = [stream.readline().decode(file.encoding, "replace") for _ in range(AROUND)]
            reader = csv.reader((line for line in lines if '"' not in line), delimiter=file.delimiter)
            found += [row for row in reader if len(row) == width]
    return found


def make_plain(rows: Iterable[Row], width: int, target: Path, file: str) -> TextFile:
    """Write rows as UTF-8 with commas, each of the same width, without breaks in cells.

    A row that is too short gets empty cells. Raises BadLedger for one that is too long: it would be read shifted.
    """
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        for line, row in rows:
            if len(row) > width:
                if any(cell.strip() for cell in row[width:]):
                    raise BadLedger("too_many", file, line, count=len(row), width=width)
                row = row[:width]
            writer.writerow([*map(one_line, row), *[""] * (width - len(row))])
    return TextFile(target, "utf-8", ",")


def one_line(cell: str) -> str:
    """A cell without line ends."""
    return re.sub(r"[\r\n]+", " ", cell) if "\n" in cell or "\r" in cell else cell
