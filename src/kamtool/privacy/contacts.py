"""Telephone numbers, addresses of mail and web, and code numbers in free text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

CONTACTS = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|\bwww\.[\w.-]+"
    r"|(?<![\w.-])(?:(?:00)?86[ -]?)?(?:\+\d{1,3}[ -]?\d[\d -]{5,12}\d|1[3-9]\d[ -]?\d{4}[ -]?\d{4}"
    r"|[48]00[ -]\d{3}[ -]?\d{4})(?![\w-])"
    r"|(?<![\w.-])\(?0\d{2,3}(?:\)|[ -]) ?\d{3,4}[ -]?\d{3,4}(?:-\d{1,5})?(?![\w-])"
    r"|(?<![\w.-])(?:00)?86[ -]\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}(?![\w-])"
    r"|(?<!\w)\d{17}[\dXx](?!\w)|(?<!\w)[0-9A-HJ-NPQRTUWXY]{18}(?!\w)",
    re.ASCII,
)
LOCAL = 7  # digits of the shortest number that is one person's
AREA = re.compile(r"0(?:10|2\d|[3-9]\d\d)(?=\d{7,8}\Z)")


def swapped(pattern: re.Pattern[str], text: str, put: Callable[[re.Match[str]], str]) -> str:
    """The text with *put* for every match, which is looked for in the plain text: １３８ is found as 138, È as E."""
    made, at = [], 0
    for match in pattern.finditer(plain(text)):
        made += [text[at : match.start()], put(match)]
        at = match.end()
    return "".join((*made, text[at:]))


def plain(text: str) -> str:
    """The text in the usual width and without accents, each letter at its place."""
    return text if text.isascii() else "".join(map(bare, text))


@cache
def bare(char: str) -> str:
    """A letter without its accent and width; one that would become several stays."""
    base = unicodedata.normalize("NFKD", char)
    return base[0] if all(map(unicodedata.combining, base[1:])) else char


def without_contacts(text: str) -> str:
    """The text without any number or address that is somebody's."""
    return swapped(CONTACTS, text, lambda _: "…")


def numbers(phone: str) -> Iterator[str]:
    """Patterns for a telephone number however it is written: with or without country, area and extension."""
    groups = re.findall(r"\d+", plain(phone))
    for told in (groups, groups[:-1]):
        local = next((tail for at in reversed(range(len(told))) if len(tail := "".join(told[at:])) >= LOCAL), "")
        area = AREA.match(local)
        local = local[area.end() :] if area else local
        before = "".join(told)[: -len(local)].removeprefix("00").removeprefix("86").lstrip("0") if local else ""
        if local:
            code = rf"(?:\(?0?{before}[ )-]{{0,2}})?" if before else ""
            yield rf"(?<![\d.])(?:\(?(?:\+|00)?86[ )-]{{0,2}})?{code}{'[ -]?'.join(local)}(?:[-转]\d{{1,5}})?(?!\d)"
