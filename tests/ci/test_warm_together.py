"""The rules over all plans, when only some plans have changed: what memory gives is what reading all would give."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kamtool.analysis import portfolio
from kamtool.cli import check as check_command
from kamtool.cli import listing, warm
from kamtool.cli.entry import frame, packed
from tests.kam import AS_OF, kam, put

NAMES = ("北方车队", "北方车队有限公司", "Borealis", "海宁公交", "青田机械", "金山港务")


def plan(name: str = "北方车队", tier: str = "A", owner: str = "林岚", revenue: int = 100, note: str = "") -> str:
    """A plan that tells the rules over all plans something."""
    money = f"economics: [{{year: 2025, revenue: {revenue}, gross_profit: {revenue // 2}, cost_to_serve: 1}}]"
    head = f"kam: 1\nowner: {owner}\nreviewed: 2026-11-01\naccount: {{name: {name}, tier: {tier}, {money}}}\n"
    return head + f"# {note}\n" if note else head


texts = st.builds(
    plan,
    name=st.sampled_from(NAMES),
    tier=st.sampled_from(("A", "B", "unknown")),
    owner=st.sampled_from(("林岚", "Ann")),
    revenue=st.sampled_from((100, 100_000)),
    note=st.sampled_from(("", "一", "kam: ignore[KAM714] until 2027-01-01: two plants")),
)
edits = st.lists(
    st.tuples(st.sampled_from("abcdefg"), st.one_of(texts, st.sampled_from(("", "kam: [", "gone")))), max_size=6
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which a file of this moment is old enough to be trusted."""
    monkeypatch.setattr(listing, "YOUNG_NS", 0)
    monkeypatch.setattr(warm, "own_state", lambda: "as it is")
    return tmp_path


def ask(folder: Path, *args: str, memory: bool = True) -> Any:
    """A check of the folder."""
    env = {"KAM_CACHE": "on" if memory else "off", "KAM_CACHE_DIR": str(folder / "cache")}
    return kam("check", *AS_OF, *args, cwd=folder, env=env)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.lists(texts, min_size=2, max_size=6), then=edits)
def test_whatever_is_edited_memory_gives_what_reading_all_gives(
    folder: Path, first: list[str], then: list[tuple[str, str]]
) -> None:
    """Facts that change and facts that stay, plans that come, go, break and are mended."""
    for old in (folder / "accounts").glob("*.yaml"):
        old.unlink()
    for name, text in zip("abcdef", first, strict=False):
        put(folder, f"{name}.yaml", text)
    ask(folder, "--format", "json")
    for name, text in then:
        if text == "gone":
            (folder / "accounts" / f"{name}.yaml").unlink(missing_ok=True)
        else:
            put(folder, f"{name}.yaml", text)
        assert ask(folder, "--format", "json") == ask(folder, "--format", "json", memory=False)


def test_an_edit_that_tells_nothing_new_reads_that_plan_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the rules over all plans nor the plans they speak of are looked at again."""
    for at in range(6):
        put(folder, f"p{at}.yaml", plan(note="first"))
    before = json.loads(ask(folder, "--format", "json").out)
    assert {"KAM714"} <= {one["code"] for one in before["findings"]}

    def never(*_: object) -> Any:
        raise AssertionError

    put(folder, "p3.yaml", plan(note="second"))
    with monkeypatch.context() as patch:
        patch.setattr(check_command, "judge", never)
        patch.setattr(check_command, "facts_in", lambda files: [never() for _ in files])
        after = ask(folder, "--format", "json")
    assert after == ask(folder, "--format", "json", memory=False)


@pytest.mark.parametrize("facts", [b"{}", b"[1, 2]", b"nothing", b'["p0", "x", 1, null, "Z", null, false, [], []]'])
def test_facts_that_cannot_be_read_are_taken_from_the_plans(folder: Path, facts: bytes) -> None:
    """With the right checksum over them."""
    for at in range(6):
        put(folder, f"p{at}.yaml", plan())
    ask(folder)
    (entry,) = (folder / "cache").glob("check-*")
    with entry.open("rb") as stream:
        outcome, plans = frame(stream, 6), frame(stream, 3)
    assert outcome is not None
    assert plans is not None
    lines = plans[1].split(b"\n")
    entry.write_bytes(packed(outcome) + packed([plans[0], b"\n".join([facts, *lines[1:]]), plans[2]]))
    put(folder, "p5.yaml", plan(revenue=7, name="金山港务"))
    assert ask(folder) == ask(folder, memory=False)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plans=st.lists(texts, min_size=2, max_size=7))
def test_a_great_many_are_judged_as_a_few(folder: Path, monkeypatch: pytest.MonkeyPatch, plans: list[str]) -> None:
    """Gone through again and again, with only the largest held, the entries say the same."""
    for old in (folder / "accounts").glob("*.yaml"):
        old.unlink()
    for name, text in zip("abcdefg", plans, strict=False):
        put(folder, f"{name}.yaml", text)
    as_few = ask(folder, "--format", "json", memory=False)
    with monkeypatch.context() as patch:
        patch.setattr(portfolio, "FEW", 0)
        patch.setattr(portfolio, "LARGEST", 4)
        assert ask(folder, "--format", "json", memory=False) == as_few
