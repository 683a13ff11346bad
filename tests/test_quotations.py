"""Word for word: a question for what somebody said is answered with all of the quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from qabot.answering.reading.evidence import Evidence, with_quotation
from qabot.answering.reading.reader import PassageReading
from qabot.bot import QABot
from qabot.types import ArticleInfo, Hit, Passage

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

Nelayan tua Dolfina Sahertian ikut menunggu. "Sungai sudah surut sejak pagi," ujar Dolfima.
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
        ("Apa persisnya kata Ratri Simamora soal penutupan jembatan?", SAID, "Ratri Simamora"),
        ("What were Ratri Simamora's exact words about the bridge?", SAID, "Ratri Simamora"),
        (
            "Apa kata Yance Wattimena tentang pedagang?",
            '"Pasar tetap buka. Pedagang tidak perlu pindah," tutur Camat Hilir, Yance Wattimena.',
            "Yance Wattimena",
        ),
        (
            "Apa kata Dolfina Sahertian tentang sungai?",  # whom the article also writes otherwise
            '"Sungai sudah surut sejak pagi," ujar Dolfima.',
            "Dolfima",
        ),
    ],
)
def test_all_of_a_quotation_is_told(bot: QABot, question: str, said: str, speaker: str) -> None:
    answer = bot.ask(question)
    assert answer.text == said
    first = answer.citations[0]
    assert (first.quote, first.speaker) == (said, speaker)
    assert bot.cite(first.id).citation.quote == said


@pytest.mark.parametrize(
    ("text", "sentence", "whole"),
    [
        ("“Ya,” kata Ratri, “kami tutup. Malam hari.” Pasar buka.", "“Ya,” kata Ratri, “kami tutup.",
         "“Ya,” kata Ratri, “kami tutup. Malam hari.”"),
        ('Layar 6" laku. "Kami senang. Naik terus," kata Ratri. Toko tutup. "Terima kasih. Dah," katanya.',
         "Toko tutup.", "Toko tutup."),
        ('Layar 6" laku. "Kami senang. Naik terus," kata Ratri. Toko tutup.', '"Kami senang.',
         '"Kami senang. Naik terus," kata Ratri.'),
        ("Pasar buka. Toko tutup.", "Pasar buka.", "Pasar buka."),
    ],
)  # fmt: skip
def test_a_quotation_is_whole_and_no_more(text: str, sentence: str, whole: str) -> None:
    article = ArticleInfo("AAAA", "a.txt", "a.txt", "Judul", None, None, None, "id", 1, 1, "2024-01-01")
    hit = Hit(Passage(1, article, 1, 50, 50 + len(text), text, "0" * 16), 0.0)
    reading = PassageReading(0.0, 0, 0, 0.0, affirms=0.3, denies=0.3, open=0.4)
    start = 50 + text.index(sentence)
    item = Evidence(hit, start, start + len(sentence), sentence, 0.0, {}, np.zeros(1, np.float32), reading)
    found = with_quotation(item)
    assert found.text == whole == text[found.start - 50 : found.end - 50]


def test_another_question_is_answered_by_the_sentence(bot: QABot) -> None:
    answer = bot.ask("Kapan perbaikan Jembatan Randu dikerjakan?")
    assert all("Warga semula" not in citation.quote for citation in answer.citations)
    assert all(citation.quote != SAID for citation in answer.citations)
