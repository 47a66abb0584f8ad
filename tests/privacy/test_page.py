"""docs/privacy.md says what is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from kamtool.cli.table import COMMANDS
from kamtool.config import WordChanges
from kamtool.model.tiers import TIERS, marks
from kamtool.privacy.erase import history
from kamtool.rules import RULES
from kamtool.rules.words import LISTS, words

PAGE = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text("utf-8")


def test_the_word_lists_are_the_ones_looked_for() -> None:
    """Each list with every word under which it can be taken away."""
    for name, listed in LISTS.items():
        row = re.search(rf"^\| {name} \| (.*) \|$", PAGE, re.MULTILINE)
        assert row is not None
        assert row[1].split(", ") == list(listed)


def test_the_example_of_settings_works() -> None:
    """The lists of the page are taken as they stand."""
    block = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert block is not None
    told = tomllib.loads(block[1])["words"]
    changed = words(
        [WordChanges(name, tuple(one.get("add", ())), tuple(one.get("remove", ()))) for name, one in told.items()]
    )
    assert changed.bribery.search.search("茶水费")
    assert not changed.bribery.search.search("红包")


def test_commands_and_codes_exist() -> None:
    """Every command and every rule that the page names."""
    names = {name for name, _, _ in COMMANDS} | {"undo"}
    assert set(re.findall(r"`kam ((?:person |plan )?[a-z]+)", PAGE)) - {"person"} <= names
    assert set(re.findall(r"KAM\d{3}", PAGE)) <= {one.code for one in RULES} | {"KAM008"}


def test_the_ways_to_clear_git_are_the_ones_told() -> None:
    """The page and the command print the same."""
    for line in history("accounts/hongqi.yaml", ["宋敏", "0571-5550118", "song"], "person-1"):
        assert line in PAGE


def test_no_key_is_forbidden_yet_in_the_format() -> None:
    """G4 has no place in the model at all."""
    assert not [key for one in TIERS for key, told in marks(one).items() if told.tier > 3]
