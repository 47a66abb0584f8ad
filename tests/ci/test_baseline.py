"""``--baseline``: a team starts on an old folder, and only what is new fails."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.diff.repo import commit, git
from tests.kam import AS_OF, MINIMAL, Result, kam, put

DEAL = "opportunities:\n  d: {name: 换车, stage: evaluation, close: 2027-03-01}\n"
PEOPLE = "stakeholders:\n  wang: {name: 王, roles: [decider], influence: high}\n"
PLAN = MINIMAL + PEOPLE + DEAL
WITH = ("--baseline", "known.json", "--fail-on", "hint")


def check(folder: Path, *more: str) -> Result:
    return kam("check", "--format", "concise", *more, *AS_OF, cwd=folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path, "a.yaml", PLAN)
    put(tmp_path, "b.yaml", PLAN.replace("红旗", "南山"))
    assert check(tmp_path, *WITH, "--update-baseline").code == 0
    return tmp_path


def known(folder: Path) -> dict[str, int]:
    found: dict[str, int] = json.loads((folder / "known.json").read_text(encoding="utf-8"))["findings"]
    return found


def test_what_is_known_does_not_fail_and_is_counted(folder: Path) -> None:
    """In the summary, beside nothing found."""
    count = len(check(folder, "--fail-on", "never").out.splitlines())
    result = check(folder, *WITH)
    assert (result.code, result.out) == (0, "")
    assert f"{count} known from the baseline" in result.err


def test_moved_lines_are_still_known(folder: Path) -> None:
    """Comments above, sections in another order, items in another order."""
    put(folder, "a.yaml", "# 新\n\n" + MINIMAL + DEAL + "# 人\n" + PEOPLE)
    assert check(folder, *WITH).code == 0


def test_only_what_is_new_fails(folder: Path) -> None:
    """And only that is told; a second one of a known kind is new as well."""
    put(folder, "a.yaml", PLAN + "  e: {name: 卡车, stage: evaluation, close: 2027-03-01}\n")
    result = check(folder, *WITH)
    assert result.code == 1
    assert result.out
    assert "换车" not in result.out
    assert "accounts/b.yaml" not in result.out


OPEN = "opportunities:\n  d:\n    stage: evaluation\n"
SEVERAL = {
    "KAM902": ("", "stakeholders:\n", ["  a: {name: 甲}\n", "  b: {name: 乙}\n"], "  c: {name: 丙}\n"),
    "KAM706": ("", "swot:\n", ["  - {kind: threat, text: 一}\n", "  - {kind: threat, text: 二}\n"],
               "  - {kind: threat, text: 三}\n"),
    "KAM709": ("", "swot:\n", ["  - {kind: threat, text: 一, date: 2025-12-01}\n"],
               "  - {kind: threat, text: 二, date: 2025-12-02}\n"),
    "KAM121": ("stakeholders: {a: {}, b: {}, c: {}}\n", "relations:\n",
               ["  - {from: a, to: b, kind: trusts, date: 2026-01-01}\n"],
               "  - {from: b, to: c, kind: trusts, date: 2026-01-02}\n"),
    "KAM506": (OPEN + "    radar:\n      us:\n", "", ["        technology: {value: 2, date: 2026-01-01}\n"],
               "        service: {value: 2, date: 2026-01-02}\n"),
    "KAM115": ("stakeholders: {a: {influence: high}, b: {influence: high}, c: {influence: high}}\n" + DEAL,
               "team:\n  zhao: {covers: {a: {}, b: {}, c: {}}}\n  li:\n    covers:\n",
               ["      a: {now: acquaintance, want: trust}\n", "      b: {now: acquaintance, want: trust}\n"],
               "      c: {now: acquaintance, want: trust}\n"),
    "KAM204": (OPEN.replace("evaluation", "research") + "    qualification:\n      us:\n", "",
               ["        compelling_event: yes\n", "        profitability: yes\n"], "        resources: yes\n"),
    "KAM119": ("stakeholders: {a: {left: 2026-01-01}, b: {left: 2026-01-01}}\n",
               "actions:\n  - id: x\n    what: 拜访\n    about:\n", ["      - a\n"], "      - b\n"),
}  # fmt: skip


@pytest.mark.parametrize("code", SEVERAL)
def test_one_more_on_a_list_is_new_and_one_less_is_not(tmp_path: Path, code: str) -> None:
    """Whoever came after the baseline is told, first on the list or last; who left it makes nothing new."""
    above, head, items, another = SEVERAL[code]

    def found(lines: list[str]) -> str:
        put(tmp_path, "a.yaml", MINIMAL + above + head + "".join(lines))
        return check(tmp_path, *WITH, "--profile", "strict", "--select", code).out

    put(tmp_path, "a.yaml", MINIMAL + above + head + "".join(items))
    assert check(tmp_path, *WITH, "--profile", "strict", "--select", code, "--update-baseline").code == 0
    assert len(known(tmp_path)) >= len(items)
    assert found(items) == found(items[::-1]) == ""
    assert code in found([*items, another])
    assert code in found([another, *items])
    assert found(items[1:]) == found(items[:1]) == ""


def test_a_baseline_from_before_lists_were_known_by_item_still_holds(folder: Path) -> None:
    """It knows the finding whoever is on the list, until it is renewed."""
    put(folder, "a.yaml", PLAN)
    old = dict.fromkeys(marks(folder, of=False), 1)
    (folder / "known.json").write_text(json.dumps({"schema": "kam.baseline/1", "findings": old}))
    assert check(folder, *WITH).code == 0
    assert "gone" not in check(folder, *WITH).err


def test_two_plans_of_one_id_are_known_apart(tmp_path: Path) -> None:
    """Mending the one makes nothing new of the other, and a finding that moves from one to the other is new."""
    for place in ("n", "s"):
        (tmp_path / "accounts" / place).mkdir(parents=True)
        put(tmp_path, f"{place}/abc.yaml", PLAN.replace("红旗", place))
    assert check(tmp_path, *WITH, "--update-baseline").code == 0
    assert {mark.partition(":")[0] for mark in known(tmp_path)} == {"n/abc", "s/abc"}
    put(tmp_path, "n/abc.yaml", MINIMAL)
    assert check(tmp_path, *WITH).code == 0
    put(tmp_path, "s/abc.yaml", PLAN.replace("红旗", "s") + "  e: {name: 卡车, stage: evaluation, close: 2027-03-01}\n")
    assert check(tmp_path, *WITH).code == 1
    assert check(tmp_path, "accounts/s/abc.yaml", *WITH, "--update-baseline").code == 0
    assert check(tmp_path, *WITH).code == 0


def test_a_namesake_that_comes_or_goes_makes_nothing_new(tmp_path: Path) -> None:
    """The other plan's findings are known as before, and the namesake's own are new."""
    put(tmp_path, "north/x.yaml", PLAN)
    assert check(tmp_path, *WITH, "--update-baseline").code == 0
    put(tmp_path, "south/x.yaml", PLAN.replace("红旗", "南山"))
    found = check(tmp_path, *WITH)
    assert "south/x.yaml" in found.out
    assert "north/x.yaml" not in found.out
    (tmp_path / "accounts" / "north" / "x.yaml").unlink()
    assert "south/x.yaml" in check(tmp_path, *WITH).out


def test_plans_outside_the_plans_folder_are_known_when_only_some_are_checked(tmp_path: Path) -> None:
    """By the folder they lie in."""
    for place in ("north", "south"):
        (tmp_path / "plans" / place).mkdir(parents=True)
        (tmp_path / "plans" / place / "x.yaml").write_text(PLAN.replace("红旗", place), encoding="utf-8")
    assert check(tmp_path, "plans", *WITH, "--update-baseline").code == 0
    for named in ("plans", "plans/south", "plans/north/x.yaml"):
        assert (check(tmp_path, named, *WITH).code, named) == (0, named)
    assert check(tmp_path / "plans", "south", "--baseline", "../known.json", "--fail-on", "hint").code == 0


def test_a_baseline_from_before_folders_stood_in_names_still_holds(tmp_path: Path) -> None:
    """Where one plan alone is meant; it is renewed under the full names, and another plan of the id is new."""
    put(tmp_path, "a/north/x.yaml", PLAN)
    assert check(tmp_path, *WITH, "--update-baseline").code == 0
    new = (tmp_path / "known.json").read_text(encoding="utf-8")
    for older in ("", "north/"):
        (tmp_path / "known.json").write_text(new.replace("a/north/", older), encoding="utf-8")
        for named in ("accounts", "accounts/a/north/x.yaml"):
            assert (check(tmp_path, named, *WITH).code, named) == (0, named)
    put(tmp_path, "x.yaml", PLAN.replace("红旗", "南山"))
    (tmp_path / "known.json").write_text(new.replace("a/north/", ""), encoding="utf-8")
    assert "north/x.yaml" in check(tmp_path, "accounts/a/north/x.yaml", *WITH).out
    below = check(tmp_path / "accounts" / "a", "north/x.yaml", "--baseline", "../../known.json", "--fail-on", "hint")
    assert "north/x.yaml" in below.out
    (tmp_path / "accounts" / "x.yaml").unlink()
    assert check(tmp_path, *WITH, "--update-baseline").code == 0
    assert (tmp_path / "known.json").read_text(encoding="utf-8") == new


def test_what_is_gone_is_counted_by_findings_and_not_by_the_items_of_their_lists(tmp_path: Path) -> None:
    """Never more than were known; a list with one item less is the same finding, there still."""
    listed = "stakeholders:\n  wang: {name: 王}\n  li: {name: 李}\n  zhao: {name: 赵}\n"
    put(tmp_path, "a.yaml", MINIMAL + listed)
    only = (*WITH, "--select", "KAM902")
    assert check(tmp_path, *only, "--update-baseline").err.endswith("1 known from the baseline\n")
    assert len(known(tmp_path)) == 1 + 3
    put(tmp_path, "a.yaml", MINIMAL + listed.replace("  li: {name: 李}\n", ""))
    assert "gone" not in check(tmp_path, *only).err
    put(tmp_path, "a.yaml", MINIMAL)
    assert "1 in the baseline is gone" in check(tmp_path, *only).err


def test_each_finding_about_one_person_is_gone_by_itself(tmp_path: Path) -> None:
    """Two persons, each with a finding: one mended is one gone."""
    wang, li = "  wang: {name: 王, relationship: ally}\n", "  li: {name: 李, relationship: ally}\n"
    put(tmp_path, "a.yaml", MINIMAL + "stakeholders:\n" + wang + li)
    only = (*WITH, "--select", "KAM106")
    assert check(tmp_path, *only, "--update-baseline").err.endswith("2 known from the baseline\n")
    put(tmp_path, "a.yaml", MINIMAL + "stakeholders:\n" + wang)
    assert "1 in the baseline is gone" in check(tmp_path, *only).err


def test_what_is_gone_is_counted_and_renewing_forgets_it(folder: Path) -> None:
    """A baseline shrinks with the work."""
    before, gone = known(folder), len(check(folder, "a", "--fail-on", "never").out.splitlines())
    put(folder, "a.yaml", MINIMAL)
    result = check(folder, *WITH)
    assert (result.code, gone > 0) == (0, True)
    assert f"{gone} in the baseline are gone: renew it with --update-baseline" in result.err
    assert "gone" not in check(folder, *WITH, "--update-baseline").err
    assert known(folder) == {mark: count for mark, count in before.items() if mark.startswith("b:")}


def test_what_all_plans_together_gave_stays_known_while_only_some_are_checked(folder: Path) -> None:
    """Two plans for one customer are told of a whole folder; one file named says nothing of that."""
    put(folder, "b.yaml", PLAN)
    assert check(folder, *WITH, "--update-baseline").code == 0
    there = {mark for mark in known(folder) if "KAM714" in mark}
    assert there
    result = check(folder, "a", *WITH, "--update-baseline")
    assert (result.code, "gone" in result.err) == (0, False)
    assert there <= set(known(folder))
    assert check(folder, *WITH).code == 0


def test_checking_some_plans_leaves_the_entries_of_the_others(folder: Path) -> None:
    """They are neither gone nor forgotten."""
    before = known(folder)
    result = check(folder, "a", *WITH)
    assert result.code == 0
    assert "gone" not in result.err
    put(folder, "a.yaml", MINIMAL)
    assert check(folder, "accounts/a.yaml", *WITH, "--update-baseline").code == 0
    assert known(folder) == {mark: count for mark, count in before.items() if mark.startswith("b:")}
    (folder / "accounts" / "b.yaml").unlink()
    assert check(folder, *WITH, "--update-baseline").code == 0
    assert known(folder) == {}


def test_checking_what_changed_leaves_the_entries_of_the_others(folder: Path) -> None:
    """As checking named files does: to renew the baseline with the changed plans alone forgets nobody else's."""
    git(folder, "init", "--quiet")
    commit(folder, "2026-11-01")
    before = known(folder)
    put(folder, "a.yaml", MINIMAL)
    assert check(folder, "--changed-since", "HEAD", *WITH, "--update-baseline").code == 0
    assert known(folder) == {mark: count for mark, count in before.items() if mark.startswith("b:")}


