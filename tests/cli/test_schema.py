"""``kam schema``: the JSON Schema on stdout or in a file."""

from __future__ import annotations

import json
from pathlib import Path

from kamtool.model.schema import plan_schema
from tests.kam import kam


def test_the_schema_goes_to_stdout() -> None:
    """It is the same in both languages, since both stand in it, and nothing else is printed."""
    english, chinese = kam("schema", "--lang", "en"), kam("schema", "--lang", "zh")
    assert (english.code, english.err) == (0, "")
    assert json.loads(english.out) == plan_schema()
    assert english == chinese


def test_the_schema_goes_to_a_file(tmp_path: Path) -> None:
    """With --output; a plan is never written over by it."""
    assert kam("schema", "--output", "a.json", cwd=tmp_path).code == 0
    assert json.loads((tmp_path / "a.json").read_text("utf-8")) == plan_schema()
    plan = tmp_path / "plan.yaml"
    plan.write_text("kam: 1\n")
    done = kam("schema", "--output", "plan.yaml", cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert plan.read_text() == "kam: 1\n"


def test_there_is_no_other_format() -> None:
    """Asking for one is a usage error that names what there is."""
    done = kam("schema", "--format", "yaml")
    assert done.code == 2
    assert "json" in done.err
