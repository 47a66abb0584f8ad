"""The house: what is forbidden to whole layers. (That nothing prints past the writers is in render/test_one_way.py.)"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import kamtool

HOME = Path(kamtool.__file__).parent
MODULES = sorted(HOME.rglob("*.py"))
# Layers in which a sentence for people, a file or a command line has no business.
PURE = ("analysis", "rules", "model", "view")


def layer(file: Path) -> str:
    """The first part of a module's path."""
    return file.relative_to(HOME).parts[0]


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(HOME)))
def test_a_module_says_what_it_is_and_fits_on_a_few_screens(file: Path) -> None:
    """A docstring, and at most about 300 lines; long tables of data are their own modules."""
    text = file.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)) or not text.strip()
    limit = 540 if file.name == "values.py" else 400
    assert text.count("\n") <= limit


@pytest.mark.parametrize(
    "file", [one for one in MODULES if layer(one) in PURE], ids=lambda file: str(file.relative_to(HOME))
)
def test_a_pure_layer_touches_no_file_stream_or_environment(file: Path) -> None:
    """Analyses, rules, the model and the views take values and give values."""
    allowed = {"rules/examples.py": {"read_bytes"}}.get(file.relative_to(HOME).as_posix(), set())
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert not {one.name for one in node.names} & {"os", "sys", "subprocess", "logging", "io"}
        if isinstance(node, ast.ImportFrom):
            assert node.module not in {"os", "sys", "subprocess", "logging", "io"}
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in {"print", "open", "input"}
            methods = {"read_text", "read_bytes", "write_text", "write_bytes"}
            assert called.rpartition(".")[2] not in methods - allowed


def test_every_file_is_opened_with_its_encoding() -> None:
    """Whatever the locale says, text is UTF-8."""
    for file in MODULES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func).rpartition(".")[2]
            given = {one.arg for one in node.keywords}
            literals = [
                one.value for one in [*node.args, *(k.value for k in node.keywords)] if isinstance(one, ast.Constant)
            ]
            binary = any(isinstance(one, str) and "b" in one and len(one) <= 3 for one in literals)
            if name in {"read_text", "write_text"}:
                assert "encoding" in given, f"{file}: {ast.unparse(node)}"
            if name == "open" and ast.unparse(node.func).split(".")[0] not in {"os", "self", "t"} and not binary:
                assert "encoding" in given, f"{file}: {ast.unparse(node)}"


def test_yaml_is_read_by_events_alone() -> None:
    """No loader of PyYAML that builds objects is called anywhere."""
    for file in MODULES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in {
                    "yaml.load",
                    "yaml.safe_load",
                    "yaml.full_load",
                    "yaml.unsafe_load",
                    "yaml.load_all",
                }, file
                assert not called.endswith(".get_single_data"), file


def test_no_error_of_pydantic_is_ever_shown() -> None:
    """Its text quotes the input; only ``load`` may look at it, without input and link."""
    for file in MODULES:
        text = file.read_text(encoding="utf-8")
        if "ValidationError" in text:
            assert file.relative_to(HOME).as_posix() == "load/__init__.py"
            assert "errors(include_input=False, include_url=False)" in text
