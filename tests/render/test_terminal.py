from __future__ import annotations

import pytest

from kamtool.render import terminal
from kamtool.view.blocks import Block, Cell, Column, Heading, Note, Table, Tone
from tests.render.samples import PAYLOADS, every_block


@pytest.mark.parametrize(
    ("tone", "code"),
    [("strong", "1"), ("quiet", "2"), ("good", "32"), ("warn", "33"), ("bad", "31")],
)
def test_tones_are_colours(tone: Tone, code: str) -> None:
    shown = terminal.render([Note("text", tone)], 80, color=True)
    assert shown.startswith(f"\x1b[{code}mtext")
    assert "\x1b[" not in terminal.render([Note("text", tone)], 80, color=False)


def test_markup_numbers_and_emoji_are_left_alone() -> None:
    shown = terminal.render([Note("[red]x[/] :skull: 12 https://x.example 'y' [/nothing]")], 80, color=True)
    assert shown == "[red]x[/] :skull: 12 https://x.example 'y' [/nothing]\n"


def test_the_environment_does_not_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Colour is the caller's choice: what the shell says was weighed there."""
    blocks: list[Block] = [Heading("title", "note"), Table((Column("a"),), ((Cell("b", "good"),),))]
    shown = terminal.render(blocks, 80, color=True)
    for name, value in (("NO_COLOR", "1"), ("TERM", "dumb"), ("COLUMNS", "3"), ("COLORTERM", "truecolor")):
        monkeypatch.setenv(name, value)
        assert terminal.render(blocks, 80, color=True) == shown


def test_only_our_own_escapes_reach_the_terminal() -> None:
    payload = iter(PAYLOADS * 10)
    shown = terminal.render(every_block(lambda: next(payload)), 80, color=True)
    for part in shown.split("\x1b")[1:]:
        assert part.startswith("[")
        assert part[1:].split("m")[0].replace(";", "").isdigit() or part.startswith("[m")
