"""Amounts keep their scale and unit."""

from __future__ import annotations

import pytest

from qabot.answering.words.amounts import find, whole, with_share


@pytest.mark.parametrize(
    ("sentence", "amounts"),
    [
        ("Nilainya Rp62,5 miliar per tahun.", ["Rp62,5 miliar"]),
        ("Sekitar 30 juta orang datang pada 2024.", ["30 juta orang"]),
        ("Harga naik 12,5 persen menjadi Rp 14.000.", ["12,5 persen", "Rp 14.000"]),
        ("Ada dua puluh lima rumah dan tiga juta paket.", ["dua puluh lima rumah", "tiga juta paket"]),
        ("It cost $1.13bn, or 2.5 million dollars more.", ["$1.13bn", "2.5 million dollars"]),
        ("about 400 people and 7% of them", ["400 people", "7%"]),
        ("Rapat pukul 09:15 pada 26/7/2023 di tahun 2023.", []),
        ("Pasal itu tidak dibahas.", []),
        ("It lost $120m, or A$68m less.", ["$120m", "A$68m"]),
        ("Utang Rp 52 T, modal Rp2,3 M dan 100 m kabel.", ["Rp 52 T", "Rp2,3 M", "100 m"]),
        ("Nilainya 1189 mengalami koreksi, 3 kroner.", ["1189", "3 kroner"]),
        ("Sekitar Rp 310 jutaan dan 1,2 juta dollar AS.", ["Rp 310 jutaan", "1,2 juta dollar AS"]),
    ],
)
def test_find(sentence: str, amounts: list[str]) -> None:
    assert [sentence[found.start : found.end] for found in find(sentence)] == amounts


@pytest.mark.parametrize(
    ("part", "amount"),
    [("62,5", "Rp62,5 miliar"), ("Rp62,5", "Rp62,5 miliar"), ("warga", "warga")],
)
def test_a_part_becomes_the_whole(part: str, amount: str) -> None:
    sentence = "Nilainya Rp62,5 miliar bagi warga."
    start = sentence.index(part)
    assert sentence[slice(*whole(sentence, start, start + len(part)))] == amount


def test_the_thing_counted_tells_amounts_apart() -> None:
    people, houses, more = (next(find(text)) for text in ("12 orang", "12 rumah", "dua belas orang"))
    assert (people.figure, people.counted) == (more.figure, more.counted)
    assert people.counted != houses.counted


@pytest.mark.parametrize(
    ("question", "sentence", "asked"),
    [
        ("Apakah mayoritas warga setuju?", "Sebanyak 81 persen setuju.", "Apakah 81 persen warga setuju?"),
        ("Do most people agree?", "Sebanyak 81% warga setuju.", "Do 81% people agree?"),
        ("Do most of the villages agree?", "Sebanyak 81% desa setuju.", "Do 81% villages agree?"),
        ("Apakah mayoritas warga setuju?", "Sebanyak 18 persen setuju.", ""),
        ("Apakah mayoritas warga setuju?", "Sebanyak 81 persen setuju dan 19 persen tidak.", ""),
        ("Apakah mayoritas warga setuju?", "Sebanyak 81 warga setuju.", ""),
        ("Apakah warga setuju?", "Sebanyak 81 persen setuju.", ""),
        ("Is it the most popular of them?", "Sebanyak 81 persen setuju.", ""),
    ],
)
def test_most_of_them_is_the_share_told(question: str, sentence: str, asked: str) -> None:
    assert with_share(question, sentence) == asked
