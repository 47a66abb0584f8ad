"""What a person types for a value, as the plan writes it: canonical words, ids for names, ISO days, plain digits."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from kamtool.diagnostic import Path
from kamtool.load.address import NoPlace, called, dotted, referable
from kamtool.load.called import sounding
from kamtool.load.fields import nearest
from kamtool.model.base import ID_PATTERN
from kamtool.model.shape import Shape, short
from kamtool.model.term import words
from kamtool.source.document import Data
from kamtool.source.node import Node
from kamtool.when.calendar import Side
from kamtool.when.read import read_when

DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?\Z|(\d{4})(\d{2})(\d{2})\Z", re.ASCII)
SINCE = {"today": 0, "今天": 0, "今日": 0, "yesterday": 1, "昨天": 1, "昨日": 1, "前天": 2}
PARTS = re.compile(r"[,，、;；]")


class Unfit(Exception):
    """A value that cannot be typed for such a place; *reason* says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def typed(text: str, shape: Shape, path: Path, root: Node, today: dt.date) -> Data:
    """What *text* means at *path*; a day may be told from *today*.

    What the model would refuse is passed on as it is, for the loader to say so.

    Raises Unfit where a value cannot be typed at all: a section with fields of its own, or a mapping; NoPlace for a
    name that is nobody's.
    """
    text = unicodedata.normalize("NFC", text.strip())
    plain = unicodedata.normalize("NFKC", text)
    match shape.kind:
        case "section":
            own = short(shape.of)
            if own is None:
                raise Unfit("section")
            return typed(text, own.shape, (*path, own.name), root, today)
        case "map":
            raise Unfit("section")
        case "list":
            assert shape.item is not None
            if shape.item.kind in ("section", "map", "list") and short(shape.item.of) is None:
                raise Unfit("list")
            parts = [text] if shape.item.kind == "text" else PARTS.split(unbracketed(text))
            return [typed(part, shape.item, (*path, at), root, today) for at, part in enumerate(parts) if part.strip()]
        case "term" | "cell":
            known = words(shape.of).get(plain.casefold()) or words(shape.of).get(text.casefold())
            return reference(text, path, root) if known is None else known.value
        case "id":
            return reference(text, path, root)
        case "date":
            return iso_day(plain, today) or one_day(plain, today) or text
        case "number" | "whole" | "version":
            return plain
    return text


def reference(text: str, path: Path, root: Node) -> str:
    """The id that a name, an alias or a form of address stands for where an id belongs, when it is one person's alone.

    Raises NoPlace for a word that can be no id and is nobody's name.
    """
    ids = referable(path, root, by_key=False) or referable(path[:-1], root, by_key=False)
    if text in ids:
        return text
    named = [key for key, names in ids.items() if text in names] or [key for key in called(root, text) if key in ids]
    if not named and ids and not re.match(ID_PATTERN, text):
        every = [word for key, names in ids.items() for word in (key, *names)]
        near = nearest(text, every) or next(sounding(text, every), None)
        raise NoPlace("entry", text, near, list(ids), dotted(path))
    return named[0] if len(named) == 1 else text


def unbracketed(text: str) -> str:
    """A list without the brackets that YAML has around it."""
    return text[1:-1] if text[:1] == "[" and text[-1:] == "]" else text


def one_day(text: str, today: dt.date) -> str | None:
    """The one day that ``11-28``, 下周三, 月底 may mean, behind or ahead; ``None`` where they may mean two, or none."""
    found = {read_when(text, today, side) for side in Side}
    days = [one for one in found if isinstance(one, dt.date)]
    return days[0].isoformat() if len(days) == 1 else None


def iso_day(text: str, today: dt.date | None = None) -> str | None:
    """``2026-11-30`` for a day in any usual spelling, or told from *today*; ``None`` for what is none."""
    if today is not None and text.casefold() in SINCE:
        return (today - dt.timedelta(days=SINCE[text.casefold()])).isoformat()
    found = DAY.match(text)
    if found is None:
        return None
    year, month, day = [part for part in found.groups() if part]
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
