"""What a plan may say at a path, found by walking the model; and the known word nearest to a misspelt one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from kamtool.diagnostic import Path
from kamtool.load.key_words import KEY_WORDS
from kamtool.model.plan import Plan
from kamtool.model.term import Term, other_words

MAX_KNOWN = 1_000  # words among which a misspelt one is looked for


def fields_at(path: Path) -> list[str]:
    """The keys a plan may have at *path*, found by walking the model; none where any key may stand."""
    kind: Any = Plan
    for step in path:
        kind = below(kind, step)
        if kind is None:
            return []
    key = get_args(kind)[0] if get_origin(kind) is dict else None
    if isinstance(key, type) and issubclass(key, Term):
        return [*(one.value for one in key), *other_words(key)]
    return [field.alias or name for name, field in kind.model_fields.items()] if is_section(kind) else []


def is_section(kind: Any) -> bool:
    """Whether *kind* is a section of the model."""
    return isinstance(kind, type) and hasattr(kind, "model_fields")


def below(kind: Any, step: str | int) -> Any:
    """The type of the value under *step* of a type: a section's field, a mapping's or a list's item."""
    if is_section(kind):
        field = next((f for name, f in kind.model_fields.items() if (f.alias or name) == step), None)
        found = field.annotation if field else None
    else:
        args = get_args(kind)
        found = args[1] if get_origin(kind) is dict else args[0] if args else None
    while get_origin(found) in {Annotated, Union, UnionType}:
        found = next((one for one in get_args(found) if one is not type(None)), None)
    return found


def meant(word: str, known: Collection[str]) -> str | None:
    """The one of the *known* keys that *word* is the trade's word for, else a misspelling of; never private life."""
    named = (one for one in KEY_WORDS.get(word.strip().casefold(), ()) if one in known)
    return next((one for one in named if one != "personal" or "organization" in known), None) or nearest(word, known)


def is_word(given: str, key: str) -> bool:
    """Whether *given* is the trade's word for a key, and not a misspelling of it."""
    return key in KEY_WORDS.get(given.strip().casefold(), ())


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that *word* is probably a misspelling of."""
    table = {one.casefold(): one for one in sorted(known)[:MAX_KNOWN]}
    found = get_close_matches(word.casefold(), table, n=1, cutoff=0.65)
    return table[found[0]] if found else None
