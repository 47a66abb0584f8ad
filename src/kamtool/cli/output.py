"""How diagnostics reach a person: on stdout for ``kam check``, on stderr when another command met a bad plan."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from kamtool.cli.session import Session, as_bytes
from kamtool.cli.streams import aside
from kamtool.diagnostic import Diagnostic
from kamtool.load import Loaded
from kamtool.view.said import Said, said

SHOWN = 5


def complain(session: Session, loaded: Loaded) -> None:
    """Tell on stderr why a plan cannot be used: the first few reasons."""
    from kamtool.render.diagnostics import text

    found = in_words(loaded.diagnostics[:SHOWN], session)
    lines = loaded.source.text.split("\n")
    remark(text(found, lambda _: lines, session.texts, session.width, color=False))


def remark(line: str) -> None:
    """Something beside the answer, on stderr, in whatever encoding that has."""
    aside(as_bytes(line + "\n", sys.stderr.encoding))


def in_words(found: Sequence[Diagnostic], session: Session) -> list[Said]:
    """Diagnostics in the session's language."""
    return [said(one, session.texts) for one in found]
