"""Text on a grid of cells: measured, wrapped, and set in columns. All writers of fixed-width lines share it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeVar

from wcwidth import wcswidth

from kamtool.view.blocks import Tone

Align: TypeAlias = Literal["left", "right"]
T = TypeVar("T")
GAP = 2


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line, in one tone."""

    text: str
    tone: Tone = "plain"


Line: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """Text that may take several lines: *first* stands before its first one, *rest* before the others."""

    body: Line
    first: Line = ()
    rest: Line = ()


def filled(items: Sequence[T], count: int, filler: T) -> list[T]:
    """*items*, with *filler* behind them until there are *count*."""
    return [*items, *[filler] * (count - len(items))]


def span(text: str, tone: Tone = "plain") -> Line:
    """A line of one piece; nothing for no text."""
    return (Span(text, tone),) if text else ()


def plain_text(line: Line) -> str:
    """The words of *line* without their tones."""
    return "".join(part.text for part in line)


def text_width(text: str) -> int:
    """How many cells *text* takes."""
    return len(text) if text.isascii() else max(wcswidth(text), 0)


def width_of(line: Line) -> int:
    """How many cells *line* takes."""
    return text_width(plain_text(line))


# Wrapping. A line may break at spaces and between wide characters, but a short run of these is taken for a word, a name
# or a title and kept together; closing punctuation stays with what is before it, opening with what is behind it. A sign
# stays with the word it marks, and a word of a list with the Chinese label behind it.
_WIDE = "\u2e80-\u2fff\u3041-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_WIDE += "\U00020000-\U0003ffff"
_OPEN = "（《「『【〈［｛〔✓✗"
_CLOSE = "，。、；：？！）》」』】〉］｝〕％…—·～"
_JOINED = "\u0300-\u036f\u200c\u200d\ufe00-\ufe0f"
_SIGN = r"(?:(?:\A[·?]|(?<![^\s\u3000])[+~−✓✗]) (?=\S))?"
_MARK = r"(?: †[,.;)，、；。）]*)?"
_PIECE = re.compile(
    r"\n"
    r"|[ \t\u3000]+"
    rf"|[a-z_]+ [{_WIDE}]{{1,6}}(?:[、。；]|\Z)"
    rf"|{_SIGN}[{_OPEN}(\[“‘]{{0,3}}(?:(?<![{_WIDE}])[{_WIDE}]{{2,5}}(?![{_WIDE}])|[{_WIDE}])[{_JOINED}]*"
    rf"[{_CLOSE}”’,.;:?!)\]%]*{_MARK}"
    rf"|{_SIGN}[{_OPEN}]{{0,3}}[^\s\u3000{_WIDE}{_OPEN}，。、；：？！]+[，。、；：？！]*{_MARK}"
    r"|.",
    re.DOTALL,
)
_SPACES = " \t\u3000"
_LONGEST_WORD = 24
_PLEASANT = 36


def wrap(line: Line, width: int, hang: int = 0) -> list[Line]:
    """*line* in lines of at most *width* cells, those after the first narrower by *hang*; at least one, perhaps empty.

    Nothing is lost but spaces where it breaks.
    """
    lines: list[Line] = []
    now: list[Span] = []
    used, space, room = 0, "", width
    for piece in _pieces(line, min(width, width - hang)):
        blank = not piece.text.strip(_SPACES)
        wide = text_width(space + piece.text)
        if piece.text == "\n" or (now and not blank and used + wide > room):
            lines.append(_merged(now))
            now, used, space, room = [], 0, "", width - hang
        if piece.text == "\n":
            continue
        if blank:
            space += piece.text
            continue
        if now and space:
            now.append(Span(space, now[-1].tone))
        used += wide if now else text_width(piece.text)
        now.append(piece)
        space = ""
    return [*lines, _merged(now)]


def _pieces(line: Line, width: int) -> Iterator[Span]:
    for part in line:
        for piece in _PIECE.findall(part.text):
            if text_width(piece) <= width or not piece.strip():
                yield Span(piece, part.tone)
            else:
                yield from (Span(chunk, part.tone) for chunk in _chunks(piece, width))


def _chunks(word: str, width: int) -> Iterator[str]:
    """*word* in parts that fit; a part takes one character at least."""
    chunk = ""
    for sign in word:
        if chunk and text_width(chunk + sign) > width:
            yield chunk
            chunk = ""
        chunk += sign
    yield chunk


def _merged(parts: Iterable[Span]) -> Line:
    merged: list[Span] = []
    for part in parts:
        if merged and merged[-1].tone == part.tone:
            merged[-1] = Span(merged[-1].text + part.text, part.tone)
        elif part.text:
            merged.append(part)
    return tuple(merged)


def wrap_item(item: Item, width: int) -> list[Line]:
    """The lines of *item*, each of at most *width* cells where its prefixes leave any room."""
    first, rest = width_of(item.first), width_of(item.rest)
    lines = wrap(item.body, max(width - first, 4), min(rest - first, width - first - 4))
    return [(item.first if i == 0 else item.rest) + line for i, line in enumerate(lines)]


