"""Whole-process figures of kam beside bare Python, yamllint and check-jsonschema, on the same files in one run.

    python bench/run.py [--plans 1000] [--quick] [--only small,check,peers,memory,hostile] [--output FILE]

``--only huge`` compares 100,000 plans with 10,000; it takes minutes and 1.2 GB of temporary files. ``--only export``
writes the facts of 10,000 plans as tables.

Every figure is the least of several runs. Small jobs are told as a multiple of ``python -c pass`` in processor time,
big ones as a part of what the peers took on the clock. Machines differ, ratios less so; nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

import generate
import hostile
from sections import AS_OF

BIN = Path(sys.executable).parent
KAM = str(BIN / "kam")
BARE = [sys.executable, "-c", "pass"]
DAY = ["--as-of", str(AS_OF)]
UNSET = ("KAM_", "COLUMNS", "PYTHONDONT", "PYTHONUNBUFFERED", "PYTHONOPTIMIZE", "COVERAGE")
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(UNSET)}
MEMORYLESS = [*DAY, "--no-cache"]
BIGGEST_PEAK = 128.0
HUGE_PEAK = 150.0
EXPORT_PEAK = 300.0
SETTLED = 2.5  # seconds after which a file is trusted by its times


@dataclass(frozen=True, slots=True)
class Figure:
    """What one process took: seconds on the clock, seconds of processor with its children, peak memory in MB."""

    clock: float
    cpu: float
    peak: float
    code: int


def once(command: list[str], limit: float = 600) -> Figure:
    """Run a command with its output thrown away; it is killed after *limit* seconds."""
    nowhere = [(os.POSIX_SPAWN_OPEN, at, os.devnull, os.O_RDWR, 0) for at in (0, 1, 2)]
    begun = time.perf_counter()
    pid = os.posix_spawn(command[0], command, ENVIRONMENT, file_actions=nowhere)
    watch = Timer(limit, os.kill, (pid, signal.SIGKILL))
    watch.start()
    _, status, used = os.wait4(pid, 0)
    watch.cancel()
    unit = 1 if sys.platform == "darwin" else 1024
    clock = time.perf_counter() - begun
    return Figure(clock, used.ru_utime + used.ru_stime, used.ru_maxrss * unit / 1e6, os.waitstatus_to_exitcode(status))


def least(commands: dict[str, list[str]], times: int) -> dict[str, Figure]:
    """The least of each command, run by turns so that a busy moment does not fall on one of them alone."""
    runs: dict[str, list[Figure]] = {name: [] for name in commands}
    for _ in range(times):
        for name, command in commands.items():
            runs[name].append(once(command))
    return {
        name: Figure(*(min(getattr(one, field) for one in some) for field in ("clock", "cpu", "peak")), some[0].code)
        for name, some in runs.items()
    }


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; *ratio* and *goal* in words, *met* ``None`` where there is no goal."""

    what: str
    figure: Figure
    bare: float
    ratio: str = ""
    goal: str = ""
    met: bool | None = None

    def cells(self) -> list[str]:
        met = "" if self.met is None else "yes" if self.met else "NO"
        taken, times = f"{self.figure.clock:.3f}", f"{self.figure.cpu / self.bare:.1f}"
        return [self.what, taken, times, f"{self.figure.peak:.0f}", self.ratio, self.goal, met]


HEADER = ["what", "seconds", "× bare", "MB", "ratio", "goal", "met"]


def small(plan: str, times: int) -> tuple[list[Row], Figure, Figure]:
    """What is asked for all day: the overview, the help, one plan. Also the bare figure and that of one check."""
    goals = {"kam": 2, "kam --help": 2, "kam --version": 2, "kam check, one plan": 18}
    commands = {
        "python -c pass": BARE,
        "kam": [KAM],
        "kam --help": [KAM, "--help"],
        "kam --version": [KAM, "--version"],
        "kam check, one plan": [KAM, "check", plan, *MEMORYLESS],
        "kam check --help": [KAM, "check", "--help"],
        "kam stakeholders, piped": [KAM, "stakeholders", plan, *DAY],
        "kam funnel, piped": [KAM, "funnel", plan, *DAY],
    }
    found = least(commands, times)
    bare = found["python -c pass"]
    rows = []
    for name, figure in found.items():
        goal = goals.get(name)
        met = None if goal is None else figure.cpu <= goal * bare.cpu
        rows.append(Row(name + failed(figure, 0), figure, bare.cpu, "", f"≤ {goal}×" if goal else "", met))
    return rows, bare, found["kam check, one plan"]


