"""Comments that silence findings, as ``kam check`` obeys and reports them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kamtool.rules import RULES
from tests.kam import AS_OF, kam, put

DEAL = "kam: 1\naccount: {{name: x}}\nopportunities:\n  d: {{stage: evaluation, close: 2027-03-01}}  {}\n"


def codes(folder: Path, *more: str) -> list[str]:
    """The codes of what is reported."""
    out = kam("check", "--format", "json", *more, *AS_OF, cwd=folder).out
    return [one["code"] for one in json.loads(out)["findings"]]


def silenced(folder: Path, *more: str) -> int:
    """How many findings are counted as silenced."""
    found: int = json.loads(kam("check", "--format", "json", *more, *AS_OF, cwd=folder).out)["silenced"]
    return found


@pytest.mark.parametrize(
    "comment",
    [
        "# kam: ignore[KAM104]: 合作方在跟",
        "# kam: ignore[KAM104] until 2026-12-31: 合作方在跟",
        "# kam：ignore[KAM104] until 2026-12-31：合作方在跟",
        "# kam: ignore[KAM104] until 2026-11-23：合作方在跟，年底再看。",
        "# kam：ignore【KAM104，KAM103】：合作方在跟",
        "# kam：ignore［KAM104、KAM103］：合作方在跟",
    ],
)
def test_a_comment_silences_its_line_and_is_counted(tmp_path: Path, comment: str) -> None:
    """With a day or without, with the signs of either keyboard."""
    put(tmp_path, "a.yaml", DEAL.format(""))
    before = codes(tmp_path)
    put(tmp_path, "a.yaml", DEAL.format(comment))
    gone = [code for code in before if code not in codes(tmp_path)]
    assert gone == [code for code in before if code in comment]
    assert gone
    assert silenced(tmp_path) == len(gone)
    err = kam("check", *AS_OF, cwd=tmp_path).err
    assert f" · {len(gone)} silenced" in err


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("# kam: ignore[KAM104]", "KAM016"),
        ("# kam: ignore[KAM104]：", "KAM016"),
        ("# kam: ignore[KAM104] until tomorrow: x", "KAM016"),
        ("# kam: ignore: x", "KAM016"),
        ("# kam: ignore[KAM104] until 2026-11-22: x", "KAM017"),
        ("# kam: ignore[KAM901]: x", "KAM017"),
        ("# kam: ignore[KAM999]: x", "KAM016"),
    ],
)
def test_half_ended_and_unused_comments_silence_nothing_and_are_told(tmp_path: Path, comment: str, code: str) -> None:
    """The finding stays, and the comment is one more."""
    put(tmp_path, "a.yaml", DEAL.format(""))
    before = codes(tmp_path)
    put(tmp_path, "a.yaml", DEAL.format(comment))
    assert sorted(codes(tmp_path)) == sorted([*before, code])
    assert silenced(tmp_path) == 0


def test_a_code_that_is_none_is_told_though_the_other_silences(tmp_path: Path) -> None:
    """Or a slip of the pen would wait there for ever."""
    put(tmp_path, "a.yaml", DEAL.format("# kam: ignore[KAM104, KAM999]: 合作方在跟"))
    assert "KAM104" not in codes(tmp_path)
    assert silenced(tmp_path) == 1
    out = kam("check", "--format", "concise", *AS_OF, cwd=tmp_path).out
    assert "KAM016 warning there is no rule KAM999" in out
    assert "KAM104" not in out


@pytest.mark.parametrize("listed", ["[KAM104, KAM901]", "【KAM901、KAM104】"])
def test_a_code_that_nothing_needs_is_told_though_the_other_silences(tmp_path: Path, listed: str) -> None:
    """By itself, and ``--fix`` takes it out alone; a rule that was not asked may need its code."""
    file = put(tmp_path, "a.yaml", DEAL.format(f"# kam: ignore{listed}: KAM901 合作方在跟"))
    assert "KAM104" not in codes(tmp_path)
    assert "KAM017" not in codes(tmp_path, "--ignore", "KAM901")
    out = kam("check", "--format", "concise", *AS_OF, cwd=tmp_path).out
    assert "KAM017 warning nothing here needs KAM901 in this comment" in out
    assert silenced(tmp_path) == 1
    kam("check", "--fix", *AS_OF, cwd=tmp_path)
    assert "KAM017" not in codes(tmp_path)
    assert silenced(tmp_path) == 1
    brackets = listed[0] + "KAM104" + listed[-1]
    assert f"# kam: ignore{brackets}: KAM901 合作方在跟" in file.read_text(encoding="utf-8")


def test_what_breaks_a_plan_cannot_be_silenced(tmp_path: Path) -> None:
    """Or a plan that nobody can read would pass."""
    put(tmp_path, "a.yaml", "kam: 1\naccount: {name: x}\nreviewed: 2026-02-30  # kam: ignore[KAM010]: 就这样\n")
    result = kam("check", "--format", "concise", *AS_OF, cwd=tmp_path)
    assert result.code == 1
    assert "KAM010 error" in result.out


def test_a_comment_is_unused_only_when_its_rule_was_asked(tmp_path: Path) -> None:
    """Another profile or selection, a rule ignored or off, a broken plan: nobody knows, so nothing is said."""
    put(tmp_path, "a.yaml", DEAL.format(""))
    standard = {one.code for one in RULES if one.profile == "standard"}
    code = next(code for code in codes(tmp_path, "--select", "KAM1,KAM2,KAM3") if code in standard)
    comment = f"# kam: ignore[{code}]: 合作方在跟"
    file = put(tmp_path, "a.yaml", DEAL.format(comment))
    assert "KAM017" not in codes(tmp_path)
    calls: list[tuple[str, ...]] = [("--profile", "basic"), ("--ignore", code), ("--select", "KAM017,KAM016")]
    for call in calls:
        assert "KAM017" not in codes(tmp_path, *call)
        kam("check", "--fix", *call, *AS_OF, cwd=tmp_path)
        assert comment in file.read_text(encoding="utf-8")
    (tmp_path / "kam.toml").write_text("[severity]\n" + f'{code} = "off"\n')
    assert "KAM017" not in codes(tmp_path)
    (tmp_path / "kam.toml").unlink()
    put(tmp_path, "a.yaml", DEAL.format(comment) + "reviewed: never\n")
    assert codes(tmp_path) == ["KAM010"]
    kam("check", "--fix", *AS_OF, cwd=tmp_path)
    assert comment in file.read_text(encoding="utf-8")


def test_the_rules_about_comments_obey_the_settings(tmp_path: Path) -> None:
    """A team may make them errors or leave them out."""
    put(tmp_path, "a.yaml", DEAL.format("# kam: ignore[KAM901]: x"))
    (tmp_path / "kam.toml").write_text('[severity]\nKAM017 = "error"\n')
    assert "KAM017 error" in kam("check", "--format", "concise", *AS_OF, cwd=tmp_path).out
    assert "KAM017" not in codes(tmp_path, "--ignore", "KAM017")
