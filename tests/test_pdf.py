"""PDFs as printers and browsers make them, set by the writer in filemaking."""

from __future__ import annotations

import io

import pytest
from filemaking import A4_HEIGHT, Printed, assembled, column, pdf

from qabot.articles import layout
from qabot.articles import pdf as reader
from qabot.errors import ArticleError, EmptyArticle

TITLE = "Pasar Ikan Teluk Awan Pindah ke Gedung Baru"
PARAGRAPHS = """\
Sebanyak 140 pedagang ikan di Teluk Awan mulai menempati gedung baru yang dibangun di sebelah dermaga lama \
sejak awal pekan ini. Gedung dua lantai itu memiliki ruang pendingin sendiri.
Kepala pasar Hasan Basri mengatakan sewa lapak tidak naik. “Pedagang lama kami dahulukan,” katanya kepada \
wartawan di lokasi, Rabu (12/6/2024).
Seorang pedagang, Nurmala, berharap jalan menuju gedung itu segera diperbaiki karena selalu tergenang air \
ketika hujan turun pada malam hari.
Pemerintah daerah menyiapkan dana Rp2,4 miliar untuk perbaikan jalan tersebut.""".splitlines()


def front(paragraphs: list[str] = PARAGRAPHS, **kwargs: float) -> list[Printed]:
    heading = [Printed(70, 790, 18, TITLE), Printed(70, 770, 9, "Rahmat Hidayat - Rabu, 12 Juni 2024 16:20")]
    return heading + column(paragraphs, top=740, **kwargs)  # type: ignore[arg-type]


def paragraphs_of(data: bytes) -> list[str]:
    article = reader.read(data, source="pasar.pdf", origin="/pasar.pdf")
    return [article.paragraph_text(paragraph) for paragraph in article.paragraphs]


@pytest.mark.parametrize(
    "setting", [{}, {"gap": 3}, {"gap": 0, "indent": 14}, {"width": 38}, {"size": 8, "width": 110}]
)
def test_wrapped_lines_become_paragraphs_again(setting: dict[str, float]) -> None:
    article = reader.read(pdf([front(**setting)]), source="pasar.pdf", origin="/pasar.pdf")
    assert [article.paragraph_text(paragraph) for paragraph in article.paragraphs] == PARAGRAPHS
    assert (article.title, article.author, article.published) == (TITLE, "Rahmat Hidayat", "2024-06-12T16:20")
    assert (article.source, article.origin, article.language) == ("pasar.pdf", "/pasar.pdf", "id")


def test_columns_are_read_one_after_the_other() -> None:
    left, right = column(PARAGRAPHS[:2], width=36), column(PARAGRAPHS[2:], width=36, left=320)
    assert paragraphs_of(pdf([left + right])) == PARAGRAPHS


def test_paragraph_runs_on_across_pages_without_the_running_heads() -> None:
    lines = column(PARAGRAPHS * 3, gap=4)
    cut = len(lines) // 2 - 1  # inside a paragraph
    below = lines[cut].y - 740
    pages = [lines[:cut], [line._replace(y=line.y - below) for line in lines[cut:]]]
    for number, page in enumerate(pages, start=1):
        page.insert(0, Printed(70, A4_HEIGHT - 25, 8, "Arsip Harian Teluk - 13/6/2024"))
        page.append(Printed(280, 20, 8, f"Halaman {number} dari 2"))
    assert reader.extract(pdf(pages), source="a").paragraphs == tuple(PARAGRAPHS * 3)


def test_lone_page_number_is_dropped_and_a_number_in_the_text_is_not() -> None:
    page = [*column([*PARAGRAPHS, "2024"]), Printed(290, 20, 9, "- 7 -")]
    assert reader.extract(pdf([page]), source="a").paragraphs == (*PARAGRAPHS, "2024")


def test_headline_on_two_centred_lines() -> None:
    heading = [Printed(150, 800, 20, "Pasar Ikan Teluk Awan"), Printed(170, 776, 20, "Pindah ke Gedung Baru")]
    found = reader.extract(pdf([heading + column(PARAGRAPHS, top=740)]), source="a")
    assert found.title == TITLE
    assert found.body == (TITLE, *PARAGRAPHS)[1:]


def test_list_items_stay_apart_where_nothing_else_parts_them() -> None:
    items = [
        "- ruang pendingin berkapasitas dua puluh ton",
        "- lapak untuk seratus empat puluh pedagang ikan",
    ]
    lines = [layout.Line(text, 0, 70, 700 - 14 * at, 11) for at, text in enumerate(items)]
    assert layout.join(lines) == items


