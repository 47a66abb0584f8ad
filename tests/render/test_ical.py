"""Calendars: what another program reads, the same bytes every time, and nothing that acts."""

from __future__ import annotations

import datetime as dt

import icalendar

from kamtool.render.ical import render
from kamtool.view.calendar import Calendar, Event

DAY = dt.date(2026, 11, 23)


def event(key: str = "a", title: str = "报价", text: str = "谁办：李明\n项目：换车", day: dt.date = DAY) -> Event:
    return Event(key, day, title, text, "行动")


def read(*events: Event) -> list[icalendar.Event]:
    parsed = icalendar.Calendar.from_ical(render(Calendar("下一步", DAY, events)))
    return [one for one in parsed.subcomponents if isinstance(one, icalendar.Event)]


def test_an_event_is_a_whole_day_with_its_words_and_leaves_its_owner_free() -> None:
    (found,) = read(event())
    assert found.decoded("dtstart") == DAY
    assert found.decoded("dtstamp") == dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    assert str(found["summary"]) == "报价"
    assert str(found["description"]) == "谁办：李明\n项目：换车"
    assert str(found["transp"]) == "TRANSPARENT"


def test_nothing_rings() -> None:
    assert "VALARM" not in render(Calendar("x", DAY, (event(),)))


def test_the_same_events_give_the_same_bytes_and_every_line_fits() -> None:
    calendar = Calendar("下一步", DAY, (event(title="很长的话" * 40),))
    text = render(calendar)
    assert text == render(calendar)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")


def test_a_moved_event_keeps_its_name_and_two_alike_have_two() -> None:
    (one,), (moved,) = read(event()), read(event(day=dt.date(2026, 12, 1)))
    assert one["uid"] == moved["uid"]
    both = read(event(), event())
    assert len({str(each["uid"]) for each in both}) == 2
    assert str(both[0]["uid"]) == str(one["uid"])


def test_what_a_plan_says_cannot_add_a_property() -> None:
    text = render(
        Calendar("x\r\nBEGIN:VALARM", DAY, (event(title="a\r\nATTACH:file:///x;\x1b[0m\u202e", text="b\nEND:VEVENT"),))
    )
    lines = text.split("\r\n")
    assert not any(line.startswith(("ATTACH", "BEGIN:VALARM")) for line in lines)
    assert lines.count("END:VEVENT") == 1
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_no_event_is_still_a_calendar() -> None:
    assert read() == []
