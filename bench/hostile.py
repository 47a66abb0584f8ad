"""Files made to hurt a reader: by name, the bytes of each. kam must refuse or read every one quickly and small."""

from __future__ import annotations

from collections.abc import Callable

HEAD = "kam: 1\naccount: {name: x}\n"


def bomb() -> str:
    """Aliases of aliases: nine levels of nine."""
    levels = ["a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    for above, below in zip("abcdefgh", "bcdefghi", strict=True):
        levels.append(f"{below}: &{below} [{', '.join([f'*{above}'] * 9)}]")
    return "\n".join(levels) + "\n"


def merges() -> str:
    """Merges of merges."""
    lines = ["m0: &m0 {a: 1}"]
    lines += [f"m{at}: &m{at} {{<<: [*m{at - 1}, *m{at - 1}], k{at}: 1}}" for at in range(1, 30)]
    return "\n".join(lines) + "\n"


def people(count: int, fields: str) -> str:
    """A plan of so many people with the same fields."""
    return HEAD + "stakeholders:\n" + "".join(f"  p{at}: {{name: n{at}, {fields}}}\n" for at in range(count))


def ring(count: int) -> str:
    """Everybody reports to the next one, the last to the first, in one open deal."""
    body = "".join(f"  p{at}: {{reports_to: p{(at + 1) % count}, influence: high}}\n" for at in range(count))
    return HEAD + "stakeholders:\n" + body + "opportunities: {d: {stage: decision}}\n"


FILES: dict[str, Callable[[], str | bytes]] = {
    "alias bomb": bomb,
    "merge bomb": merges,
    "25,000 open brackets": lambda: "[" * 25_000,
    "25,000 open lists": lambda: "- " * 25_000,
    "23,900 open mappings": lambda: "{a: " * 23_900,
    "one number of 900 KB": lambda: HEAD + "note: " + "59:" * 300_000 + "59\n",
    "a file of 10 MB": lambda: "# " + "x" * 10_000_000 + "\n",
    "an amount with 4,301 digits": lambda: HEAD + f"opportunities: {{d: {{value: {'9' * 4_301}}}}}\n",
    "an exponent": lambda: HEAD + "opportunities: {d: {value: 1e999999999}}\n",
    "60,000 keys": lambda: HEAD + "".join(f"k{at}: 1\n" for at in range(60_000)),
    "20,000 unknown keys": lambda: HEAD + "".join(f"acount{at}: 1\n" for at in range(20_000)),
    "20,000 keys twice": lambda: HEAD + "a: 1\n" * 20_000,
    "20,000 empty keys": lambda: HEAD + "".join(f"k{at}:\n" for at in range(20_000)),
    "5,000 people who report to nobody known": lambda: people(5_000, "reports_to: nobody"),
    "5,000 people of unlisted influence": lambda: people(5_000, "influence: hihg"),
    "a ring of 2,000 people": lambda: ring(2_000),
    "100,000 full-width colons": lambda: "a：1\n" * 100_000,
    "40,000 full-width colons, and no end": lambda: HEAD + "a：1\nb: 2\n" * 40_000,
    "100,000 tabs, then an open bracket": lambda: (
        HEAD + "".join(f"n{at}: |\n" + "  \tx\n" * 3_000 for at in range(33)) + "z: [\n"
    ),
    "100,000 tabs": lambda: "a:\n" + "\tb: 1\n" * 100_000,
    "100,000 direction marks": lambda: HEAD + "note: " + "\u202e" * 100_000 + "\n",
    "40,000 comments": lambda: HEAD + "# kam: ignore[KAM101]\n" * 40_000,
    "10,000 comments, 10,000 values": lambda: HEAD + "goals:\n" + "- what: x # kam: ignore[KAM101]\n" * 10_000,
    "900 KB of spaces": lambda: HEAD + "note: " + " " * 900_000 + "x\n",
    "900 KB of text in folds": lambda: HEAD + "note: >\n" + "  word\n\n" * 100_000,
    "900 KB of GBK": lambda: ("kam: 1\naccount: {name: " + "红旗机械厂" * 90_000 + "}\n").encode("gbk"),
    "900 KB of UTF-16": lambda: (HEAD + "# " + "x" * 400_000).encode("utf-16"),
    "900 KB of zeros": lambda: b"\x00" * 900_000,
}


def content(name: str) -> bytes:
    """The bytes of one hostile file."""
    made = FILES[name]()
    return made if isinstance(made, bytes) else made.encode("utf-8")
