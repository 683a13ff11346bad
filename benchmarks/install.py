"""What an installation takes: python benchmarks/install.py [--fresh]

Sizes on disk of the environment this runs in: qabot with its models, what a question needs, and what only
other embedding models and training need. With ``--fresh`` a new environment is made first, as ``make chat``
makes it, and timed.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from importlib import metadata
from pathlib import Path

from common import ROOT, heading, table
from packaging.requirements import Requirement

HEAVY = frozenset({"torch", "sentence-transformers"})
"""Needed for training and for models that the user names, never for the bundled ones."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fresh", action="store_true", help="make and measure a new environment (minutes)")
    given = parser.parse_args()
    if given.fresh:
        fresh()
    else:
        report()


def fresh() -> None:
    with tempfile.TemporaryDirectory() as folder:
        venv = Path(folder) / "venv"
        began = time.perf_counter()
        subprocess.run([sys.executable, ROOT / ".ci" / "environment.py", "--venv", venv], check=True)
        took = time.perf_counter() - began
        python = next(path for path in (venv / "bin/python", venv / "Scripts/python.exe") if path.exists())
        subprocess.run([python, __file__], check=True)
        print(f"Made in {took:.0f} s, downloads included (what pip has in its cache is not fetched again).")


def report() -> None:
    light = closure("qabot", without=HEAVY)
    heavy = closure("qabot") - light
    prefix = Path(sys.prefix)
    own = folder_size(ROOT / "qabot")
    sizes = {name: size(name) for name in light | heavy}
    rows = [
        ("qabot itself, models included", own),
        (
            f"{len(light) - 1} packages that questions and reading need",
            sum(sizes[name] for name in light) - sizes["qabot"],
        ),
        (
            f"{len(heavy)} packages for other embedding models and training",
            sum(sizes[name] for name in heavy),
        ),
        ("the whole environment on disk", folder_size(prefix)),
    ]
    heading(f"Installation in {prefix.name}")
    table(("", "MB"), [(name, f"{value / 1e6:,.0f}") for name, value in rows])
    for title, names in (("questions and reading", light), ("other models and training", heavy)):
        largest = sorted(names, key=lambda name: -sizes[name])[:6]
        print(f"Largest for {title}: " + ", ".join(f"{name} {sizes[name] / 1e6:,.0f}" for name in largest))


def closure(name: str, *, without: frozenset[str] = frozenset()) -> set[str]:
    """The distribution and all that it needs here, extras aside."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current in found or current in without:
            continue
        try:
            needs = metadata.requires(current) or []
        except metadata.PackageNotFoundError:
            continue
        found.add(current)
        waiting += [
            re.sub(r"[-_.]+", "-", need.name).lower()
            for need in map(Requirement, needs)
            if need.marker is None or need.marker.evaluate({"extra": ""})
        ]
    return found


def size(name: str) -> int:
    """Bytes of a distribution's files."""
    files = metadata.files(name) or []
    return sum(path.stat().st_size for path in map(Path, (file.locate() for file in files)) if path.is_file())


def folder_size(folder: Path) -> int:
    """Bytes on disk below a folder."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())


if __name__ == "__main__":
    main()
