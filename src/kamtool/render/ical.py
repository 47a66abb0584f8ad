"""Calendars as iCalendar (RFC 5545). The same events give the same bytes; nothing rings."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter

import icalendar

from kamtool.render.safe import safe, safe_lines
from kamtool.view.calendar import Calendar, Event

UID_DIGITS = 32


def render(calendar: Calendar) -> str:
    """The calendar's text; its lines end in CRLF, as the standard asks."""
    out = icalendar.Calendar()
    out.add("prodid", "-//kamtool//kam next//EN")
    out.add("version", "2.0")
    out.add("method", "PUBLISH")
    out.add("x-wr-calname", safe(calendar.name))
    seen: Counter[str] = Counter()
    for one in calendar.events:
        seen[one.key] += 1
        out.add_component(event(one, seen[one.key], calendar.as_of))
    raw: bytes = out.to_ical()
    return raw.decode("utf-8")


def event(one: Event, count: int, as_of: dt.date) -> icalendar.Event:
    """One whole day that leaves its owner free; *count* tells events of the same key apart."""
    made = icalendar.Event()
    digest = hashlib.sha256(f"{one.key}\0{count}".encode("utf-8", "surrogatepass")).hexdigest()
    made.add("uid", f"{digest[:UID_DIGITS]}@kamtool")
    made.add("dtstamp", dt.datetime(as_of.year, as_of.month, as_of.day, tzinfo=dt.UTC))
    made.add("dtstart", one.day)
    made.add("summary", safe(one.title))
    made.add("description", safe_lines(one.text))
    made.add("categories", [safe(one.category)])
    made.add("transp", "TRANSPARENT")
    return made
