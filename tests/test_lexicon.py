"""Word translations: the bundled tables, and what a question looks for in the other language."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.errors import ModelError
from qabot.retrieval import lexicon
from qabot.text.abbreviations import SHARED_WEIGHT
from qabot.text.stemming import terms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qabot.types import Language

LANGUAGES: tuple[Language, Language] = ("id", "en")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder where the bundled tables are looked for."""
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    lexicon.translations.cache_clear()
    yield tmp_path
    lexicon.translations.cache_clear()


def flat(question: str, language: Language, target: Language) -> dict[str, float]:
    return {
        term: weight
        for group in lexicon.question_terms(question, language, target)
        for term, weight in group.items()
    }


@pytest.mark.parametrize(
    ("english", "indonesian"),
    [
        ("ministry", "kementerian"),
        ("government", "pemerintah"),
        ("police", "polisi"),
        ("hospital", "rumah sakit"),
        ("flood", "banjir"),
        ("price", "harga"),
        ("election", "pemilihan"),
        ("farmers", "petani"),
        ("president", "presiden"),
        ("fishermen", "nelayan"),
    ],
)
def test_a_word_finds_its_translation_in_both_directions(english: str, indonesian: str) -> None:
    wanted = flat(f"Which {english}?", "en", "id")
    assert set(terms(indonesian, "id")) & set(wanted)
    back = flat(f"{indonesian} mana?", "id", "en")
    assert set(terms(english, "en")) & set(back)


def test_the_likeliest_translation_weighs_more_than_the_word_itself() -> None:
    (group,) = lexicon.question_terms("the government", "en", "id")
    assert group[terms("pemerintah", "id")[0]] == max(group.values())
    assert group[terms("government", "en")[0]] == lexicon.SOURCE_WEIGHT


def test_names_and_numbers_stay_as_they_are() -> None:
    asked = "Did Zubrowka of Kaltimex pay Rp1.500 or 62.5% on 26/7/2023?"
    wanted = flat(asked, "en", "id")
    for term in ("zubrowka", "kaltimex", "1500", "62.5", "26", "7", "2023"):
        assert wanted[term] == 1.0


def test_possessives_and_compounds_are_translated_by_their_words() -> None:
    plain = lexicon.question_terms("ministry cross border trade", "en", "id")
    assert lexicon.question_terms("ministry's cross-border trade", "en", "id") == plain
    assert lexicon.question_terms("ministry’s cross-border trade", "en", "id") == plain
    repeated = lexicon.question_terms("perusahaan-perusahaan asing", "id", "en")
    assert repeated == lexicon.question_terms("perusahaan asing", "id", "en")


def test_function_words_are_not_looked_for() -> None:
    assert lexicon.question_terms("What is the price of the rice?", "en", "id") == (
        lexicon.question_terms("price rice", "en", "id")
    )
    assert lexicon.question_terms("", "en", "id") == []
    assert lexicon.question_terms("?!", "id", "en") == []


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_a_question_in_the_same_language_is_its_own_terms(question: str, language: Language) -> None:
    found = lexicon.question_terms(question, language, language)
    own = list(dict.fromkeys(terms(question, language)))
    assert [next(iter(group)) for group in found] == own
    assert all(group[term] == 1.0 for group, term in zip(found, own, strict=True))


@given(
    st.lists(
        st.sampled_from("ministry's U-20 Rp2.500 anak-anak WHO 3,5% children Jum'at e-mail the".split())
    ),
    st.sampled_from(LANGUAGES),
)
def test_no_term_of_the_question_is_lost(words: list[str], language: Language) -> None:
    target: Language = "en" if language == "id" else "id"
    question = " ".join(words)
    found = lexicon.question_terms(question, language, target)
    assert set(terms(question, language)) <= set().union(*found)
    assert all(0 < weight <= 1 for group in found for weight in group.values())


@pytest.mark.parametrize("source", LANGUAGES)
def test_the_tables_are_search_terms_of_the_other_language(source: Language) -> None:
    target: Language = "en" if source == "id" else "id"
    table = lexicon.translations(source)
    assert len(table) > 20_000
    for word, found in list(table.items())[:: len(table) // 500]:
        assert word == word.lower()
        assert 0 < len(found) <= 5
        assert all(0 < weight <= 1 for weight in found.values())
        assert all(terms(term, target) for term in found)


@pytest.mark.parametrize("damage", ["missing", "cut short", "not gzip", "garbled", "not JSON"])
def test_an_unreadable_table_is_named_with_the_mend(folder: Path, damage: str) -> None:
    packed = gzip.compress(b'{"price": {"harga": 1.0}}', mtime=0)
    contents = {
        "cut short": packed[:-10],
        "not gzip": b"price\tharga\n",
        "garbled": packed[:12] + b"\xff" * 8 + packed[20:],
        "not JSON": gzip.compress(b"price, harga"),
    }
    if damage in contents:
        (folder / "en-id.json.gz").write_bytes(contents[damage])
    with pytest.raises(ModelError) as caught:
        lexicon.question_terms("What price?", "en", "id")
    assert str(folder / "en-id.json.gz") in caught.value.message
    assert "Install" in caught.value.mend
    # the other direction, and questions that need none, do without it
    assert lexicon.question_terms("What price?", "en", "en") == [{"price": 1.0}]


def test_a_short_name_looks_for_the_long_one_and_the_other_way_about() -> None:
    short, long = "Apa usul Menhub?", "Apa usul Menteri Perhubungan?"
    assert {"menteri", "hubung"} <= set(flat(short, "id", "id"))
    for group in lexicon.question_terms(long, "id", "id")[-2:]:
        assert group["menhub"] == SHARED_WEIGHT
    assert "menhub" in flat("What did the transport minister propose?", "en", "id")
    assert "transport" in flat(short, "id", "en")


def test_a_table_of_ones_own_is_used(folder: Path) -> None:
    (folder / "en-id.json.gz").write_bytes(gzip.compress(b'{"price": {"harga": 0.9, "tarif": 0.4}}'))
    assert lexicon.question_terms("Price of Zubrowka?", "en", "id") == [
        {"price": lexicon.SOURCE_WEIGHT, "harga": 0.9, "tarif": 0.4},
        {"zubrowka": 1.0},
    ]
