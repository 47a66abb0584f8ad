"""``kam`` itself: help in both languages, finding the command, the language, exit codes, streams."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import kamtool
from kamtool.cli.table import COMMANDS
from kamtool.texts.summaries import FAMILIES, GROUPS, SUMMARIES
from tests.kam import AS_OF, MINIMAL, kam, plain, process, put
from tests.typing_at import hear_interrupts, until_it_waits

NAMES = [name for name, _, module in COMMANDS if find_spec(f"kamtool.cli.{module}")]
LANGS = ("en", "zh")


def test_every_command_of_the_table_has_its_module_group_and_summary() -> None:
    """The table is what help, completion and docs are made from."""
    assert len(NAMES) == len(COMMANDS)
    assert {group for _, group, _ in COMMANDS} == set(GROUPS)
    assert {name for name, _, _ in COMMANDS} == set(SUMMARIES)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("words", [(), ("--help",), ("-h",), ("help",)])
def test_the_overview_lists_every_command(lang: str, words: tuple[str, ...]) -> None:
    """In its group, with its summary, in one column, on stdout, within 80 columns."""
    from wcwidth import wcswidth

    found = kam("--lang", lang, *words)
    assert (found.code, found.err) == (0, "")
    at = LANGS.index(lang)
    lines = found.out.splitlines()
    columns = set()
    for name, group, _ in COMMANDS:
        family, _, rest = name.partition(" ")
        shown, indent = (rest, "    ") if family in FAMILIES else (name, "  ")
        (line,) = [one for one in lines if one.startswith(f"{indent}{shown} ") and one.endswith(SUMMARIES[name][at])]
        columns.add(line.rindex(SUMMARIES[name][at]))
        assert GROUPS[group][at] in lines
    assert len(columns) == 1
    assert all(family in found.out for family in FAMILIES)
    assert max(map(wcswidth, lines)) <= 80


def test_the_version_is_the_packages() -> None:
    """On stdout, in one line."""
    for word in ("--version", "-V"):
        assert kam(word).out == f"kamtool {kamtool.__version__}\n"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", LANGS)
def test_every_command_explains_itself(name: str, lang: str) -> None:
    """Usage, every option with a sentence, nothing left untranslated, within 80 columns."""
    from wcwidth import wcswidth

    found = kam(*name.split(), "--help", "--lang", lang)
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith(f"kam {name}: {SUMMARIES[name][LANGS.index(lang)]}\n")
    for option in ("--format", "--output", "--lang", "--as-of", "--color", "--no-config"):
        assert option in found.out
    assert "--debug" not in found.out
    assert f"kam {name}" in found.out
    assert max(map(wcswidth, found.out.splitlines())) <= 80
    assert kam("--lang", lang, *name.split(), "-h").out == found.out


@pytest.mark.parametrize("name", NAMES)
def test_what_stands_for_a_value_is_told_in_chinese(name: str) -> None:
    """In capitals stay only the names that git and SQL have."""
    told = kam(*name.split(), "--help", "--lang", "zh").out
    rows = re.findall(r"^(?:用法：.*|  (?:\[|-|[A-Z]).*?)(?=  |$)", told, re.MULTILINE)
    left = {word for row in rows for word in re.findall(r"\b[A-Z]+\b", row)}
    assert left <= {"SQL", "BASE", "OURS", "THEIRS", "TOML"}


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("kam portf", {"portfolio"}),
        ("kam portfolio t", {"tiers", "team"}),
        ("kam person ", {"list", "export", "erase"}),
        ("kam portfolio tiers --ow", {"--owner"}),
    ],
)
def test_completion_offers_commands_of_one_and_of_two_words(typed: str, offered: set[str]) -> None:
    """As bash asks for it."""
    asked = {"_KAM_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split(" ")) - 1)}
    assert set(process(env=asked).out.split()) == offered


def test_completion_explains_in_the_readers_language() -> None:
    """Where the shell shows a sentence beside each word."""
    asked = {"_KAM_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "kam portfolio tiers --exp", "KAM_LANG": "zh"}
    assert "每个数字都列出算式" in process(env=asked).out


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("group", sorted({name.split()[0] for name in NAMES if " " in name}))
def test_a_group_lists_its_commands(group: str, lang: str) -> None:
    """``kam plan`` is a question, not a mistake; its answer fits 80 columns."""
    from wcwidth import wcswidth

    found = kam("--lang", lang, group)
    assert (found.code, found.err) == (0, "")
    lines = found.out.splitlines()
    assert f"kam {group} " in lines[0]
    own = [name for name in NAMES if name.startswith(f"{group} ")]
    for name, line in zip(own, lines[2:], strict=True):
        assert re.fullmatch(rf"  {name.split()[1]} +{re.escape(SUMMARIES[name][LANGS.index(lang)])}", line)
    assert max(map(wcswidth, lines)) <= 80


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("chekc",), "kam check"),
        (("stakeholder",), "kam stakeholders"),
        (("swto",), "kam swot"),
        (("plan", "nwe"), "kam plan new"),
        (("new",), "kam plan new"),
        (("quadrants", "hongqi"), "kam quadrant"),
    ],
)
def test_a_misspelt_command_is_answered_with_the_near_one(words: tuple[str, ...], near: str) -> None:
    """On stderr, code 2, in one line."""
    found = kam(*words)
    assert (found.code, found.out, found.err.count("\n")) == (2, "", 1)
    assert f"`{near}`" in found.err
    assert "是不是" in kam("--lang", "zh", *words).err


def test_an_unknown_command_is_answered_with_the_way_to_help() -> None:
    """When nothing is near."""
    found = kam("xyzzy")
    assert found.code == 2
    assert "kam --help" in found.err


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("check", "--formt", "json"), "--format"),
        (("check", "--zzz"), "no option --zzz"),
        (("check", "--format", "xml"), "text, concise, json"),
        (("stakeholders", "hongqi", "--format", "text"), "table, plain, md"),
        (("stakeholders",), "ACCOUNT is missing"),
        (("stakeholders", "hongqi", "more"), "too many arguments"),
        (("stakeholders", "hongqi", "--without"), "--without needs a value"),
        (("check", "--as-of", "2026-02-30"), "2026-02-30"),
        (("check", "--as-of", "2026-W01-1"), "2026-W01-1"),
        (("check", "--as-of", "20261123"), "20261123"),
        (("check", "--color", "red"), "auto, always or never"),
        (("check", "--fail-on", "all"), "error, warning, hint or never"),
        (("check", "--select", "KAM999"), "KAM999"),
        (("check", "--select", "poeple"), "`people`"),
        (("check", "nowhere.yaml"), "nowhere.yaml"),
        (("check", "nowhere/"), "nowhere/"),
        (("check", ""), "no account"),
        (("stakeholders", " "), "no account"),
        (("stakeholders", "hongqj"), "`hongqi`"),
        (("stakeholders", "hongqi/fleet"), "fleet-2026"),
        (("stakeholders", "hongqi", "--without", "nobody"), "song"),
        (("check", "--lang", "fr"), "`fr`"),
        (("--lang", "fr"), "`fr`"),
    ],
)
def test_a_wrong_call_is_one_line_on_stderr_and_code_2(words: tuple[str, ...], part: str) -> None:
    """With what there is instead."""
    found = kam(*words)
    assert (found.code, found.out, found.err.count("\n")) == (2, "", 1)
    assert part in found.err


@pytest.mark.parametrize("lang", LANGS)
def test_a_wrong_call_is_told_in_the_language_asked_for(lang: str) -> None:
    """Before the command's name, after it, glued on, or in the environment."""
    part = {"en": "there is no option", "zh": "没有 --zzz 这个选项"}[lang]
    assert part in kam("--lang", lang, "check", "--zzz").err
    assert part in kam("check", "--zzz", "--lang", lang).err
    assert part in kam("check", "--zzz", f"--lang={lang}").err
    assert part in kam(f"--lang={lang}", "check", "--zzz").err
    assert part in kam("check", "--zzz", env={"KAM_LANG": lang}).err


