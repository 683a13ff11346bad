"""Word for word: a question for what somebody said is answered with all of the quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qabot.bot import QABot

if TYPE_CHECKING:
    from pathlib import Path

SAID = (
    "“Kami tidak akan menutup jembatan itu. Perbaikannya dikerjakan malam hari,” kata Kepala Dinas Pekerjaan"
    " Umum Kota Lembah, Ratri Simamora."
)
ARTICLE = f"""\
Jembatan Randu Diperbaiki
Warta Lembah - Selasa, 5 Maret 2024

Pemerintah Kota Lembah memperbaiki Jembatan Randu mulai April.

Warga semula khawatir jalur ke pasar terputus. {SAID} Biaya perbaikan Rp3 miliar.

"Pasar tetap buka. Pedagang tidak perlu pindah," tutur Camat Hilir, Yance Wattimena.
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> QABot:
    folder: Path = tmp_path_factory.mktemp("quotations")
    (folder / "jembatan.txt").write_text(ARTICLE, encoding="utf-8")
    bot = QABot.open(folder / "index")
    bot.add(folder / "jembatan.txt")
    return bot


@pytest.mark.parametrize(
    ("question", "said", "speaker"),
    [
        ("Apa persisnya ucapan Ratri Simamora soal jembatan?", SAID, "Ratri Simamora"),
        ("What exactly did Ratri Simamora say about the bridge?", SAID, "Ratri Simamora"),
        (
            "Apa kata Yance Wattimena tentang pedagang?",
            '"Pasar tetap buka. Pedagang tidak perlu pindah," tutur Camat Hilir, Yance Wattimena.',
            "Yance Wattimena",
        ),
    ],
)
def test_all_of_a_quotation_is_told(bot: QABot, question: str, said: str, speaker: str) -> None:
    answer = bot.ask(question)
    assert answer.text == said
    first = answer.citations[0]
    assert (first.quote, first.speaker) == (said, speaker)
    assert bot.cite(first.id).citation.quote == said


def test_another_question_is_answered_by_the_sentence(bot: QABot) -> None:
    answer = bot.ask("Kapan perbaikan Jembatan Randu dikerjakan?")
    assert all("Warga semula" not in citation.quote for citation in answer.citations)
    assert all(citation.quote != SAID for citation in answer.citations)
