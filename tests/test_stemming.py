"""Search terms: stems, stopwords, numbers, and agreement between spellings."""

from __future__ import annotations

import re
import subprocess
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.text.stemming import _AFFIX, _sastrawi, stem, terms


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("pembangunan", "bangun"),
        ("dilarangnya", "larang"),
        ("mempertanyakan", "tanya"),
        ("perekonomian", "ekonomi"),
        ("makanan", "makan"),
        ("jakarta", "jakarta"),
        ("announced", "announc"),
    ],
)
def test_stems(word: str, root: str) -> None:
    assert stem(word) == root


def test_words_without_affixes_are_what_sastrawi_leaves_alone() -> None:
    stem_indonesian, roots = _sastrawi()
    plain = [word for word in roots if re.fullmatch("[a-z]{4,}", word) and not _AFFIX.match(word)]
    assert len(plain) > 5000
    # One letter after the root makes it unknown, so that Sastrawi tries every rule it has.
    assert [w for w in plain if not _AFFIX.match(w + "x") and stem_indonesian(w + "x") != w + "x"] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rp15 miliar", "rp 15 miliar"),
        ("U-20", "U20"),
        ("1.500.000 orang", "1500000 orang"),
        ("1,500,000 orang", "1500000 orang"),
        ("62,5 persen", "62.5 persen"),
        ("tanggal 07", "tanggal 7"),
        ("Jum'at", "Jumat"),
        ("Apple’s", "Apple"),
        ("Erdoğan", "Erdogan"),
        ("anak-anaknya", "anak"),
        ("ﬁnal", "final"),
        ("MEMBANGUN SEKOLAH", "pembangunan sekolah"),
    ],
)
def test_spellings_that_agree(one: str, other: str) -> None:
    assert terms(one) == terms(other)


def test_numbers_survive() -> None:
    assert terms("Rabu (26/7/2023) pukul 19.42, 62 orang, 12.500,75") == [
        "rabu", "26", "7", "2023", "pukul", "19.42", "62", "orang", "12500.75",
    ]  # fmt: skip


def test_stopwords_by_language() -> None:
    assert terms("Apa yang dikatakan oleh menteri itu?", "id") == ["kata", "menteri"]
    assert terms("What did the mayor announce about this?", "en") == ["mayor", "announc"]
    assert terms("Dan dan Para", "en") == ["dan", "dan", "para"]
    assert terms("Dan dan Para", "id") == terms("Dan dan Para")  # nothing else is there: kept
    assert terms("Bank of America di Jakarta", "id") == ["bank", "america", "jakarta"]


def test_acronyms_are_not_function_words() -> None:
    assert terms("WHO dan AS di IT", "id") == ["who", "as", "it"]
    assert terms("who is the US president", "en") == ["us", "presid"]
    assert terms("WHO IS THE PRESIDENT", "en") == ["presid"]


def test_only_stopwords_are_kept() -> None:
    assert terms("apa itu?", "id") == ["apa", "itu"]
    assert terms("", "id") == []
    assert terms("?!… 👍", "id") == []


def test_a_name_gives_the_same_term_in_both_languages() -> None:
    for name in ("Prabowo", "Boeing", "Kejaksaan Agung", "Manchester United", "Singapore Airlines"):
        assert terms(name, "id") == terms(name, "en")


@given(st.text(max_size=200), st.sampled_from(["id", "en", None]))
def test_any_text_gives_plain_terms(text: str, language: str | None) -> None:
    for term in terms(text, language):  # type: ignore[arg-type]
        assert 0 < len(term) <= 64
        assert re.fullmatch(r"[^\W_]+(?:\.\d+)?", term), term


def test_a_line_without_blanks_is_cut() -> None:
    assert terms("x" * 1_000_000) == ["x" * 64]


def test_threads_agree() -> None:
    endings = ("announcement", "hitungan", "running", "xyzzy")
    words = [f"{a}{b}" for a in ("meng", "pe", "un", "re") for b in endings]
    results: list[list[str]] = []
    threads = [threading.Thread(target=lambda: results.append(terms(" ".join(words * 50)))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 8
    assert all(result == results[0] for result in results)


def test_importing_stays_light() -> None:
    heavy = "{'Sastrawi', 'snowballstemmer', 'numpy'}"
    code = f"import sys, qabot.text.stemming; print({heavy} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "set()"


def test_brackets_in_a_word_are_no_pattern() -> None:
    for word in ("menurut(dari", "diantar[x", "bertemu*)", "pe+rang"):
        assert stem(word) == word