def pad(line: Line, width: int, align: Align = "left") -> Line:
    """*line* filled with spaces to *width*."""
    fill = span(" " * (width - width_of(line)))
    return fill + line if align == "right" else line + fill


def indented(lines: Iterable[Line], indent: int) -> list[Line]:
    """*lines* behind *indent* spaces, without spaces at their ends; empty ones stay empty."""
    return [_trimmed(span(" " * indent) + line) for line in lines]


def _trimmed(line: Line) -> Line:
    while line and not line[-1].text.strip(" "):
        line = line[:-1]
    return (*line[:-1], Span(line[-1].text.rstrip(" "), line[-1].tone)) if line else ()


# Columns.


def column_widths(rows: Sequence[Sequence[Item]], aligns: Sequence[Align], titles: bool, room: int) -> list[int] | None:
    """Widths that fit *room* and can be read, the widest columns giving way first; ``None`` if there are none.

    With *titles*, the first row holds them: they may wrap at every word.
    """
    natural = [max((_natural(row[i]) for row in rows), default=0) for i in range(len(aligns))]
    least = []
    for i, align in enumerate(aligns):
        cells = [row[i] for row in rows]
        head = _longest_word(cells[0]) if titles else 0
        body = max((_least(cell, align) for cell in cells[titles:]), default=0)
        least.append(min(natural[i], max(head, body)))
    room -= GAP * (len(aligns) - 1)
    if sum(natural) <= room:
        return natural
    if sum(least) > room:
        return None
    over = sum(natural) - room
    for i in sorted(range(len(natural)), key=lambda i: -natural[i]):
        # Better one column in two lines than all of them.
        if over <= min(natural[i] - least[i], natural[i] // 3):
            return [*natural[:i], natural[i] - over, *natural[i + 1 :]]
    cap = max(cap for cap in range(room + 1) if sum(_capped(natural, least, cap)) <= room)
    widths = _capped(natural, least, cap)
    for i, wide in enumerate(natural):
        if widths[i] < wide and sum(widths) < room:
            widths[i] += 1
    return widths


def _capped(natural: Sequence[int], least: Sequence[int], cap: int) -> list[int]:
    return [max(low, min(high, cap)) for low, high in zip(least, natural, strict=True)]


def _natural(item: Item) -> int:
    return width_of(item.first + item.body)


def _longest_word(item: Item) -> int:
    """The widest piece that should stay whole; only words beyond all measure may be cut."""
    words = (text_width(piece.strip()) for piece in _PIECE.findall(plain_text(item.body)))
    return min(max(words, default=0), _LONGEST_WORD) + max(width_of(item.first), width_of(item.rest))


def _least(item: Item, align: Align) -> int:
    """The narrowest width at which a cell is still pleasant: no word cut, not more than four lines or so.

    A long text reads well in lines of _PLEASANT cells, however many they are.
    """
    natural = _natural(item)
    if align == "right" and natural <= _LONGEST_WORD:
        return natural
    return min(natural, max(_longest_word(item), width_of(item.first) + 8, min(natural // 4, _PLEASANT)))


def set_rows(rows: Sequence[Sequence[Item]], widths: Sequence[int]) -> list[list[Line]]:
    """*rows* with every cell wrapped to its column: as many rows of one-line cells as that takes."""
    lines: list[list[Line]] = []
    for row in rows:
        cells = [wrap_item(item, width) for item, width in zip(row, widths, strict=True)]
        height = max((len(cell) for cell in cells), default=0)
        for i in range(height):
            lines.append([cell[i] if i < len(cell) else item.rest for cell, item in zip(cells, row, strict=True)])
    return lines


def join_cells(row: Sequence[Line], widths: Sequence[int], aligns: Sequence[Align]) -> Line:
    """One line of a table, without spaces at its end."""
    line: Line = ()
    due = 0
    for cell, width, align in zip(row, widths, aligns, strict=True):
        if cell:
            line = line + span(" " * due) + (pad(cell, width, align) if align == "right" else cell)
            due = width - width_of(cell) if align == "left" else 0
        else:
            due += width
        due += GAP
    return line


def stacked(titles: Sequence[str], items: Sequence[Item], width: int) -> list[Line]:
    """Cells one below the other behind their titles, the empty ones left out."""
    pairs = [(title, item.body) for title, item in zip(titles, items, strict=True) if item.body]
    return facts([(span(title, "quiet"), body) for title, body in pairs], width)


def facts(rows: Sequence[tuple[Line, Line]], width: int) -> list[Line]:
    """Labels and their texts, the texts aligned; a label too long for that stands above its text."""
    longest = min(24, width // 2)
    indent = max((width_of(label) + GAP for label, _ in rows if 0 < width_of(label) <= longest), default=0)
    lines: list[Line] = []
    for label, text in rows:
        head = pad(label, indent)
        if width_of(label) > longest:
            lines += wrap(label, width)
            head = span(" " * indent)
        lines += wrap_item(Item(text, head, span(" " * indent)), width)
    return lines
