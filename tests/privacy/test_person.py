"""One person: found without mistaking anybody, shown in full, erased without a trace and without harm to the rest."""

from __future__ import annotations

import itertools
import json
import os
import re
import shlex
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from kamtool.load import load_bytes, load_file
from kamtool.privacy.erase import erasures
from kamtool.privacy.subject import Subject, dossier, subjects
from kamtool.source import journal
from kamtool.source.write import Changed
from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, ROOT, kam, put
from tests.privacy.plans import ACCOUNTS, account, loaded, people

EVERYBODY = [(file, key) for file in ACCOUNTS for key in people(account(file))]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the first account, and a state folder of its own."""
    monkeypatch.setenv("KAM_STATE_DIR", str(tmp_path / "state"))
    put(tmp_path, "hongqi.yaml", (ROOT / "accounts" / "hongqi.yaml").read_bytes())
    return tmp_path


@pytest.mark.parametrize(("file", "key"), EVERYBODY, ids=lambda one: one.stem if isinstance(one, Path) else one)
def test_everybody_can_be_erased(file: Path, key: str) -> None:
    """The plan stays valid; no name, alias or id of theirs is left; every reference still leads somewhere."""
    subject = Subject(account(file), key)
    (gone,) = erasures([subject])
    after = load_bytes(gone.draft.after, file.name)
    assert after.plan is not None, after.diagnostics
    person = after.plan.stakeholders[gone.new]
    assert (person.name, person.title, person.attitude.value, person.roles) == (None, None, "unknown", ())
    assert person.reports_to == subject.person.reports_to
    text = gone.draft.after.decode()
    others = {one.name for other, one in people(account(file)).items() if other != key}
    assert not [name for name in subject.names if name in text and not any(name in (other or "") for other in others)]
    assert key not in after.plan.stakeholders
    before = subject.loaded.plan
    assert before is not None
    assert len(after.plan.visits) == len(before.visits)
    assert len(after.plan.promises) == len(before.promises)
    assert len(after.plan.stakeholders) == len(before.stakeholders)


def erased(tmp_path: Path, text: str, person: str) -> str:
    """A plan after the erasure of one person."""
    file = put(tmp_path, "a.yaml", text)
    (gone,) = erasures([Subject(load_file(str(file)), person)])
    return gone.draft.after.decode()


def test_only_what_speaks_of_the_person_changes(tmp_path: Path) -> None:
    """Every other byte stays, comments and all."""
    text = (
        "# plan\nkam: 1\naccount: {name: 红旗}   # card\nstakeholders:\n"
        "  a: {name: 宋敏, phone: 123-4567}  # 宋敏, the boss\n"
        "  b:  {name: 张伟, reports_to: a}\n# end\nactions:\n  - {what: 打 123-4567 找宋处长, about: [a]}\n"
    )
    assert erased(tmp_path, text, "a") == (
        "# plan\nkam: 1\naccount: {name: 红旗}   # card\nstakeholders:\n  person-1: {}  # person-1, the boss\n"
        "  b:  {name: 张伟, reports_to: person-1}\n# end\nactions:\n  - {what: 打 person-1 找person-1, about: "
        "[person-1]}\n"
    )


def test_the_byte_order_mark_stays(tmp_path: Path) -> None:
    """A file that some other program marked is marked afterwards."""
    made = erased(tmp_path, f"\ufeff{MINIMAL}stakeholders: {{a: {{name: 宋敏}}}}\n", "a")
    assert made == f"\ufeff{MINIMAL}stakeholders: {{person-1: {{}}}}\n"


def test_what_joins_the_person_to_others_goes(tmp_path: Path) -> None:
    """Lines, covers, allies and the part in a deal; who reports to whom stays."""
    text = MINIMAL + (
        "stakeholders: {a: {name: 宋敏, reports_to: b, attitude: resist}, b: {name: 张伟}}\n"
        "relations:\n  - {from: a, to: b, kind: influences}\n  - {from: b, to: a, kind: conflicts}\n"
        "team: {us1: {covers: {a: trust, b: trust}}}\ncompetitors: {r: {allies: [b, a]}}\n"
        "opportunities: {d: {participants: {a: {influence: high}, b: {}}, needs: [{text: x, confirmed_by: a}]}}\n"
    )
    plan = loaded(erased(tmp_path, text, "a")).plan
    assert plan is not None
    assert plan.relations == ()
    assert list(plan.team["us1"].covers) == ["b"]
    assert plan.competitors["r"].allies == ("b",)
    assert plan.opportunities["d"].participants["person-1"].influence is None
    assert plan.opportunities["d"].needs[0].confirmed_by == ("person-1",)
    assert plan.stakeholders["person-1"].reports_to == "b"


MOVED = (
    f"{MINIMAL}stakeholders:\n  songmin: {{name: 宋敏, title: 处长, phone: 0571-88886666}}\n  b: {{name: 张伟}}\n"
    "opportunities: {d: {participants: {songmin: {}}}}\nchanges:\n"
    "  - {date: 2026-10-01, field: stakeholders.songmin.title, from: 副处长, to: 行政处处长, reason: songmin 升了}\n"
    "  - {date: 2026-10-02, field: account.payment_terms, reason: Ms Song 同意}\n"
    "  - {date: 2026-10-03, field: opportunities.d.participants.songmin.influence, to: high}\n"
    "  - {date: 2026-10-04, field: stakeholders.b.title, to: 科长}\n"
    "visits:\n  - {date: 2026-11-15, channel: visit, with: [b], facts: songmin 说行，打88886666，宋总经理在}\n"
)


def test_what_moved_of_the_person_goes(tmp_path: Path) -> None:
    """Changes of their post or part go whole; elsewhere id, surname in pinyin and number become the new id."""
    made = erased(tmp_path, MOVED, "songmin")
    assert not [one for one in ("song", "Song", "处长", "8888", "10-01", "10-03") if one in made]
    plan = loaded(made).plan
    assert plan is not None
    assert [(one.field, one.reason) for one in plan.changes] == [
        ("account.payment_terms", "Ms person-1 同意"),
        ("stakeholders.b.title", None),
    ]
    assert plan.visits[0].facts == ("person-1 说行，打person-1，person-1在",)


def test_what_moved_of_the_person_is_exported() -> None:
    """All of a change about them, and texts that name them by id, in pinyin or by number."""
    told = {one.value for one in dossier(Subject(loaded(MOVED), "songmin")).facts}
    assert {"副处长", "行政处处长", "songmin 升了", "Ms Song 同意", "high"} <= told
    assert "songmin 说行，打88886666，宋总经理在" in told
    assert "科长" not in told


def test_the_last_change_may_go(tmp_path: Path) -> None:
    """An empty list is left, and the plan is sound."""
    text = f"{MINIMAL}stakeholders: {{a: {{name: 宋敏}}}}\nchanges:\n  - date: 2026-10-01\n    field: stakeholders.a\n"
    plan = loaded(erased(tmp_path, text, "a")).plan
    assert plan is not None
    assert plan.changes == ()


def test_a_surname_that_others_bear_is_left_to_them(tmp_path: Path) -> None:
    """张总 may be somebody else: only the full name goes."""
    text = MINIMAL + "stakeholders: {a: {name: 张敏}, b: {name: 张伟}}\nactions: [{what: 张敏和张总}]\n"
    assert "what: person-1和张总" in erased(tmp_path, text, "a")


def test_two_people_of_one_name_are_not_taken_for_one() -> None:
    """A name that several plans know must be told apart by a person."""
    plans = [loaded(f"{MINIMAL}stakeholders: {{s: {{name: 宋敏, aliases: [宋处]}}}}\n", name) for name in ("x", "y")]
    assert [one.name for one in subjects(plans, "宋敏")] == ["x/s", "y/s"]
    assert [one.name for one in subjects(plans, "y/宋处")] == ["y/s"]
    assert subjects(plans, "宋") == []


def test_several_are_refused_with_their_names(tmp_path: Path) -> None:
    """Neither shown nor erased until somebody says who is meant."""
    for name in ("x.yaml", "y.yaml"):
        put(tmp_path, name, f"{MINIMAL}stakeholders: {{s: {{name: 宋敏}}}}\n")
    for words in (("export", "宋敏"), ("erase", "宋敏", "--yes")):
        result = kam("person", *words, cwd=tmp_path)
        assert (result.code, result.out) == (2, "")
        assert "x/s (宋敏, 红旗机械厂), y/s" in result.err
    assert kam("person", "export", "x/s", "y/s", cwd=tmp_path).code == 0
    assert kam("person", "export", "zhao", cwd=tmp_path).code == 2


def test_an_export_holds_everything_that_is_said() -> None:
    """Every value of the entry, whatever names the person by id, and every text that mentions them."""
    plan = account(ROOT / "accounts" / "hongqi.yaml")
    told = {one.value for one in dossier(Subject(plan, "song")).facts}
    for part in ("宋敏", "行政处处长", "resist", "unmet", "头一次见面我把她晾在一边，这笔账得由我自己去还"):
        assert part in told
    for part in ("张当着外人提考察，宋当场驳回", "每公里成本对比表", "问宋处长上一次买错车她担了什么", "宋处说没听过"):
        assert part in told
    assert "车队的人说，赵总用什么车先问周师傅" not in told


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("shape", ["md", "html", "json", "csv", "table"])
def test_the_page_for_the_person(shape: str, lang: str) -> None:
    """As approved; one that programs read is sound."""
    result = kam("person", "export", "hongqi/driver", "--format", shape, "--lang", lang, *AS_OF)
    assert result.code == 0
    assert "周师傅" in result.out
    if shape in ("md", "table"):
        golden(f"person/export.{lang}.{shape}", result.out)
    if shape == "json":
        assert json.loads(result.out)["schema"] == "kam.person/1"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_who_is_on_file(lang: str) -> None:
    """As approved: what runs out, and everybody."""
    for name, words in (("expiring", ["jiaotong", "meridian", "--expiring"]), ("all", ["hongqi"])):
        result = kam("person", "list", *words, "--lang", lang, *AS_OF)
        assert result.code == 0
        golden(f"person/{name}.{lang}.plain", result.out)


def test_nothing_is_erased_unasked(place: Path) -> None:
    """Without a terminal and without --yes the plan stays."""
    before = (place / "accounts" / "hongqi.yaml").read_bytes()
    result = kam("person", "erase", "song", *AS_OF, cwd=place)
    assert result.code == 0
    assert "--yes" in result.err
    assert (place / "accounts" / "hongqi.yaml").read_bytes() == before


def test_the_journal_forgets_too(place: Path) -> None:
    """kam undo must not bring an erased person back, nor keep what it would need for that."""
    file = place / "accounts" / "hongqi.yaml"
    journal.finish(journal.begin([(file, file.read_bytes(), b"")], "earlier"))
    assert kam("person", "erase", "song", "--yes", cwd=place, env={"KAM_STATE_DIR": str(place / "state")}).code == 0
    assert list(journal.entries()) == []
    assert "宋敏" not in file.read_text("utf-8")
    kept = [one.read_bytes() for one in (place / "state").rglob("*") if one.is_file()]
    assert not [one for one in kept if "宋敏".encode() in one or b"5a6L5pWP" in one]


def test_the_old_text_is_at_no_time_noted(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even until it is forgotten: the process may be killed between the two."""
    noted: list[str] = []
    monkeypatch.setattr(journal, "begin", lambda files, told: noted.append(told))
    assert kam("person", "erase", "song", "--yes", cwd=place).code == 0
    assert noted == []


