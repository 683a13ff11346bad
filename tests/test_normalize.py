"""Questions as people type them: chat spelling, markup, invisible characters, fillers."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.text.normalize import LONGEST_QUESTION, clean_question, content_core, plain_spelling


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kpn pasar itu dibuka?", "kapan pasar itu dibuka?"),
        ("brp org yg ikut?", "berapa orang yang ikut?"),
        ("Knp jembatannya blm selesai", "kenapa jembatannya belum selesai"),
        ("ga bisa lewat skrg?", "tidak bisa lewat sekarang?"),
        ("gak jadi ditutup, udah dibatalin", "tidak jadi ditutup, sudah dibatalkan"),
        ("dmn lokasinya, sama sapa?", "di mana lokasinya, sama siapa?"),
        ("gimanaaaa caranya", "bagaimana caranya"),
        ("lamaaaa sekali", "lama sekali"),
        ("Menteri bilang apa ttg beras?", "Menteri mengatakan apa tentang beras?"),
        ("Halo! Kpn bukanya?", "Halo! kapan bukanya?"),
        ("knp org2 pd protes", "kenapa orang-orang pada protes"),
        ("berapa harga nya skrg", "berapa harganya sekarang"),
        ("brp hargany?", "berapa harganya?"),
        ("dari taun brp", "dari tahun berapa"),
        ("kpn shopeenya ditutup", "kapan shopee-nya ditutup"),
        ("jelasin dong hasil rapatnya", "jelaskan dong hasil rapatnya"),
        ("tetep dibuka sblmnya", "tetap dibuka sebelumnya"),
        ("maunya apa", "maunya apa"),
        ("siapa yg ngelanggar aturan itu", "siapa yang melanggar aturan itu"),
    ],
)
def test_chat_spelling_is_written_out(typed: str, meant: str) -> None:
    assert plain_spelling(typed) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Kapan Bandara Soekarno-Hatta dibuka kembali?",
        "Berapa nilai GA di bursa?",  # a ticker in capitals, not a negation
        "Berapa gol Mo Salah musim ini?",
        "Siapa Lo Kheng Hong dan apa isi portofolio miliknya?",
        "Di mana letak Gua Jepang?",
        "Berapa km panjang jalan tol itu?",
        "Berapa harga emas 10 g hari ini?",
        "Apa isi KTT G-20?",
        "Apa hasil G20 dan siapa tamu MotoGP2?",
        "Apakah Erin Nurdin menjual Minang Plaza?",
        "di mana kantor Google nya",
        "",
        "?!",
    ],
)
def test_plain_questions_stay_as_they_are(question: str) -> None:
    assert plain_spelling(question) == question


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Wat did the mayor say abt the bridge", "what did the mayor say about the bridge"),
        ("does the govt want ppl to move?", "does the government want people to move?"),
        ("whyyyy didnt they build it b4 2020", "why didn't they build it before 2020"),
        ("Is Mo Ur in U Thant's book?", "Is Mo Ur in U Thant's book?"),
        ("jelasin is no English word", "jelasin is no English word"),
    ],
)
def test_english_chat_spelling_is_written_out(typed: str, meant: str) -> None:
    assert plain_spelling(typed, "en") == meant


@given(st.text(max_size=60))
def test_spelling_never_fails_and_keeps_what_is_no_word(question: str) -> None:
    spelled = plain_spelling(question)
    kept = [c for c in question if not (c.isalnum() or c in "'’-" or c.isspace())]
    assert [c for c in spelled if not (c.isalnum() or c in "'’-" or c.isspace())] == kept


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  Apa\tkabar \n\n Ambon?\r\n", "Apa kabar Ambon?"),
        ("Ka\u200bpan\u202e itu\x00?\ufeff", "Kapan itu?"),
        ("Kafe\u0301 mana?", "Kafé mana?"),
        ("e\u200b\u0301", "é"),  # composed once nothing stands between
        ("<b>Siapa</b> <a href='x'>dia</a>?", "Siapa dia ?"),
        ("<script>alert('1')</script>Siapa dia?", "Siapa dia?"),
        ("**Siapa** [gubernur](https://example.org/a_(b)) itu?", "Siapa gubernur itu?"),
        ("\u3000\u00a0", ""),
        ("Berapa 🐟 di kolam?", "Berapa 🐟 di kolam?"),
        ("هل تفهم؟", "هل تفهم؟"),
    ],
)
def test_a_question_becomes_one_plain_line(raw: str, clean: str) -> None:
    assert clean_question(raw) == clean


@given(st.text())
def test_any_text_becomes_one_line_of_bounded_length(text: str) -> None:
    clean = clean_question(text)
    assert len(clean) <= LONGEST_QUESTION
    assert clean == " ".join(clean.split())
    assert unicodedata.is_normalized("NFC", clean)
    assert not any(unicodedata.category(c)[0] == "C" for c in clean)


@pytest.mark.parametrize("part", ["kata ", "<script ", "[x](", "![", "a", "🙂", "<b", "\u200b"])
def test_a_megabyte_is_cut_without_delay(part: str) -> None:
    clean = clean_question(part * (2**20 // len(part)))
    assert len(clean) <= LONGEST_QUESTION
    if part == "kata ":
        assert clean.endswith("kata")  # at a word


@pytest.mark.parametrize(
    ("question", "core"),
    [
        ("Min, kapan dibuka dong?", "kapan dibuka?"),
        ("kapan dibuka ya kak", "kapan dibuka"),
        ("Tolong dong kak siapa wali kotanya sih??", "siapa wali kotanya?"),
        ("Pak Lurah bilang apa?", "Lurah bilang apa?"),
        ("Apa kata Bu Lurah soal itu?", "Apa kata Bu Lurah soal itu?"),  # in the middle it belongs there
        ("ya?", "ya?"),
        ("!!!", "!!!"),
        ("", ""),
    ],
)
def test_fillers_go_from_the_edges_only(question: str, core: str) -> None:
    assert content_core(question) == core


@given(st.text(max_size=80))
def test_the_core_is_a_stretch_of_the_question(question: str) -> None:
    core = content_core(question)
    assert core == question or core.removesuffix("?") in question
    assert any(c.isalnum() for c in core) == any(c.isalnum() for c in question)
