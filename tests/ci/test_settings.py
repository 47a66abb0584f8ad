"""``kam.toml`` and ``[tool.kam]``: what a team may set, and what it is told about a wrong setting."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from kamtool.check import PROFILES, Selection, check_loaded
from kamtool.config import Config, find_config
from kamtool.load import Loaded, load_file
from kamtool.rules.limits import Limits
from tests.kam import AS_OF, MINIMAL, ROOT, Result, kam, put

DEAL = "kam: 1\naccount: {name: x}\nopportunities: {d: {name: 换车, stage: evaluation, close: 2027-03-01}}\n"


def run(folder: Path, settings: str, *more: str, name: str = "kam.toml") -> Result:
    (folder / name).write_text(settings, encoding="utf-8")
    return kam("check", *more, *AS_OF, cwd=folder)


def found(folder: Path, *more: str, cwd: Path | None = None) -> list[tuple[str, str]]:
    """Codes and severities of what is found."""
    out = kam("check", "--format", "json", *more, *AS_OF, cwd=cwd or folder).out
    return [(one["code"], one["severity"]) for one in json.loads(out)["findings"]]


@cache
def accounts() -> list[Loaded]:
    """The smaller of the example accounts, and the plan with every key."""
    files = [ROOT / "docs" / "plan.example.yaml", *(ROOT / "accounts").glob("*.yaml")]
    return [load_file(str(file)) for file in files if file.stat().st_size < 30_000]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path, "a.yaml", DEAL)
    return tmp_path


# Wrong settings


@pytest.mark.parametrize(
    ("settings", "line", "told"),
    [
        ('\nselct = ["KAM1"]\n', 2, "no setting `selct`; did you mean `select`?"),
        (
            "[thresholds]\n\n# silnce_days = 3\nsilnce_days = 3\n",
            4,
            "no threshold `silnce_days`; did you mean `silence_days`?",
        ),
        ("thresholds.silnce-days = 3\n", 1, "did you mean `silence_days`?"),
        ("[thresholds]\nsilence_days = -1\n", 2, "`silence_days` takes a whole number from 0 to 100000"),
        ("[thresholds]\nsilence_days = 100000000000\n", 2, "`silence_days` takes a whole number from 0 to 100000"),
        ("[thresholds]\nsilence_days = true\n", 2, "takes a whole number"),
        ("[thresholds]\nsilence_days = 1.5\n", 2, "takes a whole number"),
        ("[thresholds]\nattitude_warn = 366\n", 2, "`attitude_warn` must not be above `attitude_error`"),
        ("[thresholds]\nbudget_error = 119\n", 2, "`budget_error` must not be below `budget_warn`"),
        ("thresholds = 3\n", 1, "`thresholds` takes a table"),
        ('profile = "strickt"\n', 1, "did you mean `strict`?"),
        ('fail_on = "eror"\n', 1, "did you mean `error`?"),
        ('fail-on = "eror"\n', 1, "did you mean `error`?"),
        ('lang = "ch"\n', 1, "`lang` does not take this value; there are: en, zh"),
        ("accounts = 3\n", 1, "`accounts` takes a text"),
        ("\n\nbaseline = [1]\n", 3, "`baseline` takes a text"),
        ('ignore = "KAM105"\n', 1, "`ignore` takes a list of texts"),
        ("select = [105]\n", 1, "`select` takes a list of texts"),
        ('select = [\n  "KAM105",\n  "KMA102",\n]\n', 3, "no rule or family `KMA102`; did you mean `KAM102`?"),
        ('ignore = ["peple"]\n', 1, "did you mean `people`?"),
        ('ignore = ["zzzz"]\n', 1, "no rule or family `zzzz`; `kam rule` lists them"),
        ('[severity]\nKAM105 = "hint"\nKAM104 = "eror"\n', 3, "did you mean `error`?"),
        ('[severity]\nKAM999 = "off"\n', 2, "no rule or family `KAM999`"),
        (
            'severity = {KAM105 = "loud"}\n',
            1,
            "`KAM105` does not take this value; there are: error, warning, hint, off",
        ),
        ('severity = "off"\n', 1, "`severity` takes a table"),
        ('\n[[overrides]]\nignore = ["KAM1"]\n', 2, "an override needs `paths`"),
        ('[[overrides]]\npaths = ["a"]\nignroe = ["KAM1"]\n', 3, "no setting `ignroe`; did you mean `ignore`?"),
        ('[[overrides]]\npaths = "a"\n', 2, "`paths` takes a list of texts"),
        ('[[overrides]]\npaths = ["a"]\nignore = ["KAM77"]\n', 3, "no rule or family `KAM77`"),
        ('[[overrides]]\npaths = ["a"]\nseverity = {peopel = "off"}\n', 3, "did you mean `people`?"),
        ("overrides = 3\n", 1, "`overrides` takes a list of tables, each under its own [[overrides]]"),
        ('[overrides]\npaths = ["a"]\n', 1, "each under its own [[overrides]]"),
        ('fail_on = "error"\nfail-on = "hint"\n', 2, "given twice"),
        ("[thresholds]\nsilence-days = 3\nsilence_days = 4\n", 2, "given twice"),
        ('[ledger]\ngross-profit = "a"\ngross_profit = "b"\n', 2, "given twice"),
        ("\n[severity\n", 2, "not valid TOML"),
        ('profile = "strict\n', 1, "not valid TOML"),
        ("\n\nx = '''\n", 4, "not valid TOML"),
    ],
)
def test_a_wrong_setting_is_one_line_with_its_place(folder: Path, settings: str, line: int, told: str) -> None:
    """File, line, what is wrong, and what was probably meant; exit code 2; in either language."""
    result = run(folder, settings)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"kam check: {folder / 'kam.toml'}:{line}")
    assert told in result.err
    assert result.err.count("\n") == 1
    assert run(folder, settings, "--lang", "zh").code == 2
    assert run(folder, settings, "--no-config", "--fail-on", "never").code == 0


def test_a_setting_of_another_tool_is_not_taken_for_ours(folder: Path) -> None:
    """The line is that below ``[tool.kam]``."""
    text = '[tool.black]\nprofile = "strickt"\n\n[tool.kam]\nprofile = "strickt"\n'
    assert f"{folder / 'pyproject.toml'}:5" in run(folder, text, name="pyproject.toml").err


# Settings that hold


def test_severities_are_raised_lowered_and_switched_off(folder: Path) -> None:
    """By code, by family, by the beginning of codes; the last that fits holds; what breaks a plan stays an error."""
    before = dict(found(folder))
    (folder / "kam.toml").write_text(
        '[severity]\npeople = "off"\nKAM104 = "warning"\ndeal = "error"\nKAM3 = "warning"\n'
    )
    after = found(folder)
    assert {severity for code, severity in after if code.startswith("KAM1")} == {"warning"}
    assert {code for code, _ in after if code.startswith("KAM1")} == {"KAM104"}
    assert {severity for code, severity in after if code.startswith("KAM2")} == {"error"}
    assert {severity for code, severity in after if code.startswith("KAM3")} == {"warning"}
    assert before["KAM104"] != "warning"
    put(folder, "a.yaml", MINIMAL + "reviewed: x\n")
    (folder / "kam.toml").write_text('ignore = ["file"]\n[severity]\nfile = "off"\nKAM010 = "hint"\n')
    assert found(folder) == [("KAM010", "error")]


def test_select_and_ignore_of_the_call_stand_in_the_place_of_those_of_the_team(folder: Path) -> None:
    """Each for itself."""
    (folder / "kam.toml").write_text('select = ["people"]\nignore = ["KAM104"]\n')
    team = {code for code, _ in found(folder)}
    assert team
    assert all(code.startswith("KAM1") for code in team)
    assert "KAM104" not in team
    assert {code for code, _ in found(folder, "--select", "KAM104,KAM103", "--ignore", "")} == {"KAM103", "KAM104"}
    assert {code for code, _ in found(folder, "--select", "KAM104，KAM103")} == {"KAM103"}


def test_a_threshold_changes_what_is_found(tmp_path: Path) -> None:
    """Here how old a word about a person may be."""
    plan = "stakeholders: {w: {name: 王, influence: high, attitude: {value: accept, date: 2026-09-23}}}\n"
    seen = "visits: [{date: 2026-11-20, channel: visit, with: [w]}]\n"
    put(tmp_path, "a.yaml", MINIMAL + plan + "opportunities: {d: {stage: evaluation, participants: {w: {}}}}\n" + seen)
    assert not {"KAM120", "KAM904"} & set(dict(found(tmp_path)))
    (tmp_path / "kam.toml").write_text("[thresholds]\nattitude_warn = 60\n")
    assert dict(found(tmp_path))["KAM120"] == "warning"
    (tmp_path / "kam.toml").write_text("thresholds = {attitude-warn = 30, attitude-error = 60}\n")
    assert dict(found(tmp_path))["KAM904"] == "error"


@pytest.mark.parametrize("name", Limits._fields)
def test_every_threshold_may_be_set_to_its_ends(name: str) -> None:
    """Nothing a team may write makes a rule fail."""
    for value in (0, 100_000):
        chosen = Selection(profile="strict", limits=Limits(**{name: value}))
        for loaded in accounts():
            check_loaded(loaded, dt.date(2026, 11, 23), chosen)


def test_overrides_hold_for_the_files_their_patterns_fit_wherever_kam_runs(tmp_path: Path) -> None:
    """Patterns start at the configuration's folder: from there, from below it, and for paths of every form."""
    for name in ("old/a.yaml", "old/deep/b.yaml", "new/c.yaml"):
        put(tmp_path, name, DEAL.replace("x", Path(name).stem))
    (tmp_path / "kam.toml").write_text(
        '[[overrides]]\npaths = ["accounts/old/*"]\nignore = ["people"]\nseverity = {deal = "error"}\n'
        '[[overrides]]\npaths = ["accounts/*/b.yaml", "accounts/x/*"]\nignore = ["deal"]\n'
    )

    def families(*words: str, cwd: Path = tmp_path) -> dict[str, set[str]]:
        out = kam("check", "--format", "json", *words, *AS_OF, cwd=cwd).out
        told: dict[str, set[str]] = {}
        for one in json.loads(out)["findings"]:
            told.setdefault(Path(one["file"]).stem, set()).add(one["code"][:4])
        return told

    everything = families()
    assert "KAM1" not in everything["a"] | everything["b"]
    assert {"KAM1", "KAM2"} <= everything["c"]
    assert "KAM2" in everything["a"]
    assert "KAM2" not in everything["b"]
    for cwd in (tmp_path / "accounts", tmp_path / "accounts" / "old"):
        assert families(cwd=cwd) == everything
    old = {name: everything[name] for name in "ab"}
    assert families(".", cwd=tmp_path / "accounts" / "old") == old
    assert families("../old", cwd=tmp_path / "accounts" / "old") == old
    assert families("./accounts/old") == families(str(tmp_path / "accounts" / "old")) == old
    assert families("accounts/new/../old/a.yaml") == {"a": everything["a"]}