@pytest.mark.parametrize("number", range(1, 9))
def test_ctrl_c_leaves_nobody_half_erased(place: Path, number: int) -> None:
    """At any rename or removal of an erasure from two plans: nothing of it, which is said, or all of it to the end."""
    file = place / "accounts" / "hongqi.yaml"
    other = put(place, "other.yaml", file.read_bytes())
    env = {"KAM_STATE_DIR": str(place / "state")}
    before = file.read_bytes()
    journal.finish(journal.begin([(file, before, b"")], "earlier"))
    calls = itertools.count(1)

    def pressed(real: Callable[..., Any]) -> Callable[..., Any]:
        def called(*args: Any, **more: Any) -> Any:
            answer = real(*args, **more)
            if next(calls) == number:
                signal.raise_signal(signal.SIGINT)
            return answer

        return called

    with mock.patch("os.replace", pressed(os.replace)), mock.patch("os.unlink", pressed(os.unlink)):
        words = ("person", "erase", "hongqi/song", "other/song", "--yes", "--lang", "en")
        result = kam(*words, cwd=place, env=env)
    texts = [one.read_bytes() for one in (file, other)]
    notes = [entry.told for entry in journal.entries()]
    if result.code == 130:
        assert (texts, notes) == ([before, before], ["earlier"])
        assert "stopped: nothing was changed" in result.err
    else:
        assert (result.code, notes) == (0, [])
        assert not [one for one in texts if "宋敏".encode() in one]
        assert "Erased from" in result.err
        assert "A key file" in result.err


