"""What questions ask: kind, language, negation, names, and whether they lean on the one before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.answering.understanding.question import understand
from qabot.types import Turn


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Siapa ketua panitia festival itu?", "who"),
        ("Menteri mana yang menolak usulan ini?", "who"),
        ("Who chairs the committee?", "who"),
        ("Which company bought the ferry?", "who"),
        ("Kapan jembatan baru dibuka?", "when"),
        ("rapatnya tgl brp ya", "when"),
        ("In which year was the dam finished?", "when"),
        ("Berapa harga beras di Kupang?", "howmany"),
        ("brp orang yg ikut", "howmany"),
        ("How much did the bridge cost?", "howmany"),
        ("What percentage of voters stayed home?", "howmany"),
        ("Di mana pameran berlangsung?", "where"),
        ("kapal itu terdaftar di negara mana", "where"),
        ("In which city will the factory stand?", "where"),
        ("Mengapa sekolah diliburkan?", "why"),
        ("Apa alasan wali kota menunda lelang?", "why"),
        ("Why was the match postponed?", "why"),
        ("Bagaimana cara mendaftar?", "how"),
        ("How did the thieves get in?", "how"),
        ("Apa nama kapal yang karam?", "what"),
        ("Apa itu Proyek Melati?", "what"),
        ("What is Project Jasmine?", "what"),
        ("Apa tanggapan bupati soal banjir?", "what"),
        ("Apa persisnya ucapan gubernur soal banjir?", "quote"),
        ("What exactly did the mayor say about the flood?", "quote"),
        ("Apakah jembatan akan dibuka bulan ini?", "yesno"),
        ("Benarkah harga beras turun?", "yesno"),
        ("bener gak sih sekolah libur besok", "yesno"),
        ("jembatannya jadi dibuka ga?", "yesno"),
        ("Apa Bank Cemara akan tutup?", "yesno"),
        ("Jembatan itu sudah dibuka, kan?", "yesno"),
        ("Has the bridge opened?", "yesno"),
        ("The bridge is open, right?", "yesno"),
        ("Apakah nama ibu kota provinsi itu?", "what"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert understand(text).kind == kind


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Apakah jembatan tidak akan dibuka?", True),
        ("Apakah benar wali kota menolak usulan itu?", True),
        ("Did the mayor refuse to comment?", True),
        ("Is the bridge not open?", True),
        ("Apakah jembatan akan dibuka?", False),
        ("jembatannya dibuka gak?", False),
        ("bener gak sih jembatan dibuka?", False),
        ("wali kota mau bicara gak soal banjir?", False),
        ("Isn't the bridge open?", False),
        ("Bukankah jembatan sudah dibuka?", False),
        ("Is the bridge open or not?", False),
    ],
)
def test_only_a_question_that_denies_is_negative(text: str, negated: bool) -> None:
    assert understand(text).negated is negated


def test_language_is_recognised_and_can_be_fixed() -> None:
    assert understand("Who opened the bridge?").language == "en"
    assert understand("siapa yg buka jembatan").language == "id"
    assert understand("Bandung", language="en").language == "en"


def test_chat_spelling_is_written_out_for_the_search_only() -> None:
    question = understand("brp org yg dateng k pameran, gak tau?")
    assert question.search.startswith("berapa orang yang")
    assert question.text == "brp org yg dateng k pameran, gak tau?"


def test_names_joined_by_and_are_two_and_a_possessive_ends_one() -> None:
    assert understand("Did sales grow between 2023 and 2030?").names == ("2023", "2030")
    assert understand("Apakah Bank Cemara dan Toko Bima bergabung?").names == ("Bank Cemara", "Toko Bima")
    assert understand("Who heads Indonesia's trade office?").names == ("Indonesia",)
    assert understand("What did O'Brien say?").names == ("O'Brien",)
    assert understand("Siapa pendiri eKebun?").names == ("eKebun",)
    assert understand("Apa kantornya diSolo?").names == ("Solo",)


def test_names_are_found_as_written() -> None:
    names = understand("Apakah Bank Cemara membuka cabang di Kota Sorong pada 2024?").names
    assert "Bank Cemara" in names
    assert any("Sorong" in name for name in names)
    assert "2024" in names


def test_a_follow_up_brings_the_question_before_it() -> None:
    before = [
        Turn("user", "Apakah Bank Cemara membuka cabang di Sorong?"),
        Turn("assistant", "Ya."),
    ]
    question = understand("Yang bilang begitu siapa?", before)
    assert question.kind == "who"
    assert "Bank Cemara" in question.search
    assert question.follows == before[0].content


def test_an_ellipsis_takes_the_kind_of_the_question_before_it() -> None:
    before = [Turn("user", "How many branches does Bank Cemara have?"), Turn("assistant", "Twelve.")]
    assert understand("And in Sorong?", before).kind == "howmany"


def test_a_new_topic_is_not_dragged_into_the_old_one() -> None:
    before = [Turn("user", "Apakah Bank Cemara membuka cabang di Sorong?"), Turn("assistant", "Ya.")]
    question = understand("Siapa yang memenangi lomba perahu di Ambon tahun lalu?", before)
    assert question.follows == ""
    assert "Cemara" not in question.search


def test_markup_is_read_as_text() -> None:
    question = understand('<script>alert("x")</script><h1>Siapa</h1> **ketua** [panitia](javascript:x)?')
    assert question.kind == "who"
    assert "<" not in question.search
    assert "javascript" not in question.search


@given(st.text(max_size=4000))
def test_any_text_is_understood_somehow(text: str) -> None:
    question = understand(text, [Turn("user", text)])
    assert question.language in ("id", "en")
    assert len(question.search) <= 2 * 3200


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("bener gak sih wali kota nyuruh bikin jembatan?", "Apakah wali kota menyuruh membuat jembatan?"),
        ("feri itu berlayar malam, bener ga?", "Apakah feri itu berlayar malam?"),
        ("Apakah benar feri tidak akan berlayar?", "Apakah feri tidak akan berlayar?"),
        ("Isn't the mayor resigning?", "Isn't the mayor resigning?"),
        ("Siapa yang tidak?", "Siapa yang tidak?"),
    ],
)
def test_a_tag_that_only_asks_is_no_denial_to_the_reader(text: str, read: str) -> None:
    assert understand(text).plain == read


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Apakah upah kedua nelayan itu tidak sama?", True),
        ("Benarkah taman itu tidak untuk umum?", True),
        ("kereta malam udah gak di gambir lagi ya?", True),
        ("rita mundur gak di sidang kedua?", False),
        ("kapalnya udah ketemu blm di selat itu?", False),
        ("masih bisa digugat gak kata rita?", False),
        ("aturannya masih berlaku gak menurut rita?", False),
        ("ada gak siswa yang masuk sekolah?", False),
        ("Masih tidak mau mundur?", True),
        ("Apa dia tidak menurut kepada polisi?", True),
        ("ada gak siswa yang gak masuk sekolah?", True),
        ("bisa gak naik feri dari ende?", False),
        ("masih ada gak tiketnya?", False),
    ],
)
def test_a_tag_within_a_spoken_question_is_none_in_a_written_one(text: str, negated: bool) -> None:
    assert understand(text).negated is negated


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jam berapa kapal berangkat?", ()),
        ("Bisakah Rita Halim ikut?", ("Rita Halim",)),
        ("Until when is the bridge closed?", ()),
        ("When will 5G come to Ende?", ("5G", "Ende")),
        ("ekonomi q2 naik gara2 ekspor?", ()),
        ("Apakah AS dan Ende sepakat?", ("AS", "Ende")),
        ("Indonesia menang berapa kali?", ("Indonesia",)),
    ],
)
def test_a_capital_or_number_that_is_no_name(text: str, names: tuple[str, ...]) -> None:
    assert understand(text).names == names


@pytest.mark.parametrize(
    ("text", "defined"),
    [
        ("What is Project Jasmine?", "Project Jasmine"),
        ("What is a fish auction?", "fish auction"),
        ("What is the Kenari Fund?", "Kenari Fund"),
        ("What does fish auction mean?", "fish auction"),
        ("Apa itu lelang ikan menurut Rita?", "lelang ikan"),
        ("Kenari itu aplikasi apa sih?", "Kenari"),
        ("Melati 3 itu acara apa?", "Melati 3"),
        ("What was the score against Ende?", ""),
        ("What is the visitor target?", ""),
        ("What does a ticket to Ende cost?", ""),
        ("What was the boat worth?", ""),
        ("What was Rita's previous post?", ""),
    ],
)
def test_only_what_a_thing_is_asks_for_a_definition(text: str, defined: str) -> None:
    assert understand(text).defines == defined


def test_a_question_for_yes_or_no_wants_no_development() -> None:
    assert understand("Apakah jadwal lomba itu bisa berubah?").development is None
    assert understand("Bagaimana nasib lomba itu berubah?").development is not None


def test_a_long_word_is_read_at_once() -> None:
    assert understand(f"What did {'A' * 3000} do?").said_by == ""
    assert understand(f"Apa itu {'a' * 3000}#?").defines == ""
    assert understand(f"What is {'a' * 3000}#?").defines == ""
    assert understand("What exactly did Rita Halim say?").said_by.strip() == "Rita Halim"
    assert understand("Apa kata Bima al-Randu soal itu?").said_by.strip() == "Bima al-Randu"


@pytest.mark.parametrize(
    ("question", "negated"),
    [
        ("Apakah Rita mau berunding walau izinnya belum dicabut?", False),
        ("Meski belum ada izin, apakah pasar dibuka?", False),
        ("Did they leave although it was not safe?", False),
        ("Apakah Rita tidak hadir meski diundang?", True),
    ],
)
def test_what_something_is_so_in_spite_of_denies_nothing(question: str, negated: bool) -> None:
    assert understand(question).negated == negated


_SPOKEN = (
    "apa apakah siapa kapan berapa kenapa bagaimana mana yang di ke dari itu dia kok ya kalau balik soal"
    " maksudku bukan terus sama dan , ? . : ( ) 2019 7 Pro Rita Halim Kenari Ende harga kapal pasar dibuka"
    " kata menurut saja paling lebih sebelumnya tahun naik turun persen hasilnya what who when where why how"
    " is was did about the in it he they there so but before than what's if back thanks bro latest news"
    " kabar terbaru berita artikel U-20 benar gak"
).split()


@given(
    st.lists(st.sampled_from(_SPOKEN), max_size=8),
    st.lists(st.sampled_from(_SPOKEN), max_size=6),
    st.sampled_from(["Ya.", "Tidak.", "Rita Halim", "26 Juli 2023", "125 juta kapal", ""]),
)
def test_whatever_words_are_put_together_are_understood(
    words: list[str], before: list[str], answer: str
) -> None:
    context = [Turn("user", " ".join(before)), Turn("assistant", answer)] if before else []
    understand(" ".join(words), context)


@pytest.mark.parametrize(
    "question", ["Mana yang paling mahal?", "mana buktinya?", "mana", "dan mana yang paling murah?"]
)
def test_which_may_open_a_question(question: str) -> None:
    assert understand(question).kind == "what"
