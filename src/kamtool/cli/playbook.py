"""``kam playbook``: what each role, attitude, need, style, cell, stage and strategy asks of us."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Annotated

import typer

from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.session import Session, command
from kamtool.playbook.read import BadPlaybook, Entry, Topic, playbook
from kamtool.view.playbook import chosen_view, topics_view

FORMATS = ("table", "plain", "md", "json")
SCHEMA = "kam.playbook/1"

TopicName = Annotated[str | None, typer.Argument(help="topic", metavar="TOPIC")]
EntryName = Annotated[str | None, typer.Argument(help="entry", metavar="ENTRY")]


@command
def run(session: Session, topic: TopicName = None, entry: EntryName = None) -> ExitCode:
    """List the topics, print one, or one entry of it."""
    book = open_playbook(session)
    if topic is None:
        session.show(topics_view(book.values(), session.texts), {"topics": list(book.values())}, SCHEMA, FORMATS)
        return ExitCode.OK
    chosen = choose(book, topic, entry)
    whole = entry is None and by_word(book.values(), topic) is not None
    found = {"topics": [{"key": one.key, "title": one.title, "entries": entries} for one, entries in chosen]}
    session.show(chosen_view(chosen, session.texts, whole), found, SCHEMA, FORMATS)
    return ExitCode.OK


def open_playbook(session: Session) -> Mapping[str, Topic]:
    """The playbook, with the team's own folder over it. Raises UsageError with file and line."""
    config = session.config
    try:
        return playbook(config.beside(config.playbook) if config.playbook else None)
    except BadPlaybook as error:
        place = f"{error.file}:{error.line}" if error.line else error.file
        reason = f"{error.reason}_near" if error.near else error.reason
        raise UsageError(f"playbook_{reason}", file=place, key=error.key, near=error.near) from None


def by_word(topics: Iterable[Topic], word: str) -> Topic | None:
    """The topic that a word means, in either language."""
    given = word.strip().casefold()
    return next((one for one in topics if given in {each.casefold() for each in one.words}), None)


def entries_by_word(topic: Topic, word: str) -> list[Entry]:
    """The entries of a topic that a word means."""
    given = word.strip().casefold()
    return [one for one in topic.entries if given in {each.casefold() for each in (one.key, *one.words)}]


def choose(book: Mapping[str, Topic], topic: str, entry: str | None) -> list[tuple[Topic, Sequence[Entry]]]:
    """The entries meant: a topic's, one of its, or by an entry's name alone wherever it stands. Raises UsageError."""
    found = by_word(book.values(), topic)
    if found is None and entry is None:
        named = [(one, entries_by_word(one, topic)) for one in book.values()]
        hits: list[tuple[Topic, Sequence[Entry]]] = [(one, entries) for one, entries in named if entries]
        if hits:
            return hits
    if found is None:
        topics = [word for one in book.values() for word in one.words]
        every = topics if entry else [*topics, *(word for one in book.values() for word in words(one))]
        raise unknown("topic", topic, every, list(book))
    if entry is None:
        return [(found, found.entries)]
    entries = entries_by_word(found, entry)
    if not entries:
        raise unknown("entry", entry, words(found), [one.key for one in found.entries])
    return [(found, entries)]


def words(topic: Topic) -> list[str]:
    """Every word the entries of a topic go by."""
    return [word for one in topic.entries for word in (one.key, *one.words)]


def unknown(kind: str, given: str, words: Sequence[str], known: Sequence[str]) -> UsageError:
    """That there is no such topic or entry, with the one that was probably meant, else with all."""
    near = get_close_matches(given, words, n=1)
    if near:
        return UsageError(f"no_{kind}_near", given=given, near=near[0])
    return UsageError(f"no_{kind}", given=given, known=known)
