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
        ("Kapan jembatan dibuka?",
         "Jembatan dibuka pada Jumat, 5 Mei 2023 di Sorong.", "Jumat, 5 Mei 2023"),
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


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Siapa direktur Bank Cemara?",
         "Senin (3/7), Direktur Bank Cemara Yosef Tanara mengatakan laba naik.", "Yosef Tanara"),
        ("Siapa ketua panitia festival?",
         "JAKARTA, Kabar Nusa - Ketua panitia festival, Rita Halim, menolak usulan itu.", "Rita Halim"),
        ("Siapa yang membuka pameran?",
         "Ambon (KN) -- Pameran dibuka oleh Lukman Hadi pada Selasa.", "Lukman Hadi"),
        ("Siapa Menteri Perikanan dan Kelautan?",
         "Menteri Perikanan dan Kelautan (MPK) Lukman Hadi hadir.", "Lukman Hadi"),
        ("Perusahaan apa saja yang ikut lelang?",
         "Lelang diikuti PT Kenari, PT Melati, dan PT Cemara sejak Mei.",
         "PT Kenari, PT Melati, dan PT Cemara"),
        ("Which companies bid for the harbour?",
         "The bidders for the harbour are Kenari, Melati and Cemara Group.",
         "Kenari, Melati and Cemara Group"),
        ("Siapa saja yang hadir dalam rapat banjir?",
         "Rapat banjir dihadiri Rita Halim, Lukman Hadi, dan Yosef Tanara.",
         "Rita Halim, Lukman Hadi, dan Yosef Tanara"),
        ("Siapa yang hadir dalam rapat banjir?", "Rapat banjir dihadiri Rita Halim.", "Rita Halim"),
        ("Which organisation audited the fund?",
         "Dana itu diaudit oleh Lembaga Audit Nusa, kata Rita Halim.", "Lembaga Audit Nusa"),
        ("Berapa biaya jembatan?",
         "Jembatan sepanjang 300 meter itu menelan biaya Rp 2,5 triliun pada 2023.", "Rp 2,5 triliun"),
        ("Berapa nilai investasi pabrik itu?",
         "Investasi pabrik itu USD62 miliar dengan 400 pekerja.", "USD62 miliar"),
        ("How much did the stadium cost?",
         "Stadion itu menelan biaya 20 juta dolar AS.", "20 juta dolar AS"),
        ("Berapa persen pemilih yang tidak datang?",
         "Sebanyak 35,5 persen dari 2 juta pemilih tidak datang.", "35,5 persen"),
        ("What percentage of nurses went on strike?", "Sekitar 12% perawat mogok selama 3 hari.", "12%"),
        ("Berapa umur Raka Dewangga?", "Raka Dewangga (24) sudah bermain di 3 klub.", "24"),
        ("Berapa usia pelatih itu?", "Pelatih itu berusia 51 tahun dan melatih 4 tim.", "51 tahun"),
        ("How old is the coach?", "The coach, aged 51, has led 4 teams.", "51"),
        ("Berapa lama perjalanan ke Binjai?",
         "Perjalanan ke Binjai sejauh 30 kilometer ditempuh dalam dua jam.", "dua jam"),
        ("How long was the school closed?",
         "Sekolah itu ditutup 14 hari karena 20 siswa sakit.", "14 hari"),
        ("Kapan festival berlangsung?",
         "Festival berlangsung pada 5 Mei hingga 7 Juni 2023.", "5 Mei hingga 7 Juni 2023"),
        ("Kapan festival berlangsung?",
         "Festival itu berlangsung 26-28 Juli 2023 di Ende.", "26-28 Juli 2023"),
        ("Jam berapa loket dibuka?", "Loket dibuka pukul 09.00 WIB setiap Senin.", "pukul 09.00 WIB"),
        ("Hari apa rapat digelar?", "Rapat digelar Kamis di kantor wali kota.", "Kamis"),
        ("Tahun berapa museum didirikan?",
         "Museum yang dipugar 3 Mei 2020 itu didirikan pada 1936.", "1936"),
        ("Berapa orang yang terluka?", "Kebakaran di 3 pasar itu melukai enam orang.", "enam orang"),
        ("Berapa UMKM yang terdampak?",
         "Ada 22 juta UMKM dan 3 ribu koperasi yang terdampak.", "22 juta UMKM"),
        ("Berapa pengguna aplikasi itu di Indonesia?",
         "Aplikasi itu dipakai di 40 negara oleh 125 juta pengguna.", "125 juta pengguna"),
        ("How many users does the app have?",
         "Aplikasi itu dipakai di 40 negara oleh 125 juta pengguna.", "125 juta pengguna"),
        ("Berapa rumah yang rusak?", "Gempa merusak 1.200 rumah dan melukai 30 warga.", "1.200 rumah"),
        ("How many villages were flooded?", "Banjir merendam 12 desa dan 400 rumah.", "12 desa"),
        ("Berapa kali gempa susulan terjadi?", "Gempa susulan terjadi 14 kali dalam 2 hari.", "14 kali"),
        ("Berapa tinggi menara itu?",
         "Menara setinggi 120 meter itu memakan biaya Rp4 miliar.", "120 meter"),
        ("Berapa luas kebun yang terbakar?",
         "Kebun yang terbakar seluas 30 hektare milik 5 petani.", "30 hektare"),
        ("Peringkat berapa tim itu?",
         "Tim itu finis di peringkat ketiga dengan 40 poin.", "peringkat ketiga"),
        ("Berapa harga tiketnya?",
         "Tiket dijual Rp50.000 hingga Rp75.000 untuk 2 hari.", "Rp50.000 hingga Rp75.000"),
        ("Di mana kapal itu tenggelam?", "Kapal itu tenggelam di Selat Ombai pada Senin.", "Selat Ombai"),
        ("Negara mana yang membeli kapal bekas itu?",
         "Malaysia membeli kapal bekas itu pada Mei.", "Malaysia"),
        ("Which countries bought the old ships?",
         "Kapal tua itu dibeli Malaysia, Thailand, dan Vietnam.", "Malaysia, Thailand, dan Vietnam"),
        ("Di mana beras disimpan?", "Beras disimpan di gudang desa sejak pagi.", "gudang desa"),
        ("Untuk apa dana desa dipakai?",
         "Dana desa dipakai untuk membangun jalan.", "untuk membangun jalan"),
        ("Kenapa pasar ditutup?", "Pasar ditutup untuk umum karena atapnya bocor.", "karena atapnya bocor"),
        ("Siapa pemilik kapal itu?", "Pada Rabu, Oktober lalu, kapal itu berlayar.", None),
        ("Di mana rapat digelar?", "Rapat digelar dari Senin.", None),
        ("Berapa produksi garam sekarang?",
         "Produksi garam ditargetkan 90 ribu ton pada 2040, dari semula 40 ribu ton tahun ini.",
         "40 ribu ton"),
    ],
)  # fmt: skip
def test_form_of_the_answer(question: str, sentence: str, answer: str | None) -> None:
    assert shortest(question, sentence) == answer
