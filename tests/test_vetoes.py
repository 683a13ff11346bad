"""Names, numbers and dates that a passage does not carry forbid it a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qabot.answering.question import understand
from qabot.answering.vetoes import veto
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
        "Harga ponsel itu dipatok Rp16,5 juta dan dijual di dua belas kota mulai 3 April.\n\n"
        "Pembeli boleh menukar ponsel lama dalam tujuh hari. Layanan purnajual dibuka di tiga kota.\n"
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
    ("question", "passage", "forbidden"),
    [
        # carried by the passage, its title, or what else was found of its article
        ("Apakah Vantel merakit ponsel di Batam?", "Harga ponsel", ""),
        ("Does Vantel assemble phones in Batam?", "Vantel memastikan", ""),
        ("Apakah Rukmini Sasongko juru bicara Vantel?", "Pembeli boleh", ""),
        ("Apakah PT Gunung Alam Nikelindo membayar pesangon?", "GAN membayar", ""),
        ("Apakah ponsel Vantel dijual di Indonesia?", "Harga ponsel", ""),
        # a name of nobody there
        ("Apakah Lajuin merakit ponsel di Batam?", "Vantel memastikan", "both"),
        ("Is Vantel going to buy Ojekita?", "Vantel memastikan", "both"),
        ("Apakah Vantel merakit ponsel di Batam?", "GAN membayar", "both"),
        # numbers: another may deny, none affirms what it does not hold
        ("Apakah harga ponsel Vantel Rp16,5 juta?", "Harga ponsel", ""),
        ("Apakah harga ponsel Vantel Rp12 juta?", "Harga ponsel", "affirming"),
        ("Is the Vantel phone priced at Rp16.5 million?", "Harga ponsel", ""),
        ("Apakah harga ponsel Vantel lebih dari Rp12 juta?", "Harga ponsel", ""),
        ("Apakah ponsel Vantel boleh ditukar dalam 7 hari?", "Pembeli boleh", ""),
        ("Apakah ponsel Vantel boleh ditukar dalam 30 hari?", "Pembeli boleh", "affirming"),
        # dates: the day of the article counts as said
        ("Apakah ponsel Vantel dijual pada April 2023?", "Harga ponsel", ""),
        ("Apakah ponsel Vantel dijual pada Juli 2023?", "Harga ponsel", "affirming"),
        ("Apakah pada 2023 Vantel punya ponsel baru?", "Vantel memastikan", ""),
        ("Apakah pada 2019 Vantel punya ponsel baru?", "Vantel memastikan", "affirming"),
        # capitals and endings that name nothing
        ("Bolehkah ponsel lama Vantel ditukar?", "Pembeli boleh", ""),
        ("Apakah Pengadilan Negeri Palu memutus perkara GAN pada Februari?", "Pengadilan Negeri", ""),
    ],
)
def test_what_is_not_carried_is_not_affirmed(
    retriever: Retriever, question: str, passage: str, forbidden: str
) -> None:
    asked = understand(question)
    view = retriever.view(asked.search, asked.language)
    assert view is not None
    hits = retriever.search(asked.search, asked.language, 16, view=view)
    found = next(hit.passage for hit in hits if hit.passage.text.startswith(passage))
    around = [hit.passage.text for hit in hits if hit.passage.article.code == found.article.code]
    given = veto(asked, view, found, around)
    said = {(False, False): "", (True, False): "affirming", (True, True): "both"}
    assert said[given.affirms, given.denies] == forbidden, given.reason
    assert bool(given.reason) == bool(forbidden)


def test_a_question_on_someone_else_gets_no_verdict(folder: Path) -> None:
    bot = QABot.open(folder / "index")
    for question in ("Apakah Lajuin akan merakit ponsel di Batam?", "Is Vantel planning to buy Ojekita?"):
        answer = bot.ask(question)
        assert answer.verdict is None, question
    assert bot.ask("Apakah Vantel akan merakit ponsel di Batam?").verdict == "no"
