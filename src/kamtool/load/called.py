"""What people are called: 宋处长, 赵总 name whoever of that surname has a title that fits; and names by their sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

Who = TypeVar("Who")

# What a form of address may stand for in a title; 副 is dropped in speech, so it is asked for only when said.
ADDRESSES: Mapping[str, tuple[str, ...]] = {
    "处长": ("处",), "处": ("处",), "科长": ("科",), "科": ("科",), "局长": ("局",), "局": ("局",), "部长": ("部",),
    "部": ("部",), "厅长": ("厅",), "主任": ("主任",), "总经理": ("总经理",), "经理": ("经理",),
    "总": ("总", "经理", "董事"), "董": ("董事",), "董事长": ("董事长",), "工": ("工程师", "总工", "工"),
    "厂长": ("厂",), "院长": ("院",), "院": ("院",), "校长": ("校",), "行长": ("行长",), "队长": ("队",),
    "书记": ("书记",), "师傅": ("师傅", "司机"),
    "主管": ("主管",), "助理": ("助理",), "秘书": ("秘书",), "老师": ("老师", "教师", "教授"),
}  # fmt: skip
CHINESE = r"[\u3400-\u9fff]"
ADDRESSED = re.compile(rf"({CHINESE}{{1,2}}?)(副?)({'|'.join(sorted(ADDRESSES, key=len, reverse=True))})")


def addressed(text: str, start: int, titles: Iterable[tuple[Who, tuple[str, str]]]) -> tuple[list[Who], int]:
    """Whom a form of address at a place of *text* fits, by their name and title, and where it ends."""
    found = ADDRESSED.match(text, start)
    if found is None:
        return [], start
    surname, deputy, form = found.groups()
    parts = ADDRESSES[form]
    return [
        one
        for one, (name, title) in titles
        if name.startswith(surname) and deputy in title and any(part in title for part in parts)
    ], found.end()


def sounding(text: str, names: Iterable[str]) -> Iterator[str]:
    """The Chinese names that begin with the sound of *text*: what an input method mixes up."""
    if not re.match(CHINESE, text):
        return
    from pypinyin import lazy_pinyin  # only a word that fits nobody pays for it

    sound = lazy_pinyin(text)
    yield from (name for name in names if re.match(CHINESE, name) and lazy_pinyin(name)[: len(sound)] == sound)
