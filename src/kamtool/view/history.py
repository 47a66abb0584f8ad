"""The history of an account as a person reads it: what moved most, then a line for everything that is followed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kamtool.analysis.history import History, Measure, Point, Track, level
from kamtool.analysis.overview import Counts
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Cell, Column, Heading, Note, Table, Tone
from kamtool.view.counts import counts
from kamtool.view.signs import signed

COLUMNS = ("what", "line", "path", "source")
LEVELS = "▁▂▃▄▅▆▇█"
UNKNOWN = "·"
WIDTH = 20
LATEST = 4  # points told in words; the rest is in csv and json


def history_view(found: History, texts: Texts) -> tuple[Block, ...]:
    """The blocks of a history."""
    t = Words(found, texts)
    blocks: list[Block] = [Heading(found.account, t("span", since=found.since, until=found.until))]
    blocks.append(Note(t.point(), "strong"))
    for measure in Measure:
        tracks = [one for one in found.tracks if one.measure is measure]
        moved = sorted((one for one in tracks if one.moves), key=lambda one: -abs(t.rise(one)))
        still = [one for one in tracks if not one.moves]
        if tracks:
            blocks += [Heading(t(f"group_{measure.value}"), t(f"scale_{measure.value}"), level=2)]
        if moved:
            blocks += [Table(tuple(Column(t(key)) for key in COLUMNS), tuple(t.row(one) for one in moved))]
        if still:
            blocks += [Note(t("still", names=texts.join(t.held(one) for one in still)), "quiet")]
    blocks += [Note(line, "quiet") for line in t.reach()]
    return tuple(blocks)


def history_csv(found: History, texts: Texts) -> tuple[Block, ...]:
    """Every point as a row for a spreadsheet."""
    t = Words(found, texts)
    columns = tuple(Column(t(f"csv_{key}")) for key in ("measure", "id", "name", "date", "value", "source", "commit"))
    rows = [
        tuple(map(Cell, (one.measure.value, one.id, one.name, point.day.isoformat(), t.exact(point), point.origin.value,
                         point.commit or "")))
        for one in found.tracks
        for point in one.points
    ]  # fmt: skip
    return (Table(columns, tuple(rows)),)


class Words:
    """The words of one history in one language."""

    def __init__(self, found: History, texts: Texts) -> None:
        self.found = found
        self.texts = texts
        totals = [total(one.value) for each in found.tracks for one in each.points if isinstance(one.value, Counts)]
        self.most = max(totals, default=0)

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"history.{key}", **values)

    def point(self) -> str:
        """Who moved most, and which way."""
        people = [one for one in self.found.tracks if one.measure is Measure.ATTITUDE]
        ranked = sorted(people, key=lambda one: (-abs(self.rise(one)), -one.moves))
        if ranked and self.rise(ranked[0]):
            one = ranked[0]
            first = next(each for each in one.points if self.height(one, each) is not None)
            values = {"who": one.name, "old": first.value, "new": one.points[-1].value, "day": first.day}
            also = [other for other in ranked[1:] if self.rise(other)]
            return self("point_more" if also else "point", count=len(also), **values)
        return self("point_none", count=len(people))

    def rise(self, track: Track) -> float:
        """How far a track went from its first known value to its last."""
        known = [height for one in track.points if (height := self.height(track, one)) is not None]
        return known[-1] - known[0] if known else 0.0

    def height(self, track: Track, point: Point) -> float | None:
        """How high a point stands."""
        return level(track.measure, point.value, self.most)

    def row(self, track: Track) -> tuple[Cell, ...]:
        """One line: its name, the picture, where it stands now, how it came there, and from where we know."""
        rise = self.rise(track) * (-1 if track.measure is Measure.FINDINGS else 1)
        tone: Tone = "good" if rise > 0 else "bad" if rise < 0 else "plain"
        latest = track.points[-LATEST:]
        earlier = len(track.points) - len(latest)
        steps = [self("earlier", count=earlier)] if earlier else []
        steps += [self("step", value=self.value(one), day=one.day) for one in latest]
        sources = dict.fromkeys(self(f"from_{one.origin.value}") for one in track.points)
        return (
            Cell(track.name),
            Cell(self.line(track), tone),
            Cell(" → ".join(steps), tone),
            Cell(self.texts.join(sources), "quiet"),
        )

    def held(self, track: Track) -> str:
        """What did not move, in a word."""
        return self("held", name=track.name, value=self.value(track.points[-1]))

    def line(self, track: Track) -> str:
        """The sparkline: WIDTH stretches of equal length, each as high as what held at its end."""
        days = max(1, (self.found.until - self.found.since).days)
        signs = []
        for at in range(1, WIDTH + 1):
            day = self.found.since + dt.timedelta(days=days * at / WIDTH)
            held = [one for one in track.points if one.day <= day]
            height = self.height(track, held[-1]) if held else None
            signs.append(UNKNOWN if height is None else LEVELS[min(7, int(height * 8))] if held else " ")
        return "".join(signs)

    def value(self, point: Point) -> str:
        """A point's value in words."""
        value = point.value
        if value is None:
            return self("unknown")
        if isinstance(value, Counts):
            return counts(value, self.texts) or self("no_findings")
        if isinstance(value, tuple):
            return " ".join(f"{one:+d}".replace("-", "−") if one else "0" for one in value)
        return signed(value) if isinstance(value, float) else self.texts.show(value)

    def exact(self, point: Point) -> str:
        """A point's value for a machine."""
        value = point.value
        if isinstance(value, Counts):
            return str(total(value))
        if isinstance(value, tuple):
            return " ".join(str(one) for one in value)
        return "" if value is None else f"{value:.4f}" if isinstance(value, float) else str(value)

    def reach(self) -> Iterator[str]:
        """How far back this goes, and what could not be read."""
        reach = self.found.reach
        if reach.git is not None:
            yield self("no_git", reason=reach.git)
            return
        yield self("sampled" if reach.read < reach.there else "read", read=reach.read, there=reach.there)
        if reach.shallow:
            yield self("shallow")
        if reach.broken:
            yield self("broken", commits=self.texts.join(reach.broken), count=len(reach.broken))


def total(found: Counts) -> int:
    """How many findings."""
    return found.errors + found.warnings + found.questions
