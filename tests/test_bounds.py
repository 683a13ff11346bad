"""Yes/no questions that are decided by a number."""

from __future__ import annotations

import pytest

from qabot.answering.reading import bounds
from qabot.text import language as languages


def side(question: str, sentence: str) -> str | None:
    """What ``sentence`` says to ``question``; None when that asks after no bound."""
    spoken = languages.detect(sentence)
    bound = bounds.asked(question, languages.detect(question), spoken)
    return bounds.side(bound, sentence, spoken) if bound else None


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("Apakah korbannya lebih dari 30 orang?", "Gempa itu menewaskan 41 orang.", "affirms"),
        ("Apakah korbannya lebih dari 30 orang?", "Gempa itu menewaskan 12 orang.", "denies"),
        ("Apakah korbannya lebih dari 30 orang?", "Gempa itu menewaskan 30 orang.", "denies"),
        ("Apakah korbannya setidaknya 30 orang?", "Gempa itu menewaskan 30 orang.", "affirms"),
        ("Apakah korbannya tidak sampai 30 orang?", "Gempa itu menewaskan 41 orang.", "denies"),
        ("Apakah biayanya di bawah Rp2 miliar?", "Jembatan itu menelan Rp1,4 miliar.", "affirms"),
        ("Apakah tiket itu lebih dari Rp50 ribu?", "Tiketnya dijual maksimal Rp45.000.", "denies"),
        ("Apakah tombol itu memberi lebih dari 300 poin?", "Tombol itu memberi maksimum 300 poin.", "denies"),
        ("Apakah lebih dari separuh warga setuju?", "Sebanyak 27 persen warga setuju.", "denies"),
        ("Apakah lebih dari separuh kursi terisi?", "Baru 94 dari 180 kursi terisi.", "affirms"),
        ("Were more than half of the seats filled?", "Baru 60 dari 180 kursi terisi.", "denies"),
        ("Did it take less than 30 minutes?", "Perjalanan itu makan waktu lebih dari 35 menit.", "denies"),
        ("Is the bridge more than 2 km long?", "Panjang jembatan itu 1.500 meter.", "denies"),
        ("Apakah kepuasan di bawah 80 persen?", "Tingkat kepuasan di atas 80 persen.", "denies"),
        ("Are more than five activists still held?", "Saat ini ada enam orang yang ditahan.", "affirms"),
        ("Apakah ia lahir sebelum tahun 2000?", "Penyanyi kelahiran 1996 itu pulang.", "affirms"),
        ("Apakah ia lahir setelah 2000?", "Penyanyi kelahiran 1996 itu pulang.", "denies"),
        ("Apakah lebih dari satu juta paket dikirim?", "Sebelum berhenti, toko itu mengirim tiga juta paket.",
         "affirms"),
        ("Apakah sidang itu lebih dari satu jam?", "Sidang itu berlangsung kurang dari semenit.", "denies"),
        ("Did the session last more than an hour?", "Sidang itu berlangsung tiga jam.", "affirms"),
        ("Apakah sebagian besar warga setuju?", "Hanya 27 persen warga setuju.", "denies"),
        ("Apakah peserta sampai 400 orang?", "Peserta dibatasi paling banyak 250 orang.", "denies"),
    ],
)  # fmt: skip
def test_what_a_number_says(question: str, sentence: str, said: str) -> None:
    assert side(question, sentence) == said


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Apakah korbannya lebih dari 30 orang?", "Gempa itu merusak 41 rumah."),  # of something else
        ("Apakah korbannya lebih dari 30 orang?", "Gempa itu menewaskan 12 orang dan melukai 80 orang."),
        ("Apakah korbannya lebih dari 30 orang?", "Gempa itu menewaskan lebih dari 20 orang."),
        ("Apakah korbannya lebih dari 30 orang?", "Polisi membantah korban mencapai 50 orang."),
        ("Apakah korbannya lebih dari 30 orang?", "Korbannya bukan 50 orang."),
        ("Apakah kapal di atas 500 ton boleh masuk?", "Kapal di atas 500 ton dilarang masuk."),
        ("Apakah rombongan di atas 30 orang boleh masuk?", "Rombongan di atas 30 orang dilarang masuk."),
        ("Apakah komisi naik sampai 30 persen?", "Perusahaan membatalkan kenaikan komisi menjadi 30 persen."),
        ("Apakah biayanya di bawah Rp2 miliar?", "Jembatan itu sepanjang 900 meter."),
        ("Apakah sebagian besar warga menolak?", "Sebanyak 81 persen warga setuju."),
        ("Apakah sebagian besar perahu melaut?", "Sebanyak 20 persen perahu tidak melaut."),
        ("Apakah keduanya berhubungan sebelum 1950?", "Hubungan itu berlangsung jauh sebelum 1950."),
    ],
)
def test_what_no_number_says(question: str, sentence: str) -> None:
    assert side(question, sentence) == ""


@pytest.mark.parametrize(
    "question",
    [
        "Apakah jembatan itu sudah dibuka?",
        "Apakah bonus itu berlangsung sampai 2045?",
        "Apakah pendaftaran dibuka hingga 20 November?",
        "Apakah lebih dari separuh kursi tidak terisi?",
        "Have batteries become cheaper over 15 years?",
        "Apakah mereka kehilangan dua sampai tiga perjalanan?",
    ],
)
def test_questions_that_measure_nothing(question: str) -> None:
    assert side(question, "Ada 40 orang.") is None
