"""The Action, the GitLab template and the pre-commit hook: their steps run as written, with a real ``kam``."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import yaml

from tests.kam import MINIMAL, ROOT, plain, put

Done: TypeAlias = "subprocess.CompletedProcess[str]"
GOOD, BAD = MINIMAL, MINIMAL + "stakeholders: {w: {attitude: sideways}}\n"


def recipe(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def python_in(folder: Path) -> None:
    """A ``python`` that runs this checkout's."""
    folder.mkdir(parents=True, exist_ok=True)
    script = folder / "python"
    script.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    script.chmod(0o755)


def bash(script: str, cwd: Path, env: dict[str, str]) -> Done:
    """Run a step as the runners do: the first failing command ends it."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=cwd, env=plain(env), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def act(folder: Path, **inputs: str) -> Done:
    """The Action's last step, with these inputs in the place of its defaults."""
    python_in(folder / "runner" / "kamtool" / "bin")
    return step(-1, folder, folder / "runner", ROOT, inputs)


def step(number: int, folder: Path, runner: Path, package: Path, inputs: Mapping[str, str]) -> Done:
    """A step of the Action as the runner runs it in *folder*; *package* is where the Action itself lies."""
    action = recipe("action.yml")
    one = action["runs"]["steps"][number]
    given = {name: inputs.get(name.replace("-", "_"), its["default"]) for name, its in action["inputs"].items()}
    env = {"RUNNER_TEMP": str(runner), "GITHUB_STEP_SUMMARY": str(runner / "summary.md")}
    for name, value in one["env"].items():
        asked = value.removeprefix("${{ ").removesuffix(" }}")
        env[name] = str(package) if asked == "github.action_path" else given[asked.removeprefix("inputs.")]
    return bash(one["run"], folder, env)


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
    assert "| KAM011 |" in (tmp_path / "runner" / "summary.md").read_text(encoding="utf-8")
    assert act(tmp_path, fail_on="never").returncode == 0
    assert "不在" in act(tmp_path, lang="zh").stdout


def test_the_action_takes_paths_and_a_revision(tmp_path: Path) -> None:
    """One path a line, whatever is in it; one that looks like an option is a path."""
    put(tmp_path, "good.yaml", GOOD)
    put(tmp_path, "my accts/bad.yaml", BAD)
    assert act(tmp_path, paths="accounts/good.yaml").returncode == 0
    assert act(tmp_path, paths="accounts/my accts").returncode == 1
    assert act(tmp_path, paths="accounts/good.yaml\n\naccounts/my accts/bad.yaml\n").returncode == 1
    assert "no such file or folder" in act(tmp_path, paths="accounts/good.yaml accounts/my accts").stderr
    hostile = act(tmp_path, paths="--fix\naccounts/good.yaml")
    assert hostile.returncode == 2
    assert act(tmp_path, paths="$(touch stolen)\n`touch stolen`\n;touch stolen\n*").returncode == 2
    assert not (tmp_path / "stolen").exists()
    assert act(tmp_path, changed_since="--output=stolen").returncode == 2
    assert not (tmp_path / "stolen").exists()
    assert act(tmp_path, fail_on="error; touch stolen").returncode == 2
    assert not (tmp_path / "stolen").exists()


def test_the_action_takes_settings_from_the_request_only_when_told(tmp_path: Path) -> None:
    """A request may bring a kam.toml; a team that trusts its own branches may want it."""
    put(tmp_path, "bad.yaml", BAD)
    (tmp_path / "kam.toml").write_text('fail_on = "never"\nprofile = "none"\n')
    assert act(tmp_path).returncode == 1
    refused = act(tmp_path, settings="true")
    assert refused.returncode == 2
    assert "kam.toml:2" in refused.stderr


def gitlab(folder: Path, package: str, **variables: str) -> Done:
    """The job as GitLab's runner runs it in a checkout: before_script and script in one shell."""
    job = recipe("ci/gitlab.yml")["kam-check"]
    env = {**job["variables"], "CI_PROJECT_DIR": str(folder), "KAM_PACKAGE": package, **variables}
    return bash("\n".join([*job["before_script"], *job["script"]]), folder, env)


def gitlab_script(folder: Path, home: Path, **variables: str) -> Done:
    """The job with kamtool installed already."""
    job = recipe("ci/gitlab.yml")["kam-check"]
    python_in(home / "bin")
    return bash("\n".join([f'kam_home="{home}"', *job["script"]]), folder, {**job["variables"], **variables})


@pytest.mark.parametrize(
    "package",
    ["", "kamtool", "kamtool==0.1.0", "./kamtool", "https://x.example/kamtool.whl", "git+https://x.example/k.git@main"],
)
def test_the_gitlab_job_installs_nothing_that_could_be_anybodys(tmp_path: Path, package: str) -> None:
    """An index gives a name to whoever registers it first."""
    refused = gitlab(tmp_path, package)
    assert refused.returncode == 2
    assert "KAM_PACKAGE must say what to install" in refused.stderr
    assert os.listdir(tmp_path) == []


