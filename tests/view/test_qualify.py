"""What a person reads of ``kam qualify``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, ROOT, kam, put

ACCOUNTS = sorted(file.stem for file in (ROOT / "accounts").glob("*.yaml"))
PACKS = ("decks", "tas", "miller-heiman", "meddpicc")


@pytest.mark.parametrize("account", ["hongqi", "huadong-telecom"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_plain(account: str, lang: str) -> None:
    found = kam("qualify", account, *AS_OF, "--lang", lang, "--format", "plain")
    assert (found.code, found.err) == (0, "")
    golden(f"qualify/{account}.{lang}.txt", found.out)


@pytest.mark.parametrize("format_", ["md", "json", "csv"])
def test_other_formats(format_: str) -> None:
    golden(f"qualify/hongqi.{format_}", kam("qualify", "hongqi", *AS_OF, "--lang", "zh", "-f", format_).out)


@pytest.mark.parametrize("pack", PACKS[1:])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_other_schools(pack: str, lang: str) -> None:
    found = kam("qualify", "hongqi", *AS_OF, "--pack", pack, "--lang", lang, "-f", "plain")
    golden(f"qualify/hongqi.{pack}.{lang}.txt", found.out)


def test_since_and_explain() -> None:
    found = kam("qualify", "huadong-telecom", *AS_OF, "--since", "2026-10-01", "--explain", "-f", "plain")
    golden("qualify/huadong-telecom.since.en.txt", found.out)


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("pack", PACKS)
def test_every_account_by_every_school(account: str, pack: str) -> None:
    found = kam("qualify", account, *AS_OF, "--pack", pack, "--explain", "-f", "plain")
    assert (found.code, found.err) == (0, "")


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_empty_plan_is_told_what_to_write_first(pack: str, lang: str) -> None:
    found = kam("qualify", "-", *AS_OF, "--lang", lang, "--pack", pack, "-f", "plain", stdin=MINIMAL.encode())
    assert found.code == 0
    assert "opportunities:" in found.out


def test_no_answer_no_advice() -> None:
    found = kam("qualify", "laochen", *AS_OF, "--lang", "zh", "-f", "plain").out
    assert "我方一条还没答，给不出建议" in found


@pytest.mark.parametrize(
    ("lang", "bare", "short"),
    [("en", "worth (nothing answered)", "needs one point more"), ("zh", "“值得赢吗”一条没答", "还差 1 分")],
)
def test_what_nobody_answered_is_no_nought(tmp_path: Path, lang: str, bare: str, short: str) -> None:
    """Of five questions none was answered, and the headline said 0."""
    us = "project: yes, compelling_event: yes, solution_fit: yes"
    put(tmp_path, "a.yaml", f"{MINIMAL}opportunities: {{d: {{qualification: {{us: {{{us}}}}}}}}}\n")
    found = "".join(kam("qualify", "a", *AS_OF, "--lang", lang, "-f", "plain", cwd=tmp_path).out.split())
    assert "".join(bare.split()) in found
    assert "".join(short.split()) in found


@pytest.mark.parametrize(
    ("lang", "criteria", "told"),
    [
        ("en", "{name: fuel}, {name: price, weight: 3}", "fuel has no weight and counts 1: ask the customer"),
        ("zh", "{name: 油耗}, {name: 价格}", "油耗、价格没写权重，各按 1 算：问客户各占多重"),
        ("en", "{name: fuel, weight: 1}, {name: price, weight: 3}", ""),
    ],
)
def test_a_criterion_without_a_weight_is_named(tmp_path: Path, lang: str, criteria: str, told: str) -> None:
    """It counts 1 beside the others; nobody said so."""
    rows = criteria.replace("}", ", scores: {us: 3, b: 2}}")
    put(tmp_path, "t.yaml", f"{MINIMAL}competitors: {{b: {{name: B}}}}\nopportunities: {{a: {{criteria: [{rows}]}}}}\n")
    found = kam("qualify", "t", *AS_OF, "--lang", lang, "-f", "md", cwd=tmp_path)
    assert found.code == 0, found.err
    text = " ".join(found.out.split())
    assert told in text
    if not told:
        assert "and counts 1" not in text


def test_a_wrong_pack_is_told_with_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('name = "x"\n[[question]]\nask = "a"\nfacts = ["champoin"]\n', encoding="utf-8")
    found = kam("qualify", "hongqi", *AS_OF, "--lang", "en", "--pack", str(file))
    assert (found.code, found.out) == (2, "")
    assert "own.toml:4" in found.err
    assert "champion" in found.err


@pytest.mark.parametrize(("option", "given"), [("--pack", "medpic"), ("--since", "yesterday"), ("--pack", "no.toml")])
def test_wrong_options(option: str, given: str) -> None:
    found = kam("qualify", "hongqi", *AS_OF, "--lang", "en", option, given)
    assert (found.code, found.out) == (2, "")
    assert given in found.err
