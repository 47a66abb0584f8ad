"""``kam check``: what it prints, in which order, with which code, and what a comment silences."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from wcwidth import wcswidth

from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, kam, put

BROKEN = """kam: 1
account: {name: 红旗机械厂, tpye: 国企}
stakeholders:
  song: {name: 宋敏处长, attitude: 反感, reports_to: zhoa}
  zhao: {name: 赵国强}
"""
WARNED = """kam: 1
account: {name: 红旗机械厂}
stakeholders:
  song: {name: 宋敏, influence: 高, attitude: 抵触}
opportunities:
  fleet: {name: 公务车更新, status: won}
  press: {name: 压机}
"""
SCHEMA = {
    "type": "object",
    "required": ["schema", "as_of", "files", "silenced", "counts", "fixable", "findings"],
    "additionalProperties": False,
    "properties": {
        "schema": {"const": "kam.check/1"},
        "as_of": {"type": "string", "format": "date"},
        "files": {"type": "integer"},
        "silenced": {"type": "integer"},
        "counts": {"type": "object", "required": ["error", "warning", "hint"]},
        "fixable": {"type": "integer"},
        "findings": {
            "type": "array",
            "items": {
                "type": "object",
                "required": [
                    "code", "name", "severity", "file", "line", "column", "end_line", "end_column", "path", "message",
                    "variant", "params", "fixable",
                ],
                "properties": {
                    "code": {"pattern": r"^KAM\d{3}$"},
                    "name": {"pattern": r"^[a-z0-9-]+$"},
                    "severity": {"enum": ["error", "warning", "hint"]},
                    "line": {"type": "integer", "minimum": 1},
                    "column": {"type": "integer", "minimum": 1},
                    "path": {"type": "array", "items": {"type": ["string", "integer"]}},
                    "params": {"type": "object"},
                    "fixable": {"type": "boolean"},
                },
            },
        },
    },
}  # fmt: skip


def codes(folder: Path, *args: str) -> list[str]:
    """The codes found, in the order of the output."""
    return [
        one["code"] for one in json.loads(kam("check", "--format", "json", *args, *AS_OF, cwd=folder).out)["findings"]
    ]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("chosen", ["text", "concise", "json"])
def test_broken_plans_in_each_format(tmp_path: Path, lang: str, chosen: str) -> None:
    """Golden: several mistakes, wide characters, a file that is not YAML, a good one."""
    put(tmp_path, "hongqi.yaml", BROKEN)
    put(tmp_path, "jinshan.yaml", "kam: 1\naccount:\n  name： 金山食品\n  type: 民企\n")
    put(tmp_path, "laochen.yaml", MINIMAL)
    found = kam("check", "--lang", lang, "--format", chosen, "--select", "file", *AS_OF, cwd=tmp_path)
    assert found.code == 1
    golden(f"check/broken.{lang}.{chosen}", found.out)
    golden(f"check/broken.{lang}.summary", found.err)


def test_the_caret_stands_under_the_place_however_wide_the_signs(tmp_path: Path) -> None:
    """In cells, not characters: each caret line begins where the source has the value, and is as wide."""
    put(tmp_path, "hongqi.yaml", BROKEN)
    lines = kam("check", *AS_OF, cwd=tmp_path).out.splitlines()
    wanted = {"tpye", "反感", "zhoa"}
    for at, line in enumerate(lines):
        if re.match(r" +\| +\^+", line):
            source, carets = lines[at - 1], line[: line.rindex("^") + 1]
            start, end = wcswidth(carets[: carets.index("^")]), wcswidth(carets)
            under = "".join(c for i, c in enumerate(source) if start <= wcswidth(source[:i]) < end)
            wanted -= {under}
    assert wanted == set()


def test_json_keeps_its_shape(tmp_path: Path) -> None:
    """Clean, broken and silenced alike; the same in both languages but for the sentences."""
    validator = Draft202012Validator(SCHEMA)
    for plan in (MINIMAL, BROKEN, WARNED, "kam: 1\n\tx"):
        put(tmp_path, "a.yaml", plan)
        by_lang = [
            json.loads(kam("check", "--format", "json", "--lang", lang, *AS_OF, cwd=tmp_path).out)
            for lang in ("en", "zh")
        ]
        for one in by_lang:
            validator.validate(one)
            assert sum(one["counts"].values()) == len(one["findings"])
        for one in [finding for each in by_lang for finding in each["findings"]]:
            one.pop("message")
        assert by_lang[0] == by_lang[1]


def test_concise_is_one_line_a_finding(tmp_path: Path) -> None:
    """``file:line:col: CODE severity message``."""
    put(tmp_path, "a.yaml", BROKEN)
    lines = kam("check", "--format", "concise", *AS_OF, cwd=tmp_path).out.splitlines()
    assert len(lines) >= 3
    assert all(re.fullmatch(r"accounts/a\.yaml:\d+:\d+: KAM\d{3} (error|warning|hint) .+", line) for line in lines)


def test_the_order_is_by_file_and_place_whatever_the_arguments(tmp_path: Path) -> None:
    """Twice the same call gives the same bytes; the order of findings within a file is that of its lines."""
    for name in ("b.yaml", "a.yaml", "sub/c.yaml"):
        put(tmp_path, name, BROKEN)
    first = kam("check", "--format", "concise", *AS_OF, cwd=tmp_path).out
    assert first == kam("check", "accounts", "--format", "concise", *AS_OF, cwd=tmp_path).out
    places = [re.match(r"(\S+):(\d+):(\d+): (\w+)", line) for line in first.splitlines()]
    keys = [(one[1], int(one[2]), int(one[3]), one[4]) for one in places if one]
    assert keys == sorted(keys)
    assert {key[0] for key in keys} == {"accounts/a.yaml", "accounts/b.yaml", "accounts/sub/c.yaml"}


def test_a_file_named_twice_is_checked_once(tmp_path: Path) -> None:
    """By path and by id, and within its folder."""
    put(tmp_path, "a.yaml", MINIMAL)
    found = kam("check", "a", "accounts/a.yaml", "accounts", "--format", "json", cwd=tmp_path)
    assert json.loads(found.out)["files"] == 1


def test_clean_is_silent_in_a_pipe_and_one_line_on_a_terminal(tmp_path: Path) -> None:
    """The line goes to stderr; stdout stays empty."""
    put(tmp_path, "a.yaml", MINIMAL)
    piped = kam("check", *AS_OF, cwd=tmp_path)
    assert (piped.code, piped.out, piped.err) == (0, "", "")
    seen = kam("check", *AS_OF, cwd=tmp_path, tty=True)
    assert (seen.code, seen.out, seen.err.count("\n")) == (0, "", 1)
    assert "nothing found" in seen.err
    put(tmp_path, "b.yaml", MINIMAL)
    assert "2 plans" in kam("check", *AS_OF, cwd=tmp_path, tty=True).err
    assert "2 份计划" in kam("check", "--lang", "zh", *AS_OF, cwd=tmp_path, tty=True).err


def test_findings_are_counted_on_stderr(tmp_path: Path) -> None:
    """By severity, so that stdout holds nothing but findings."""
    put(tmp_path, "a.yaml", BROKEN)
    put(tmp_path, "b.yaml", MINIMAL)
    found = kam("check", *AS_OF, cwd=tmp_path)
    assert "in 1 of 2 plans" in found.err
    assert "errors" in found.err


def test_the_exit_code_is_set_by_the_gravest_finding(tmp_path: Path) -> None:
    """``--fail-on`` moves the limit, in every format alike; never means never."""
    put(tmp_path, "a.yaml", WARNED)
    only = ("--select", "KAM105")
    for limit, code in (("error", 0), ("warning", 1), ("hint", 1), ("never", 0)):
        for chosen in ("text", "concise", "json"):
            assert kam("check", *only, "--format", chosen, "--fail-on", limit, *AS_OF, cwd=tmp_path).code == code
    (tmp_path / "kam.toml").write_text('fail_on = "warning"\n')
    assert kam("check", *only, *AS_OF, cwd=tmp_path).code == 1
    assert kam("check", *only, "--fail-on", "error", *AS_OF, cwd=tmp_path).code == 0
    put(tmp_path, "a.yaml", BROKEN)
    assert kam("check", *AS_OF, cwd=tmp_path).code == 1
    assert kam("check", "--fail-on", "never", *AS_OF, cwd=tmp_path).code == 0


def test_a_file_that_cannot_be_read_is_code_2_beside_the_findings_of_the_others(tmp_path: Path) -> None:
    """Nothing of the readable ones is hidden."""
    put(tmp_path, "a.yaml", BROKEN)
    (tmp_path / "accounts" / "z.yaml").symlink_to("a.yaml")
    found = kam("check", "--format", "concise", *AS_OF, cwd=tmp_path)
    assert found.code == 2
    assert "a.yaml:2:" in found.out
    assert "z.yaml:1:1: KAM001" in found.out
    assert kam("check", "--fail-on", "never", *AS_OF, cwd=tmp_path).code == 2


def test_standard_input_is_a_file_named_by_a_dash(tmp_path: Path) -> None:
    """With its source lines in the snippet."""
    found = kam("check", "-", *AS_OF, stdin=BROKEN.encode(), cwd=tmp_path)
    assert found.code == 1
    assert "--> -:2:" in found.out
    assert "account: {name: 红旗机械厂, tpye: 国企}" in found.out
    assert kam("check", "-", *AS_OF, stdin=MINIMAL.encode(), cwd=tmp_path).code == 0
    assert kam("check", "-", *AS_OF, stdin=b"#" * 1_000_001, cwd=tmp_path).code == 1


def test_select_and_ignore_take_codes_beginnings_families_and_names(tmp_path: Path) -> None:
    """Separated by commas of either kind; ignore goes after select."""
    put(tmp_path, "a.yaml", WARNED)
    everything = codes(tmp_path)
    assert {"KAM101", "KAM105", "KAM103"} <= set(everything)
    for word in ("KAM105", "kam105", "hostile-unmanaged"):
        assert set(codes(tmp_path, "--select", word)) == {"KAM105"}
    people = [code for code in everything if code.startswith("KAM1")]
    assert codes(tmp_path, "--select", "KAM1") == codes(tmp_path, "--select", "people") == people
    assert set(codes(tmp_path, "--select", "KAM101,KAM105")) == {"KAM101", "KAM105"}
    assert set(codes(tmp_path, "--select", "KAM101，KAM105", "--ignore", "KAM101")) == {"KAM105"}
    assert codes(tmp_path, "--ignore", "people") == [code for code in everything if not code.startswith("KAM1")]
    (tmp_path / "kam.toml").write_text('ignore = ["people"]\n')
    assert not any(code.startswith("KAM1") for code in codes(tmp_path))
    assert codes(tmp_path, "--no-config") == everything


def test_what_keeps_a_file_from_being_read_cannot_be_ignored(tmp_path: Path) -> None:
    """Otherwise a plan nobody can read would be clean."""
    put(tmp_path, "a.yaml", BROKEN)
    assert "KAM008" in codes(tmp_path, "--ignore", "file")
    assert "KAM008" in codes(tmp_path, "--select", "KAM105")


def commented(comment: str) -> str:
    """The plan with a comment behind the person that KAM105 is about."""
    return WARNED.replace("attitude: 抵触}", "attitude: 抵触}  " + comment)


def test_a_comment_with_a_reason_silences_its_line(tmp_path: Path) -> None:
    """It is counted, not hidden."""
    put(tmp_path, "a.yaml", commented("# kam: ignore[KAM105] until 2026-12-31: 他的领导在处理"))
    found = json.loads(kam("check", "--select", "KAM105,KAM016,KAM017", "--format", "json", *AS_OF, cwd=tmp_path).out)
    assert (found["findings"], found["silenced"]) == ([], 1)
    assert "1 silenced" in kam("check", *AS_OF, cwd=tmp_path).err


@pytest.mark.parametrize(
    ("comment", "code", "part"),
    [
        ("# kam: ignore[KAM105]", "KAM016", "no reason"),
        ("# kam: ignore: 理由", "KAM016", "name the codes"),
        ("# kam: ignore[KAM105] until 2026-02-30: 理由", "KAM016", "not a date"),
        ("# kam: ignore[KAM105] until 2026-11-22: 理由", "KAM017", "ended on 2026-11-22"),
    ],
)
def test_a_comment_that_does_not_hold_is_told_and_silences_nothing(
    tmp_path: Path, comment: str, code: str, part: str
) -> None:
    """Without a reason, without codes, with a bad day, past its day."""
    put(tmp_path, "a.yaml", commented(comment))
    found = json.loads(kam("check", "--format", "json", *AS_OF, cwd=tmp_path).out)["findings"]
    assert {"KAM105", code} <= {one["code"] for one in found}
    assert any(part in one["message"] for one in found if one["code"] == code)
    assert all(one["line"] == 4 for one in found if one["code"] in {"KAM105", code})


def test_an_unused_comment_is_told(tmp_path: Path) -> None:
    """A comment that silences nothing today will silence the wrong thing tomorrow."""
    put(tmp_path, "a.yaml", MINIMAL + "owner: 李明  # kam: ignore[KAM105]: 理由\n")
    assert codes(tmp_path) == ["KAM017"]


def test_what_keeps_a_plan_from_being_read_is_never_silenced(tmp_path: Path) -> None:
    """Otherwise a plan that no command can use would be clean."""
    put(tmp_path, "a.yaml", "kam: 1\naccount: {name: x, zz: 1}  # kam: ignore[KAM008]: 理由\n")
    found = json.loads(kam("check", "--format", "json", *AS_OF, cwd=tmp_path).out)
    assert found["silenced"] == 0
    assert "KAM008" in [one["code"] for one in found["findings"]]
    assert kam("check", *AS_OF, cwd=tmp_path).code == 1


def test_many_files_are_checked_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several processes give what one gives, in the same order."""
    for at in range(30):
        put(tmp_path, f"p{at:02}.yaml", BROKEN if at % 3 else MINIMAL)
    alone = kam("check", "--format", "concise", *AS_OF, cwd=tmp_path)
    monkeypatch.setattr("kamtool.check.PARALLEL_FROM", 5)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert kam("check", "--format", "concise", *AS_OF, cwd=tmp_path) == alone


