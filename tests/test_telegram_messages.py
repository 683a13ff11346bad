"""What a reader in Telegram sees, and the buttons under it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from qabot.chat.telegram import keyboards
from qabot.chat.telegram.admin import as_question
from qabot.chat.telegram.commands import ADMINS, EVERYBODY
from qabot.chat.telegram.messages import (
    answer_blocks,
    numbered_sources,
    short_blocks,
    source_blocks,
    why_blocks,
)
from qabot.chat.telegram.packing import pack, unpack
from qabot.chat.telegram.richtext import LIMIT, length, shortened, split, to_html, to_plain
from qabot.chat.telegram.rumours import as_question as rumour_question
from qabot.chat.telegram.rumours import checked_blocks, claims_of
from qabot.chat.telegram.state import Place, Record
from qabot.chat.telegram.words import _WORDS, language_of, word
from qabot.citations import CitationContext
from qabot.types import Answer, Citation, QuotedDate


def citation(id: str = "k7m2pq-3b", **other: Any) -> Citation:  # noqa: A002
    values: dict[str, Any] = {
        "source": "berita.md",
        "title": "Judul <b>",
        "publisher": "Koran & Co",
        "author": None,
        "published": "2023-07-28",
        "paragraph": 3,
        "quote": "Harga naik < 5%.",
        "start": 0,
        "end": 16,
    }
    return Citation(id, **{**values, **other})


def answer(*citations: Citation, **other: Any) -> Answer:
    values: dict[str, Any] = {
        "question": "Apakah harga naik?",
        "language": "id",
        "status": "answered",
        "text": "Ya, <naik>.",
        "confidence": 0.8,
        "as_of": "2023-07-28",
        "sources": 1,
        "citations": citations,
    }
    return Answer(**{**values, **other})


def test_the_answer_comes_first_then_numbered_quotes_with_outlet_and_date() -> None:
    text = to_html(answer_blocks(answer(citation(), citation("abcdef-1", publisher="Harian"))))
    lines = text.split("\n")
    assert lines[0] == "<b>Ya, &lt;naik&gt;.</b>"
    assert lines[1] == "<i>keyakinan 80% · per 28 Juli 2023 · satu sumber</i>"
    assert lines[3] == "<b>1</b>  Koran &amp; Co · 28 Juli 2023"
    assert lines[4] == "<blockquote>“Harga naik &lt; 5%.”  <code>k7m2pq-3b</code></blockquote>"
    assert "<b>2</b>  Harian" in text


def test_a_verdict_shows_both_sides_and_the_buttons_follow_its_numbers() -> None:
    yes, no = citation(source="a.md"), citation("abcdef-1", source="b.md", stance="opposes", quote="Turun.")
    shown = answer(no, yes, verdict="yes")
    text = to_plain(answer_blocks(shown))
    assert (
        text.index("menyatakan ya")
        < text.index("Harga naik")
        < text.index("menyatakan tidak")
        < text.index("Turun")
    )
    assert numbered_sources(shown) == [yes, no]
    keyboard = keyboards.under_answer("token", shown)
    assert keyboard is not None
    assert [button.callback_data for button in keyboard.inline_keyboard[0]] == ["s:token:1", "s:token:2"]


def test_what_is_not_stated_is_said_so() -> None:
    near = citation(stance="context")
    text = to_plain(
        answer_blocks(answer(status="not_stated", text="Tidak disebut.", nearest=(near,), sources=0))
    )
    assert text.startswith("Tidak disebut.")
    assert "bukan jawaban" in text
    assert "keyakinan" not in text


def test_small_talk_has_no_buttons() -> None:
    assert keyboards.under_answer("token", answer(status="not_stated", text="Halo!")) is None


def test_every_button_fits_what_telegram_carries() -> None:
    many = [citation(f"k7m2pq-{n}", source=f"{n}.md", publisher="媒体" * 30) for n in range(1, 9)]
    token = "x" * 12
    rows = keyboards.under_answer(token, answer(*many))
    pages = keyboards.pages(3, 9, "é" * 200, "id")
    assert rows is not None
    assert pages is not None
    for row in (*rows.inline_keyboard, *pages.inline_keyboard):
        for button in row:
            assert len(str(button.callback_data).encode()) <= 64
            assert len(button.text) < 40


def test_the_short_form_is_shorter_and_links_to_the_long_one() -> None:
    shown = answer(citation(), citation("abcdef-1"))
    assert length(short_blocks(shown)) < length(answer_blocks(shown))
    keyboard = keyboards.under_group_answer("abc", shown, "qa_bot")
    assert keyboard is not None
    assert keyboard.inline_keyboard[0][0].url == "https://t.me/qa_bot?start=a_abc"


def test_a_source_stands_between_its_neighbours_with_the_quote_marked() -> None:
    found = CitationContext(citation(), ("Sebelum.",), ("Sesudah.",), "Kata. Harga naik < 5%. Lagi.", False)
    text = to_html(source_blocks(found, "id"))
    assert "<blockquote>Kata. <b>Harga naik &lt; 5%.</b> Lagi.</blockquote>" in text
    assert text.index("Sebelum.") < text.index("Kata.") < text.index("Sesudah.")


def test_a_source_with_long_neighbours_is_one_message() -> None:
    long = "Kalimat panjang. " * 300
    found = CitationContext(citation(), (long, "Dekat."), ("Dekat juga.", long), "Harga naik < 5%.", False)
    blocks = source_blocks(found, "id")
    assert length(blocks) <= LIMIT
    assert "Dekat." in to_plain(blocks)
    assert "Dekat juga." in to_plain(blocks)


@pytest.mark.parametrize("word", ["Kalimat panjang. ", "🌧🌧🌧 "])
def test_a_quote_late_in_a_long_paragraph_is_shown(word: str) -> None:
    found = CitationContext(
        citation(), (), ("Sesudah.",), f"{word * 900}Harga naik < 5%. {word * 900}", False
    )
    text = to_html(shortened(source_blocks(found, "id")))
    assert "<b>Harga naik &lt; 5%.</b>" in text
    assert text.index("…") < text.index("<b>Harga") < text.rindex("…")


def test_an_answer_survives_being_kept() -> None:
    dated = citation(dates=(QuotedDate("kemarin", "2023-07-27"),), speaker="Ani", stance="opposes")
    kept = answer(dated, citation(), verdict="mixed", phrased="Begitu [k7m2pq-3b].", nearest=(citation(),))
    assert unpack(json.loads(json.dumps(pack(kept)))) == kept


def test_why_without_a_record_says_so() -> None:
    assert to_plain(why_blocks(None, "en")) == "There is no record for that answer."


def test_claims_are_whole_statements_without_noise() -> None:
    text = (
        "VIRAL!!! 🔥🔥\nPemerintah akan menutup semua pasar besok. Benarkah begitu?\n"
        "Sebarkan https://x.id/y @semua"
    )
    assert claims_of(text) == ["Pemerintah akan menutup semua pasar besok"]
    assert rumour_question("HARGA BERAS NAIK LAGI", "id") == "Apakah benar Harga beras naik lagi?"
    assert claims_of("") == []


def test_a_checked_rumour_names_what_is_denied_and_what_nobody_speaks_of() -> None:
    denied = ("Klaim satu di sini", answer(citation(), verdict="no"))
    silent = ("Klaim dua di sini", answer(status="not_stated", text="-"))
    text = to_plain(checked_blocks([denied, silent], "id", "qa_bot"))
    assert "1 dari 2" in text
    assert (
        text.index("❌ Menurut artikel: tidak: Klaim satu")
        < text.index("Tidak dibahas")
        < text.index("Klaim dua")
    )
    assert "makes it neither" in to_plain(checked_blocks([silent], "en", "qa_bot"))


@pytest.mark.parametrize(
    ("status", "up", "down", "answerable", "gold"),
    [
        ("answered", 1, 0, True, 1),
        ("answered", 0, 1, False, 0),
        ("not_stated", 1, 0, False, 0),
        ("not_stated", 0, 1, True, 0),
    ],
)
def test_votes_become_questions(status: str, up: int, down: int, answerable: bool, gold: int) -> None:
    given = answer(citation(), status=status) if status == "answered" else answer(status=status)
    record = Record("t", 1, Place(1, 0, 1), 1, "Apakah harga naik?", given.text, pack(given))
    row = as_question(record, up, down, [])
    assert row["answerable"] is answerable
    assert len(row["gold"]) == gold
    assert bool(row["must_not_cite"]) is (status == "answered" and down > up)


def test_words_stand_in_both_languages_with_the_same_places_to_fill() -> None:
    import string

    for name, (indonesian, english) in _WORDS.items():
        places = [
            {place for _, place, _, _ in string.Formatter().parse(text) if place}
            for text in (indonesian, english)
        ]
        assert places[0] == places[1], name
    assert len(word("about_short", "id")) <= 120
    assert len(word("about", "en")) <= 512
    assert [language_of(code) for code in ("id", "id-ID", "ms", "en", None)] == ["id", "id", "id", "en", "en"]


def test_no_word_is_kept_that_nobody_says() -> None:
    room = Path(keyboards.__file__).parent
    said = "".join(file.read_text(encoding="utf-8") for file in room.glob("*.py") if file.name != "words.py")
    commands = {f"help_{name}" for name in (*EVERYBODY, *ADMINS)}
    assert {name for name in _WORDS if not re.search(rf"[\"']{name}[\"']", said)} <= commands
    assert commands <= _WORDS.keys()


def test_a_very_long_answer_is_split() -> None:
    many = [citation(f"k7m2pq-{n}", quote="Panjang sekali. " * 60) for n in range(1, 12)]
    messages = split(answer_blocks(answer(*many)))
    assert len(messages) > 1
    assert all(length(message) <= LIMIT for message in messages)