# Language: flag, KAM_LANG, configuration, locale


def spoken(folder: Path, *words: str, env: dict[str, str] | None = None) -> set[str]:
    """The languages of the overview and of a command's error."""
    said = {
        "zh" if "用法" in kam(*words, "--help", cwd=folder, env=env).out else "en",
        "zh" if "没有" in kam(*words, "check", "--zzz", cwd=folder, env=env).err else "en",
    }
    if not words:
        said.add("zh" if "文件是空的" in kam("check", "-", cwd=folder, env=env).out else "en")
    return said


def test_the_flag_goes_before_the_environment_before_the_configuration_before_the_locale(tmp_path: Path) -> None:
    """Each is heard where nothing before it speaks."""
    assert spoken(tmp_path, env={"LC_ALL": "", "LANG": "zh_CN.UTF-8"}) == {"zh"}
    assert spoken(tmp_path, env={"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}) == {"en"}
    assert spoken(tmp_path, env={"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "en_US"}) == {"zh"}
    (tmp_path / "kam.toml").write_text('lang = "zh"\n')
    assert spoken(tmp_path, env={"LC_ALL": "en_US.UTF-8"}) == {"zh"}
    assert spoken(tmp_path / "..", env={"LC_ALL": "en_US.UTF-8"}) == {"en"}
    assert spoken(tmp_path, env={"KAM_LANG": "en"}) == {"en"}
    assert spoken(tmp_path, "--lang", "en", env={"KAM_LANG": "zh"}) == {"en"}
    assert spoken(tmp_path, "--lang=zh", env={"KAM_LANG": "en"}) == {"zh"}


def test_the_configuration_may_stand_above_and_in_pyproject(tmp_path: Path) -> None:
    """The nearest that speaks of kam holds; ``--no-config`` hears none."""
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.kam]\nlang = "zh"\n')
    assert spoken(below) == {"zh"}
    (tmp_path / "a" / "pyproject.toml").write_text('[tool.other]\nlang = "en"\n')
    assert spoken(below) == {"zh"}
    (tmp_path / "a" / "kam.toml").write_text("")
    assert spoken(below) == {"en"}
    (tmp_path / "a" / "kam.toml").write_text('lang = "zh"\n')
    assert "no option" in kam("check", "--no-config", "--zzz", cwd=below).err
    assert "this file is empty" in kam("check", "-", "--no-config", cwd=below).out


def test_a_language_kam_does_not_speak_is_refused_wherever_it_is_asked_for(tmp_path: Path) -> None:
    """One line, code 2; a bad configuration does not keep the overview from being read."""
    assert kam("check", env={"KAM_LANG": "fr"}).code == 2
    (tmp_path / "kam.toml").write_text('lang = "fr"\n')
    refused = kam("check", cwd=tmp_path)
    assert refused.code == 2
    assert "kam.toml" in refused.err
    assert kam("--help", cwd=tmp_path).code == 0


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("fail_on = 'all'", "fail_on"),
        ("acounts = 'x'", "`accounts`"),
        ("zzz = 1", "zzz"),
        ("select = 'KAM1'", "list"),
        ("accounts = 1", "text"),
        ("= 1", "TOML"),
        ("select = ['KAM999']", "KAM999"),
        ('"a\\u001b[31m\\n::error::x" = "q"', "\\x1b[31m"),
    ],
)
def test_a_wrong_setting_is_one_line_with_its_file(tmp_path: Path, text: str, part: str) -> None:
    """Code 2, and never an empty suggestion."""
    put(tmp_path, "a.yaml", MINIMAL)
    (tmp_path / "kam.toml").write_text(text + "\n")
    found = kam("check", cwd=tmp_path)
    assert (found.code, found.out, found.err.count("\n")) == (2, "", 1)
    assert part in found.err
    assert "``" not in found.err


def test_settings_of_another_tool_are_passed_over(tmp_path: Path) -> None:
    """``tool`` or ``tool.kam`` that is no table is an error of one line, not a bug."""
    put(tmp_path, "a.yaml", MINIMAL)
    file = tmp_path / "pyproject.toml"
    file.write_text('x = "[tool.kam"\ntool = 1\nlang = 2\n')
    assert kam("check", cwd=tmp_path).code == 2
    assert kam("--help", cwd=tmp_path).code == 0
    file.write_text("[tool]\nkam = 1\n# [tool.kam lang\n")
    assert kam("check", cwd=tmp_path).code == 2
    file.write_text("[project]\nname = 'x'\n")
    assert kam("check", cwd=tmp_path).code == 0


# The edge


def test_a_working_folder_that_is_gone(tmp_path: Path) -> None:
    """The overview still comes; a command says in a line what is wrong."""
    gone = tmp_path / "gone"
    code = (
        "import os, sys; os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone')\n"
        "from kamtool.cli.start import start\nsys.exit(start(sys.argv[1:]))"
    )
    for words, expected in ((["--help"], 0), (["check"], 2), (["check", "--no-config"], 2)):
        done = subprocess.run(
            [sys.executable, "-c", code, *words],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            env=plain(None),
            check=False,
        )
        assert done.returncode == expected
        assert "Traceback" not in done.stderr
        assert not gone.exists()


def test_an_interrupt_is_quiet_and_code_130(tmp_path: Path) -> None:
    """Ctrl-C while kam waits for standard input."""
    running = subprocess.Popen(
        [sys.executable, "-m", "kamtool", "check", "-"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=plain(None),
        preexec_fn=hear_interrupts,
    )
    until_it_waits(running.pid)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=20)
    assert (running.returncode, out, err) == (130, b"", b"")


def test_a_bug_is_code_3(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug never looks like a finding."""
    import kamtool.cli.check as edge

    def broken(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(edge, "check_files", broken)
    for lang, part in (
        ("en", "this is a bug in kamtool (RuntimeError)"),
        ("zh", "这是 kamtool 的缺陷（RuntimeError）"),
    ):
        found = kam("check", "--lang", lang, *AS_OF)
        assert (found.code, found.out, found.err.count("\n")) == (3, "", 1)
        assert part in found.err
        assert "boom" not in found.err


def test_both_ways_to_start_are_one() -> None:
    """``kam``, ``kamtool`` and ``python -m kamtool`` run the same function."""
    from importlib.metadata import entry_points

    scripts = {one.name: one.value for one in entry_points(group="console_scripts") if one.name in {"kam", "kamtool"}}
    assert scripts == {"kam": "kamtool.__main__:main", "kamtool": "kamtool.__main__:main"}
    assert process("--version").out == f"kamtool {kamtool.__version__}\n"


def test_a_plan_that_is_not_valid_is_explained_on_stderr(tmp_path: Path) -> None:
    """An analysis of a broken plan tells the first reasons with their lines, and answers nothing."""
    put(tmp_path, "a.yaml", "kam: 1\naccount: {nmae: x}\n")
    found = kam("stakeholders", "a", cwd=tmp_path)
    assert (found.code, found.out) == (2, "")
    assert "KAM008" in found.err
    assert "accounts/a.yaml:2:11" in found.err
    assert found.err.splitlines()[-1].startswith("kam stakeholders: accounts/a.yaml is not a valid plan")


def test_an_account_is_called_by_id_path_name_alias_pattern_or_stdin(tmp_path: Path) -> None:
    """All lead to the same answer."""
    file = put(tmp_path, "hongqi.yaml", "kam: 1\naccount: {name: 红旗机械厂, aliases: [红旗集团]}\n")
    put(tmp_path, "jinshan.yaml", "kam: 1\naccount: {name: 金山食品}\n")
    answer = kam("stakeholders", "hongqi", "--format", "json", *AS_OF, cwd=tmp_path).out
    assert answer
    for word in (
        "accounts/hongqi.yaml",
        str(file),
        "红旗机械厂",
        "红旗集团",
        "红旗机",
        "hong*",
        "accounts/h*.yaml",
        "hongqi/",
    ):
        assert kam("stakeholders", word, "--format", "json", *AS_OF, cwd=tmp_path).out == answer, word
    given = kam("stakeholders", "-", "--format", "json", *AS_OF, cwd=tmp_path, stdin=file.read_bytes())
    assert given.out == answer
    put(tmp_path, "hongqi2.yaml", "kam: 1\naccount: {name: 红旗二厂}\n")
    many = kam("stakeholders", "红旗", cwd=tmp_path)
    assert many.code == 2
    assert "hongqi2" in many.err


def test_output_goes_to_a_file_whose_suffix_picks_the_format(tmp_path: Path) -> None:
    """A plan is never written over; a file that cannot be written is code 2."""
    put(tmp_path, "a.yaml", MINIMAL)
    assert kam("stakeholders", "a", "-o", "map.md", *AS_OF, cwd=tmp_path).out == ""
    assert (tmp_path / "map.md").read_text(encoding="utf-8").startswith("# ")
    assert kam("stakeholders", "a", "-o", "map.json", *AS_OF, cwd=tmp_path).code == 0
    assert (tmp_path / "map.json").read_bytes().startswith(b"{")
    refused = kam("stakeholders", "a", "-o", "accounts/a.yaml", cwd=tmp_path)
    assert refused.code == 2
    assert (tmp_path / "accounts" / "a.yaml").read_text(encoding="utf-8") == MINIMAL
    for strange in ("map.png", "map.PDF", "map.xlsx", "map.ics"):  # a text of that name would open nowhere
        wrong = kam("stakeholders", "a", "-o", strange, cwd=tmp_path)
        assert (wrong.code, "there are: table, plain, md" in wrong.err) == (2, True), wrong.err
    assert kam("check", "-o", "found.txt", *AS_OF, cwd=tmp_path).code == 0
    failed = kam("stakeholders", "a", "-o", "no/where.md", cwd=tmp_path)
    assert (failed.code, failed.err.count("\n")) == (2, 1)
    assert os.listdir(tmp_path / "accounts") == ["a.yaml"]
