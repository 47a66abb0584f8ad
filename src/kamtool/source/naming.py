"""From an account's name to the id that names its file: short, plain, and the same on every system."""

from __future__ import annotations

import re
import unicodedata

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\Z")
LONGEST = 40
# Names that Windows keeps for devices, whatever the suffix.
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})

CHINESE = r"[\u3400-\u9fff\uf900-\ufaff〇]"
PART = re.compile(rf"{CHINESE}+|(?:(?!{CHINESE})[^\W_]|(?<=\w)['’](?=\w))+")
# The legal form says nothing about whom we mean.
FORM = re.compile(r"(?:控股|集团|股份|有限责任|有限|总)+公司|(?:集团|公司)(?!.)")
LATIN_FORM = re.compile(
    r"(?<![\s,])(?:[\s,]+(?:co|company|corp|corporation|inc|incorporated|ltd|limited|llc|plc|gmbh|ag|kg|s\.?a|b\.?v)\.?)+$",
    re.IGNORECASE,
)
# A province before a city adds nothing; 市 after a city's name neither.
PLACE = re.compile(r"(?:.{2,5}?(?:省|自治区))?(?:(.{2,3}?)[市区县州]|([市区县州]))(?=..)")


def id_from(name: str) -> str | None:
    """An id for *name*, or ``None`` when part of it has no letters of ours.

    Chinese becomes pinyin: the place, then two characters, then the rest, so that 红旗机械厂 is ``hongqi-jixiechang``
    and 江临市交通局 ``jianglin-jiaotongju``. The legal form is left out.
    """
    name = unicodedata.normalize("NFKC", name).strip()
    bare = FORM.sub(" ", LATIN_FORM.sub("", name))
    words: list[str] = []
    for part in PART.findall(bare) or PART.findall(name):
        spelled = pinyin(part) if re.match(CHINESE, part) else [latin(part)]
        if not all(spelled):
            return None
        words += spelled
    return shortened(words) if words else None


def pinyin(part: str) -> list[str]:
    """The words of a Chinese name, spelled; an empty one if a character has no reading."""
    from pypinyin import lazy_pinyin

    # Read as a whole, since 朝阳区 tells how 朝 is read; only then cut into words.
    syllables = lazy_pinyin(part)
    if not all(one.isascii() and one.isalnum() for one in syllables):
        return [""]
    return ["".join(syllables[start:end]) for start, end in chinese_words(part)]


def chinese_words(part: str) -> list[tuple[int, int]]:
    """Where the words of a Chinese name begin and end: the place, two characters that distinguish it, what it is."""
    place = PLACE.match(part)
    places = [place.span(1) if place[1] else place.span(2)] if place else []
    start, end = (place.end() if place else 0), len(part)
    return [*places, (start, end)] if end - start < 4 else [*places, (start, start + 2), (start + 2, end)]


def latin(word: str) -> str:
    """A word in plain letters: no accents, no apostrophes; empty when letters of another script are in it."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    letters = "".join(c for c in bare if c not in "'’")
    return letters if letters.isascii() and letters.isalnum() else ""


def shortened(words: list[str]) -> str:
    """The words joined by hyphens, as many as fit."""
    made = words[0][:LONGEST]
    for word in words[1:]:
        if len(made) + 1 + len(word) > LONGEST:
            break
        made += f"-{word}"
    return made
