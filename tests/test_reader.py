"""The bundled reader as it runs: answers, spans, stances, long passages."""

from __future__ import annotations

import pytest

from qabot.answering.reading import reader as readers
from qabot.answering.reading.reader import PassageReading

DAM = (
    "Bendungan Ketapi di Kabupaten Randu diresmikan pada 14 Februari 2019 oleh Bupati Sumarni Wulandari. "
    "Bendungan itu menampung 12 juta meter kubik air."
)
BAKERY = "Toko roti Melati di Jalan Kenanga menjual tiga ratus roti gandum setiap hari."


@pytest.fixture(scope="module")
def reader() -> readers.Reader:
    return readers.bundled()


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Siapa yang meresmikan Bendungan Ketapi?", "Sumarni Wulandari"),
        ("Kapan Bendungan Ketapi diresmikan?", "14 Februari 2019"),
        ("Who inaugurated the Ketapi dam?", "Sumarni Wulandari"),
        ("Berapa banyak air yang ditampung Bendungan Ketapi?", "12 juta meter kubik"),
    ],
)
def test_it_finds_the_passage_and_the_words(reader: readers.Reader, question: str, wanted: str) -> None:
    other, right = reader.read(question, [BAKERY, DAM])
    assert right.answers > other.answers
    span = DAM[right.start : right.end]
    assert wanted in span or span in wanted
    assert span


def test_what_a_passage_does_not_say_scores_lower(reader: readers.Reader) -> None:
    said = reader.read("Siapa yang meresmikan Bendungan Ketapi?", [DAM])[0]
    unsaid = reader.read("Berapa harga roti di Toko Melati?", [DAM])[0]
    assert reader.answer_score(said) > reader.null_threshold > reader.answer_score(unsaid)


@pytest.mark.parametrize(
    ("claim", "denied", "passage"),
    [
        ("Bendungan Ketapi sudah diresmikan.", "Bendungan Ketapi tidak pernah diresmikan.", DAM),
        ("Apakah toko itu menjual roti?", "Apakah toko itu tidak menjual roti?", BAKERY),
        ("Bendungan itu menampung air.", "Bendungan itu kosong.", DAM),
    ],
)
def test_what_is_said_is_affirmed_more_than_its_opposite(
    reader: readers.Reader, claim: str, denied: str, passage: str
) -> None:
    said, unsaid = (reader.read(text, [passage])[0] for text in (claim, denied))
    assert said.affirms + said.denies + said.open == pytest.approx(1, abs=1e-5)
    assert said.affirms > unsaid.affirms


def test_a_long_passage_is_read_to_its_end(reader: readers.Reader) -> None:
    filler = "Cuaca di daerah itu cerah dan warga beraktivitas seperti biasa pada pagi hari. " * 40
    reading = reader.read("Siapa yang meresmikan Bendungan Ketapi?", [filler + DAM])[0]
    assert "Sumarni" in (filler + DAM)[reading.start : reading.end]


def test_order_and_company_do_not_matter(reader: readers.Reader) -> None:
    question = "Kapan Bendungan Ketapi diresmikan?"
    passages = [DAM, BAKERY, DAM + " " + BAKERY, "", "Roti."]
    together = reader.read(question, passages)
    for passage, reading in zip(passages, together, strict=True):
        alone = reader.read(question, [passage])[0]
        assert alone.answers == pytest.approx(reading.answers, abs=0.5)  # activations share a scale
    assert together[3].start == together[3].end == 0
    assert reader.read(question, []) == []


def test_two_readings_of_the_same_words_come_to_one() -> None:
    titled = PassageReading(3.0, 2, 5, 7.0, affirms=0.8, denies=0.1, open=0.1)
    bare = PassageReading(1.0, 0, 1, -7.0, affirms=0.2, denies=0.4, open=0.4)
    both = titled.and_again(bare)
    assert (both.answers, both.start, both.end, both.span) == (2.0, 2, 5, 7.0)
    assert (both.affirms, both.denies, both.open) == pytest.approx((0.5, 0.25, 0.25))  # 0.4 : 0.2 : 0.2
    nothing = PassageReading(0.0, 0, 0, 0.0, affirms=0.0, denies=0.0, open=0.0)
    assert nothing.and_again(bare).open == 0.0  # no division by zero
