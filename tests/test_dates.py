"""Dates in Indonesian and English: values, precision, and what must not be taken for one."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.text.dates import find, latest_named, parse

REFERENCE = date(2021, 3, 18)  # a Thursday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kamis, 4 Februari 2021 08:15", "2021-02-04T08:15"),
        ("Kamis (4/2/2021)", "2021-02-04"),
        ("Jum'at, 5 Peb. 2021 | 17.05 WIB", "2021-02-05T17:05"),
        ("Kabar.com - 04/02/2021, 10.22 WIB", "2021-02-04T10:22"),
        ("2021-02-04", "2021-02-04"),
        ("2021-02-04T08:15:59+07:00", "2021-02-04T08:15"),
        ("20210204", "2021-02-04"),
        ("Thu, 04 Feb 2021 08:15:00 GMT", "2021-02-04T08:15"),
        ("February 4th, 2021 at 7:42 PM", "2021-02-04T19:42"),
        ("Feb. 4, 2021 12:05 a.m.", "2021-02-04T00:05"),
        ("4 May 2021", "2021-05-04"),
        ("4-5-2021", "2021-05-04"),
        ("12/25/2021", "2021-12-25"),
        ("Diterbitkan 1 Mei 2021, diperbarui 2 Mei 2021", "2021-05-01"),
        ("1 Mei 2021 - 10.000 peserta", "2021-05-01"),
        ("1 Mei 2021 25:61", "2021-05-01"),
    ],
)
def test_parse(text: str, expected: str) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mei 2021",
        "tahun 2021",
        "Senin (3/5)",
        "31/02/2021",
        "3 Mei",
        "0812-3456-7890",
        "192.168.10.1",
        "1.2.3",
    ],
)
def test_parse_does_not_guess(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "mention", "value", "precision", "relative"),
    [
        ("Ia tiba Senin (15/3).", "Senin (15/3)", date(2021, 3, 15), "day", False),
        ("Ia tiba pada 15/12 lalu", "15/12", date(2020, 12, 15), "day", False),
        ("sidang Selasa (23/3) nanti", "Selasa (23/3)", date(2021, 3, 23), "day", False),
        ("pada 5 Agustus di Bogor", "5 Agustus", date(2020, 8, 5), "day", False),
        ("on January 6 in Bogor", "January 6", date(2021, 1, 6), "day", False),
        ("pameran 26-28 Juli 2021 di aula", "26-28 Juli 2021", date(2021, 7, 26), "day", False),
        ("naik sejak Juli 2020.", "Juli 2020", date(2020, 7, 1), "month", False),
        ("target tahun 2045", "2045", date(2045, 1, 1), "year", False),
        ("by 2045 it will", "2045", date(2045, 1, 1), "year", False),
        ("kemarin malam", "kemarin", date(2021, 3, 17), "day", True),
        ("besok pagi", "besok", date(2021, 3, 19), "day", True),
        ("it rained yesterday", "yesterday", date(2021, 3, 17), "day", True),
        ("bulan lalu", "bulan lalu", date(2021, 2, 1), "month", True),
        ("selesai akhir bulan ini", "akhir bulan ini", date(2021, 3, 1), "month", True),
        ("pekan lalu", "pekan lalu", date(2021, 3, 8), "week", True),
        ("tahun depan", "tahun depan", date(2022, 1, 1), "year", True),
        ("last month's figures", "last month", date(2021, 2, 1), "month", True),
        ("tiga bulan yang lalu", "tiga bulan yang lalu", date(2020, 12, 1), "month", True),
        ("setahun silam", "setahun silam", date(2020, 1, 1), "year", True),
        ("two days ago", "two days ago", date(2021, 3, 16), "day", True),
        ("Kamis lalu", "Kamis lalu", date(2021, 3, 11), "day", True),
        ("next Monday", "next Monday", date(2021, 3, 22), "day", True),
    ],
)
def test_find(text: str, mention: str, value: date, precision: str, relative: bool) -> None:
    (found,) = find(text, REFERENCE)
    assert text[found.start : found.end] == mention
    assert (found.value, found.precision, found.relative) == (value, precision, relative)


@pytest.mark.parametrize(
    ("text", "iso", "part"),
    [
        ("kemarin", "2021-03-17", None),
        ("last week", "2021-W10", None),
        ("bulan lalu", "2021-02", None),
        ("akhir bulan ini", "2021-03", "end"),
        ("the end of this year", "2021", "end"),
        ("awal tahun lalu", "2020", "start"),
        ("pertengahan pekan depan", "2021-W12", "middle"),
        ("later this week", "2021-W11", None),
    ],
)
def test_a_relative_date_as_iso_8601(text: str, iso: str, part: str | None) -> None:
    (found,) = find(text, REFERENCE)
    assert (found.iso, found.part) == (iso, part)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("katanya, Senin (13/11).", date(2023, 11, 13)),
        ("said on Monday, 13 November, that", date(2023, 11, 13)),
        ("Rapat Rabu (5/7/2023) menyusul rapat Senin (3/7).", date(2023, 7, 5)),
        ("Ia bicara pada 2 Mei 2022. Sidang akan digelar pada 9 Mei 2022.", date(2022, 5, 2)),
        ("Pameran dibuka 9 Mei 2022 mendatang.", None),
        ("Peraturan itu berlaku mulai 1 Januari 2045.", None),
        ("pada 5 Juli", None),
        ("kemarin dan bulan lalu", None),
    ],
)
def test_the_latest_day_an_article_names(text: str, day: date | None) -> None:
    assert latest_named(text, date(2024, 2, 1)) == day


@pytest.mark.parametrize(
    "text",
    [
        "dua pertiga (2/3 dari warga)",
        "layanan 24/7",
        "2000 orang",
        "musim 2019/20",
        "skor 3-1-2",
        "harga 12.30.45",
        "No. 7/PUU",
    ],
)
def test_numbers_that_are_no_dates(text: str) -> None:
    assert find(text, REFERENCE) == []


def test_without_a_reference_only_full_dates_are_found() -> None:
    text = "Kemarin dan Senin (3/5), bukan 1 Mei 2021, bulan lalu"
    assert [text[m.start : m.end] for m in find(text)] == ["1 Mei 2021"]


def test_a_leap_day_without_a_year_falls_in_a_leap_year() -> None:
    assert find("Sabtu (29/2)", REFERENCE)[0].value == date(2020, 2, 29)


@given(st.text(alphabet=st.one_of(st.sampled_from("0123456789/-. (),:Mei"), st.characters()), max_size=80))
def test_any_text_gives_ordered_mentions(text: str) -> None:
    at = 0
    for mention in find(text, REFERENCE):
        assert at <= mention.start < mention.end <= len(text)
        at = mention.end
    parse(text)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31)))
def test_round_trip(day: date) -> None:
    months = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
    assert parse(day.isoformat()) == day.isoformat()
    assert parse(f"{day.day} {months[day.month - 1]} {day.year}") == day.isoformat()
    assert parse(f"({day.day}/{day.month}/{day.year})") == day.isoformat()
    assert parse(day.strftime("%B %d, %Y")) == day.isoformat()


@pytest.mark.parametrize(
    ("text", "mention", "iso"),
    [
        ("Pasar itu dibuka hari ini oleh wali kota.", "hari ini", "2021-03-18"),
        ("Atapnya runtuh tadi malam.", "tadi malam", "2021-03-17"),
        ("The roof fell in last night.", "last night", "2021-03-17"),
        ("Ia tiba pagi tadi.", "pagi tadi", "2021-03-18"),
        ("Rapatnya selesai kemarin lusa.", "kemarin lusa", "2021-03-16"),
        ("Gudang itu rampung akhir tahun.", "akhir tahun", "2021"),
    ],
)
def test_relative_dates_of_several_words(text: str, mention: str, iso: str) -> None:
    (found,) = find(text, REFERENCE)
    assert (text[found.start : found.end], found.iso, found.relative) == (mention, iso, True)


@pytest.mark.parametrize(
    ("text", "mention", "iso"),
    [
        ("Apa kata Rudi Sagu pada Januari?", "Januari", "2021-01"),
        ("What did Rudi Sagu say in December?", "December", "2020-12"),
        ("Jalan itu ditutup sejak akhir Februari lalu.", "akhir Februari", "2021-02"),
        ("Jalan itu dibuka pada November mendatang.", "November", "2021-11"),
        ("Jembatan akan dibuka pada Oktober.", "Oktober", "2021-10"),
        ("Lomba direncanakan pada bulan Mei.", "Mei", "2021-05"),
        ("The bridge closes next May.", "May", "2021-05"),
        ("pada Mei tahun lalu", "Mei", "2020-05"),
        ("Panen terjadi pada Juli-Agustus.", "Juli-Agustus", "2020-07"),
    ],
)
def test_a_month_without_its_year(text: str, mention: str, iso: str) -> None:
    found = find(text, REFERENCE)[0]
    assert (text[found.start : found.end], found.iso, found.relative) == (mention, iso, False)


@pytest.mark.parametrize(
    "text",
    ["This may be so.", "They march on.", "Mei Sagu tiba.", "sejak Mei Sagu pulang", "Ibu April tiba."],
)
def test_words_that_are_no_months(text: str) -> None:
    assert find(text, REFERENCE) == []


@pytest.mark.parametrize(
    ("text", "mention", "iso"),
    [
        ('"Pasar itu aman," kata Rudi Sagu, Senin.', "Senin", "2021-03-15"),
        ("Atap pasar runtuh pada Rabu malam.", "Rabu malam", "2021-03-17"),
        ("She spoke on Thursday.", "Thursday", "2021-03-18"),
        ("They will meet on Friday.", "Friday", "2021-03-19"),
        ("Pasar akan dibuka pada Senin.", "Senin", "2021-03-22"),
        ('"Pasar akan dibuka," kata Rudi Sagu, Senin.', "Senin", "2021-03-15"),
        ("Sidang digelar pada Rabu pekan depan.", "Rabu pekan depan", "2021-03-24"),
        ("Sidang digelar pada Rabu malam mendatang.", "Rabu malam", "2021-03-24"),
        ("Sidang digelar pada Rabu malam lalu.", "Rabu malam", "2021-03-17"),
        ("They said on Monday night Sagu Market was safe.", "Monday night", "2021-03-15"),
        ("Sidang digelar Kamis pagi ini.", "pagi ini", "2021-03-18"),
    ],
)
def test_a_weekday_without_its_date(text: str, mention: str, iso: str) -> None:
    (found,) = find(text, REFERENCE)
    assert (text[found.start : found.end], found.iso, found.relative) == (mention, iso, True)


def test_a_weekday_with_its_date_is_one_date() -> None:
    for text in ("pada Senin malam, 15 Juni 2020", "pada Senin malam (15/6/2020)"):
        assert [mention.iso for mention in find(text, REFERENCE)] == ["2020-06-15"]


def test_many_blanks_take_no_time() -> None:
    started = time.perf_counter()
    assert find("pada Senin" + " " * 20_000 + "x", REFERENCE)[0].iso == "2021-03-15"
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    "text",
    ["buka setiap Senin malam", "latihan pada Senin dan Kamis", "The Sunday Papers", "pada minggu itu"],
)
def test_weekdays_that_come_again_are_no_dates(text: str) -> None:
    assert find(text, REFERENCE) == []


@pytest.mark.parametrize(
    ("text", "mention", "iso"),
    [
        ("Lomba digelar pada 2 Mei.", "2 Mei", "2021-05-02"),  # its last one lies most of a year back
        ("Lomba digelar 5 Agustus mendatang.", "5 Agustus", "2021-08-05"),
        ("Jalan ditutup sejak 2 Mei lalu.", "2 Mei", "2020-05-02"),
        ("pada 5 Mei tahun depan", "5 Mei", "2022-05-05"),
        ("mulai 11 Juni sampai 9 Juli 2018", "11 Juni", "2018-06-11"),
        ("dari 28 Desember hingga 3 Januari 2020", "28 Desember", "2019-12-28"),
        ("pada 28 Desember-3 Januari 2020", "28 Desember", "2019-12-28"),
        ("pada 10 hingga 12 Januari", "10 hingga 12 Januari", "2021-01-10"),
        ("tanggal 1—20 Februari", "1—20 Februari", "2021-02-01"),
        ("pada 3 Januari tahun 2020", "3 Januari tahun 2020", "2020-01-03"),
        ("Ia pulang pada 17 Januari.", "17 Januari", "2021-01-17"),
        ("sampai 5 Mei ini", "5 Mei", "2021-05-05"),
        ("sejak 5 Februari ini", "5 Februari", "2021-02-05"),
    ],
)
def test_the_year_that_a_date_leaves_open(text: str, mention: str, iso: str) -> None:
    found = find(text, REFERENCE)[0]
    assert (text[found.start : found.end], found.iso) == (mention, iso)


@pytest.mark.parametrize(
    ("text", "mention", "iso", "part"),
    [
        ("pada akhir tahun 2020", "akhir tahun 2020", "2020", "end"),
        ("di awal 2019 itu", "awal 2019", "2019", "start"),
        ("sejak pertengahan Juli 2020", "pertengahan Juli 2020", "2020-07", "middle"),
        ("sejak awal\u00a02020", "awal\u00a02020", "2020", "start"),
        ("the beginning of March 2020", "the beginning of March 2020", "2020-03", "start"),
        ("sepanjang 2018 laba naik", "2018", "2018", None),
        ("pada 2005-2007 ia menganggur", "2005-2007", "2005", None),
        ("pada kuartal II-2020", "kuartal II-2020", "2020", None),
        ("pada kuartal I/2020", "kuartal I/2020", "2020", None),
    ],
)
def test_years_and_their_parts(text: str, mention: str, iso: str, part: str | None) -> None:
    (found,) = find(text, REFERENCE)
    assert (text[found.start : found.end], found.iso, found.part) == (mention, iso, part)


@pytest.mark.parametrize(
    "text",
    [
        "Undang-Undang Nomor 93 Tahun 2031",
        "lagu tahun 1980-an",
        "beberapa tahun lalu",
        "puluhan tahun silam",
        "bertahun-tahun lalu",
        "over the past year",
        "warga berusia 61 tahun ini",
        "1,5 tahun lalu",
        "2 juta tahun lalu",
        "pada akhir bulan Puasa",
        "pada akhir tahun ajaran",
    ],
)
def test_spans_and_laws_are_no_dates(text: str) -> None:
    assert find(text, REFERENCE) == []


@pytest.mark.parametrize("name", ["pajak P2", "wabah KENARI-19"])
def test_a_year_behind_a_name_that_ends_in_a_digit_is_one(name: str) -> None:
    (found,) = find(f"{name} tahun 2020", REFERENCE)
    assert found.iso == "2020"


@pytest.mark.parametrize("price", ["Rp 5 juta", "Rp7.500", "US$ 40"])
def test_a_price_is_no_number_of_years(price: str) -> None:
    (found,) = find(f"Tarifnya naik {price} tahun ini.", REFERENCE)
    assert found.iso == "2021"


@pytest.mark.parametrize(
    ("text", "mention", "iso"),
    [
        ("Ekspor Januari-Maret 2021 naik.", "Januari-Maret 2021", "2021-01"),
        ("Ekspor November – Januari 2021 naik.", "November – Januari 2021", "2020-11"),
    ],
)
def test_months_from_one_to_another(text: str, mention: str, iso: str) -> None:
    (found,) = find(text)
    assert (text[found.start : found.end], found.iso, found.is_range) == (mention, iso, True)


def test_several_years_are_a_range() -> None:
    assert [find(text)[0].is_range for text in ("pada 2005-2007", "kuartal I 2020", "pada 2005")] == [
        True,
        True,
        False,
    ]


def test_every_weekday_is_known_by_its_whole_name() -> None:
    assert [mention.iso for mention in find("Rabu lalu dan Sabtu depan", REFERENCE)] == [
        "2021-03-17",
        "2021-03-20",
    ]
