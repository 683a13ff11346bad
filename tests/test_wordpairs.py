"""Questions turned round and put in other words by one word, and what the reader learns of them."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from qabot.training import dossiers, field, reports, wordpairs
from qabot.training.examples import AFFIRMED, DENIED, Example, varied
from qabot.training.lexicon import Tables

if TYPE_CHECKING:
    from qabot.types import Language

ROW = {
    "dossier": "one",
    "articles": [
        {
            "id": "a",
            "outlet": None,
            "author": None,
            "date": None,
            "lang": "id",
            "title": "Kunjungan ke Sekolah Randu",
            "paragraphs": ["Ratri memuji sekolah itu. Ia datang pada Senin. Rombongan pulang sore."],
        }
    ],
    "questions": [
        {
            "n": 1,
            "type": "yesno",
            "id": "Apakah Ratri memuji sekolah itu?",
            "en": "Did Ratri visit the school?",
            "chat": "",
            "verdict": "yes",
            "answer": None,
            "gold": [("a", "Ratri memuji sekolah itu.", "yes")],
        },
        {
            "n": 2,
            "type": "report",
            "id": "Kapan Ratri pulang pada Senin?",
            "en": "When did Ratri go home on Monday?",
            "chat": "",
            "verdict": None,
            "answer": None,
            "gold": [],
        },
    ],
}


@pytest.mark.parametrize(
    ("text", "language", "turned"),
    [
        ("Apakah ekspor naik?", "id", {"Apakah impor naik?", "Apakah ekspor turun?"}),
        ("Apakah korbannya laki-laki?", "id", {"Apakah korbannya perempuan?"}),
        ("Was the bridge reopened?", "en", {"Was the bridge closed?"}),
        ("Apakah kenaikannya berlaku?", "id", {""}),  # nothing within a word
    ],
)
def test_one_word_turns_a_question_round(text: str, language: Language, turned: set[str]) -> None:
    rng = random.Random(1)
    assert {wordpairs.opposite(text, language, rng) for _ in range(40)} == turned


def test_no_word_means_the_same_as_its_opposite() -> None:
    rng = random.Random(1)
    for language, words in (("id", "naik menolak ditangkap mundur"), ("en", "rise reject detained quit")):
        for word in words.split():
            alike = {wordpairs.reworded(word, language, rng) for _ in range(60)}  # type: ignore[arg-type]
            turned = {wordpairs.opposite(word, language, rng) for _ in range(60)}  # type: ignore[arg-type]
            assert alike - {""}
            assert not alike & turned - {""}
            assert word not in alike | turned


def test_what_affirms_a_question_denies_its_opposite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(field, "REWORDED", 1.0)
    found = [
        (example.question, example.stance)
        for seed in range(20)
        for example in field.of_dossiers([dossiers.dossier(ROW, held_out=False)], random.Random(seed))
        if example.stance is not None
    ]
    assert ("Apakah Ratri memuji sekolah itu?", AFFIRMED) in found
    assert ("Apakah Ratri mengkritik sekolah itu?", DENIED) in found
    assert ("Apakah Ratri mengapresiasi sekolah itu?", AFFIRMED) in found


def test_what_nothing_answers_is_read_with_the_nearest_sentences_alone() -> None:
    found = [
        example.passage
        for seed in range(20)
        for example in field.of_dossiers([dossiers.dossier(ROW, held_out=False)], random.Random(seed))
        if example.question.startswith("Kapan")
    ]
    alone = [passage for passage in found if passage.count(".") == 1]
    assert "Ia datang pada Senin." in alone
    assert "Rombongan pulang sore." in alone


def test_some_questions_are_read_with_a_slip() -> None:
    rng = random.Random(1)
    example = Example("dossiers-en", "Who owns that bridge?", "Jembatan itu milik Ratri.")
    seen = {varied(example, Tables({}, {}), rng).question.rstrip("?") for _ in range(800)}
    slipped = seen - {"Who owns that bridge"}
    assert {"Who owns tha bridge", "Who onws that bridge", "Who owns that briidge"} <= slipped
    assert all(abs(len(question) - len("Who owns that bridge")) <= 1 for question in slipped)
    assert all(question.startswith("Who o") for question in slipped)


def test_our_questions_are_paired_by_what_they_ask() -> None:
    pairs = list(dossiers.translated([dossiers.dossier(ROW, held_out=False)]))
    assert pairs[0] == ("Did Ratri visit the school?", "Apakah Ratri memuji sekolah itu?")
    assert not list(dossiers.translated([dossiers.dossier(ROW, held_out=True)]))
    english, indonesian = next(reports.translated())
    assert english.endswith("?")
    assert indonesian.endswith("?")
