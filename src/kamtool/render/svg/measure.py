"""How wide text is and where it breaks: our own figures, on the wide side, so that no font overflows."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from typing import Final

from kamtool.render.safe import safe, safe_lines
from kamtool.view.blocks import Tone

INK: Final = "#1f2933"
QUIET: Final = "#6b7280"
ACCENT: Final = "#2b6cb0"
HAIRLINE: Final = "#d9dee5"
WHITE: Final = "#ffffff"

# Marks and bars carry the tone itself, words a darker one that stays readable at small sizes.
MARKS: Final[dict[Tone, str]] = {
    "plain": ACCENT,
    "strong": ACCENT,
    "quiet": "#b4bcc8",
    "good": "#2f855a",
    "warn": "#b7791f",
    "bad": "#c53030",
}
WORDS: Final[dict[Tone, str]] = {
    "plain": INK,
    "strong": INK,
    "quiet": QUIET,
    "good": "#276749",
    "warn": "#8f5a12",
    "bad": "#b42626",
}
PALE: Final[dict[Tone, str]] = {
    "plain": "#f5f7fa",
    "strong": "#edf3f9",
    "quiet": "#f5f7fa",
    "good": "#e9f5ee",
    "warn": "#fbf3e1",
    "bad": "#fcebeb",
}

LEADING: Final = 1.45
_BASELINE: Final = 1.1
# Widths added up in another order differ in their last bits.
_ROUNDING: Final = 0.01
_NARROW: Final = frozenset("ijlI.,:;'|!` ")
_SLIM: Final = frozenset('()[]{}/\\-frt"*°')
_BROAD: Final = frozenset("mwMW@%&")
# Punctuation that may not open a line, and that may not close one.
_CLOSING: Final = frozenset("，。、；：？！）》」』】〕”’％…·,.;:?!)]}%")
_OPENING: Final = frozenset("（《「『【〔“‘([{")


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set."""

    size: float
    fill: str = INK
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Lines that fit their width; the only form in which text reaches a canvas."""

    lines: tuple[str, ...]
    style: Style

    @property
    def width(self) -> float:
        """Of the widest line."""
        return max((measure(line, self.style) for line in self.lines), default=0.0)

    @property
    def height(self) -> float:
        """Of all lines; none take no space."""
        return len(self.lines) * self.step

    @property
    def step(self) -> float:
        """From one line to the next."""
        return self.style.size * LEADING

    @property
    def baseline(self) -> float:
        """From the top to the first line's baseline."""
        return self.style.size * _BASELINE


def words(tone: Tone, size: float, bold: bool | None = None) -> Style:
    """The style of words said in *tone*: strong ones are bold unless *bold* says otherwise."""
    return Style(size, WORDS[tone], tone == "strong" if bold is None else bold)


def measure(text: str, style: Style) -> float:
    """The width of *text* on one line."""
    return sum(map(_em, text)) * style.size * (1.06 if style.bold else 1.0)


def lay(text: str, style: Style, width: float = math.inf) -> Text:
    """*text* made safe and broken into lines no wider than *width*; an empty text has no lines."""
    return Text(tuple(_lines(safe(text), style, width)), style)


def lay_lines(text: str, style: Style, width: float) -> Text:
    """Like :func:`lay`, but the line breaks that *text* has itself stay."""
    lines = [line for part in safe_lines(text).split("\n") for line in _lines(part, style, width)]
    return Text(tuple(lines), style)


def _lines(text: str, style: Style, width: float) -> list[str]:
    lines: list[str] = []
    line, room = "", width
    for piece in _pieces(text):
        extent = measure(piece.rstrip(" "), style)
        if line and extent > room + _ROUNDING:
            lines.append(line.rstrip(" "))
            line, room = "", width
        if extent > width + _ROUNDING:
            *full, piece = _chop(piece, style, width)
            lines += full
        line += piece
        room -= measure(piece, style)
    if line.strip(" "):
        lines.append(line.rstrip(" "))
    return lines


def _em(char: str) -> float:
    """The width of one character as a part of the font's size."""
    if char in _NARROW:
        return 0.3
    if char in _SLIM:
        return 0.42
    if char in _BROAD:
        return 0.93
    if char.isascii():
        return 0.68 if char.isupper() else 0.57
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn", "Me"):
        return 0.0
    return 0.7 if unicodedata.east_asian_width(char) in ("N", "Na", "H") else 1.0


def _pieces(text: str) -> list[str]:
    """*text* cut wherever a line may end; spaces stay with the piece before them."""
    pieces: list[str] = []
    for char in text:
        if pieces and _joined(pieces[-1], char):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _joined(piece: str, char: str) -> bool:
    """Whether *char* may not begin a line after *piece*."""
    last = piece[-1]
    if char == " " or char in _CLOSING or last in _OPENING or _em(char) == 0:
        return last != " " or char == " "
    if last in "-/" and char.isalpha():
        return False
    return last != " " and not _wide(last) and not _wide(char)


def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in ("W", "F")


def _chop(piece: str, style: Style, width: float) -> list[str]:
    """A piece longer than a line, cut into lines wherever they are full; always at least one."""
    parts = [""]
    room = width
    for char in piece:
        extent = measure(char, style)
        if extent > room and parts[-1]:
            parts.append("")
            room = width
        parts[-1] += char
        room -= extent
    return parts