# Every step in full, beside what a stranger may have put into the checkout.

MODULES = ("venv", "pip", "ensurepip", "sitecustomize", "usercustomize", "yaml", "pydantic", "typing", "json", "git")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A kamtool that pip builds and installs without any index, and that runs this checkout's."""
    folder = tmp_path_factory.mktemp("package") / "kamtool-0.1"
    (folder / "kamtool").mkdir(parents=True)
    (folder / "kamtool" / "__init__.py").touch()
    (folder / "kamtool" / "__main__.py").write_text(
        f"import os, sys\nos.execv({sys.executable!r}, [{sys.executable!r}, '-I', '-m', 'kamtool', *sys.argv[1:]])\n"
    )
    (folder / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
    )
    (folder / "backend.py").write_text(BACKEND)
    return folder


BACKEND = """\
import zipfile

def build_wheel(folder, config_settings=None, metadata_directory=None):
    info, name = "kamtool-0.1.dist-info", "kamtool-0.1-py3-none-any.whl"
    with zipfile.ZipFile(f"{folder}/{name}", "w") as wheel:
        for one in ("__init__", "__main__"):
            wheel.write(f"kamtool/{one}.py")
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\\nName: kamtool\\nVersion: 0.1\\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{info}/RECORD", "")
    return name
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A checkout in which everything that could be run, or lead elsewhere, leaves a file in ``sprung`` beside it."""
    folder, sprung = tmp_path / "checkout", tmp_path / "sprung"
    sprung.mkdir()
    put(folder, "bad.yaml", BAD)

    def trap(name: str) -> str:
        return f"open({str(sprung / name)!r}, 'w').close()\n"

    for name in MODULES:
        (folder / f"{name}.py").write_text(trap(name))
    (folder / "kamtool").mkdir()
    for name in ("__init__", "__main__"):
        (folder / "kamtool" / f"{name}.py").write_text(trap(f"kamtool.{name}"))
    for name in ("setup.py", "conftest.py", "backend.py"):
        (folder / name).write_text(trap(name))
    for name in ("pip.conf", "pip.ini", ".pip/pip.conf", ".config/pip/pip.conf"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"[install]\ntarget = {sprung}\n")
    for name in (".pydistutils.cfg", "pydistutils.cfg", "setup.cfg"):
        (folder / name).write_text(f"[install]\nprefix = {sprung}\n")
    (folder / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        '[tool.kam]\nfail_on = "never"\n'
    )
    (folder / "pyvenv.cfg").write_text(f"home = {folder}\n")
    for name in ("python3", "git", "kam", "bin/python", "kamtool/bin/python", "bin/pip"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f'#!/bin/sh\ntouch "{sprung / name.replace("/", "-")}"\n')
        (folder / name).chmod(0o755)
    (folder / "gl-code-quality-report.json").symlink_to(sprung / "report")
    return folder


def test_the_traps_are_real(hostile: Path, tmp_path: Path) -> None:
    """An ordinary ``python -m`` in that folder springs them, or the tests below would prove nothing."""
    for name in ("venv", "pip", "kamtool"):
        bash(f'"{sys.executable}" -m {name} --version', hostile, {})
    assert {"venv", "pip", "kamtool.__init__"} <= set(os.listdir(tmp_path / "sprung"))


def test_the_action_runs_nothing_of_the_checkout(hostile: Path, package: Path, tmp_path: Path) -> None:
    """All its steps, from the installation to the annotation."""
    runner = tmp_path / "runner"
    runner.mkdir()
    installed = step(0, hostile, runner, package, {})
    assert installed.returncode == 0, installed.stderr
    done = step(1, hostile, runner, package, {})
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=accounts/bad.yaml,line=4,")
    assert len(recipe("action.yml")["runs"]["steps"]) == 2
    assert os.listdir(tmp_path / "sprung") == []


def test_the_gitlab_job_runs_nothing_of_the_checkout(hostile: Path, package: Path, tmp_path: Path) -> None:
    """It writes its report whatever the exit code, over a link and not through it, and fails as it should."""
    report = hostile / recipe("ci/gitlab.yml")["kam-check"]["artifacts"]["reports"]["codequality"]
    put(hostile, "my accts/good.yaml", GOOD)
    failed = gitlab(hostile, str(package), TMPDIR=str(tmp_path))
    assert failed.returncode == 1, failed.stderr
    assert [one["check_name"] for one in json.loads(report.read_text(encoding="utf-8"))] == ["KAM011"]
    clean = gitlab_script(hostile, tmp_path / "home", KAM_PATHS="accounts/my accts\n")
    assert clean.returncode == 0, clean.stderr
    assert json.loads(report.read_text(encoding="utf-8")) == []
    assert os.listdir(tmp_path / "sprung") == []


