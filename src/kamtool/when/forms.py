"""The forms a date or a period may have: a closed list of patterns, each with what it means as of a day.

The text is folded already (see ``read.folded``): half-width, small letters, one blank for any space.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from kamtool.when import calendar
from kamtool.when.calendar import CHINESE, Fiscal, Period, Side, Unclear, day, number

# Without a year, a visit lies at most so many days back, a next step at most so many ahead: else the year is asked.
BACK_DAYS, AHEAD_DAYS = 180, 270


@dataclass(frozen=True, slots=True)
class Now:
    """From where dates are seen: the day of speaking, which side they lie on, and the day they cannot lie before."""

    as_of: dt.date
    side: Side
    base: dt.date
    fiscal: Fiscal | None


Found = dt.date | Period | Unclear
Form = tuple[re.Pattern[str], Callable[[re.Match[str], Now], Found]]

DAYS = {
    "大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "今天": 0, "今日": 0, "今早": 0, "今晚": 0,
    "明天": 1, "明日": 1, "明早": 1, "明晚": 1, "后天": 2, "大后天": 3, "the day before yesterday": -2,
    "day before yesterday": -2, "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "day after tomorrow": 2,
    "the day after tomorrow": 2,
}  # fmt: skip
WEEKDAYS = {
    "一": 0,
    "二": 1,
    "三": 2,
    "四": 3,
    "五": 4,
    "六": 5,
    "日": 6,
    "天": 6,
    "1": 0,
    "2": 1,
    "3": 2,
    "4": 3,
    "5": 4,
    "6": 5,
    "7": 6,
}
NAMES = (
    "mon(?:day)?",
    "tue(?:s(?:day)?)?",
    "wed(?:nesday)?",
    "thu(?:r(?:s(?:day)?)?)?",
    "fri(?:day)?",
    "sat(?:urday)?",
    "sun(?:day)?",
)
MONTHS = (
    "jan(?:uary)?",
    "feb(?:ruary)?",
    "mar(?:ch)?",
    "apr(?:il)?",
    "may",
    "june?",
    "july?",
    "aug(?:ust)?",
    "sept?(?:ember)?",
    "oct(?:ober)?",
    "nov(?:ember)?",
    "dec(?:ember)?",
)
SMALL = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
SHIFTS = {"上上": -2, "上": -1, "last": -1, "本": 0, "这": 0, "this": 0, "": 0, "下": 1, "next": 1, "下下": 2}
YEARS = {"去年": -1, "今年": 0, "明年": 1, "后年": 2}

N, WORD = rf"(\d{{1,3}}|{CHINESE})", rf"(\d{{1,3}}|{'|'.join(SMALL)})"
DAY_NAME, MONTH_NAME = "|".join(NAMES), "|".join(MONTHS)
ZH_YEAR = r"(?:(\d{4})年|(去年|今年|明年|后年))"
ANY_YEAR = r"(?:(\d{4})年?|(去年|今年|明年|后年))"
TAIL = r"(?![\d/])"


def position(names: tuple[str, ...], word: str) -> int:
    """Which of these patterns a word is."""
    return next(at for at, name in enumerate(names) if re.fullmatch(name, word))


def count(text: str) -> int:
    """A small number in digits, in Chinese or as an English word."""
    return SMALL[text] if text in SMALL else number(text)


def year_of(numeral: str | None, word: str | None, now: Now) -> int | None:
    """The year written as a number or said as 明年; ``None`` without one."""
    if numeral:
        return int(numeral)
    return now.as_of.year + YEARS[word] if word else None


def dated(year: int | None, month: int, of_month: int, now: Now) -> Found:
    """A month and a day, in a year or in the one that fits the side."""
    if year is not None:
        return day(year, month, of_month) or Unclear("none")
    every = [one for at in range(now.base.year - 8, now.as_of.year + 9) if (one := day(at, month, of_month))]
    if now.side is Side.PAST:
        past = max((one for one in every if one <= now.as_of), default=None)
        if past is not None and (now.as_of - past).days <= BACK_DAYS:
            return past
        ahead = tuple(one for one in every if one > now.as_of)[:1]
        return Unclear("year" if every else "none", tuple(one for one in (past,) if one) + ahead)
    ahead = tuple(one for one in every if one >= now.base)[:1] + tuple(one for one in every if one >= now.as_of)[:1]
    near = [one for one in dict.fromkeys(ahead) if one <= now.as_of + dt.timedelta(days=AHEAD_DAYS)]
    if len(near) == 1:
        return near[0]
    return Unclear("year" if every else "none", tuple(dict.fromkeys(ahead)))


def of_month(which: int, now: Now) -> Found:
    """``28日``: in this month or the next one that has it, or the last one."""
    firsts = [calendar.months(now.as_of, at) for at in range(-14, 3)]
    every = [one for first in firsts if (one := day(first.year, first.month, which))]
    if not 1 <= which <= 31:
        return Unclear("none")
    if now.side is Side.PAST:
        return max(one for one in every if one <= now.as_of)
    found = sorted({next(one for one in every if one >= start) for start in (max(now.base, every[0]), now.as_of)})
    skips = day(now.as_of.year, now.as_of.month, which) is None
    return Unclear("month", tuple(found)) if skips or len(found) > 1 else found[0]


def slashed(found: re.Match[str], now: Now) -> Found:
    """``11/28``; with both numbers below 13 nobody knows which is the month."""
    one, two = int(found[1]), int(found[2])
    if one > 12 or two > 12 or one == two:
        month, which = (two, one) if one > 12 else (one, two)
        return dated(None, month, which, now) if 1 <= month <= 12 else Unclear("none")
    readings = [dated(None, one, two, now), dated(None, two, one, now)]
    return Unclear("order", tuple(each for each in readings if isinstance(each, dt.date)))


def weekday(shift: str | None, which: int, now: Now) -> Found:
    """A day of a week that is named (下周三), or without one the nearest on the side; today's own name is unclear."""
    if shift is not None:
        return calendar.week(now.as_of, SHIFTS[shift]).start + dt.timedelta(days=which)
    here = calendar.week(now.as_of).start + dt.timedelta(days=which)
    step = dt.timedelta(days=7 if now.side is Side.FUTURE else -7)
    if here == now.as_of:
        return Unclear("week", (here, here + step))
    return here if (here > now.as_of) == (now.side is Side.FUTURE) else here + step


