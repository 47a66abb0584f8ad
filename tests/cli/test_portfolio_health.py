"""``kam portfolio health``: what it shows in each format, the lines of one plan, and how plans stood before."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest

from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, Result, kam, put


def ask(*words: str, cwd: Path | None = None, lang: str = "en") -> Result:
    place = {} if cwd is None else {"cwd": cwd}
    return kam("portfolio", "health", *AS_OF, "--lang", lang, *words, **place)  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("chosen", ["table", "plain", "md", "csv", "json", "svg"])
def test_in_each_format(lang: str, chosen: str) -> None:
    """Golden: four plans, one of them dead, one new."""
    found = ask("dafeng-taxi", "hongqi", "laochen", "linhai-port", "-f", chosen, lang=lang)
    assert (found.code, found.err) == (0, "")
    golden(f"portfolio_health/four.{lang}.{chosen}", found.out)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_one_plan_is_told_line_by_line(lang: str) -> None:
    """Golden: what to write where."""
    found = ask("laochen", "-f", "md", lang=lang)
    golden(f"portfolio_health/laochen.{lang}.md", found.out)
    assert "accounts/laochen.yaml:4" in found.out


def test_the_lines_are_those_of_the_file() -> None:
    found = json.loads(ask("laochen", "-f", "json").out)["plans"][0]
    lines = Path("accounts/laochen.yaml").read_text(encoding="utf-8").split("\n")
    late = next(one for one in found["gaps"] if one["key"] == "actions")
    assert late["what"] in lines[int(late["place"].rpartition(":")[2]) - 1]


def test_the_three_measures_are_never_one_number() -> None:
    found = json.loads(ask("-f", "json").out)
    assert all({"complete", "fresh", "done"} <= set(one) for one in found["plans"])
    assert not any("score" in key or "health" in key for one in found["plans"] for key in one)


def test_a_spreadsheet_reads_every_plan() -> None:
    rows = list(csv.reader(io.StringIO(ask("-f", "csv").out)))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == 13


def git(folder: Path, *words: str, day: str = "2026-11-01") -> None:
    moment = f"{day}T12:00:00"
    env = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment, "HOME": str(folder), "PATH": "/usr/bin:/bin"}
    identity = ("-c", "user.name=kam", "-c", "user.email=kam@example.org")
    subprocess.run(["git", *identity, *words], cwd=folder, env=env, check=True, capture_output=True)


def test_since_tells_how_a_plan_stood_then(tmp_path: Path) -> None:
    put(tmp_path, "hongqi.yaml", MINIMAL)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    put(tmp_path, "hongqi.yaml", MINIMAL + "  business: 机床\n  tier: C\n")
    put(tmp_path, "new.yaml", MINIMAL)
    found = json.loads(ask("--since", "2026-11-01", "-f", "json", cwd=tmp_path).out)
    assert found["since"] == "2026-11-01"
    assert (found["then"]["hongqi"]["met"], set(found["then"])) == (0, {"hongqi"})
    assert next(one["complete"][0]["met"] for one in found["plans"] if one["id"] == "hongqi") == 2
    assert "new, 0/6" in ask("--since", "2026-11-01", "-f", "plain", cwd=tmp_path).out
    early = ask("--since", "2026-10-01", cwd=tmp_path)
    assert (early.code, early.out) == (2, "")
    assert "2026-10-01" in early.err


def test_a_folder_outside_git_is_told(tmp_path: Path) -> None:
    put(tmp_path, "hongqi.yaml", MINIMAL)
    found = ask("--since", "2026-10-01", cwd=tmp_path)
    assert found.code == 2
    assert "git" in found.err


def test_nobody_by_that_name_is_told() -> None:
    found = ask("--owner", "谁")
    assert found.code == 2
    assert "何静" in found.err