@pytest.mark.parametrize("call", [("--select", "people"), ("--ignore", "KAM1"), ("--profile", "basic")])
def test_what_was_not_asked_stays_known(folder: Path, call: tuple[str, ...]) -> None:
    """To renew the baseline with fewer rules threw the entries of the others away, as its own words advised."""
    before = known(folder)
    assert any(":KAM1" in mark for mark in before)
    assert any(":KAM1" not in mark for mark in before)
    for more in (call, (*call, "--update-baseline")):
        result = check(folder, *WITH, *more)
        assert (result.code, result.out) == (0, "")
        assert "gone" not in result.err
    assert known(folder) == before
    put(folder, "a.yaml", MINIMAL)
    assert check(folder, *WITH, *call, "--update-baseline").code == 0
    left = known(folder)
    assert {mark for mark in before if mark.startswith("b:")} <= left.keys() < before.keys()


def test_what_a_broken_plan_had_stays_known(folder: Path) -> None:
    """No rule was asked in it: that its findings are gone, nobody knows."""
    before = known(folder)
    put(folder, "a.yaml", PLAN + "x: 1\n")
    result = check(folder, *WITH, "--update-baseline")
    assert result.code == 1
    assert "gone" not in result.err
    assert known(folder) == before
    put(folder, "a.yaml", PLAN)
    assert check(folder, *WITH).code == 0


