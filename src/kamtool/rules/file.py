"""Family file (0xx): a valid file that is not what it seems. The loader reports the rest of this family."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kamtool.diagnostic import Finding, Severity
from kamtool.rules.rule import Case, rule

MIXED = re.compile(r"[A-Za-z][\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff][A-Za-z]")


@rule("KAM015", "lookalike-letters", Severity.WARNING, profile="basic")
def lookalike_letters(case: Case) -> Iterator[Finding]:
    """A name that mixes Latin with Greek or Cyrillic letters, or that is another one in disguise."""
    if case.text.isascii():
        return
    named = [("stakeholders", key, one.name) for key, one in case.plan.stakeholders.items()]
    named += [("competitors", key, one.name) for key, one in case.plan.competitors.items()]
    seen: dict[str, str] = {}
    for section, key, name in named:
        if name is None:
            continue
        skeleton = unicodedata.normalize("NFKC", name).casefold()
        if MIXED.search(name):
            yield Finding((section, key, "name"), {"name": name}, variant="mixed")
        elif skeleton in seen and seen[skeleton] != name:
            yield Finding((section, key, "name"), {"name": name, "other": seen[skeleton]}, variant="twin")
        seen.setdefault(skeleton, name)
