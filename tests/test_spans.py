"""The shortest words that answer."""

from __future__ import annotations

import numpy as np
import pytest

from qabot.answering import spans
from qabot.answering.question import understand
from qabot.retrieval.features import QuestionView
from qabot.retrieval.lexicon import question_terms
from qabot.text import language as languages


def shortest(question: str, sentence: str) -> str | None:
    asked = understand(question)
    language = languages.detect(sentence)
    words = question_terms(asked.search, asked.language, language)
    view = QuestionView(
        words={language: words},
        rarity={term: 1.0 for word in words for term in word},
        vector=np.zeros(1, np.float32),
        token_vectors=np.zeros((0, 1), np.float32),
    )
    found = spans.candidates(asked, sentence, language, view)
    return sentence[slice(*max(found, key=lambda item: item[1])[0])] if found else None


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Siapa direktur Bank Cemara?",
         "Direktur Bank Cemara Yosef Tanara mengatakan laba naik.", "Yosef Tanara"),
        ("Siapa direktur Bank Cemara?",
         "Direktur Bank Cemara, Yosef Tanara, membantah kabar itu.", "Yosef Tanara"),
        ("Who heads Bank Cemara?",
         "Kepala Bank Cemara, Yosef Tanara, menolak usulan Kementerian.", "Yosef Tanara"),
        ("Apa nama kapal yang karam?",
         "Kapal yang karam di Selat Wetar itu bernama Melati Jaya.", "Melati Jaya"),
        ("Berapa orang yang ikut lomba?", "Lomba itu diikuti 250 orang dari 12 desa.", "250 orang"),
        ("Berapa biaya jembatan?",
         "Biaya jembatan mencapai Rp2,5 triliun selama tiga tahun.", "Rp2,5 triliun"),
        ("How many villages took part?", "Lomba itu diikuti 250 orang dari 12 desa.", "12 desa"),
        ("Kapan jembatan dibuka?", "Jembatan dibuka pada Jumat, 5 Mei 2023 di Sorong.", "Jumat, 5 Mei 2023"),
        ("Kapan jembatan dibuka?", "Jembatan itu dibuka bulan lalu.", "bulan lalu"),
        ("Di mana pameran berlangsung?",
         "Pameran berlangsung di Gedung Merdeka sejak pagi.", "Gedung Merdeka"),
        ("Mengapa sekolah libur?",
         "Sekolah libur karena banjir setinggi lutut.", "karena banjir setinggi lutut"),
        ("Apa itu Proyek Melati?", "Proyek Melati merupakan rencana penghijauan pantai.", None),
        ("Siapa ketua panitia?", "Panitia belum memilih ketua.", None),
        ("Berapa orang yang ikut pada 2023?", "Pada 2023 lomba tidak digelar.", None),
    ],
)  # fmt: skip
def test_shortest(question: str, sentence: str, answer: str | None) -> None:
    assert shortest(question, sentence) == answer
