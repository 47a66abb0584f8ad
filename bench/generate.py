"""Plans like real ones, for the benchmarks: Chinese and English, 5 to 40 KB, about 10 on average, seeded.

    python bench/generate.py FOLDER [--plans 1000] [--seed 1] [--broken]

Every plan is clean under ``kam check`` as of the day in sections.py; with ``--broken`` each has one error of shape.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from sections import (
    Writer,
    account,
    actions,
    deal,
    funnel,
    issues,
    lines,
    promises,
    stakeholders,
    swot,
    visits,
)

SMALLEST, LARGEST = 4_000, 40_000

# One slip each, as people make them: the text as it should be, and what was typed instead.
SLIPS = (
    ("    influence: high\n", "    influence: hihg\n"),
    ("  industry: ", "  indutsry: "),
    ("reviewed: 2026-11-", "reviewed: 2026-13-"),
    ("    roles: [decider, ", "    roles: [boss, "),
    ("    stage: ", "    stage: pre-"),
    ("    reports_to: head\n", "    reports_to: haed\n"),
)


def plan(rng: random.Random) -> str:
    """One plan of a size drawn so that few are large and the mean is about 10 KB."""
    wanted = min(LARGEST - 1_000, max(SMALLEST, int(rng.lognormvariate(8.8, 0.7))))
    out = Writer(rng)
    account(out)
    people = ["head", "ally", *(f"p{number:02}" for number in range(1, 1 + max(1, wanted // 1_100)))]
    stakeholders(out, people, wanted)
    lines(out, people)
    deal(out, deep=wanted > 7_000)
    sections = [visits, promises, actions, issues, swot, funnel]
    for section in sections[:1] + [one for one in sections[1:] if rng.random() < 0.75]:
        section(out, people, wanted)
    return "\n".join(out.lines) + "\n"


def spoil(whole: str, number: int) -> str:
    """The plan with one slip, a different kind for each number in turn."""
    for at in range(len(SLIPS)):
        right, wrong = SLIPS[(number + at) % len(SLIPS)]
        if right in whole:
            return whole.replace(right, wrong, 1)
    raise ValueError("no place for a slip")


def write(folder: Path, count: int, seed: int = 1, broken: bool = False) -> list[str]:
    """Write so many plans into a folder; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(count):
        whole = plan(random.Random(f"{seed}-{number}"))
        path = folder / f"plan-{number:05}.yaml"
        path.write_text(spoil(whole, number) if broken else whole, encoding="utf-8", newline="\n")
        paths.append(str(path))
    return paths


def main() -> None:
    parser = argparse.ArgumentParser(description="Write plans for the benchmarks.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plans", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--broken", action="store_true", help="one error of shape in each")
    options = parser.parse_args()
    sizes = [Path(path).stat().st_size for path in write(options.folder, options.plans, options.seed, options.broken)]
    print(f"{len(sizes)} plans, {min(sizes)} to {max(sizes)} bytes, {sum(sizes) // len(sizes)} on average")


if __name__ == "__main__":
    main()
