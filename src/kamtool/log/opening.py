"""The opening of a line: the day, how we were in touch, and with whom; in any order, in a closed list of words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from kamtool.log.names import Nobody, Person
from kamtool.log.setting import NotClear, Setting
from kamtool.log.words import AND, CHANNELS, COLON, DIRECTED, FILLER, SAID, TOWARD
from kamtool.model.values import Channel, Party, YesNo
from kamtool.when.calendar import Side
from kamtool.when.read import When, leading

GAPS = " ,、"
WORD = re.compile(r"[^ ,、;:。()]{1,20}")


@dataclass(slots=True)
class Opening:
    """What an opening says; *when* is the day with the words it was said in."""

    when: tuple[When, str] | None = None
    channel: Channel | None = None
    people: list[Person] = field(default_factory=list)
    initiated_by: Party | None = None
    answered: YesNo | None = None

    def copy(self) -> Opening:
        """A copy to try more words on."""
        return replace(self, people=list(self.people))


def read_opening(
    opening: Opening,
    plain: str,
    text: str,
    span: tuple[int, int],
    setting: Setting,
    named: bool,
    more: bool = False,
) -> int | None:
    """Read one stretch into *opening*; where what is no opening begins, ``None`` when all of it was.

    With *named* the people are known already; with *more* the stretch goes on behind an opening. Raises Nobody.
    """
    return Reading(opening, plain, text, span, setting, named, more).read()


class Reading:
    """Reads one stretch of a folded line, from left to right."""

    def __init__(
        self, opening: Opening, plain: str, text: str, span: tuple[int, int], setting: Setting, named: bool, more: bool
    ) -> None:
        self.opening = opening
        self.plain = plain[: span[1]]
        self.text = text
        self.at, self.end = span
        self.begin = span[0]
        self.setting = setting
        self.named = named
        self.last = "channel" if more and opening.people and not opening.channel else ""
        self.toward = ""
        self.name_at = 0
        self.wants_name = False

    def read(self) -> int | None:
        """The whole stretch."""
        while self.skip():
            if found := COLON.match(self.plain, self.at):
                self.at = found.end()
                self.need_name()
                return self.at if self.skip() else None
            if not (self.name_or_day() or self.channel() or self.between() or self.filler()):
                return self.rest()
        self.need_name()
        return None

    def skip(self) -> bool:
        """Over blank space and commas; whether anything is left."""
        while self.at < self.end and self.plain[self.at] in GAPS:
            self.at += 1
        return self.at < self.end

    def name_or_day(self) -> bool:
        """A name or a day, whichever is longer; of one length a name where it is due. Raises NotClear elsewhere."""
        hit = self.setting.names.at(self.plain, self.at)
        day = leading(self.text[self.at : self.end], self.setting.as_of, Side.PAST, None, self.setting.fiscal)
        name_size, day_size = (hit.end - self.at if hit else 0), (day[1] if day else 0)
        due = self.last in ("channel", "and", "toward")
        if hit and hit.end <= self.end and (name_size > day_size or (name_size == day_size and due)):
            return self.person(self.setting.names.one(hit, self.text[self.at : hit.end]), hit.end)
        if hit and name_size == day_size:
            raise NotClear("day_or_name", self.text[self.at : hit.end])
        if day is None or self.opening.when is not None:
            return False
        self.opening.when = (day[0], self.text[self.at : self.at + day[1]])
        self.at += day[1]
        self.last = "day"
        return True

    def person(self, person: Person, end: int) -> bool:
        """Somebody: theirs was met, ours was there."""
        if not self.named and person not in self.opening.people:
            self.opening.people.append(person)
        self.name_at, self.at, self.wants_name = self.at, end, False
        self.last = "them" if not person.ours else "us"
        return True

    def channel(self) -> bool:
        """A word for how we were in touch; the first one counts."""
        if self.opening.channel is not None:
            return False
        for pattern, channel, party in CHANNELS:
            if found := pattern.match(self.plain, self.at):
                self.opening.channel = channel
                self.opening.initiated_by = party or self.caller(found[0])
                self.at, self.last = found.end(), "channel"
                return True
        return False

    def caller(self, word: str) -> Party | None:
        """Who began, by whether somebody of theirs stands before the word: ``song called``, ``called song``."""
        if not DIRECTED.match(word):
            return None
        theirs = any(not one.ours for one in self.opening.people)
        if self.toward:
            return Party.US if self.toward in ("给", "to") else None
        return Party.CUSTOMER if theirs else Party.US

    def between(self) -> bool:
        """``and`` or 、 between two names, 给 or 和 before one."""
        if self.last in ("them", "us"):
            found = AND.match(self.plain, max(self.begin, self.at - 1)) or AND.match(self.plain, self.at)
            if found is not None and found.end() >= self.at:
                return self.word(found.end(), "and", found[0].strip())
        if found := TOWARD.match(self.plain, self.at):
            return self.word(found.end(), "toward", found[0])
        return False

    def word(self, end: int, last: str, said: str) -> bool:
        """Over a small word behind which a name must come."""
        self.at, self.last, self.toward, self.wants_name = end, last, self.toward or said, True
        return True

    def filler(self) -> bool:
        """A word that says nothing we keep."""
        found = FILLER.match(self.plain, self.at)
        if found is None or not found[0]:
            return False
        self.at = found.end()
        return True

    def need_name(self) -> None:
        """Whoever wrote ``and`` meant one more name. Raises Nobody."""
        if self.wants_name and not self.named:
            raise Nobody(self.text[self.begin : self.end].strip(), ())

    def rest(self) -> int:
        """What is no opening any more. Raises Nobody when it stands where a name should, or goes on from one."""
        if self.named:
            return self.at
        plain, at = self.plain, self.at
        found = WORD.match(plain, at)
        word = self.text[at : found.end()] if found else self.text[at : self.end]
        says = SAID.match(plain, at)
        if self.wants_name and not says:
            raise Nobody(word, self.setting.names.near(word))
        if self.last == "channel" and not self.opening.people and not says:
            raise Nobody(word, self.setting.names.near(word))
        if self.last in ("them", "us") and not says:
            if plain[at - 1] not in GAPS or word.isascii():
                whole = self.text[self.name_at : at] + word
                raise Nobody(whole, self.setting.names.near(whole))
            if near := self.setting.names.near(word):
                raise Nobody(word, near)
        if self.last == "" and not says and (near := self.setting.names.near(word)):
            raise Nobody(word, near)
        return at
