"""Family file (0xx): a valid file that is not what it seems. The loader reports the rest of this family."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kamtool.diagnostic import Finding, Path, Severity
from kamtool.rules.rule import Case, rule

MIXED = re.compile(r"[A-Za-z][\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff][A-Za-z]")


@rule("KAM015", "lookalike-letters", Severity.WARNING, profile="basic")
def lookalike_letters(case: Case) -> Iterator[Finding]:
    """A name that mixes Latin with Greek or Cyrillic letters, or that is another one in disguise."""
    if case.text.isascii():
        return
    yield from quoted_names(case)
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


def quoted_names(case: Case) -> Iterator[Finding]:
    """Names written within the quotation marks of a Chinese keyboard, which YAML takes for a part of them."""
    named: list[tuple[Path, str]] = [(("account", "name"), case.plan.account.name)]
    for key, person in case.plan.stakeholders.items():
        named += [(("stakeholders", key, field), getattr(person, field) or "") for field in ("name", "title", "unit")]
    named += [(("competitors", key, "name"), one.name or "") for key, one in case.plan.competitors.items()]
    named += [(("team", key, "name"), one.name or "") for key, one in case.plan.team.items()]
    for path, text in named:
        if len(text) > 2 and text[0] == "“" and text[-1] == "”":
            yield Finding(path, {"name": text}, Severity.HINT, "quotes")
