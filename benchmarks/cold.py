"""One question from a cold process: python benchmarks/cold.py

Builds an index of ``seeds/`` in a temporary folder, then runs ``qabot ask`` again and again, each time a new
process, next to the time that importing sentence-transformers takes on its own.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from common import ROOT, figures, heading, table, times

ASK = {
    "id": "Apakah Project S akan dibuka di Indonesia?",
    "en": "Will Project S be launched in Indonesia?",
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=15, metavar="N", help="processes per row (15)")
    parser.add_argument("--no-peers", action="store_true", help="leave out sentence-transformers")
    given = parser.parse_args()
    python = [sys.executable]
    with tempfile.TemporaryDirectory() as folder:
        # As in anybody's shell: what was compiled once is not compiled again. In a folder of its own, so
        # that the first run is a first run.
        environment = {
            **os.environ,
            "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled"),
            "QABOT_COLOR": "never",
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)

        def seconds(command: list[str], runs: int) -> list[float]:
            took = []
            for _ in range(runs):
                began = time.perf_counter()
                subprocess.run(command, env=environment, cwd=folder, check=True, stdout=subprocess.DEVNULL)
                took.append(time.perf_counter() - began)
            return took

        index = str(Path(folder) / "index")
        qabot = [*python, "-m", "qabot"]
        subprocess.run(
            [*qabot, "index", "build", "--index", index, str(ROOT / "seeds")],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        rows = {
            "qabot ask, the very first, nothing compiled": seconds(
                [*qabot, "ask", "--index", index, ASK["id"]], 1
            )
        }
        for language, question in ASK.items():
            command = [*qabot, "ask", "--index", index, question]
            seconds(command, 1)
            rows[f"qabot ask, question in {language}"] = seconds(command, given.runs)
        rows["python -c pass"] = seconds([*python, "-c", "pass"], given.runs)
        if not given.no_peers:
            peer = [*python, "-c", "import sentence_transformers"]
            seconds(peer, 1)
            rows["import sentence_transformers, no model, no question"] = seconds(
                peer, max(1, given.runs // 5)
            )
    heading("Cold: wall seconds of a whole process")
    base = figures(rows["qabot ask, question in id"])[0]
    table(
        ("", "median", "p95", "ratio"),
        [
            (name, f"{figures(took)[0]:.2f} s", f"{figures(took)[1]:.2f} s", times(figures(took)[0], base))
            for name, took in rows.items()
        ],
    )


if __name__ == "__main__":
    main()