def test_a_folder_with_signs_of_patterns_in_its_name(tmp_path: Path) -> None:
    """Only what the team wrote is a pattern."""
    home = tmp_path / "[a]*"
    put(home, "a.yaml", DEAL)
    (home / "kam.toml").write_text('[[overrides]]\npaths = ["accounts/*"]\nignore = ["KAM"]\n')
    assert found(home) == []


def test_an_override_may_be_as_strict_as_it_likes(folder: Path) -> None:
    """A severity of an override stands before the team's."""
    (folder / "kam.toml").write_text(
        '[severity]\nKAM104 = "off"\n[[overrides]]\npaths = ["accounts/*"]\nseverity = {KAM104 = "warning"}\n'
    )
    assert dict(found(folder))["KAM104"] == "warning"


@pytest.mark.parametrize(("smaller", "larger"), list(pairwise(PROFILES)))
def test_each_profile_finds_all_that_the_smaller_one_finds(smaller: str, larger: str) -> None:
    """And the names are accepted where they are set and where they are asked for."""
    counts = []
    for profile in (smaller, larger):
        out = kam("check", "--profile", profile, "--format", "json", *AS_OF).out
        counts.append(
            Counter((one["file"], one["code"], one["line"], one["column"]) for one in json.loads(out)["findings"])
        )
    assert counts[0] <= counts[1]
    assert counts[0] != counts[1] or smaller == "standard"


