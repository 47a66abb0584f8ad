"""Which pseudonym stands for whom: numbers given in the order of first sight, kept in a file that only we may read.

The key is what makes pseudonyms the same from plan to plan and from day to day. Who has it can tell who is who, so it
must not travel with the plans, nor with their history.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from kamtool.source.git import GitFailed, git
from kamtool.source.write import create, replace

FORMAT = "kam redact key 1"
KINDS = ("person", "firm", "account", "deal", "other")
FORMS = {"person": ("某{}", "Person {}"), "firm": ("{}公司", "Company {}")}
STEMS = "甲乙丙丁戊己庚辛壬癸"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MODE = 0o600


class BadKey(Exception):
    """A file that is no key of kamtool's, or cannot be read."""


class InGit(Exception):
    """A place for the key from which git would take it along."""


@dataclass
class Key:
    """Numbers of names by kind. It only ever grows; a pseudonym that occurs in *texts* is given to nobody."""

    numbers: dict[str, dict[str, int]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    texts: str = ""

    def number(self, kind: str, name: str) -> int:
        """The number of a name; a new one when it was never seen."""
        known = self.numbers[kind]
        while name not in known:
            number = len(set(known.values())) + 1
            taken = any(one in self.texts for one in stand_ins(kind, number))
            known[f"#{number}" if taken else name] = number
        return known[name]

    def same(self, kind: str, name: str, other: str) -> None:
        """Give *other* the number of *name*, unless it has one: another name of the same."""
        self.numbers[kind].setdefault(other, self.number(kind, name))

    def person(self, name: str) -> str:
        """The pseudonym of a person, in the script of the name."""
        return stand_ins("person", self.number("person", name))[not is_chinese(name)]

    def firm(self, name: str) -> str:
        """The pseudonym of a firm, in the script of the name."""
        return stand_ins("firm", self.number("firm", name))[not is_chinese(name)]

    def text(self) -> str:
        """The key as its file holds it."""
        content = {"format": FORMAT, **{kind: self.numbers[kind] for kind in KINDS}}
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def stand_ins(kind: str, number: int) -> tuple[str, str]:
    """The Chinese and the Latin pseudonym: 甲 to 癸, then 甲2; A to Z, then A2. No two numbers have the same."""
    if kind not in FORMS:
        return (f"{kind}-{number}", f"{kind}-{number}")
    chinese, latin = FORMS[kind]
    return chinese.format(lettered(STEMS, number)), latin.format(lettered(LETTERS, number))


def lettered(signs: str, number: int) -> str:
    """A number as a sign, with the turn behind it from the second turn on."""
    turn, at = divmod(number - 1, len(signs))
    return signs[at] + (str(turn + 1) if turn else "")


def is_chinese(name: str) -> bool:
    """Whether a name is written in Chinese."""
    return any("\u3400" <= char <= "\u9fff" for char in name)


def usual_place() -> Path:
    """Where the key lies when nobody says otherwise: in the user's own data folder."""
    base = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/.local/share")
    return Path(base) / "kamtool" / "redact.key.json"


def read_key(path: Path) -> Key:
    """The key in a file; an empty one when there is none. Raises BadKey."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content.pop("format") != FORMAT or set(content) != set(KINDS):
            raise BadKey(str(path))
        numbers = {kind: {str(name): int(number) for name, number in content[kind].items()} for kind in KINDS}
    except FileNotFoundError:
        return Key()
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        raise BadKey(str(path)) from None
    return Key(numbers)


def write_key(path: Path, key: Key) -> None:
    """Keep the key, readable by nobody else. Raises InGit where git would take it along, or OSError."""
    if seen_by_git(path):
        raise InGit(str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        path.chmod(MODE)
        replace(path, key.text().encode())
    else:
        create(path, key.text().encode(), MODE)


def seen_by_git(path: Path) -> bool:
    """Whether a file lies where git would add it: in a work tree, and not ignored, or tracked already."""
    folder, name = path.absolute().parent, path.name
    while not folder.is_dir():
        folder, name = folder.parent, f"{folder.name}/{name}"
    try:
        if git(folder, "rev-parse", "--is-inside-work-tree").strip() != b"true":
            return False
    except GitFailed:
        return False
    try:
        if git(folder, "ls-files", "--", name).strip():
            return True
        git(folder, "check-ignore", "-q", "--", f"./{name}", literal=False)
    except GitFailed:
        return True
    return False
