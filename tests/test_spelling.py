"""Mistyped questions are put right by what the collection holds; right words and names stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from indexmaking import article

from qabot.index import PassageIndex
from qabot.retrieval import Retriever, load_embedder, spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qabot.types import Language


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PassageIndex]:
    with PassageIndex.create_or_open(tmp_path_factory.mktemp("index"), load_embedder()) as made:
        made.add(
            [
                article(
                    "jembatan.txt",
                    "Gubernur Meresmikan Jembatan Walaputra",
                    "Gubernur Ratih Walandow meresmikan Jembatan Walaputra di pelabuhan lama.",
                    "Pemerintah membayar jembatan itu, sedangkan nelayan menerima ganti rugi.",
                ),
                article(
                    "pasar.txt",
                    "Pasar Ikan Ditutup",
                    "Pedagang pasar ikan menolak keputusan pemerintah untuk menutup pasar pada akhir tahun.",
                    "Pasar baru akan dibuka di dekat stasiun, kata kepala dinas perdagangan.",
                ),
            ]
        )
        yield made


@pytest.fixture(scope="module")
def retriever(index: PassageIndex) -> Retriever:
    return Retriever(index, load_embedder())


@pytest.mark.parametrize(
    ("term", "meant", "slips"),
    [
        ("jembtan", "jembatan", 1),
        ("ejmbatan", "jembatan", 1),  # the first two exchanged
        ("gubernru", "gubernur", 1),
        ("walaputra", "", 0),  # itself is not like itself
        ("walapuart", "walaputra", 2),
        ("pass", "", 0),
        ("2o23", "", 0),
        ("psr", "", 0),
        ("", "", 0),
    ],
)
def test_the_index_knows_terms_like_one(index: PassageIndex, term: str, meant: str, slips: int) -> None:
    assert index.similar_terms(term) == ({meant: slips} if meant else {})


def test_like_terms_are_those_of_the_newest_state(tmp_path_factory: pytest.TempPathFactory) -> None:
    with PassageIndex.create_or_open(tmp_path_factory.mktemp("index"), load_embedder()) as index:
        index.add([article("a.txt", "Satu", "Zubrowa tiba.", "Zubrowa dan Zubrowe pergi.")])
        assert list(index.similar_terms("zubrowo")) == ["zubrowa", "zubrow"]  # the more frequent first
        index.add([article("b.txt", "Dua", "Zubrowu lama.", "Zubrowu baru.", "Zubrowu lagi.")])
        assert list(index.similar_terms("zubrowo"))[:2] == ["zubrowu", "zubrowa"]


@pytest.mark.parametrize(
    ("typed", "meant", "language"),
    [
        ("Siapa yang meresmikan jembatna itu?", "Siapa yang meresmikan jembatan itu?", "id"),
        ("berpaa ganti rugi untuk nelaayn", "berapa ganti rugi untuk nelayan", "id"),
        ("Siapa Ratih Wlaandow?", "Siapa Ratih Walandow?", "id"),
        ("Kapan Pedgaang menolak?", "Kapan Pedagang menolak?", "id"),
        ("Apakkah pasar ditutup?", "Apakah pasar ditutup?", "id"),
        ("Which marketss pay the fishermen?", "Which markets pay the fishermen?", "en"),
        ("dose the minister pay", "does the minister pay", "en"),
        ("Wich market pays?", "Which market pays?", "en"),
        ("How mahy boats sank?", "How many boats sank?", "en"),
        ("On whar date did it open?", "On what date did it open?", "en"),
        ("aoakah pasar ditutup", "apakah pasar ditutup", "id"),
        ("Jadi siaoa yang menolak?", "Jadi siapa yang menolak?", "id"),
        ("Did the govenrment pay the fishermne?", "Did the government pay the fishermen?", "en"),
    ],
)
def test_a_slip_with_one_reading_is_put_right(
    retriever: Retriever, typed: str, meant: str, language: Language
) -> None:
    assert retriever.spelled(typed, language) == meant


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Siapa yang meresmikan jembatan di pelabuhan lama?", "id"),
        ("Berapa kuat gempa di pesisir?", "id"),  # words that the articles lack
        ("Apakah pasir laut ditambang?", "id"),  # a known word next to "pasar"
        ("Apa isi PASR dan UMKM?", "id"),  # capitals
        ("Mengapa Zubrowka dan Kaltimex bangkrut pada 2023?", "id"),  # names unlike any
        ("Siapa itu Wilandew?", "id"),  # two letters from a name is another name
        ("Will the harbour be closed by an earthquake?", "en"),
        ("Setelah mengajukan izin, apa yang dia lakukan dan melakukan apa?", "id"),  # with affixes
        ("Apakah terdapat tempat di Semarang dan Kerala?", "id"),  # names that the news are full of
        ("Is there never a server or a presenter?", "en"),
        ("Wall Street fell?", "en"),  # known, and no two letters changed places
        ("WIL menang?", "en"),
        ("Which turbines scared the reviewers?", "en"),  # plurals and tenses
        ("", "id"),
        ("?!", "en"),
    ],
)
def test_right_words_stay_as_they_are(retriever: Retriever, question: str, language: Language) -> None:
    assert retriever.spelled(question, language) == question


def test_a_mistyped_word_is_looked_for_as_what_is_like_it(retriever: Retriever) -> None:
    view = retriever.view("Siapa meresmikan Walaptura, bukan gempa?", "id")
    assert view is not None
    (name,) = [word for word in view.words["id"] if "walaputra" in word]
    assert name["walaputra"] == spelling.WEIGHTS[1]
    assert {"gempa": 1.0} in view.words["id"]
    assert "Walaputra" in retriever.search("walaptura", "id")[0].passage.text
