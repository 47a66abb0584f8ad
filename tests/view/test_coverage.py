"""What a person reads of ``kam coverage`` and ``kam whitespace``."""

from __future__ import annotations

import pytest

from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, kam

COMMANDS = ("coverage", "whitespace")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("account", ["hongqi", "huadong-telecom"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_plain(command: str, account: str, lang: str) -> None:
    found = kam(command, account, *AS_OF, "--lang", lang, "--format", "plain")
    assert (found.code, found.err) == (0, "")
    golden(f"{command}/{account}.{lang}.txt", found.out)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("format_", ["md", "json", "csv"])
def test_other_formats(command: str, format_: str) -> None:
    golden(f"{command}/hongqi.{format_}", kam(command, "hongqi", *AS_OF, "--lang", "zh", "-f", format_).out)


def test_explain() -> None:
    golden("coverage/hongqi.explain.en.txt", kam("coverage", "hongqi", *AS_OF, "--explain", "-f", "plain").out)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_empty_plan_is_told_what_to_write_first(command: str, lang: str) -> None:
    found = kam(command, "-", *AS_OF, "--lang", lang, "-f", "plain", stdin=MINIMAL.encode())
    assert found.code == 0
    assert ("whitespace:" if command == "whitespace" else "stakeholders:") in found.out


def test_the_same_advice_is_told_once() -> None:
    """Three people wanted at engagement are one line, not three times the same sentence."""
    found = " ".join(kam("coverage", "jinshan", *AS_OF, "--lang", "en", "-f", "plain").out.split())
    assert found.count("Propose one thing beyond routine") == 1
    assert "李文博 with 方琳, 李文博 with 潘启明, 李文博 with 罗燕 and 1 more" in found


@pytest.mark.parametrize(("account", "tender"), [("meridian", True), ("jinshan", False)])
def test_in_a_tender_people_are_seen_only_as_it_allows(account: str, tender: bool) -> None:
    found = kam("coverage", account, *AS_OF, "--lang", "en", "-f", "plain").out
    assert ("A tender decides" in found) is tender


def test_who_is_met_needs_no_introduction() -> None:
    """The owner of the pastry firm accepts us and speaks with us: name who looks after him, and that is all."""
    found = kam("coverage", "laochen", *AS_OF, "--lang", "en", "-f", "plain").out
    assert "Name one of ours for 陈老板" in found
    assert "Not met" not in found
