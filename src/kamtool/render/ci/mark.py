"""What names a finding for a CI system: its fingerprint, made of ids so that it stays when lines move, and its path."""

from __future__ import annotations

import hashlib
import os
from pathlib import PurePath
from urllib.parse import quote

from kamtool.render.safe import safe
from kamtool.view.said import Said


def path_of(file: str) -> str:
    """A file's path as CI systems compare it with those of a change: with ``/``, and no ``./`` before it."""
    return safe(PurePath(file).as_posix())


def uri_of(file: str) -> str:
    """A file's path as a URI, relative unless the path is absolute."""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))


def fingerprint(said: Said) -> str:
    """Forty hexadecimal digits that name this finding in every run."""
    found = said.found
    return digest("\n".join(found.marks) if found.mark else f"{found.file}:{found.code}:{found.variant}")


def fingerprints(found: list[Said]) -> list[str]:
    """The fingerprints of all findings; the second of two alike gets a number."""
    seen: dict[str, int] = {}
    out = []
    for one in found:
        name = fingerprint(one)
        count = seen[name] = seen.get(name, 0) + 1
        out.append(name if count == 1 else digest(f"{name}:{count}"))
    return out


def digest(name: str) -> str:
    """Forty hexadecimal digits for a name."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def whole(said: Said) -> str:
    """What was found and what clears it, as one text of whole sentences."""
    stop, gap = ("。", "") if said.clear.endswith("。") else (".", " ")
    end = "" if said.message.endswith((".", "?", "。", "？")) else stop
    return safe(f"{said.message}{end}{gap}{said.clear}")


def headed(said: Said) -> str:
    """What was found, behind its title."""
    return safe(f"{said.title}：{said.message}" if said.clear.endswith("。") else f"{said.title}: {said.message}")
