"""Findings as the CI writers get them: any text at any place."""

from __future__ import annotations

from hypothesis import strategies as st

from kamtool.diagnostic import Diagnostic, Severity, Span
from kamtool.view.said import Said

HOSTILE = (
    "\n::error::gotcha", "%0A::stop-commands::x", "a,b:c=d", "::add-mask::x", "##[error]x", "##vso[task.setvariable]x",
    "\x1b[2Jx", "]]>", "<script>", "| x |", "`x`", "\u202ex", "名：值", "%25", "\udce9", "a\tb\r\nc", "&amp;", "./x",
)  # fmt: skip
TEXT = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30), st.lists(st.sampled_from(HOSTILE)).map("".join))
FILE = TEXT.filter(lambda text: text.strip("./ \n\t\r") != "" and "\0" not in text)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    line, column = draw(st.integers(1, 9)), draw(st.integers(1, 500))
    if draw(st.booleans()):
        return Span(line, column, line, column + draw(st.integers(0, 90)))
    return Span(line, column, line + draw(st.integers(1, 5)), draw(st.integers(1, 500)))


@st.composite
def said(draw: st.DrawFn) -> Said:
    code = draw(st.sampled_from(["KAM001", "KAM010", "KAM105", "KAM206", "KAM901"]))
    found = Diagnostic(code, draw(st.sampled_from(list(Severity))), draw(FILE), draw(spans()), mark=draw(TEXT))
    return Said(found, draw(TEXT), draw(TEXT), draw(TEXT), draw(TEXT), draw(TEXT))


FOUND = st.lists(said(), max_size=6)
