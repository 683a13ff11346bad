"""Which quotes are sources of a short answer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from qabot.answering.reading import shortanswer
from qabot.answering.reading.evidence import Evidence
from qabot.answering.reading.reader import PassageReading
from qabot.answering.understanding.question import understand
from qabot.retrieval.features import QuestionView
from qabot.retrieval.lexicon import question_terms
from qabot.types import ArticleInfo, Hit, Passage


def sentence(text: str, answers: float = 0.0) -> Evidence:
    article = ArticleInfo("AAAA", "a.txt", "a.txt", "Judul", None, None, None, "id", 1, 1, "2024-01-01")
    hit = Hit(Passage(1, article, 1, 0, len(text), text, "0" * 16), 0.0)
    reading = PassageReading(answers, 0, 0, 0.0, affirms=0.3, denies=0.3, open=0.4)
    return Evidence(hit, 0, len(text), text, 0.0, {"headline": 0.0}, np.zeros(1, np.float32), reading)


@pytest.mark.parametrize(
    ("text", "said", "holds"),
    [
        ("Dinas itu dipimpin Ratri Simamora.", "Ratri Simamora", True),
        ("“Kami buka,” kata Simamora.", "Ratri Simamora", True),
        ("Ratri Widyawati membantah.", "Ratri Simamora", False),
        ("Dendanya Rp3 miliar.", "Rp3 miliar", True),
        ("Dendanya Rp30 miliar.", "Rp3 miliar", False),
        ("Dibuka pada 5 Maret.", "5 Maret 2024", False),
        ("DIBUKA PADA 5 MARET 2024.", "5 Maret 2024", True),
    ],
)
def test_a_source_of_a_short_answer_says_it(text: str, said: str, holds: bool) -> None:
    assert shortanswer.holds(sentence(text, answers=9.0), said) is holds


def test_without_a_short_answer_the_reader_says_whether_a_quote_answers() -> None:
    assert shortanswer.holds(sentence("Karena hujan.", answers=0.5), "")
    assert not shortanswer.holds(sentence("Karena hujan.", answers=-0.5), "")


@pytest.mark.parametrize(
    ("text", "read", "told"),
    [
        ('Rapat di Dewan Kopi Nusa 1325," ujar Yosef.', 'Kopi Nusa 1325," ujar', "Kopi Nusa 1325"),
        ("Lagu 'A' dan film \"hutan gelap\" itu laris.", 'film "hutan gelap', 'film "hutan gelap'),
        ("Ia berobat di Rumah Sakit Umum (RSU) Ende.", "Rumah Sakit Umum (RSU", "Rumah Sakit Umum (RSU)"),
        ("Kata direktur Kenari itu, bisa.", "direktur Kenari itu", "direktur Kenari"),
        ("Aturan itu (Perkop) berlaku.", "Perkop)", "Perkop"),
        ("Pemain asli Abel Tanaraye tiba.", "Abel Tanara", "Abel Tanaraye"),
        ("Dibuka pukul 03.30 pagi.", "pukul 03", "pukul 03.30"),
        ("Rute Ende/Maumere dibuka.", "Ende", "Ende/Maumere"),
        ("Itu milik Rita Halim, lalu dijual.", "Rita Halim, ", "Rita Halim"),
    ],
)
def test_the_readers_words_are_cut_in_no_word_number_or_bracket(text: str, read: str, told: str) -> None:
    start = text.index(read)
    assert text[slice(*shortanswer.whole(text, start, start + len(read)))] == told


def viewed(question: str) -> QuestionView:
    words = question_terms(question, "id", "id")
    return QuestionView(
        words={"id": words},
        rarity={term: 1.0 for word in words for term in word},
        vector=np.zeros(1, np.float32),
        token_vectors=np.zeros((0, 1), np.float32),
    )


def chosen(question: str, text: str, read: str, sure: float) -> str:
    """What is told of one sentence of which the reader says that ``read`` answers."""
    asked = understand(question)
    start = text.index(read)
    reading = PassageReading(5.0, start, start + len(read), 0.0, affirms=0.3, denies=0.3, open=0.4)
    item = replace(sentence(text), reading=reading, features={"spanned": sure, "headline": 0.0})
    return shortanswer.choose(
        asked, [item], viewed(asked.search), {"agrees": 2.0, "alone": 0.5, "behind": 1.0}
    )


@pytest.mark.parametrize(
    ("question", "text", "read", "told"),
    [
        ("Siapa direktur Kenari?",
         "Direktur Pemasaran Kenari Rita Halim hadir.", "Rita Halim", "Rita Halim"),
        ("Apa nama latihan itu?",
         "Latihan itu diberi nama Laut Bersama 2025 oleh panitia.", "Laut Bersama 2025", "Laut Bersama 2025"),
        ("Di mana rapat digelar?",
         "Rapat digelar di Kedutaan Kenari di Wamena kemarin.", "Kedutaan Kenari di Wamena",
         "Kedutaan Kenari di Wamena"),
        ("Siapa saja yang hadir dalam rapat banjir?",
         "Rapat banjir dihadiri Rita Halim, Lukman Hadi, dan Yosef Tanara.", "Rita Halim",
         "Rita Halim, Lukman Hadi, dan Yosef Tanara"),
    ],
)  # fmt: skip
def test_a_sure_reader_says_where_a_name_ends(question: str, text: str, read: str, told: str) -> None:
    assert chosen(question, text, read, sure=0.9) == told


def test_a_reason_is_that_of_the_best_sentence() -> None:
    question = understand("Mengapa jembatan itu ditutup?")
    best = replace(sentence("Rita beralasan tiang jembatan retak."), score=2.0)
    other = replace(sentence("Jembatan itu ditutup karena ada lomba."), score=1.0)
    weights = {"agrees": 2.0, "alone": 0.5, "behind": 0.1}
    assert shortanswer.choose(question, [best, other], viewed(question.search), weights) == ""
    assert shortanswer.choose(question, [other, best], viewed(question.search), weights) == "karena ada lomba"


@pytest.mark.parametrize(
    ("question", "text", "read", "told"),
    [
        ("Menurut pemerintah, siapa yang mengangkat dewan?", "Kata pemerintah, itu wewenang presiden.",
         "pemerintah", ""),
        ("Siapa yang mengangkat dewan, pemerintah atau presiden?", "Itu wewenang pemerintah.", "pemerintah",
         "pemerintah"),
        ("Di mana rapat dewan digelar?", "Rapat dewan digelar pukul 18.05 WIB kemarin.", "18.05 WIB", ""),
        ("Jenis sampah apa yang ditemukan?", "Ditemukan 100 titik sampah di sungai.", "100 titik", ""),
    ],
)  # fmt: skip
def test_what_cannot_answer_is_not_told(question: str, text: str, read: str, told: str) -> None:
    assert chosen(question, text, read, sure=0.9) == told


def test_the_text_says_it_better_than_the_title() -> None:
    question = understand("Berapa dana Bank Cemara?")
    title = replace(sentence("Dana Bank Cemara 12 juta"), features={"headline": 1.0})
    body = replace(sentence("Dana Bank Cemara 10-12 juta."), score=-0.1)
    weights = {"agrees": 2.0, "alone": 0.5, "behind": 1.0}
    assert shortanswer.choose(question, [title, body], viewed(question.search), weights) == "10-12 juta"


def test_a_name_is_told_without_what_it_did() -> None:
    text = "Uang itu diberikan Rita kepada Lukman."
    assert chosen("Siapa yang memberi uang?", text, "Rita kepada Lukman", sure=0.9) == "Rita"


def test_an_unsure_reader_leaves_that_to_the_form() -> None:
    text = "Dinas itu dipimpin Rita Halim Tanara sejak Mei."
    assert chosen("Siapa pemimpin dinas itu?", text, "Halim", sure=0.2) == "Rita Halim Tanara"


def test_a_sure_reader_may_add_a_little_to_a_number() -> None:
    text = "Yosef membuat empat gol dalam 20 laga."
    assert chosen("Berapa gol Yosef?", text, "empat gol dalam 20", sure=0.9) == "empat gol dalam 20"
    assert chosen("Berapa gol Yosef?", text, "membuat empat gol dalam 20 laga", sure=0.9) == "empat gol"
    text = "Yosef membuat 64 gol dan 9 umpan untuk Kenari."
    assert chosen("Berapa umpan Yosef?", text, "64 gol dan 9 umpan", sure=0.9) == "9 umpan"


@pytest.mark.parametrize(
    ("question", "text", "read", "told"),
    [
        ("Bantuan apa saja yang diterima warga?", "Warga diberi beras, minyak, dan gula tiap hari.", "minyak",
         "beras, minyak, dan gula"),
        ("Bantuan apa saja yang diterima warga?", "Warga diberi beras, minyak, dan gula setiap hari.",
         "minyak, dan gula", "beras, minyak, dan gula"),
        ("Bantuan apa saja yang diterima warga?", "Beras, minyak, dan gula dibagikan kepada warga.", "minyak",
         "Beras, minyak, dan gula"),
        ("Bantuan apa saja yang diterima warga?", "Warga diberi beras, dan panitia pulang.", "beras",
         "beras"),
        ("Bantuan apa yang diterima warga?", "Warga diberi beras, minyak, dan gula.", "minyak", "minyak"),
        ("Which diseases can spread?", "Lalat menularkan bakteri tifus dan kolera melalui air.", "kolera",
         "bakteri tifus dan kolera"),
        ("Siapa saja yang tampil di pentas?",
         "Pentas diisi Grup Kenari, Melati Show, Tim Elang “Hitam”, dan Lukman Hadi.", "Tim Elang “Hitam”",
         "Grup Kenari, Melati Show, Tim Elang “Hitam”, dan Lukman Hadi"),
    ],
)  # fmt: skip
def test_more_than_one_thing_is_told_as_the_whole_list(
    question: str, text: str, read: str, told: str
) -> None:
    assert chosen(question, text, read, sure=0.9) == told


@pytest.mark.parametrize(
    ("text", "read", "told"),
    [
        ("Ia bekerja di (Dinas Air Minum dan Sanitasi Kota) itu.", "(Dinas Air", "Dinas Air"),
        ("Yosef (hadir sejak pagi tadi) pada Senin", ") pada Senin", "pada Senin"),
        ("kemarin\nRita Halim hadir", "Ri", "Rita"),
        ("Rapat itu selesai", "itu", "itu"),
    ],
)
def test_something_is_left_of_what_is_read(text: str, read: str, told: str) -> None:
    start = text.index(read)
    assert text[slice(*shortanswer.whole(text, start, start + len(read)))] == told


def test_a_reader_that_is_surer_of_the_sentence_alone_is_heard() -> None:
    text = "Hadiahnya emas dua gram bagi pembeli pertama."
    asked = understand("Apa hadiahnya?")
    view = QuestionView(
        words={"id": []},
        rarity={},
        vector=np.zeros(1, np.float32),
        token_vectors=np.zeros((0, 1), np.float32),
    )
    in_its_passage = PassageReading(5.0, 0, len(text), -4.0, affirms=0.3, denies=0.3, open=0.4)
    alone = PassageReading(5.0, 10, 23, 4.0, affirms=0.3, denies=0.3, open=0.4)
    features = {"spanned": 0.1, "headline": 0.0}
    item = replace(sentence(text), reading=in_its_passage, alone=alone, features=features)
    weights = {"agrees": 1.0, "alone": 0.5, "behind": 1.0}
    assert shortanswer.choose(asked, [item], view, weights) == "emas dua gram"
    assert not shortanswer.choose(asked, [replace(item, alone=None)], view, weights)
