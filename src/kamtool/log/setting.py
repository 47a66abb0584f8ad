"""What a line is read with, and what is raised when it cannot be read without a guess."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kamtool.log.names import Names
from kamtool.when.calendar import Fiscal, Period, Unclear


class NotClear(Exception):
    """A line that cannot be understood without a guess: the reason, and what it is about."""

    def __init__(self, reason: str, given: str = "", when: Unclear | Period | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.given = given
        self.when = when


@dataclass(frozen=True, slots=True)
class Setting:
    """What a line is read with: everybody's names, the day, and the team's fiscal year."""

    names: Names
    as_of: dt.date
    fiscal: Fiscal | None = None
