"""The language asked for before a command."""

from __future__ import annotations

import os

from tests.kam import AS_OF, kam


def test_before_the_command_holds_for_that_call_alone() -> None:
    """It is told to the call, not left in the environment for the next one."""
    before = dict(os.environ)
    assert "客户转化" in kam("--lang", "zh", "funnel", "hongqi", *AS_OF, "-f", "plain").out
    assert dict(os.environ) == before
    assert "customer conversion" in kam("funnel", "hongqi", *AS_OF, "-f", "plain", env={"LANG": "C"}).out


def test_behind_the_command_wins() -> None:
    found = kam("--lang", "zh", "funnel", "hongqi", "--lang", "en", *AS_OF, "-f", "plain")
    assert "customer conversion" in found.out


def test_errors_are_told_in_it() -> None:
    assert "没有" in kam("--lang", "zh", "funnel", "--nothing").err
