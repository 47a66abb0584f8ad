"""The Action, the GitLab template and the pre-commit hook: their steps run as written, with a real ``kam``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.kam import MINIMAL, ROOT, plain, put

GOOD, BAD = MINIMAL, MINIMAL + "stakeholders: {w: {attitude: sideways}}\n"


def recipe(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def kam_in(folder: Path) -> Path:
    """A ``kam`` that runs this checkout."""
    folder.mkdir(parents=True, exist_ok=True)
    script = folder / "kam"
    script.write_text(f'#!/bin/sh\nexec {sys.executable} -m kamtool "$@"\n')
    script.chmod(0o755)
    return script


def bash(script: str, cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a step as the runners do: the first failing command ends it."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=cwd, env=plain(env), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def act(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The Action's last step, with these inputs in the place of its defaults."""
    action = recipe("action.yml")
    step = action["runs"]["steps"][-1]
    kam_in(folder / "runner" / "kamtool" / "bin")
    given = {name: inputs.get(name.replace("-", "_"), one["default"]) for name, one in action["inputs"].items()}
    env = {"RUNNER_TEMP": str(folder / "runner"), "GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
    for name, value in step["env"].items():
        env[name] = given[value.removeprefix("${{ inputs.").removesuffix(" }}")]
    return bash(step["run"], folder, env)


@pytest.mark.parametrize(("name", "schema"), [("action.yml", "github-actions"), ("ci/gitlab.yml", "gitlab-ci")])
def test_a_recipe_fits_its_published_schema(name: str, schema: str) -> None:
    """As check-jsonschema carries it."""
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(ROOT / name)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_no_input_becomes_part_of_a_command() -> None:
    """Text in ``${{ }}`` within a script would be run as written."""
    for step in recipe("action.yml")["runs"]["steps"]:
        assert "${{" not in step["run"]


def test_the_action_fails_on_a_bad_plan_and_annotates_it(tmp_path: Path) -> None:
    """One annotation, one row in the summary, exit code 1."""
    put(tmp_path, "good.yaml", GOOD)
    assert act(tmp_path).returncode == 0
    put(tmp_path, "bad.yaml", BAD)
    done = act(tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=accounts/bad.yaml,line=4,")
    assert "| KAM011 |" in (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert act(tmp_path, fail_on="never").returncode == 0
    assert "不在" in act(tmp_path, lang="zh").stdout


def test_the_action_takes_paths_and_a_revision(tmp_path: Path) -> None:
    """Several on a line or on lines of their own; one that looks like an option is a path."""
    put(tmp_path, "good.yaml", GOOD)
    put(tmp_path, "bad.yaml", BAD)
    assert act(tmp_path, paths="accounts/good.yaml").returncode == 0
    assert act(tmp_path, paths="accounts/good.yaml accounts/bad.yaml").returncode == 1
    assert act(tmp_path, paths="accounts/good.yaml\naccounts/bad.yaml\n").returncode == 1
    hostile = act(tmp_path, paths="--fix accounts/good.yaml")
    assert hostile.returncode == 2
    assert act(tmp_path, paths="$(touch stolen) `touch stolen` ;touch stolen").returncode == 2
    assert not (tmp_path / "stolen").exists()
    assert act(tmp_path, changed_since="--output=stolen").returncode == 2
    assert not (tmp_path / "stolen").exists()
    assert act(tmp_path, fail_on="error; touch stolen").returncode == 2
    assert not (tmp_path / "stolen").exists()


def test_the_action_takes_no_settings_from_the_request(tmp_path: Path) -> None:
    """A request may bring a kam.toml."""
    put(tmp_path, "bad.yaml", BAD)
    (tmp_path / "kam.toml").write_text('fail_on = "never"\naccounts = "none"\n')
    assert act(tmp_path).returncode == 1


def test_the_gitlab_job_writes_its_report_and_fails(tmp_path: Path) -> None:
    """The report is there whatever the exit code."""
    job = recipe("ci/gitlab.yml")["kam-check"]
    kam_in(tmp_path / "bin")
    env = {**job["variables"], "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}
    report = tmp_path / job["artifacts"]["reports"]["codequality"]
    put(tmp_path, "good.yaml", GOOD)
    assert bash("\n".join(job["script"]), tmp_path, env).returncode == 0
    assert json.loads(report.read_text(encoding="utf-8")) == []
    put(tmp_path, "bad.yaml", BAD)
    assert bash("\n".join(job["script"]), tmp_path, env).returncode == 1
    assert [one["check_name"] for one in json.loads(report.read_text(encoding="utf-8"))] == ["KAM011"]


def test_the_hook_checks_plans_and_nothing_else() -> None:
    """The files it names are those that ``kam check`` reads in a folder."""
    import re

    (hook,) = recipe(".pre-commit-hooks.yaml")
    assert hook["entry"].split()[0] == "kam"
    fits = re.compile(hook["files"]).search
    assert all(fits(name) for name in ("accounts/a.yaml", "accounts/华东/客户 1.yml"))
    assert not any(fits(name) for name in ("kam.toml", "accounts/a.md", "docs/accounts/a.yaml", ".gitlab-ci.yml"))
