"""The HTML page: one file, nothing loaded from outside, and a plan's text stays text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from kamtool.render.html import page, policy, render, style
from kamtool.view.blocks import Note
from tests.render.samples import PAYLOADS, every_block

TAGS = {
    "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "h4", "h5", "h6", "small", "p", "b",
    "br", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "span",
}  # fmt: skip
PLAIN = {"class", "lang", "charset", "http-equiv", "content", "name", "scope"}


class Page(HTMLParser):
    """What a browser would find."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("payload", [*PAYLOADS, "<script>x</script>", '"><img src=x onerror=y>', "{{ 7*7 }}"])
def test_no_string_of_a_block_is_live(payload: str) -> None:
    found = Page(render(every_block(lambda: payload), payload, "zh"))
    assert found.tags <= TAGS
    assert found.attributes <= PLAIN


def test_text_is_shown_as_it_stands() -> None:
    assert "<b>{{ 7*7 }}</b> & more" in Page(render([Note("<b>{{ 7*7 }}</b> & more")])).text


def test_every_block_is_shown() -> None:
    """Nothing that a block says is left out."""
    numbers = iter(range(1000, 9999))
    given: list[str] = []

    def word() -> str:
        given.append(f"word{next(numbers)}")
        return given[-1]

    blocks = every_block(word)
    shown = Page(render(blocks)).text
    ids = re.findall(r"(?:\bid|source|target)='(word\d+)'", repr(blocks))
    assert [one for one in given if one not in shown and one not in ids] == []


def test_the_policy_allows_the_style_sheet_and_nothing_else() -> None:
    text = render([Note("x")])
    rule = policy(style())
    assert "default-src 'none'" in rule
    assert "unsafe" not in rule
    assert "script" not in rule
    assert rule in text.replace("&#39;", "'").replace("&#43;", "+")
    assert f"<style>{style()}</style>" in text


def test_the_sheet_loads_nothing_and_fits_the_page() -> None:
    assert "@page { size: A4" in style()
    assert not re.search(r"url\(|@import|expression|</", style())
    assert page().environment.autoescape is True


def test_language_and_title() -> None:
    assert '<html lang="zh-CN">' in render([Note("x")], "标题", "zh")
    assert "<title>标题</title>" in render([Note("x")], "标题", "zh")
