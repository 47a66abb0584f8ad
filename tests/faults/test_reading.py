"""Rows 1 to 13, 20 and 21 of the fault table: what reading a hostile file must not do."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from tests.faults.hostile import SECONDS, bounded, check, inside, limit_memory, located
from tests.kam import AS_OF, put

HEAD = "kam: 1\naccount: {name: x}\n"
LETTERS = "abcdefgh"
LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in pairwise(LETTERS)
)
MERGES = "a: &a {x: 1}\n" + "".join(
    f"{new}: &{new} {{<<: [{','.join([f'*{old}'] * 9)}]}}\n" for old, new in pairwise(LETTERS)
)


def test_row_1_billion_laughs(tmp_path: Path) -> None:
    """Row 1: 414 bytes of aliases would grow to gigabytes; the first anchor is refused while events are read."""
    located(check(tmp_path, LAUGHS, dangerous=True), "KAM006", 1, 4)
    located(check(tmp_path, "a: *b\n"), "KAM006", 1, 4)


def test_row_2_merge_bomb(tmp_path: Path) -> None:
    """Row 2: nested ``<<`` ran for over 40 seconds; merges and anchors are refused."""
    located(check(tmp_path, MERGES, dangerous=True), "KAM006", 1, 4)
    located(check(tmp_path, HEAD + "stakeholders: {<<: {a: {}}}\n"), "KAM006", 3, 16)
    located(check(tmp_path, HEAD + "whitespace: {" + "<<: {a: {}}, " * 600 + "}\n"), "KAM006", 3, 14)


@pytest.mark.parametrize(("unit", "times"), [("[", 25_000), ("- ", 25_000), ("{a: ", 23_900), ("? ", 25_000)])
def test_row_3_depth(tmp_path: Path, unit: str, times: int) -> None:
    """Row 3: nesting of 25 KB killed the interpreter; the pass over events stops at depth 32."""
    located(check(tmp_path, unit * times, dangerous=True), "KAM005", 1, 32 * len(unit) + 1)


def test_row_4_slow_numbers_and_many_keys(tmp_path: Path) -> None:
    """Row 4: sexagesimal numbers and colliding keys took half a minute; nothing is typed, and nodes are counted."""
    located(check(tmp_path, HEAD + "owner: " + "59:" * 300_000 + "59\n", dangerous=True), "KAM005", 3, 8)
    many = HEAD + "whitespace:\n" + "".join(f"  {i * ((1 << 61) - 1)}:\n" for i in range(30_000))
    assert "KAM005 error" in check(tmp_path, many, dangerous=True).out
    located(check(tmp_path, "#" * 1_000_001), "KAM005", 1, 1)


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("reviewed: 2026-02-30", "KAM010", 11),
        ("owner: !!int ''", "KAM006", 8),
        ("owner: !!bool foo", "KAM006", 8),
        ("owner: !!timestamp foo", "KAM006", 8),
        (f"funnel: [{{period: 2026, won: {'9' * 4301}}}]", "KAM010", 30),
    ],
)
def test_row_5_values_that_no_constructor_takes(tmp_path: Path, line: str, code: str, column: int) -> None:
    """Row 5: these raised five kinds of exception without a line; each is an error at its place."""
    located(check(tmp_path, HEAD + line + "\n"), code, 3, column)


def test_row_6_text_stays_text(tmp_path: Path) -> None:
    """Row 6: NO, 1:30, 012, 1.10 and dates in a text were guessed at; what is written is what is shown."""
    words = ["NO", "1:30", "012", "1.10", "2026-01-15"]
    people = "".join(f"  p{i}: {{name: {word}}}\n" for i, word in enumerate(words))
    put(tmp_path, "a.yaml", HEAD + "stakeholders:\n" + people)
    shown = inside("stakeholders", "a", "--format", "json", *AS_OF, cwd=tmp_path).out
    assert all(f'"{word}"' in shown for word in words)
    located(check(tmp_path, HEAD + "reviewed: 86400\n"), "KAM010", 3, 11)
    located(check(tmp_path, HEAD + "opportunities: {d: {value: .nan}}\n"), "KAM010", 3, 28)
    located(check(tmp_path, HEAD + "opportunities: {d: {value: Infinity}}\n"), "KAM010", 3, 28)


def test_row_7_a_number_of_a_gigabyte(tmp_path: Path) -> None:
    """Row 7: ``1e999999999`` was taken and printed as a gigabyte; digits and exponents are bounded."""
    located(check(tmp_path, HEAD + "opportunities: {d: {value: 1e999999999}}\n"), "KAM010", 3, 28)


def test_row_8_duplicate_keys(tmp_path: Path) -> None:
    """Row 8: the last of two keys won in silence; both lines are named, and 1, 01 and 1.0 stay three keys."""
    result = check(tmp_path, HEAD + "stakeholders: {a: {}}\nstakeholders: {}\n")
    located(result, "KAM007", 4, 1)
    assert "line 3" in result.out
    assert check(tmp_path, HEAD + "whitespace: {1: {}, 01: {}, 1.0: {}, true: {}}\n").code == 0


@pytest.mark.parametrize("ending", ["\r", "\x85", "\u2028", "\u2029"])
def test_row_9_a_key_hidden_behind_a_comment(tmp_path: Path, ending: str) -> None:
    """Row 9: to the parser these end a comment, to the reviewer's editor they don't; they are refused."""
    located(check(tmp_path, HEAD + f"# harmless{ending}stakeholders: {{}}\n"), "KAM003", 3, 11)


def test_row_10_a_misspelt_key(tmp_path: Path) -> None:
    """Row 10: a typo was dropped, and lost on the next write; it is an error that names the key that was meant."""
    result = check(tmp_path, HEAD + "stakeholders: {a: {atitude: accept}}\n")
    located(result, "KAM008", 3, 20)
    assert "`attitude`" in result.out


@pytest.mark.parametrize(
    ("raw", "code", "line", "column"),
    [
        (HEAD.encode("utf-16"), "KAM002", 1, 1),
        ("kam: 1\naccount: {name: 红旗}\n".encode("gbk"), "KAM002", 2, 17),
        (HEAD.encode() + b"\0\0\0", "KAM003", 3, 1),
        ("kam: 1\naccount: {name: 红".encode()[:-1], "KAM002", 2, 17),
        (b"\xff" * 1000, "KAM002", 1, 1),
    ],
)
def test_row_11_other_encodings(tmp_path: Path, raw: bytes, code: str, line: int, column: int) -> None:
    """Row 11: other encodings raised without a line; line and column are computed, a mark and CRLF are fine."""
    located(check(tmp_path, raw), code, line, column)
    assert check(tmp_path, b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode()).code == 0


TERMINAL = ["\x1b[31m", "\x1b]8;;http://x\x07", "\x1b]52;c;eA==\x07", "\x9b31m", "\x08\x08", "\x07", "\x7f"]


@pytest.mark.parametrize("sign", TERMINAL)
@pytest.mark.parametrize("quoted", [True, False])
def test_row_12_terminal_escapes(tmp_path: Path, sign: str, quoted: bool) -> None:
    """Row 12: escapes in values and keys reached the terminal raw; they are refused, and shown as escapes."""
    written = '"' + "".join(f"\\x{ord(c):02x}" if not c.isprintable() else c for c in sign) + '"' if quoted else sign
    located(check(tmp_path, HEAD + f"owner: {written}\n"), "KAM003", 3, 8)
    located(check(tmp_path, HEAD + f"{written}: 1\n"), "KAM003", 3, 1)
    inside("check", *AS_OF, cwd=tmp_path)
    inside("stakeholders", "a", *AS_OF, cwd=tmp_path)


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200b", "\ufeff", "\U000e0041", "\u3164"])
def test_row_13_invisible_and_turning_signs(tmp_path: Path, sign: str) -> None:
    """Row 13: direction marks, zero-width and tag characters pass unseen; they are refused, raw and escaped."""
    located(check(tmp_path, HEAD + f"owner: a{sign}b\n"), "KAM003", 3, 9)
    located(check(tmp_path, HEAD + f'owner: "a\\U{ord(sign):08x}b"\n'), "KAM003", 3, 8)


def test_row_13_twins(tmp_path: Path) -> None:
    """Row 13: an id is ASCII, and a name that mixes scripts or repeats another in disguise is a warning."""
    located(check(tmp_path, HEAD + "stakeholders: {zhаo: {}}\n"), "KAM012", 3, 16)
    mixed = check(tmp_path, HEAD + "competitors: {a: {name: Aсme}}\n")
    assert "KAM015 warning" in mixed.out
    twins = check(tmp_path, HEAD + "competitors: {a: {name: Haoche}, b: {name: Ｈａｏｃｈｅ}}\n")
    assert "KAM015 warning" in twins.out
    joined = check(tmp_path, HEAD + "owner: 👨\u200d🌾\n")
    assert joined.code == 0


def test_no_competitor_is_called_us(tmp_path: Path) -> None:
    """``us`` is our own side in scores: a competitor of that id got our scores, and the radar compared us with us."""
    located(check(tmp_path, HEAD + "competitors: {us: {name: US Motors}}\n"), "KAM012", 3, 15)


def test_row_15_long_texts_are_fast(tmp_path: Path) -> None:
    """Row 15: 20 KB of digits or ``_`` took up to 15 seconds to print; texts are capped, and nothing is highlighted."""
    units = ("9", "< ", "_", "a.", "[", "{")
    people = "".join(f'  p{at}: {{name: "{(unit * 20_000)[:19_999].rstrip()}"}}\n' for at, unit in enumerate(units))
    put(tmp_path, "a.yaml", HEAD + "stakeholders:\n" + people)
    for kind in ("table", "plain"):
        assert bounded("stakeholders", "a", "--format", kind, *AS_OF, cwd=tmp_path).code == 0
    for unit in units:
        located(check(tmp_path, HEAD + f'owner: "{unit * 20_001}"\n'), "KAM005", 3, 8)


def test_row_20_python_objects(tmp_path: Path) -> None:
    """Row 20: a tag could name Python code; every tag is refused."""
    located(check(tmp_path, HEAD + "owner: !!python/object/apply:os.system [touch x]\n"), "KAM006", 3, 8)
    assert not (tmp_path / "x").exists()


def test_row_21_pipes_devices_folders_and_links(tmp_path: Path) -> None:
    """Row 21: these hung, filled the memory, or showed other files; each is one line and exit code 2."""
    accounts = put(tmp_path, "good.yaml", HEAD).parent
    os.mkfifo(accounts / "pipe.yaml")
    (tmp_path / "secret").write_text("canary: 1\n")
    (accounts / "link.yaml").symlink_to(tmp_path / "secret")
    (accounts / "inside.yaml").symlink_to("good.yaml")
    (accounts / "dead.yaml").symlink_to("nowhere")
    (accounts / "zero.yaml").symlink_to("/dev/zero")
    (accounts / "folder.yaml").mkdir()
    (accounts / "self.yaml").symlink_to("self.yaml")
    result = bounded("check", "--format", "concise", *AS_OF, cwd=tmp_path)
    assert result.code == 2
    told = [line.split(":")[0] for line in result.out.splitlines()]
    assert told == [f"accounts/{name}.yaml" for name in ("dead", "inside", "link", "pipe", "self", "zero")]
    assert "canary" not in result.out + result.err
    for path in ("/dev/zero", "accounts/pipe.yaml"):
        for command in (["check", path], ["stakeholders", path]):
            alone = bounded(*command, *AS_OF, cwd=tmp_path)
            assert alone.code == 2
            assert "KAM001" in alone.out + alone.err


def test_row_21_a_loop_of_folders_is_walked_once(tmp_path: Path) -> None:
    """Row 21: a link loop gave 287 hits for 7 files; linked folders are not entered."""
    accounts = put(tmp_path, "deep/er/a.yaml", HEAD).parents[2]
    for at, place in enumerate([accounts, accounts / "deep", accounts / "deep" / "er"]):
        (place / f"loop{at}").symlink_to(accounts)
        (place / f"etc{at}").symlink_to("/etc")
    result = inside("check", "--format", "json", *AS_OF, cwd=tmp_path)
    assert result.code == 0
    assert '"files": 1,' in result.out


def test_row_21_a_sparse_gigabyte(tmp_path: Path) -> None:
    """Row 21: a file of a gigabyte takes no room on disk, and would take one in memory; a megabyte of it is read."""
    file = put(tmp_path, "a.yaml", "")
    os.truncate(file, 1 << 30)
    located(bounded("check", "--format", "concise", *AS_OF, cwd=tmp_path), "KAM005", 1, 1)
    assert bounded("stakeholders", "a", *AS_OF, cwd=tmp_path).code == 2


def test_row_21_a_folder_of_a_thousand_levels(tmp_path: Path) -> None:
    """Row 21: a chain of folders is no reason to recurse."""
    here = os.open(tmp_path, os.O_RDONLY)
    try:
        names = ["accounts"] + ["d"] * 1100
        for name in names:
            os.mkdir(name, dir_fd=here)
            below = os.open(name, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = below
        put(tmp_path, "a.yaml", HEAD)
        assert inside("check", *AS_OF, cwd=tmp_path).code == 0
    finally:
        os.close(here)
        subprocess.run(["rm", "-rf", tmp_path / "accounts"], check=True)  # pytest's own way recurses


def test_row_21_settings_are_bounded_as_well(tmp_path: Path) -> None:
    """Row 21: a settings file of a gigabyte, a device, a pipe or endless brackets is refused or passed over."""
    put(tmp_path, "a.yaml", HEAD)
    settings = tmp_path / "kam.toml"
    settings.write_text("lang = " + "[" * 5000)
    refused = bounded("check", *AS_OF, cwd=tmp_path)
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert bounded("--help", cwd=tmp_path).code == 0
    os.truncate(settings, 1 << 30)
    refused = bounded("check", *AS_OF, cwd=tmp_path)
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert bounded("--help", cwd=tmp_path).code == 0
    settings.unlink()
    os.mkfifo(settings)
    assert bounded("check", *AS_OF, cwd=tmp_path).code == 0
    settings.unlink()
    settings.symlink_to("/dev/zero")
    assert bounded("check", *AS_OF, cwd=tmp_path).code == 0


def test_row_21_a_kept_outcome_reads_no_pipe(tmp_path: Path) -> None:
    """Row 21: a plan replaced by a pipe, a link or a device is not opened to see whether an outcome still holds."""
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "link.yaml").symlink_to("/dev/zero")
    (tmp_path / "good.yaml").write_text("kam: 1\n")
    code = (
        "import sys\nfrom kamtool.source.digest import file_digest as of\nprint(*(bool(of(w)) for w in sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "pipe.yaml", "link.yaml", "/dev/zero", ".", "none.yaml", "good.yaml"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        preexec_fn=limit_memory,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("False False False False False True\n", "")


def test_row_21_what_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 21: a folder without permission is one line that says so, beside what can be read."""
    from tests.kam import kam

    accounts = put(tmp_path, "a.yaml", HEAD).parent
    (accounts / "closed").mkdir()
    scan, read = os.scandir, os.open

    def closed(path: str) -> bool:
        return str(path).endswith("closed")

    def scandir(path: str) -> object:
        if closed(path):
            raise PermissionError
        return scan(path)

    def open_(path: str, *args: int, **more: int) -> int:
        if closed(path):
            raise PermissionError
        return read(path, *args, **more)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(os, "open", open_)
    result = kam("check", "--format", "concise", *AS_OF, cwd=tmp_path)
    assert result.code == 2
    assert result.out.startswith("accounts/closed:1:1: KAM001 error no permission")
