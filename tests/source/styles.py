"""Plans in every style that people write: data set out at random, with comments, quotes, blocks, braces and breaks."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from kamtool.source.scalar import is_plain

Draw = Any  # hypothesis gives its draw no type of its own

KEYS = st.sampled_from(
    ["name", "note", "a", "b-c", "宋敏", "with", "value", "history", "yes", "12", "财务处 甲", "date", "x: y", "k#1"]
)
WORDS = st.sampled_from(
    [
        "resist", "宋敏", "2026-11-23", "2026-02-30", "no", "Yes", "~", "null", "012", "1:30", "1.10", "240万", "1e5",
        "she said: no", "a # b", "他说：好，再谈。", "it's", 'say "hi"', "[x]", "{y}", "a, b", "- x", "? q", "! t",
        "& a", "* a", "% d", "@ m", "` g", "| l", "> f", " lead", "trail ", "tab\there", "back\\slash", "0", "-7",
        "13800138000", "0x1F", ".5", "+1", "<<", "=", "名：值", "key：value", "...", "---", "#", "’", "ＡＢ", "",
        "true", "a:b", "a :b", "x:", "-",
    ]
)  # fmt: skip
TEXTS = st.one_of(WORDS, st.text("ab 字，：#:-'\"\\{}[],&*!|>%@`?0\n\t", max_size=12))
BLOCKS = st.sampled_from(
    [
        "one\ntwo",
        "one\ntwo\n",
        "one\n\ntwo\n",
        "one\n",
        "# no comment\nx",
        "a: b\n- c\n",
        "end\n\n\n",
        "字\n  deeper\nback",
    ]
)
SCALARS = st.one_of(TEXTS, BLOCKS)
DATA = st.recursive(
    SCALARS,
    lambda below: st.one_of(st.lists(below, max_size=3), st.dictionaries(KEYS, below, max_size=4)),
    max_leaves=8,
)
ROOTS = st.dictionaries(KEYS, DATA, min_size=1, max_size=5)
COMMENTS = st.sampled_from(["", "", "", "  # 她说的", " # x: y", "   #"])
LINES = st.sampled_from(["", "", "", "", "\n", "# 说明\n", "\n# - a: b\n", "# kam: x\n\n"])


def quoted(draw: Draw, text: str) -> str:
    """A text on one line in some quotes that can say it."""
    double = '"' + "".join({"\n": "\\n", '"': '\\"', "\\": "\\\\", "\t": "\\t"}.get(c, c) for c in text) + '"'
    ways = [double]
    if "\n" not in text and "\t" not in text:
        ways.append("'" + text.replace("'", "''") + "'")
        if is_plain(text):
            ways += [text, text, text]
    return str(draw(st.sampled_from(ways)))


def braces(draw: Draw, data: Any) -> str:
    """Data in braces, spaced somehow, at times with a comma at the end."""
    gap = draw(st.sampled_from(["", " "]))
    if isinstance(data, str):
        return quoted(draw, data)
    comma = draw(st.sampled_from([", ", ",  ", " , "]))
    tail = draw(st.sampled_from(["", "", ","])) if data else ""
    if isinstance(data, dict):
        inner = comma.join(f"{quoted(draw, key)}: {braces(draw, value)}" for key, value in data.items())
        return f"{{{gap}{inner}{tail}{gap}}}"
    return f"[{gap}{comma.join(braces(draw, one) for one in data)}{tail}{gap}]"


def head(draw: Draw, column: int, data: Any, step: int, last: bool) -> tuple[str, bool]:
    """A scalar behind a key or dash: on its line, or as a block of text; whether anything may follow on that line."""
    if data.rstrip("\n") and "\n" in data and not data[0].isspace() and "\t" not in data and draw(st.booleans()):
        body = data.rstrip("\n")
        if all(line.strip() or not line for line in body.split("\n")):
            ends = len(data) - len(body)
            sign = "|" + ("-" if ends == 0 else "" if ends == 1 else "+")
            pad = " " * (column + step)
            told = "\n".join(pad + line if line else "" for line in body.split("\n"))
            note = draw(COMMENTS)
            return f"{sign}{note}\n{told}\n" + "\n" * max(0, ends - 1), False
    if is_plain(data) and " " in data and draw(st.booleans()):
        first, _, rest = data.partition(" ")
        if rest.strip() == rest and not rest.startswith("#"):
            return f"{first}\n{' ' * (column + step)}{rest}", True
    return quoted(draw, data), True


def block(draw: Draw, data: Any, column: int, habit: tuple[int, int, int]) -> str:
    """Data set out in lines at a column; the first line without its indentation."""
    step, under, dash = habit
    out: list[str] = []
    parts = list(data.items()) if isinstance(data, dict) else list(enumerate(data))
    for at, (key, value) in enumerate(parts):
        between = draw(LINES) if at else ""
        pad = " " * column
        between = "".join(pad + line + "\n" if line else "\n" for line in between.split("\n")[:-1])
        start = f"{quoted(draw, key)}:" if isinstance(data, dict) else "-" + " " * (dash - 1)
        column_of = column if isinstance(data, dict) else column + dash
        space = " " if isinstance(data, dict) else ""
        note = draw(COMMENTS)
        if isinstance(value, str):
            if not value and draw(st.booleans()):
                told = start.rstrip() + note + "\n"
            else:
                text, open_line = head(draw, column, value, max(step, dash), at + 1 == len(parts))
                told = start + space + text + (note + "\n" if open_line else "")
        elif not value or draw(st.integers(0, 2)) == 0:
            told = start + space + braces(draw, value) + note + "\n"
        elif isinstance(data, dict):
            below = column + (step if isinstance(value, dict) else under)
            told = f"{start}{note}\n{' ' * below}{block(draw, value, below, habit)}"
        else:
            told = start + block(draw, value, column_of, habit)
        out.append((between + pad if at else "") + told)
    return "".join(out)


@st.composite
def documents(draw: Draw, roots: Any = ROOTS) -> str:
    """The text of a plan in some style; CRLF, no final line break, comments before and behind included."""
    data = draw(roots)
    step = draw(st.sampled_from([2, 2, 4, 3]))
    habit = (step, draw(st.sampled_from([0, 2, step])), draw(st.sampled_from([2, 2, 4])))
    text = draw(st.sampled_from(["", "# 开头\n", "---\n", "\n"])) + block(draw, data, 0, habit)
    text += draw(st.sampled_from(["", "", "# 结尾\n", "\n\n", "  # 深\n"]))
    if draw(st.integers(0, 3)) == 0:
        text = text.removesuffix("\n")
    return str(text).replace("\n", "\r\n") if draw(st.integers(0, 3)) == 0 else str(text)