def test_what_was_kept_to_answer_faster_goes_too(place: Path) -> None:
    """Every entry that a check or the portfolio left, and nothing of others in that folder; it is said."""
    kept = place / "kept"
    env = {"KAM_CACHE": "", "KAM_CACHE_DIR": str(kept), "KAM_STATE_DIR": str(place / "state")}
    for words in (["check"], ["portfolio", "health"]):
        assert kam(*words, *AS_OF, cwd=place, env=env).code in (0, 1)
    assert len(list(kept.iterdir())) == 2
    (kept / "mine").write_text("宋敏", "utf-8")
    for lang, told in (("en", f"is gone as well: {kept}"), ("zh", f"一并清掉了：{kept}")):
        (kept / "check-0-0.77").write_bytes(b"not written to its end")
        result = kam("person", "erase", "song" if lang == "en" else "zhao", "--yes", "--lang", lang, cwd=place, env=env)
        assert (result.code, told in result.err) == (0, True)
        assert [one.name for one in kept.iterdir()] == ["mine"]
    assert "is gone as well" not in kam("person", "erase", "driver", "--yes", "--lang", "en", cwd=place, env=env).err


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_unfinished_edit_is_named(place: Path, lang: str) -> None:
    """It is a copy of the whole plan, and somebody's unsaved work: they bring it over and delete it."""
    left = put(place, ".hongqi.0123abcd.edit.yaml", "宋敏")
    env = {"KAM_STATE_DIR": str(place / "state")}
    result = kam("person", "erase", "song", "--yes", "--lang", lang, cwd=place, env=env)
    assert result.code == 0
    assert f"{left.parent.name}/{left.name}" in result.err
    assert left.exists()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_where_a_word_may_still_mean_them_is_told(tmp_path: Path, lang: str) -> None:
    """``song`` in an English text may be a song: it was passed over, and "Erased" was all that was said."""
    people = "stakeholders:\n  song: {name: 宋敏}\n  li: {name: 李工, note: Song's brother-in-law}  # song knows\n"
    put(tmp_path, "a.yaml", MINIMAL + people + "visits:\n- {date: 2026-11-01, facts: [met song, no songs]}\n")
    env = {"KAM_STATE_DIR": str(tmp_path / "state")}
    asked = kam("person", "export", "song", "--lang", lang, cwd=tmp_path, env=env).err
    told = kam("person", "erase", "song", "--yes", "--lang", lang, cwd=tmp_path, env=env)
    for said in (asked, told.err):
        assert "accounts/a.yaml:6" in said
        assert "accounts/a.yaml:8" in said
    left = kam("person", "erase", "li", "--yes", "--lang", lang, cwd=tmp_path, env=env).err
    assert "a.yaml:" not in left


