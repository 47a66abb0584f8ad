"""Reading the playbook: one TOML file a topic, and over it a team's own folder of the same form."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any

from kamtool.texts.lookup import Lang, terms

HERE = Path(__file__).parent
MAX_BYTES = 200_000
TOPICS = (
    "roles", "attitudes", "needs", "styles", "quadrant", "relationship", "organisation", "stages", "strategies", "axes",
)  # fmt: skip
TEXTS = ("need", "do", "dont", "source")

# A text in each language.
Both = Mapping[Lang, str]


class Origin(StrEnum):
    """Whether the decks say it, a published work does, we filled the gap, or a team wrote its own."""

    DECK = "deck"
    STANDARD = "standard"
    OURS = "ours"
    TEAM = "team"


class BadPlaybook(Exception):
    """A team's playbook that cannot be used: the file, the line (0 for none), what is wrong, the key, a near name."""

    def __init__(self, file: str, line: int, reason: str, key: str = "", near: str = "") -> None:
        super().__init__(reason)
        self.file = file
        self.line = line
        self.reason = reason
        self.key = key
        self.near = near


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its words, what is wanted, what to do and not to do, where it is from; defaults by organisation."""

    key: str
    name: Both
    words: tuple[str, ...]
    need: Both
    do: Both
    dont: Both
    source: Both
    origin: Origin
    defaults: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic with its entries, in order."""

    key: str
    words: tuple[str, ...]
    title: Both
    about: Both
    source: Both
    entries: tuple[Entry, ...]

    def entry(self, key: str) -> Entry:
        """The entry of that key. Raises KeyError."""
        for one in self.entries:
            if one.key == key:
                return one
        raise KeyError(key)


Playbook = Mapping[str, Topic]


def playbook(folder: Path | None = None) -> dict[str, Topic]:
    """The whole playbook, with a team's own *folder* over it. Raises BadPlaybook."""
    own = {topic: read_topic(topic) for topic in TOPICS}
    if folder is None:
        return own
    if not folder.is_dir():
        raise BadPlaybook(str(folder), 0, "folder")
    for file in sorted(folder.glob("*.toml")):
        if file.stem not in own:
            raise BadPlaybook(str(file), 0, "topic", file.stem, near(file.stem, TOPICS))
        own[file.stem] = overridden(own[file.stem], file)
    return own


def defaults(book: Playbook) -> dict[str, dict[str, int]]:
    """The defaults of the ten factors by kind of organisation, the team's own where it has any."""
    return {one.key: dict(one.defaults) for one in book["organisation"].entries if one.defaults}


def read_topic(key: str) -> Topic:
    """One topic as it comes with kamtool."""
    content = tomllib.loads((HERE / f"{key}.toml").read_text(encoding="utf-8"))
    known = labels(content.get("lists", ()))
    entries = tuple(shipped(name, one, known, content["source"]) for name, one in content.items() if is_entry(one))
    title = both(content["title"])
    words = (key, *content["words"], *title.values())
    return Topic(key, words, title, both(content["about"]), both(content["source"]), entries)


def is_entry(value: object) -> bool:
    """Whether a table is an entry, not a text in two languages."""
    return isinstance(value, dict) and "origin" in value


def labels(lists: list[str] | tuple[str, ...]) -> dict[str, list[str]]:
    """The English label, the Chinese one and the other words of every value of some closed lists."""
    return {value: words for one in lists for value, words in terms()[one].items()}


def shipped(key: str, content: Mapping[str, Any], known: Mapping[str, list[str]], source: Mapping[str, str]) -> Entry:
    """One entry as it comes with kamtool; its name is the closed list's, or its own."""
    own = content.get("name")
    words = [own["en"], own["zh"]] if own else known[key]
    return Entry(
        key=key,
        name={Lang.EN: words[0], Lang.ZH: words[1]},
        words=tuple(words),
        need=both(content["need"]),
        do=both(content["do"]),
        dont=both(content["dont"]),
        source=both(content.get("source", source)),
        origin=Origin(content["origin"]),
        defaults=tuple(content.get("defaults", {}).items()),
    )


def both(value: Mapping[str, str]) -> dict[Lang, str]:
    """A text by language."""
    return {lang: value[lang.value] for lang in Lang}


