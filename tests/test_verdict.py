"""Yes/no questions against sentences: negation, denial, refusal, opposites, rumours."""

from __future__ import annotations

import pytest

from qabot.answering.question import understand
from qabot.answering.reader import PassageReading
from qabot.answering.verdict import Heard, Polarity, Reading, decide, heeding, read
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


def heard(polarity: Polarity, weight: float, article: str = "a") -> Heard:
    return Heard(Reading(polarity, ""), weight, article)


def test_the_heavier_side_decides_and_rumours_do_not_count() -> None:
    assert decide([heard("affirms", 1.0), heard("open", 5.0)]) == ("yes", 1.0)
    assert decide([heard("affirms", 1.0), heard("denies", 3.0)]) == ("no", 0.75)
    assert decide([heard("open", 1.0)]) == (None, 0.0)
    assert decide([]) == (None, 0.0)


def test_articles_that_speak_on_both_sides_differ() -> None:
    assert decide([heard("affirms", 1.0, "a"), heard("denies", 0.8, "b")]) == ("mixed", 1.0)
    one_article = decide([heard("affirms", 1.0, "a"), heard("denies", 0.8, "a")])
    assert one_article[0] == "yes"
    assert decide([heard("affirms", 1.0, "a"), heard("denies", 0.2, "b")])[0] == "yes"


def test_the_reader_silences_the_rules_when_it_is_sure_of_the_opposite() -> None:
    sure = PassageReading(1.0, 0, 1, 1.0, affirms=0.02, denies=0.95, open=0.03)
    yes = Reading("affirms", "says so")
    assert heeding(yes, sure, same_language=True).polarity == "open"
    assert heeding(yes, sure, same_language=False) == yes
    assert heeding(Reading("denies", "tidak"), sure, same_language=True).polarity == "denies"
