"""A sentence about a contact, read by a closed grammar: opening, facts, next step, promises (docs/logging.md).

What a clause does not say in the words of the grammar stays in it as text; a name or a date that cannot be told is
refused, not guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kamtool.log.deadline import EDGES, Days, Said
from kamtool.log.names import Nobody, Person
from kamtool.log.opening import Opening, read_opening
from kamtool.log.setting import NotClear, Setting
from kamtool.log.words import (
    CLOCK,
    DOING,
    MET,
    MODIFIERS,
    NAMED_MODIFIERS,
    NEXT,
    NO_STEP,
    PROMISE,
    PROMISED,
    RECIPIENT,
    SOUNDS_NEXT,
    SOUNDS_PROMISED,
    UNANSWERED,
)
from kamtool.model.values import Party, YesNo
from kamtool.when.read import folded

LONGEST = 2000
BREAK = re.compile(r"[;,\n。]|(?<!\bmr)(?<!\bms)(?<!\bdr)(?<!\bmrs)(?<=[^\W\d])\. ")
THOUSANDS = re.compile(r"\d,\d{3}(?!\d)", re.ASCII)
BRACKET = re.compile(r" ?[(]([^()]*)[)][。.]?\Z")


@dataclass(slots=True)
class Step:
    """A next step as said; *when* is its date with the words it was said in."""

    what: str
    when: Said | None = None
    proposed_by: Party | None = None
    accepted: YesNo | None = None


@dataclass(slots=True)
class Pledge:
    """A promise as said: by whom, to or from which person if one is named, and when it is due."""

    by: Party
    what: str
    person: Person | None = None
    when: Said | None = None


@dataclass(slots=True)
class Line:
    """What a sentence says. *doubts* are clauses kept as text though they sound like more, *undated* days in the
    middle of a step or a promise, which were not taken for its day.
    """

    opening: Opening = field(default_factory=Opening)
    facts: list[str] = field(default_factory=list)
    step: Step | None = None
    pledges: list[Pledge] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    undated: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the line between two breaks; *glued* when only a comma parts it from the one before."""

    start: int
    end: int
    glued: bool


def read_line(text: str, setting: Setting, *, named: bool = False, base: dt.date | None = None) -> Line:
    """What a sentence says. With *named* the people are known already, and an unknown name is mere text.

    *base* is the day of the visit when that is known already. Raises NotClear and Nobody.
    """
    if len(text) > LONGEST:
        raise NotClear("long", str(LONGEST))
    return Reader(text, setting, named, base).read()