def test_hidden_and_linked_folders_are_left_out(tmp_path: Path) -> None:
    """What a person did not put among the plans is none."""
    put(tmp_path, "a.yaml", MINIMAL)
    put(tmp_path, ".trash/b.yaml", BROKEN)
    put(tmp_path, ".c.yaml", BROKEN)
    put(tmp_path, "d.yml", MINIMAL)
    put(tmp_path, "notes.txt", BROKEN)
    found = json.loads(kam("check", "--format", "json", "--ignore", "KAM714", *AS_OF, cwd=tmp_path).out)
    assert (found["files"], found["findings"]) == (2, [])


def test_without_any_plan_the_way_to_the_first_is_shown(tmp_path: Path) -> None:
    """Code 2: nothing was checked."""
    found = kam("check", cwd=tmp_path)
    assert (found.code, found.out) == (2, "")
    assert "kam plan new" in found.err


@pytest.mark.parametrize("paths", [[], ["accounts"], ["accounts", "more"]])
def test_a_folder_without_a_plan_passes_no_check(tmp_path: Path, paths: list[str]) -> None:
    """A path that is wrong, or plans that were moved, would be green for ever."""
    put(tmp_path, "plan.txt", BROKEN)
    (tmp_path / "more").mkdir()
    for _ in range(2):
        found = kam("check", *paths, *AS_OF, cwd=tmp_path)
        assert (found.code, found.out) == (2, "")
        assert f"no plans in {', '.join(paths) or 'accounts'}" in found.err


def test_a_plan_is_one_in_capitals_too(tmp_path: Path) -> None:
    """As some systems save it."""
    put(tmp_path, "A.YAML", BROKEN)
    found = kam("check", "accounts", *AS_OF, cwd=tmp_path)
    assert found.code == 1
    assert found.out == kam("check", "accounts/A.YAML", *AS_OF, cwd=tmp_path).out


def test_a_plan_named_twice_is_checked_once(tmp_path: Path) -> None:
    """It was its own twin, and each of its findings counted twice."""
    file = put(tmp_path, "a.yaml", WARNED)
    put(tmp_path, "b.yaml", MINIMAL.replace("红旗机械厂", "另一家"))
    once = kam("check", "accounts", "--format", "json", *AS_OF, cwd=tmp_path)
    for more in ("./accounts", str(tmp_path / "accounts"), str(file), "accounts/a.yaml"):
        assert kam("check", "accounts", more, "--format", "json", *AS_OF, cwd=tmp_path).out == once.out


def test_the_examples_have_no_error() -> None:
    """The plans that come with kamtool are checked with kamtool."""
    found = kam("check", *AS_OF)
    assert found.code == 0
    assert " error" not in found.err
