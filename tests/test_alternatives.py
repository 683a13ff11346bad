"""Questions that offer two answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qabot.answering.understanding import alternatives
from qabot.bot import QABot
from qabot.config import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize(
    ("question", "offered"),
    [
        ("Kuotanya ditambah atau dikurangi?",
         (("ditambah", "Apakah kuotanya ditambah?"), ("dikurangi", "Apakah kuotanya dikurangi?"))),
        ("Apakah Rita Halim presiden ke-3 atau ke-4?",
         (("ke-3", "Apakah Rita Halim presiden ke-3?"), ("ke-4", "Apakah Rita Halim presiden ke-4?"))),
        ("uang jajan Rita per hari atau per minggu ya?",
         (("per hari", "Apakah uang jajan Rita per hari?"),
          ("per minggu", "Apakah uang jajan Rita per minggu?"))),
        ("Rita main di Ende Raya atau Ambon?",
         (("Ende Raya", "Apakah Rita main di Ende Raya?"), ("Ambon", "Apakah Rita main di Ambon?"))),
        ("Is the price rising or falling for rice?",
         (("rising", "Is the price rising for rice?"), ("falling", "Is the price falling for rice?"))),
        ("Was it held in Ende or Ambon?",
         (("Ende", "Was it held in Ende?"), ("Ambon", "Was it held in Ambon?"))),
    ],
)  # fmt: skip
def test_what_is_offered(question: str, offered: alternatives.Choice) -> None:
    assert alternatives.asked(question) == offered


@pytest.mark.parametrize(
    "question",
    [
        "Apakah pasar itu dibuka?",
        "Apakah pasar itu dibuka atau tidak?",
        "Apakah pasar itu sudah dibuka atau belum?",
        "Is the market open or not?",
        "Apakah ada korban tewas atau luka?",
        "Are there any dead or injured?",
        "Siapa yang lebih tua, Rita atau Lukman?",
        "Mana yang lebih mahal, beras atau gula?",
        "Apakah harganya seribu atau lebih?",
        "Apakah pasar, toko, atau kios itu dibuka atau ditutup?",
        "Apakah pemerintah melarang impor beras dari negara tetangga atau gula dari mana pun?",
        "atau?",
        "",
    ],
)
def test_no_two_answers_are_offered(question: str) -> None:
    assert alternatives.asked(question) == ()


ARTICLE = """Kabar dari Bank Cemara

Jumlah kantor Bank Cemara ditambah menjadi 24 pada tahun ini, kata direkturnya, Rita Halim, di Kota Ende.

Nasabah bank itu diperiksa dengan KTP atau paspor.

Rita Halim memastikan Proyek Kenari tidak akan dibuka tahun ini.
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QABot]:
    folder = tmp_path_factory.mktemp("pilihan")
    (folder / "rugi.md").write_text(ARTICLE, encoding="utf-8")
    with QABot.open(folder / "index", settings=Settings()) as opened:
        opened.add(folder / "rugi.md")
        yield opened


def test_the_one_that_is_so_is_the_answer(bot: QABot) -> None:
    answer = bot.ask("Kantor Bank Cemara ditambah atau dikurangi?")
    assert (answer.text, answer.verdict) == ("Ditambah.", None)
    assert "ditambah" in answer.citations[0].quote


def test_when_both_are_so_it_is_a_yes(bot: QABot) -> None:
    answer = bot.ask("Apakah nasabah Bank Cemara diperiksa dengan KTP atau paspor?")
    assert answer.verdict == "yes"


def test_what_is_only_said_not_to_be_the_one_is_told(bot: QABot) -> None:
    answer = bot.ask("Proyek Kenari dibuka atau ditutup?")
    assert (answer.status, answer.verdict) == ("answered", None)
    assert "tidak akan dibuka" in answer.text
