"""What README.md shows is what kam prints. ``KAM_GOLDEN=1`` writes its answers and its picture anew."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

from tests.kam import ROOT, kam

README = ROOT / "README.md"
PICTURE = ROOT / "docs" / "img" / "stakeholders.svg"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MORE = "…"
SHOWN = 24  # lines of a long answer, when a block is written anew
WRITING = os.environ.get("KAM_GOLDEN") == "1"


def answer(command: str, folder: Path) -> list[str]:
    """The lines that a command line of the README prints, stdout first."""
    words = shlex.split(command)
    assert words[0] == "kam"
    result = kam(*words[1:], cwd=folder)
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
    """Every ``$ kam`` line, run in order in one copy of the examples, prints what stands below it."""
    shutil.copytree(ROOT / "accounts", tmp_path / "accounts")
    text = README.read_text(encoding="utf-8")
    blocks = BLOCK.findall(text)
    assert blocks
    wrong = []
    for block in blocks:
        new = ""
        for command, shown in calls(block):
            real = answer(command, tmp_path)
            wrong += [] if fits(shown, real) else [command]
            new += "\n".join([f"$ {command}", *written(shown, real)]) + "\n"
        text = text.replace(f"```console\n{block}```", f"```console\n{new}```")
    if WRITING:
        README.write_text(text, encoding="utf-8", newline="\n")
    assert WRITING or not wrong


def test_the_picture_is_current() -> None:
    """docs/img/stakeholders.svg is what the tool draws."""
    drawn = kam("stakeholders", "hongqi", "--format", "svg", "--as-of", "2026-11-23").out
    if WRITING:
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        PICTURE.write_text(drawn, encoding="utf-8", newline="\n")
    assert PICTURE.read_text(encoding="utf-8") == drawn


def test_every_link_of_the_readme_leads_somewhere() -> None:
    """A link inside the repository names a file that is there."""
    for name in ("README.md", "CONTRIBUTING.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text(encoding="utf-8")):
            assert (ROOT / target).exists(), f"{name}: {target}"


def test_every_dependency_has_its_reason() -> None:
    """The table of dependencies names exactly what pyproject.toml asks for."""
    import tomllib

    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    table = README.read_text(encoding="utf-8").partition("## Why each dependency")[2].partition("\n## ")[0]
    told = {row.lower() for row in re.findall(r"^\| (\w+)[^|]* \| [^|]+ \|$", table, re.MULTILINE)} - {"package"}
    assert told == {re.split(r"[\[>=<~! ]", one)[0].lower() for one in asked}
