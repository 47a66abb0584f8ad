"""A calendar as data: whole days with their words, for programs that keep calendars."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """One whole day; *key* tells it from all others and stays the same when its day is moved."""

    key: str
    day: dt.date
    title: str
    text: str
    category: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """Events under a name, as of a day."""

    name: str
    as_of: dt.date
    events: tuple[Event, ...]
