"""The playbook as a person reads it: its topics, one topic, or one entry with where it is from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kamtool.model.values import OrganizationType
from kamtool.playbook.read import Entry, Origin, Topic
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Cell, Column, Fact, Facts, Heading, Note, Table


def topics_view(topics: Iterable[Topic], texts: Texts) -> tuple[Block, ...]:
    """Every topic with its entries."""
    columns = tuple(Column(texts(f"playbook.{key}")) for key in ("topic", "about", "entries"))
    rows = [
        (
            Cell(one.key, "strong"),
            Cell(one.title[texts.lang]),
            Cell(texts.join(entry.name[texts.lang] for entry in one.entries)),
        )
        for one in topics
    ]
    return Heading(texts("playbook.title")), Table(columns, tuple(rows)), Note(texts("playbook.legend"), "quiet")


def chosen_view(chosen: Sequence[tuple[Topic, Sequence[Entry]]], texts: Texts, whole: bool) -> tuple[Block, ...]:
    """The entries chosen of some topics; a *whole* topic with what is said of all of it."""
    blocks: list[Block] = []
    for topic, entries in chosen:
        blocks.append(Heading(topic.title[texts.lang], topic.key))
        if whole:
            blocks.append(Note(topic.about[texts.lang]))
        for one in entries:
            blocks += entry_blocks(one, texts, topic if whole else None)
        if whole and any(one.defaults for one in entries):
            blocks += defaults(entries, texts)
        if whole:
            blocks.append(Note(topic.source[texts.lang], "quiet", label=texts("playbook.source")))
    if whole:
        blocks.append(Note(texts("playbook.legend"), "quiet"))
    return tuple(blocks)


def entry_blocks(one: Entry, texts: Texts, topic: Topic | None) -> Iterator[Block]:
    """One entry: what is wanted, what to do and not to do, where that is from; within a *topic* what is its own."""
    yield Heading(one.name[texts.lang], texts(f"playbook.{one.origin.value}"), level=2)
    rows = [Fact(texts(f"playbook.{key}"), said(one, key, texts)) for key in ("need", "do", "dont")]
    if one.defaults and topic is None:
        rows.append(Fact(texts("playbook.defaults"), scores(dict(one.defaults), texts), "quiet"))
    source = one.source[texts.lang] if one.origin is not Origin.TEAM else texts("playbook.source_team")
    if topic is None or one.source != topic.source:
        rows.append(Fact(texts("playbook.source"), source, "quiet"))
    yield Facts(tuple(rows))


def said(one: Entry, key: str, texts: Texts) -> str:
    """What an entry says under one of its keys."""
    by_key = {"need": one.need, "do": one.do, "dont": one.dont}
    return by_key[key][texts.lang]


def scores(defaults: Mapping[str, int], texts: Texts) -> str:
    """A factor's defaults by kind of organisation, in a line."""
    words = (f"{texts.term(OrganizationType(kind))} {score}" for kind, score in defaults.items())
    return texts("playbook.scores", scores=" · ".join(words))


def defaults(entries: Sequence[Entry], texts: Texts) -> Iterator[Block]:
    """All factors' defaults beside each other."""
    rated = [one for one in entries if one.defaults]
    kinds = list(dict(rated[0].defaults))
    columns = (
        Column(texts("playbook.factor")),
        *(Column(texts.term(OrganizationType(kind)), "right") for kind in kinds),
    )
    rows = [
        (Cell(one.name[texts.lang]), *(Cell(str(dict(one.defaults).get(kind, ""))) for kind in kinds)) for one in rated
    ]
    yield Table(columns, tuple(rows), texts("playbook.defaults_title"))
