"""The rooms and the direction of imports, as pyproject.toml lays them down."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_imports_run_one_way() -> None:
    script = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_doctor_looks_at_every_declared_dependency() -> None:
    import re

    from qabot.cli.doctor import PACKAGES

    declared = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = declared.partition("dependencies = [")[2].partition("\n]")[0]
    names = re.findall(r'^    "([\w.-]+)[^";]*"', block, flags=re.MULTILINE)
    assert sorted(PACKAGES) == sorted(names)
    assert "torch==" in block, "pinned, so that sentence-transformers does not lift it"
