"""What a person reads of ``kam stakeholders``."""

from __future__ import annotations

import pytest

from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, ROOT, kam

ACCOUNTS = sorted(file.stem for file in (ROOT / "accounts").glob("*.yaml"))


@pytest.mark.parametrize("account", ["hongqi", "huadong-telecom", "laochen"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_plain(account: str, lang: str) -> None:
    found = kam("stakeholders", account, *AS_OF, "--lang", lang, "--format", "plain")
    assert (found.code, found.err) == (0, "")
    golden(f"stakeholders/{account}.{lang}.txt", found.out)


@pytest.mark.parametrize("format_", ["table", "md", "json", "csv", "mermaid", "dot", "svg"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_other_formats(format_: str, lang: str) -> None:
    golden(
        f"stakeholders/hongqi.{lang}.{format_}",
        kam("stakeholders", "hongqi", *AS_OF, "--lang", lang, "-f", format_).out,
    )


def test_explain_and_drill() -> None:
    found = kam("stakeholders", "hongqi", *AS_OF, "-f", "plain", "--explain", "--without", "周师傅", "--lang", "zh")
    golden("stakeholders/hongqi.drill.zh.txt", found.out)


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("format_", ["plain", "table", "md", "csv", "svg"])
def test_nobody_is_left_out(account: str, format_: str) -> None:
    """Every name of the plan stands in every format."""
    import json

    names = [one["name"] for one in json.loads(kam("stakeholders", account, *AS_OF, "-f", "json").out)["people"]]
    shown = "".join(kam("stakeholders", account, *AS_OF, "-f", format_).out.split())
    assert names
    assert [name for name in names if "".join(name.split()) not in shown] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_empty_plan_is_told_what_to_write_first(lang: str) -> None:
    found = kam("stakeholders", "-", *AS_OF, "--lang", lang, "-f", "plain", stdin=MINIMAL.encode())
    assert (found.code, "stakeholders:" in found.out) == (0, True)


def test_an_unknown_person_is_told_who_there_is() -> None:
    found = kam("stakeholders", "hongqi", *AS_OF, "--without", "nobody")
    assert found.code == 2
    assert "song" in found.err


def test_an_unknown_deal_is_told_which_there_are() -> None:
    found = kam("stakeholders", "hongqi/nothing", *AS_OF)
    assert found.code == 2
    assert "fleet-2026" in found.err
