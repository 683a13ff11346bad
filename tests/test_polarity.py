"""Yes/no questions against sentences: negation, denial, refusal, opposites, rumours."""

from __future__ import annotations

import pytest

from qabot.answering.reading.polarity import read
from qabot.answering.understanding.question import understand
from qabot.retrieval.lexicon import question_terms
from qabot.text import language as languages


def polarity(question: str, sentence: str) -> str:
    asked = understand(question)
    language = languages.detect(sentence)
    return read(asked, sentence, language, question_terms(asked.search, asked.language, language)).polarity


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Apakah Bank Cemara akan membuka cabang di Sorong?",
         "Bank Cemara akan membuka cabang baru di Sorong tahun depan.", "affirms"),
        ("Apakah Bank Cemara akan membuka cabang di Sorong?",
         "Direktur Bank Cemara memastikan tidak akan membuka cabang di Sorong.", "denies"),
        ("Apakah Bank Cemara akan membuka cabang di Sorong?",
         "Bank Cemara membantah akan membuka cabang di Sorong.", "denies"),
        ("Apakah Bank Cemara akan membuka cabang di Sorong?",
         "Tidak benar bahwa kami akan membuka cabang di Sorong.", "denies"),
        ("Apakah Bank Cemara membuka cabang di Sorong?",
         "Bank Cemara disebut-sebut akan membuka cabang di Sorong.", "open"),
        ("Apakah Bank Cemara tidak akan membuka cabang di Sorong?",
         "Bank Cemara memastikan tidak akan membuka cabang di Sorong.", "affirms"),
        ("Apakah Bank Cemara tidak akan membuka cabang di Sorong?",
         "Bank Cemara punya tiga cabang di Sorong.", "open"),
        ("Apakah Bank Cemara dilarang membuka cabang?",
         "Hal itu terjadi sebulan setelah dilarangnya pembukaan cabang Bank Cemara.", "affirms"),
        ("Apakah wali kota memberi komentar soal banjir?",
         "Wali kota menolak memberi komentar soal banjir.", "denies"),
        ("Did the mayor comment on the flood?",
         "Wali kota menolak memberikan komentar soal banjir.", "denies"),
        ("Did the mayor refuse to comment on the flood?",
         "Wali kota menolak memberikan komentar soal banjir.", "affirms"),
        ("Will Bank Cemara open a branch in Sorong?",
         "Bank Cemara tidak akan membuka cabang di Sorong.", "denies"),
        ("Is the bridge open?", "The bridge is not open to lorries or cars.", "denies"),
        ("Apakah harga beras sama dengan harga jagung?",
         "Harga beras berbeda dengan harga jagung.", "denies"),
        ("Apakah harga beras naik?", "Harga beras tidak hanya naik di Jawa.", "affirms"),
        ("Apakah harga beras naik?", "Harga beras naik dua kali lipat.", "affirms"),
        ("Apakah Bank Cemara akan membuka cabang di Sorong?",
         "Bank Cemara menyangkal kabar tersebut.", "open"),
        ("Did the mayor agree to comment on the flood?",
         "Wali kota menolak memberi komentar soal banjir.", "denies"),
        ("Apakah izin Bank Cemara sudah disetujui?", "Bank Cemara sedang mengajukan izin baru.", "open"),
        ("Apakah izin Bank Cemara sudah disetujui?", "Izin Bank Cemara telah disetujui.", "affirms"),
        ("Apakah kayu itu dikirim dari Papua?", "Kayu itu dikirim langsung dari Maluku.", "denies"),
        ("Is the timber shipped from Papua?", "Kayu itu dikirim langsung dari Papua.", "affirms"),
        ("Is the timber shipped from Papua?", "Kayu itu dikirim dengan kapal.", "open"),
    ],
)  # fmt: skip
def test_polarity(question: str, sentence: str, expected: str) -> None:
    assert polarity(question, sentence) == expected
