"""Questions put in the words of the passage they are read with."""

from __future__ import annotations

import pytest

from qabot.answering.reading import reader
from qabot.answering.reading.paraphrase import Paraphraser


@pytest.mark.parametrize(
    ("question", "passage", "worded"),
    [
        ("Apakah warga diminta berhati-hati?", "Warga diminta waspada.", "Apakah warga diminta waspada?"),
        ("Apakah warga diminta waspada?", "Warga diminta waspada.", "Apakah warga diminta waspada?"),
        ("apakah duit itu dikorupsi?", "Uang itu hilang.", "apakah uang itu dikorupsi?"),
        ("Was the plan rejected?", "The plan was turned down.", "Was the plan turned down?"),
        ("Was the plan rejected?", "It was approved.", "Was the plan rejected?"),
        ("Is the minister worried?", "Menteri khawatir.", "Is the menteri khawatir?"),
        ("Is it the minister's plan?", "Menteri punya rencana.", "Is it the menteri's rencana?"),
        ("Apakah sebagian besar warga datang?", "Mayoritas warga datang.", "Apakah mayoritas warga datang?"),
        ("Was water cut off?", "Pasokan air dihentikan.", "Was air dihentikan?"),
        ("Was it for good?", "Selamat datang.", "Was it for good?"),  # no "selamanya" here
        ("Was the water cut off?", "The water was cut off.", "Was the water cut off?"),
        ("Was water cut, off?", "Pasokan air dihentikan.", "Was air cut, off?"),
        ("Did Rita step down for now?", "Rita mundur.", "Did Rita mundur for now?"),
        ("Apakah Uang Kita tutup?", "Duit itu hilang.", "Apakah Uang Kita tutup?"),  # a name
        ("", "Uang itu hilang.", ""),
        ("Apakah uang itu hilang?", "", "Apakah uang itu hilang?"),
    ],
)
def test_a_word_gives_way_to_one_that_the_passage_has(question: str, passage: str, worded: str) -> None:
    assert Paraphraser(question).like(passage) == worded


@pytest.mark.parametrize(
    ("question", "passage", "read"),
    [
        ("Apakah pembeli berkurang?", "Bukan hanya pembeli yang berkurang.", "pembeli yang berkurang."),
        ("Apakah pembeli berkurang?", "Ia tak sekadar mengeluh.", "Ia mengeluh."),
        ("Did the buyers leave?", "Not only the buyers left.", "the buyers left."),
        ("Apakah hanya pembeli yang berkurang?", "Bukan hanya pembeli.", "Bukan hanya pembeli."),
        ("Apakah pembeli berkurang?", "Bukan pembeli yang berkurang.", "Bukan pembeli yang berkurang."),
    ],
)
def test_not_only_denies_nothing(question: str, passage: str, read: str) -> None:
    found = Paraphraser(question).plainly(passage)
    assert (found.split(), len(found)) == (read.split(), len(passage))


def test_the_reader_reads_it_so() -> None:
    passage = "Pengamat meminta pedagang waspada."
    question = "Apakah pedagang diminta berhati-hati?"
    worded = Paraphraser(question).like(passage)
    assert worded != question
    asked, other = (reader.bundled().read(one, [passage])[0] for one in (question, worded))
    assert asked == other
