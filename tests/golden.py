"""Golden files: what a person once read and approved, byte for byte. ``KAM_GOLDEN=1`` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "approved"


def golden(name: str, text: str) -> None:
    """*text* must be what ``tests/approved/<name>`` holds; read the difference before you approve a new one."""
    file = FOLDER / name
    if os.environ.get("KAM_GOLDEN") == "1":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8"))
    assert file.is_file(), f"no golden file {name}; KAM_GOLDEN=1 writes it"
    assert text == file.read_bytes().decode("utf-8")