class Reader:
    """Reads one sentence, piece by piece; *plain* is it folded, sign for sign."""

    def __init__(self, text: str, setting: Setting, named: bool, base: dt.date | None) -> None:
        self.text = text
        self.plain = folded(text)
        self.setting = setting
        self.named = named
        self.base = base
        self.line = Line()
        self.current: Step | Pledge | None = None
        self.closed = False
        self.open_fact = False
        self.none_next = False
        self.start = 0

    @property
    def days(self) -> Days:
        """Finds the days of next steps and promises."""
        return Days(self.text, self.plain, self.setting, self.base)

    def read(self) -> Line:
        """The whole sentence."""
        pieces = list(self.pieces())
        opened = bool(pieces) and not self.starts_part(pieces[0])
        if opened:
            first = pieces.pop(0)
            rest = read_opening(
                self.line.opening, self.plain, self.text, (first.start, first.end), self.setting, self.named
            )
            last = first
            while rest is None and pieces and pieces[0].glued and (more := self.opens_too(pieces[0])) is not None:
                last = pieces.pop(0)
                rest = more if more < last.end else None
            if rest is not None:
                self.piece(Piece(rest, last.end, False))
        when = self.line.opening.when
        if self.base is None and when is not None and isinstance(when[0], dt.date):
            self.base = when[0]
        for piece in pieces:
            self.piece(piece)
        for doubt in (*self.line.facts,):
            said = folded(doubt)
            stepped = SOUNDS_NEXT.search(said) and not self.none_next
            if SOUNDS_PROMISED.search(said) or stepped or self.due(doubt):
                self.line.doubts.append(doubt)
        return self.line

    def due(self, fact: str) -> bool:
        """Whether a fact names a day by which something is to be done."""
        return Days(fact, folded(fact), self.setting, self.base).within(0, len(fact)) is not None

    def pieces(self) -> Iterator[Piece]:
        """The stretches between commas, semicolons, full stops and line ends; a comma in a number is none."""
        start, glued, depth = 0, False, 0
        for at, sign in enumerate(self.plain):
            depth = max(0, depth + (sign == "(") - (sign == ")"))
            if depth == 0 and BREAK.match(self.plain, at) and not self.in_number(at):
                yield from self.trimmed(start, at, glued)
                start, glued = at + 1, sign == ","
        yield from self.trimmed(start, len(self.plain), glued)

    def in_number(self, at: int) -> bool:
        """Whether the comma at a place stands inside a number like 1,200."""
        return at > 0 and self.text[at] == "," and THOUSANDS.match(self.plain, at - 1) is not None

    def trimmed(self, start: int, end: int, glued: bool) -> Iterator[Piece]:
        """A stretch without the blank space around it, if anything is left."""
        while start < end and self.plain[start] in EDGES:
            start += 1
        while start < end and self.plain[end - 1] in " \t":
            end -= 1
        if start < end:
            yield Piece(start, end, glued)

    def starts_part(self, piece: Piece) -> bool:
        """Whether a next step or a promise begins here."""
        return bool(NEXT.match(self.plain, piece.start)) or self.promise(piece) is not None

    def opens_too(self, piece: Piece) -> int | None:
        """Take a piece that is more of the opening, whole or up to a colon; where the rest begins, or ``None``.

        Raises Nobody for what is nearly somebody's name.
        """
        if self.starts_part(piece):
            return None
        colon = self.plain.find(":", piece.start, piece.end)
        head = Piece(piece.start, colon if colon > 0 else piece.end, piece.glued)
        trial = self.line.opening.copy()
        span = (head.start, head.end)
        try:
            rest = read_opening(trial, self.plain, self.text, span, self.setting, self.named, more=True)
        except Nobody:
            rest = head.start
        if rest is not None:
            if rest == head.start and self.looks_like_a_name(head):
                word = self.text[head.start : head.end]
                raise Nobody(word, self.setting.names.near(word))
            return None
        if trial == self.line.opening:
            return None
        self.line.opening = trial
        return min(head.end + 1, piece.end)

    def looks_like_a_name(self, piece: Piece) -> bool:
        """Whether a short piece is nearly somebody's name."""
        word = self.plain[piece.start : piece.end]
        short = len(word) <= 4 if not word.isascii() else word.count(" ") <= 1
        return not self.named and short and not UNANSWERED.match(word) and bool(self.setting.names.near(word))

    def piece(self, piece: Piece) -> None:
        """One piece: a part that begins, a remark on the current one, or a fact."""
        words = self.plain[piece.start : piece.end]
        if self.current is not None and self.remark(piece):
            return
        if UNANSWERED.match(words):
            self.line.opening.answered = YesNo.NO
            return
        if self.current is not None and piece.glued and not self.closed and not self.starts_part(piece):
            self.current.what = self.text[self.start : piece.end].strip(EDGES)
            return
        found = NEXT.match(self.plain, piece.start)
        if found and NO_STEP.match(self.plain[found.end() : piece.end]):
            self.none_next = True
            self.fact(piece)
        elif found and found.end() <= piece.end:
            self.begin_step(piece, found.end())
        elif (pledge := self.promise(piece)) is not None:
            self.begin_pledge(piece, *pledge)
        else:
            self.fact(piece)

    def fact(self, piece: Piece) -> None:
        """A fact; what only a comma parts from the one before belongs to it."""
        if piece.glued and self.open_fact and self.current is None:
            self.line.facts[-1] = self.text[self.start : piece.end].strip(" ")
        else:
            self.start = piece.start
            self.line.facts.append(self.text[piece.start : piece.end].strip(" "))
        self.open_fact, self.current = True, None

    def begin_step(self, piece: Piece, start: int) -> None:
        """A next step. There is one in a visit."""
        if self.line.step is not None:
            raise NotClear("two_steps", self.text[piece.start : piece.end])
        step = Step("")
        self.line.step = self.current = step
        self.body(step, piece, start, said_next=self.plain[piece.start : start].strip() == "next")

    def begin_pledge(self, piece: Piece, by: Party | None, person: Person | None, start: int) -> None:
        """A promise; where nobody is said to make it, it is ours unless the sentence was about them just before."""
        if by is None and (piece.glued or self.theirs_to_say):
            raise NotClear("who_promised", self.text[piece.start : piece.end])
        by = by or Party.US
        if by is Party.US and person is None:
            skip = RECIPIENT.match(self.plain, start)
            at = skip.end() if skip else start
            hit = self.setting.names.at(self.plain, at)
            if hit is not None and hit.end <= piece.end and not self.plain.startswith(("的", "'s"), hit.end):
                named = self.setting.names.one(hit, self.text[at : hit.end])
                person, start = (None, start) if named.ours else (named, hit.end)
            elif hit is None:
                start = self.behind_pronoun(at, piece.end) or start
        pledge = Pledge(by, "", person)
        self.line.pledges.append(pledge)
        self.current = pledge
        self.body(pledge, piece, start)

    def behind_pronoun(self, at: int, end: int) -> int | None:
        """Behind a word for whoever was met, to whom a promise goes; ``None`` where none stands, or it means one of
        several.
        """
        found = MET.match(self.plain, at, end)
        if found is None or sum(not one.ours for one in self.line.opening.people) > 1:
            return None
        does = DOING.match(self.plain, found.end(), end) or self.days.first(found.end(), end)
        return found.end() if does else None

    @property
    def theirs_to_say(self) -> bool:
        """Whether the opening made them the ones who speak, and nothing came between: ``宋处来电：``, ``宋处：``."""
        opening, said = self.line.opening, self.line.facts or self.line.step or self.line.pledges
        return bool(opening.people) and not said and (opening.initiated_by is Party.CUSTOMER or opening.channel is None)

    def body(self, part: Step | Pledge, piece: Piece, start: int, said_next: bool = False) -> None:
        """What is to be done and by when: the date stands first or last, remarks in brackets behind it."""
        self.closed, self.open_fact = False, False
        end = self.remarks_behind(start, piece.end)
        first = self.days.first(start, end)
        if said_next and (whole := self.days.first(piece.start, end)) and first:
            first = whole  # ``next wed``: the word belongs to the day as well
        if first is not None:
            part.when, start = first
        last = self.days.last(start, end)
        if last is not None and first is not None:
            raise NotClear("two_dates", self.text[piece.start : piece.end])
        if last is not None:
            part.when, end = last
        if part.when is None and isinstance(part, Pledge):
            part.when = self.days.within(start + 1, end)
        if part.when is None and (hidden := self.days.hidden(start, end)):
            self.line.undated.append(hidden)
        self.start = start
        part.what = self.text[start:end].strip(EDGES)

    def remarks_behind(self, start: int, end: int) -> int:
        """Take the remarks in brackets at the end of a part; where the part then ends."""
        while (found := BRACKET.search(self.plain, start, end)) is not None:
            inside = [one.strip() for one in found[1].split(",")]
            if not all(self.remark_words(one) for one in inside):
                break
            for one in inside:
                self.apply(one)
            end = found.start()
            self.closed = True
        return end

    def remark(self, piece: Piece) -> bool:
        """Take a piece that only says more of the current part: who proposed it, whether it was agreed, its date."""
        words = self.plain[piece.start : piece.end].strip(" .。")
        words = words[1:-1] if words.startswith("(") and words.endswith(")") else words
        if self.remark_words(words):
            self.apply(words)
            self.closed = True
            return True
        if self.current is not None and self.current.when is None:
            found = self.days.first(piece.start, piece.end)
            behind = self.plain[found[1] : piece.end].rstrip(EDGES) if found is not None else None
            if found is not None and (not behind or CLOCK.match(behind)):
                self.current.when = found[0]
                return not behind  # the time of day stays in the words
        return False

    def remark_words(self, words: str) -> tuple[str, Party | YesNo] | None:
        """The field and the value that a remark on a next step gives."""
        if not isinstance(self.current, Step):
            return None
        for pattern, name, value in MODIFIERS:
            if pattern.match(words):
                return name, value
        hit = self.setting.names.at(words, 0)
        if hit is not None and len(hit.people) == 1:
            for pattern, name, known in NAMED_MODIFIERS:
                if pattern.match(words, hit.end):
                    return name, known or (Party.US if hit.people[0].ours else Party.CUSTOMER)
        return None

    def apply(self, words: str) -> None:
        """Give the current step what a remark says."""
        found = self.remark_words(words)
        if found is not None:
            setattr(self.current, *found)

    def promise(self, piece: Piece) -> tuple[Party | None, Person | None, int] | None:
        """Who promises (``None`` when it isn't said), and where what they promise begins."""
        found = PROMISE.match(self.plain, piece.start, piece.end)
        if found is not None:
            by = Party.CUSTOMER if found["them"] else Party.US if found["us"] else None
            return by, None, found.end()
        hit = self.setting.names.at(self.plain, piece.start)
        if hit is not None and len(hit.people) == 1:
            found = re.compile(f" ?{PROMISED}[ :]*", re.ASCII).match(self.plain, hit.end, piece.end)
            person = hit.people[0]
            if found is not None:
                return (Party.US, None, found.end()) if person.ours else (Party.CUSTOMER, person, found.end())
        return None
