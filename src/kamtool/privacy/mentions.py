"""Finding people and firms in free text by what they are called, and putting something else in their place.

A Chinese surname with a form of address (宋处, 老宋, 宋总) counts, and one that begins a clause before a word of
saying or doing; the parts of a Latin name count each, with a capital; a Chinese name counts in pinyin, and an id beside
Chinese. What nobody wrote down as a name or an alias cannot be found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kamtool.privacy.contacts import plain, swapped, without_contacts
from kamtool.source.naming import FORM, LATIN_FORM

HAN = re.compile(r"[\u3400-\u9fff·]+\Z")
NAME = re.compile(r"[\u3400-\u9fff]{2,4}\Z")
DOUBLE = "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 夏侯 端木 南宫 独孤 轩辕 闻人 百里"
SURNAMES = frozenset(DOUBLE.split())
ADDRESS = (
    "(?:[正副代前老原])?(?:(?:董事|理事|秘书|检察|护士|[处科局部厂院校所队班组行司厅市县区镇乡省州站馆台社店股署庭关会团])"
    "长(?![期远久度])|总经理|总工程师|总会计师|主任|经理|总监|总裁|总工|书记|主席|主管|秘书|会计|工程师|师傅|老师|教授|博士"
    "|医生|大夫|律师|顾问|助理|专员|院士|委员|政委|老板|先生|女士|小姐|大姐|大哥|阿姨|同志|处|科|局|总|董|工|厂|院|部|队|秘|姐|哥|叔)"
)
OFFICE = re.compile(r"\A[\u3400-\u9fff]{2,4}(?<=[处科局部厂院校所队班组])\Z")
CLAUSE = r"(?:(?<=[，。；：、！？…,;:!?（(“\"\s])|^)"
DEEDS = "[说问讲答提想要看来去在对把被让和跟与的是有没不也就都只还再认当同点拍签批否头]"
LETTER = "[A-Za-z0-9]"  # of a plain text, in which no letter has an accent
BEGINS, ENDS = f"(?<!{LETTER})", f"(?!{LETTER})"
TITLES = ("Mr", "Ms", "Mrs", "Miss", "Dr", "Prof", "Professor", "Director", "Manager", "President", "Herr", "Frau")
TITLED = "(?:" + "|".join(f"(?<={BEGINS}(?i:{one}){dot} )" for one in TITLES for dot in ("", r"\.")) + ")"
# What a sentence may begin with, and what stands before a name: looked for behind a form of address only.
ORDINARY = (
    "al am an and are as at be but by can da de del den der di do dr du el for from go had has he her his how i if in"
    " is it jr la le me mr mrs ms my new no not now of on or our prof she so sr that the to un up us van von was we"
    " who why with yes you"
)
EVERYDAY = frozenset(ORDINARY.split())
LONG = 5  # letters of a name in pinyin that no word of every day is
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
        told = [(bounded(plain(name)), put) for name, put in spelled] + list(self.patterns)
        if not told:
            return lambda text: text
        whole = re.compile("|".join(f"({pattern})" for pattern, _ in told))
        puts = [put for _, put in told]
        return lambda text: swapped(whole, text, lambda match: puts[(match.lastindex or 1) - 1])

    def replace(self, text: str) -> str:
        """The text without any mention, and without telephone numbers, addresses of mail and web, and code numbers."""
        return without_contacts(self.found(text))

    def left_in(self, text: str) -> bool:
        """Whether anything that is looked for still stands in a text, beside the stand-ins: 丁 in 某丁总 is nobody."""
        puts = sorted({put for _, put in (*self.names, *self.patterns)}, key=len, reverse=True)
        rest = re.sub("|".join(map(re.escape, puts)), "\ufffc", text) if puts else text
        return self.found(rest) != rest


def bounded(name: str) -> str:
    """A pattern for a name in any letter case; a Latin one not within another word, 宋处 with the 长 of 宋处长."""
    if OFFICE.search(name):
        return re.escape(name) + "长?"
    start = BEGINS if re.match(LETTER, name) else ""
    end = ENDS if re.search(rf"{LETTER}\Z", name) else ""
    spelled = re.escape(name).replace(r"\ ", r"\s+")
    return f"{start}(?i:{spelled}){end}"


def addressed(people: Mapping[str, str], nobody: str) -> tuple[tuple[str, str], ...]:
    """Patterns for how people are spoken of beside their full names: *people* by name, with what stands in for each.

    What fits two of them, like the surname they share, is nobody's: *nobody* takes its place.
    """
    puts: dict[str, set[str]] = {}
    for spelled in (in_full, in_part):
        for name, put in people.items():
            for pattern in spelled(name):
                puts.setdefault(pattern, set()).add(put)
    return tuple((pattern, next(iter(own)) if len(own) == 1 else nobody) for pattern, own in puts.items())


def in_full(name: str) -> Iterator[str]:
    """Patterns for a whole name in other letters: Wang Wei, WEI Wang, wangwei, weber-karin."""
    if not NAME.match(name):
        yield from joined([re.escape(one.lower()) for one in words(name)])
        return
    read, at = readings(name)
    if len(read) <= at:
        return
    family, given = "".join(map(sound, read[:at])), "[ '-]?".join(map(sound, read[at:]))
    yield f"{BEGINS}(?=[A-Z])(?i:{family})[ ,]{{1,2}}(?=[A-Z])(?i:{given}){ENDS}"
    yield f"{BEGINS}(?=[A-Z])(?i:{given}) (?=[A-Z])(?i:{family}){ENDS}"
    if sum(len(sounds[0]) for sounds in read) >= LONG:
        yield from joined([family, given])


def in_part(name: str, post: bool = True) -> Iterator[str]:
    """Patterns for a part of a name. Without *post* the form of address goes with a Chinese surname."""
    for part in parts(name):
        if HAN.match(part):
            yield f"{part}(?={ADDRESS})" if post else part + ADDRESS
            yield f"[老小]{part}(?![\u3400-\u9fff]?{ADDRESS})"
            yield f"{CLAUSE}{part}(?={DEEDS})"
            read, at = readings(name)
            if read:
                yield f"{TITLED}(?i:{''.join(map(sound, read[:at]))}){ENDS}"
        else:
            yield f"{TITLED}(?i:{re.escape(part)}){ENDS}"
            yield from alone(part, name.islower())


def parts(name: str) -> list[str]:
    """The parts of a name that may stand for the whole: a Chinese surname, the words of a Latin name."""
    if NAME.match(name):
        return [surname(name)]
    return [] if HAN.match(name) else words(name)


def surname(name: str) -> str:
    """The surname of a Chinese name, also of a familiar one: 郑 of 小郑."""
    if name[0] in "老小" and (len(name) == 2 or name[1:] in SURNAMES):
        return name[1:]
    return name[:2] if name[:2] in SURNAMES and len(name) > 2 else name[0]


def words(name: str) -> list[str]:
    """The words of a Latin name, each with a capital as one writes it."""
    found = [
        one for one in re.split(r"[\s.,·]+", plain(name)) if len(one) > 1 and re.match(r"[^\W\d_\u3400-\u9fff]", one)
    ]
    return [one[0].upper() + (one[1:].lower() if one.isupper() else one[1:]) for one in found]


def alone(part: str, low: bool) -> Iterator[str]:
    """Patterns for a Latin word of a name alone: Weber and WEBER; with *low* weber too; Li, but not LI or Li-ion."""
    if part.lower() in EVERYDAY:
        return
    if len(part) == 2:
        yield rf"{BEGINS}(?<!-){part}{ENDS}(?!-| (?:ion|batter|cell|poly))"
        return
    forms = {part, part.upper(), *([part.lower()] if low else [])}
    yield f"{BEGINS}(?:{'|'.join(sorted(map(re.escape, forms)))}){ENDS}"


def readings(name: str) -> tuple[list[list[str]], int]:
    """How each sign of a Chinese name may be read, and how many are the surname; of 宋处 and 老宋 only that is read."""
    from pypinyin import Style, pinyin

    family = surname(name)
    whole = family if re.fullmatch(f"[老小]?{family}{ADDRESS}|[老小]{family}", name) else name
    read = pinyin(whole, style=Style.NORMAL, heteronym=True)
    plain_letters = all(one.isascii() and one.isalpha() for sounds in read for one in sounds)
    return (read if plain_letters else []), len(family)


def sound(sounds: list[str]) -> str:
    """A pattern for one sign in pinyin; ü is written v, u or yu."""
    return "(?:" + "|".join(dict.fromkeys(sounds)).replace("v", "(?:v|yu|u)") + ")"


def joined(spelled: list[str]) -> Iterator[str]:
    """Patterns for the words of a name written as one, as an id or an address has it: wangwei, weber-karin."""
    if len(spelled) > 1 and sum(map(len, spelled)) >= LONG:
        yield "|".join(f"{BEGINS}(?i:{'[-_.]?'.join(order)}){ENDS}" for order in (spelled, spelled[::-1]))


def beside_chinese(id_: str) -> Iterator[str]:
    """A pattern for an id in a Chinese text, where it is no word: wangwei 升了."""
    if re.match("[a-z]{2}", id_):
        word, sign = re.escape(id_), "[\u3000-\u9fff]"
        yield f"{BEGINS}{word}{ENDS}(?:(?= ?{sign})|(?<={sign}{word})|(?<={sign} {word}))"


def firm_names(name: str) -> list[str]:
    """What a firm is called beside its full name: without its legal form."""
    bare = FORM.sub("", LATIN_FORM.sub("", name)).strip()
    long_enough = len(bare) >= (2 if HAN.match(bare) else LATIN_FIRM)
    return [name, bare] if bare != name and long_enough else [name]


def called(people: Mapping[str, str], firms: Mapping[str, str], others: Iterable[tuple[str, str]]) -> Mentions:
    """Whom to look for by whole names in plans in which *people*, *firms* and *others* have these stand-ins."""
    names = [*people.items(), *((short, put) for name, put in firms.items() for short in firm_names(name)), *others]
    return Mentions(tuple((name, put) for name, put in names if len(name) > 1))