def english_weekday(found: re.Match[str], now: Now) -> Found:
    """``wed``, ``this wed``, ``wed next week``; ``next wed`` and ``last wed`` only where they have one reading."""
    shift, which, behind = found[1], position(NAMES, found[2]), found[3]
    if behind or shift in (None, "this"):
        return weekday(behind or shift, which, now)
    near = calendar.week(now.as_of).start + dt.timedelta(days=which)
    far = near + dt.timedelta(days=7 * SHIFTS[shift])
    if (near > now.as_of) if shift == "next" else (near < now.as_of):
        return Unclear("week", tuple(sorted((near, far))))
    return far


def away(amount: int, unit: str, sign: int, now: Now) -> Found:
    """So many days, weeks or months from today."""
    if unit in ("个月", "month"):
        return calendar.later(now.as_of, sign * amount)
    return now.as_of + dt.timedelta(days=sign * amount * (1 if unit in ("天", "日", "day") else 7))


def side_year(numeral: str | None, word: str | None, now: Now, first: int, long: int) -> int:
    """The year of a part of the year: as said, else the one in which that part ends ahead, or began before."""
    known = year_of(numeral, word, now)
    if known is not None:
        return known
    here = calendar.stretch(dt.date(now.as_of.year, first, 1), long)
    if now.side is Side.FUTURE:
        return now.as_of.year + (here.end < now.as_of)
    return now.as_of.year - (here.start > now.as_of)


def part_of_year(numeral: str | None, word: str | None, now: Now, first: int, long: int) -> Period:
    """*long* months from the month *first* on."""
    at = side_year(numeral, word, now, first, long)
    return calendar.stretch(dt.date(at, first, 1), long)


