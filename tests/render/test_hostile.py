"""A plan's text is data in every output: shown in full, obeyed by nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import is_dataclass
from itertools import count

import pytest

from kamtool.render import csv, markdown, plain, terminal
from kamtool.source.read import HIDDEN
from kamtool.view import blocks as blocks_module
from kamtool.view.blocks import Block, Branch
from tests.render.samples import PAYLOADS, every_block, parts, text_fields

WRITERS: dict[str, Callable[[Sequence[Block]], str]] = {
    "terminal": lambda blocks: terminal.render(blocks, 80, color=False),
    "terminal in colour": lambda blocks: re.sub(r"\x1b\[[\d;]*m", "", terminal.render(blocks, 80, color=True)),
    "narrow": lambda blocks: plain.render(blocks, 40),
    "plain": lambda blocks: plain.render(blocks, 80),
    "markdown": markdown.render,
    "csv": lambda blocks: csv.render(blocks).replace("\r\n", "\n"),
}


def test_the_sample_fills_every_text_field() -> None:
    found = list(parts(every_block(lambda: "x")))
    kinds = {kind for kind in vars(blocks_module).values() if isinstance(kind, type) and is_dataclass(kind)}
    assert {type(part) for part in found} == kinds
    for kind in kinds:
        for name in text_fields(kind):
            assert any(getattr(part, name) for part in found if type(part) is kind), (kind, name)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("writer", WRITERS)
def test_no_string_of_a_block_is_live(writer: str, payload: str) -> None:
    for text in (payload, f"x {payload}", f"{payload} y"):
        output = WRITERS[writer](_blocks(text))
        assert HIDDEN.search(output) is None
        assert not re.search(r"^\s*::", output, re.MULTILINE)
        assert not re.search(r"##\w*\[", output)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("writer", WRITERS)
def test_every_string_is_shown_whatever_it_holds(writer: str, payload: str) -> None:
    numbers = count()
    blocks = every_block(lambda: f"k{next(numbers)}z {payload}")
    shown = WRITERS[writer](blocks)
    unseen = set(re.findall(r"k\d+z", repr(blocks))) - set(re.findall(r"k\d+z", shown))
    # CSV holds tables only; ids of branches are for machines.
    if writer == "csv":
        assert unseen == set(re.findall(r"k\d+z", repr(blocks[:6])))
    else:
        assert unseen == {part.id.split()[0] for part in parts(blocks) if isinstance(part, Branch)}


def _blocks(text: str) -> list[Block]:
    return every_block(lambda: text)


def test_payloads_are_defused_wherever_lines_break() -> None:
    """Wrapping may bring any word to the start of a line."""
    for pad in range(40):
        text = "x" * pad + " ::error file=x::y"
        for writer, write in WRITERS.items():
            assert not re.search(r"^\s*::", write(_blocks(text)), re.MULTILINE), writer