def many(clean: list[str], bad: list[str], bare: Figure) -> tuple[list[Row], Figure]:
    """A folder of clean plans, and the same with an error in each."""
    told = subprocess.run(
        [KAM, "check", "clean", *MEMORYLESS, "--format", "concise"], env=ENVIRONMENT, capture_output=True, check=False
    ).stdout.count(b"\n")
    if told:
        print(f"note: the clean plans have {told} findings now; mend bench/sections.py\n")
    found = least({"clean": [KAM, "check", "clean", *MEMORYLESS], "bad": [KAM, "check", "bad", *MEMORYLESS]}, 3)
    ratio = found["bad"].clock / found["clean"].clock
    count = f"{len(clean):,} plans"
    rows = [
        Row(f"kam check, {count}, clean" + failed(found["clean"], 0), found["clean"], bare.cpu),
        Row(
            f"kam check, {count}, all bad" + failed(found["bad"], 1), found["bad"], bare.cpu,
            f"{ratio:.1f} × clean", "≤ 7 × clean", ratio <= 7,
        ),
    ]  # fmt: skip
    return rows, found["clean"]


def against_bare(what: str, figure: Figure, bare: Figure, goal: float) -> Row:
    """A row for what may take so many times as long as bare Python."""
    return Row(what + failed(figure, 0), figure, bare.cpu, "", f"≤ {goal:g}×", figure.cpu <= goal * bare.cpu)


def memory(folder: str, plans: list[str], bare: Figure, goals: dict[str, float]) -> list[Row]:
    """The same plans again: unchanged, with new times (as after a checkout), and with one of them edited."""
    command = [KAM, "check", folder, *DAY]
    time.sleep(SETTLED)
    once(command)
    rows, count = [], f"{len(plans):,} plans"
    for what, goal in goals.items():
        figures = []
        for turn in range(5):
            if what == "new times":
                for path in plans:
                    os.utime(path, (turn, turn))
            elif what == "one edited":
                with open(plans[7], "a", encoding="utf-8") as stream:
                    stream.write(f"# {turn}\n")
            figures.append(once(command))
        best = min(figures, key=lambda one: one.cpu)
        rows.append(against_bare(f"kam check, {count}, {what}", best, bare, goal))
    return rows


def huge(bare: Figure) -> list[Row]:
    """Ten times as many plans: at most 10.5 times the work, and no more memory."""
    found = {}
    for count in (10_000, 100_000):
        generate.write(Path(f"huge-{count}"), count)
        found[count] = once([KAM, "check", f"huge-{count}", *MEMORYLESS], limit=7_200)
    few, many_ = found[10_000], found[100_000]
    ratio = many_.cpu / few.cpu
    met = ratio <= 10.5 and many_.peak <= HUGE_PEAK
    goal = f"≤ 10.5 ×, {HUGE_PEAK:.0f} MB"
    return [
        Row("kam check, 10,000 plans, clean" + failed(few, 0), few, bare.cpu),
        Row("kam check, 100,000 plans" + failed(many_, 0), many_, bare.cpu, f"{ratio:.1f} × 10,000", goal, met),
    ]


def exports(bare: Figure) -> list[Row]:
    """All facts of 10,000 plans as tables: memory is bounded, for rows go to files as they come."""
    generate.write(Path("exported"), 10_000)
    rows = []
    for form in ("jsonl", "parquet", "duckdb"):
        figure = once([KAM, "export", "exported", "--format", form, "-o", f"facts-{form}", *DAY], limit=3_600)
        what = f"kam export, 10,000 plans, {form}" + failed(figure, 0)
        rows.append(Row(what, figure, bare.cpu, "", f"{EXPORT_PEAK:.0f} MB", figure.peak <= EXPORT_PEAK))
    return rows


