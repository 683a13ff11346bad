"""Short names and what they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qabot.text import abbreviations
from qabot.text.stemming import terms

if TYPE_CHECKING:
    from qabot.types import Language


def others(question: str, language: Language = "id", target: Language = "id") -> set[str]:
    content = terms(question, language)
    words = [(word, term) for word in question.split() for term in terms(word, language) if term in content]
    return {term for _, found in abbreviations.alternatives(words, target) for term in found}


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Menkeu", "menteri keuangan"),
        ("Kemendag", "kementerian perdagangan"),
        ("Dirut", "direktur utama"),
        ("KPK", "komisi pemberantasan korupsi"),
        ("Pemprov", "pemerintah provinsi"),
        ("PHK", "pemutusan hubungan kerja"),
        ("AS", "amerika serikat"),
        ("medsos", "media sosial"),
        ("PDIP", "PDI Perjuangan"),
        ("MU", "Manchester United"),
    ],
)
def test_either_form_stands_for_the_other(short: str, long: str) -> None:
    assert set(terms(long, "id")) <= others(f"{short} lama")
    assert set(terms(short, "id")) <= others(long)


@pytest.mark.parametrize(
    ("english", "indonesian"),
    [
        ("chief executive", "utama"),
        ("ministry of finance", "kemenkeu"),
        ("layoffs", "phk"),
        ("UK", "inggris"),
        ("ID card", "ktp"),
    ],
)
def test_english_names_find_indonesian_ones(english: str, indonesian: str) -> None:
    assert indonesian in others(f"the {english} of today", "en", "id")


def test_ambiguous_short_forms_need_their_capitals() -> None:
    assert "amerika" in others("ekspor ke AS naik")
    assert "amerika" not in others("ganti as roda")
    assert "amerika" not in others("GANTI AS RODA")  # where all is in capitals they say nothing
    assert "agung" not in others("kata ma saya")
    assert "korupsi" in others("kata kpk tadi")


def test_the_longest_name_at_a_place_counts() -> None:
    found = others("menteri perdagangan luar negeri")
    assert "mendag" in found
    assert "mendagri" not in found
    assert "mendagri" in others("menteri dalam negeri")


def test_a_short_name_within_a_long_one_is_read_too() -> None:
    assert {"menkop", "kecil"} <= others("menteri koperasi dan UKM")


def test_weights_fall_with_the_length_of_a_name() -> None:
    ((place, found),) = abbreviations.alternatives([("Dirut", "dirut")], "id")
    assert place == slice(0, 1)
    assert found["ceo"] == abbreviations.SHORT_WEIGHT
    assert found["direktur"] == abbreviations.LONG_WEIGHT
    assert all(0 < weight < 1 for weight in found.values())


def test_words_of_no_name_have_no_alternatives() -> None:
    assert not others("kapan pasar ikan dibuka lagi")
    assert not others("")


def test_short_forms_are_known() -> None:
    assert abbreviations.known("mendag")
    assert abbreviations.known("as")
    assert not abbreviations.known("menteri keuangan")
