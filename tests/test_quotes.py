"""Thousands of questions: every quote is what stands in the article, every citation was read."""

from __future__ import annotations

import itertools
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from qabot import citations
from qabot.answering import Engine
from qabot.answering.reading import reader as readers
from qabot.answering.reading.reader import PassageReading
from qabot.articles import read_all
from qabot.errors import QabotError
from qabot.index import PassageIndex
from qabot.retrieval import load_embedder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
FORMS = (
    "Siapa {}?", "Apa itu {}?", "Berapa {}?", "Kapan {}?", "Di mana {}?", "Mengapa {}?", "Bagaimana {}?",
    "Apakah {}?", "Apakah benar {} tidak jadi?", "apa kata {} persisnya?", "{} gak sih?", "Will {} open?",
    "Who said {}?", "When did {} start?", "How many {}?", "What exactly did {} say?", "Is it true that {}?",
)  # fmt: skip


class Restless(readers.Reader):
    """Reads what it is given with a die: spans anywhere, answers and stances by chance.

    Whatever a model says, a quote must be exact; and a die is quicker than a model.
    """

    null_threshold = 0.0

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self._rng = random.Random(4)

    def answer_score(self, reading: PassageReading) -> float:
        return reading.answers

    def read(
        self,
        question: str,
        passages: Sequence[str],
        titles: Sequence[str] | None = None,
        *,
        sides: bool = False,
    ) -> list[PassageReading]:
        assert titles is None or len(titles) == len(passages)
        assert question.strip()
        self.seen.update(passages)
        found = []
        for passage in passages:
            start, end = sorted(self._rng.randint(0, len(passage)) for _ in range(2))
            shares = [self._rng.random() for _ in range(3)]
            affirms, denies, open_ = (share / sum(shares) for share in shares)
            answers, span = self._rng.uniform(-3, 9), self._rng.uniform(-8, 20)
            found.append(PassageReading(answers, start, end, span, affirms, denies, open_))
        return found


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PassageIndex]:
    with PassageIndex.create_or_open(tmp_path_factory.mktemp("index"), load_embedder()) as made:
        made.add(article for article in read_all([str(SEEDS)]) if not isinstance(article, QabotError))
        yield made


def questions(index: PassageIndex, count: int) -> list[str]:
    text = " ".join(index.article(info.code).text for info in index.articles())
    names = sorted(set(re.findall(r"[A-Z]\w+(?: [A-Z]\w+){0,2}", text)))
    words = sorted(set(re.findall(r"[a-z]{5,}", text)))
    rng = random.Random(7)
    subjects = [f"{rng.choice(names)} {' '.join(rng.sample(words, 2))}" for _ in range(count)]
    return [form.format(subject) for form, subject in zip(itertools.cycle(FORMS), subjects, strict=False)]


def check(index: PassageIndex, answer: Any) -> int:
    for citation in (*answer.citations, *answer.nearest):
        article = index.article(citation.id.split("-")[0])
        assert article.text[citation.start : citation.end] == citation.quote
        assert citation.quote.strip()
        assert citations.verify(index, citation)
    if answer.status == "answered":
        assert answer.citations
    else:
        assert not answer.citations
        assert answer.verdict is None
    return len(answer.citations)


def test_quotes_are_exact_whatever_the_reader_says(index: PassageIndex) -> None:
    reader = Restless()
    engine = Engine(index, load_embedder(), reader=reader)
    answered = 0
    for question in questions(index, 2500):
        reader.seen.clear()
        answer = engine.ask(question)
        answered += bool(check(index, answer))
        for citation in answer.citations:
            assert any(citation.quote in passage for passage in reader.seen), question
    assert answered > 800


def test_quotes_are_exact_with_the_bundled_reader(index: PassageIndex) -> None:
    engine = Engine(index, load_embedder())
    assert sum(check(index, engine.ask(question)) for question in questions(index, 120)) > 20
