"""There is one way from a plan to an output: through the writers, and in them through ``safe``."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import kamtool

SOURCE = Path(kamtool.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))
# Where text may leave the program.
EDGE = ("cli", "__main__.py")
WRITERS = {
    "terminal": "page",
    "plain": "page",
    "page": "safe_blocks",
    "markdown": "safe_blocks",
    "csv": "safe_blocks",
    "html/__init__": "safe_blocks",
}


def _outlets(tree: ast.AST) -> Iterator[str]:
    """Every mention of something that writes to a console."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="print" | "input" | "breakpoint" | "Console" as name)):
                yield name
            case ast.Attribute(
                value=ast.Name(id="sys"), attr="stdout" | "stderr" | "__stdout__" | "__stderr__" as name
            ):
                yield f"sys.{name}"
            case ast.Attribute(value=ast.Name(id="os"), attr="write" | "system" as name):
                yield f"os.{name}"
            case ast.ImportFrom(module="sys", names=names) if {"stdout", "stderr"} & {alias.name for alias in names}:
                yield "sys"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_nothing_but_the_edge_writes_to_a_console(path: Path) -> None:
    where = path.relative_to(SOURCE)
    found = set(_outlets(ast.parse(path.read_text("utf-8"))))
    if where.as_posix() == "render/terminal.py":
        found.discard("Console")
    if where.as_posix() == "source/write.py":
        found.discard("os.write")  # into a file that it opened itself
    assert where.parts[0] in EDGE or not found


@pytest.mark.parametrize(("module", "through"), WRITERS.items())
def test_blocks_go_through_safe_before_anything_reads_them(module: str, through: str) -> None:
    """In each writer the blocks it is given are mentioned once: when they are handed on."""
    tree = ast.parse((SOURCE / "render" / f"{module}.py").read_text("utf-8"))
    entry = next(
        node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name in {"render", "page"}
    )  # fmt: skip
    uses = [node for node in ast.walk(entry) if isinstance(node, ast.Name) and node.id == "blocks"]
    calls = [
        node
        for node in ast.walk(entry)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == through
    ]
    assert len(uses) == 1
    assert len(calls) == 1
    assert uses[0] is calls[0].args[0]


def test_the_lint_sees_an_outlet() -> None:
    """It would be worth little otherwise."""
    code = "import sys\nprint(1)\nsys.stdout.write('')\nConsole()\n"
    assert set(_outlets(ast.parse(code))) == {"print", "sys.stdout", "Console"}
