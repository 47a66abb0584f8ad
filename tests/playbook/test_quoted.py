"""The commands quote the playbook: no advice is written twice, and a team's own words reach every command."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from kamtool.playbook.read import playbook
from kamtool.texts.lookup import HERE, Lang
from tests.kam import AS_OF, ROOT, kam

ADVICE = [
    (topic.key, one.key, lang, text[lang].strip(" .。"))
    for topic in playbook().values()
    for one in topic.entries
    for text in (one.do, one.dont)
    for lang in Lang
]
SHIPPED = {
    lang: {file: file.read_text(encoding="utf-8") for file in sorted((HERE / lang).rglob("*.toml"))} for lang in Lang
}
QUOTES = [
    ("quadrant", ("jinshan",), "quadrant", "rival"),
    ("quadrant", ("jinshan",), "needs", "esteem"),
    ("needs", ("jinshan",), "needs", "esteem"),
    ("coverage", ("jinshan",), "relationship", "trust"),
    ("brief", ("hongqi", "--with", "song"), "styles", "driver"),
    ("brief", ("jinshan", "--with", "luo"), "attitudes", "resist"),
    ("radar", ("hongqi",), "axes", "company_brand"),
    ("chain", ("jinshan",), "attitudes", "resist"),
    ("chain", ("hongqi",), "organisation", "soe"),
    ("qualify", ("jiaotong",), "strategies", "flanking"),
    ("stakeholders", ("jinshan",), "attitudes", "accept"),
]


def test_no_advice_of_the_playbook_stands_in_the_texts_as_well() -> None:
    for _, _, lang, words in ADVICE:
        if len(words) >= (24 if lang is Lang.EN else 8):
            assert not [file.name for file, text in SHIPPED[lang].items() if words in text], words


def test_a_need_a_cell_a_style_or_an_axis_has_no_advice_of_its_own_in_the_texts() -> None:
    """Keys such as do_partner, style_driver, todo_trust or do_commercial came back once; they may not again."""
    keys = {one.key for topic in playbook().values() for one in topic.entries}
    wrong = re.compile(rf"^(?:do|style|todo|handle|angle)_(?:{'|'.join(sorted(keys))})$")
    for noun in ("quadrant", "coverage", "brief", "radar", "strategy", "qualify", "chain", "stakeholders"):
        file = HERE / "en" / f"{noun}.toml"
        assert not [key for key in tomllib.loads(file.read_text(encoding="utf-8")) if wrong.match(key)], noun


@pytest.mark.parametrize(("command", "args", "topic", "key"), QUOTES)
@pytest.mark.parametrize("lang", list(Lang))
def test_a_team_says_it_otherwise_in_every_command(
    tmp_path: Path, command: str, args: tuple[str, ...], topic: str, key: str, lang: Lang
) -> None:
    """The entry as it comes with kamtool is quoted; a team's own stands in its place."""
    shipped = playbook()[topic].entry(key).do[lang]
    accounts = {"accounts": str(ROOT / "accounts")}
    before = kam(command, *args, *AS_OF, "--lang", lang, "-f", "plain")
    assert words(shipped) in words(before.out)
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / f"{topic}.toml").write_text(f'[{key}]\ndo = "OUR OWN WAY"\n', encoding="utf-8")
    config = f'accounts = "{accounts["accounts"]}"\nplaybook = "book"\n'
    (tmp_path / "kam.toml").write_text(config, encoding="utf-8")
    after = kam(command, *args, *AS_OF, "--lang", lang, "-f", "plain", cwd=tmp_path)
    assert "OUR OWN WAY" in after.out, after.err
    assert words(shipped) not in words(after.out)


def words(text: str) -> str:
    """A text without its breaks."""
    return "".join(text.split())
