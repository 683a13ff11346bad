"""A reader without a model, for the tests of what is measured of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qabot.answering.reading.reader import FOLDER, PassageReading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

needs_the_bundled_reader = pytest.mark.skipif(not FOLDER.is_dir(), reason="needs the bundled reader")


class TableReader:
    """Says of each question what it was told to: how surely, which words, and for or against."""

    null_threshold = 0.0

    def __init__(self, known: Mapping[str, tuple[float, str] | tuple[float, float, float]]) -> None:
        self.known = known
        self.titles: list[Sequence[str] | None] = []

    def answer_score(self, reading: PassageReading) -> float:
        return reading.answers + reading.span

    def read(
        self,
        question: str,
        passages: Sequence[str],
        titles: Sequence[str] | None = None,
        *,
        sides: bool = False,
    ) -> list[PassageReading]:
        self.titles.append(titles)
        told = self.known[question]
        if len(told) == 3:
            return [PassageReading(0.0, 0, 0, 0.0, *told)] * len(passages)
        answers, words = told
        starts = [passage.find(words) for passage in passages]
        return [PassageReading(answers, at, at + len(words), 1.0, 0.0, 0.0, 1.0) for at in starts]
