"""Questions that set sides beside each other, and such as ask how a matter went on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.answering.reporting import timeline
from qabot.answering.understanding import comparisons, developments
from qabot.answering.understanding.developments import Development
from qabot.types import Citation, DatedStatement, Language


@pytest.mark.parametrize(
    ("language", "question", "sides"),
    [
        ("id", "Apa beda pandangan Rudi Hartono dengan Sari soal tarif tol?",
         (("Rudi Hartono", "Apa pandangan Rudi Hartono soal tarif tol?"),
          ("Sari", "Apa pandangan Sari soal tarif tol?"))),
        ("id", "Bandingkan jumlah penumpang feri bulan April dengan bulan Juni 2025.",
         (("Penumpang feri bulan April", "Berapa jumlah penumpang feri bulan April?"),
          ("Penumpang feri bulan Juni 2025", "Berapa jumlah penumpang feri bulan Juni 2025?"))),
        ("id", "bandingin harga beras di Jakarta sama di Medan",
         (("Beras di Jakarta", "Berapa harga beras di Jakarta?"),
          ("Beras di Medan", "Berapa harga beras di Medan?"))),
        ("id", "Bagaimana tanggapan Cemara, Randu, dan Melati soal kabar itu?",
         (("Cemara", "Apa tanggapan Cemara soal kabar itu?"),
          ("Randu", "Apa tanggapan Randu soal kabar itu?"),
          ("Melati", "Apa tanggapan Melati soal kabar itu?"))),
        ("id", "Apa beda sikap Menteri Koperasi dan UKM dan Menteri Perdagangan soal impor?",
         (("Menteri Koperasi dan UKM", "Apa sikap Menteri Koperasi dan UKM soal impor?"),
          ("Menteri Perdagangan", "Apa sikap Menteri Perdagangan soal impor?"))),
        ("en", "How do the mayor and Rudi Hartono disagree about the toll?",
         (("Mayor", "What does the mayor say about the toll?"),
          ("Rudi Hartono", "What does Rudi Hartono say about the toll?"))),
        ("en", "How did Cemara and Randu each react to the report?",
         (("Cemara", "How did Cemara react to the report?"),
          ("Randu", "How did Randu react to the report?"))),
        ("en", "Compare Ford's and Toyota's views on tariffs",
         (("Ford", "What does Ford say about tariffs?"), ("Toyota", "What does Toyota say about tariffs?"))),
        ("en", "Compare the price of rice in March with April 2024",
         (("Rice in March", "What was the price of rice in March?"),
          ("Rice in April 2024", "What was the price of rice in April 2024?"))),
        ("en", "How do the dollar and the rupiah forecasts for 2030 differ?",
         (("Dollar forecasts for 2030", "What is the dollar forecasts for 2030?"),
          ("Rupiah forecasts for 2030", "What is the rupiah forecasts for 2030?"))),
    ],
)  # fmt: skip
def test_each_side_is_asked_after(
    language: Language, question: str, sides: tuple[tuple[str, str], ...]
) -> None:
    assert comparisons.split(question, language) == sides


@pytest.mark.parametrize(
    ("language", "question"),
    [
        # told in one sentence more often than not
        ("id", "Apa bedanya bursa dengan pasar?"),
        ("en", "What is the difference between a ferry and a tanker?"),
        # one ministry, one report
        ("id", "Bagaimana tanggapan Kementerian Koperasi dan UKM soal impor?"),
        ("en", "What did the Ministry of Trade and Industry say about exports?"),
        ("id", "Apa reaksi warga dan pemerintah terhadap banjir?"),
        ("id", "Bagaimana tanggapan Rudi soal kabar itu?"),
        ("en", "How did the police respond to the protest?"),
        ("en", "How do prices differ?"),
        ("id", "Berapa harga beras?"),
        ("id", ""),
    ],
)
def test_other_questions_stay_whole(language: Language, question: str) -> None:
    assert comparisons.split(question, language) == ()


@pytest.mark.parametrize(
    ("language", "question", "wanted"),
    [
        ("en", "How did the fortunes of Randu Market change between July and November 2023?",
         Development("Randu Market", "2023-07", "2023-11")),
        ("en", "What happened in the ferry case from early August to mid-September 2017?",
         Development("the ferry case", "2017-08", "2017-09")),
        ("en", "How has the toll dispute developed since October 2023?",
         Development("the toll dispute", "2023-10")),
        ("id", "Bagaimana nasib audisi itu berubah antara 7 dan 12 September 2019?",
         Development("audisi itu", "2019-09-07", "2019-09-12")),
        ("id", "Apa yang terjadi pada Terminal Randu sejak Juli 2023?",
         Development("Terminal Randu", "2023-07")),
        ("id", "Bagaimana perkembangan kasus feri?", Development("kasus feri")),
        ("en", "How did Cemara change its policy?", None),
        ("en", "What happened to the ferry?", None),
        ("id", "Bagaimana cara Cemara berubah dari hiburan ke belanja?", None),
        ("id", "Berapa harga beras sejak Juli 2023?", None),
        ("en", "", None),
    ],
)  # fmt: skip
def test_what_is_to_be_told_as_it_went_on(
    language: Language, question: str, wanted: Development | None
) -> None:
    assert developments.read(question, language) == wanted


@pytest.mark.parametrize(
    ("language", "question", "topic"),
    [
        ("id", "Apa kabar terbaru soal Feri Kenari?", "Feri Kenari"),
        ("id", "Bagaimana perkembangan terakhir kasus feri itu?", "feri itu"),
        ("id", "Ada berita baru tentang harga beras tidak?", "harga beras"),
        ("id", "berita terkini Ende apa saja", "Ende"),
        ("id", "Ada berita apa saja hari ini?", ""),
        ("id", "Artikelnya tentang apa saja?", ""),
        ("id", "Kamu punya artikel apa saja?", ""),
        ("en", "What's the latest on the ferry?", "the ferry"),
        ("en", "Any news about the toll dispute?", "the toll dispute"),
        ("en", "What's in the news today?", ""),
        ("en", "What articles do you have?", ""),
        ("id", "Apa berita yang dibantah Cemara?", None),
        ("id", "Berita apa yang disebut hoaks?", None),
        ("id", "berita", None),
        ("en", "What is the latest version of the app?", None),
        ("en", "What news did Rita bring?", None),
    ],
)
def test_what_the_newest_is_wanted_of(language: Language, question: str, topic: str | None) -> None:
    wanted = developments.latest(question, language)
    assert (wanted and wanted.topic) == topic
    assert wanted is None or wanted.newest


def said(day: str, score: float) -> DatedStatement:
    citation = Citation(f"Q{day}{score}", "a.txt", "", None, None, None, 1, "x", 0, 1, score=score)
    return DatedStatement(day, True, citation)


def test_every_day_of_the_span_is_heard_before_any_is_heard_twice() -> None:
    told = [said("2023-06-30", 1.0), said("2023-07-01", 0.9), said("2023-07-01", 0.8), said("2023-W30", 0.2),
            said("2023-11", 0.1), said("2023-11-30", 0.3), said("2023-12-01", 1.0)]  # fmt: skip
    wanted = Development("x", "2023-07", "2023-11")
    kept = timeline.chosen(told, wanted, 4)
    assert [(one.date, one.citation.score) for one in kept] == [
        ("2023-07-01", 0.9), ("2023-W30", 0.2), ("2023-11", 0.1), ("2023-11-30", 0.3),
    ]  # fmt: skip
    assert len(timeline.chosen(told, wanted, 9)) == 5
    assert len(timeline.chosen(told, Development("x"), 9)) == 7


def test_the_newest_of_each_article_is_what_stands_alone() -> None:
    def of(article: str, day: str, score: float, start: int, quote: str) -> DatedStatement:
        one = said(day, score)
        return replace(one, citation=replace(one.citation, id=f"{article}-1", start=start, quote=quote))

    told = [
        of("lama", "2023-05-01", 1.0, 0, "Feri Kenari berhenti."),
        of("baru", "2023-09-01", 1.0, 10, "Tujuannya menjaga Feri Kenari."),
        of("baru", "2023-09-01", 0.8, 90, "Feri Kenari diperiksa."),
        of("baru", "2023-09-01", 0.8, 50, "Feri Kenari berlayar lagi."),
    ]
    kept = timeline.chosen(told, Development("Feri Kenari", newest=True), 4)
    assert [one.citation.quote for one in kept] == ["Feri Kenari berlayar lagi.", "Feri Kenari berhenti."]


@given(st.text(max_size=120), st.sampled_from(["id", "en"]))
def test_nothing_typed_breaks_them(text: str, language: Language) -> None:
    for _, question in comparisons.split(text, language):
        assert question.endswith("?")
    developments.read(text, language)
    developments.latest(text, language)


@pytest.mark.parametrize(
    ("language", "question", "asked"),
    [
        ("id", "Apa beda harga beras, , gula?", ["Berapa harga beras?", "Berapa harga gula?"]),
        ("id", "Apa beda harga , , ?", []),
        ("id", "Apa beda harga beras VS gula?", ["Berapa harga beras?", "Berapa harga gula?"]),
        ("en", "Compare the price of rice to the price of tea",
         ["What was the price of rice?", "What was the price of tea?"]),
    ],
)  # fmt: skip
def test_a_side_left_empty_and_a_noun_said_twice(language: Language, question: str, asked: list[str]) -> None:
    assert [part for _, part in comparisons.split(question, language)] == asked
