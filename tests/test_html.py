"""Web pages as Indonesian and English sites lay them out; the articles in them are ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from qabot.articles import encoding, html
from qabot.errors import ArticleError, EmptyArticle

if TYPE_CHECKING:
    from collections.abc import Callable

TITLE = "Bandar Sari Tambah Dua Puluh Bus Listrik"
PARAGRAPHS = (
    "Pemerintah Kota Bandar Sari menambah dua puluh bus listrik untuk melayani rute pinggiran pekan depan.",
    "Kepala Dinas Perhubungan Ratna Wulandari menyebut bus berjalan dari pukul lima pagi hingga malam.",
    "“Kami ingin warga di pinggiran tidak perlu berjalan jauh,” ujar Ratna di Balai Kota, Selasa (4/6/2024).",
    "Rute barunya ada tiga:",
    "Terminal Timur ke Mekarjaya",
    "Terminal Barat ke Sukamaju",
    "Pasar Induk ke Pelabuhan",
    "Menurut dia, tarif tetap tiga ribu rupiah sekali jalan dan gratis bagi pelajar serta warga lanjut usia.",
    "Anggaran pengadaan sebesar Rp48 miliar diambil dari kas daerah, kata anggota dewan Yusuf Harahap.",
    "Dinas berjanji memasang papan jadwal digital di tiga puluh halte sebelum akhir tahun.",
)
MENU = (
    "<nav><ul>"
    + "".join(f"<li><a href='/{x}'>{x}</a></li>" for x in ("Home", "Ekonomi", "Bola"))
    + "</ul></nav>"
)
RELATED = (
    "<div class='berita-terkait'><h3>Berita Terkait</h3><ul><li><a href='/a'>Harga Cabai Turun Menjelang"
    " Akhir Pekan</a></li><li><a href='/b'>Jembatan Baru Diresmikan Gubernur</a></li></ul></div>"
)
FOOTER = "<footer><p>Copyright 2024 Kabar Sari. All rights reserved.</p><a href='/r'>Redaksi</a></footer>"


def portal() -> str:
    """Paragraphs in p, facts in meta tags and JSON-LD, comments and links below."""
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return f"""<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{TITLE} - Kabar Sari</title>
<meta property="og:site_name" content="Kabar Sari"><meta property="og:title" content="{TITLE}">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{TITLE}",
"datePublished": "2024-06-04T15:07:00+07:00", "author": {{"@type": "Person", "name": "Bima Ardiansyah"}},
"publisher": {{"name": "PT Kabar Sari Media"}}}}</script></head><body><header>{MENU}</header><h1>{TITLE}</h1>
<div class="photo"><img src="x.jpg"><div class="photo__caption">Bus di terminal. (Foto: Anton)</div></div>
<div class="read__content">{body}</div>{RELATED}
<div class="komentar"><p>Mantap sekali programnya pak, semoga cepat terlaksana!</p></div>{FOOTER}</body>
</html>"""


def breaks() -> str:
    """Paragraphs parted by line breaks, facts in meta tags, as large portals did for years."""
    body = "<br><br>".join(PARAGRAPHS)
    return f"""<html lang="id"><head><title>{TITLE} | Kabar Sari</title>
<meta property="og:site_name" content="Kabar Sari"><meta name="publishdate" content="2024/06/04 15:07:00">
<meta name="author" content="Bima Ardiansyah"></head><body>{MENU}<article><h1>{TITLE}</h1>
<figure><img src=a><figcaption>Foto: Bus listrik (Anton/Kabar Sari)</figcaption></figure>
<div class="detail__body-text">{body}<table class="linksisip"><tr><td>Baca juga: <a>Stasiun Lama</a></td></tr>
</table></div></article>{RELATED}{FOOTER}</body></html>"""


def blog() -> str:
    """A blog engine: JSON-LD as a graph whose nodes refer to one another, a comment form, share buttons."""
    graph = [
        {"@type": "WebPage", "@id": "#page"},
        {
            "@type": "Article",
            "headline": TITLE,
            "datePublished": "2024-06-04T08:07:00Z",
            "author": {"@id": "#bima"},
            "publisher": {"@id": "#org"},
        },
        {"@type": "Organization", "@id": "#org", "name": "Kabar Sari"},
        {"@type": "Person", "@id": "#bima", "name": "Bima Ardiansyah"},
    ]
    body = "".join(f"<p>{text}</p>\n" for text in PARAGRAPHS)
    return f"""<html lang="id-ID"><head><title>{TITLE} | Kabar Sari</title>
