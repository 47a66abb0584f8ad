"""Settings of a team: ``kam.toml``, or ``[tool.kam]`` in pyproject.toml, the nearest above the working folder."""

from __future__ import annotations

from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any


class BadConfig(Exception):
    """A setting kamtool does not know, or of the wrong kind; carries the file, the key and what was probably meant."""

    def __init__(self, file: str, key: str, reason: str, near: str = "") -> None:
        super().__init__(reason)
        self.file = file
        self.key = key
        self.reason = reason
        self.near = near


@dataclass(frozen=True, slots=True)
class Config:
    """What a team set; the rest are kamtool's defaults. *accounts* is where the plans are."""

    lang: str | None = None
    accounts: str = "accounts"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = "error"
    file: str = ""

    @property
    def folder(self) -> Path:
        """Where the plans are, as a path from the working folder."""
        return Path(self.file).parent / self.accounts if self.file else Path(self.accounts)


WORDS = {"lang": ("en", "zh"), "fail_on": ("error", "warning", "hint", "never")}


def find_config(folder: Path) -> Config:
    """The settings that hold in *folder*. Raises BadConfig."""
    for place in (folder, *folder.parents):
        own, shared = place / "kam.toml", place / "pyproject.toml"
        if own.is_file():
            return read_config(own, ())
        if shared.is_file() and b"[tool.kam" in shared.read_bytes():
            return read_config(shared, ("tool", "kam"))
    return Config()


def read_config(path: Path, table: tuple[str, ...]) -> Config:
    """The settings in one file, below *table*. Raises BadConfig."""
    import tomllib

    file = str(path)
    try:
        settings: Any = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError):
        raise BadConfig(file, "", "syntax") from None
    for step in table:
        settings = settings.get(step, {})
    known = [field.name for field in fields(Config) if field.name != "file"]
    values: dict[str, Any] = {"file": file}
    for key, value in settings.items():
        name = key.replace("-", "_")
        if name not in known:
            near = get_close_matches(name, known, n=1)
            raise BadConfig(file, key, "unknown", near[0] if near else "")
        values[name] = checked(file, key, name, value)
    return Config(**values)


def checked(file: str, key: str, name: str, value: object) -> object:
    """A setting of the right kind, or BadConfig."""
    if name in {"select", "ignore"}:
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        raise BadConfig(file, key, "list")
    if not isinstance(value, str):
        raise BadConfig(file, key, "text")
    if name in WORDS and value not in WORDS[name]:
        near = get_close_matches(value, WORDS[name], n=1)
        raise BadConfig(file, key, "word", near[0] if near else "")
    return value
