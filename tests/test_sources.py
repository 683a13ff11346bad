"""Independent sources: outlets, copies, and equal words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qabot.answering.reporting import sources
from qabot.types import ArticleInfo, Citation

QUOTE = "Wali kota memastikan jembatan itu baru dibuka lagi setelah uji beban selesai bulan depan."
OTHER = "Sebanyak 62 pedagang pasar mulai menerima pembayaran digital dari pengunjung sejak pekan ini."


def info(code: str, duplicate_of: str | None = None) -> ArticleInfo:
    return ArticleInfo(
        code=code,
        source=f"{code}.txt",
        origin=f"/{code}.txt",
        title="",
        publisher=None,
        author=None,
        published=None,
        language="id",
        paragraphs=1,
        passages=1,
        added="2024-01-01T00:00:00Z",
        duplicate_of=duplicate_of,
    )


def cited(code: str, quote: str = QUOTE, publisher: str | None = None, source: str | None = None) -> Citation:
    return Citation(f"{code}-1a", source or f"{code}.txt", "", publisher, None, None, 1, quote, 0, len(quote))


def count(*citations: Citation, **copies: str) -> int:
    codes = {sources.article_code(citation) for citation in citations} | set(copies) | set(copies.values())
    articles = {code: info(code, copies.get(code)) for code in codes}
    return len(sources.independent(citations, articles))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (cited("aaaaaa"), cited("bbbbbb", OTHER), 2),
        (cited("aaaaaa"), cited("aaaaaa", OTHER), 1),
        (cited("aaaaaa", publisher="Harian Uji"), cited("bbbbbb", OTHER, publisher="harian uji"), 1),
        (cited("aaaaaa", publisher="Harian Uji"), cited("bbbbbb", OTHER, publisher="Kabar Uji"), 2),
        (
            cited("aaaaaa", source="https://news.contoh.co.id/1"),
            cited("bbbbbb", OTHER, source="https://bola.contoh.co.id/2"),
            1,
        ),
        (
            cited("aaaaaa", source="https://satu.co.id/1"),
            cited("bbbbbb", OTHER, source="https://dua.co.id/2"),
            2,
        ),
        (
            cited("aaaaaa", publisher="Harian Uji"),
            cited("bbbbbb", QUOTE.replace("baru", "akan"), "Kabar Uji"),
            1,
        ),
        (cited("aaaaaa", "Jembatan ditutup."), cited("bbbbbb", "Jembatan dibuka."), 2),
        (cited("aaaaaa", "Jembatan ditutup."), cited("bbbbbb", "jembatan ditutup"), 1),
    ],
)
def test_two_quotes(one: Citation, other: Citation, expected: int) -> None:
    assert count(one, other) == expected


def test_copies_and_copies_of_copies_count_once() -> None:
    quotes = [cited("aaaaaa", "Satu."), cited("bbbbbb", "Dua."), cited("cccccc", "Tiga.")]
    assert count(*quotes) == 3
    assert count(*quotes, cccccc="bbbbbb", bbbbbb="aaaaaa") == 1
    assert count(*quotes, aaaaaa="bbbbbb", bbbbbb="aaaaaa") == 2  # a ring, as no index should hold


def test_one_quote_may_tie_two_sources_together() -> None:
    harian, kabar = cited("aaaaaa", publisher="Harian Uji"), cited("bbbbbb", OTHER, publisher="Kabar Uji")
    tie = cited("cccccc", OTHER, publisher="Harian Uji")
    assert count(harian, kabar) == 2
    assert count(harian, kabar, tie) == 1


def test_what_the_index_does_not_know_still_counts() -> None:
    assert len(sources.independent([cited("aaaaaa"), cited("bbbbbb", OTHER)], {})) == 2


def test_nothing_is_no_source() -> None:
    assert sources.independent([], {}) == []


def test_replaced_quotes_stay_as_they_are() -> None:
    one = cited("aaaaaa")
    assert sources.independent([one, replace(one, quote=OTHER)], {})[0][0] is one
