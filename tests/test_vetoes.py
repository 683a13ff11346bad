"""Names, numbers and dates that a passage does not carry forbid it a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qabot.answering.reading.vetoes import exchanged, missing_name, veto
from qabot.answering.understanding.question import understand
from qabot.bot import QABot
from qabot.index import PassageIndex
from qabot.retrieval import Retriever, load_embedder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARTICLES = {
    "pabrik.txt": (
        "Vantel Batal Rakit Ponsel di Batam\nKabar Nusa - Selasa, 14 Maret 2023\n\n"
        "Vantel memastikan ponsel barunya tidak akan dirakit di Batam, kata juru bicara Rukmini Sasongko.\n\n"
        "Harga ponsel itu dipatok Rp16,5 juta dan dijual di dua belas kota mulai 3 April"
        " oleh 1.000 pekerja.\n\n"
        "Pembeli boleh menukar ponsel lama dalam tujuh hari. Layanan purnajual dibuka di tiga kota.\n"
    ),
    "jalan.txt": (
        "Jalan Kenanga Ditutup Dua Kali\nKabar Nusa - Kamis, 22 Februari 2024\n\n"
        "Jalan Kenanga ditutup pada 29 Februari 2024 dan 26-28 Juli 2024, kata PT Vantel Jaya.\n\n"
        "Keputusan itu diambil Komisi Perlindungan Bukit Lembah. Semua jalan lain tetap dibuka.\n"
    ),
    "gula.txt": (
        "Gunung Alam Nikelindo Beri Pesangon\nKabar Nusa - Senin, 6 Februari 2023\n\n"
        "GAN membayar pesangon 410 pekerja yang dirumahkan sejak Januari.\n\n"
        "Pengadilan Negeri Palu memutus perkara itu pekan lalu.\n"
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index of the articles in it."""
    folder = tmp_path_factory.mktemp("vetoes")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    QABot.open(folder / "index").add(*(folder / name for name in ARTICLES))
    return folder


@pytest.fixture(scope="module")
def retriever(folder: Path) -> Iterator[Retriever]:
    embedder = load_embedder()
    with PassageIndex.open(folder / "index", embedder) as index:
        yield Retriever(index, embedder)


@pytest.mark.parametrize(
    ("question", "source", "forbidden"),
    [
        # carried by the passage, its title, or what else was found of its article
        ("Apakah Vantel merakit ponsel di Batam?", "pabrik", ""),
        ("Does Vantel assemble phones in Batam?", "pabrik", ""),
        ("Apakah Rukmini Sasongko juru bicara Vantel?", "pabrik", ""),
        ("Apakah Rukminisa juru bicara Vantel?", "pabrik", ""),
        ("Apakah Rukminita juru bicara Vantel?", "pabrik", "a name"),
        ("Apakah PT Gunung Alam Nikelindo membayar pesangon?", "gula", ""),
        ("Apakah ponsel Vantel dijual di Indonesia?", "pabrik", ""),
        # a name of nobody there
        ("Apakah Lajuin merakit ponsel di Batam?", "pabrik", "a name"),
        ("Is Vantel going to buy Ojekita?", "pabrik", "a name"),
        ("Apakah Vantel merakit ponsel di Batam?", "gula", "a name"),
        # numbers: another may deny, none affirms what it does not hold
        ("Apakah harga ponsel Vantel Rp16,5 juta?", "pabrik", ""),
        ("Apakah harga ponsel Vantel Rp12 juta?", "pabrik", "affirming"),
        ("Is the Vantel phone priced at Rp16.5 million?", "pabrik", ""),
        ("Apakah harga ponsel Vantel lebih dari Rp12 juta?", "pabrik", ""),
        ("Apakah ponsel Vantel boleh ditukar dalam 7 hari?", "pabrik", ""),
        ("Apakah ponsel Vantel boleh ditukar dalam 30 hari?", "pabrik", "affirming"),
        ("Apakah ponsel Vantel dijual di 12 kota?", "pabrik", ""),
        ("Apakah ponsel Vantel dijual di 2 kota?", "pabrik", "affirming"),
        ("Apakah ponsel Vantel dijual 1000 pekerja?", "pabrik", ""),
        # dates: the day of the article counts as said
        ("Apakah ponsel Vantel dijual pada April 2023?", "pabrik", ""),
        ("Apakah ponsel Vantel dijual pada Juli 2023?", "pabrik", "affirming"),
        ("Apakah ponsel Vantel dijual 3 April 2023?", "pabrik", ""),
        ("Apakah ponsel Vantel dijual 4 April 2023?", "pabrik", "affirming"),
        ("Apakah Ponsel 2023 milik Vantel dijual?", "pabrik", ""),
        ("Apakah jalan ditutup 29 Februari 2024?", "jalan", ""),
        ("Apakah jalan ditutup 28 Februari 2024?", "jalan", "affirming"),
        ("Apakah jalan ditutup 29 Februari 2023?", "jalan", "affirming"),
        ("Apakah jalan ditutup 27 Juli 2024?", "jalan", ""),
        ("Apakah PT Lajuin Abadi menutup jalan?", "jalan", "a name"),
        ("Apakah Jalan Kenanga ditutup?", "jalan", ""),
        ("Apakah Jalan Melati ditutup?", "jalan", "a name"),
        ("Apakah KPBL menutup jalan?", "jalan", ""),
        ("Apakah LBHT menutup jalan?", "jalan", "a name"),
        ("Apakah pada 2023 Vantel punya ponsel baru?", "pabrik", ""),
        ("Apakah pada 2019 Vantel punya ponsel baru?", "pabrik", "affirming"),
        # capitals and endings that name nothing
        ("Bolehkah ponsel lama Vantel ditukar?", "pabrik", ""),
        ("Apakah Pengadilan Negeri Palu memutus perkara GAN pada Februari?", "gula", ""),
    ],
)
def test_what_is_not_carried_is_not_affirmed(
    retriever: Retriever, question: str, source: str, forbidden: str
) -> None:
    asked = understand(question)
    view = retriever.view(asked.search, asked.language)
    assert view is not None
    hits = retriever.search(asked.search, asked.language, 16, view=view)
    found = [hit.passage for hit in hits if hit.passage.article.source == f"{source}.txt"]
    texts = [passage.text for passage in found]
    missing = missing_name(asked, view, found[0].article, texts)
    reason = veto(asked, found[0].article, texts)
    assert ("a name" if missing else "affirming" if reason else "") == forbidden, missing or reason