def fiscal(found: re.Match[str], now: Now) -> Found:
    """``FY26``, ``FY26Q3`` or ``FY26H1``, when the team said how its fiscal years begin."""
    if now.fiscal is None:
        return Unclear("fiscal")
    called = int(found[1]) + (2000 if len(found[1]) == 2 else 0)
    first, quarter, half = now.fiscal.starts(called), found[2], found[3]
    if quarter:
        return calendar.stretch(calendar.months(first, 3 * int(quarter) - 3), 3)
    return calendar.stretch(calendar.months(first, 6 * int(half) - 6), 6) if half else calendar.stretch(first, 12)


UNITS: dict[str, Callable[[dt.date, int], Period]] = {
    "周": calendar.week, "星期": calendar.week, "礼拜": calendar.week, "week": calendar.week,
    "月": calendar.month, "month": calendar.month, "季度": calendar.quarter, "quarter": calendar.quarter,
    "年": lambda within, shift: calendar.year(within.year + shift),
    "year": lambda within, shift: calendar.year(within.year + shift),
}  # fmt: skip


def form(pattern: str, meaning: Callable[[re.Match[str], Now], Found]) -> Form:
    """One form."""
    return re.compile(pattern, re.ASCII), meaning


DAY_FORMS: tuple[Form, ...] = (
    form("|".join(sorted(DAYS, key=len, reverse=True)), lambda m, now: now.as_of + dt.timedelta(days=DAYS[m[0]])),
    form(r"(20\d\d)(\d\d)(\d\d)(?!\d)", lambda m, now: dated(int(m[1]), int(m[2]), int(m[3]), now)),
    form(
        r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})(?:日|号)?" + TAIL,
        lambda m, now: dated(int(m[1]), int(m[2]), int(m[3]), now),
    ),
    form(r"(\d{1,2})-(\d{1,2})(?![\d/-])", lambda m, now: dated(None, int(m[1]), int(m[2]), now)),
    form(r"(\d{1,2})/(\d{1,2})(?![\d/-])", slashed),
    form(r"(?:1[0-2]|0?[1-9])\.(?:3[01]|[12]\d|0?[1-9])(?![\d.%万亿元km]| ?[万亿元%])", lambda m, now: Unclear("dot")),
    form(
        rf"{ZH_YEAR}?(\d{{1,2}}|{CHINESE})月(\d{{1,2}}|{CHINESE})(?:日|号)?" + TAIL,
        lambda m, now: dated(year_of(m[1], m[2], now), number(m[3]), number(m[4]), now),
    ),
    form(
        rf"(上|本|这|下)个?月(\d{{1,2}}|{CHINESE})(?:日|号)",
        lambda m, now: dated(
            *calendar.months(now.as_of, SHIFTS[m[1]]).timetuple()[:2], number(m[2]), now=now
        ),
    ),
    form(rf"(\d{{1,2}}|{CHINESE})(?:日|号(?![楼线门厂院库馆店机车位]))", lambda m, now: of_month(number(m[1]), now)),
    form(
        r"(上上|下下|上|这|本|下)?个?(?:周|星期|礼拜)([一二三四五六日天1-7])(?![\d.月])",
        lambda m, now: weekday(m[1], WEEKDAYS[m[2]], now),
    ),
    form(rf"(?:(last|this|next) )?({DAY_NAME})(?: (last|this|next) week)?\b", english_weekday),
    form(rf"(last|this|next) week (?:on )?({DAY_NAME})\b", lambda m, now: weekday(m[1], position(NAMES, m[2]), now)),
    form(
        rf"({MONTH_NAME})\.? (\d{{1,2}})(?:st|nd|rd|th)?(?:,? (\d{{4}}))?\b",
        lambda m, now: dated(int(m[3]) if m[3] else None, position(MONTHS, m[1]) + 1, int(m[2]), now),
    ),
    form(
        rf"(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({MONTH_NAME})\b(?:,? (\d{{4}})\b)?",
        lambda m, now: dated(int(m[3]) if m[3] else None, position(MONTHS, m[2]) + 1, int(m[1]), now),
    ),
    form(
        rf"{N} ?(天|日|周|星期|礼拜|个月|个星期|个礼拜)(?:之后|以后|后)", lambda m, now: away(count(m[1]), m[2], 1, now)
    ),
    form(
        rf"{N} ?(天|周|星期|礼拜|个月|个星期|个礼拜)(?:之前|以前|前)", lambda m, now: away(count(m[1]), m[2], -1, now)
    ),
    form(rf"in {WORD} (day|week|month)s?\b", lambda m, now: away(count(m[1]), m[2], 1, now)),
    form(rf"{WORD} (day|week|month)s? (?:from now|later)\b", lambda m, now: away(count(m[1]), m[2], 1, now)),
    form(rf"{WORD} (day|week|month)s? ago\b", lambda m, now: away(count(m[1]), m[2], -1, now)),
)  # fmt: skip