@pytest.mark.parametrize("broken", ["reviewed: x\n", "owner: &a b\n", "stakeholders: [\n", "x: 1\n"])
def test_a_broken_plan_is_never_merely_known(folder: Path, broken: str) -> None:
    """Not by renewing, and not by an entry that somebody wrote in."""
    before = known(folder)
    put(folder, "a.yaml", MINIMAL + broken)
    result = check(folder, *WITH, "--update-baseline")
    assert result.code == 1
    assert known(folder).items() <= before.items()
    put(folder, "c.yaml", MINIMAL + "x: 1\n")
    forged = {"schema": "kam.baseline/1", "findings": dict.fromkeys(marks(folder), 99)}
    (folder / "known.json").write_text(json.dumps(forged))
    assert check(folder, *WITH).code == 1


def marks(folder: Path, of: bool = True) -> list[str]:
    """The names of all findings there are; without *of* those of lists as a whole."""
    import datetime as dt

    from kamtool.check import Selection, check_files

    files = [str(file) for file in (folder / "accounts").glob("*.yaml")]
    found = [one for some in check_files(files, dt.date(2026, 11, 23), Selection()) for one in some.diagnostics]
    return [mark for one in found for mark in (one.marks if of else (one.mark,))]


def test_the_file_can_be_compared(folder: Path) -> None:
    """Names in order, a line each, no line numbers and no day; the same twice."""
    text = (folder / "known.json").read_bytes()
    assert check(folder, *WITH, "--update-baseline").code == 0
    assert (folder / "known.json").read_bytes() == text
    assert list(known(folder)) == sorted(known(folder))
    assert text.count(b"\n") == len(known(folder)) + 5


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"schema": "kam.baseline/2", "findings": {}}',
        b'{"schema": "kam.baseline/1", "findings": []}', b'{"schema": "kam.baseline/1", "findings": {"a": "x"}}',
        b'{"schema": "kam.baseline/1", "findings": {"a": 1e999}}', b'{"schema": "kam.baseline/1"}',
    ],
)  # fmt: skip
def test_a_bad_file_is_told_and_not_written_over(folder: Path, content: bytes) -> None:
    """It may be something else altogether: a plan, say."""
    (folder / "known.json").write_bytes(content)
    for more in ((), ("--update-baseline",)):
        result = check(folder, *WITH, *more)
        assert (result.code, result.out) == (2, "")
        assert result.err == "kam check: known.json is not a baseline of kam\n"
        assert (folder / "known.json").read_bytes() == content


