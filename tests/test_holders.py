"""Who holds an office is answered by what tells of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qabot.answering.words import holders
from qabot.bot import QABot

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = (
    "Koperasi Randu Buka Gudang di Ende\nKabar Nusa - Selasa, 14 Maret 2023\n\n"
    "Gudang itu diresmikan Ketua Koperasi Randu, Rukmini Sasongko, pada Senin.\n\n"
    "Kuasa hukum Koperasi Randu, Bonar Tampubolon, mengatakan semua izin sudah lengkap.\n"
)


@pytest.mark.parametrize(
    ("question", "text", "is_told"),
    [
        ("Siapa pengacara Koperasi Randu?", "Kuasa hukum Koperasi Randu, Bonar, hadir.", True),
        ("Who is Randu's lawyer?", "Kuasa hukum Randu, Bonar, hadir.", True),
        ("Who is the secretary general of Randu?", "Sekjen Randu Bonar hadir.", True),
        ("ketua randu siapa?", "Rukmini memimpin Randu sejak 2020.", True),
        ("Siapa yang menjadi presiden Randu?", "Menteri Bonar mengunjungi Randu.", False),
        ("Siapa wakil ketua Randu?", "Ketua Randu Rukmini hadir.", False),
        ("Siapa wakil ketua Randu?", "Wakil Ketua Randu Bonar hadir.", True),
        ("Siapa ketua Randu?", "Wakil Ketua Randu Bonar hadir.", False),
        ("Siapa bupati Randu?", "Mantan Bupati Randu Bonar hadir.", False),
        ("Siapa direktur Randu?", "Budi Putra, Direktur Randu, hadir.", True),
        ("Who is the acting director of Randu?", "Acting director of Randu Bonar left.", True),
        ("Who is the prime minister of Randu?", "Former Prime Minister of Randu Bonar left.", False),
        ("Who is the president of the US?", "Former US president Bonar left.", False),
        ("Who chairs Randu?", "Wakil Ketua Randu Bonar hadir.", True),
        ("Who's Randu's ambassador?", "Rukmini, warga Randu.", False),
        # no question for the holder of an office
        ("Siapa yang ditemui Presiden Randu?", "Rukmini bertemu Bonar.", True),
        ("Siapa yang memiliki gudang itu?", "Gudang itu punya Rukmini.", True),
        ("Who met the president?", "Rukmini bertemu Bonar.", True),
    ],
)
def test_a_sentence_tells_of_the_office_or_not(question: str, text: str, is_told: bool) -> None:
    assert holders.told(holders.asked(question), text, question) == is_told


def test_the_wrong_office_is_no_answer(tmp_path: Path) -> None:
    (tmp_path / "gudang.txt").write_text(ARTICLE, encoding="utf-8")
    bot = QABot.open(tmp_path / "index")
    bot.add(tmp_path / "gudang.txt")
    assert "Rukmini Sasongko" in bot.ask("Siapa ketua Koperasi Randu?").text
    assert "Bonar Tampubolon" in bot.ask("Siapa pengacara Koperasi Randu?").text
    assert bot.ask("Siapa bendahara Koperasi Randu?").status == "not_stated"
    assert bot.ask("Who is the treasurer of Koperasi Randu?").status == "not_stated"
