"""docs/methods.md is written by hand; what it says is there must be there, and what it says is missing must be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kamtool.check import FILE_CODES
from kamtool.cli.table import COMMANDS
from kamtool.rules import CATALOGUE

PAGE = (Path(__file__).parents[1] / "docs" / "methods.md").read_text(encoding="utf-8")
RULE_CODES = {one.code for one in CATALOGUE}
BUILT = {name for name, _, _ in COMMANDS}
NAMED = re.compile(r"`kam ([a-z]+(?: [a-z]+)?)`")


def paragraphs(beginning: str) -> list[str]:
    return re.findall(rf"^\*\*{beginning}\*\* (.*?)(?=^\*\*|^$)", PAGE, re.MULTILINE | re.DOTALL)


def test_every_method_has_its_section() -> None:
    """A1 to A16, each once and in order."""
    assert re.findall(r"^## (A\d+)\.", PAGE, re.MULTILINE) == [f"A{number}" for number in range(1, 17)]


@pytest.mark.parametrize("number", range(1, 17))
def test_every_method_has_a_command_that_shows_it(number: int) -> None:
    """One row that names a command, and one each for what it is for, its data and its source."""
    section = PAGE.partition(f"\n## A{number}. ")[2].partition("\n## ")[0]
    where = re.findall(r"^\*\*Where\*\* (.*)", section, re.MULTILINE)
    assert len(where) == 1
    assert NAMED.findall(where[0]) or "every map" in where[0]
    assert all(f"\n**{row}** " in section for row in ("For", "Data", "Computed", "Source"))


@pytest.mark.parametrize("where", paragraphs("Where"))
def test_where_a_method_is_said_to_be_it_is(where: str) -> None:
    """Every command and code that a section names exists."""
    assert set(NAMED.findall(where)) <= BUILT
    assert set(re.findall(r"KAM\d{3}", where)) <= RULE_CODES


@pytest.mark.parametrize("missing", paragraphs("Not built yet"))
def test_what_is_said_to_be_missing_is(missing: str) -> None:
    """A command that was built since is no longer listed as missing."""
    assert not set(NAMED.findall(missing)) & BUILT


def test_the_table_of_rules_tells_the_state() -> None:
    """A rule is marked built exactly when kam check runs it, and all thirty and the reserve are there."""
    rows = re.findall(r"^\| [\d–]+ \| [A-Z]\d{3} [^|]* \| (KAM\d{3}) \| ([^|]*?) \|$", PAGE, re.MULTILINE)
    assert len(rows) == 36
    for code, state in rows:
        assert (state == "built") == (code in RULE_CODES), code


def test_every_rule_belongs_to_a_method() -> None:
    """A rule that no section names is forgotten; those of the file itself belong to none."""
    assert set(re.findall(r"KAM[1-9]\d\d", " ".join(paragraphs("Where")))) == {
        code for code in RULE_CODES if code > "KAM099"
    }


def test_the_table_of_usual_checks_names_codes_that_exist() -> None:
    """Each row of what such tools check tells a code of the catalogue, or why there is none."""
    table = PAGE.partition("## What sellers of such tools check")[2].partition("\n\nBeyond")[0]
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", table, re.MULTILINE)[1:]
    assert len(rows) >= 30
    for asked, here in rows:
        codes = set(re.findall(r"KAM\d{3}", here))
        assert codes <= RULE_CODES | set(FILE_CODES), asked
        assert codes or here.startswith("left out: "), asked
