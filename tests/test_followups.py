"""Follow-up questions: one question that reads by itself, and new topics left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.answering.understanding import followups
from qabot.answering.understanding.question import understand
from qabot.answering.words.phrases import claim, head_phrase
from qabot.types import Turn

LIST = Path(__file__).parent / "data" / "follow-ups.tsv"


def turns(*contents: str) -> list[Turn]:
    return [Turn("assistant" if at % 2 else "user", content) for at, content in enumerate(contents)]


def conversations() -> list[tuple[str, str, str]]:
    """The turns before, the question, and what it is made into (empty when it stands alone)."""
    rows = (line.split("\t") for line in LIST.read_text(encoding="utf-8").splitlines())
    return [(before, text, whole) for before, text, whole in rows]


@pytest.mark.parametrize(("before", "text", "whole"), conversations())
def test_conversation(before: str, text: str, whole: str) -> None:
    question = understand(text, turns(*before.split(" | ")))
    if whole:
        assert question.search == whole
        assert question.follows == before.split(" | ")[-2]
    else:
        assert question.follows == ""
        assert question.search == question.asked


def test_the_list_has_both_languages() -> None:
    languages = [
        understand(text, turns(*before.split(" | "))).language for before, text, _ in conversations()
    ]
    assert languages.count("id") >= 30
    assert languages.count("en") >= 30


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kenapa?", "why"),
        ("Kalau di Ambon?", "yesno"),
        ("Siapa yang bilang begitu?", "who"),
        ("Berapa karyawannya?", "howmany"),
        ("Dia bilang apa lagi?", "quote"),
        ("Terus nasabah yang ketahuan menipu gimana nasibnya?", "how"),
        ("Kalau Kenari lawan Persende hasilnya gimana?", "how"),
    ],
)
def test_the_kind_is_that_of_the_whole_question(text: str, kind: str) -> None:
    before = turns(
        "Siapa direktur Bank Cemara?", "Yosef Tanara.", "Apakah Bank Cemara membuka cabang di Sorong?", "Ya."
    )
    assert understand(text, before).kind == kind


def test_names_and_speaker_are_those_of_the_whole_question() -> None:
    before = turns("Siapa direktur Bank Cemara?", "Yosef Tanara.")
    question = understand("dia bilang apa lagi?", before)
    assert "Yosef Tanara" in question.names
    assert question.said_by.strip() == "Yosef Tanara"


def test_a_long_chain_keeps_what_it_is_about() -> None:
    before = turns(
        "Apakah Bank Cemara membuka cabang di Sorong?", "Ya.",
        "Siapa direkturnya?", "Yosef Tanara.",
        "Sejak kapan?", "2021.",
        "Dan di Ambon?", "",
    )  # fmt: skip
    assert "Yosef Tanara" in understand("Berapa umurnya?", before).search


def test_an_answer_that_was_not_given_is_not_leant_on() -> None:
    before = turns("Siapa direktur Bank Cemara?", "Artikel-artikel itu tidak menyebut hal ini.")
    assert understand("Sejak kapan?", before).search == "Sejak kapan direktur Bank Cemara?"


def test_brackets_in_what_was_asked_before_are_survived() -> None:
    assert understand("Kapan?", turns("00)I")).text == "Kapan?"


def test_another_language_still_refers_back() -> None:
    question = understand("When was it founded?", turns("Siapa direktur Bank Cemara?", "Yosef Tanara."))
    assert question.search == "When was Bank Cemara founded?"


@pytest.mark.parametrize(
    ("before", "text", "whole"),
    [
        (("Apakah PT Kenari didenda?", "Ya."), "terus denda nya berapa?", "Denda PT Kenari berapa?"),
        (("Apakah PT Kenari didenda?", "Ya.", "terus dendanya brp?", "Rp2 miliar"), "udah dibayar blm?",
         "Sudah dibayar belum soal PT Kenari?"),
        (("Siapa direktur Bank Cemara?", "Rudi Hartono"), "dia bilang apa?", "Rudi Hartono mengatakan apa?"),
        (("Siapa yang membeli kapal Melati?", "Bank Cemara", "dari negara mana?", ""), "kapan itu?",
         "Kapan Bank Cemara membeli kapal Melati?"),
        (("Siapa wali kota Ende?", "Sari Dewi", "berapa umurnya?", ""), "dari partai mana?",
         "Dari partai mana Sari Dewi?"),
        (("Harga cabai naik?", "Ya."), "sampe kapan?", "Sampai kapan harga cabai naik?"),
        (("Harga cabai naik?", "Ya."), "gara2 apa?", "Gara-gara apa harga cabai naik?"),
        (("Kapan gempa Ende terjadi?", "3 Mei 2024"), "ada tsunami gak?",
         "Ada tsunami tidak soal gempa Ende?"),
        (("Kapan gempa Ende terjadi?", "3 Mei 2024", "berapa korbannya?", "12"), "magnitudonya?",
         "Magnitudo gempa Ende?"),
        (("Mengapa harga beras naik?", "", "siapa yang bilang begitu?", ""), "menurut siapa?",
         "Siapa yang mengatakan harga beras naik?"),
        (("How many people died in the Kupang fire?", "12"), "where did it start?",
         "Where did the Kupang fire start?"),
    ],
)  # fmt: skip
def test_a_follow_up_within_a_conversation(before: tuple[str, ...], text: str, whole: str) -> None:
    assert understand(text, turns(*before)).search == whole


@pytest.mark.parametrize(
    "text",
    [
        "Harga cabai naik?",
        "Apa penyebab utama turunnya produksi ikan?",
        "Apa akibatnya jika penggugat menang?",
        "Siapa lawan Persende berikutnya?",
        "Apakah lagu yang diubah temponya dilarang?",
        "kemiskinan ekstrem masih tinggi?",
        "Do women regret their savings more than men do?",
        "Is it the mayor who is shown in a car?",
        "Have police identified the victims?",
        "By how much did IT revenue jump?",
    ],
)
def test_a_new_topic_is_not_dragged_into_the_old_one(text: str) -> None:
    language = understand(text).language
    before = turns("Siapa direktur Bank Cemara?", "Rudi Hartono")
    if language == "en":
        before = turns("Who runs Bank Cemara?", "Rudi Hartono")
    assert understand(text, before).follows == ""


@pytest.mark.parametrize(
    ("question", "language", "phrase"),
    [
        ("Will the new harbour open in Ende?", "en", "the new harbour"),
        ("Who is the owner of the old mill?", "en", "the old mill"),
        ("Did Bank of Papua deny it?", "en", "Bank of Papua"),
        ("Apakah kapal feri baru sudah berlayar?", "id", "kapal feri baru"),
        ("Siapa pemilik hotel tua itu?", "id", "hotel tua"),
        ("Kapan?", "id", ""),
        ("", "en", ""),
    ],
)
def test_head_phrase(question: str, language: str, phrase: str) -> None:
    assert head_phrase(question, "id" if language == "id" else "en") == phrase


def test_what_was_said_is_a_statement() -> None:
    assert claim("Has the mayor resigned?", "en", "", denied=True) == "the mayor has not resigned"
    assert claim("Apakah wali kota sudah mundur?", "id", "", denied=True) == "wali kota belum mundur"
    assert claim("Apakah wali kota tidak mundur?", "id", "", denied=False) == "wali kota tidak mundur"


@given(st.lists(st.text(max_size=60), max_size=8), st.text(max_size=60), st.sampled_from(["id", "en"]))
def test_any_conversation_is_survived(before: list[str], text: str, language: str) -> None:
    whole = followups.resolve(text, "id" if language == "id" else "en", turns(*before))
    assert whole.text or not text
    assert not whole.follows or whole.follows in before


def test_a_name_that_ends_as_what_points_does_is_spoken_of() -> None:
    before = turns("Did Kenya open a harbour?", "Yes.")
    assert "Kenya" in understand("Why did it open one?", before).search


def test_what_lies_between_two_is_of_them_alone() -> None:
    turns = [Turn("user", "Mengapa warga takut pada Proyek Sagu?"), Turn("assistant", "karena bising")]
    question = "apa bedanya Proyek Sagu dengan Proyek Kenari?"
    assert understand(question, turns).search == question
    assert understand("apa bedanya?", turns).search != "apa bedanya?"
