"""What a message tells is kept apart from what it asks."""

from __future__ import annotations

import pytest

from qabot.answering.understanding import messages
from qabot.answering.understanding.question import understand
from qabot.types import Turn


@pytest.mark.parametrize(
    ("message", "told", "asked"),
    [
        ("Siapa yang menutup pasar?", "", "Siapa yang menutup pasar?"),
        (
            "Saya pelajar. Siapa yang menutup pasar? Terima kasih sebelumnya.",
            "Saya pelajar.",
            "Siapa yang menutup pasar?",
        ),
        (
            "Sebagai pedagang saya ingin memastikan satu hal: apakah pasar itu ditutup?",
            "Sebagai pedagang",
            "apakah pasar itu ditutup?",
        ),
        (
            "Sebagai mantan pedagang saya jadi kepikiran, Pasar Sagu punya berapa kios?",
            "Sebagai mantan pedagang saya jadi kepikiran",
            "Pasar Sagu punya berapa kios?",
        ),
        (
            "I live in Ende, so I was wondering whether the market will open again. Thanks!",
            "I live in Ende, so",
            "the market will open again?",
        ),
        (
            "My sister sells fish there, so could you tell me: is the market open?",
            "My sister sells fish there, so could you tell me",
            "is the market open?",
        ),
        ("I'm curious which market that was.", "", "which market that was?"),
        (
            "Tante saya biasa ke sana. Tolong beri tahu apakah Pasar Sagu sudah ditutup, biar ia tahu.",
            "Tante saya biasa ke sana.",
            "Tolong beri tahu apakah Pasar Sagu sudah ditutup",
        ),
        # nothing asks, or it is not oneself that is spoken of
        ("Pasar Sagu ditutup.", "", "Pasar Sagu ditutup."),
        ("Menurut Melani, kapan pasar dibuka?", "", "Menurut Melani, kapan pasar dibuka?"),
        ("When I am in Ende, is the market open?", "When I am in Ende", "is the market open?"),
        ("Kapan pasar ditutup? Siapa yang menutupnya?", "", "Kapan pasar ditutup? Siapa yang menutupnya?"),
    ],
)
def test_a_message_is_parted(message: str, told: str, asked: str) -> None:
    assert messages.parted(message) == (told, asked)


@pytest.mark.parametrize(
    ("message", "plain", "kind"),
    [
        # confirmed: what was told is the question
        ("Kabarnya Pasar Sagu ditutup. Apakah itu benar?", "Apakah Pasar Sagu ditutup?", "yesno"),
        ("Teman saya bilang Pasar Sagu mau dibuka lagi, tapi saya ragu. Bisa dicek, jadi dibuka atau tidak?",
         "Apakah Pasar Sagu akan dibuka lagi?", "yesno"),
        ("I read that the market was closed. Is that right?", "the market was closed?", "yesno"),
        ("Kakek saya peserta BPJS. Iuran BPJS akan naik tahun depan atau tidak?",
         "Iuran BPJS akan naik tahun depan?", "yesno"),
        # asked for by a question word alone
        ("Untuk laporan besok saya butuh angka produksi garam di Ende tahun lalu. Kira-kira berapa, ya?",
         "berapa produksi garam di Ende tahun lalu?", "howmany"),
        ("Waktu itu disebut ada pejabat yang dapat perintah menutup pasar, tapi saya lupa. Siapa ya beliau?",
         "Siapa pejabat yang dapat perintah menutup pasar?", "who"),
        ("Agak aneh menurut saya, Pasar Sagu kok tidak dibuka lagi. Apa sebabnya, ya?",
         "Mengapa Pasar Sagu tidak dibuka lagi?", "why"),
        ("I only heard a report about the market being closed. For what reason did that happen?",
         "Why the market being closed?", "why"),
        # a request
        ("Tante saya biasa ke sana. Tolong beri tahu apakah Pasar Sagu sudah ditutup, biar ia tahu.",
         "apakah Pasar Sagu sudah ditutup?", "yesno"),
        ("The name Sagu came up today. Please tell me who its mayor is, if you happen to know.",
         "Who is Sagu's mayor?", "who"),
        # leaning on a name
        ("Bos saya minta tanggal acara RASAMALA untuk laporan. Tanggal berapa ya acaranya?",
         "Kapan acara RASAMALA?", "when"),
        ("I stumbled across the name “Kenari Fund” and it says nothing to me. Do you know what it is?",
         "What is Kenari Fund?", "what"),
        ("Saya sedang mencari pernyataan Melani. Beliau berbicara di acara apa?",
         "Melani berbicara di acara apa?", "what"),
        ("Grandma keeps hearing about a vaccine trial in Ende and wants to sign up. Is it open to all?",
         "Is a vaccine trial in Ende open to all?", "yesno"),
        # a place is not what "it" stands for
        ("A smelter blew up in Morowali. How many were injured in it?",
         "How many were injured in it in Morowali?", "howmany"),
        ("My uncle insists that Melani Sarong bought a boat. Did she really?",
         "Melani Sarong bought a boat?", "yesno"),
        ("Dad swears that Melati Jaya was huge in Ende. To settle this: how many users did it have there?",
         "How many users did Melati Jaya have there?", "howmany"),
        # whom it is about, in front
        ("What about Melani Sarong, was she fined?", "Was Melani Sarong fined?", "yesno"),
        ("Kalau Melani, apakah dia dihukum?", "Apakah Melani dihukum?", "yesno"),
        ("Kalau Melani menang, siapa yang membeli kapal?", "Kalau Melani menang, siapa yang membeli kapal?",
         "who"),
        # sentences of a chat begin with small letters
        ("the jetty is huge. who paid for the Sagu jetty? no idea", "who paid for the Sagu jetty?", "who"),
        ("Tolong periksa apakah Pasar Sagu dibuka, sebab toko saya di sana.",
         "apakah Pasar Sagu dibuka?", "yesno"),
        # leaning on nothing
        ("Saya suka kabar dari Ende. Kapan Jembatan Sagu dibuka?", "Kapan Jembatan Sagu dibuka?", "when"),
    ],
)  # fmt: skip
def test_what_is_asked_after_what_was_told(message: str, plain: str, kind: str) -> None:
    question = understand(message)
    assert (question.text, question.plain, question.kind) == (message, plain, kind)


def test_what_was_told_around_a_question_is_not_what_the_next_one_goes_on_from() -> None:
    turns = [Turn("user", "Saya wartawan di Ende. Siapa direktur Karya Bambu? Terima kasih.")]
    assert understand("Kantornya di mana?", turns).search == "Kantor Karya Bambu di mana?"


def test_a_usual_word_that_opens_a_sentence_is_no_name() -> None:
    assert messages.names("Everyone at work speaks of Kenari Fund. Apparently Melani Sarong left.") == [
        "Kenari Fund",
        "Melani Sarong",
    ]
    assert messages.matter("Saya tinggal di Ende dan bekerja di Karya Bambu.", "siapa direkturnya?") == (
        "Karya Bambu"
    )
