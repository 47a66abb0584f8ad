"""The information chain as a person reads it: confirmed of required, from whom, and what to ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain, zip_longest

from kamtool.analysis.information import Item, Link, Links, Origin, State, Voice
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Cell, Column, Heading, Note, Table

ASKS = 7
NAMES = 4
RIVALS = ("present", "rated", "backing")


class ChainWords:
    """The sentences of ``kam chain``."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"chain.{key}", **values)

    def names(self, people: Iterable[str | None]) -> str:
        """A few names, and how many more."""
        known = list(dict.fromkeys(one for one in people if one))
        shown = self.texts.join(known[:NAMES])
        return self("names_more", names=shown, more=len(known) - NAMES) if len(known) > NAMES else shown


def information_blocks(
    links: tuple[Links, ...], texts: Texts, explain: bool, unasked: Collection[str] = ()
) -> Iterator[Block]:
    """The five links, and the questions that close them, but for what a tender forbids to ask."""
    t = ChainWords(texts)
    yield Heading(t("information"), level=2)
    columns = (
        Column(t("link")),
        Column(t("confirmed"), "right"),
        Column("%", "right"),
        Column(t("heard"), "right"),
        Column(t("from_whom")),
    )
    yield Table(columns, tuple(row(t, one) for one in links))
    asked = list(questions(t, links, unasked))
    if not asked:
        return
    yield Heading(t("ask"), level=2)
    if unasked:
        yield Note(texts("questions.tender"), "warn")
    for one in asked if explain else asked[:ASKS]:
        yield Note(one, bullet=True)
    if len(asked) > ASKS and not explain:
        yield Note(t("more", count=len(asked) - ASKS), "quiet")


def row(t: ChainWords, one: Links) -> tuple[Cell, ...]:
    """One link."""
    return (
        Cell(t(f"link_{one.link}")),
        Cell(f"{one.confirmed}/{one.required}"),
        Cell(f"{one.percent}%", "good" if one.is_enough else "warn" if one.confirmed else "bad"),
        Cell(str(one.heard) if one.heard else "", "quiet"),
        from_whom(t, [voice for each in one.items if each.state is State.CONFIRMED for voice in each.voices]),
    )


def from_whom(t: ChainWords, voices: list[Voice]) -> Cell:
    """Whose word the confirmed rests on."""
    words = []
    for origin in Origin:
        there = [one for one in voices if one.origin is origin]
        if not there or origin is Origin.UNKNOWN:
            continue
        names = t.names(one.who for one in there)
        label = t(f"from_{origin}")
        words.append(t("named", origin=label, names=names) if names else label)
    return Cell(t.texts.join(words)) if words else Cell(t("nobody_yet"), "quiet")


def questions(t: ChainWords, links: tuple[Links, ...], unasked: Collection[str]) -> Iterator[str]:
    """What is not confirmed, as questions; by turns from each link, what is missing before what is hearsay."""
    lists = []
    for link in sorted(links, key=lambda one: one.percent):
        asked = []
        for state in (State.MISSING, State.HEARD):
            there = [one for one in link.items if one.state is state and one.key not in unasked]
            if link.link is Link.PROCESS_TIMING and state is State.HEARD and there:
                asked.append(question(t, "process", there))
                continue
            keys = dict.fromkeys(one.key for one in there)
            asked += [question(t, key, [one for one in there if one.key == key]) for key in keys]
        lists.append(asked)
    return (one for one in chain.from_iterable(zip_longest(*lists)) if one is not None)


def question(t: ChainWords, key: str, items: list[Item]) -> str:
    """One question about one person or rival, or about several."""
    who = t.names(one.about for one in items) or t("any_rival" if key in RIVALS else "anybody")
    ask = t(f"ask_{key}", who=who)
    if items[0].state is State.MISSING:
        return ask
    only = [one for one in Origin if any(voice.origin is one for item in items for voice in item.voices)]
    named = [one for one in only if one is not Origin.UNKNOWN]
    if not named:
        return t("heard_unsaid", ask=ask)
    key = "heard_only" if len(named) == 1 else "heard_each"
    return t(key, ask=ask, origin=t.texts.join(t(f"from_{one}") for one in named))
