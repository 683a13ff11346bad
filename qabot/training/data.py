"""The training data as :mod:`qabot.training` reads it, and the fold that no weights are trained on.

The layout is that of the data's own README: gzipped JSON lines below ``qa/``, ``news/``, ``parallel/``
and ``dict/``. About a sixteenth of the passages (whole titles for SQuAD, whose translations share them)
is held out: the fusion and the answering are fitted on questions that the embedder was not trained to
answer. Sentence pairs and news are not cut by that fold and hold some of the same text.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from qabot.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qabot.types import Language

SETS: Final = (
    "idkmrc-train", "squad-mt-id", "squad-tar-mt-id", "facqa-train", "news-llm-id", "gemini-wiki",
    "squad-en", "squadshifts-new-wiki", "squadshifts-reddit", "squadshifts-amazon-reviews",
)  # fmt: skip
LONGEST: Final = 200
"""Words kept of a training passage."""

_HELD_OUT_TITLES = 5
_HELD_OUT_DIGIT = "0"  # first of a hexadecimal digest: one passage in sixteen


@dataclass(frozen=True, slots=True)
class Question:
    """A question on a passage. ``id`` joins a SQuAD question with its translations."""

    source: str
    question: str
    passage: str
    language: Language
    answers: tuple[str, ...]
    answerable: bool
    evidence: str
    """The sentence that answers, where the data names one and is fairly sure of it; else empty."""
    id: str | None
    title: str
    held_out: bool


def rows(data: Path, name: str) -> Iterator[dict[str, Any]]:
    """The rows of ``<data>/<name>.jsonl.gz``. Raises :class:`~qabot.errors.UsageError`."""
    path = data / f"{name}.jsonl.gz"
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise UsageError(
            f"Training data {path} cannot be read ({error}).", mend="Give the folder with --data."
        ) from error


def questions(data: Path) -> list[Question]:
    """All questions of :data:`SETS`, translations joined to their originals by ``id``."""
    original = {row["id"]: row["title"] for row in rows(data, "qa/squad-en")}
    held_titles = set(sorted(set(original.values()), key=_digest)[:_HELD_OUT_TITLES])
    found = []
    for name in SETS:
        is_squad = name.startswith("squad-")
        for row in rows(data, f"qa/{name}"):
            key = str(row["id"])[-24:] if is_squad else None  # translations prefix the original's id
            title = original[key] if key else row.get("title") or ""
            held = title in held_titles if is_squad else is_held_out(row["context"])
            found.append(
                Question(
                    source=name,
                    question=row["question"],
                    passage=row["context"],
                    language=row["lang"],
                    answers=tuple(row.get("answers") or ()),
                    answerable=row.get("answerable", True),
                    evidence=row["evidence"] if row.get("evidence_score", 0) >= 0.6 else "",
                    id=key,
                    title=title.replace("_", " "),  # as addresses of wiki pages have it
                    held_out=held,
                )
            )
    return found


def is_held_out(passage: str) -> bool:
    """Whether a passage (SQuAD's apart, which go by title) belongs to the held-out fold."""
    return _digest(passage[:200])[0] == _HELD_OUT_DIGIT


def sentence_pairs(data: Path) -> Iterator[tuple[str, str]]:
    """English and Indonesian sentences that translate each other, from all of ``parallel/``."""
    for path in sorted((data / "parallel").glob("*.jsonl.gz")):
        for row in rows(data, f"parallel/{path.name.removesuffix('.jsonl.gz')}"):
            if isinstance(row.get("en"), str) and isinstance(row.get("id"), str):
                yield row["en"], row["id"]


def word_pairs(data: Path) -> Iterator[tuple[str, str]]:
    """English and Indonesian dictionary entries, from ``dict/``."""
    for name in ("wordnet-bahasa", "tico19-terms"):
        for row in rows(data, f"dict/{name}"):
            yield row["en"], row["id"]


def shortened(text: str, words: int = LONGEST) -> str:
    """The first ``words`` words of ``text``."""
    return " ".join(text.split()[:words])


def _digest(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