<script type="application/ld+json">{json.dumps({"@graph": graph})}</script></head><body>{MENU}<main>
<article class="post"><header><h1>{TITLE}</h1><div class="entry-meta">4 Juni 2024</div></header>
<div class="entry-content">{body}<div class="sharedaddy"><h3>Bagikan ini:</h3><ul><li>Facebook</li></ul></div>
</div></article><div id="comments"><h2>2 Komentar</h2><ol class="comment-list"><li><p>Semoga lancar programnya
ya pak wali kota.</p></li></ol></div></main>{FOOTER}</body></html>"""


def scripted() -> str:
    """No paragraphs, only divisions, as pages drawn by scripts are saved; facts are shown, not stated."""
    body = "".join(f"<div class='s1'><div class='s2'><span>{text}</span></div></div>" for text in PARAGRAPHS)
    return f"""<html lang="id"><head><title>{TITLE}</title>
<meta property="og:site_name" content="Kabar Sari"></head><body><div id="root">{MENU}
<div class="story"><h1>{TITLE}</h1><div itemprop="author">Bima Ardiansyah</div>
<div class="post-date">Selasa, 4 Juni 2024 15:07 WIB</div>{body}</div>{RELATED}{FOOTER}</div></body></html>"""


@pytest.mark.parametrize("page", [portal, breaks, blog, scripted])
def test_article_is_found_whole_among_menus(page: Callable[[], str]) -> None:
    article = html.read(page().encode(), source="bus.html", origin="/bus.html")
    # A list is one paragraph with the line that announces it.
    found = [
        text for paragraph in article.paragraphs for text in article.paragraph_text(paragraph).split("\n\n")
    ]
    assert [text for text in found if text in PARAGRAPHS] == list(PARAGRAPHS)
    assert set(found) <= set(PARAGRAPHS)
    facts = (article.title, article.publisher, article.author, article.published, article.language)
    assert facts == (TITLE, "Kabar Sari", "Bima Ardiansyah", "2024-06-04T15:07", "id")
    assert (article.source, article.origin) == ("bus.html", "/bus.html")


def page_of(head: str = "", body: str = "", attributes: str = "") -> bytes:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f"<html {attributes}><head>{head}</head><body>{body}<article>{text}</article></body></html>".encode()
    )


def linked(**article: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **article})}</script>'


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (
            "<title>Bus Baru - Kabar Sari</title><meta property='og:site_name' content='KABAR SARI'>",
            "",
            "Bus Baru",
        ),
        ("<title>Bus Baru - Rute Timur</title>", "", "Bus Baru - Rute Timur"),
        ("<meta property='og:title' content='Bus Baru Datang'>", "<h1>Kabar Sari</h1>", "Bus Baru Datang"),
        (
            "<meta property='og:title' content='Bus Baru…'>",
            "<h1>Bus Baru Datang Pekan Ini</h1>",
            "Bus Baru Datang Pekan Ini",
        ),
        (linked(headline="Bus &amp; Halte").replace("&amp;", "&"), "", "Bus & Halte"),
        ("", "", None),
    ],
)
def test_title(head: str, body: str, expected: str | None) -> None:
    assert html.extract(page_of(head, body), source="a").title == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<link rel='canonical' href='https://www.kabarsari.example/2024/bus'>", None),
        ("<meta name='twitter:site' content='@kabarsari'>", None),
        ("<meta property='article:publisher' content='https://facebook.com/kabarsari'>", None),
        (linked(publisher={"name": "Kabar Sari"}), "Kabar Sari"),
        ("<meta property='og:site_name' content='Kabar'>" + linked(publisher="PT Kabar"), "Kabar"),
        (linked(publisher="https://kabarsari.example"), None),
    ],
)
def test_publisher_is_stated_never_guessed(head: str, expected: str | None) -> None:
    assert html.extract(page_of(head), source="https://www.kabarsari.example/2024/bus").publisher == expected


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (
            linked(author=[{"name": "Bima A."}, {"name": "Siti de Vries"}, {"name": "Bima A."}]),
            "",
            "Bima A., Siti de Vries",
        ),
        (
            linked(author="Kabar Sari", publisher="Kabar Sari") + "<meta name='author' content='Bima A.'>",
            "",
            "Bima A.",
        ),
        ("<meta name='author' content='admin'>", "<a rel='author'>Bima Ardiansyah</a>", "Bima Ardiansyah"),
        ("<meta property='article:author' content='https://facebook.com/bima'>", "", None),
        ("<meta name='author' content='bima@kabarsari.example'>", "", None),
    ],
)
def test_author(head: str, body: str, expected: str | None) -> None:
    assert html.extract(page_of(head, body), source="a").author == expected


@pytest.mark.parametrize(
    ("head", "body", "attributes", "expected"),
    [
        # Late in the evening UTC it is the next day in Jakarta, and that is the day the page shows.
        (linked(datePublished="2024-06-04T18:30:00Z"), "", 'lang="id"', "2024-06-05T01:30"),
        (linked(datePublished="2024-06-04T18:30:00Z"), "", 'lang="en"', "2024-06-04T18:30"),
        (linked(datePublished="2024-06-04T18:30:00+08:00"), "", 'lang="id"', "2024-06-04T18:30"),
        ("<meta property='article:published_time' content='2024-06-04'>", "", "", "2024-06-04"),
        ("<meta name='pubdate' content='Selasa, 04 Jun 2024 15:07 WIB'>", "", "", "2024-06-04T15:07"),
        ("", "<time datetime='2024-06-04T15:07:00'>kemarin</time>", "", "2024-06-04T15:07"),
        ("", "<aside><time datetime='2020-01-01'>lama</time></aside>", "", None),
        ("", "<span class='read__date'>4 Juni 2024, 15.07</span>", "", "2024-06-04T15:07"),
        ("<link rel='canonical' href='https://x.id/read/2024/06/04/bus'>", "", "", "2024-06-04"),
        (linked(datePublished="2024-13-44T99:00"), "", "", None),
        # A date in the article is the date of what it tells.
        (
            "<title>Jadwal Bus 17 Agustus 2024</title>",
            "<p>Rapat pada 2023-01-01 dan 3 Mei 2022.</p>",
            "",
            None,
        ),
    ],
)
def test_publication_date(head: str, body: str, attributes: str, expected: str | None) -> None:
    assert html.extract(page_of(head, body, attributes), source="a").published == expected


def test_broken_linked_data_is_passed_over() -> None:
    script = '<script type="application/ld+json">'
    broken = script + '{"@type": "NewsArticle", "headline": </script>'
    wrapped = script + '/*<![CDATA[*/{"@type": "NewsArticle", "headline": "Judul"}/*]]>*/</script>'
    assert html.extract(page_of(broken + wrapped), source="a").title == "Judul"
    deep = f"{script}{'[' * 100_000}</script>"
    assert html.extract(page_of(deep), source="a").title is None


def test_line_breaks_end_paragraphs_only_after_sentences() -> None:
    text = "Bus baru berangkat pada<br>pukul lima pagi.<br>Bus terakhir kembali pukul sembilan malam."
    filler = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    found = html.extract(
        f"<html><body><article><p>{text}</p>{filler}</article></body></html>".encode(), source="a"
    )
    assert found.paragraphs[:2] == (
        "Bus baru berangkat pada pukul lima pagi.",
        "Bus terakhir kembali pukul sembilan malam.",
    )


def test_short_paragraphs_survive_on_a_page_of_divisions() -> None:
    texts = (PARAGRAPHS[0], "Hujan turun.", PARAGRAPHS[1], "“Ya,” jawabnya.", *PARAGRAPHS[2:])
    body = "".join(f"<div class='a1'><div class='b2'><span>{text}</span></div></div>" for text in texts)
    page = f"<html><body>{MENU}<div class='c3'>{body}</div>{FOOTER}</body></html>"
    assert html.extract(page.encode(), source="a").paragraphs == texts


def test_comments_are_left_out_before_extraction() -> None:
    found = html.extract(portal().encode(), source="a")
    assert not any("Mantap sekali" in text for text in found.paragraphs)


def test_table_rows_stay_together() -> None:
    rows = "<tr><td>Rute Timur</td><td>12 bus</td></tr><tr><td>Rute Barat</td><td>8 bus</td></tr>"
    filler = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = f"<html><body><article>{filler}<table>{rows}</table></article></body></html>"
    assert html.extract(page.encode(), source="a").paragraphs[-2:] == (
        "Rute Timur | 12 bus",
        "Rute Barat | 8 bus",
    )


def test_text_kept_for_scripts_is_found() -> None:
    body = "\n".join(PARAGRAPHS)
    page = f"<html><head>{linked(articleBody=body)}</head><body><div id='app'>Memuat…</div></body></html>"
    assert html.extract(page.encode(), source="a").paragraphs == PARAGRAPHS
    marked = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    page = f"<html><head>{linked(articleBody=marked)}</head><body></body></html>".replace("</p>", "<\\/p>")
    assert html.extract(page.encode(), source="a").paragraphs == PARAGRAPHS


QUOTED = "“Kami ingin warga di pinggiran tidak perlu berjalan jauh – itu janji kami,” ujarnya di Café Sari."


@pytest.mark.parametrize(
    ("codec", "declared"),
    [
        ("utf-8", "iso-8859-1"),  # stored anew, the old declaration left in place
        ("utf-8-sig", "windows-1252"),
        ("cp1252", "iso-8859-1"),  # what browsers take Latin-1 for
        ("cp1252", "no-such-charset"),
        ("utf-16", "utf-8"),
        ("utf-16-le", "utf-8"),
        ("utf-16-be", "utf-8"),
        ("utf-32", "utf-8"),
    ],
)
def test_encodings(codec: str, declared: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body><p>{QUOTED}</p></body></html>'
    assert QUOTED in encoding.decode(page.encode(codec), source="a")


@pytest.mark.parametrize("misread", ["mac_roman", "cp1252", "latin-1"])
def test_what_was_misread_and_written_again_is_mended(misread: str) -> None:
    garbled = encoding.decode_as(QUOTED.encode(), [misread])
    assert garbled is not None
    assert garbled != QUOTED
    page = f"<html><body><p>{garbled}</p><p>{garbled}</p></body></html>"
    assert encoding.mended(garbled) == QUOTED
    assert QUOTED in html.extract(page.encode(), source="a").paragraphs


@pytest.mark.parametrize(
    "text", [QUOTED, "SÃO PAULO", "Akar itu 2√π.", "Château «Â»", "harga € 5, ™ dan † 2020"]
)
def test_what_was_read_well_stays(text: str) -> None:
    assert encoding.mended(text) == text


def test_bytes_no_encoding_explains_become_marks() -> None:
    text = encoding.decode(b"<p>harga \xe2\x82 naik \xff</p>" + "café ".encode() * 50, source="a")
    assert text.startswith("<p>harga ")
    assert "naik" in text


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"   \n ",
        b"<html><body></body></html>",
        b"<html><head><title>Judul</title></head><body><h1>Judul</h1></body></html>",
        b"<!-- hanya komentar -->",
    ],
)
def test_page_without_article(page: bytes) -> None:
    with pytest.raises(EmptyArticle, match=r"^kosong\.html: "):
        html.read(page, source="kosong.html", origin="/kosong.html")


@pytest.mark.parametrize(
    ("bomb", "reason"),
    [
        ("<div>" * 10_000 + "x", "nested too deep"),
        ("<p>" * 1_000_000, "more than 30,000 tags"),
        ("<div " + " ".join(f"a{n}" for n in range(50_000)) + ">", "too many attributes"),
        ("<div a='>' " + " ".join(f"a{n}='<x>'" for n in range(50_000)) + ">", "too many attributes"),
        ("<!--><div " + "a " * 50_000 + ">", "too many attributes"),
    ],
)
def test_bombs_are_refused_before_they_are_parsed(bomb: str, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason):
        html.extract(f"<html><body>{bomb}".encode(), source="a")


def test_what_only_looks_like_a_bomb_is_read() -> None:
    script = "<script>" + "if (a<b && c>d) { e = '<p x y z>'; }\n" * 50_000 + "</script>"
    picture = f"<img src='data:image/png;base64,{'A' * 2_000_000}'>"
    comment = "<!-- " + "<p> " * 50_000 + "-->"
    found = html.extract(page_of(script + comment, picture), source="a")
    assert set(PARAGRAPHS) <= set(found.paragraphs)
