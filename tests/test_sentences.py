"""Sentence bounds: what ends a sentence, and what only looks like it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.text.sentences import split


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Harga beras naik.", "Pedagang mengeluh.", "Apa sebabnya?", "Belum jelas!"],
        ["Rumah sakit dipimpin dr. Sari Dewi, Sp.A., M.Kes. sejak awal.", "Ia lulusan Bandung."],
        ["Kantor PT. Sinar Laut Tbk. Surabaya berada di Jl. Kenanga No. 12.", "Telepon tidak diangkat."],
        ["Omzetnya Rp. 3.500.000 per hari.", "Bulan lalu 2,5 juta."],
        ["Lihat hal. 30 pada laporan itu.", "Angkanya 3.7 persen."],
        ["Ketuanya adalah R. A. Wibowo.", "Wakilnya H. Darma."],
        ["Plt. Bupati Sari bertemu Irjen Pol. Budi dan keluarga Alm. Jono.", "Mereka pulang."],
        ["Mr. Jones met Sen. Clark at 5 p.m. in the U.S. Capitol.", "They talked."],
        ["He moved to the U.S.", "It was cold."],
        ["Situsnya pasar.co.id dan Kabar.com ramai.", "Servernya tumbang."],
        ["Produksi tahun 2021.", "30 pabrik tutup."],
        ["Itu vitamin C.", "Ini vitamin D."],
        ["Gula, kopi, dll.", "Namun stok cukup."],
        ["Apa?!", "Tidak mungkin..."],
    ],
)
def test_stops(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["“Kami siap.", "Gudang sudah penuh,” ujar Sari."],
        ['"Benarkah begitu?" tanya Sari.', "Tidak ada jawaban."],
        ['"Apa kabar?" Kata Sari kepada tamunya.', "Tamu itu diam."],
        ['"Is it ready?" Mr. Jones asked.', "It was not."],
        ['Ia berkata, "Cukup."', "Lalu ia pulang."],
        ["(Lihat juga peta.)", "Jalan itu ditutup."],
    ],
)
def test_quotations_keep_their_attribution(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_missing_space_after_a_stop() -> None:
    assert sentences("Satgas melindungi UKM.Ancaman datang dari luar.") == [
        "Satgas melindungi UKM.",
        "Ancaman datang dari luar.",
    ]


def test_missing_space_after_a_bracket() -> None:
    assert sentences("Ini diatur dalam peraturan daerah (Perda).Ketua dewan setuju.") == [
        "Ini diatur dalam peraturan daerah (Perda).",
        "Ketua dewan setuju.",
    ]


def test_a_comma_behind_a_full_stop_belongs_to_neither_sentence() -> None:
    assert sentences(
        'Gudang sudah penuh.,“Kami siap," ujar Sari., Ia pulang (3/7)., Lalu hujan. , Pasar tutup.,'
    ) == [
        "Gudang sudah penuh.",
        '“Kami siap," ujar Sari.',
        "Ia pulang (3/7).",
        "Lalu hujan.",
        "Pasar tutup.,",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Budi Santosa, SKom., Kepala Dinas Pasar, hadir.",
        "Kenari Inc., Cemara Corp., dan Rimba Assn., Ambon, untung.",
        "Gula, kopi, dll., Sabtu naik.",
        "Buku “Mengapa?”, “Di Mana?” dan “Besok.”, Teduh Press, terbit.",
    ],
)
def test_a_comma_behind_an_abbreviation_or_a_title_goes_on(text: str) -> None:
    assert sentences(text) == [text]


def test_a_newline_ends_a_sentence_and_list_numbers_do_not() -> None:
    assert sentences("1. Beras\n2. Gula\n\n  tanpa titik  ") == ["1. Beras", "2. Gula", "tanpa titik"]


@pytest.mark.parametrize(
    "text",
    [
        "Pasar itu ditutup sementara karena atap\nbangunan retak.",
        "Pasar itu ditutup sementara oleh Pemerintah\nKabupaten Bantul sejak kemarin.",
        "Menurut data\nDinas Pasar\n, pedagang naik.",
        '"Kami menunggu kabar dari dinas,"\nkata Rahma.',
        "BANTUL, Kabar.com\n– Pasar itu ditutup.",
    ],
)
def test_a_wrapped_line_does_not_end_a_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "expected",
    [
        ["Pasar itu ditutup sejak kemarin pagi.", "Pedagang mengeluh."],
        ["Pasar Niten di Bantul", "Pasar Piyungan"],
        ['"Pasar harus aman bagi semua orang,"', "-Rahma Yulianti, kepala dinas-"],
    ],
)
def test_a_newline_ends_one_elsewhere(expected: list[str]) -> None:
    assert sentences("\n".join(expected)) == expected


def test_ellipsis_before_a_small_letter_goes_on() -> None:
    assert sentences("Yah… begitulah. Hm... mungkin besok.") == ["Yah… begitulah.", "Hm... mungkin besok."]


@given(st.text(alphabet=st.one_of(st.sampled_from('.!?… "”\n()Aab1U.'), st.characters()), max_size=200))
def test_spans_are_trimmed_ordered_and_leave_out_only_space_and_commas(text: str) -> None:
    spans = split(text)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not re.sub(r"[\s,]", "", text[at:start])
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not re.sub(r"[\s,]", "", text[at:])
