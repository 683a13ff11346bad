"""Which of several things of one name a text tells of."""

from __future__ import annotations

import pytest

from qabot.answering.reading.variants import another


@pytest.mark.parametrize(
    ("question", "text", "asked"),
    [
        ("Berapa harga Kenari 7?", "Kenari 7 Pro dijual mulai Rp 12 juta.", "Kenari 7"),
        ("Berapa harga Kenari 7?", "Kenari 7 dan 7 Pro dijual mulai Rp 9 juta.", ""),
        ("Berapa harga Kenari 7 Pro?", "Kenari 7 Pro Max dijual mulai Rp 15 juta.", "Kenari 7 Pro"),
        ("Berapa harga Kenari 7 Pro?", "Kenari 7 Pro dan Pro Max dijual bulan depan.", ""),
        ("How much is the rKenari 7R?", "The rKenari 7 Max/Pro sells from Rp 12 million.", "rKenari 7R"),
        ("Kapan Timnas U-20 bertanding?", "Timnas U-23 bertanding besok.", "U 20"),
        ("Kapan Timnas U-20 bertanding?", "Timnas U20 bertanding besok.", ""),
        ("Siapa ketua Komisi I?", "Ketua Komisi 1 Rita Halim membuka rapat.", ""),
        ("Siapa ketua Komisi I?", "Ketua Komisi V Rita Halim membuka rapat.", "Komisi 1"),
        ("Apa beda Kenari 7 dan Kenari 8?", "Kenari 8 lebih ringan.", ""),
        ("Apakah Kenari 7 lebih ringan?", "Bobotnya lebih ringan daripada bobot Kenari 6.", ""),
        ("Apakah Kenari 6 lebih berat daripada Kenari 7?", "Kenari 7 lebih berat.", ""),
        ("Mana yang lebih ringan daripada Kenari 7?", "Kenari 8 lebih ringan.", ""),
        ("Apakah seri Kenari 7 tahan air?", "Kenari 7 Pro tahan air.", ""),
        ("Is the Kenari 7 series waterproof?", "Kenari 7 Pro tahan air.", ""),
        ("Kapan Raja Cemara II wafat?", "Raja Cemara I dimakamkan di Randu; RC II wafat kemudian.", ""),
    ],
)
def test_tells_one_thing_from_another_of_its_name(question: str, text: str, asked: str) -> None:
    assert another(question, text) == asked


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Mengapa Halim 3 kali ke Randu?", "Halim 2 kali ke Randu."),
        ("Kapan Randu menang 3-1?", "Randu 2-0 atas Cemara."),
        ("Apa isi PP 9/2012?", "PP 8/2012 dicabut."),
        ("Apa yang terjadi September 7?", "September 8 hujan turun."),
    ],
)
def test_takes_no_count_score_or_date_for_a_name(question: str, text: str) -> None:
    assert another(question, text) == ""


def test_another_may_deny_what_a_question_does_not_begin_with() -> None:
    told = "Rapat itu diadakan Komisi V."
    assert another("Apakah rapat itu diadakan Komisi I?", told, yesno=True) == ""
    assert another("Apakah Komisi I mengadakan rapat?", told, yesno=True) == "Komisi 1"
