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
from typing import TYPE_CHECKING, Any, Final

from qabot import QABot, Settings
from qabot.answering.reading.reader import FOLDER as READER
from qabot.answering.reading.reader import bundled
from qabot.evaluation import questions, reader, retrieval, stance
from qabot.retrieval import load_embedder

if TYPE_CHECKING:
    from collections.abc import Callable

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parent.parent
SHARED: Final = ROOT.parent / "shared"
FLOORS: Final = HERE / "floors.json"

SETS: Final[dict[str, tuple[Path, ...]]] = {
    "retrieval idkmrc-valid": (SHARED / "data/eval/retrieval/idkmrc-valid",),
    "retrieval squad-en-to-id-dev": (SHARED / "data/eval/retrieval/squad-en-to-id-dev",),
    "questions dev": (SHARED / "questions-dev.jsonl", SHARED / "seeds"),
    "questions own": (HERE / "questions.jsonl", ROOT / "seeds"),
    "questions reworded own": (HERE / "reworded.jsonl", ROOT / "seeds"),
    "reader idkmrc-valid": (SHARED / "data/eval/reader/idkmrc-valid.jsonl.gz",),
    "reader own": (HERE / "reader.jsonl",),
    "stance indonli-valid": (SHARED / "data/nli/indonli-valid.jsonl.gz",),
    "stance own": (HERE / "stance.jsonl",),
}
"""A folder in BEIR layout, questions and the articles they are asked of, or a file of rows."""
OWN: Final = tuple(name for name in SETS if name.endswith(" own"))
"""Those whose files are in the repository, so that they are measured everywhere."""
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


def missing_model(name: str) -> str | None:
    """The model that a set needs and this clone does not have."""
    needs_reader = name.split()[0] in ("reader", "stance")
    return READER.name if needs_reader and not READER.is_dir() else None


def measure(name: str) -> dict[str, float]:
    """The figures of one of :data:`SETS` by name, 0 to 1; what could not be counted is left out."""
    figures = _MEASURES[name.split()[0]](*SETS[name])
    return {metric: round(float(value), 4) for metric, value in figures.items() if value is not None}


def _retrieval(folder: Path) -> dict[str, Any]:
    result = retrieval.evaluate(retrieval.load(folder), load_embedder(), report=lambda _: None)
    return {
        f"{method} {metric}": value
        for method, values in result["methods"].items()
        for metric, value in values.items()
    }


def _questions(path: Path, articles: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="qabot-quality-") as folder:
        settings = replace(Settings(), index=Path(folder) / "index")
        with QABot.open(settings=settings) as bot:
            bot.add(articles)
            judged = questions.judge(bot.engine.ask, questions.load(path))
    result: dict[str, Any] = questions.summary(judged)["all"]
    return result


def _reader(path: Path) -> dict[str, Any]:
    model = bundled()
    result = reader.figures(reader.judge(model, reader.load(path)), model.null_threshold)
    percent = ("em", "f1", "answerable_f1", "no_answer_accuracy")
    return {name: None if (value := result[name]) is None else value / 100 for name in percent}


def _stance(path: Path) -> dict[str, Any]:
    result = stance.figures(stance.judge(bundled(), stance.load(path)))
    return {name: result[name] for name in ("accuracy", "macro_f1")}


_MEASURES: Final[dict[str, Callable[..., dict[str, Any]]]] = {
    "retrieval": _retrieval,
    "questions": _questions,
    "reader": _reader,
    "stance": _stance,
}


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
        if model := missing_model(name):
            sys.stdout.write(f"{name}: the {model} is not here\n")
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
