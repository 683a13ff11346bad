"""Answers as text and as JSON: the layout, both languages, and nothing that drives a terminal."""

from __future__ import annotations

import io
import json
import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from qabot.chat.labels import date, interface_language
from qabot.chat.render import (
    Line,
    answer_lines,
    article_lines,
    cite_lines,
    matching,
    plain,
    shorten,
    to_json,
    why_json,
    why_lines,
)
from qabot.chat.terminal import Printer, wants_color
from qabot.citations import CitationContext
from qabot.types import Answer, ArticleInfo, Citation, Explanation, Hit, Passage, QuotedDate

if TYPE_CHECKING:
    from qabot.types import VerdictLabel

BRIDGE = ArticleInfo(
    code="k7m2pq",
    source="jembatan.txt",
    origin="/berita/jembatan.txt",
    title="Jembatan Kali Biru Ditutup Sementara",
    publisher="Harian Uji",
    author="Sari Dewi",
    published="2024-03-05T08:30",
    language="id",
    paragraphs=3,
    passages=4,
    added="2024-03-06T00:00:00Z",
)
QUOTE = Citation(
    id="k7m2pq-2a",
    source="jembatan.txt",
    title=BRIDGE.title,
    publisher="Harian Uji",
    author="Sari Dewi",
    published="2024-03-05T08:30",
    paragraph=2,
    quote="Jembatan tidak akan dibuka sebelum Mei.",
    start=40,
    end=79,
    speaker="Kepala Dinas Rudi",
    score=0.75,
)
DENIED = Answer(
    question="Apakah jembatan dibuka April?",
    language="id",
    status="answered",
    text="Tidak.",
    verdict="no",
    confidence=0.934,
    as_of="2024-03-05",
    citations=(
        QUOTE,
        replace(QUOTE, id="k7m2pq-0", paragraph=0, quote=BRIDGE.title, speaker=None, stance="context"),
    ),
    took_ms=12.345,
)
NAMED = replace(
    DENIED,
    question="Siapa yang menutup jembatan?",
    text="Rudi",
    verdict=None,
    citations=(QUOTE, replace(DENIED.citations[1], author=None)),
)
UNKNOWN = Answer(
    question="Who built the bridge?",
    language="en",
    status="not_stated",
    text="The articles do not say.",
    nearest=(replace(QUOTE, publisher=None, published=None, author=None, speaker=None),),
)


def test_an_answer_reads_answer_first_then_numbered_quotes() -> None:
    assert plain(answer_lines(NAMED)).split("\n") == [
        "Rudi",
        "keyakinan 93% · per 5 Maret 2024",
        "",
        "[1] “Jembatan tidak akan dibuka sebelum Mei.” — Kepala Dinas Rudi",
        "    Harian Uji · Sari Dewi · 5 Maret 2024 08:30 · paragraf 2 · k7m2pq-2a",
        "",
        "[2] “Jembatan Kali Biru Ditutup Sementara” (konteks)",
        "    Harian Uji · 5 Maret 2024 08:30 · judul · k7m2pq-0",
    ]


NEWER = replace(
    QUOTE,
    id="zz2345-4b",
    source="pembukaan.txt",
    publisher="Kabar Uji",
    author=None,
    published="2024-04-02",
    paragraph=4,
    quote="Jembatan dibuka pekan lalu.",
    speaker="Sari Lestari",
    role="Wali Kota",
    dates=(QuotedDate("pekan lalu", "2024-W13"),),
)