def overridden(topic: Topic, file: Path) -> Topic:
    """A topic with what a team's file says instead. Raises BadPlaybook."""
    text, content = read_own(file)
    reader = Reader(str(file), text)
    changes = {key: reader.change(topic, key, value) for key, value in content.items()}
    entries = tuple(replace(one, **changes.get(one.key, {})) for one in topic.entries)
    return replace(topic, entries=entries)


def read_own(file: Path) -> tuple[str, Mapping[str, Any]]:
    """The text of a team's file and what it holds. Raises BadPlaybook."""
    try:
        with file.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError:
        raise BadPlaybook(str(file), 0, "unreadable") from None
    if len(raw) > MAX_BYTES:
        raise BadPlaybook(str(file), 0, "size")
    text = raw.decode("utf-8", "replace").replace("\r\n", "\n")
    try:
        return text, tomllib.loads(raw.decode("utf-8"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise BadPlaybook(str(file), int(line.group(1)) if line else text.count("\n") + 1, "syntax") from None
    except (UnicodeDecodeError, RecursionError):
        raise BadPlaybook(str(file), 0, "syntax") from None


class Reader:
    """Reads what a team's file says of an entry, or tells the line on which it cannot be read."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines = text.split("\n")

    def bad(self, reason: str, entry: str, key: str, near: str = "") -> BadPlaybook:
        """A fault at a key of an entry, at the entry when the key stands nowhere below it."""
        start = self.find(rf"\s*(?:\[\s*)?[\"']?{re.escape(entry)}[\"']?\s*(?:[\].=]|$)", 0)
        here = self.find(rf"\s*(?:\[[^\]]*\.)?[\"']?{re.escape(key)}[\"']?\s*[\].=]", start) if key != entry else start
        return BadPlaybook(self.file, max(here, start) + 1, reason, key, near)

    def find(self, pattern: str, start: int) -> int:
        """The first line from *start* on that begins so; *start* when there is none."""
        wanted = re.compile(pattern)
        return next((at for at in range(start, len(self.lines)) if wanted.match(self.lines[at])), start)

    def change(self, topic: Topic, key: str, value: object) -> dict[str, Any]:
        """What an entry is given instead. Raises BadPlaybook."""
        known = [one.key for one in topic.entries]
        if key not in known:
            raise self.bad("entry", key, key, near(key, known))
        if not isinstance(value, dict):
            raise self.bad("table", key, key)
        out: dict[str, Any] = {"origin": Origin.TEAM}
        for name, given in value.items():
            if name == "defaults" and topic.entry(key).defaults:
                out[name] = self.numbers(topic.entry(key), given)
            elif name in TEXTS:
                out[name] = self.text(key, name, given)
            else:
                raise self.bad("key", key, name, near(name, [*TEXTS, "defaults"]))
        return out

    def text(self, entry: str, key: str, value: object) -> dict[Lang, str]:
        """A text for both languages, or one for each. Raises BadPlaybook."""
        if isinstance(value, str) and value.strip():
            return dict.fromkeys(Lang, value.strip())
        if isinstance(value, dict) and value and not set(value) - {lang.value for lang in Lang}:
            given = {lang: one.strip() for lang, one in value.items() if isinstance(one, str) and one.strip()}
            if len(given) == len(value):
                return {lang: given.get(lang.value) or next(iter(given.values())) for lang in Lang}
        raise self.bad("both", entry, key)

    def numbers(self, entry: Entry, value: object) -> tuple[tuple[str, int], ...]:
        """Defaults 1 to 5 by organisation, over those that come with kamtool. Raises BadPlaybook."""
        kinds = dict(entry.defaults)
        if not isinstance(value, dict) or set(value) - set(kinds):
            raise self.bad("defaults", entry.key, "defaults")
        if not all(type(one) is int and 1 <= one <= 5 for one in value.values()):
            raise self.bad("defaults", entry.key, "defaults")
        return tuple({**kinds, **value}.items())


def near(given: str, known: list[str] | tuple[str, ...]) -> str:
    """The known name that was probably meant, or nothing."""
    return "".join(get_close_matches(given, known, n=1))
