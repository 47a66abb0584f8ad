"""Settings of a team: ``kam.toml``, or ``[tool.kam]`` in pyproject.toml, the nearest above the working folder."""

from __future__ import annotations

import glob
import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

MAX_BYTES = 1_000_000
MAX_NUMBER = 100_000  # of days, some 270 years: a calendar ends


class BadConfig(Exception):
    """A setting kamtool does not know, or of the wrong kind.

    Carries the file, the line (0 when it could not be found), the key, the kind of fault, and what was probably meant.
    """

    def __init__(self, file: str, line: int, key: str, reason: str, near: str = "") -> None:
        super().__init__(reason)
        self.file = file
        self.line = line
        self.key = key
        self.reason = reason
        self.near = near


class WordChanges(NamedTuple):
    """Words a team adds to the list of that *name* (bribery or tender), and words of ours it takes away."""

    name: str
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


class Override(NamedTuple):
    """Settings for the files that any of *paths* (patterns from the configuration's folder) fits."""

    paths: tuple[str, ...]
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()


class Config(NamedTuple):
    """What a team set; the rest are kamtool's defaults. *accounts* is where the plans are.

    Rule codes, thresholds and the weights of ``kam next`` stand here as written; what they mean is known where they
    are used.
    """

    lang: str | None = None
    audience: str = "internal"
    accounts: str = "accounts"
    profile: str = "standard"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = "error"
    baseline: str | None = None
    playbook: str | None = None
    fiscal_year: tuple[int, int] | None = None
    severity: tuple[tuple[str, str], ...] = ()
    thresholds: tuple[tuple[str, int], ...] = ()
    next: tuple[tuple[str, int], ...] = ()
    ledger: tuple[tuple[str, str], ...] = ()
    tiers: tuple[tuple[str, int], ...] = ()
    capacity: tuple[tuple[str, int], ...] = ()
    words: tuple[WordChanges, ...] = ()
    overrides: tuple[Override, ...] = ()
    file: str = ""

    @property
    def known(self) -> str | None:
        """The baseline's path from the working folder."""
        return str(self.beside(self.baseline)) if self.baseline else None

    @property
    def folder(self) -> Path:
        """Where the plans are, as a path from the working folder."""
        return self.beside(self.accounts)

    def beside(self, name: str) -> Path:
        """A path that the configuration names, from the working folder."""
        place = Path(self.file).parent / name if self.file else Path(name)
        cwd = Path.cwd()
        return place.relative_to(cwd) if place.is_absolute() and place.is_relative_to(cwd) else place

    def pattern(self, name: str) -> str:
        """A pattern that the configuration names, for absolute paths."""
        return str(Path(glob.escape(str(Path(self.file).absolute().parent))) / name)

    def place(self, word: str) -> str:
        """The configuration's name, with the line on which a word stands as a key or a text."""
        line = line_of(read_bounded(Path(self.file)).decode("utf-8"), word)
        return f"{self.file}:{line}" if line else self.file


WORDS: Mapping[str, tuple[str, ...]] = {
    "lang": ("en", "zh"),
    "audience": ("internal", "customer"),
    "fail_on": ("error", "warning", "hint", "never"),
    "profile": ("basic", "standard", "strict"),
}
WORD_LISTS = ("bribery", "tender")
MAX_WORD = 100
LEVELS = ("error", "warning", "hint", "off")
TEXTS = frozenset({"lang", "audience", "accounts", "profile", "fail_on", "baseline", "playbook"})
LISTS = frozenset({"select", "ignore"})
# Where the ledger is, how it is written, and the heading of each column (docs/ledger.md).
LEDGER = (
    "path", "sheet", "encoding", "decimal", "dates", "customer", "date", "revenue", "gross_profit", "cost_of_goods",
    "cost_to_serve", "quantity", "currency",
)  # fmt: skip
NUMBERS = frozenset({"thresholds", "next", "tiers", "capacity"})
KNOWN = (*sorted(TEXTS | LISTS | NUMBERS), "severity", "ledger", "words", "overrides", "fiscal_year")


