"""The kind of a question, over a labelled list of forms in both languages, formal and chat."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from qabot.answering.understanding import forms
from qabot.answering.understanding.question import understand

LIST = Path(__file__).parent / "data" / "question-kinds.tsv"


def labelled() -> list[tuple[str, str]]:
    rows = (line.split("\t") for line in LIST.read_text(encoding="utf-8").splitlines())
    return [(kind, text) for kind, text in rows]


def test_nearly_every_form_of_the_list_is_recognised() -> None:
    rows = labelled()
    wrong = [(kind, got, text) for kind, text in rows if (got := understand(text).kind) != kind]
    assert len(rows) > 300
    assert len(wrong) / len(rows) <= 0.015, wrong


def test_no_kind_is_neglected() -> None:
    rows = labelled()
    asked = Counter(kind for kind, _ in rows)
    right = Counter(kind for kind, text in rows if understand(text).kind == kind)
    for kind, count in asked.items():
        assert right[kind] / count >= 0.95, kind


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Halo, bisa jelaskan siapa yang membeli kapal itu?", "siapa yang membeli kapal itu?"),
        ("Menurut polisi, kapan kapal itu karam?", "kapan kapal itu karam?"),
        ("Do you know who bought the boat?", "who bought the boat?"),
        ("I want to know whether the boat sank", "whether the boat sank"),
        ("In May, did the boat sink?", "did the boat sink?"),
        ("Does the mayor know who did it?", "Does the mayor know who did it?"),
        ("Apakah wali kota tahu siapa pelakunya?", "Apakah wali kota tahu siapa pelakunya?"),
    ],
)
def test_wrappings_are_taken_off(text: str, question: str) -> None:
    assert forms.unwrapped(text) == question


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Layanan mana yang terpaksa ditutup PT Kenari?", "what"),
        ("Dimanakah kapal itu dibuat?", "where"),
        ("Kapan puncak hujan akan tiba?", "when"),
        ("Di nomor apakah ia menang?", "what"),
        ("Apakah film pertama Raka Dewangga?", "what"),
        ("Apakah Melati perusahaan milik Bank Kenari?", "yesno"),
        ("Apakah izin yang diajukan Bank Kenari sudah terbit?", "yesno"),
        ("Apakah pabrik yang terbakar itu dibangun lagi?", "yesno"),
        ("Kapal itu dibuat oleh perusahaan bernama?", "what"),
        ("harga beras hari ini", "howmany"),
        ("Apakah kamar pasien itu di lantai tiga?", "yesno"),
        ("Apakah Rita satu-satunya yang ditangkap?", "yesno"),
        ("Apakah yang ditahan semuanya berasal dari Ende?", "yesno"),
        ("Apakah rumah yang dijual berkurang?", "yesno"),
        ("Apakah pedagang ikan marah dengan tarif baru?", "yesno"),
        ("Apakah Raka hadir?", "yesno"),
        ("Apakah tarif baru untuk nelayan sudah berlaku?", "yesno"),
        ("Apakah yang dimaksud dengan tarif progresif?", "what"),
        ("Apakah alat yang digunakan untuk mengukur gempa?", "what"),
        ("Apakah mamalia terbesar di dunia?", "what"),
        ("Apakah sistem pemerintahan Kenari?", "what"),
        ("Apakah alasan Bank Kenari ditutup?", "why"),
        ("Apa harapan Raka dari kerja sama itu?", "what"),
        ("Apa syarat warga boleh ikut lomba?", "what"),
        ("Apa jawaban Raka waktu ditanya wartawan?", "what"),
        ("Apa perintah bupati selain menutup jalan?", "what"),
        ("Apa pabrik waktu itu sudah tutup?", "yesno"),
        ("Apa rencana itu sudah disetujui?", "yesno"),
        ("Ulang tahun Ende yang keberapa dirayakan?", "howmany"),
        ("polisi belum tahu siapa pelakunya?", "yesno"),
        ("nelayannya tidak kenapa-kenapa?", "yesno"),
        ("melati dukung kenari?", "yesno"),
        ("umur rita halim?", "howmany"),
        ("tol kenari ditutup sampai sore", "yesno"),  # nobody types the question mark in a chat
        ("nelayan ende setuju", "yesno"),
        ("pedagang gantikan timbangan lama", "yesno"),
        ("harga beras naik", "yesno"),
        ("harga beras naik?", "yesno"),
        ("Pasar Kenari", None),
        ("berita pasar kenari hari ini", None),
        ("ketua kenari ditangkap", "yesno"),
        ("pemilik pasar kenari?", None),
        ("alasan pasar kenari ditutup", "why"),
        ("alasan pedagang tidak pindah", "why"),
        ("alasan itu tidak masuk akal", "yesno"),
        ("tanggapan bupati soal penutupan pasar", None),
        ("warga yang ditahan polisi", None),
        ("harga urea kok turun", "why"),
        ("memang turun kok", "yesno"),
        ("anak magangnya diapakan?", "what"),
        ("Apa Rita Halim bekerja di Kenari", "yesno"),
        ("Apa Proyek Walet itu?", "what"),
        ("Apa Pasar Kenari", "what"),
        ("Apa gubernur sependapat dengan bupati", "yesno"),
        ("Apa pembeli kaset mencari lagu yang sulit ditemukan", "yesno"),
        ("Apa sebagian besar pengungsi anak-anak", "yesno"),
        ("Apa usulan pedagang dibahas dewan", "yesno"),
        ("Anggota dewan dari Partai Randu mana yang memuji rencana itu?", "who"),
        ("Gerai di Pasar Randu mana yang ditutup?", "what"),
        ("Apa harapan Raka dengan dibentuknya tim itu?", "what"),
        ("Apa kelebihan kapal baru dibanding kapal lama?", "what"),
        ("", None),
    ],
)
def test_kind(text: str, kind: str | None) -> None:
    assert forms.kind(text, "id") == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("At what hour was the boat found?", "when"),
        ("What is the deadline for the appeal?", "when"),
        ("How hot did it get in Ende?", "howmany"),
        ("What were the combined rice sales last year?", "what"),
        ("What is the date?", "when"),
        ("Which budget year does the audit cover?", "when"),
        ("Which bank owner was questioned?", "who"),
        ("How far back do the records go?", "when"),
    ],
)
def test_english_kind(text: str, kind: str) -> None:
    assert forms.kind(text, "en") == kind


def test_a_question_that_breaks_off_is_survived() -> None:
    assert forms.kind("Kabar itu what of", "en") == "what"


def test_spoken_kan_asks_without_a_question_mark() -> None:
    assert understand("pasar randu sama aja kan kayak pasar melati").kind == "yesno"
    assert understand("napa pasar randu ditutup").kind == "why"
