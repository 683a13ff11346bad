"""Spoken word forms become written ones, and written words stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.text.colloquial import is_written, written


@pytest.mark.parametrize(
    ("spoken", "meant"),
    [
        # -in for -kan and -i
        ("jelasin", "jelaskan"),
        ("dijadwalin", "dijadwalkan"),
        ("usulin", "usulkan"),
        ("naikin", "naikkan"),
        ("ditemenin", "ditemani"),
        ("ditanggepin", "ditanggapi"),
        # nge-
        ("ngelanggar", "melanggar"),
        ("ngembangin", "mengembangkan"),
        ("ngebahas", "membahas"),
        ("ngejual", "menjual"),
        ("ngehapus", "menghapus"),
        ("ngecek", "mengecek"),
        ("ngeproduksi", "memproduksi"),
        ("ngelindungin", "melindungi"),
        ("ngeluarin", "mengeluarkan"),
        # a bare nasal
        ("megang", "memegang"),
        ("nyiapin", "menyiapkan"),
        ("nurunin", "menurunkan"),
        ("ngaku", "mengaku"),
        ("ngirim", "mengirim"),
        ("nolak", "menolak"),
        ("nyoba", "mencoba"),
        ("nyetak", "mencetak"),
        ("ndukung", "mendukung"),
        ("mbantu", "membantu"),
        ("minjem", "meminjam"),
        ("ngkaji", "mengkaji"),
        ("ngritik", "mengkritik"),
        ("nungguin", "menunggu"),
        ("ninggalin", "meninggalkan"),
        # ke- for ter-
        ("kejual", "terjual"),
        ("ketangkep", "tertangkap"),
        # written with a figure, and clitics
        ("negara2", "negara-negara"),
        ("negara2nya", "negara-negaranya"),
        ("negara²", "negara-negara"),
        ("dijelasinnya", "dijelaskannya"),
        ("hargany", "harganya"),
        ("tokopedianya", "tokopedia-nya"),
    ],
)
def test_a_spoken_form_becomes_the_written_one(spoken: str, meant: str) -> None:
    assert written(spoken) == meant


@pytest.mark.parametrize(
    "word",
    "mesin izin kantin pemimpin dijamin kemarin muslimin ingin vaksin bitcoin berlin putin kevin"  # -in
    " naga nama makan minum minta nilai nyanyi mesir monas nokia netflix market mention minang"  # n, m
    " ketua kedua kekasih kesana kerumah kepala kelola"  # ke-
    " internet server paket tiktok aceh ngawi nduga wahidin"  # e before the last consonant
    " g20 mp3 covid19 km² harganya itulah punya hanya tanya kenya diperjualbelikan mempertanggungjawabkan"
    "".split(),
)
def test_a_written_word_or_a_name_stays(word: str) -> None:
    assert written(word) == word


@given(st.text(max_size=20))
def test_any_word_is_taken_and_what_comes_out_stays(word: str) -> None:
    once = written(word.lower())
    assert written(once) == once


def test_written_words_are_roots_and_their_affixed_forms() -> None:
    assert all(map(is_written, "jual menjual penjualan terjual dijualnya".split()))
    assert not any(map(is_written, "ngejual kejual jualin tiktok mediaq".split()))
