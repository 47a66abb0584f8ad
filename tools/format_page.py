"""docs/format.md: every section and key of a plan, and every listed value, from the model and the texts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from marks import GENERATED, code, fence, finish, table

from kamtool.model.plan import Plan
from kamtool.model.schema import BOTH, description, lists_in
from kamtool.model.shape import Field, Shape, fields, name_of, sections
from kamtool.model.tiers import marks
from kamtool.source.node import Node, child
from kamtool.source.parse import parse
from kamtool.texts.lookup import aliases_of, list_name

EXAMPLE = Path(__file__).resolve().parents[1] / "docs" / "plan.example.yaml"
LONGEST = 60

WORDS = tomllib.loads(Path(__file__).with_name("format_words.toml").read_text(encoding="utf-8"))
MINIMAL = "kam: 1\naccount: {name: 红旗机械厂}"
JUDGEMENT = """attitude: resist
attitude: {value: 抵触, date: 2026-10-12, source: customer, evidence: 当面否决了考察提议}"""


def page() -> str:
    """The whole page."""
    text = EXAMPLE.read_text(encoding="utf-8")
    root = parse(text, str(EXAMPLE))
    assert root is not None
    return finish(
        [
            GENERATED,
            "",
            "# The plan format · 计划格式",
            "",
            WORDS["intro"],
            *fence(MINIMAL),
            "With every key · 每个键都用到的: [plan.example.yaml](plan.example.yaml)",
            "",
            "## How to write · 写法",
            "",
            *table(("English", "中文", "e.g. · 例"), map(writing, WORDS["writing"])),
            "A judgement may be short or long · 判断可以短写，也可以长写:",
            "",
            *fence(JUDGEMENT),
            "## Kinds of value · 值的类型",
            "",
            *table(("type", "English", "中文", "e.g. · 例"), map(kind_row, WORDS["kind"])),
            *section_parts(text, root),
            *list_parts(),
        ]
    )


def writing(rule: dict[str, str]) -> tuple[str, ...]:
    """One rule of writing."""
    return (rule["en"], rule["zh"], code(rule["example"]) if "example" in rule else "")


def kind_row(about: dict[str, Any]) -> tuple[str, ...]:
    """One kind of value."""
    return (about["name"], about["en"], about["zh"], ", ".join(map(code, about["examples"])))


def section_parts(text: str, root: Node) -> Iterator[str]:
    """Every section: what it is, where it stands, its keys, and for those of the first level an example."""
    samples = dict(examples(Shape("section", of=Plan), root, text))
    places: dict[str, list[str]] = {}
    for section in sections():
        for field in fields(section):
            for place, below in stands(field.shape, f"{name_of(section)}.{field.name}"):
                places.setdefault(below, []).append(place)
    shown: set[str] = set()
    yield from ("## Sections · 各节", "")
    for section in sections():
        name = name_of(section)
        if name in shown:
            continue
        shown.add(name)
        yield from (f"### {name}", "", *(f"{description(texts, name, 'section')}  " for texts in BOTH), "")
        if name in places:
            yield from ("Stands in · 位置: " + ", ".join(map(code, dict.fromkeys(places[name]))), "")
        yield from table(
            ("key", "type", "tier", "English", "中文", "e.g. · 例"),
            [row(name, field, samples) for field in fields(section)],
        )
        for top in (field.name for field in fields(Plan) if [name] == [one for _, one in stands(field.shape, "")]):
            yield from fence(cut(text, root, top))


def row(section: str, field: Field, samples: dict[tuple[str, str], str]) -> tuple[str, ...]:
    """One key."""
    required = " **required · 必填**" if field.required else ""
    sample = samples.get((section, field.name), "")
    return (
        code(field.name),
        kind(field.shape) + required,
        tier(section, field.name),
        *(description(texts, section, field.name) for texts in BOTH),
        code(sample) if sample else "",
    )


def tier(section: str, key: str) -> str:
    """A key's tier; ◇ where the customer may read it."""
    told = marks(section)[key]
    return told.tier.word + (" ◇" if told.shared else "")


def kind(shape: Shape) -> str:
    """The type of a value in words, with links to the section or the list."""
    if shape.kind == "section":
        name, of = name_of(shape.of), shape.of.__pydantic_generic_metadata__["args"]
        return f"[{name}](#{name})" + "".join(f" of {link(one)}" for one in of)
    if shape.kind in {"term", "cell"}:
        return f"one of {link(shape.of)}" + (" or id" if shape.kind == "cell" else "")
    if shape.kind == "list" and shape.item is not None:
        alone = "" if not shape.alone else ", or one text" if shape.item.kind == "section" else ", or one"
        return f"list of {kind(shape.item).removeprefix('one of ')}{alone}"
    if shape.kind == "map" and shape.key is not None and shape.item is not None:
        return f"by {kind(shape.key).removeprefix('one of ')}: {kind(shape.item)}"
    if (shape.low, shape.high) == (0, 1):
        return "share"
    words = {"whole": "whole number", "code": "rule code", "version": "`1`"}.get(shape.kind, shape.kind)
    return words if shape.low is None else f"{words} {shape.low} to {shape.high}"


def link(listed: type) -> str:
    """A link to a list of values."""
    name = list_name(listed)
    return f"[{name}](#{name}-values)"


def stands(shape: Shape, place: str) -> Iterator[tuple[str, str]]:
    """Under which path each section stands that a shape leads to; `*` is any id or item."""
    if shape.kind == "section":
        yield place, name_of(shape.of)
    elif shape.item is not None:
        yield from stands(shape.item, f"{place}.*")


def examples(shape: Shape, node: Node, text: str) -> Iterator[tuple[tuple[str, str], str]]:
    """For each key the last short value that the example gives it, as written there; later ones come first."""
    if shape.kind == "section" and node.kind == "mapping":
        for field in fields(shape.of):
            below = child(node, field.name)
            if below is not None:
                yield from examples(field.shape, below, text)
                written = text[below.start.index : below.end.index]
                if "\n" not in written and len(written) <= LONGEST:
                    yield (name_of(shape.of), field.name), written
    elif shape.item is not None and node.kind != "scalar":
        for one in reversed(node.items[1::2] if node.kind == "mapping" else node.items):
            yield from examples(shape.item, one, text)


def cut(text: str, root: Node, name: str) -> str:
    """The lines of the example under one key of the first level."""
    keys = root.items[::2]
    at = next(i for i, key in enumerate(keys) if key.text == name)
    end = keys[at + 1].start.index if at + 1 < len(keys) else len(text)
    return text[keys[at].start.index : end].rstrip()


def list_parts() -> Iterator[str]:
    """Every listed value with its labels and the other words that are accepted."""
    listed = {list_name(one): one for section in sections() for one in lists_in(section)}
    yield from ("## Listed values · 可选值", "")
    for name, one in sorted(listed.items()):
        rows = []
        for value, (en, zh, *more) in aliases_of(one).items():
            rows.append((code(value), en, zh, ", ".join(dict.fromkeys(word for word in more if word not in (en, zh)))))
        yield from (f"### {name} values", "", *table(("value", "English", "中文", "also accepted · 也认"), rows))
