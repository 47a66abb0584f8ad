"""What a person gives by flags or in answer to a question, read with care, and the questions themselves."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from contextlib import suppress
from difflib import get_close_matches
from typing import TypeVar

import typer

from kamtool.cli.errors import UsageError
from kamtool.cli.output import remark
from kamtool.cli.session import Session
from kamtool.model.term import words
from kamtool.model.values import OrganizationType
from kamtool.render.safe import safe
from kamtool.source.naming import ID, RESERVED, id_from
from kamtool.source.read import HIDDEN, name_of
from kamtool.source.scaffold import TEMPLATES

T = TypeVar("T")

LONGEST = 200
KINDS = tuple(one for one in OrganizationType if one is not OrganizationType.UNKNOWN)


def ask(session: Session, key: str, read: Callable[[str], T], **values: object) -> T | None:
    """Ask until the answer can be read; ``None`` when it was skipped."""
    question = safe(session.texts(f"plan_new.ask_{key}", **values))
    while True:
        answer = prompted(question)
        if not answer:
            return None
        try:
            return read(answer)
        except UsageError as error:
            remark(safe(session.texts(f"errors.{error.key}", **error.values)))


def prompted(question: str) -> str:
    """What a person types after a question on stderr, without blank space around it; empty for Enter alone."""
    with suppress(ImportError):
        import readline  # noqa: F401  # without it a backspace takes half a Chinese character off the screen
    given: str = typer.prompt(question, default="", show_default=False, prompt_suffix=" ", err=True)
    return given.strip()


def ask_kind(session: Session) -> OrganizationType | None:
    """Ask for the kind of organisation: its number or any of its words."""
    return ask(session, "type", lambda answer: numbered(answer) or organisation(answer))


def numbered(answer: str) -> OrganizationType | None:
    """The kind with this number in the question; full-width digits are numbers too."""
    digit = unicodedata.normalize("NFKC", answer)
    return KINDS[int(digit) - 1] if digit in {str(at + 1) for at in range(len(KINDS))} else None


def organisation(text: str) -> OrganizationType:
    """The kind of organisation that a word means. Raises UsageError with the word that was probably meant."""
    known = words(OrganizationType)
    found = known.get(unicodedata.normalize("NFKC", text).strip().casefold())
    if found is not None:
        return OrganizationType(found)
    near = get_close_matches(text.casefold(), known, n=1, cutoff=0.5)
    raise UsageError("type_near" if near else "type", given=text, near="".join(near), kinds=list(KINDS))


def template_name(text: str) -> str:
    """The template that a name, or a word for a kind of organisation, means. Raises UsageError."""
    given = text.strip().casefold()
    kind = words(OrganizationType).get(given)
    found = kind.value if kind is not None else given
    if found in TEMPLATES:
        return found
    near = get_close_matches(given, TEMPLATES, n=1, cutoff=0.5)
    raise UsageError("template_near" if near else "template", given=text, near="".join(near), known=TEMPLATES)


def plain_text(name: str, text: str) -> str:
    """A text on one line, without blank space around it. Raises UsageError for what a plan would refuse."""
    text = text.strip()
    if not text:
        raise UsageError("given_empty", name=name)
    if "\n" in text or "\r" in text:
        raise UsageError("given_lines", name=name)
    readable(name, text)
    if len(text) > LONGEST:
        raise UsageError("given_long", name=name, limit=LONGEST)
    return text


def readable(name: str, text: str) -> None:
    """Raise UsageError for a sign that a plan would refuse in a text."""
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise UsageError("given_bytes", name=name)
    if hidden := HIDDEN.search(text):
        raise UsageError("given_hidden", name=name, char=name_of(hidden.group()))


def read_id(text: str) -> str:
    """An id that can name a file on every system. Raises UsageError with one that could."""
    if not ID.match(text):
        near = id_from(text)
        raise UsageError("id_near" if near and near != text else "id", given=text, near=near or "")
    if text in RESERVED:
        raise UsageError("id_reserved", given=text)
    return text
