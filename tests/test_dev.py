"""dev.py, which makes the environment on a clean machine."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def test_a_newer_release_in_the_registry_does_not_stop_the_setup(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The lock alone is asked, never pip's resolver: it took coverage[toml] for a demand of its own, found the
    release of that morning and refused it for want of a hash."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec
    assert spec.loader
    dev = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "dev", dev)
    spec.loader.exec_module(dev)
    (tmp_path / "venv").mkdir()
    ran: list[list[str]] = []
    monkeypatch.setattr(dev, "run", lambda *command: ran.append([str(word) for word in command]))
    monkeypatch.setattr(dev, "VENV", tmp_path / "venv")
    monkeypatch.setattr(dev, "STAMP", tmp_path / "venv" / "setup-digest")
    dev.setup()
    installs = [command for command in ran if "install" in command]
    assert [command[-1] for command in installs] == ["requirements-dev.lock", "."]
    assert all("--no-deps" in command for command in installs)
    assert "--require-hashes" in installs[0]
    assert ran[-1][-1] == "check"
    assert dev.STAMP.exists()
