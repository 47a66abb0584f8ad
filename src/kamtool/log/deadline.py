"""Where the day of a next step or a promise stands: first, last, or inside with 前 behind it or ``by`` before it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from kamtool.log.names import inner
from kamtool.log.setting import NotClear, Setting
from kamtool.log.words import AFTER_DATE, BEFORE_DATE, CLOCK
from kamtool.when.calendar import Period, Side
from kamtool.when.read import When, leading, trailing

EDGES = " \t,.;:。、"
LAST_MARK = re.compile(r"(?:(?<![a-z])(?:by|on|before|until|due)|定在|约在|在) ?\Z")
MARK_BEHIND, MARK_BEFORE = re.compile(r"(?:之前|以前|前)"), re.compile(r"(?<![a-z])(?:by|before) \Z")

# A date and the words it was said in.
Said = tuple[When, str]


@dataclass(frozen=True, slots=True)
class Days:
    """Finds days in stretches of one line; *plain* is it folded, *base* the day of the visit when it is known."""

    text: str
    plain: str
    setting: Setting
    base: dt.date | None

    def read(self, start: int, end: int) -> tuple[When, int] | None:
        """The day that a stretch begins with, and its length."""
        return leading(self.text[start:end], self.setting.as_of, Side.FUTURE, self.base, self.setting.fiscal)

    def first(self, start: int, end: int) -> tuple[Said, int] | None:
        """The date at the beginning of a stretch, and where the rest begins; a longer name there is no date."""
        skip = BEFORE_DATE.match(self.plain, start, end)
        for at in dict.fromkeys((skip.end() if skip else start, start)):
            found = self.read(at, end)
            hit = self.setting.names.at(self.plain, at)
            if found is None or (hit is not None and hit.end > at + found[1]):
                continue
            if hit is not None and hit.end == at + found[1]:
                raise NotClear("day_or_name", self.text[at : hit.end])
            behind = AFTER_DATE.match(self.plain, at + found[1], end)
            return (found[0], self.text[at : at + found[1]]), behind.end() if behind else at + found[1]
        return None

    def last(self, start: int, end: int) -> tuple[Said, int] | None:
        """The date at the end of a stretch, and where what stands before it ends; a time of day stays in the words."""
        stripped = len(self.plain[:end].rstrip(EDGES))
        for close in ("之前", "以前", "前", ""):
            if not self.plain[start:stripped].endswith(close):
                continue
            found = self.behind(start, stripped - len(close))
            if found is not None:
                return found
        clock = CLOCK.search(self.plain, start, stripped)
        found = self.behind(start, clock.start()) if clock is not None and clock[0] else None
        return (found[0], end) if found is not None else None

    def behind(self, start: int, end: int) -> tuple[Said, int] | None:
        """The date that a stretch ends with, and where what stands before it ends."""
        found = trailing(self.text[start:end], self.setting.as_of, Side.FUTURE, self.base, self.setting.fiscal)
        if found is None:
            return None
        at = start + found[1]
        before = LAST_MARK.search(self.plain[start:at])
        return (found[0], self.text[at:end]), start + before.start() if before else at

    def within(self, start: int, end: int) -> Said | None:
        """The date inside a promise when 前 behind it or ``by`` before it says that it is the deadline."""
        for at in range(start, end):
            found = self.read(at, end)
            if found is None:
                continue
            close = at + found[1]
            if MARK_BEHIND.match(self.plain, close, end) or MARK_BEFORE.search(self.plain[start:at]):
                return found[0], self.text[at:close]
        return None

    def hidden(self, start: int, end: int) -> str | None:
        """A day in the middle, where it is not taken for one; for whoever meant it to be told."""
        for at in range(start, end):
            if not inner(self.plain, at) and (found := self.read(at, end)) and not isinstance(found[0], Period):
                return self.text[at : at + found[1]]
        return None