def find_config(folder: Path) -> Config:
    """The settings that hold in *folder*. Raises BadConfig."""
    for place in (folder, *folder.parents):
        own, shared = place / "kam.toml", place / "pyproject.toml"
        if own.is_file():
            return read_config(own, ())
        if shared.is_file() and b"[tool.kam" in read_bounded(shared):
            return read_config(shared, ("tool", "kam"))
    return Config()


def read_bounded(path: Path) -> bytes:
    """The bytes of a settings file. Raises BadConfig for one that cannot be read, or is too large to be one."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError:
        raise BadConfig(str(path), 0, "", "unreadable") from None
    if len(raw) > MAX_BYTES:
        raise BadConfig(str(path), 0, "", "size")
    return raw


def read_config(path: Path, table: tuple[str, ...]) -> Config:
    """The settings in one file, below *table*. Raises BadConfig."""
    import tomllib

    raw = read_bounded(path)
    try:
        text = raw.decode("utf-8").replace("\r\n", "\n")
        settings: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise BadConfig(str(path), int(line.group(1)) if line else text.count("\n") + 1, "", "syntax") from None
    except (UnicodeDecodeError, RecursionError):
        raise BadConfig(str(path), 0, "", "syntax") from None
    for step in table:
        settings = settings.get(step, {})
        if not isinstance(settings, dict):
            raise BadConfig(str(path), 0, step, "table")
    return Reader(str(path), text).config(settings)


def line_of(text: str, word: str) -> int:
    """The line on which a word stands as a key, a table or a quoted text, below ``[tool.kam`` if there is one; or 0."""
    name = re.escape(word).replace("_", "[-_]")
    quoted = rf"""["']{name}["']"""
    bare = rf"(?<![\w.-]){name}[ \t]*=|[.\[]{name}[ \t]*[].=]"
    start = max(0, text.find("[tool.kam"))
    found = re.compile(rf"^(?![ \t]*#).*?(?:{quoted}|{bare})", re.MULTILINE).search(text, start)
    return text.count("\n", 0, found.end()) + 1 if found else 0


class Reader:
    """Turns one file's settings into a Config, or into a BadConfig with its line."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text

    def bad(self, key: str, reason: str, near: str = "") -> BadConfig:
        """A fault at the line where *key* stands."""
        return BadConfig(self.file, line_of(self.text, key), key, reason, near)

    def word(self, key: str, given: str, known: tuple[str, ...]) -> BadConfig:
        """A value that is none of the known words: with the one that was probably meant, else with all of them."""
        near = get_close_matches(given, known, n=1)
        return self.bad(key, "word", near[0]) if near else self.bad(key, "words", ", ".join(known))

    def config(self, settings: Mapping[str, Any]) -> Config:
        """All settings. Raises BadConfig."""
        values: dict[str, Any] = {"file": self.file}
        for key, value in settings.items():
            name = key.replace("-", "_")
            if name not in KNOWN:
                raise self.bad(key, "unknown", "".join(get_close_matches(name, KNOWN, n=1)))
            if name in values:
                raise self.bad(key, "twice")
            values[name] = self.value(key, name, value)
        return Config(**values)

    def value(self, key: str, name: str, value: Any) -> object:
        """One setting of the right kind. Raises BadConfig."""
        if name in LISTS:
            return self.texts(key, value)
        if name == "severity":
            return self.levels(key, value)
        if name in NUMBERS:
            return self.numbers(key, value)
        if name == "ledger":
            return self.ledger(key, value)
        if name == "words":
            return self.word_changes(key, value)
        if name == "overrides":
            return self.overrides(key, value)
        if name == "fiscal_year":
            return self.fiscal_year(key, value)
        if not isinstance(value, str):
            raise self.bad(key, "text")
        if name in WORDS and value not in WORDS[name]:
            raise self.word(key, value, WORDS[name])
        return value

    def fiscal_year(self, key: str, value: Any) -> tuple[int, int]:
        """``FY26=2025-04``: the month fiscal years begin in, and by how many years their name runs ahead of it."""
        found = re.fullmatch(r"FY(\d\d)=20(\d\d)-(0[1-9]|1[0-2])", value, re.ASCII) if isinstance(value, str) else None
        if found is None or int(found[1]) - int(found[2]) not in (0, 1):
            raise self.bad(key, "fiscal")
        return int(found[3]), int(found[1]) - int(found[2])

    def texts(self, key: str, value: Any) -> tuple[str, ...]:
        """A list of texts."""
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        raise self.bad(key, "list")

    def levels(self, key: str, value: Any) -> tuple[tuple[str, str], ...]:
        """A table of severities by rule or family."""
        if not isinstance(value, dict):
            raise self.bad(key, "table")
        for code, level in value.items():
            if level not in LEVELS:
                raise self.word(code, str(level), LEVELS)
        return tuple(value.items())

    def numbers(self, key: str, value: Any) -> tuple[tuple[str, int], ...]:
        """A table of whole numbers from 0 on."""
        if not isinstance(value, dict):
            raise self.bad(key, "table")
        found = self.spelled(value)
        for name, number in found.items():
            if type(number) is not int or not 0 <= number <= MAX_NUMBER:
                raise self.bad(name, "number")
        return tuple(found.items())

    def spelled(self, table: Mapping[str, Any]) -> dict[str, Any]:
        """A table's entries under the names we know, whether written with ``-`` or ``_``. Raises BadConfig."""
        found: dict[str, Any] = {}
        for key, value in table.items():
            name = key.replace("-", "_")
            if name in found:
                raise self.bad(key, "twice")
            found[name] = value
        return found

    def ledger(self, key: str, value: Any) -> tuple[tuple[str, str], ...]:
        """A table of texts: how the ledger is written, and the headings of its columns."""
        if not isinstance(value, dict):
            raise self.bad(key, "table")
        found = self.spelled(value)
        for name, text in found.items():
            if name not in LEDGER:
                raise self.bad(name, "unknown", "".join(get_close_matches(name, LEDGER, n=1)))
            if not isinstance(text, str):
                raise self.bad(name, "text")
        return tuple(found.items())

    def word_changes(self, key: str, value: Any) -> tuple[WordChanges, ...]:
        """A table of word lists, each with what to add and what to take away."""
        if not isinstance(value, dict) or not all(isinstance(one, dict) for one in value.values()):
            raise self.bad(key, "table")
        found = []
        for name, changes in value.items():
            if name not in WORD_LISTS:
                raise self.bad(name, "unknown", "".join(get_close_matches(name, WORD_LISTS, n=1)))
            for what in changes:
                if what not in ("add", "remove"):
                    raise self.bad(what, "unknown", "".join(get_close_matches(what, ("add", "remove"), n=1)))
            add, remove = (self.texts(what, changes.get(what, [])) for what in ("add", "remove"))
            if not all(word.strip() and len(word) <= MAX_WORD for word in add):
                raise self.bad("add", "list")
            found.append(WordChanges(name, add, remove))
        return tuple(found)

    def overrides(self, key: str, value: Any) -> tuple[Override, ...]:
        """A list of tables, each with its paths."""
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.bad(key, "tables")
        return tuple(self.override(one) for one in value)

    def override(self, table: Mapping[str, Any]) -> Override:
        """One override. Raises BadConfig."""
        for key in table:
            if key not in ("paths", "ignore", "severity"):
                near = "".join(get_close_matches(key, ("paths", "ignore", "severity"), n=1))
                raise self.bad(key, "unknown", near)
        if "paths" not in table:
            raise self.bad("overrides", "paths")
        return Override(
            self.texts("paths", table["paths"]),
            self.texts("ignore", table.get("ignore", [])),
            self.levels("severity", table.get("severity", {})),
        )