def test_a_verdict_shows_both_sides_newest_first_with_a_line_per_source() -> None:
    undated = replace(
        NEWER, id="yy2345-1a", source="warga.txt", publisher=None, published=None, day="2024-03-20", dates=()
    )
    older = replace(QUOTE, stance="opposes")
    again = replace(older, id="k7m2pq-3a", paragraph=3, quote="Perbaikan belum selesai.", speaker=None)
    answer = replace(DENIED, text="Ya.", verdict="yes", sources=2, citations=(undated, older, again, NEWER))
    assert plain(answer_lines(answer)).split("\n") == [
        "Ya.",
        "keyakinan 93% · per 5 Maret 2024 · 2 sumber independen",
        "",
        "Yang menyatakan ya:",
        "[1] Kabar Uji · 2 April 2024",
        "    “Jembatan dibuka pekan lalu.” — Sari Lestari, Wali Kota [pekan lalu = pekan 25 Maret 2024]",
        "    paragraf 4 · zz2345-4b",
        "[2] warga.txt · sekitar 20 Maret 2024",
        "    “Jembatan dibuka pekan lalu.” — Sari Lestari, Wali Kota",
        "    paragraf 4 · yy2345-1a",
        "",
        "Yang menyatakan tidak:",
        "[3] Harian Uji · Sari Dewi · 5 Maret 2024 08:30",
        "    “Jembatan tidak akan dibuka sebelum Mei.” — Kepala Dinas Rudi",
        "    paragraf 2 · k7m2pq-2a",
        "    “Perbaikan belum selesai.”",
        "    paragraf 3 · k7m2pq-3a",
    ]


@pytest.mark.parametrize(
    ("verdict", "first", "second"),
    [
        ("yes", "Saying yes:", "Saying no:"),
        ("no", "Saying no:", "Saying yes:"),
        ("mixed", "Saying yes:", "Saying no:"),
    ],
)
def test_the_side_of_the_verdict_comes_first(verdict: VerdictLabel, first: str, second: str) -> None:
    answer = replace(
        DENIED, language="en", verdict=verdict, citations=(NEWER, replace(QUOTE, stance="opposes"))
    )
    rows = plain(answer_lines(answer)).split("\n")
    assert rows.index(first) < rows.index("[1] Kabar Uji · 2 April 2024") < rows.index(second)
    assert rows.index(second) < next(at for at, row in enumerate(rows) if row.startswith("[2] Harian Uji"))


def test_what_takes_no_side_stands_apart() -> None:
    rows = plain(answer_lines(DENIED)).split("\n")
    assert rows[rows.index("Di sekitarnya:") + 2] == "    “Jembatan Kali Biru Ditutup Sementara”"


def test_one_source_is_said_to_be_one() -> None:
    assert "· satu sumber" in plain(answer_lines(replace(DENIED, sources=1)))
    assert "· one source" in plain(answer_lines(replace(DENIED, sources=1, language="en")))
    assert "sumber" not in plain(answer_lines(DENIED))


def test_silence_says_how_far_the_articles_reach() -> None:
    rows = plain(answer_lines(replace(UNKNOWN, as_of="2024-03-05"))).split("\n")
    assert rows[:2] == ["The articles do not say.", "as of 5 March 2024"]


def test_what_is_nearest_is_marked_as_no_answer() -> None:
    assert plain(answer_lines(UNKNOWN)).split("\n") == [
        "The articles do not say.",
        "",
        "What comes nearest, not an answer:",
        "",
        "[1] “Jembatan tidak akan dibuka sebelum Mei.”",
        "    jembatan.txt · paragraph 2 · k7m2pq-2a",
    ]


def test_labels_follow_the_question_and_quotes_do_not() -> None:
    english = plain(answer_lines(replace(DENIED, language="en")))
    assert "confidence 93% · as of 5 March 2024" in english
    assert "paragraph 2" in english
    assert QUOTE.quote in english


def test_json_holds_the_whole_contract_in_order() -> None:
    value = json.loads(json.dumps(to_json(DENIED, {"any": 1})))
    assert list(value) == [
        *("id", "question", "language", "status", "verdict", "answer", "phrased"),
        *("confidence", "as_of", "sources", "citations", "nearest", "took_ms"),
    ]
    assert value["id"] == {"any": 1}
    assert (value["confidence"], value["took_ms"], value["nearest"]) == (0.934, 12.3, [])
    assert list(value["citations"][0]) == [
        *("id", "source", "title", "publisher", "author", "published", "paragraph", "quote"),
        *("start", "end", "speaker", "stance", "score", "role", "day", "dates"),
    ]
    dated = json.loads(json.dumps(to_json(replace(DENIED, citations=(NEWER,)))))["citations"][0]["dates"]
    assert dated == [{"text": "pekan lalu", "value": "2024-W13", "part": None}]
    empty = to_json(UNKNOWN)
    assert (empty["id"], empty["verdict"], empty["as_of"], empty["citations"]) == (None, None, None, [])
    assert empty["nearest"][0]["publisher"] is None


