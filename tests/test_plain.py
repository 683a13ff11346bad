"""Plain questions made of sentences, whose side is known by how they were made."""

from __future__ import annotations

import random

import pytest

from qabot.training import plain
from qabot.training.examples import AFFIRMED, DENIED, NEUTRAL
from qabot.types import Article, Paragraph


def made(sentence: str, language: str = "id", **more: object) -> list[tuple[str, str, int]]:
    """What many draws make of a sentence."""
    rng = random.Random(1)
    found = [
        row
        for _ in range(300)
        for row in plain.of_sentence(sentence, language, rng, **more)  # type: ignore[arg-type]
    ]
    return list(dict.fromkeys(found))


def test_the_rest_of_a_sentence_is_affirmed() -> None:
    rows = made("Timnas Kenari menang 2-0 atas Melati di Ende.")
    asked = {question for question, _, side in rows if side == AFFIRMED}
    assert "Apakah Timnas Kenari menang atas Melati?" in asked
    assert "timnas kenari menang atas melati ga?" in asked
    assert {passage for _, passage, side in rows if side != NEUTRAL} == {
        "Timnas Kenari menang 2-0 atas Melati di Ende."
    }


@pytest.mark.parametrize(
    ("sentence", "denied"),
    [
        ("Timnas Kenari menang 2-0 atas Melati di Ende.", "Apakah Timnas Kenari kalah atas Melati?"),
        ("Bupati akan meresmikan jembatan itu.", "Apakah bupati tidak akan meresmikan jembatan itu?"),
        ("Bupati sudah meresmikan jembatan itu.", "Apakah bupati belum meresmikan jembatan itu?"),
        ("Bupati tidak meresmikan jembatan itu.", "Apakah bupati meresmikan jembatan itu?"),
        (
            "Pedagang menjual roti gandum setiap hari.",
            "Apakah pedagang tidak menjual roti gandum setiap hari?",
        ),
    ],
)
def test_its_opposite_is_denied(sentence: str, denied: str) -> None:
    assert denied in {question for question, _, side in made(sentence) if side == DENIED}


def test_english_questions_are_put_to_the_indonesian_side() -> None:
    rows = made("Jembatan itu ditutup pada Senin.", translated="The bridge was closed on Monday.")
    assert ("Was the bridge closed?", "Jembatan itu ditutup pada Senin.", AFFIRMED) in rows
    assert ("Was the bridge opened?", "Jembatan itu ditutup pada Senin.", DENIED) in rows


def test_other_sentences_leave_it_open() -> None:
    rows = made("Bupati akan meresmikan jembatan itu.", others=["Harga beras tetap."])
    assert ("Apakah bupati akan meresmikan jembatan itu?", "Harga beras tetap.", NEUTRAL) in rows


def test_a_detail_that_the_sentence_lacks_is_left_open() -> None:
    sentence = "Polisi menangkap 12 orang di pelabuhan Kenari pada malam hari sebelum fajar."
    lacking = [row for row in made(sentence) if row[2] == NEUTRAL]
    assert lacking
    assert all(len(passage) < len(question) and "12" in question for question, passage, _ in lacking)


def test_too_little_and_too_much_is_not_asked() -> None:
    assert made("Ya, begitu.") == []
    assert made(" ".join(["kata"] * 30)) == []


def test_what_links_to_the_sentence_before_is_left_out() -> None:
    linked = "Kendati begitu, bupati sudah meresmikan jembatan itu."
    asked = {question for question, _, _ in made(linked)}
    assert "Apakah bupati sudah meresmikan jembatan itu?" in asked
    assert not any("begitu" in question.lower() for question in asked)


def test_nothing_is_asked_up_to_a_word_that_hangs() -> None:
    asked = {question for question, _, _ in made("Pemerintah membuka kantor di 12 kota.")}
    assert "Apakah pemerintah membuka kantor?" in asked
    assert not any(question.rstrip("?").endswith((" di", " ke", " dari")) for question in asked)


def test_sentences_of_an_article_without_quotations() -> None:
    told = "Wali kota Rita Halim meresmikan pasar ikan yang baru."
    text = f'Judul\n{told} "Kami senang sekali hari ini," kata Rita.'
    paragraphs = (Paragraph(0, 0, 5), Paragraph(1, 6, len(text)))
    article = Article("a.txt", "/a.txt", text, paragraphs, "Judul", "id")
    rows = list(plain.of_article(article, random.Random(1)))
    assert rows
    assert {passage for _, passage, _ in rows} == {told}
