"""Text to a YAML scalar that every reader, of YAML 1.1 or 1.2, takes for the same."""

from __future__ import annotations

import datetime as dt
import re

# Text that needs no quotes in a block nor in brackets: it begins with a letter or digit and holds no sign of YAML's.
PLAIN = re.compile(
    r"[^\W_](?:[\w ./()+%\u3400-\u9fff，。；：？！、（）《》“”‘’…—·％-]*[\w/()+%，。；：？！、（）《》“”‘’…—·％.-])?\Z"
)
# A word in Latin letters, then a full-width colon: read as a key that the keyboard spoilt.
SLIP = re.compile(r"[A-Za-z_][\w-]*\s*：")
# Words that YAML 1.1 takes for truth, and those that any version takes for nothing or truth.
WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
# What begins like a number or a day is plain only in the forms on which all readers agree.
WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z", re.ASCII)
DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]*[1-9]\Z", re.ASCII)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", re.ASCII)
NUMERIC = re.compile(r"[-+.0-9][-+._0-9a-fA-FoOxX:TtZz ]*\Z", re.ASCII)
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


def scalar(value: str, style: str | None = None) -> str:
    """*value* as a scalar on one line: in the quotes that *style* names, else plain where that is safe, else quoted."""
    if style == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if style is None and is_plain(value):
        return value
    return '"' + "".join(ESCAPES.get(char, char) for char in value) + '"'


def is_plain(value: str) -> bool:
    """Whether a text needs no quotes anywhere in a file, for any reader."""
    if WHOLE.match(value) or DECIMAL.match(value):
        return True
    if not PLAIN.match(value) or value.casefold() in WORDS or SLIP.match(value) or not value.isprintable():
        return False
    if DAY.match(value):
        return is_day(value)
    return not NUMERIC.match(value)


def is_day(value: str) -> bool:
    """Whether the calendar has this day; a reader of dates stumbles over one that it has not."""
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def block(value: str, sign: str, indent: str, newline: str) -> str | None:
    """*value* as a block of text with its lines at *indent*; ``None`` where a block could not say it.

    One line keeps the *sign* it had, more become a literal ``|``; a line break ends it as often as the value says.
    """
    body = value.rstrip("\n")
    lines = body.split("\n")
    if not body.strip() or lines[0][:1] in (" ", "\t", "") or lines[-1] != lines[-1].rstrip():
        return None
    if any(not line.isprintable() and not line.replace("\t", " ").isprintable() for line in lines):
        return None
    ends = len(value) - len(body)
    chomp = "-" if ends == 0 else "" if ends == 1 else "+"
    told = [indent + line if line.strip() else "" for line in lines]
    if any(line.isspace() for line in lines):
        return None
    return newline.join([("|" if len(lines) > 1 else sign) + chomp, *told, *[""] * max(0, ends - 1)])
