"""Figures: the same number in either language and spelling, and what is not the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.text.figures import Figure, find


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("125 juta orang", "125 million people"),
        ("1,5 juta", "1.5 million"),
        ("Rp15 ribu", "15 thousand rupiah"),
        ("Rp 1.500", "1,500 rupiah"),
        ("US$ 2 miliar", "2 billion dollars"),
        ("62,5 persen", "62.5%"),
        ("62,5 per cent", "62.5 percent"),
        ("dua belas", "twelve"),
        ("dua ratus lima puluh", "two hundred and fifty"),
        ("tiga puluh lima ribu", "thirty-five thousand"),
        ("seratus dua puluh", "one hundred and twenty"),
        ("sejuta", "one million"),
        ("empat", "4"),
        ("keempat", "the fourth"),
        ("puluhan warga", "dozens of people"),
        ("setengahnya tidak, setengah ya", "half"),
        ("pukul 09.15", "at 9:15"),
        ("1.234.567,5", "1,234,567.5"),
        ("120 juta dolar", "$120m"),
        ("91 juta euro", "91m euros"),
        ("EUR 5 juta", "€5m"),
        ("Rp 52 T di 30 kota", "52 trillion rupiah in 30 towns"),
        ("Rp2 M", "Rp2 miliar"),
        ("Rp. 2 M", "2 miliar rupiah"),
        ("Rp 310 jutaan", "Rp 310 juta"),
    ],
)
def test_one_number_in_two_spellings(one: str, other: str) -> None:
    assert find(one) == find(other) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("125 juta", "125 billion"),
        ("12 persen", "12"),
        ("Rp12", "US$12"),
        ("1,5", "15"),
        ("puluhan", "sepuluh"),
        ("dua puluh", "dua"),
        ("0,125", "125"),
        ("lari 100 m", "lari 100 juta"),
        ("12 T", "12 triliun"),
    ],
)
def test_two_numbers(one: str, other: str) -> None:
    assert find(one) != find(other)


def test_a_line_of_news() -> None:
    text = "Pada 26.7.2023 ada satu bus, G20, dan 3 juta (5%) dari Rp2,5 triliun; 10 November, 4-5 jam."
    values = [(str(figure.value), figure.unit) for figure in find(text)]
    assert values == [
        ("26", ""), ("7", ""), ("2023", ""), ("20", ""), ("3000000", ""), ("5", "percent"),
        ("2500000000000.0", "rupiah"), ("10", ""), ("4", ""), ("5", ""),
    ]  # fmt: skip


def test_what_only_looks_like_a_number_word() -> None:
    assert find("salah satu, satu, one of them, belas kasih, ratus, no number") == []
    assert find("hundred and one") == [Figure(Decimal(101))]


@given(st.text(alphabet="0123456789., %$Rpjutadan-:"))
def test_any_text_is_read(text: str) -> None:
    for figure in find(text):
        assert figure.value >= 0
