"""Floors under quality: what is measured, on which labelled files, and how the floors are raised.

    python tests/quality/gate.py                  measure, and print what falls below its floor
    python tests/quality/gate.py --raise          also lift the floors to a little below what was measured
    python tests/quality/gate.py "questions own"  only the sets named

``floors.json`` holds, for each set, the digest of the labelled files it was measured on and its floors
(``at_least``) and ceilings (``at_most``). Neither ever moves the other way.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from qabot import QABot, Settings
from qabot.evaluation import questions, retrieval
from qabot.retrieval import load_embedder

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parent.parent
SHARED: Final = ROOT.parent / "shared"
FLOORS: Final = HERE / "floors.json"

SETS: Final[dict[str, tuple[Path, ...]]] = {
    "retrieval idkmrc-valid": (SHARED / "data/eval/retrieval/idkmrc-valid",),
    "retrieval squad-en-to-id-dev": (SHARED / "data/eval/retrieval/squad-en-to-id-dev",),
    "questions dev": (SHARED / "questions-dev.jsonl", SHARED / "seeds"),
    "questions own": (HERE / "questions.jsonl", ROOT / "seeds"),
}
"""A folder in BEIR layout, or questions and the articles they are asked of."""
MARGIN: Final = 0.01
"""What a floor stays below the figure it was lifted to: other processors round otherwise."""

Floors = dict[str, dict[str, float]]


def digest(paths: tuple[Path, ...]) -> str | None:
    """First 16 hex digits over names and contents of the labelled files; None when one is missing."""
    found = hashlib.sha256()
    for path in paths:
        if not path.exists():
            return None
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            found.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return found.hexdigest()[:16]


def measure(name: str) -> dict[str, float]:
    """The figures of one of :data:`SETS` by name; what could not be counted is left out."""
    paths = SETS[name]
    figures: dict[str, Any]
    if name.startswith("retrieval"):
        result = retrieval.evaluate(retrieval.load(paths[0]), load_embedder(), report=lambda _: None)
        figures = {
            f"{method} {metric}": value
            for method, values in result["methods"].items()
            for metric, value in values.items()
        }
    else:
        with tempfile.TemporaryDirectory(prefix="qabot-quality-") as folder:
            settings = replace(Settings(), index=Path(folder) / "index")
            with QABot.open(settings=settings) as bot:
                bot.add(paths[1])
                judged = questions.judge(bot.engine.ask, questions.load(paths[0]))
        figures = questions.summary(judged)["all"]
    return {metric: round(float(value), 4) for metric, value in figures.items() if value is not None}


def misses(floors: Floors, figures: dict[str, float]) -> list[str]:
    """What lies below its floor or above its ceiling, in words."""
    found = []
    for metric, floor in floors.get("at_least", {}).items():
        if figures.get(metric, 0.0) < floor:
            found.append(f"{metric} is {figures.get(metric)}, its floor {floor}")
    for metric, ceiling in floors.get("at_most", {}).items():
        if figures.get(metric, 1.0) > ceiling:
            found.append(f"{metric} is {figures.get(metric)}, its ceiling {ceiling}")
    return found


def raised(floors: Floors, figures: dict[str, float]) -> Floors:
    """The floors lifted towards the figures; one that is higher already stays."""
    return {
        "at_least": {
            metric: round(max(floor, figures.get(metric, 0.0) - MARGIN), 3)
            for metric, floor in floors.get("at_least", {}).items()
        },
        "at_most": {
            metric: round(min(ceiling, figures.get(metric, ceiling) + MARGIN), 3) if ceiling else ceiling
            for metric, ceiling in floors.get("at_most", {}).items()
        },
    }


def main(arguments: list[str]) -> int:
    """Measure what is there; returns 1 when something misses its floor."""
    known = json.loads(FLOORS.read_text(encoding="utf-8"))
    failed = False
    wanted = [name for name in SETS if name in arguments] or list(SETS)
    for name, paths in SETS.items():
        if name not in wanted:
            continue
        present = digest(paths)
        if present != known[name]["digest"]:
            sys.stdout.write(f"{name}: {'not here' if present is None else f'other files ({present})'}\n")
            continue
        figures = measure(name)
        sys.stdout.write(f"{name}: {json.dumps(figures)}\n")
        for miss in misses(known[name], figures):
            sys.stdout.write(f"  {miss}\n")
            failed = True
        if "--raise" in arguments:
            known[name] |= raised(known[name], figures)
    if "--raise" in arguments:
        FLOORS.write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
