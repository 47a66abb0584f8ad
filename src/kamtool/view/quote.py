"""What the playbook says, as the other views quote it: the one place where advice on people and ways is written."""

from __future__ import annotations

from kamtool.playbook.read import Playbook
from kamtool.texts.lookup import Lang, Texts


def quoted(book: Playbook, topic: str, key: str, texts: Texts) -> str:
    """What to do, by an entry of a topic."""
    return book[topic].entry(key).do[texts.lang]


def quoted_whole(book: Playbook, topic: str, key: str, texts: Texts) -> str:
    """What to do and what not to, by an entry of a topic."""
    entry = book[topic].entry(key)
    dont = entry.dont[texts.lang]
    if texts.lang is Lang.EN:
        dont = dont[:1].lower() + dont[1:]
    return texts("playbook.quote", do=entry.do[texts.lang], dont=dont)
