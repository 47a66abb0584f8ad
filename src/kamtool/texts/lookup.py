"""From a key to a sentence.

A key is ``file.name``: ``funnel.title`` stands in ``texts/<language>/funnel.toml`` under ``title``; a file is read
when its first key is asked for. The words of the closed lists stand in ``texts/terms.toml``: for each value its
English and its Chinese label, then whatever else is accepted in a plan.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


class Lang(StrEnum):
    """The languages kamtool speaks."""

    EN = "en"
    ZH = "zh"


class Texts:
    """The sentences of one language.

    Calling it with a key and values gives the sentence; enum values become their labels, dates ISO dates. Of one thing
    (*count*, else *days*) the sentence is the one under ``<key>_one``, where there is one. Raises KeyError for a key
    that no file has.
    """

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence of *key* with *values* filled in."""
        name, _, rest = key.partition(".")
        known = table(self.lang, name)
        is_one = values.get("count", values.get("days")) == 1 and f"{rest}_one" in known
        sentence = known[f"{rest}_one" if is_one else rest]
        shown = {k: self.show(v) for k, v in values.items()}
        return (close_up(sentence, shown) if self.lang is Lang.ZH else sentence).format_map(shown)

    def has(self, key: str) -> bool:
        """Whether there is a sentence for *key*."""
        name, _, rest = key.partition(".")
        return rest in table(self.lang, name)

    def term(self, value: Enum) -> str:
        """The label of a listed value."""
        en, zh, *_ = terms()[list_name(type(value))][str(value.value)]
        return zh if self.lang is Lang.ZH else en

    def show(self, value: object) -> str:
        """A value as a person reads it: labels for listed values, ISO dates, numbers without an exponent."""
        if isinstance(value, Enum):
            return self.term(value)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, Decimal):
            return f"{value:f}"
        if isinstance(value, (list, tuple)):
            return self.join(self.show(one) for one in value)
        return str(value)

    def join(self, words: Any) -> str:
        """Several words as one: with ``, `` in English and ``、`` in Chinese."""
        return ("、" if self.lang is Lang.ZH else ", ").join(words)


GAP = re.compile(r"( ?)\{(\w+)\}( ?)")


def is_chinese(sign: str) -> bool:
    """Whether *sign*, one or none, is a Chinese character or punctuation mark."""
    return "\u3400" <= sign <= "\u9fff" or (sign != "" and sign in "、。，：；？（）“”")


def close_up(sentence: str, shown: Mapping[str, str]) -> str:
    """A Chinese sentence without the spaces round those values that are Chinese on that side themselves."""

    def closed(found: re.Match[str]) -> str:
        before, name, after = found.groups()
        value = shown.get(name, "")
        ends = sentence[found.start() - 1 : found.start()], sentence[found.end() : found.end() + 1]
        left = "" if (not value or is_chinese(value[:1])) and is_chinese(ends[0]) else before
        right = "" if (not value or is_chinese(value[-1:])) and is_chinese(ends[1] or ends[0]) else after
        return f"{left}{{{name}}}{right}"

    return GAP.sub(closed, sentence)


@cache
def table(lang: Lang, name: str) -> Mapping[str, str]:
    """The sentences of one file, with dotted keys."""
    import tomllib  # a clean check needs no sentence, and so no parser

    with (HERE / lang / f"{name}.toml").open("rb") as stream:
        return flat(tomllib.load(stream))


def flat(tree: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Nested tables as one, keys joined by dots; a sentence's surrounding blank space is cut."""
    out: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, Mapping):
            out |= flat(value, f"{prefix}{key}.")
        else:
            out[prefix + key] = str(value).strip()
    return out


@cache
def terms_text() -> str:
    """What ``terms.toml`` holds."""
    return (HERE / "terms.toml").read_text(encoding="utf-8")


@cache
def terms() -> Mapping[str, Mapping[str, list[str]]]:
    """The words of every closed list, as ``terms.toml`` has them."""
    import tomllib

    return tomllib.loads(terms_text())


@cache
def terms_of(name: str) -> Mapping[str, list[str]]:
    """The words of one closed list: its table alone is parsed, for a plan uses other words than ours in a few lists."""
    import tomllib

    text = terms_text()
    start = text.index(f"[{name}]\n")
    end = text.find("\n[", start)
    found: Mapping[str, list[str]] = tomllib.loads(text[start : end if end > 0 else None])[name]
    return found


@cache
def list_name(listed: type) -> str:
    """The name of a closed list in ``terms.toml``: ``RelationshipStage`` is ``relationship_stage``."""
    name = listed.__name__
    return "".join(f"_{c.lower()}" if c.isupper() and at else c.lower() for at, c in enumerate(name))


def aliases_of(listed: type) -> Mapping[str, list[str]]:
    """For each value of a closed list every word that a plan may use for it."""
    return terms_of(list_name(listed))
