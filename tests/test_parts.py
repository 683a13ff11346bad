"""The questions within a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.answering.understanding import parts
from qabot.answering.understanding.parts import Part
from qabot.answering.understanding.question import understand


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Siapa yang membeli kapal feri dan berapa harganya?",
         ("Siapa yang membeli kapal feri?", "Berapa harga kapal feri?")),
        ("Siapa yang membeli kapal feri dan kapan?",
         ("Siapa yang membeli kapal feri?", "Kapan ada yang membeli kapal feri?")),
        ("Kapan dan di mana Rita Halim lahir?", ("Kapan Rita Halim lahir?", "Di mana Rita Halim lahir?")),
        ("Siapa direktur Bank Cemara dan kapan diangkat?",
         ("Siapa direktur Bank Cemara?", "Kapan direktur Bank Cemara diangkat?")),
        ("Apa itu Proyek Melati dan siapa yang menjalankannya?",
         ("Apa itu Proyek Melati?", "Siapa yang menjalankan Proyek Melati?")),
        ("Apakah jembatan sudah dibuka dan siapa yang membukanya?",
         ("Apakah jembatan sudah dibuka?", "Siapa yang membuka jembatan?")),
        ("Berapa jumlah korban, dan di mana mereka dirawat?",
         ("Berapa jumlah korban?", "Di mana korban dirawat?")),
        ("kapan konsernya mulai & di mana?", ("Kapan konsernya mulai?", "Di mana konsernya mulai?")),
        ("Mengapa lelang ditunda dan bagaimana tanggapan warga?",
         ("Mengapa lelang ditunda?", "Bagaimana tanggapan warga?")),
        ("Siapa ketua panitia? Kapan lomba dimulai?", ("Siapa ketua panitia?", "Kapan lomba dimulai?")),
        ("Siapa yang membeli kapal feri? sama kapan?",
         ("Siapa yang membeli kapal feri?", "Kapan ada yang membeli kapal feri?")),
        ("Siapa yang membeli kapal feri sama berapa harganya?",
         ("Siapa yang membeli kapal feri?", "Berapa harga kapal feri?")),
        ("Rita membeli apa dan kapan?", ("Rita membeli apa?", "Kapan Rita membeli?")),
        ("berapa harga kapal feri dan kata siapa?",
         ("Berapa harga kapal feri?", "Siapa yang mengatakan harga kapal feri?")),
        ("Film itu tentang apa dan siapa sutradaranya?",
         ("Film itu tentang apa?", "Siapa sutradara film?")),
        ("Who founded Cemara Bank and how much did he invest?",
         ("Who founded Cemara Bank?", "How much did the one who founded Cemara Bank invest?")),
        ("Who bought the ferry and when?",
         ("Who bought the ferry?", "When was it that someone bought the ferry?")),
        ("When and where was Rita Halim born?", ("When was Rita Halim born?", "Where was Rita Halim born?")),
        ("Did the mayor resign, and who replaced him?", ("Did the mayor resign?", "Who replaced the mayor?")),
        ("Who runs the museum, and is it open on Mondays?",
         ("Who runs the museum?", "Is the museum open on Mondays?")),
        ("What did the mayor say and what did the governor answer?",
         ("What did the mayor say?", "What did the governor answer?")),
        ("In which city will it open and in what year?",
         ("In which city will it open?", "In what year will it open?")),
    ],
)  # fmt: skip
def test_parts(question: str, found: tuple[str, ...]) -> None:
    assert tuple(part.text for part in understand(question).parts) == found


@pytest.mark.parametrize(
    "question",
    [
        "Apa dan mengapa pasar ditutup?",
        "Apa perbedaan Bank Cemara dan Bank Kenari?",
        "Siapa Rita Halim dan Lukman Hadi?",
        "Apakah Bank Cemara dan Bank Kenari akan bergabung?",
        "Berapa harga dan luas rumah itu?",
        "Siapa, kapan, dan di mana?",
        "Sama siapa Rita pergi ke Ende?",
        "Apa yang dilakukan polisi dan warga setelah kebakaran?",
        "Who is the man who stole the boat and who fled to Ende?",
        "What is the difference between tea and coffee?",
        "When the dam opened, who spoke?",
        "Did Rita Halim and Lukman Hadi meet?",
        "Did the minister say when and where the plant will be built?",
        "Kapan jembatan dibuka?",
        "Why, says Rita, did the dam break?",
        "How, in Rita's view, could Ende win?",
        "If the road is closed, is the ferry an option?",
        "Is Ende, where the boat sank, south of Maumere?",
        "How old is Rita, who wants to be mayor?",
        "By her own account, was Rita in Ende?",
        "Kalau jalan ditutup, apakah bisa naik kapal?",
        "",
    ],
)
def test_one_question_stays_one(question: str) -> None:
    assert understand(question).parts == ()


@given(st.text(max_size=200), st.sampled_from(["id", "en"]))
def test_parts_are_none_or_several(text: str, language: str) -> None:
    found = parts.split(text, "id" if language == "id" else "en")
    assert len(found) != 1
    assert len(found) <= parts.MOST


def test_long_questions_do_not_take_long_to_split() -> None:
    assert len(understand("siapa dan kapan " * 180).parts) <= parts.MOST


def test_a_sentence_of_its_own_may_leave_as_much_unsaid_as_a_message() -> None:
    found = parts.split("Apakah Bank Cemara punya izin? Dari kementerian mana?", "id")
    assert [part.text for part in found] == [
        "Apakah Bank Cemara punya izin?",
        "Dari kementerian mana Bank Cemara punya izin?",
    ]


@pytest.mark.parametrize(
    ("question", "hangs"),
    [
        ("Apakah pasar Ende ditutup? Kalau iya, kenapa?", Part("Kenapa pasar Ende ditutup?", only_if="yes")),
        ("apakah jembatan dibuka, kalau iya kapan", Part("Kapan jembatan dibuka?", only_if="yes")),
        ("jembatan sudah jadi belum? klo udah kapan dibuka", Part("Kapan jembatan dibuka?", only_if="yes")),
        ("Apakah Rita Halim datang? kalo gak, kenapa?",
         Part("Kenapa Rita Halim tidak datang?", only_if="no")),
        ("Apakah Bank Cemara punya izin? Jika ya, dari kementerian mana?",
         Part("Dari kementerian mana Bank Cemara punya izin?", only_if="yes")),
        ("Did Rita Halim resign, and if so why?", Part("Why did Rita Halim resign?", only_if="yes")),
        ("Has the bridge opened? If not, why?", Part("Why has the bridge not opened?", only_if="no")),
        ("Did the mayor resign? If she did, who replaced her?",
         Part("Who replaced the mayor?", only_if="yes")),
    ],
)  # fmt: skip
def test_a_part_may_hang_on_the_answer_to_the_one_before(question: str, hangs: Part) -> None:
    assert understand(question).parts[1:] == (hangs,)


def test_only_a_yes_or_a_no_is_hung_on() -> None:
    found = understand("Siapa ketua panitia? Kalau tidak hadir, siapa wakilnya?").parts
    assert all(not part.only_if for part in found)


def test_two_parts_may_hang_on_the_same_answer() -> None:
    found = understand("Apakah Rita mundur? Kalau iya, kapan? Kalau tidak, kenapa?").parts
    assert found[1:] == (
        Part("Kapan Rita mundur?", only_if="yes"),
        Part("Kenapa Rita tidak mundur?", only_if="no"),
    )


def test_a_condition_of_its_own_hangs_on_nothing() -> None:
    found = understand("Apakah jembatan ditutup? Kalau tidak bayar pajak, apa hukumannya?").parts
    assert [part.only_if for part in found] == ["", ""]
    assert parts.split("Did Rita buy the boat, and where is it?", "en")[1].text.startswith("Where is ")
