"""docs/configuration.md names every setting, with its default, and none that kam does not know."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from kamtool.analysis.capacity import CapacityLimits
from kamtool.analysis.ranking import Weights
from kamtool.analysis.tier_terms import TierLimits
from kamtool.config import KNOWN, LEDGER, WORD_LISTS, Config, Override, WordChanges, read_config
from kamtool.rules.limits import Limits
from tests.kam import MINIMAL, ROOT, kam, put

PAGE = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
PARTS = dict(part.partition("\n")[::2] for part in PAGE.split("\n## ")[1:])
ROW = re.compile(r"^\| (`[^|]+`) \| ([^|]+) \| [^|]+ \| [^|]+ \|$", re.MULTILINE)
SHORT = re.compile(r"^\| (`[^|]+`) \| [^|]+ \| [^|]+ \|$", re.MULTILINE)
EXAMPLES = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def defaults(part: str) -> dict[str, str]:
    """What the rows of a part say of each setting's default."""
    found: dict[str, str] = {}
    for names, values in ROW.findall(PARTS[part]):
        found |= zip(re.findall(r"`(\w+)`", names), values.split(", "), strict=True)
    return found


def names(part: str) -> list[str]:
    """The settings that the rows of a part name."""
    return [name for row in SHORT.findall(PARTS[part]) for name in re.findall(r"`(\w+)`", row)]


def shown(value: Any) -> str:
    """A default as the page writes it."""
    if value is None:
        return "–"
    return f"`{value}`" if isinstance(value, str) else "`[]`" if value == () else str(value)


@pytest.mark.parametrize(
    ("part", "kind"),
    [("`[tiers]`", TierLimits), ("`[capacity]`", CapacityLimits), ("`[next]`", Weights), ("`[thresholds]`", Limits)],
)
def test_a_table_of_numbers_tells_each_with_its_default(part: str, kind: type) -> None:
    """No more and no fewer than the code knows."""
    names = kind._fields if hasattr(kind, "_fields") else [one.name for one in fields(kind)]
    assert defaults(part) == {name: shown(getattr(kind(), name)) for name in names}


def test_the_settings_outside_a_table_are_told_with_their_default() -> None:
    """Together with the tables they are all there is."""
    told = defaults("In general · 总的")
    tables = {found[1] for part in PARTS if (found := re.match(r"`\[+(\w+)\]+`", part))}
    assert told.keys() | tables == set(KNOWN)
    assert not told.keys() & tables
    assert told == {name: shown(getattr(Config(), name)) for name in told}


def test_the_keys_of_the_other_tables_are_told() -> None:
    """The ledger's columns, the words to add and remove, what an override holds."""
    assert names("`[ledger]`") == list(LEDGER)
    assert names("`[[overrides]]`") == list(Override._fields)
    assert names("`[words]`") == list(WordChanges._fields[1:])
    assert all(f"`[words.{name}]`" in PARTS["`[words]`"] for name in WORD_LISTS)


def test_every_variable_of_the_environment_is_told() -> None:
    """Those the source asks for under our own name."""
    source = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "src").rglob("*.py"))
    asked = set(re.findall(r"\bKAM_[A-Z_]+\b", source))
    assert asked
    assert {name for name in names("Environment · 环境变量") if name.startswith("KAM_")} == asked


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_read(example: str, tmp_path: Path) -> None:
    """By every command, without a word about it."""
    file = tmp_path / "kam.toml"
    file.write_text(example, encoding="utf-8")
    read_config(file, ())
    put(tmp_path, "a.yaml", MINIMAL)
    assert kam("check", str(tmp_path / "accounts" / "a.yaml"), "--lang", "en", cwd=tmp_path).code == 0