PERIOD_FORMS: tuple[Form, ...] = (
    form(r"(?:fy|财年) ?(\d{4}|\d{2})(?: ?q([1-4])| ?h([12]))?(?!\w)", lambda m, now: fiscal(m, now)),
    form(rf"{ANY_YEAR}? ?q([1-4])(?!\w)", lambda m, now: part_of_year(m[1], m[2], now, int(m[3]) * 3 - 2, 3)),
    form(r"q([1-4]) (\d{4})(?![\w])", lambda m, now: part_of_year(m[2], None, now, int(m[1]) * 3 - 2, 3)),
    form(rf"{ZH_YEAR}?第?([一二三四1-4])季度", lambda m, now: part_of_year(m[1], m[2], now, number(m[3]) * 3 - 2, 3)),
    form(rf"{ANY_YEAR}? ?h([12])(?!\w)", lambda m, now: part_of_year(m[1], m[2], now, int(m[3]) * 6 - 5, 6)),
    form(rf"{ZH_YEAR}?([上下])半年", lambda m, now: part_of_year(m[1], m[2], now, 1 if m[3] == "上" else 7, 6)),
    form(r"(20\d\d)-(1[0-2]|0[1-9])(?![\d-])", lambda m, now: part_of_year(m[1], None, now, int(m[2]), 1)),
    form(
        rf"{ZH_YEAR}?(1[0-2]|[1-9]|十[一二]|[一二三四五六七八九十])月份?",
        lambda m, now: part_of_year(m[1], m[2], now, number(m[3]), 1),
    ),
    form(rf"({MONTH_NAME}) (20\d\d)\b", lambda m, now: part_of_year(m[2], None, now, position(MONTHS, m[1]) + 1, 1)),
    form(ZH_YEAR, lambda m, now: calendar.year(year_of(m[1], m[2], now) or now.as_of.year)),
    form(
        r"(上上|下下|[上这本下])一?个?(周|星期|礼拜|月|季度)(?!末)", lambda m, now: UNITS[m[2]](now.as_of, SHIFTS[m[1]])
    ),
    form(
        r"(上上|下下|上|这|本|下)?个?周末",
        lambda m, now: Period((end := calendar.week(now.as_of, SHIFTS[m[1] or ""]).end) - dt.timedelta(days=1), end),
    ),
    form(r"(last|this|next) (week|month|quarter|year)\b", lambda m, now: UNITS[m[2]](now.as_of, SHIFTS[m[1]])),
)  # fmt: skip
# 月底 and 年底 say their period by one sign.
SHORT_PERIOD = form(
    r"(月|年|季度|季)(?=[底末初中])", lambda m, now: UNITS["季度" if m[1] == "季" else m[1]](now.as_of, 0)
)
EDGE = re.compile(r" ?(底|末|初|中旬|中)")
ENGLISH_EDGE = re.compile(r"(?:the )?(end|beginning|start|middle) of (?:the |this )?(?=(week|month|quarter|year)?)")
ENDS = {"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}
