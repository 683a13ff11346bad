"""Whether a passage affirms, denies or leaves open a claim, as natural language inference counts it.

A file of JSON lines: ``premise``, ``hypothesis``, ``label`` (entailment, neutral or contradiction).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from qabot.evaluation import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from qabot.evaluation.reader import Reader

LABELS: Final = ("entailment", "neutral", "contradiction")


@dataclass(frozen=True, slots=True)
class Judged:
    """One pair, and what the reader made of it."""

    row: Mapping[str, Any]
    said: str
    """One of :data:`LABELS`."""
    probability: float
    """That the reader gave it, 0 to 1."""

    @property
    def right(self) -> bool:
        return bool(self.said == self.row["label"])


def load(path: Path) -> list[dict[str, Any]]:
    """Read the pairs. Raises :class:`~qabot.errors.UsageError` naming the line that is wrong."""
    return rows.load(path, "premise", "hypothesis", "label", complaint=_complaint)


def _complaint(row: Mapping[str, Any]) -> str:
    if not isinstance(row["premise"], str) or not isinstance(row["hypothesis"], str):
        return "'premise' and 'hypothesis' must be text"
    return "" if row["label"] in LABELS else f"the label is {row['label']!r}, none of {', '.join(LABELS)}"


def judge(
    reader: Reader,
    pairs: Sequence[Mapping[str, Any]],
    *,
    report: Callable[[str], None] = lambda _: None,
) -> list[Judged]:
    """Read every premise for its hypothesis; the likeliest of the three labels is what the reader says."""
    judged = []
    for number, row in enumerate(pairs, start=1):
        reading = reader.read(row["hypothesis"], [row["premise"]], sides=True)[0]
        found = dict(zip(LABELS, (reading.affirms, reading.open, reading.denies), strict=True))
        said = max(LABELS, key=found.__getitem__)
        judged.append(Judged(row, said, found[said]))
        if number % 400 == 0:
            report(f"{number:,} of {len(pairs):,} pairs read")
    return judged


def figures(judged: Sequence[Judged]) -> dict[str, Any]:
    """``accuracy`` and ``macro_f1`` (over the labels that occur), 0 to 1; ``questions``; for each label its
    ``precision``, ``recall`` and ``f1``; ``confusion``: gold label to said label to count."""
    confusion = {
        gold: {said: sum(i.row["label"] == gold and i.said == said for i in judged) for said in LABELS}
        for gold in LABELS
    }
    labels = {}
    for label in LABELS:
        hit = confusion[label][label]
        gold, said = sum(confusion[label].values()), sum(row[label] for row in confusion.values())
        if gold or said:
            labels[label] = {
                "precision": round(hit / said, 4) if said else 0.0,
                "recall": round(hit / gold, 4) if gold else 0.0,
                "f1": round(2 * hit / (gold + said), 4),
            }
    return {
        "accuracy": round(sum(item.right for item in judged) / len(judged), 4),
        "macro_f1": round(sum(found["f1"] for found in labels.values()) / len(labels), 4),
        "questions": len(judged),
        "labels": labels,
        "confusion": confusion,
    }


def table(result: Mapping[str, Any]) -> str:
    """The figures and the confusion table as text; a row is what is right, a column what was said."""
    scores = f"accuracy {result['accuracy']:.3f}, macro F1 {result['macro_f1']:.3f}"
    lines = [
        f"{scores}, {result['questions']:,} pairs",
        "",
        "right, said".ljust(16) + "".join(f"{label:>15}" for label in LABELS) + f"{'F1':>8}",
    ]
    for gold, row in result["confusion"].items():
        found = result["labels"].get(gold)
        lines.append(
            f"{gold:<16}"
            + "".join(f"{row[said]:>15,}" for said in LABELS)
            + (f"{found['f1']:>8.3f}" if found else f"{'-':>8}")
        )
    return "\n".join(lines)
