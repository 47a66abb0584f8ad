"""What a hurried account manager types, mistakes and all: hurried.toml holds each try and what became of it."""

from __future__ import annotations

import difflib
import os
import shutil
import tomllib
from pathlib import Path

import pytest

from tests.kam import AS_OF, ROOT, kam

TRIES = tomllib.loads((Path(__file__).parent / "hurried.toml").read_text(encoding="utf-8"))["try"]


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that came, and those that went."""
    lines = list(difflib.ndiff(before.split("\n"), after.split("\n")))
    return [line[2:] for line in lines if line.startswith("+ ")], [line[2:] for line in lines if line.startswith("- ")]


def test_there_are_tries_enough_of_both_kinds() -> None:
    assert len(TRIES) >= 70
    assert len([one for one in TRIES if "plus" in one]) >= 20
    assert len([one for one in TRIES if one["code"] == 2]) >= 30


@pytest.mark.parametrize("one", TRIES, ids=[" ".join(one["typed"]) for one in TRIES])
def test_only_what_was_meant_is_written(one: dict[str, object], tmp_path: Path) -> None:
    """The lines meant and no byte else; what is refused says why, in the language asked for, and how to go on."""
    file = tmp_path / "accounts" / "hongqi.yaml"
    file.parent.mkdir()
    shutil.copy(ROOT / "accounts" / "hongqi.yaml", file)
    before = file.read_text(encoding="utf-8")
    typed = [str(word) for word in one["typed"]]  # type: ignore[attr-defined]
    as_of = () if "--as-of" in typed else AS_OF
    env = {"KAM_LANG": str(one["lang"]), "KAM_STATE_DIR": str(tmp_path / "state"), "HOME": str(tmp_path)}
    found = kam(*typed, *as_of, cwd=tmp_path, env=env)
    assert found.code == one["code"], found.err
    assert str(one["said"]) in " ".join((found.out + found.err).split()), found.out + found.err
    plus, minus = changed(before, file.read_text(encoding="utf-8"))
    assert plus == one.get("plus", [])
    assert len(minus) == one.get("minus", 0)
    assert [entry.name for entry in file.parent.iterdir()] == ["hongqi.yaml"]


def test_a_read_only_plan_is_left_alone_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "accounts" / "hongqi.yaml"
    file.parent.mkdir()
    shutil.copy(ROOT / "accounts" / "hongqi.yaml", file)
    before = file.read_bytes()
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    for typed in (["log", "hongqi", "见宋处，问价"], ["plan", "set", "hongqi", "account.tier", "B"]):
        found = kam(*typed, *AS_OF, cwd=tmp_path, env={"KAM_LANG": "zh", "KAM_STATE_DIR": str(tmp_path / "state")})
        assert found.code == 2
        assert "是只读的，没有写入" in found.err
        assert file.read_bytes() == before


def test_an_excerpt_of_a_crlf_plan_shows_no_sign_of_it(tmp_path: Path) -> None:
    (tmp_path / "accounts").mkdir()
    (tmp_path / "accounts" / "a.yaml").write_bytes(b"kam: 1\r\naccount:\r\n  nmae: x\r\n")
    found = kam("log", "a", "met x", *AS_OF, cwd=tmp_path)
    assert "nmae: x" in found.out + found.err
    assert "\\x0d" not in found.out + found.err


def test_without_a_terminal_no_editor_is_opened_unasked(tmp_path: Path) -> None:
    (tmp_path / "accounts").mkdir()
    shutil.copy(ROOT / "accounts" / "hongqi.yaml", tmp_path / "accounts")
    for env, said in (({}, "没有编辑器可用"), ({"EDITOR": "no-such-editor"}, "找不到编辑器 `no-such-editor`")):
        found = kam(
            "plan", "edit", "hongqi", *AS_OF, cwd=tmp_path, env={"KAM_LANG": "zh", "VISUAL": "", "EDITOR": "", **env}
        )
        assert found.code == 2
        assert said in found.err