def test_what_a_killed_writer_left_is_named_or_cleared(place: Path) -> None:
    """Beside the plans another may be writing just now, so it is named; a note half written is taken away."""
    left = put(place, ".kam-x1.tmp", "宋敏")
    notes = place / "state" / "undo"
    notes.mkdir(parents=True)
    (notes / ".kam-x2.tmp").write_text("宋敏", encoding="utf-8")
    env = {"KAM_STATE_DIR": str(place / "state")}
    result = kam("person", "erase", "song", "--yes", "--lang", "en", cwd=place, env=env)
    assert result.code == 0
    assert f"{left.parent.name}/{left.name}" in result.err
    assert left.exists()
    assert not (notes / ".kam-x2.tmp").exists()


def test_the_way_to_clear_git_is_told(place: Path) -> None:
    """The exact commands, with the file's path and the names quoted for the shell."""
    for words in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", "-C", str(place), *words], check=True)
    result = kam("person", "erase", "song", "--yes", cwd=place, env={"KAM_STATE_DIR": str(place / "state")})
    assert "git filter-repo --invert-paths --path accounts/hongqi.yaml" in result.err
    assert "'宋敏==>person-1'" in result.err
    assert r"'regex:\bsong\b==>person-1'" in result.err
    assert "--replace-text ../names.txt --replace-message ../names.txt" in result.err
    assert "key file" in result.err


def test_git_forgets_how_the_person_is_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Telephone, mail, the reference of the consent and the id stand in the list beside every name."""
    monkeypatch.setenv("KAM_STATE_DIR", str(tmp_path / "state"))
    contacts = "phone: 0571-88886666, email: s@x.example, privacy: {consent_ref: 同意书-7}"
    put(tmp_path, "a.yaml", f"{MINIMAL}stakeholders: {{songmin: {{name: 宋敏, aliases: [宋处], {contacts}}}}}\n")
    for words in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True)
    result = kam("person", "erase", "songmin", "--yes", cwd=tmp_path, env={"KAM_STATE_DIR": str(tmp_path / "state")})
    listed = re.search(r"printf '%s\\n' (.*) > ../names.txt", result.err)
    assert listed is not None
    told = {one.removeprefix("regex:").replace(r"\b", "").replace("\\", "") for one in shlex.split(listed[1])}
    known = ("宋敏", "宋处", "0571-88886666", "s@x.example", "同意书-7", "songmin")
    assert told == {f"{one}==>person-1" for one in known}


def test_another_writer_is_not_overwritten(place: Path) -> None:
    """A file that changed since it was read is left as it is."""
    file = place / "accounts" / "hongqi.yaml"
    subject = Subject(load_file(str(file)), "song")
    file.write_text(file.read_text("utf-8") + "# more\n", "utf-8")
    with pytest.raises(Changed):
        erasures([subject])