def test_fail_on_and_profile_and_language_may_be_set(folder: Path) -> None:
    """The call may say otherwise. What this plan lacks only the standard profile asks."""
    put(folder, "a.yaml", "kam: 1\naccount: {name: x, tier: A}\n")
    assert run(folder, 'fail_on = "hint"\nlang = "zh"\n').code == 1
    assert run(folder, 'fail_on = "hint"\nprofile = "basic"\n').code == 0
    result = run(folder, 'fail_on = "never"\nlang = "zh"\n')
    assert result.code == 0
    assert "份计划" in result.err
    assert run(folder, 'fail_on = "never"\n', "--fail-on", "hint").code == 1


def test_the_accounts_folder_may_be_elsewhere(tmp_path: Path) -> None:
    """From the configuration's folder, also when kam runs below it."""
    (tmp_path / "plans" / "sub").mkdir(parents=True)
    (tmp_path / "plans" / "a.yaml").write_text(DEAL, encoding="utf-8")
    (tmp_path / "kam.toml").write_text('accounts = "plans"\n')
    assert found(tmp_path) == found(tmp_path, cwd=tmp_path / "plans" / "sub") != []


def test_pyproject_is_as_good_and_kam_toml_comes_first(folder: Path) -> None:
    """A pyproject.toml without our table is passed over, to the folder above."""
    (folder / "pyproject.toml").write_text('[tool.kam]\nselect = ["KAM104"]\n')
    assert {code for code, _ in found(folder)} == {"KAM104"}
    (folder / "kam.toml").write_text('select = ["KAM103"]\n')
    assert {code for code, _ in found(folder)} == {"KAM103"}
    inner = folder / "inner"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[tool.black]\n")
    assert {code for code, _ in found(folder, cwd=inner)} == {"KAM103"}


