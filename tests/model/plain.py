"""YAML as an editor types it: what a JSON Schema validator is given."""

from __future__ import annotations

import re
from typing import Any

import yaml


class Editor(yaml.SafeLoader):
    """YAML 1.2's core types, as the language servers have them; dates stay text."""


class Older(yaml.SafeLoader):
    """PyYAML's own types (``yes`` is true) but for dates, which stay text."""


def types(loader: type[yaml.SafeLoader], table: dict[str, str]) -> None:
    """Give *loader* these scalar types and no others; what fits none is text."""
    loader.yaml_implicit_resolvers = {}
    for tag, pattern in table.items():
        loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})\Z"), None)


types(
    Editor,
    {
        "null": r"~|null|Null|NULL|",
        "bool": r"true|True|TRUE|false|False|FALSE",
        "int": r"[-+]?[0-9]+",
        "float": r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
    },
)
Editor.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
Editor.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))
Older.yaml_implicit_resolvers = {
    sign: [one for one in known if not one[0].endswith(":timestamp")]
    for sign, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

LOADERS = (Editor, Older)


def read(text: str, loader: type[yaml.SafeLoader] = Editor) -> Any:
    """The data of *text*, with keys as text: JSON has no others."""
    return keyed(yaml.load(text, loader))


def keyed(data: Any) -> Any:
    if isinstance(data, dict):
        return {str(name): keyed(one) for name, one in data.items()}
    return [keyed(one) for one in data] if isinstance(data, list) else data
