"""Passages found, ranked anew by a model that reads them with the question.

The bundled reader's scores and the fused score of the search are weighed by ``qabot train answering``.
A sentence-transformers ``CrossEncoder`` that the user names takes the reader's place in this ranking, and
in this alone: answers, verdicts and silence still rest on the reader.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from qabot.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qabot.answering.reading.reader import PassageReading, Reader
    from qabot.types import Hit, Language

BUNDLED: Final = "bundled"
NAMES: Final = ("fused", "answers", "span")
"""What the weights are for: the search's score, the reader's logit, and its span's score."""
READ: Final = 16
"""Most passages that the reader reads."""
REACH: Final = 7.0
"""How far, in nats of the fused score, a passage may stand behind the best and still be read. On the fitting
fold the passage that answers stands nearer in 99.5 of 100 questions, and a third of the reading is saved."""


class Reranker(Protocol):
    """Scores passages for a question; higher is better. Implemented here."""

    name: str

    def scores(self, question: str, passages: Sequence[str], titles: Sequence[str]) -> list[float]: ...


def read(reader: Reader, question: str, hits: Sequence[Hit]) -> dict[int, PassageReading]:
    """What ``reader`` makes of the first :data:`READ` hits within :data:`REACH`, by passage id."""
    first = [hit for hit in hits[:READ] if hit.score >= hits[0].score - REACH]
    readings = reader.read(
        question,
        [hit.passage.text for hit in first],
        [hit.passage.above for hit in first],
    )
    return {hit.passage.id: reading for hit, reading in zip(first, readings, strict=True)}


def values(hit: Hit, reading: PassageReading) -> tuple[float, ...]:
    """The numbers that :data:`NAMES` names, on scales of about one."""
    return hit.score / 10, reading.answers / 5, reading.bounded_span / 10


def rerank(
    language: Language,
    hits: Sequence[Hit],
    readings: Mapping[int, PassageReading],
    weights: Mapping[str, Mapping[str, float]],
) -> list[Hit]:
    """The hits that were read by their new score, best first, then the others as they were.

    ``weights`` by ``"<question language>-<passage language>"``. Every hit keeps its features; those read
    gain ``reader``, the reader's logit, and keep the search's score as ``fused``.
    """
    found = []
    for hit in hits:
        reading = readings.get(hit.passage.id)
        if reading is None:
            continue
        own = weights[f"{language}-{hit.passage.article.language}"]
        score = own["bias"] + sum(
            own[name] * value for name, value in zip(NAMES, values(hit, reading), strict=True)
        )
        found.append(
            replace(
                hit, score=score, features={**hit.features, "fused": hit.score, "reader": reading.answers}
            )
        )
    found.sort(key=lambda hit: -hit.score)
    return _before(found, [hit for hit in hits if hit.passage.id not in readings])


def reorder(
    reranker: Reranker, question: str, hits: Sequence[Hit], readings: Mapping[int, PassageReading]
) -> list[Hit]:
    """``hits`` in the order of ``reranker`` for those that were read, which come first.

    Scores keep the mean and the spread they had: what reads them further was fitted on those.
    """
    import numpy as np

    first = [hit for hit in hits if hit.passage.id in readings]
    if len(first) < 2:
        return list(hits)
    given = reranker.scores(
        question,
        [hit.passage.text for hit in first],
        [hit.passage.above for hit in first],
    )
    scores = np.array(given, float)
    own = np.array([hit.score for hit in first])
    scaled = own.mean() + own.std() * (scores - scores.mean()) / (scores.std() or 1.0)
    found = [
        replace(hit, score=float(score), features={**hit.features, "reranker": raw})
        for hit, score, raw in zip(first, scaled, given, strict=True)
    ]
    found.sort(key=lambda hit: -hit.score)
    return _before(found, [hit for hit in hits if hit.passage.id not in readings])


def _before(found: list[Hit], rest: Sequence[Hit]) -> list[Hit]:
    """``found``, then ``rest`` with scores kept below theirs."""
    if not found:
        return list(rest)
    least = found[-1].score
    return found + [replace(hit, score=min(hit.score, least)) for hit in rest]


def load_reranker(name: str) -> Reranker | None:
    """None for ``bundled``, else the ``CrossEncoder`` of a folder or a hub name.

    Raises :class:`~qabot.errors.ModelError`.
    """
    return None if name == BUNDLED else CrossEncoderReranker(name)


class CrossEncoderReranker:
    """Any sentence-transformers ``CrossEncoder`` with one output."""

    def __init__(self, name: str) -> None:
        self.name = name
        path = Path(name).expanduser()
        is_folder = path.is_dir()
        mend = "QABOT_RERANKER takes `bundled`, a sentence-transformers CrossEncoder folder or a hub name."
        if not is_folder and (path.is_absolute() or name.startswith((".", "~"))):
            raise ModelError(f"There is no reranker model folder {name}.", mend=mend)
        from sentence_transformers import CrossEncoder

        try:
            # A folder must never lead to the network, whatever its files refer to.
            self._model = CrossEncoder(
                str(path) if is_folder else name, device="cpu", local_files_only=is_folder
            )
        # the library raises whatever the model's own files make it raise
        except Exception as error:
            raise ModelError(f"The reranker {name} cannot be loaded ({error}).", mend=mend) from error
        if self._model.num_labels != 1:
            raise ModelError(
                f"The reranker {name} gives {self._model.num_labels} numbers for a pair; one is needed.",
                mend=mend,
            )

    def scores(self, question: str, passages: Sequence[str], titles: Sequence[str]) -> list[float]:
        """One score a passage, read beneath its article's title."""
        texts = [
            f"{title}\n{passage}" if title else passage
            for passage, title in zip(passages, titles, strict=True)
        ]
        found: list[float] = self._model.predict(
            [(question, text) for text in texts], show_progress_bar=False
        ).tolist()
        return found
