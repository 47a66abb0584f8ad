"""From a template to a first plan: one language of its comments, and the values that are known already.

A comment that teaches begins with ``#en`` or ``#zh``. Behind a value both stand in one line, English first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path as File

import kamtool
from kamtool.diagnostic import Path
from kamtool.source.edit import Edit, apply_edits, facts, rewrite
from kamtool.source.node import Node, child
from kamtool.source.parse import parse
from kamtool.source.scalar import scalar

TEMPLATES = ("foreign", "soe", "private", "gov", "minimal")
PACKAGE = File(kamtool.__file__).parent
# In a wheel the templates lie inside the package, in a checkout beside its folder.
FOLDERS = (PACKAGE / "templates", PACKAGE.parents[1] / "templates")
SCHEMA = "../docs/plan.schema.json"

PAIR = re.compile(r"(?P<before>.*?)#en (?P<en>.*?) *#zh (?P<zh>.*)")
ALONE = re.compile(r"(?P<before> *)#(?P<lang>en|zh) (?P<note>.*)")


def template(name: str) -> str:
    """The text of a template."""
    folder = next(one for one in FOLDERS if one.is_dir())
    return (folder / f"{name}.yaml").read_text(encoding="utf-8")


def scaffold(text: str, lang: str, values: Mapping[Path, str], schema: str) -> str:
    """The plan that a template's *text* becomes: comments of one language, *values* in, the schema's place told.

    Raises ValueError if the values would not be read back as given.
    """
    told = in_language(text, lang).replace(SCHEMA, schema)
    root = parse(told, "")
    if root is None:
        raise ValueError("an empty template")
    made = apply_edits(told, [put(told, place_of(root, path), value) for path, value in values.items()])
    if facts(parse(made, "")) != {**facts(root), **values}:
        raise ValueError("a value is not read back as given")
    return made


def in_language(text: str, lang: str) -> str:
    """The text with the comments of one language, as ordinary comments."""
    return "".join(f"{line}\n" for given in text.splitlines() if (line := told(given, lang)) is not None)


def told(line: str, lang: str) -> str | None:
    """A line in one language; ``None`` when it stands there for the other one alone."""
    if pair := PAIR.fullmatch(line):
        return f"{pair['before']}# {pair[lang]}"
    if alone := ALONE.fullmatch(line):
        return f"{alone['before']}# {alone['note']}" if alone["lang"] == lang else None
    return line


def place_of(root: Node, path: Path) -> Node:
    """The scalar at a path that the template has. Raises ValueError when it has none."""
    node: Node | None = root
    for step in path:
        node = child(node, step) if node is not None else None
    if node is None or node.kind != "scalar":
        raise ValueError(f"the template has no {path}")
    return node


def put(text: str, node: Node, value: str) -> Edit:
    """The edit that makes a scalar say *value*, also where nothing stands behind the colon yet."""
    if not node.is_null:
        return rewrite(node, value)
    space = " " if text[node.start.index - 1] == ":" else ""
    return Edit(node.start.index, node.end.index, space + scalar(value))
