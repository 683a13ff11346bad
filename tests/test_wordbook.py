"""Questions turned round and put in other words by one word, and what the reader learns of them."""

from __future__ import annotations

import copy
import random
from typing import TYPE_CHECKING, Any, Final

import pytest

from qabot.errors import ModelError
from qabot.text import wordbook
from qabot.training import dossiers, examples, field, reports
from qabot.training.examples import AFFIRMED, DENIED, Example, varied
from qabot.training.lexicon import Tables

if TYPE_CHECKING:
    from qabot.types import Language

ROW: Final[dict[str, Any]] = {
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
        ("Apakah tarif dinaikkan?", "id", {"Apakah tarif diturunkan?", "Apakah tarif dipangkas?"}),
        ("Is helmet use mandatory?", "en", {"Is helmet use optional?", "Is helmet use voluntary?"}),
        ("Apakah kenaikannyalah berlaku-laku?", "id", {""}),  # nothing within a word
    ],
)
def test_one_word_turns_a_question_round(text: str, language: Language, turned: set[str]) -> None:
    rng = random.Random(1)
    found = {wordbook.exchanged(text, language, "opposite", rng) for _ in range(60)}
    assert found & turned
    assert ("" in found) == ("" in turned)


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_word_means_the_same_as_its_opposite(language: Language) -> None:
    lines = (wordbook.FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    tables = wordbook.read(lines, language, 3)
    for word in {word for table in tables for word in table}:
        alike, broader, opposite = (set(table.get(word, ())) for table in tables)
        assert word not in alike | broader | opposite
        assert not alike & opposite
        assert not broader & opposite
        assert "" not in alike | broader | opposite
    words = [line.partition(" | ")[0] for line in lines]
    assert words == sorted(set(words))


def test_a_line_that_cannot_be_read_is_named() -> None:
    with pytest.raises(ModelError, match=r"id:2 is 'naik \| meningkat'") as caught:
        wordbook.read(["turun | menurun | |", "naik | meningkat"], "id", 3)
    assert "qabot/text/wordbook.py" in caught.value.mend


def test_words_stand_for_each_other_whichever_line_has_them() -> None:
    alike = wordbook.alike("en")
    assert "turned down" in alike["rejected"]
    assert "rejected" in alike["turned down"]


def test_english_words_and_what_stands_for_them_in_indonesian() -> None:
    assert "khawatir" in wordbook.translated("en")["worried"]
    assert "worried" in wordbook.translated("id")["khawatir"]
    lines = (wordbook.FOLDER / "en-id.txt").read_text(encoding="utf-8").splitlines()
    (table,) = wordbook.read(lines, "en-id.txt", 1)
    assert len(table) == len(lines)
    assert all(len(set(others)) == len(others) and "" not in others for others in table.values())


def test_what_affirms_a_question_denies_its_opposite() -> None:
    found = _asked(ROW)
    assert ("Apakah Ratri memuji sekolah itu?", AFFIRMED) in found
    assert ("Apakah Ratri mengkritik sekolah itu?", DENIED) in found
    assert ("Did Ratri visit the institution?", AFFIRMED) in found  # broader


def test_what_denies_a_question_affirms_the_opposite_it_names() -> None:
    row = copy.deepcopy(ROW)
    row["questions"][0] |= {
        "id": "Apakah Ratri mengkritik sekolah itu?",
        "verdict": "no",
        "gold": [("a", "Ratri memuji sekolah itu.", "no")],
    }
    found = _asked(row)
    assert ("Apakah Ratri mengkritik sekolah itu?", DENIED) in found
    assert ("Apakah Ratri memuji sekolah itu?", AFFIRMED) in found


def _asked(row: dict[str, Any]) -> list[tuple[str, int]]:
    return [
        (example.question, example.stance)
        for seed in range(30)
        for example in field.of_dossiers([dossiers.dossier(row, held_out=False)], random.Random(seed))
        if example.stance is not None
    ]


def test_questions_and_claims_are_read_in_other_words_too() -> None:
    rng = random.Random(1)
    example = Example("dossiers-en", "Was the plan rejected?", "Warga menolak rencana itu.", stance=AFFIRMED)
    seen = [varied(example, Tables({}, {}), rng) for _ in range(400)]
    assert "Was the plan turned down?" in {one.question for one in seen}
    assert "Warga menentang rencana itu." in {one.passage for one in seen}
    spanned = Example("dossiers-en", "Was the plan rejected?", "Warga menolak rencana itu.", span=(0, 5))
    assert {varied(spanned, Tables({}, {}), rng).passage for _ in range(200)} == {spanned.passage}


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


def test_some_questions_are_read_with_a_slip(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(1)
    example = Example("dossiers-en", "Who owns that bridge?", "Jembatan itu milik Ratri.")
    monkeypatch.setattr(examples, "REWORDED", 0.0)
    monkeypatch.setattr(examples, "WORDED", 0.0)
    seen = {varied(example, Tables({}, {}), rng).question.rstrip("?") for _ in range(2000)}
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
