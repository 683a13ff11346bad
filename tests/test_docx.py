"""Word files: as python-docx writes them, and with what word processors add to them."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from filemaking import WORD_NAMESPACES, docx, docx_of, repacked, word_paragraph

from qabot.articles import docx as reader
from qabot.errors import ArticleError, EmptyArticle

TITLE = "Sekolah Perahu Layani Anak Pulau Kecil"
PARAGRAPHS = (
    "Sebuah perahu yang diubah menjadi ruang kelas mulai melayani 58 anak di gugusan Pulau Tiga bulan ini.",
    "Kepala sekolah Marlina Sitorus menyebut perahu itu singgah dua kali sepekan di setiap pulau.",
    "“Anak-anak tidak perlu lagi menyeberang sendiri,” ujarnya saat peresmian, Jumat (9/8/2024).",
)


def test_text_title_and_author() -> None:
    data = docx(PARAGRAPHS, title=TITLE, author="Yohana Ginting")
    article = reader.read(data, source="perahu.docx", origin="/perahu.docx")
    assert tuple(article.paragraph_text(paragraph) for paragraph in article.paragraphs) == PARAGRAPHS
    facts = (article.title, article.author, article.publisher, article.published, article.language)
    assert facts == (TITLE, "Yohana Ginting", None, None, "id")
    assert (article.source, article.origin) == ("perahu.docx", "/perahu.docx")


@pytest.mark.parametrize(
    ("stated", "printed", "expected"),
    [
        (TITLE.upper(), TITLE, TITLE.upper()),
        (TITLE, PARAGRAPHS[0] * 2, TITLE),
        ("Templat surat dinas", TITLE, None),
        ("Document1", PARAGRAPHS[0] * 2, None),
        ("berita_final.docx", PARAGRAPHS[0] * 2, None),
        ("", TITLE, None),
    ],
)
def test_title_property_is_believed_where_the_text_bears_it_out(
    stated: str, printed: str, expected: str | None
) -> None:
    found = reader.extract(docx([printed, *PARAGRAPHS], stated_title=stated), source="a")
    assert found.title == expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("Yohana Ginting", "Yohana Ginting"),
        ("python-docx", None),
        ("Microsoft Office User", None),
        ("lenovo", None),
        ("yohana.ginting@kabar.example", None),
        ("PC Redaksi 2", None),
    ],
)
def test_author_property_may_only_name_an_account(stated: str, expected: str | None) -> None:
    assert reader.extract(docx(PARAGRAPHS, author=stated), source="a").author == expected


def test_file_dates_are_no_publication_dates() -> None:
    assert reader.extract(docx(PARAGRAPHS), source="a").published is None


def test_everything_printed_is_read_and_nothing_deleted_is() -> None:
    xml = (
        f"<w:sdt><w:sdtContent>{word_paragraph('Dalam kontrol isi.')}</w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>Kalimat </w:t></w:r><w:ins><w:r><w:t>yang disisipkan</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>yang dihapus</w:delText></w:r></w:del><w:r><w:t>.</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>Laki</w:t><w:noBreakHyphen/><w:t>laki</w:t>"
        "<w:tab/><w:t>itu.</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>Di luar kotak.</w:t><mc:AlternateContent>"
        f"<mc:Choice><w:txbxContent>{word_paragraph('Di dalam kotak.')}</w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{word_paragraph('Di dalam kotak.')}</w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
        "<w:p><w:hyperlink><w:r><w:t>Tautan terbaca.</w:t></w:r></w:hyperlink></w:p>"
    )
    assert reader.extract(docx_of(xml), source="a").paragraphs == (
        "Dalam kontrol isi.",
        "Kalimat yang disisipkan.",
        "Laki-laki itu.",
        "Di luar kotak.",
        "Di dalam kotak.",
        "Tautan terbaca.",
    )


def test_line_breaks_end_paragraphs_only_after_sentences() -> None:
    found = reader.extract(docx(["Perahu berangkat pada\npukul tujuh.\nAnak-anak turun."]), source="a")
    assert found.paragraphs == ("Perahu berangkat pada pukul tujuh.", "Anak-anak turun.")


def test_table_of_figures_and_table_that_sets_out_the_page() -> None:
    def cell(*texts: str) -> str:
        return f"<w:tc>{''.join(map(word_paragraph, texts))}</w:tc>"

    figures = (
        f"<w:tbl><w:tr>{cell('Pulau Satu')}{cell('21 anak')}</w:tr><w:tr>{cell('')}{cell('x')}</w:tr></w:tbl>"
    )
    frame = f"<w:tbl><w:tr>{cell('Kolom kiri.', 'Lanjutannya.')}{cell('Kolom kanan.')}</w:tr></w:tbl>"
    assert reader.extract(docx_of(figures + frame), source="a").paragraphs == (
        "Pulau Satu | 21 anak",
        "x",
        "Kolom kiri.",
        "Lanjutannya.",
        "Kolom kanan.",
    )


def test_file_without_text() -> None:
    with pytest.raises(EmptyArticle, match=r"^kosong\.docx: "):
        reader.read(docx(["", "  "]), source="kosong.docx", origin="/kosong.docx")
    with pytest.raises(EmptyArticle):
        reader.read(docx([], title=TITLE), source="kosong.docx", origin="/kosong.docx")


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def lying(data: bytes, *, declared: int) -> bytes:
    """The archive with the size of its first member misstated, in both places that state it."""
    out = bytearray(data)
    struct.pack_into("<I", out, 22, declared)
    struct.pack_into("<I", out, data.index(b"PK\x01\x02") + 24, declared)
    return bytes(out)


BOMB = zipped({"word/document.xml": b" " * 60_000_000})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (BOMB, "unpacks to 57 MB"),
        (lying(BOMB, declared=1_000), "no sound Word file"),
        (zipped({"word/media/image.bmp": bytes(10_000_000)}), "more than 150 times its size"),
        (zipped({f"word/{number}.xml": b"" for number in range(5_001)}), "packs 5,001 files"),
        (zipped({"catatan.txt": b"bukan Word"}), "damaged"),
        (b"\xd0\xcf\x11\xe0" + bytes(2_000), r"old \.doc file"),
        (b"", "no sound Word file"),
        (b"PK\x03\x04" + bytes(100), "no sound Word file"),
        (docx(PARAGRAPHS)[:-200], "no sound Word file"),
        (repacked(docx(PARAGRAPHS), {"word/document.xml": b"<w:document"}), "damaged"),
        (docx_of("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000), "damaged"),
    ],
)
def test_archives_that_are_no_sound_word_files(data: bytes, reason: str) -> None:
    with pytest.raises(ArticleError, match=rf"^surat\.docx: .*{reason}") as raised:
        reader.extract(data, source="surat.docx")
    assert raised.value.mend


def test_entities_are_not_expanded() -> None:
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    body = word_paragraph("Aman &b; saja.")
    document = f"{entities}<w:document {WORD_NAMESPACES}><w:body>{body}</w:body></w:document>"
    data = repacked(docx(["x"]), {"word/document.xml": document.encode()})
    assert not any("aaaa" in text for text in reader.extract(data, source="a").paragraphs)
