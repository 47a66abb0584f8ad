from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kamtool.render import markdown
from kamtool.render.safe import safe
from kamtool.view.blocks import Block, Cell, Column, Fact, Facts, Note, Table
from tests.render.samples import PAYLOADS, every_block, screen, some_blocks, texts

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
# Text that GitHub brings to life after parsing.
ALIVE = re.compile(r"://|www\.|@[a-z0-9]|:(?!\d\d?:)[\w+-]+:|mailto:", re.IGNORECASE | re.ASCII)


def _tokens(text: str) -> Iterator[Token]:
    for token in PARSER.parse(text):
        yield token
        yield from token.children or ()


def _is_inert(text: str) -> None:
    for token in _tokens(text):
        assert token.type not in {
            "link_open",
            "image",
            "html_block",
            "fence",
            "code_block",
            "blockquote_open",
            "hr",
        } or (token.content == "<!-- -->\n"), token
        assert token.type != "html_inline" or token.content == "<br>"
        assert token.type not in {"s_open", "em_open", "ordered_list_open"}
        assert token.type != "text" or not ALIVE.search(token.content)


@settings(max_examples=300)
@given(some_blocks)
def test_nothing_comes_alive(blocks: Sequence[Block]) -> None:
    _is_inert(markdown.render(blocks))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_comes_alive_in_any_field(payload: str) -> None:
    for text in (payload, f"x {payload} y", f"{payload}{payload}"):
        _is_inert(markdown.render(_blocks(text)))


def _blocks(text: str) -> list[Block]:
    return every_block(lambda: text)


@given(texts)
def test_what_is_shown_is_what_was_written(text: str) -> None:
    (paragraph, *_) = [token for token in PARSER.parse("x " + markdown.escape(safe(text))) if token.type == "inline"]
    shown = "".join(token.content for token in paragraph.children or ())
    assert shown.split() == ["x", *safe(text).split()]


@given(texts, texts)
def test_a_table_keeps_its_shape(one: str, two: str) -> None:
    table = Table((Column("a"), Column("b", "right")), ((Cell(one), Cell(two, "strong")), (Cell(two), Cell(one))))
    types = [token.type for token in PARSER.parse(markdown.render([table]))]
    assert types.count("td_open") == 4
    assert types.count("table_open") == 1


def test_a_screen() -> None:
    shown = markdown.render(screen())
    assert "# 红旗机械厂 · 国企\n" in shown
    assert "| └─ 宋敏 行政处处长 | decider | − resist |" in shown
    assert "**informal**<br>周师傅 ══▶ 赵国强 strong<br>张伟 ─╳─ 宋敏 conflict\n" in shown
    assert "| what | amount |\n| --- | ---: |\n| 车 | 1234567.891 |\n" in shown
    assert "| **个人需要** | **朋友**<br>周师傅 | **伙伴** |" in shown
    assert "| 成交 | 30 | ███ | 15 % | ◀ low |" in shown
    assert shown.endswith("- first\n- second\n")


def test_paragraphs_and_neighbouring_lists() -> None:
    assert markdown.render([Note("a\nb", label="c")]) == "**c** a<br>b\n"
    assert markdown.render([Note("a", bullet=True), Facts((Fact("b", "c"),))]) == "- a\n\n<!-- -->\n\n- **b** c\n"
    assert markdown.render([]) == ""