def test_text_of_an_article_cannot_drive_the_terminal() -> None:
    hostile = replace(QUOTE, quote="satu\x1b[2Jdua\r\n\u202etiga\x9b31m", speaker="\x07siapa")
    text = plain(answer_lines(replace(DENIED, citations=(hostile,))))
    assert "“satu [2Jdua tiga 31m” —  siapa" in text
    stream = io.StringIO()
    Printer(stream, "always")(answer_lines(replace(DENIED, citations=(hostile,))))
    assert "\x1b[2J" not in stream.getvalue()
    assert "\u202e" not in stream.getvalue()
    assert to_json(replace(DENIED, citations=(hostile,)))["citations"][0]["quote"] == hostile.quote


def test_colour_wraps_with_a_hanging_indent_and_loses_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    stream = io.StringIO()
    Printer(stream, "always")([Line((("quote", "satu dua tiga empat lima " * 5),), 4, "[1]")])
    import re

    rows = re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue()).rstrip("\n").split("\n")
    assert "\x1b[" in stream.getvalue()
    assert rows[0].startswith("[1] satu")
    assert len(rows) > 2
    assert all(len(row) <= 40 for row in rows)
    assert all(row.startswith("    ") for row in rows[1:])
    assert " ".join(rows)[4:].split() == ("satu dua tiga empat lima " * 5).split()


def test_no_colour_unless_a_terminal_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    assert wants_color(Terminal(), "auto")
    assert not wants_color(io.StringIO(), "auto")
    assert not wants_color(Terminal(), "never")
    assert wants_color(io.StringIO(), "always")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_color(Terminal(), "auto")
    assert wants_color(Terminal(), "always")
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert not wants_color(Terminal(), "auto")


def test_why_shows_candidates_scores_and_notes() -> None:
    passage = Passage(7, BRIDGE, 2, 40, 79, QUOTE.quote, "0" * 16)
    why = Explanation(
        "apakah jembatan dibuka April",
        "yesno",
        (Hit(passage, 1.5, {"bm25": 12.25, "length": 1.0}),),
        ("veto: none",),
    )
    answer = replace(DENIED, why=why)
    assert plain(why_lines(answer)).split("\n") == [
        "Dipahami sebagai: apakah jembatan dibuka April",
        "Jenis pertanyaan: yesno",
        "Catatan:",
        "  - veto: none",
        "Kandidat:",
        "  1. k7m2pq-2  bm25 12.25  Jembatan tidak akan dibuka sebelum Mei.",
    ]
    assert plain(why_lines(DENIED)) == "Tidak ada catatan untuk jawaban itu."
    assert json.loads(json.dumps(why_json(why)))["candidates"][0]["features"] == {
        "bm25": 12.25,
        "length": 1.0,
    }


def explained(*notes: str, understood: str = "apakah jembatan dibuka April", hits: int = 10) -> Answer:
    passage = Passage(7, BRIDGE, 2, 40, 79, QUOTE.quote * 3, "0" * 16)
    scores = {"bm25": 12.25, "dense": 0.5, "fused": -10.25, "reader": -6.5}
    return replace(DENIED, why=Explanation(understood, "yesno", (Hit(passage, 1.5, scores),) * hits, notes))


FIGURES = "coverage 1.00  names_near 0.25  words -1.61  answers 1.01"
JUDGED = [f"yes 0.01, no 0.{number}0 (only reported: kabarnya) | {QUOTE.quote * 2}" for number in range(9)]


@pytest.mark.parametrize(
    "answer",
    [
        explained("kind yesno", "probability 0.99", FIGURES, *JUDGED),
        explained(
            *(note for part in "ABC" for note in (f"part: {part}?", "kind yesno", FIGURES, *JUDGED)),
            understood=" / ".join(["Apakah Jembatan Kali Biru sudah dibuka lagi untuk umum?"] * 4),
        ),
        explained("kind yesno", understood="apakah jembatan itu dibuka " * 110),
    ],
    ids=["verdict", "parts", "long"],
)
def test_why_fits_a_screen(monkeypatch: pytest.MonkeyPatch, answer: Answer) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    stream = io.StringIO()
    Printer(stream, "always")(why_lines(answer))
    rows = re.sub(r"\x1b\[[\d;]*m", "", stream.getvalue()).splitlines()
    assert len(rows) <= 23  # and the prompt
    assert max(map(len, rows)) <= 80
    assert sum("reader -6.50" in row for row in rows) >= 5