def test_the_gitlab_job_follows_its_variables(tmp_path: Path) -> None:
    """Which paths, what fails it, since when, and whether the checkout's settings count."""
    folder, home = tmp_path / "checkout", tmp_path / "home"
    put(folder, "bad.yaml", BAD)
    (folder / "kam.toml").write_text('profile = "none"\n')
    for command in ("init --quiet", "add --all", "-c user.name=x -c user.email=x@x commit --quiet --message x"):
        subprocess.run(["git", *command.split()], cwd=folder, check=True, capture_output=True, timeout=60)
    assert gitlab_script(folder, home).returncode == 1
    assert gitlab_script(folder, home, KAM_FAIL_ON="never").returncode == 0
    assert gitlab_script(folder, home, KAM_CHANGED_SINCE="HEAD").returncode == 0
    assert gitlab_script(folder, home, KAM_CHANGED_SINCE="$CI_MERGE_REQUEST_DIFF_BASE_SHA").returncode == 1
    assert "kam.toml:1" in gitlab_script(folder, home, KAM_SETTINGS="true").stderr
    assert gitlab_script(folder, home, KAM_PATHS="$(touch stolen)\n;touch stolen\n*").returncode == 2
    assert gitlab_script(folder, home, KAM_FAIL_ON="error; touch stolen").returncode == 2
    assert not (folder / "stolen").exists()


def test_a_console_script_does_not_look_into_the_working_folder(hostile: Path, tmp_path: Path) -> None:
    """``kam`` as pip writes it, which pre-commit and people run."""
    script = tmp_path / "bin" / "kam"
    script.parent.mkdir()
    script.write_text(f"#!{sys.executable}\nimport sys\nfrom kamtool.__main__ import main\nsys.exit(main())\n")
    script.chmod(0o755)
    assert bash(f'"{script}" check --no-config', hostile, {}).returncode == 1
    assert os.listdir(tmp_path / "sprung") == []


def test_the_hook_checks_plans_and_nothing_else() -> None:
    """The files it names are those that ``kam check`` reads in a folder."""
    (hook,) = recipe(".pre-commit-hooks.yaml")
    assert hook["entry"].split()[0] == "kam"
    fits = re.compile(hook["files"]).search
    assert all(fits(name) for name in ("accounts/a.yaml", "accounts/华东/客户 1.yml"))
    assert not any(fits(name) for name in ("kam.toml", "accounts/a.md", "docs/accounts/a.yaml", ".gitlab-ci.yml"))


PRE_COMMIT = os.environ.get("KAM_PRE_COMMIT")


@pytest.mark.skipif(PRE_COMMIT is None, reason="KAM_PRE_COMMIT does not say where pre-commit is")
def test_pre_commit_runs_the_hook(tmp_path: Path) -> None:
    """From a clone of this repository's last commit, into which pre-commit installs what kamtool needs."""
    assert PRE_COMMIT is not None
    clone, folder = tmp_path / "kamtool", tmp_path / "plans"

    def git(*words: str) -> str:
        return subprocess.run(["git", *words], capture_output=True, text=True, check=True, timeout=60).stdout.strip()

    git("clone", "--quiet", str(ROOT), str(clone))
    put(folder, "good.yaml", GOOD)
    (folder / "notes.yaml").write_text("no: plan\n")
    hooks = [{"repo": str(clone), "rev": git("-C", str(clone), "rev-parse", "HEAD"), "hooks": [{"id": "kam-check"}]}]
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": hooks}))

    def run() -> Done:
        git("-C", str(folder), "add", "--all")
        return subprocess.run(
            [str(PRE_COMMIT), "run"], cwd=folder, env=plain({"PRE_COMMIT_HOME": str(tmp_path / "home")}),
            capture_output=True, text=True, check=False, timeout=600,
        )  # fmt: skip

    git("init", "--quiet", str(folder))
    passed = run()
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "Passed" in passed.stdout
    put(folder, "bad.yaml", BAD)
    failed = run()
    assert failed.returncode == 1
    assert "KAM011" in failed.stdout


# What docs/ci.md gives to copy.

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def documented() -> list[Any]:
    """The YAML files of docs/ci.md, in order."""
    text = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8").replace("COMMIT", COMMIT)
    return [yaml.safe_load(one) for one in re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)]


WORKFLOW, SARIF, INCLUDE, HOOK, TRUSTED = documented()


