"""Finding people and firms in free text by what they are called, and putting something else in their place.

A Chinese surname with a form of address (宋处, 老宋, 宋总) counts, and one that begins a clause before a word of
saying or doing; the parts of a Latin name count each. What nobody wrote down as a name or an alias cannot be found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kamtool.source.naming import FORM, LATIN_FORM

HAN = re.compile(r"[\u3400-\u9fff·]+\Z")
NAME = re.compile(r"[\u3400-\u9fff]{2,4}\Z")
DOUBLE = "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 夏侯 端木 南宫 独孤 轩辕 闻人 百里"
SURNAMES = frozenset(DOUBLE.split())
ADDRESS = (
    "(?:[正副代前老原])?(?:处长|科长|局长|部长|厂长|院长|校长|所长|队长|班长|组长|主任|经理|总监|总裁|董事长|书记|主席|秘书|会计|"
    "工程师|师傅|老师|先生|女士|小姐|处|科|局|总|董|工|厂|院|部|队|姐|哥|叔|阿姨)"
)
OFFICE = re.compile(r"\A[\u3400-\u9fff]{2,4}(?<=[处科局部厂院校所队班组])\Z")
CLAUSE = r"(?:(?<=[，。；：、！？…,;:!?（(“\"\s])|^)"
DEEDS = "[说问讲答提想要看来去在对把被让和跟与的是有没不也就都只还再认当同点拍签批否头]"
CONTACTS = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|\bwww\.[\w.-]+"
    r"|(?<![\w.-])(?:\+\d{1,3}[ -]?\d[\d -]{5,12}\d|1[3-9]\d[ -]?\d{4}[ -]?\d{4}|[48]00[ -]\d{3}[ -]?\d{4})(?![\w-])"
    r"|(?<![\w.-])\(?0\d{2,3}(?:\)|[ -]) ?\d{3,4}[ -]?\d{3,4}(?:-\d{1,5})?(?![\w-])"
    r"|(?<!\w)\d{17}[\dXx](?!\w)|(?<!\w)[0-9A-HJ-NPQRTUWXY]{18}(?!\w)",
    re.ASCII,
)
SHORTEST = 3  # letters of a Latin name's part
LATIN_FIRM = 4


@dataclass(frozen=True)
class Mentions:
    """What to look for and what to put in its place: whole *names* in any letter case, and *patterns* as they stand."""

    names: tuple[tuple[str, str], ...]
    patterns: tuple[tuple[str, str], ...] = ()

    @cached_property
    def found(self) -> Callable[[str], str]:
        """What replaces every mention in a text, the longest first, in one pass."""
        spelled = sorted(dict(self.names).items(), key=lambda one: -len(one[0]))
        told = [(f"(?i:{bounded(name)})", put) for name, put in spelled] + list(self.patterns)
        if not told:
            return lambda text: text
        whole = re.compile("|".join(f"({pattern})" for pattern, _ in told))
        puts = [put for _, put in told]
        return lambda text: whole.sub(lambda match: puts[(match.lastindex or 1) - 1], text)

    def replace(self, text: str) -> str:
        """The text without any mention, and without telephone numbers, addresses of mail and web, and code numbers."""
        return CONTACTS.sub("…", self.found(text))

    def left_in(self, text: str) -> bool:
        """Whether a whole name still stands in a text, in whatever letter case or width."""
        return any(re.search(f"(?i:{bounded(name)})", text) for name, _ in self.names)


def bounded(name: str) -> str:
    """A pattern for a name as it stands; a Latin one not within another word, 宋处 with the 长 of 宋处长."""
    if OFFICE.search(name):
        return re.escape(name) + "长?"
    start = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z0-9]", name) else ""
    end = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]\Z", name) else ""
    return start + re.escape(name).replace(r"\ ", r"\s+") + end


def addressed(people: Mapping[str, str], nobody: str, post: bool = True) -> tuple[tuple[str, str], ...]:
    """Patterns for how people are spoken of beside their full names: *people* by name, with what stands in for each.

    A surname that two of them share is nobody's: *nobody* takes its place. Without *post* the form of address goes with
    the surname.
    """
    by_part: dict[str, set[str]] = {}
    for name, put in people.items():
        for part in parts(name):
            by_part.setdefault(part, set()).add(put)
    found = []
    for part, puts in sorted(by_part.items(), key=lambda one: (-len(one[0]), one[0])):
        put = next(iter(puts)) if len(puts) == 1 else nobody
        if HAN.match(part):
            found.append((f"[老小]{part}(?![\u3400-\u9fff]?{ADDRESS})", put))
            found.append((f"{part}(?={ADDRESS})" if post else part + ADDRESS, put))
            found.append((f"{CLAUSE}{part}(?={DEEDS})", put))
        else:
            found.append((rf"(?<![A-Za-z0-9]){re.escape(part)}(?![A-Za-z0-9])", put))
    return tuple(found)


def parts(name: str) -> list[str]:
    """The parts of a name that may stand for the whole: a Chinese surname, the words of a Latin name."""
    if NAME.match(name):
        return [name[:2] if name[:2] in SURNAMES and len(name) > 2 else name[0]]
    if HAN.match(name):
        return []
    return [word for word in re.split(r"[\s.,·]+", name) if len(word) >= SHORTEST and word[:1].isupper()]


def firm_names(name: str) -> list[str]:
    """What a firm is called beside its full name: without its legal form."""
    bare = FORM.sub("", LATIN_FORM.sub("", name)).strip()
    long_enough = len(bare) >= (2 if HAN.match(bare) else LATIN_FIRM)
    return [name, bare] if bare != name and long_enough else [name]


def mentions(
    people: Mapping[str, str], firms: Mapping[str, str], others: Iterable[tuple[str, str]], nobody: str
) -> Mentions:
    """What to look for in a plan in which *people*, *firms* and *others* have these stand-ins."""
    names = [*people.items(), *((short, put) for name, put in firms.items() for short in firm_names(name)), *others]
    return Mentions(tuple((name, put) for name, put in names if len(name) > 1), addressed(people, nobody))
