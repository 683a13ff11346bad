"""Questions with an answer put as yes/no questions."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from qabot.training.asked import another, yes_no

if TYPE_CHECKING:
    from qabot.types import Language


@pytest.mark.parametrize(
    ("question", "answer", "language", "expected"),
    [
        ("When was the bridge opened?", "1912", "en", {"Was the bridge opened in 1912?"}),
        ("When did the bridge open?", "5 May", "en", {"Did the bridge open on 5 May?"}),
        ("Where is the port located?", "in Sorong", "en", {"Is the port located in Sorong?"}),
        ("In what city was Rima born?", "Sorong", "en", {"Was Rima born in Sorong?"}),
        ("What did the mayor sign?", "a decree", "en", {"Did the mayor sign a decree?"}),
        ("How many ships were lost?", "12", "en", {"Were 12 ships lost?"}),
        ("Who is the mayor of Sorong?", "Rima", "en",
         {"Is Rima the mayor of Sorong?", "Is the mayor of Sorong Rima?"}),
        ("Who built the bridge?", "Rima", "en",
         {f"Is it {word} that Rima built the bridge?" for word in ("true", "right", "correct")}),
        ("Name the mayor.", "Rima", "en", {None}),
        ("What did the mayor say?", "that nobody in the whole town would ever have to pay", "en", {None}),
    ],
)  # fmt: skip
def test_english(question: str, answer: str, language: Language, expected: set[str | None]) -> None:
    assert {yes_no(question, answer, language, random.Random(seed)) for seed in range(40)} == expected


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("Kapan jembatan itu dibuka?", "1912", "Apakah jembatan itu dibuka pada 1912?"),
        ("Di mana Rima lahir?", "di Sorong", "Apakah Rima lahir di Sorong?"),
        ("Siapa yang membangun jembatan?", "Rima", "Apakah Rima yang membangun jembatan?"),
        ("Siapa wali kota Sorong?", "Rima", "Apakah wali kota Sorong adalah Rima?"),
        ("Berapa luas Sorong?", "656 km", "Apakah luas Sorong 656 km?"),
        ("Tahun berapa jembatan dibuka?", "1912", "Apakah jembatan dibuka pada tahun 1912?"),
    ],
)
def test_indonesian(question: str, answer: str, expected: str) -> None:
    assert expected in {yes_no(question, answer, "id", random.Random(seed)) for seed in range(80)}


def test_what_fits_no_pattern_is_left_out() -> None:
    assert yes_no("Mengapa jembatan ditutup?", "retak", "id", random.Random(1)) is None


def test_another_answer_is_of_the_same_kind_and_in_the_passage() -> None:
    passage = "Pada 1912 kapal milik Rima Tanjung dan Adi Sukma berlabuh di Sorong, lalu pergi pada 1934."
    rng = random.Random(3)
    assert {another("Kapan?", "1912", passage, (), rng) for _ in range(20)} == {"1934"}
    assert {another("Siapa?", "Rima Tanjung", passage, (), rng) for _ in range(40)} == {"Adi Sukma", "Sorong"}
    assert another("Apa?", "kapal", passage, ["pelabuhan"], rng) is None
    assert another("Apa?", "perahu", passage, ["kapal"], rng) == "kapal"
    assert another("Siapa selain Adi Sukma ke Sorong?", "Rima Tanjung", passage, (), rng) is None
    assert another("Berapa?", "1912 kapal", passage, (), rng) == "1934 kapal"
