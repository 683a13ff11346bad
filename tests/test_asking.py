"""The same asked in many ways is read as it is most plainly asked."""

from __future__ import annotations

import pytest

from qabot.answering.understanding.question import understand

SAME = [
    (
        "Apakah pasar itu ditutup?",
        "Benarkah pasar itu ditutup?",
        "Betulkah pasar itu ditutup?",
        "Apa benar pasar itu ditutup?",
        "Emang bener ya pasar itu ditutup?",
        "ada yang bilang pasar itu ditutup, bener gak?",
        "Apakah benar bahwa pasar itu ditutup?",
        "apa iya pasar itu ditutup?",
        "Memangnya pasar itu ditutup?",
        "benar gak sih kalau pasar itu ditutup?",
        "Benar atau tidak: pasar itu ditutup?",
        "Menurut artikel, apakah pasar itu ditutup?",
        "Apakah pasar itu ditutup, menurut berita-berita ini?",
        "Ada kabar bahwa pasar itu ditutup, benarkah?",
        "katanya pasar itu ditutup, benar gak?",
        "Saya dengar pasar itu ditutup. Betul?",
        "tolong cek apakah pasar itu ditutup?",
    ),
    (
        "The market is closed?",
        "Is it true that the market is closed?",
        "According to the articles, the market is closed?",
        "The market is closed, right?",
        "Can you tell me whether the market is closed?",
    ),
    (
        "Is the market closed?",
        "So is the market closed?",
        "hey, is the market closed?",
        "Can you tell me, is the market closed?",
        "Is the market closed or not?",
        "Is the market closed, yes or no?",
        "Is the market closed, according to these articles?",
    ),
    ("Siapa direktur pasar itu?", "Siapa nama direktur pasar itu?", "Siapa sih nama direktur pasar itu?"),
    ("Siapa yang menutup pasar?", "Siapa orang yang menutup pasar?", "Siapa sih yang menutup pasar?"),
    (
        "Kapan pasar itu ditutup?",
        "Tanggal berapa pasar itu ditutup?",
        "pasar itu ditutup tgl brp?",
        "Pada hari apa pasar itu ditutup?",
        "Boleh tahu kapan pasar itu ditutup?",
        "pasar itu ditutup kapan sih?",
    ),
    ("Di mana pasar itu dibuka?", "Pasar itu dibuka di mana?", "Kira-kira di mana pasar itu dibuka?"),
    ("Berapa kios yang rusak?", "Ada berapa kios yang rusak?", "Berapa banyak kios yang rusak?"),
    (
        "Mengapa pasar itu ditutup?",
        "Gara-gara apa pasar itu ditutup?",
        "pasar itu ditutup gara2 apa?",
        "kok pasar itu ditutup?",
        "pasar itu kok ditutup?",
        "Pasar itu ditutup kenapa?",
    ),
    ("Who closed the market?", "Please tell me who closed the market?", "Curious, who closed the market?"),
    ("What is Kenari Fund?", "whats Kenari Fund??", "Do you know what Kenari Fund is?"),
    ("Who owns the market?", "What's the name of the person who owns the market?"),
    ("When did the market close?", "On what date did the market close?", "Which day did the market close?"),
    ("Why did the market close?", "How come did the market close?", "For what reason did the market close?"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("plain", "asked"), [(group[0], other) for group in SAME for other in group], ids=lambda text: text
)
def test_other_ways_to_ask(plain: str, asked: str) -> None:
    question, usual = understand(asked), understand(plain)
    assert question.plain.lower() == plain.lower()
    assert question.kind == usual.kind


@pytest.mark.parametrize(
    "asked",
    [
        "Pertanyaan saya: {}",
        "Saya sedang menulis makalah. {}",
        "Saya masih bingung, {}",
        "Menurut artikel-artikel ini, {}",
        "Jawab singkat saja: {}",
        "{} Tolong dijawab singkat.",
        "{} Sertakan sumbernya ya.",
        "{} Makasih min",
    ],
)
@pytest.mark.parametrize("question", ["Kapan pasar itu ditutup?", "Apakah pasar itu ditutup?"])
def test_what_is_said_around_an_indonesian_question(question: str, asked: str) -> None:
    assert understand(asked.format(question)).plain == question


@pytest.mark.parametrize(
    "asked",
    [
        "Quick question: {}",
        "I'm writing a paper on food. {}",
        "I read about it but forgot: {}",
        "Based on the articles, {}",
        "Answer yes or no. {}",
        "{} Please answer briefly.",
        "{} In one word.",
        "{} Thanks!",
    ],
)
@pytest.mark.parametrize("question", ["When was the market closed?", "Is the market closed?"])
def test_what_is_said_around_an_english_question(question: str, asked: str) -> None:
    assert understand(asked.format(question)).plain == question


@pytest.mark.parametrize(
    "asked",
    [
        "Kami menutup pasar? Kapan?",
        "Menurut Heru Sutadi, apakah pasar itu ditutup?",  # whose word it is
        "Apa benar-benar ditutup pasar itu?",
        "Dari artikel apa ia mengutip?",
        "Siapa nama panggilan direktur itu?",
        "Pasar itu kenapa?",
        "Who has the right?",
        "What is the name of the market?",
        "Benarkah?",
        "Is it true?",
    ],
)
def test_what_means_something_else_stays(asked: str) -> None:
    assert understand(asked).plain == asked


def test_what_is_only_to_be_confirmed_is_a_yes_no_question() -> None:
    question = understand("katanya menteri disuruh presiden bikin satgas buat lindungin pasar, beneran?")
    assert question.kind == "yesno"
    assert question.plain.startswith("Apakah menteri diperintahkan presiden")


def test_a_thing_named_before_it_is_asked_about() -> None:
    assert understand("The old bridge, did it fall?").plain == "Did The old bridge fall?"
    assert understand("After the flood, did it fall?").plain == "After the flood, did it fall?"


def test_a_question_stays_negative() -> None:
    assert understand("Benarkah pasar itu tidak dibuka?").negated
    assert not understand("Benar tidak kalau pasar itu dibuka?").negated


@pytest.mark.parametrize(
    ("asked", "kind"),
    [("Memangnya siapa yang menutup pasar itu?", "who"), ("Emang kenapa pasar itu ditutup?", "why")],
)
def test_surprise_asks_nothing_by_itself(asked: str, kind: str) -> None:
    assert understand(asked).kind == kind


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("Pasar Sagu ditutup. Siapa yang memerintahkannya?", "Siapa yang memerintahkan Pasar Sagu?"),
        (
            "Melani Sarong wali kota. Apa pendapatnya soal pasar?",
            "Apa pendapat Melani Sarong soal pasar?",
        ),
        ("I heard that the market was closed. Who ordered it?", "Who ordered the market?"),
        ("I heard that the market was closed. When was it?", "When was it that the market was closed?"),
        ("Melani Sarong visited the market. What did she say?", "What did Melani Sarong say?"),
        ("Saya wartawan. Siapa saja yang membangun Pasar Sagu?", "Siapa saja yang membangun Pasar Sagu?"),
        ("Pasar Sagu ditutup. Berapa kios yang terbakar?", "soal Pasar Sagu, berapa kios yang terbakar?"),
    ],
)
def test_what_is_told_before_is_a_message_of_its_own(asked: str, plain: str) -> None:
    question = understand(asked)
    assert (question.text, question.plain) == (asked, plain)
