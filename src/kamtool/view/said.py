"""Diagnostics in words: what was found, why it matters, and what clears it."""

from __future__ import annotations

from dataclasses import dataclass

from kamtool.diagnostic import Diagnostic, family
from kamtool.model.values import ExpectKind
from kamtool.texts.lookup import Lang, Texts, terms
from kamtool.view.expect import said as expectation_said


@dataclass(frozen=True, slots=True)
class Said:
    """One diagnostic in one language."""

    found: Diagnostic
    title: str
    message: str
    why: str
    clear: str
    severity: str


def said(found: Diagnostic, texts: Texts) -> Said:
    """A diagnostic's sentences; a variant may have its own title and way out: a question accuses nobody."""
    own = f"rules/{family(found.code)}.{found.code}"
    why = f"{own}.why_{found.variant}"
    return Said(
        found,
        title(found.code, found.variant, texts),
        texts(f"{own}.{found.variant}", **named(found, texts)),
        texts(why if texts.has(why) else f"{own}.why"),
        way_out(found, texts),
        texts(f"check.{found.severity.word}"),
    )


WRAPPED = frozenset({"channels", "award"})


def way_out(found: Diagnostic, texts: Texts) -> str:
    """What clears a finding: by its variant; as far as a tender whose notice is out leaves it."""
    own = f"rules/{family(found.code)}.{found.code}.clear"
    special, bounded = f"{own}_{found.variant}", f"{own}_{found.gate}"
    if found.gate in WRAPPED and texts.has(bounded):
        return texts(bounded, **named(found, texts))
    key = next(key for key in (special, bounded, own) if texts.has(key))
    clear = texts(key, **named(found, texts))
    return texts(f"check.gate_{found.gate}", clear=clear) if found.gate in WRAPPED else clear


def title(code: str, variant: str, texts: Texts) -> str:
    """What a finding is called: by its variant's own title, else by the rule's."""
    own = f"rules/{family(code)}.{code}.title"
    return texts(f"{own}_{variant}" if texts.has(f"{own}_{variant}") else own)


# Parameters that hold a key of the plan, and are shown by the name people know it by.
FIELDS = frozenset({"count", "of"})


def named(found: Diagnostic, texts: Texts) -> dict[str, object]:
    """The values for a sentence: a key of the plan is put into words, a listed value gets its Chinese label."""
    values = {
        key: texts(f"check.field_{value}") if key in FIELDS and isinstance(value, str) else value
        for key, value in found.params.items()
    }
    if "expectation" in found.params:
        words = ("who", "unit", "deal", "level", "since")
        kind = ExpectKind(str(found.params["expectation"]))
        values["expectation"] = expectation_said(kind, texts, **{key: found.params[key] for key in words})
        instead = f"expect.have_{found.params['have']}"
        if found.params["since"] and texts.has(f"{instead}_since"):
            instead += "_since"
        values["instead"] = texts(instead, **found.params) if texts.has(instead) else ""
    kinds = found.params.get("kinds")
    if isinstance(kinds, list):
        values["kinds"] = [texts(f"ages.{one}") for one in kinds]
    if texts.lang is Lang.ZH and "list" in values and "allowed" in values:
        labels = {name: known[1] for name, known in terms()[str(values["list"])].items()}
        allowed = found.params["allowed"]
        assert isinstance(allowed, (list, tuple))
        values["allowed"] = [f"{one} {labels[one]}" if labels[one] != one else one for one in allowed]
    return values
