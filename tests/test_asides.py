"""What people say around their questions: greetings, corrections, doubts, "go on"."""

from __future__ import annotations

import pytest

from qabot.answering.understanding import asides, courtesy
from qabot.answering.understanding.question import understand
from qabot.types import Turn

BANK = [Turn("user", "Siapa direktur Bank Cemara?"), Turn("assistant", "Yosef Tanara.")]
RUNS = [Turn("user", "Who runs Cemara Bank?"), Turn("assistant", "Yosef Tanara.")]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Halo kak, siapa wali kota Ende?", "siapa wali kota Ende?"),
        ("selamat pagi min mau tanya dong, kapan banjirnya surut?", "kapan banjirnya surut?"),
        ("Oke makasih kak. terus direkturnya siapa?", "terus direkturnya siapa?"),
        ("Hi, who runs Cemara Bank?", "who runs Cemara Bank?"),
        ("Good morning everyone, may I ask, who runs it?", "who runs it?"),
        ("maaf mau nanya apa itu bank kliring?", "apa itu bank kliring?"),
    ],
)
def test_a_greeting_is_no_part_of_the_question(text: str, question: str) -> None:
    assert courtesy.what_is_asked(text) == question


@pytest.mark.parametrize(
    "text",
    [
        "Halo 2 terjual berapa?",
        "Pagi Sore buka di mana?",
        "pagi ini berapa harga cabai?",
        "Good Morning Ende airs when?",
        "Baik Rudi maupun Sari menolak?",
        "halo min",
        "makasih ya kak",
    ],
)
def test_what_only_looks_like_a_greeting_stays(text: str) -> None:
    assert asides.without_greeting(text) == text


@pytest.mark.parametrize(
    ("turns", "text", "whole"),
    [
        (BANK, "yakin?", "Siapa direktur Bank Cemara?"),
        (BANK, "masa sih?", "Siapa direktur Bank Cemara?"),
        (BANK, "sumbernya mana?", "Siapa direktur Bank Cemara?"),
        (BANK, "yang tadi apa ya?", "Siapa direktur Bank Cemara?"),
        (BANK, "kapan artikelnya terbit?", "Siapa direktur Bank Cemara?"),
        (BANK, "terus?", "Bagaimana kelanjutan Bank Cemara?"),
        (BANK, "maksudku Bank Kenari", "Siapa direktur Bank Kenari?"),
        (BANK, "Maksud saya Bank Kenari, berapa labanya?", "Berapa laba Bank Kenari?"),
        (BANK, "soal Kapal Lestari, berapa penumpangnya?", "Berapa penumpang Kapal Lestari?"),
        (BANK, "balik lagi ke Bank Kenari tadi, siapa direkturnya?", "Siapa direktur Bank Kenari?"),
        (BANK, "kembali ke Ambon, siapa wali kota di sana?", "Siapa wali kota di Ambon?"),
        (BANK, "balik ke Kapal Lestari, Rita Halim naik apa?", "Rita Halim naik apa?"),
        (RUNS, "Back to the old mill: who bought it?", "Who bought the old mill?"),
        (RUNS, "Are you sure?", "Who runs Cemara Bank?"),
        (RUNS, "what's your source?", "Who runs Cemara Bank?"),
        (RUNS, "I meant Kenari Bank", "Who runs Kenari Bank?"),
        (RUNS, "Sorry, I meant Kenari Bank, where is it?", "Where is Kenari Bank?"),
    ],
)
def test_talk_about_the_answer_leans_on_its_question(turns: list[Turn], text: str, whole: str) -> None:
    assert understand(text, turns).search == whole


def test_a_question_that_doubts_something_of_its_own_stands_alone() -> None:
    assert not understand("Benarkah Kapal Lestari tenggelam?", BANK).follows


def test_a_matter_named_first_needs_no_conversation() -> None:
    assert understand("mengenai Bank Kenari, siapa direkturnya?").search == "Siapa direktur Bank Kenari?"


@pytest.mark.parametrize(
    ("turns", "thanks", "text", "whole"),
    [
        (BANK, "Makasih ya", "Berapa cabangnya?", "Berapa cabang Bank Cemara?"),
        (BANK, "ngaco", "Berapa cabangnya?", "Berapa cabang Bank Cemara?"),
        (RUNS, "thanks", "Who owns it?", "Who owns Cemara Bank?"),
    ],
)
def test_small_talk_between_is_no_topic(turns: list[Turn], thanks: str, text: str, whole: str) -> None:
    assert understand(text, [*turns, Turn("user", thanks), Turn("assistant", "...")]).search == whole


def test_a_topic_outlasts_a_long_conversation() -> None:
    between = [turn for _ in range(8) for turn in (Turn("user", "Kapan?"), Turn("assistant", "2021."))]
    assert understand("Berapa cabangnya?", [*BANK, *between]).search == "Berapa cabang Bank Cemara?"
