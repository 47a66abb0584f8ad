"""A plain call is understood without Typer, and just as Typer would understand it."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.main import get_command

from kamtool.cli import check, rule
from kamtool.cli.option import plain_values
from kamtool.cli.parser import build

NAMES = [
    "--format", "-f", "--output", "-o", "--lang", "--as-of", "--color", "--no-config", "--select", "--ignore",
    "--profile", "--fail-on", "--fix", "--unsafe-fixes", "--diff", "--baseline", "--update-baseline", "--no-cache",
    "--changed-since", "--debug", "--audience",
]  # fmt: skip
WORDS = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(["json", "a.yaml", "accounts", "", "-", "--", "-x", "-fjson", "--form", "--fix=yes", "--no-fix"]),
    st.tuples(st.sampled_from(NAMES), st.sampled_from(["", "x", "-1", "a=b"])).map("=".join),
    st.text(max_size=4),
)


@pytest.fixture(scope="module")
def command() -> Any:
    """The parser of ``kam check`` as Typer has it."""
    return get_command(build("check"))


@given(argv=st.lists(WORDS, max_size=6))
def test_a_plain_call_is_understood_as_typer_understands_it(command: Any, argv: list[str]) -> None:
    """Whatever is read without Typer has the same values with it; the rest is left to Typer."""
    values = plain_values(check.run, argv)
    if values is not None:
        typers = command.make_context("kam check", list(argv)).params
        assert {**typers, "paths": typers["paths"] or None} == values


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        ([], {}),
        (["accounts", "b.yaml"], {"paths": ["accounts", "b.yaml"]}),
        (["--as-of", "2026-11-23", "x", "--format=json"], {"as_of": "2026-11-23", "paths": ["x"], "format_": "json"}),
        (["-f", "concise", "--fix"], {"format_": "concise", "fix": True}),
    ],
)
def test_what_people_and_pipelines_write_is_plain(argv: list[str], expected: dict[str, Any]) -> None:
    """Words, options and their values, in any order; all else as declared."""
    defaults = {name: one.default for name, one in inspect.signature(check.run).parameters.items()}
    assert plain_values(check.run, argv) == {**defaults, **expected}


@pytest.mark.parametrize(
    "argv",
    [["--help"], ["-h"], ["--unknown"], ["--form", "json"], ["-fjson"], ["-f=json"], ["--fix=yes"], ["--format"],
     ["--format="], ["--select", "--fix"], ["--", "x"], ["-"], ["--lang", "en", "--lang", "zh"]],
)  # fmt: skip
def test_whatever_is_unusual_is_left_to_typer(argv: list[str]) -> None:
    """Abbreviations, joined words, repetitions, missing values, help."""
    assert plain_values(check.run, argv) is None


def test_a_command_that_declares_with_typer_is_left_to_typer() -> None:
    """Nothing is guessed of options that are not declared here."""
    assert plain_values(rule.run, []) is None
