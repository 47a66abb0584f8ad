"""Reading a method pack: TOML with a name, a source, and questions mapped onto what a plan shows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MAX_BYTES = 200_000
MAX_QUESTIONS = 200
LANGUAGES = ("en", "zh")
TOP = ("name", "about", "source", "question")
QUESTION = ("part", "ask", "facts", "gap")


class BadPack(Exception):
    """A pack that cannot be used.

    Carries the file, the line (0 when there is none), the kind of fault, the key, and what was probably meant.
    """

    def __init__(self, file: str, line: int, reason: str, key: str = "", near: str = "") -> None:
        super().__init__(reason)
        self.file = file
        self.line = line
        self.reason = reason
        self.key = key
        self.near = near


# A text in both languages; a team may write one text for both.
Both = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a school: the part it belongs to, its words, the facts that answer it, and what to ask if not."""

    part: Both
    ask: Both
    facts: tuple[str, ...]
    gap: Both


@dataclass(frozen=True, slots=True)
class Pack:
    """One school: its name, what it is in a sentence, where it comes from, and its questions."""

    name: Both
    about: Both
    source: Both
    questions: tuple[Question, ...]


def names() -> tuple[str, ...]:
    """The packs that come with kamtool; the default first."""
    found = sorted(file.stem for file in HERE.glob("*.toml"))
    return ("decks", *(one for one in found if one != "decks"))


def read_pack(given: str, facts: Collection[str]) -> Pack:
    """A pack by its name, or a team's own by its path. Raises BadPack; *facts* are the names it may map onto."""
    own = given.endswith(".toml")
    if not own and given not in names():
        raise BadPack(given, 0, "name", near="".join(get_close_matches(given, names(), n=1)))
    path = Path(given) if own else HERE / f"{given}.toml"
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError:
        raise BadPack(given, 0, "unreadable") from None
    if len(raw) > MAX_BYTES:
        raise BadPack(given, 0, "size")
    try:
        text = raw.decode("utf-8").replace("\r\n", "\n")
        content: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise BadPack(given, int(line.group(1)) if line else text.count("\n") + 1, "syntax") from None
    except (UnicodeDecodeError, RecursionError):
        raise BadPack(given, 0, "syntax") from None
    return Reader(given, text, facts).pack(content)


class Reader:
    """Turns one file's content into a Pack, or into a BadPack with its line."""

    def __init__(self, file: str, text: str, facts: Collection[str]) -> None:
        self.file = file
        self.lines = text.split("\n")
        self.facts = facts
        head = re.compile(r"\s*\[\[\s*question\s*\]\]")
        self.starts = [at for at, line in enumerate(self.lines) if head.match(line)]

    def bad(self, reason: str, key: str, number: int | None = None, word: str = "", near: str = "") -> BadPack:
        """A fault where *word* (or the key) stands, in the question of that number or at the top."""
        start, end = 0, self.starts[0] if self.starts else len(self.lines)
        if number is not None:
            start = self.starts[number] if number < len(self.starts) else 0
            end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.lines)
        name = re.escape(word or key)
        wanted = re.compile(rf"[\"']{name}[\"']" if word else rf"^\s*(?:\[+\s*)?[\"']?{name}[\"']?\s*[=.\]]")
        found = (at for at in range(start, end) if wanted.search(self.lines[at]))
        return BadPack(self.file, next(found, start) + 1, reason, word or key, near)

    def pack(self, content: Mapping[str, Any]) -> Pack:
        """The whole pack. Raises BadPack."""
        self.only(content, TOP, None)
        asked = content.get("question")
        if not isinstance(asked, list) or not asked or not all(isinstance(one, dict) for one in asked):
            raise self.bad("questions", "question")
        if len(asked) > MAX_QUESTIONS:
            raise self.bad("many", "question")
        about = self.maybe(content, "about", None)
        source = self.maybe(content, "source", None)
        questions = tuple(self.question(one, number) for number, one in enumerate(asked))
        return Pack(self.both(content, "name", None), about, source, questions)

    def question(self, content: Mapping[str, Any], number: int) -> Question:
        """One question. Raises BadPack."""
        self.only(content, QUESTION, number)
        part = self.maybe(content, "part", number)
        ask = self.both(content, "ask", number)
        gap = self.both(content, "gap", number) if "gap" in content else ask
        facts = content.get("facts")
        if not isinstance(facts, list) or not facts or not all(isinstance(one, str) for one in facts):
            raise self.bad("facts", "facts", number)
        for one in facts:
            if one not in self.facts:
                raise self.bad("fact", "facts", number, one, "".join(get_close_matches(one, self.facts, n=1)))
        return Question(part, ask, tuple(facts), gap)

    def only(self, content: Mapping[str, Any], keys: tuple[str, ...], number: int | None) -> None:
        """Raises BadPack for a key that is none of *keys*."""
        for key in content:
            if key not in keys:
                raise self.bad("key", key, number, near="".join(get_close_matches(key, keys, n=1)))

    def maybe(self, content: Mapping[str, Any], key: str, number: int | None) -> Both:
        """A text in both languages that may be missing. Raises BadPack."""
        return self.both(content, key, number) if key in content else dict.fromkeys(LANGUAGES, "")

    def both(self, content: Mapping[str, Any], key: str, number: int | None) -> Both:
        """A text in both languages: one text for both, or a table of ``en`` and ``zh``. Raises BadPack."""
        value = content.get(key)
        if isinstance(value, str) and value.strip():
            return dict.fromkeys(LANGUAGES, value.strip())
        if not isinstance(value, dict) or not value or set(value) - set(LANGUAGES):
            raise self.bad("both", key, number)
        if not all(isinstance(one, str) and one.strip() for one in value.values()):
            raise self.bad("both", key, number)
        texts = {lang: str(one).strip() for lang, one in value.items()}
        return {lang: texts.get(lang) or next(iter(texts.values())) for lang in LANGUAGES}
