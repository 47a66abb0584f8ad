"""The fingerprint of a finding: made of ids, so that it stays when lines move."""

from __future__ import annotations

import hashlib

from kamtool.view.said import Said


def fingerprint(said: Said) -> str:
    """Forty hexadecimal digits that name this finding in every run."""
    found = said.found
    return hashlib.sha256((found.mark or f"{found.file}:{found.code}:{found.variant}").encode()).hexdigest()[:40]


def fingerprints(found: list[Said]) -> list[str]:
    """The fingerprints of all findings; the second of two alike gets a number."""
    seen: dict[str, int] = {}
    out = []
    for one in found:
        name = fingerprint(one)
        count = seen[name] = seen.get(name, 0) + 1
        out.append(name if count == 1 else hashlib.sha256(f"{name}:{count}".encode()).hexdigest()[:40])
    return out
