"""Answers as JSON for the state file, and back."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from qabot.chat.render import plain, to_json, why_lines
from qabot.types import Answer, Citation, QuotedDate

if TYPE_CHECKING:
    from collections.abc import Mapping


def pack(answer: Answer) -> dict[str, Any]:
    """What is kept of ``answer``: all of it, but of how it was reached only the words."""
    why = plain(why_lines(answer)) if answer.why else ""
    return {**to_json(answer), "why": why}


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
