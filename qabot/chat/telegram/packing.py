"""Answers as JSON for the state file, and back."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any, Final

from qabot.chat.render import shorten, to_json
from qabot.types import Answer, Citation, QuotedDate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qabot.types import Explanation

CANDIDATES: Final = 5
"""Passages that were weighed, of which this many are kept."""
_FIGURES: Final = re.compile(r"(?:\w+ -?\d[\d.]*(?:  |$)){3,}")


def pack(answer: Answer) -> dict[str, Any]:
    """What is kept of ``answer``: all of it, and how it was reached."""
    return {**to_json(answer), "why": _reasons(answer.why) if answer.why else None}


def _reasons(why: Explanation) -> dict[str, Any]:
    """What ``/why`` is about, without the figures that only the terminal shows."""
    return {
        "understood": why.understood,
        "kind": why.kind,
        "notes": [note for note in why.notes if not _FIGURES.fullmatch(note)],
        "candidates": [
            {
                "place": f"{hit.passage.article.code}-{hit.passage.paragraph}",
                "score": round(float(hit.score), 2),
                "text": shorten(hit.passage.text),
            }
            for hit in why.candidates[:CANDIDATES]
        ],
    }


def unpack(body: Mapping[str, Any]) -> Answer:
    """The answer that :func:`pack` wrote, without its explanation."""
    return Answer(
        question=body["question"],
        language=body["language"],
        status=body["status"],
        text=body["answer"],
        verdict=body["verdict"],
        confidence=body["confidence"],
        as_of=body["as_of"],
        sources=body["sources"],
        citations=tuple(_citation(item) for item in body["citations"]),
        nearest=tuple(_citation(item) for item in body["nearest"]),
        took_ms=body["took_ms"],
        phrased=body["phrased"],
    )


def _citation(item: Mapping[str, Any]) -> Citation:
    names = {field.name for field in dataclasses.fields(Citation)}
    values = {name: value for name, value in item.items() if name in names}
    return Citation(**{**values, "dates": tuple(QuotedDate(**date) for date in item["dates"])})
