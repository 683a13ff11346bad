"""All benchmarks but ``index.py``, one after the other: python benchmarks/run.py, or ``make bench``.

Files are passed on: ``--articles NEWS.jsonl.gz --questions OTHER.jsonl.gz`` measures on real news.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--articles", type=Path, metavar="FILE", help="JSON lines with title and text; else made up"
    )
    parser.add_argument("--questions", type=Path, nargs="+", metavar="FILE", help="JSON lines; else made up")
    given = parser.parse_args()
    articles = ["--articles", given.articles] if given.articles else []
    asked = ["--questions", *given.questions] if given.questions else []
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        for script, *arguments in (
            ["cold.py"],
            ["indexing.py", *articles, "--keep", index],
            ["warm.py", "--index", index, *asked],
            ["telegram.py"],
            ["install.py"],
        ):
            subprocess.run([sys.executable, HERE / script, *arguments], check=True)


if __name__ == "__main__":
    main()