def peers(folder: Path, clean: list[str], ours: Figure, bare: Figure) -> list[Row]:
    """The same clean plans by two trusted tools; how many times what kam took."""
    schema = folder / "plan.schema.json"
    commands = {"yamllint": ([str(BIN / "yamllint"), "-d", "relaxed", *clean], 35)}
    if once([KAM, "schema", "--output", str(schema)]).code == 0:
        commands["check-jsonschema"] = ([str(BIN / "check-jsonschema"), "--schemafile", str(schema), *clean], 30)
    rows = []
    for name, (command, goal) in commands.items():
        once([command[0], "--version"])  # so that its modules are compiled
        figure = once(command)
        ratio = figure.clock / ours.clock
        what = f"{name}, {len(clean):,} plans" + failed(figure, 0)
        rows.append(Row(what, figure, bare.cpu, f"kam 1/{ratio:.0f}", f"≤ 1/{goal}", ratio >= goal))
    return rows


def attacks(folder: Path, normal: Figure, bare: Figure, times: int) -> list[Row]:
    """Each hostile file by itself: at most three times a normal file, one second, and so much memory."""
    rows = []
    for at, name in enumerate(hostile.FILES):
        path = folder / f"hostile-{at:02}.yaml"
        path.write_bytes(hostile.content(name))
        figure = min(
            (once([KAM, "check", str(path), *MEMORYLESS], limit=10) for _ in range(times)), key=lambda one: one.cpu
        )
        ratio = figure.cpu / normal.cpu
        met = ratio <= 3 and figure.clock <= 1 and figure.peak <= BIGGEST_PEAK
        what = f"hostile: {name}" + ("" if figure.code in (0, 1, 2) else f" (exit {figure.code})")
        rows.append(Row(what, figure, bare.cpu, f"{ratio:.1f} × one", "≤ 3 ×, 1 s, 128 MB", met))
    return rows


def failed(figure: Figure, expected: int) -> str:
    """A mark for a run that did not end as it should: its figure then says nothing."""
    return "" if figure.code == expected else f" (exit {figure.code})"


def table(rows: list[Row]) -> str:
    """The rows under their header, in columns."""
    cells = [HEADER, *(row.cells() for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(HEADER))]
    lines = []
    for line in cells:
        pairs = enumerate(zip(line, widths, strict=True))
        padded = [one.rjust(width) if 1 <= at <= 3 else one.ljust(width) for at, (one, width) in pairs]
        lines.append("  ".join(padded).rstrip())
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Figures of kam beside bare Python and its peers.")
    parser.add_argument("--plans", type=int, default=1_000)
    parser.add_argument("--quick", action="store_true", help="100 plans, fewer runs")
    parser.add_argument("--only", default="small,check,peers,memory,hostile", help="parts, separated by commas")
    parser.add_argument("--output", type=Path, help="also write the table to this file")
    options = parser.parse_args()
    if not hasattr(os, "wait4"):
        sys.exit("bench/run.py needs a POSIX system")
    count, times = (100, 5) if options.quick else (options.plans, 15)
    parts, output = options.only.split(","), options.output.resolve() if options.output else None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.chdir(folder)
        # Compiled modules are kept between runs, as they are after an installation, but not in the source tree.
        ENVIRONMENT.update(KAM_LANG="en", KAM_CACHE_DIR=f"{name}/memory", PYTHONPYCACHEPREFIX=f"{name}/compiled")
        clean = generate.write(Path("clean"), count)
        bad = generate.write(Path("bad"), count, broken=True)
        size = sum(os.path.getsize(path) for path in clean)
        typical = min(clean, key=lambda path: abs(os.path.getsize(path) - size / count))
        rows, bare, normal = small(typical, times)
        rows = rows if "small" in parts else rows[:1]
        if "check" in parts or "peers" in parts:
            found, ours = many(clean, bad, bare)
            rows += found
            rows += peers(folder, clean, ours, bare) if "peers" in parts else []
        if "memory" in parts:
            rows += memory("clean", clean, bare, {"unchanged": 2, "new times": 5, "one edited": 20})
            more = generate.write(Path("more"), 10 * count)
            rows += memory("more", more, bare, {"unchanged": 6, "one edited": 20})
        rows += huge(bare) if "huge" in parts else []
        rows += exports(bare) if "export" in parts else []
        rows += attacks(folder, normal, bare, 2 if options.quick else 3) if "hostile" in parts else []
    title = f"{count:,} plans, {size / 1e6:.1f} MB, {size // count / 1000:.1f} KB on average; one plan: "
    title += f"{typical}; Python {sys.version.split()[0]}, {os.cpu_count()} processors\n\n"
    sys.stdout.write(title + table(rows))
    if output is not None:
        output.write_text(title + table(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
