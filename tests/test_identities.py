"""Who or what a name is, as news says it in passing."""

from __future__ import annotations

import pytest

from qabot.answering.reading import identities
from qabot.answering.understanding import naming
from qabot.answering.understanding.question import understand


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Siapa Rita Halim?", "Rita Halim"),
        ("siapa sih Rita Halim itu?", "Rita Halim"),
        ("Rita Halim itu siapa?", "Rita Halim"),
        ("Who is Rita Halim?", "Rita Halim"),
        ("Apa itu Proyek Melati?", "Proyek Melati"),
        ("What is Project Jasmine?", "Project Jasmine"),
        ("melati itu apa?", "melati"),
        ("Penyebab kebakaran itu apa?", ""),
        ("Isi suratnya itu apa?", ""),
        ("Siapa wali kota Ende?", ""),
        ("Siapa istri Rita Halim?", ""),
        ("Siapa lawan Persib?", ""),
        ("Rita Halim menikah dengan siapa?", ""),
        ("Who is Rita Halim dating?", ""),
        ("Siapa Kepala Dinas Air?", ""),
        ("Siapa yang memimpin Bank Cemara?", ""),
        ("Siapa pendiri Bank Cemara?", ""),
        ("Who is the mayor of Ende?", ""),
        ("Siapa Rita Halim dan Lukman Hadi?", ""),
        ("Kapan Rita Halim lahir?", ""),
        ("Di mana Rita Halim?", ""),
    ],
)
def test_asked(question: str, name: str) -> None:
    assert naming.asked(understand(question)) == name


@pytest.mark.parametrize(
    ("name", "sentence", "said"),
    [
        ("Rita Halim", "Kepala Dinas Air Ende Rita Halim tidak sependapat.", "Kepala Dinas Air Ende"),
        ("Rita", "Kepala Dinas Air Ende Rita Halim tidak sependapat.", "Kepala Dinas Air Ende"),
        ("Rita Halim", "\"Kami siap,\" kata Rita Halim, juru bicara Bank Cemara.", "juru bicara Bank Cemara"),
        ("Rita", "\"Sudah,\" ujar Ketua Kelompok Tani Melati, Rita, Kamis siang.",
         "Ketua Kelompok Tani Melati"),
        ("Rita", "Ajudan Bupati Ende, Nusa Tenggara Timur, Rita, menyerahkan diri.", "Ajudan Bupati Ende"),
        ("Rita", "Polisi mencari Rita, ajudan Bupati Ende.", "ajudan Bupati Ende"),
        ("Rita Halim", "Hal itu diutarakan oleh Rita Halim, salah satu juru tulis di Ende.",
         "salah satu juru tulis di Ende"),
        ("Rita", "Setelah bertemu Rita, gubernur Ende langsung pulang.", ""),
        ("Rita Halim", "Kata Rita Halim, wali kota tidak pernah datang.", ""),
        ("Rita Halim", "Police arrested Rita Halim as she left the court.", ""),
        ("Rita Halim", "Rita Halim yang menjabat ketua panitia, menolak.", "ketua panitia"),
        ("Rita Halim", "Menurut Rita Halim selaku kuasa hukum Melati, itu sah.", "kuasa hukum Melati"),
        ("Rita Halim", "Kapolres Ende, AKBP Rita Halim, menyebut itu sah.", "Kapolres Ende"),
        ("Rita Halim", "\"Sah,\" kata Direktur CV. Kenari Jaya Rita Halim.", "Direktur CV. Kenari Jaya"),
        ("Rita Halim", "Rita Halim, yang di Ende mengepalai urusan air, tercatat menjadi direktur.",
         "mengepalai urusan air"),
        ("Rita Halim", "Di depan para anggota Komisi Air, Rita Halim mengaku lelah.", ""),
        ("Rita Halim", "Rita Halim (31) bertemu gurunya, Lukman Hadi.", ""),
        ("Rita Halim", "Menurut Rita Halim, jembatan itu aman.", ""),
    ],
)  # fmt: skip
def test_people(name: str, sentence: str, said: str) -> None:
    assert identities.described(name, sentence, "id", person=True)[0] == said


@pytest.mark.parametrize(
    ("name", "sentence", "said"),
    [
        ("Melati", "Proyek itu dikenal; Melati adalah aplikasi pencatat panen, kata Rita.",
         ""),
        ("Melati", "Melati adalah aplikasi pencatat panen.", "aplikasi pencatat panen"),
        ("Melati", "Penjual terlaris di Melati itu adalah Toko Kenari.", ""),
        ("Melati", "Warga mulai melihat fitur belanja bernama Melati di telepon.", "fitur belanja"),
        ("Melati", "Ia mempromosikan merek kosmetik Melati lewat radio.", "merek kosmetik"),
        ("Melati", "Ia membuka kantor di Melati.", ""),
        ("Melati", "Data itu dari Melati, platform dagang Kenari di Ende.", "platform dagang Kenari di Ende"),
        ("Melati", "Warga menjumpai fitur belanja yang diberi nama Melati.", "fitur belanja"),
        ("Yabangdas", "Kerja sama dengan Yayasan Anak Bangsa Cerdas (Yabangdas) dimulai.",
         "Yayasan Anak Bangsa Cerdas"),
        ("Melati", "Aplikasi itu dimiliki raksasa daring Jepang, Melati, sejak lama.",
         "raksasa daring Jepang"),
        ("Melati", "Mereka tinggal di Desa Kenari, Melati, sejak lama.", ""),
    ],
)  # fmt: skip
def test_things(name: str, sentence: str, said: str) -> None:
    assert identities.described(name, sentence, "id", person=False)[0] == said


def test_the_same_person() -> None:
    assert identities.same("Jokowi", "Joko Widodo")
    assert identities.same("Rita Halim", "Rita")
    assert not identities.same("Rita Halim", "Ratna Halim")