def test_why_leaves_out_figures_and_says_how_much_is_left_out() -> None:
    shown = plain(why_lines(explained("kind yesno", FIGURES, *JUDGED, "no has 0.90 of what decides")))
    assert FIGURES not in shown
    assert "Catatan: (2 lagi dengan --explain --json)" in shown
    assert "no has 0.90 of what decides" in shown  # the last says what came of it
    parts = [f"part: {part}?" for part in "ABC"]
    shown = plain(why_lines(explained(*(note for part in parts for note in (part, *JUDGED)))))
    assert all(part in shown for part in parts)


def test_a_long_row_of_numbers_takes_no_time() -> None:
    note = "a" + " 1.11111" * 40 + " |"
    started = time.perf_counter()
    assert "a 1.11111" in plain(why_lines(explained(note)))
    assert time.perf_counter() - started < 2


def test_a_citation_is_shown_within_its_paragraph() -> None:
    found = CitationContext(
        citation=QUOTE,
        before=("Paragraf pertama.",),
        after=("Paragraf ketiga.",),
        paragraph=f"Sebelumnya. {QUOTE.quote} Sesudahnya.",
        edited=True,
    )
    rows = plain(cite_lines(found, "en")).split("\n")
    assert rows[:3] == [
        "Jembatan Kali Biru Ditutup Sementara",
        "Harian Uji · Sari Dewi · 5 March 2024 08:30 · paragraph 2 · k7m2pq-2a",
        "jembatan.txt",
    ]
    assert rows[3].startswith("This article was edited")
    assert rows[4:] == [
        "",
        "  Paragraf pertama.",
        "",
        "» Sebelumnya. Jembatan tidak akan dibuka sebelum Mei. Sesudahnya.",
        "",
        "  Paragraf ketiga.",
    ]


def test_articles_are_listed_and_filtered() -> None:
    other = replace(
        BRIDGE, code="zz2345", title="", published=None, publisher=None, author=None, duplicate_of="k7m2pq"
    )
    assert plain(article_lines([BRIDGE, other], "id")).split("\n") == [
        "k7m2pq  2024-03-05  Jembatan Kali Biru Ditutup Sementara  Harian Uji · Sari Dewi · jembatan.txt",
        "zz2345              (tanpa judul)  jembatan.txt  = k7m2pq",
    ]
    assert matching([BRIDGE, other], "HARIAN biru") == [BRIDGE]
    assert matching([BRIDGE, other], "") == [BRIDGE, other]
    assert plain(article_lines([], "en")) == "No article matches."


@pytest.mark.parametrize(
    ("iso", "indonesian", "english"),
    [
        ("2023-07-28", "28 Juli 2023", "28 July 2023"),
        ("2023-08-05T19:42", "5 Agustus 2023 19:42", "5 August 2023 19:42"),
        ("2023-08", "Agustus 2023", "August 2023"),
        ("2023", "2023", "2023"),
        ("2023-99-01", "2023-99-01", "2023-99-01"),
        ("soon", "soon", "soon"),
    ],
)
def test_dates_are_written_out(iso: str, indonesian: str, english: str) -> None:
    assert (date(iso, "id"), date(iso, "en")) == (indonesian, english)


def test_our_own_words_follow_the_choice_then_the_talk_then_the_locale(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANG", "id_ID.UTF-8")
    assert interface_language("auto") == "id"
    assert interface_language("auto", "en") == "en"
    assert interface_language("en", "id") == "en"
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert interface_language("auto") == "en"


def test_previews_are_cut_at_a_word() -> None:
    assert shorten("satu dua  tiga\nempat", 12) == "satu dua…"
    assert shorten("satu", 12) == "satu"
