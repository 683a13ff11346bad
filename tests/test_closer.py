"""The best sentences, read alone and ranked anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

from qabot.answering.reading import closer, evidence
from qabot.answering.reading.evidence import Evidence
from qabot.answering.reading.reader import PassageReading
from qabot.answering.understanding.question import understand
from qabot.types import ArticleInfo, Hit, Passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qabot.retrieval.features import QuestionView

ARTICLE = ArticleInfo("AAAA", "a.txt", "a.txt", "Judul", None, None, None, "id", 1, 1, "2024-01-01")
NEUTRAL = dict.fromkeys((*closer.NAMES, "bias"), 0.0)


def reading(answers: float) -> PassageReading:
    return PassageReading(answers, 0, 0, 0.0, affirms=0.3, denies=0.3, open=0.4)


def sentence(text: str, score: float, form: float = 0.0, beside: str = "") -> Evidence:
    """``beside`` is what else its paragraph says."""
    whole = f"{text}{beside}"
    hit = Hit(Passage(1, ARTICLE, 1, 0, len(whole), whole, "0" * 16), 0.0)
    features = {"form": form, "answers": 0.0, "spanned": 0.0, "coverage": 0.0}
    return Evidence(hit, 0, len(text), text, score, features, np.zeros(1, np.float32), reading(-3.0))


class Scripted:
    """Takes what holds ``right`` to answer, and remembers what it was given."""

    def __init__(self, right: str) -> None:
        self.right = right
        self.given: list[tuple[str, str]] = []
        self.sides: set[bool] = set()

    def read(
        self, question: str, passages: Sequence[str], titles: Sequence[str], *, sides: bool
    ) -> list[PassageReading]:
        self.given += zip(titles, passages, strict=True)
        self.sides.add(sides)
        return [reading(4.0 if self.right in passage else -4.0) for passage in passages]


def test_the_sentence_that_answers_alone_comes_first() -> None:
    question = understand("Siapa yang membangun jembatan itu?")
    ranked = [sentence("Jembatan itu panjang.", 3.0, beside=" Ya."), sentence("Wira.", 2.0, beside=" Ya.")]
    reader = Scripted("Wira")
    found = closer.rank(question, closer.read(question, ranked, reader), NEUTRAL | {"alone": 1.0})
    assert [item.text for item in found] == ["Wira.", "Jembatan itu panjang."]
    assert [item.score for item in found] == [pytest.approx(0.8), pytest.approx(-0.8)]
    both = [(title, text) for title in ("Judul", "") for text in ("Jembatan itu panjang.", "Wira.")]
    assert reader.given == both


def test_only_the_best_different_sentences_are_read() -> None:
    question = understand("Apa itu?")
    ranked = [sentence(f"Kalimat {number // 2}.", -number, beside=" Ya.") for number in range(40)]
    reader = Scripted("Kalimat 19")
    found = closer.rank(question, closer.read(question, ranked, reader), NEUTRAL | {"score": 1.0})
    assert len(reader.given) == 2 * len({text for _, text in reader.given}) == 2 * closer.ALONE
    assert len(found) == 40
    assert [item.alone is not None for item in found] == [True] * closer.ALONE + [False] * 32
    scores = [item.score for item in found[: closer.ALONE]]
    assert scores == sorted(scores, reverse=True)
    assert max(item.score for item in found[closer.ALONE :]) <= scores[-1]


@pytest.mark.parametrize(("text", "matters"), [("Did Wira build it?", True), ("Who built it?", False)])
def test_sides_matter_to_yes_no_questions(text: str, *, matters: bool) -> None:
    reader = Scripted("Wira")
    closer.read(understand(text), [sentence("Wira membangunnya.", 1.0, beside=" Ya.")], reader)
    assert reader.sides == {matters}


def test_a_paragraph_of_one_sentence_is_not_read_twice() -> None:
    question = understand("Apa itu?")
    reader = Scripted("x")
    only = sentence("Satu-satunya.", 0.0)
    (found,) = closer.read(question, [only], reader)
    assert reader.given == [("", "Satu-satunya.")]  # only without its title
    assert found.alone == only.reading.and_again(reading(-4.0))


def test_a_title_has_no_title_above_it() -> None:
    reader = Scripted("x")
    item = sentence("Judul", 0.0)
    title = replace(item, hit=replace(item.hit, passage=replace(item.hit.passage, paragraph=0)))
    (found,) = closer.read(understand("Apa itu?"), [title], reader)
    assert found.alone == title.reading
    assert reader.given == []


def test_what_cannot_hold_the_answer_still_gives_way() -> None:
    question = understand("Berapa panjang jembatan itu?")
    plain, numbered = sentence("Panjang.", 1.0), sentence("Panjangnya 40 meter.", 0.0, form=1.0)
    read = [replace(item, alone=reading(0.0)) for item in (plain, numbered)]
    found = closer.rank(question, read, NEUTRAL | {"score": 1.0})
    assert [item.text for item in found] == ["Panjangnya 40 meter.", "Panjang."]


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("“Kami tidak akan membuka cabang lagi,” kata Rita.", True),
        ('Kata Rita: "Kami tidak akan membuka cabang lagi."', True),
        ("Rita hadir di acara “Pasar Rakyat” yang digelar di alun-alun kota itu.", False),
        ("Rita menjelaskan bahwa cabang baru tidak akan dibuka.", False),
    ],
)
def test_words_are_somebodys_when_they_are_quoted(text: str, holds: bool) -> None:
    question = understand("Apa persisnya kata Rita soal cabang itu?")
    assert question.kind == "quote"
    assert bool(evidence.form(question, text, "id", cast("QuestionView", None))) is holds
