"""What must feel instant loads nothing it does not need: seen in the modules of a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.kam import AS_OF, MINIMAL, ROOT, plain, put

HEAVY = {"typer", "pydantic", "rich", "yaml", "dataclasses", "tomllib"}
CODE = """
import sys
from kamtool.__main__ import main
try:
    main()
except SystemExit as end:
    code = end.code
every = set(sys.modules) - {"pydantic.plugin._loader"}  # an empty one of ours
names = {name.partition(".")[0] for name in every} | every
sys.stderr.write("\\nLOADED " + " ".join(sorted(names)) + f" CODE={code}")
"""


def loaded(*words: str, cwd: Path = ROOT) -> set[str]:
    """The modules in memory when ``kam`` with these words is done."""
    done = subprocess.run(
        [sys.executable, "-c", CODE, *words], cwd=cwd, capture_output=True, text=True, env=plain(None), check=True
    )  # fmt: skip
    names = set(done.stderr.rpartition("LOADED ")[2].split())
    assert "CODE=0" in names
    return names


@pytest.mark.parametrize("words", [(), ("--help",), ("--version",), ("--lang", "zh", "--help"), ("plan",)])
def test_help_and_version_load_no_library(words: tuple[str, ...], tmp_path: Path) -> None:
    """Neither the parser, nor the model, nor YAML, nor even dataclasses."""
    assert loaded(*words, cwd=tmp_path) & HEAVY == set()


def test_a_configuration_that_says_nothing_of_the_language_is_not_parsed(tmp_path: Path) -> None:
    """Only one that does costs its parser."""
    (tmp_path / "kam.toml").write_text('accounts = "x"\n')
    assert loaded("--help", cwd=tmp_path) & HEAVY == set()
    (tmp_path / "kam.toml").write_text('lang = "zh"\n')
    assert "tomllib" in loaded("--help", cwd=tmp_path)


def test_a_clean_check_loads_nothing_that_prints(tmp_path: Path) -> None:
    """Rich, tabulate and the writers wait for something to write; Typer for a call that is not plain."""
    put(tmp_path, "a.yaml", MINIMAL)
    names = loaded("check", *AS_OF, cwd=tmp_path)
    assert (
        names & {"rich", "tabulate", "jinja2", "kamtool.view", "kamtool.render", "multiprocessing", "pypinyin"} == set()
    )
    assert names & {"typer", "importlib.metadata", "kamtool.source.suppress"} == set()
    assert {"yaml", "pydantic"} <= names
    assert "typer" in loaded("check", "--as-of=2026-11-23", "-fjson", cwd=tmp_path)


def test_a_map_in_a_pipe_loads_no_rich() -> None:
    """Plain text needs no colours."""
    assert "rich" not in loaded("stakeholders", "hongqi", *AS_OF)


def test_no_command_loads_the_network() -> None:
    """Offline: neither TLS nor HTTP is in memory after a whole analysis."""
    names = loaded("stakeholders", "hongqi", "--format", "svg", *AS_OF)
    assert names & {"ssl", "http", "urllib.request", "requests", "asyncio"} == set()


def test_no_module_of_ours_imports_the_network_or_runs_code() -> None:
    """No client for a network, no eval, no unpickling, anywhere in the source."""
    import ast

    import kamtool

    forbidden = {
        "socket",
        "ssl",
        "http",
        "urllib",
        "requests",
        "ftplib",
        "smtplib",
        "pickle",
        "marshal",
        "shelve",
        "ctypes",
    }
    for file in Path(kamtool.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert {one.name.partition(".")[0] for one in node.names} & forbidden == set(), file
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                assert node.module == "urllib.parse" or node.module.partition(".")[0] not in forbidden, file
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"eval", "exec", "compile", "__import__"}, file
