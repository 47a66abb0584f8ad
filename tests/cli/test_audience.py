"""What the customer may read: one gate for every command, with canaries in everything that is ours."""

from __future__ import annotations

import inspect
from importlib import import_module
from pathlib import Path

import pytest

from kamtool.cli.errors import UsageError
from kamtool.cli.session import SHAREABLE
from kamtool.cli.table import COMMANDS
from kamtool.load import load_bytes
from tests.cli.canaries import CANARY, with_canaries
from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, ROOT, kam, put

EXAMPLE = (ROOT / "docs" / "plan.example.yaml").read_text("utf-8")
CUSTOMER = ("--audience", "customer")
# What a command needs beside an account.
MORE = {
    "brief": ["--with", "song"],
    "plan new": ["--output", "new.yaml"],
    "schema": None,
    "rule": None,
    "playbook": None,
}


def words(name: str) -> list[str]:
    """A call of a command on the account `example`, as far as it takes one."""
    more = MORE.get(name, [])
    return name.split() if more is None else [*name.split(), "example", *more]


def formats(module: str) -> tuple[str, ...]:
    """The formats of a command; ``plain`` alone where it has no table of them."""
    return tuple(dict.fromkeys(getattr(import_module(f"kamtool.cli.{module}"), "FORMATS", ("plain",))))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the full example, canaries in it."""
    folder = tmp_path_factory.mktemp("audience")
    made = with_canaries(EXAMPLE)
    assert load_bytes(made.encode(), "example.yaml").diagnostics == ()
    assert made.count(CANARY) > 80
    put(folder, "example.yaml", made)
    return folder


@pytest.mark.parametrize(("name", "module"), [(name, module) for name, _, module in COMMANDS], ids=str)
def test_no_command_tells_the_customer_what_is_ours(name: str, module: str, place: Path) -> None:
    """Each command in each format either refuses in a sentence, or holds no canary."""
    for shape in formats(module):
        chosen = ["--format", shape] if hasattr(import_module(f"kamtool.cli.{module}"), "FORMATS") else []
        result = kam(*words(name), *chosen, *AS_OF, *CUSTOMER, cwd=place)
        assert CANARY not in result.out + result.err, (name, shape)
        if module not in SHAREABLE:
            assert (result.code, result.out) == (2, ""), (name, shape)


@pytest.mark.parametrize("module", [module for _, _, module in COMMANDS if module not in SHAREABLE])
def test_the_gate_stands_before_the_command(module: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused before a command has read anything: a new command is refused until somebody says what it may tell."""
    run = import_module(f"kamtool.cli.{module}").run
    monkeypatch.chdir(place)
    asked = {name: one.default for name, one in inspect.signature(run).parameters.items()}
    with pytest.raises(UsageError) as refused:
        run(**{**asked, "audience": "customer"})
    assert refused.value.key == "not_for_customer"


def test_the_canaries_would_be_seen(place: Path) -> None:
    """The test above can fail: to us the same commands do tell them."""
    told = [kam(*words(name), *AS_OF, cwd=place).out for name in ("plan show", "swot", "brief", "visits")]
    assert all(CANARY in one for one in told)


def test_the_team_may_set_the_audience(place: Path) -> None:
    """kam.toml names the usual audience; the option wins; a wrong word is told with its line."""
    config = place / "kam.toml"
    try:
        config.write_text('audience = "customer"\n')
        assert kam("stakeholders", "example", *AS_OF, cwd=place).code == 2
        assert kam("stakeholders", "example", *AS_OF, "--audience", "internal", cwd=place).code == 0
        assert CANARY not in kam("plan", "show", "example", *AS_OF, cwd=place).out
        config.write_text('audience = "costumer"\n')
        assert "kam.toml:1" in kam("plan", "show", "example", *AS_OF, cwd=place).err
    finally:
        config.unlink()
    assert kam("plan", "show", "example", "--audience", "boss", cwd=place).code == 2


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("shape", ["table", "md", "json"])
def test_the_page_for_the_customer(lang: str, shape: str) -> None:
    """As approved."""
    result = kam("plan", "show", "hongqi", "--format", shape, "--lang", lang, *AS_OF, *CUSTOMER)
    assert result.code == 0
    golden(f"plan_show/customer.{lang}.{shape}", result.out)


def test_a_plan_with_nothing_to_share_says_so(tmp_path: Path) -> None:
    """An empty page is a sentence, not a blank."""
    put(tmp_path, "example.yaml", MINIMAL)
    result = kam("plan", "show", "example", *AS_OF, *CUSTOMER, cwd=tmp_path)
    assert "No step, promise or failure is open" in result.out