def test_every_setting_is_read(tmp_path: Path) -> None:
    """One of each kind, with hyphens as with underscores."""
    (tmp_path / "kam.toml").write_text(
        'lang = "zh"\naccounts = "plans"\nprofile = "strict"\nselect = ["KAM1"]\nignore = ["deal"]\nfail-on = "hint"\n'
        'baseline = "b.json"\nplaybook = "p"\nseverity = {KAM105 = "off"}\nthresholds = {silence-days = 3}\n'
        'next = {promise = 9}\naudience = "customer"\nfiscal-year = "FY26=2025-04"\n'
        'words = {bribery = {add = ["茶水费"]}}\n'
        'ledger = {path = "sales.csv", cost-to-serve = "服务成本"}\n'
        "tiers = {margin-high = 20}\ncapacity = {hours = 1500}\n"
        '[[overrides]]\npaths = ["x"]\nignore = ["KAM2"]\nseverity = {KAM101 = "error"}\n'
    )
    config = find_config(tmp_path)
    unset = {name for name in Config._fields if getattr(config, name) == getattr(Config(), name)}
    assert unset == set()
    assert config.overrides[0].severity == (("KAM101", "error"),)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("margin_high = 1\nmargin_low = 20\n", ":2: `margin_high` must not be below `margin_low`"),
        ("share-high = 19\n", ":2: `share_high` must not be below `share_low`"),
        ("growth_low = 11\n", ":2: `growth_low` must not be above `growth_high`"),
    ],
)
def test_high_does_not_begin_below_low(folder: Path, settings: str, told: str) -> None:
    """An account would be both; by either command that asks for tiers, in either language."""
    (folder / "kam.toml").write_text(f"[tiers]\n{settings}")
    for words in (("portfolio", "tiers"), ("portfolio", "team")):
        result = kam(*words, "--lang", "en", *AS_OF, cwd=folder)
        assert (result.code, result.out) == (2, "")
        assert told in result.err
        assert kam(*words, "--lang", "zh", *AS_OF, cwd=folder).code == 2