def test_a_plan_is_not_taken_for_a_baseline(folder: Path) -> None:
    """The slip that would lose the most."""
    result = check(folder, "--baseline", "accounts/a.yaml", "--update-baseline")
    assert result.code == 2
    assert (folder / "accounts" / "a.yaml").read_text(encoding="utf-8") == PLAN


def test_what_is_no_file_is_not_waited_for(folder: Path) -> None:
    """A pipe, a device, a folder, nothing at all."""
    os.mkfifo(folder / "pipe")
    for name in ("pipe", "/dev/zero", "accounts"):
        assert check(folder, "--baseline", name).code == 2
    assert check(folder, "--baseline", "none.json").err == (
        "kam check: no baseline none.json; write it with --update-baseline\n"
    )
    assert check(folder, "--update-baseline").err == "kam check: --update-baseline needs --baseline FILE\n"
    assert check(folder, "--baseline", "none/none.json", "--update-baseline").code == 2


def test_a_team_may_set_it(folder: Path) -> None:
    """From the configuration's folder, so that it is the same one from below."""
    (folder / "kam.toml").write_text('baseline = "known.json"\nfail_on = "hint"\n')
    assert check(folder).code == 0
    assert check(folder / "accounts").code == 0
    assert check(folder, "--no-config", "--fail-on", "hint").code == 1


def test_findings_that_do_not_count_are_not_made_known_by_the_language(folder: Path) -> None:
    """A baseline written in English holds in Chinese."""
    result = check(folder, *WITH, "--lang", "zh")
    assert result.code == 0
    assert "基线里已有" in result.err
