"""What README.md shows is what kam prints. ``KAM_GOLDEN=1`` writes its answers and its picture anew."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.diff.repo import QUIET, commit, git
from tests.kam import ROOT, kam

README = ROOT / "README.md"
PICTURES = {"stakeholders.svg": ("stakeholders", "hongqi"), "tiers.svg": ("portfolio", "tiers")}
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MORE = "…"
SHOWN = 24  # lines of a long answer, when a block is written anew
WRITING = os.environ.get("KAM_GOLDEN") == "1"


def answer(command: str, folder: Path) -> list[str]:
    """The lines that a command line of the README prints, stdout first."""
    words = shlex.split(command)
    assert words[0] == "kam"
    result = kam(*words[1:], cwd=folder, env={**QUIET, "KAM_STATE_DIR": str(folder.parent / "state")})
    assert result.code in (0, 1), result.err
    return [line.rstrip() for line in (result.out + result.err).splitlines()]


def calls(block: str) -> list[tuple[str, list[str]]]:
    """The commands of a block, each with the lines shown below it."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line.rstrip())
    return found


def fits(shown: list[str], real: list[str]) -> bool:
    """Whether the lines are the answer's, where a line of ``…`` alone stands for any others."""
    if MORE not in shown:
        return shown == real
    at = shown.index(MORE)
    head, tail = shown[:at], shown[at + 1 :]
    return len(head) + len(tail) < len(real) and real[:at] == head and real[len(real) - len(tail) :] == tail


def written(shown: list[str], real: list[str]) -> list[str]:
    """The lines to show: all, or the beginning of an answer that was cut short before."""
    if MORE not in shown:
        return real
    at = shown.index(MORE)
    kept, tail = at or SHOWN, len(shown) - at - 1
    return [*real[:kept], MORE, *real[len(real) - tail :]] if kept + tail < len(real) else real


def test_the_tour_tells_the_truth(tmp_path: Path) -> None:
    """Every ``$ kam`` line, run in order in one copy of the examples that git knows, prints what stands below it."""
    folder = tmp_path / "plans"
    shutil.copytree(ROOT / "accounts", folder / "accounts")
    git(folder, "init", "--quiet")
    commit(folder, "2026-11-20")
    text = README.read_text(encoding="utf-8")
    blocks = BLOCK.findall(text)
    assert blocks
    wrong = []
    for block in blocks:
        new = ""
        for command, shown in calls(block):
            real = answer(command, folder)
            wrong += [] if fits(shown, real) else [command]
            new += "\n".join([f"$ {command}", *written(shown, real)]) + "\n"
        text = text.replace(f"```console\n{block}```", f"```console\n{new}```")
    if WRITING:
        README.write_text(text, encoding="utf-8", newline="\n")
    assert WRITING or not wrong


@pytest.mark.parametrize("name", PICTURES)
def test_the_pictures_are_current(name: str) -> None:
    """What stands in docs/img is what the tool draws."""
    file = ROOT / "docs" / "img" / name
    drawn = kam(*PICTURES[name], "--format", "svg", "--as-of", "2026-11-23").out
    if WRITING:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(drawn, encoding="utf-8", newline="\n")
    assert file.read_text(encoding="utf-8") == drawn


def test_every_picture_is_made_by_the_tool() -> None:
    """No other picture lies in docs/img, and the README shows each."""
    assert {file.name for file in (ROOT / "docs" / "img").iterdir()} == set(PICTURES)
    shown = re.findall(r"\]\(docs/img/([^)]+)\)", README.read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(PICTURES)


def test_every_link_leads_somewhere() -> None:
    """A link inside the repository names a file that is there, from README, CONTRIBUTING and every page of docs/."""
    for page in (README, ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_page_is_in_the_list_of_documents() -> None:
    """A page that nothing leads to is not read."""
    told = set(re.findall(r"\]\(docs/([a-z]+\.md)\)", README.read_text(encoding="utf-8")))
    assert told == {page.name for page in (ROOT / "docs").glob("*.md")}


def test_every_room_is_on_the_map() -> None:
    """CONTRIBUTING.md names each folder and module right below kamtool, and none that is gone."""
    home = ROOT / "src" / "kamtool"
    rooms = {one.name + "/" for one in home.iterdir() if (one / "__init__.py").exists()}
    rooms |= {one.name for one in home.glob("[!_]*.py")}
    house = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("| room |")[2].partition("\n\n")[0]
    cells = " ".join(re.findall(r"^\| (`.*?) \|", house, re.MULTILINE))
    assert set(re.findall(r"`([^`]+)`", cells)) == rooms


def reasons() -> list[set[str]]:
    """The packages of each table of dependencies, in lower case: what kamtool needs, the extras, development."""
    part = README.read_text(encoding="utf-8").partition("## Why each dependency")[2].partition("\n## ")[0]
    return [told(table) for table in part.split("|---|---|")[1:]]


def told(table: str) -> set[str]:
    """The packages of the first column."""
    cells = re.findall(r"^\| ([^|(]+?)(?: \(.*?\))? \|", table, re.MULTILINE)
    names = ", ".join(cells).lower().split(", ")
    return {name for name in names if not name.startswith("with ")} - {"package"}


def packages(asked: list[str]) -> set[str]:
    """The names in a list of requirements."""
    return {re.split(r"[\[>=<~! ]", one)[0].lower() for one in asked}


def test_every_dependency_has_its_reason() -> None:
    """The tables name exactly what pyproject.toml and requirements-dev.in ask for."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = packages(project["dependencies"])
    extra = packages([one for extra in project["optional-dependencies"].values() for one in extra])
    lines = (ROOT / "requirements-dev.in").read_text(encoding="utf-8").splitlines()
    development = packages([one for one in lines if one and not one.startswith("#")]) - needed - extra
    assert reasons() == [needed, extra, development]
