"""GitHub's workflow commands, read as its runner reads them, and the summary of the job."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given

from kamtool.render.ci import github
from kamtool.render.ci.mark import path_of, whole
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.said import Said
from tests.ci.findings import FOUND, HOSTILE
from tests.kam import AS_OF, kam, put

LEVELS = ["error", "warning", "notice"]
BAD = 'kam: 1\naccount: {{name: x}}\nstakeholders: {{wang: {{attitude: "{}"}}}}\n'


def commands(log: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands of a log: name, properties and message of each, with the runner's own unescaping."""
    found = []
    for line in re.split(r"\r\n|\r|\n", log):
        assert not re.search(r"##\w*\[", line)  # the older form, obeyed anywhere in a line
        text = line.lstrip()
        end = text.find("::", 2)
        if not text.startswith("::") or end < 0:
            assert not text
            continue
        name, _, rest = text[2:end].partition(" ")
        pairs = [one.strip().split("=", 1) for one in rest.split(",") if one]
        found.append((name, {key: unescaped(value, ":,") for key, value in pairs}, unescaped(text[end + 2 :], "")))
    return found


def unescaped(text: str, signs: str) -> str:
    """Text as it was before it was escaped."""
    for sign in f"\r\n{signs}%":
        text = text.replace(f"%{ord(sign):02X}", sign)
    return text


@given(FOUND)
def test_every_finding_is_one_command_with_its_own_values(found: list[Said]) -> None:
    """Nothing a plan or a file name says can end a command, begin another, or add a property."""
    read = commands(github.render(found))
    expected = sorted(found, key=lambda one: -one.found.severity)
    assert [name for name, _, _ in read] == [github.LEVELS[one.found.severity] for one in expected]
    for (_, properties, message), one in zip(read, expected, strict=True):
        span = one.found.span
        assert message == whole(one)
        assert properties["file"] == path_of(one.found.file).lstrip() or one.found.file != one.found.file.lstrip()
        assert (properties["line"], properties["endLine"]) == (str(span.line), str(span.end_line))
        columns = {"col", "endColumn"} if span.line == span.end_line else set()
        assert properties.keys() == {"file", "line", "endLine", "title"} | columns
        if columns:
            assert int(properties["col"]) <= int(properties["endColumn"])


def test_the_worst_comes_first(tmp_path: Path) -> None:
    """GitHub shows ten of a step; a later file's error must be among them."""
    put(tmp_path, "a.yaml", "kam: 1\naccount: {name: x}\nopportunities: {d: {stage: evaluation}}\n")
    put(tmp_path, "b.yaml", BAD.format("sideways"))
    read = commands(kam("check", "--format", "github", *AS_OF, cwd=tmp_path).out)
    levels = [LEVELS.index(name) for name, _, _ in read]
    assert levels == sorted(levels)
    assert levels[0] == 0
    assert levels[-1] > 0


def test_hostile_file_names_reach_the_log_harmless(tmp_path: Path) -> None:
    """A pull request may bring any name."""
    names = [name.replace("/", "").lstrip(".") for name in HOSTILE]
    for name in names:
        put(tmp_path, f"{name}.yaml", BAD.format("sideways"))
    result = kam("check", "--format", "github", *AS_OF, cwd=tmp_path)
    assert len(commands(result.out)) == len(names)
    assert "::" not in result.err


def test_the_summary_of_the_job_is_added_to_the_file_the_runner_names(tmp_path: Path) -> None:
    """All findings, behind what other steps wrote; in the session's language; for this format alone."""
    put(tmp_path, "a|b.yaml", BAD.format("<img src=x> | `x`"))
    target = tmp_path / "summary.md"
    target.write_text("before\n")
    env = {"GITHUB_STEP_SUMMARY": str(target)}
    kam("check", "--format", "sarif", *AS_OF, cwd=tmp_path, env=env)
    assert target.read_text(encoding="utf-8") == "before\n"
    kam("check", "--format", "github", *AS_OF, cwd=tmp_path, env=env)
    text = target.read_text(encoding="utf-8")
    assert text.startswith("before\n### kam check\n\n| | code | place | |\n|---|---|---|---|\n| error | KAM011 |")
    assert "<img" not in text
    assert [len(re.split(r"(?<!\\)\|", line)) for line in text.splitlines()[5:]] == [6]
    kam("check", "--format", "github", "--lang", "zh", *AS_OF, cwd=tmp_path, env=env)
    assert "| | 编号 | 位置 | |" in target.read_text(encoding="utf-8")


def test_no_summary_when_nothing_was_found(tmp_path: Path) -> None:
    """An empty table tells nobody anything."""
    put(tmp_path, "a.yaml", "kam: 1\naccount: {name: x}\n")
    target = tmp_path / "summary.md"
    result = kam("check", "--format", "github", *AS_OF, cwd=tmp_path, env={"GITHUB_STEP_SUMMARY": str(target)})
    assert (result.code, result.out) == (0, "")
    assert not target.exists()


def test_a_summary_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """One line, exit code 2, no bug."""
    put(tmp_path, "a.yaml", BAD.format("sideways"))
    env = {"GITHUB_STEP_SUMMARY": str(tmp_path / "none" / "x")}
    result = kam("check", "--format", "github", *AS_OF, cwd=tmp_path, env=env)
    assert result.code == 2
    assert result.err.startswith(f"kam check: {env['GITHUB_STEP_SUMMARY']} could not be written")


def test_a_summary_stays_below_what_github_takes() -> None:
    """Beyond a megabyte GitHub drops it all; the rest is counted instead."""
    from tests.ci.test_fingerprints import one

    found = [one(f"accounts/plan-{at}.yaml", "KAM105", message="厂" * 500) for at in range(1000)]
    text = github.summary(found, Texts(Lang.EN))
    rows = text.count("| KAM105 |")
    assert len(text.encode()) < 1_000_000
    assert text.endswith(f"… and {1000 - rows} more\n")
