"""Facts about an article: found where the page states them, never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qabot.articles import metadata
from qabot.errors import EmptyArticle

if TYPE_CHECKING:
    from qabot.types import Article

TITLE = "Jembatan Gantung di Sumba Selesai Dibangun"
LEAD = "Warga dua desa di Sumba kini dapat menyeberangi sungai lewat jembatan gantung yang baru selesai."
BODY = (
    'Jembatan itu panjangnya 90 meter. "Anak-anak tidak perlu lagi naik rakit," kata Kepala Desa Lukas Ndara.'
)


def read(*lines: str, **facts: str) -> Article:
    return metadata.assemble("\n".join(lines), source="page.txt", origin="/page.txt", **facts)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Rina Wulandari - Jumat, 4 Juni 2021 19:42", "Rina Wulandari"),
        ("Rina Wulandari | Jumat, 4 Juni 2021", "Rina Wulandari"),
        ("Jumat, 4 Juni 2021 | Oleh Rina Wulandari", "Rina Wulandari"),
        ("Penulis: Rina Wulandari", "Rina Wulandari"),
        ("Penulis: Rina Wulandari | Editor: Budi Santosa", "Rina Wulandari"),
        ("Reporter : Rina Wulandari", "Rina Wulandari"),
        ("Pewarta: M. Rizal", "M. Rizal"),
        ("Oleh Rina Wulandari", "Rina Wulandari"),
        ("Rina Wulandari - detikNews", "Rina Wulandari"),
        ("Rina Wulandari , Jurnalis-Jumat, 4 Juni 2021 |19:42 WIB", "Rina Wulandari"),
        ("Laporan Wartawan Tribunnews.com, Rina Wulandari", "Rina Wulandari"),
        ("By Jane O'Neill", "Jane O'Neill"),
        ("By JANE MARSH, Associated Press", "Jane Marsh"),
        ("By Rory Smith-Jones | Updated: June 4, 2021 7:42 PM", "Rory Smith-Jones"),
        ("Rina Wulandari dan Budi Santosa - Jumat, 4 Juni 2021", "Rina Wulandari dan Budi Santosa"),
        ("Editor: Budi Santosa", None),
        ("Penulis: Redaksi", None),
        ("Penulis: Kompas.com", None),
        ("Tim detikcom - detikNews", None),
        ("Jakarta - Jumat, 4 Juni 2021", None),
        ("Sumber: Rina Wulandari", None),
        ("Warga di jembatan. Foto: Rina Wulandari/Kabarkota", None),
    ],
)
def test_author(line: str, author: str | None) -> None:
    article = read(TITLE, line, LEAD, BODY)
    assert article.author == author
    assert article.title == TITLE
    assert [article.paragraph_text(p) for p in article.paragraphs] == [LEAD, BODY]


def test_author_below_its_label() -> None:
    assert (
        read(TITLE, "Penulis", "Rina Wulandari", "Editor", "Budi Santosa", LEAD, BODY).author
        == "Rina Wulandari"
    )


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Rina Wulandari - Jumat, 4 Juni 2021 19:42", "2021-06-04T19:42"),
        ("Kompas.com - 04/06/2021, 10:22 WIB", "2021-06-04T10:22"),
        ("Diterbitkan 4 Juni 2021, 10:22 WIB", "2021-06-04T10:22"),
        ("Last updated: June 4, 2021", "2021-06-04"),
        ("Jumat (4/6/2021)", "2021-06-04"),
        ("Jumat (4/6)", None),
        ("Penulis: Rina Wulandari", None),
    ],
)
def test_published(line: str, published: str | None) -> None:
    assert read(TITLE, line, LEAD, BODY).published == published


def test_dates_in_the_prose_are_no_dates_of_publication() -> None:
    lines = ("Jembatan itu diresmikan Jumat, 4 Juni 2021, oleh bupati.", "Sumba Timur, Jumat (4/6/2021)")
    assert read(TITLE, LEAD, *lines, BODY).published is None
    assert read(TITLE, LEAD, BODY, "Copyright © Kabar 2021").published is None


def test_the_day_in_a_dateline() -> None:
    assert read(TITLE, "WAINGAPU, 4 Juni 2021 - " + LEAD, BODY).published == "2021-06-04"
    assert read(TITLE, "WAINGAPU, 4 Juni - " + LEAD, BODY).published is None


@pytest.mark.parametrize(
    ("opening", "publisher"),
    [
        ("SUMBA, KOMPAS.com - ", "KOMPAS.com"),
        ("Kabarkota.id– ", "Kabarkota.id"),
        ("Liputan6.com, Jakarta - ", "Liputan6.com"),
        ("Jakarta, CNN Indonesia -- ", "CNN Indonesia"),
        ("Waingapu (ANTARA) - ", "ANTARA"),
        ("VIVA – ", "VIVA"),
        ("WAINGAPU - ", None),
        ("Waingapu, Sumba Timur - ", None),
        ("", None),
    ],
)
def test_publisher_of_the_dateline(opening: str, publisher: str | None) -> None:
    article = read(TITLE, opening + LEAD, BODY)
    assert article.publisher == publisher
    assert article.paragraph_text(article.paragraphs[0]) == opening.strip() + (" " if opening else "") + LEAD


@pytest.mark.parametrize(
    ("head", "tail", "publisher"),
    [
        ([f"{TITLE} - Kabarkota.com"], [], "Kabarkota.com"),
        ([TITLE, "Kompas.com - 04/06/2021, 10:22 WIB"], [], "Kompas.com"),
        ([TITLE], ["Copyright © ANTARA 2021"], "ANTARA"),
        ([TITLE], ["Sumber: Kompas.com"], None),
        ([TITLE, "Warga di jembatan. Foto: Rina Wulandari/kabarkota"], [], None),
    ],
)
def test_publisher_elsewhere(head: list[str], tail: list[str], publisher: str | None) -> None:
    article = read(*head, LEAD, BODY, *tail)
    assert (article.title, article.publisher) == (TITLE, publisher)


def test_publisher_by_two_signs_that_agree() -> None:
    caption = "Warga di jembatan. Foto: Rina Wulandari/kabarkota"
    told = '"Kami menunggu lama," ujar Lukas kepada kabarkota, Jumat (4/6).'
    assert read(TITLE, caption, LEAD, told).publisher == "kabarkota"
    assert read(TITLE, caption, LEAD, told.replace("kabarkota", "Reuters")).publisher is None


def test_given_facts_win() -> None:
    article = read(
        TITLE,
        "Rina Wulandari - Jumat, 4 Juni 2021",
        "SUMBA, KOMPAS.com - " + LEAD,
        publisher="Kabar",
        author="Sinta",
        published="2020-01-02",
    )
    assert (article.publisher, article.author, article.published) == ("Kabar", "Sinta", "2020-01-02")


def test_a_given_title_is_in_the_text_and_in_no_paragraph() -> None:
    article = read(LEAD, BODY, title=TITLE)
    assert article.title == TITLE
    assert article.text.startswith(TITLE + "\n\n" + LEAD)
    assert [article.paragraph_text(p) for p in article.paragraphs] == [LEAD, BODY]
    again = read(TITLE, LEAD, BODY, title=TITLE)
    assert again.text == f"{TITLE}\n{LEAD}\n{BODY}"
    assert [again.paragraph_text(p) for p in again.paragraphs] == [LEAD, BODY]


def test_section_name_and_motto_are_not_the_headline() -> None:
    motto = "Kabar Baik Setiap Pagi Untuk Anda"
    assert read("Daerah", motto, TITLE, LEAD, BODY).title == TITLE


def test_no_headline_no_title() -> None:
    assert read(LEAD, BODY).title == ""


def test_language_is_that_of_the_article_not_of_the_furniture() -> None:
    assert read(TITLE, "Share this article", "Read more", LEAD, BODY, "LEAVE A REPLY").language == "id"
    english = "Villagers on both banks of the river can now cross on a bridge of ropes and steel."
    assert read("Rope Bridge Opens", english, "Baca juga: Harga Cabai Naik Lagi").language == "en"


@pytest.mark.parametrize("text", ["", " \n\u200b\n", "Bagikan\nShare\nHalaman Selanjutnya", TITLE])
def test_nothing_left_is_an_error_that_names_the_source(text: str) -> None:
    with pytest.raises(EmptyArticle, match=r"page\.txt"):
        read(text)


def test_line_ends_and_composition_are_normalised() -> None:
    article = read(TITLE + "\r\n" + LEAD.replace("desa", "de\u0301sa") + "\r" + BODY)
    assert "\r" not in article.text
    assert "d\u00e9sa" in article.text
    assert len(article.paragraphs) == 2


def test_misread_quotation_marks_are_mended_in_text_and_title() -> None:
    article = read(f"{LEAD}\n\n‚ÄúKami¬†senang,‚Äù kata Lukas Ndara.", title="Warga: ‚ÄúKami Senang‚Äù")
    assert "“Kami\u00a0senang,” kata Lukas Ndara." in article.text
    assert article.title == "Warga: “Kami Senang”"