def test_list_items_stay_apart() -> None:
    items = [
        "• ruang pendingin berkapasitas dua puluh ton yang menyala sepanjang hari dan malam",
        "• 160 lapak",
    ]
    page = column([PARAGRAPHS[0]]) + column(items, top=700, gap=0)
    assert reader.extract(pdf([page]), source="a").paragraphs == (PARAGRAPHS[0], *items)


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("harga be-", "ras naik", "harga beras naik"),
        ("para laki-", "laki itu", "para laki-laki itu"),
        ("peraturan perundang-", "undangan baru", "peraturan perundang-undangan baru"),
        ("mereka berlari-", "lari kecil", "mereka berlari-lari kecil"),
        ("jalan tol Jakarta-", "Bandung macet", "jalan tol Jakarta-Bandung macet"),
        ("sebuah e-", "commerce lokal", "sebuah e-commerce lokal"),
        ("pada 2020-", "2024 lalu", "pada 2020-2024 lalu"),
        ("produk non-", "pangan", "produk non-pangan"),
        ("kata dia -", "dan benar", "kata dia - dan benar"),
        ("kata", "dia", "kata dia"),
    ],
)
def test_words_broken_at_the_end_of_a_line(before: str, after: str, joined: str) -> None:
    assert layout.mend(before, after, words={"non-pangan"}) == joined


def test_the_text_itself_tells_how_a_broken_word_is_spelt() -> None:
    lines = ["Pedagang menjual produk ramah-lingkungan di pasar", "dan produk ramah-", "lingkungan lain."]
    page = [Printed(70, 700 - 14 * number, 11, line) for number, line in enumerate(lines)]
    assert reader.extract(pdf([page]), source="a").paragraphs == (
        "Pedagang menjual produk ramah-lingkungan di pasar dan produk ramah-lingkungan lain.",
    )


@pytest.mark.parametrize(
    ("info", "title", "author"),
    [
        ({"Title": TITLE.upper(), "Author": "Rahmat Hidayat"}, TITLE.upper(), "Rahmat Hidayat"),
        ({"Title": "Microsoft Word - pasar_final2.docx", "Author": "Microsoft Office User"}, TITLE, None),
        ({"Title": "Laporan lain", "Author": "LENOVO"}, TITLE, None),
        ({}, TITLE, None),
    ],
)
def test_properties_are_believed_where_the_page_bears_them_out(
    info: dict[str, str], title: str, author: str | None
) -> None:
    found = reader.extract(pdf([front()], info={**info, "CreationDate": "D:20190101000000Z"}), source="a")
    assert (found.title, found.author, found.published) == (title, author, None)


def test_scan_is_told_from_an_empty_page() -> None:
    for image, reason in ((True, "images and no text"), (False, "holds no text")):
        with pytest.raises(EmptyArticle, match=reason) as raised:
            reader.extract(pdf([[]], image=image), source="pindaian.pdf")
        assert "ocrmypdf" in raised.value.mend


def locked(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([front()]))))
    writer.encrypt(user_password=password, owner_password="pemilik", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_encrypted_file_is_read_if_it_asks_for_no_password() -> None:
    assert paragraphs_of(locked("")) == PARAGRAPHS
    with pytest.raises(ArticleError, match="locked by a password") as raised:
        reader.extract(locked("rahasia"), source="a")
    assert "print it to a new PDF" in raised.value.mend


def test_aes_encryption_is_explained() -> None:
    catalogue, pages = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"
    keys = b"/O <%b>/U <%b>/OE <%b>/UE <%b>/Perms <%b>" % tuple(b"00" * n for n in (48, 48, 32, 32, 16))
    lock = (
        b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 5/R 6/Length 256/P -4%b"
        b"/CF<</StdCF<</CFM/AESV3/Length 32>>>>/StmF/StdCF/StrF/StdCF>>" % keys
    )
    data = assembled([catalogue, pages, b"null", b"<<>>"], trailer=lock)
    # Which of the two it is depends on whether the package cryptography happens to be installed.
    with pytest.raises(ArticleError, match=r"needs? the package|takes the package|locked by a password"):
        reader.extract(data, source="a")


@pytest.mark.parametrize("share", [0.0, 0.001, 0.1, 0.5, 0.99])
def test_truncated_file_is_named(share: float) -> None:
    whole = pdf([front()] * 3)
    with pytest.raises(ArticleError, match=r"^putus\.pdf: the PDF is damaged") as raised:
        reader.extract(whole[: int(share * len(whole))], source="putus.pdf")
    assert raised.value.mend


def test_size_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_PAGES", 3)
    with pytest.raises(ArticleError, match="4 pages, more than the 3"):
        reader.extract(pdf([front()] * 4), source="a")
    assert reader.extract(pdf([front()] * 3), source="a").title == TITLE
    monkeypatch.setattr(reader, "MAX_OPERATIONS", 100)
    with pytest.raises(ArticleError, match="draws more than"):
        reader.extract(pdf([front()] * 3), source="a")
