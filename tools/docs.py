"""Write the generated pages of docs/ from the code they describe: `python3 dev.py docs`, with --check in CI."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable
from pathlib import Path

import cli_page
import format_page
import rules_page
import tables_page

from kamtool.model.schema import schema_text

ROOT = Path(__file__).resolve().parents[1]
PAGES: dict[str, Callable[[], str]] = {
    "docs/plan.schema.json": schema_text,
    "docs/format.md": format_page.page,
    "docs/rules.md": rules_page.page,
    "docs/cli.md": cli_page.page,
    "docs/tables.md": tables_page.page,
}


def main(arguments: list[str]) -> int:
    """Write the pages that are not current; with --check print the differences instead, and fail if there are any."""
    if arguments not in ([], ["--check"]):
        print("usage: docs.py [--check]", file=sys.stderr)
        return 2
    stale = 0
    for name, made in PAGES.items():
        file, text = ROOT / name, made()
        old = file.read_text(encoding="utf-8") if file.is_file() else ""
        if text == old:
            continue
        stale += 1
        if arguments:
            print("\n".join(difflib.unified_diff(old.splitlines(), text.splitlines(), name, "generated", lineterm="")))
        else:
            file.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote {name}")
    if arguments and stale:
        print(f"{stale} of {len(PAGES)} pages are not current; `python3 dev.py docs` writes them", file=sys.stderr)
    return 1 if arguments and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