@pytest.mark.parametrize(
    ("made", "schema"),
    [
        (WORKFLOW, "github-workflows"),
        (SARIF, "github-workflows"),
        (TRUSTED, "github-workflows"),
        (INCLUDE, "gitlab-ci"),
    ],
)
def test_what_is_documented_fits_its_published_schema(tmp_path: Path, made: Any, schema: str) -> None:
    """Whole files, to be copied as they stand."""
    file = tmp_path / "made.json"  # `on` is a word to YAML 1.2 and true to PyYAML
    file.write_text(json.dumps({"on" if key is True else key: value for key, value in made.items()}))
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(file)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_what_is_documented_names_what_there_is() -> None:
    """Inputs of the Action, variables of the template, the hook; and no more rights than are needed."""
    inputs = recipe("action.yml")["inputs"]
    for made in (WORKFLOW, SARIF, TRUSTED):
        ours = [one for job in made["jobs"].values() for one in job["steps"] if "kamtool" in one.get("uses", "")]
        assert [one["uses"] for one in ours] == [f"kamtool/kamtool@{COMMIT}"]
        assert ours[0]["with"].keys() <= inputs.keys()
        assert made["permissions"]["contents"] == "read"
    assert SARIF[True].keys() == {"push"}
    template = (ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8")
    assert all(f"# {name} " in template for name in INCLUDE["variables"])
    assert (ROOT / INCLUDE["include"][0]["file"]).is_file()
    assert HOOK["repos"][0]["hooks"] == [{"id": one["id"]} for one in recipe(".pre-commit-hooks.yaml")]


def test_the_documented_package_is_one_the_template_takes(tmp_path: Path) -> None:
    """It gets as far as the installation."""
    (tmp_path / "python3").write_text("#!/bin/sh\necho installing; exit 7\n")
    (tmp_path / "python3").chmod(0o755)
    done = gitlab(tmp_path, INCLUDE["variables"]["KAM_PACKAGE"], PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert (done.returncode, done.stdout) == (7, "installing\n")


def test_the_sarif_step_writes_what_is_uploaded(tmp_path: Path) -> None:
    """Where the upload looks for it, with paths from the top of the checkout."""
    put(tmp_path / "checkout", "bad.yaml", BAD)
    python_in(tmp_path / "kamtool" / "bin")
    script = next(one["run"] for one in SARIF["jobs"]["kam-sarif"]["steps"] if "run" in one)
    env = {"RUNNER_TEMP": str(tmp_path), "GITHUB_WORKSPACE": str(tmp_path / "checkout")}
    assert bash(script, tmp_path / "checkout", env).returncode == 0
    upload = SARIF["jobs"]["kam-sarif"]["steps"][-1]["with"]["sarif_file"]
    made = json.loads(Path(upload.replace("${{ runner.temp }}", str(tmp_path))).read_text(encoding="utf-8"))
    found = made["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert found["artifactLocation"]["uri"] == "accounts/bad.yaml"


def test_the_teams_settings_hold_for_a_strangers_plans(tmp_path: Path) -> None:
    """The target branch's kam.toml, the request's plans in their places: changed, new and deleted ones."""
    origin, folder = tmp_path / "origin", tmp_path / "checkout"

    def git(at: Path, *words: str) -> None:
        given = ("-c", "user.name=x", "-c", "user.email=x@x")
        subprocess.run(["git", *given, *words], cwd=at, check=True, capture_output=True, timeout=60)

    for name in ("bad", "gone", "same"):
        put(origin, f"{name}.yaml", GOOD)
    override = '[[overrides]]\npaths = ["accounts/good.yaml"]\nignore = ["KAM"]\n'
    (origin / "kam.toml").write_text(override)
    git(origin, "init", "--quiet", "--initial-branch=main")
    git(origin, "add", "--all")
    git(origin, "commit", "--quiet", "--message=x")
    git(origin, "switch", "--quiet", "--create=topic")
    put(origin, "bad.yaml", BAD)
    put(origin, "good.yaml", GOOD)
    (origin / "accounts" / "gone.yaml").unlink()
    (origin / "kam.toml").write_text('fail_on = "never"\n')
    git(origin, "add", "--all")
    git(origin, "commit", "--quiet", "--message=y")
    git(origin, "update-ref", "refs/pull/7/head", "HEAD")
    git(tmp_path, "clone", "--quiet", "--branch=main", str(origin), str(folder))
    job = TRUSTED["jobs"]["kam-check"]["steps"]
    assert job[1]["env"].keys() == {"NUMBER"}
    assert bash(job[1]["run"], folder, {"NUMBER": "7"}).returncode == 0
    assert sorted(os.listdir(folder / "accounts")) == ["bad.yaml", "good.yaml", "same.yaml"]
    assert (folder / "kam.toml").read_text() == override
    inputs = {name.replace("-", "_"): value for name, value in job[2]["with"].items()}
    done = act(folder, **inputs)
    assert done.returncode == 1
    assert {line.split("file=")[1].split(",")[0] for line in done.stdout.splitlines()} == {"accounts/bad.yaml"}
