"""The reader on questions with their passage: SQuAD 2.0 figures at the reader's own threshold.

A file of JSON lines: ``question``, ``context``, ``answers`` (strings), ``answerable``, and perhaps ``title``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from qabot.evaluation import rows, squad

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from qabot.answering.reading.reader import PassageReading

_NEEDED: Final = ("question", "context", "answers", "answerable")


class Reader(Protocol):
    """What is asked of a reader here; :class:`qabot.answering.reading.reader.Reader` is the bundled one."""

    null_threshold: float
    """What :meth:`answer_score` must exceed for the passage to answer."""

    def answer_score(self, reading: PassageReading) -> float: ...

    def read(
        self,
        question: str,
        passages: Sequence[str],
        titles: Sequence[str] | None = None,
        *,
        sides: bool = False,
    ) -> list[PassageReading]: ...


@dataclass(frozen=True, slots=True)
class Judged:
    """One question, the span read, and its score against the gold answers."""

    row: Mapping[str, Any]
    best: str
    """The best span, whether or not it is given as an answer; may be empty."""
    score: float
    """How surely the passage answers, on the scale of the threshold."""
    gold: tuple[str, ...]
    """Empty where silence is right."""

    def given(self, threshold: float) -> str:
        """The answer at a threshold; empty for silence."""
        return self.best if self.score > threshold else ""

    def f1(self, threshold: float) -> float:
        return squad.f1(self.given(threshold), self.gold)

    def exact_match(self, threshold: float) -> float:
        return squad.exact_match(self.given(threshold), self.gold)


def load(path: Path) -> list[dict[str, Any]]:
    """Read the questions. Raises :class:`~qabot.errors.UsageError` naming the line that is wrong."""
    return rows.load(path, *_NEEDED, complaint=_complaint)


def _complaint(row: Mapping[str, Any]) -> str:
    answers = row["answers"]
    if not isinstance(row["question"], str) or not isinstance(row["context"], str):
        return "'question' and 'context' must be text"
    if not isinstance(answers, list) or not all(isinstance(answer, str) for answer in answers):
        return "'answers' must be a list of texts"
    if not isinstance(row["answerable"], bool):
        return f"'answerable' must be true or false, not {row['answerable']!r}"
    return "answerable, and no answer is given" if row["answerable"] and not any(answers) else ""


def judge(
    reader: Reader,
    asked: Sequence[Mapping[str, Any]],
    *,
    report: Callable[[str], None] = lambda _: None,
) -> list[Judged]:
    """Read every passage for its question and compare."""
    judged = []
    for number, row in enumerate(asked, start=1):
        context, title = row["context"], row.get("title")
        reading = reader.read(row["question"], [context], [title] if title else None)[0]
        judged.append(
            Judged(
                row=row,
                best=context[reading.start : reading.end],
                score=reader.answer_score(reading),
                gold=tuple(row["answers"]) if row["answerable"] else (),
            )
        )
        if number % 200 == 0:
            report(f"{number:,} of {len(asked):,} questions read")
    return judged


def figures(judged: Sequence[Judged], threshold: float) -> dict[str, float | int | None]:
    """``em``, ``f1``, ``answerable_f1`` and ``no_answer_accuracy`` in percent, None where nothing counts;
    the ``threshold`` they hold at; the number of ``questions``."""
    answerable = [item for item in judged if item.gold]
    silent = [item for item in judged if not item.gold]
    return {
        "em": _percent([item.exact_match(threshold) for item in judged]),
        "f1": _percent([item.f1(threshold) for item in judged]),
        "answerable_f1": _percent([item.f1(threshold) for item in answerable]),
        "no_answer_accuracy": _percent([item.f1(threshold) for item in silent]),
        "threshold": threshold,
        "questions": len(judged),
    }


def sweep(judged: Sequence[Judged]) -> list[tuple[float, float]]:
    """F1 over all questions, in percent, at every threshold that changes it, lowest first.

    A threshold is given as the score of the last question it silences.
    """
    ordered = sorted(judged, key=lambda item: item.score)
    total = sum(squad.f1(item.best, item.gold) for item in ordered)
    points: list[tuple[float, float]] = []
    for item in ordered:
        total += squad.f1("", item.gold) - squad.f1(item.best, item.gold)
        if points and points[-1][0] == item.score:
            points.pop()
        points.append((item.score, 100 * total / len(ordered)))
    return points


def failures(judged: Iterable[Judged], threshold: float) -> Iterator[tuple[Judged, str]]:
    """What went wrong, and how: ``silent``, ``answered`` (and should not have) or ``span``."""
    for item in judged:
        given = item.given(threshold)
        if not item.gold and given:
            yield item, "answered"
        elif item.gold and not given:
            yield item, "silent"
        elif item.f1(threshold) < 0.5:
            yield item, "span"


def table(result: Mapping[str, float | int | None]) -> str:
    """The figures as text, a line each."""
    return "\n".join(
        f"{name.replace('_', ' '):<20}"
        + ("-" if value is None else f"{value:,}" if isinstance(value, int) else f"{value:.2f}").rjust(8)
        for name, value in result.items()
    )


def _percent(values: Sequence[float]) -> float | None:
    return round(100 * sum(values) / len(values), 2) if values else None