def test_a_question_on_someone_else_gets_no_verdict(folder: Path) -> None:
    bot = QABot.open(folder / "index")
    for question in ("Apakah Lajuin akan merakit ponsel di Batam?", "Is Vantel planning to buy Ojekita?"):
        answer = bot.ask(question)
        assert answer.verdict is None, question
    assert bot.ask("Apakah Vantel akan merakit ponsel di Batam?").verdict == "no"


def test_a_number_that_is_not_there_is_not_affirmed(folder: Path) -> None:
    bot = QABot.open(folder / "index")
    assert bot.ask("Apakah ponsel Vantel dijual di 40 kota?").verdict != "yes"


@pytest.mark.parametrize(
    "question",
    ["Berapa harga ponsel Lajuin?", "Siapa juru bicara Ojekita?", "How much does the Lajuin phone cost?"],
)
def test_what_is_told_of_someone_else_is_no_answer(folder: Path, question: str) -> None:
    answer = QABot.open(folder / "index").ask(question, explain=True)
    assert answer.status == "not_stated"
    assert answer.nearest  # still shown
    assert answer.why is not None
    assert any("is not in what was found of any article" in note for note in answer.why.notes)


def test_articles_on_someone_else_are_left_out(folder: Path) -> None:
    answer = QABot.open(folder / "index").ask("Berapa pekerja GAN yang menerima pesangon?")
    assert "410" in answer.text
    assert {citation.source for citation in answer.citations} == {"gula.txt"}


@pytest.mark.parametrize(
    ("question", "text", "other_way"),
    [
        ("Apakah Bank Cemara menggugat Kenari?", "Kenari menggugat Bank Cemara di Randu.", True),
        ("Apakah Rita Halim menyuruh Joko mundur?", "Joko Randu, menyuruh Rita Halim mundur.", True),
        ("Did Cemara beat Kenari?", "Kenari beat Cemara 2-0 on Sunday.", True),
        ("Apakah Bank Cemara menggugat Kenari?", "Bank Cemara menggugat Kenari di Randu.", False),
        ("Apakah Cemara menggugat Kenari?", "Kenari menyesal Cemara menggugat Kenari.", False),
        ("Apakah Cemara menggugat Kenari?", "Kenari digugat Cemara.", False),
        ("Apakah Rita Halim anggota panitia?", "Joko Randu anggota panitia.", False),
    ],
)
def test_what_is_told_the_other_way_about_affirms_nothing(question: str, text: str, other_way: bool) -> None:
    assert bool(exchanged(understand(question), text)) == other_way
