"""From files, folders, globs and URLs to articles: plain text, Markdown, JSON lines, and what goes wrong."""

from __future__ import annotations

import gzip
import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar

import pytest

from qabot.articles import ReadOptions, read, read_all
from qabot.errors import ArticleError, EmptyArticle, UnsupportedFormat
from qabot.types import Article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TITLE = "Kereta Wisata ke Danau Toba Beroperasi Lagi"
LEAD = "Kereta wisata menuju Danau Toba beroperasi lagi setelah rel yang longsor selesai diperbaiki."
BODY = "Tiket dijual mulai Rp 75.000 dan dapat dipesan di stasiun maupun lewat aplikasi."
PAGE = f"{TITLE}\n\n{LEAD}\n\n{BODY}\n"


def one(path: Path) -> Article:
    (article,) = read(str(path))
    return article


def texts(article: Article) -> list[str]:
    return [article.paragraph_text(paragraph) for paragraph in article.paragraphs]


def everything(
    *sources: object, options: ReadOptions | None = None
) -> tuple[list[Article], list[ArticleError]]:
    found = list(read_all([str(source) for source in sources], options or ReadOptions()))
    return (
        [item for item in found if isinstance(item, Article)],
        [item for item in found if isinstance(item, ArticleError)],
    )


# Plain text.


def test_plain_text_is_the_file_itself(tmp_path: Path) -> None:
    path = tmp_path / "toba.txt"
    path.write_bytes(
        ("\ufeff" + PAGE.replace("Danau Toba", "Danau\u00a0Toba")).replace("\n", "\r\n").encode()
    )
    article = one(path)
    on_disk = path.read_text(encoding="utf-8-sig")
    assert article.text == on_disk
    assert article.title == TITLE.replace("Danau Toba", "Danau\u00a0Toba")
    assert [on_disk[p.start : p.end] for p in article.paragraphs] == texts(article)
    assert len(texts(article)) == 2
    assert (article.source, article.origin) == ("toba.txt", str(path.resolve()))
    assert article.language == "id"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "page.txt"
    quoted = LEAD.replace("Danau Toba", "“Danau Toba” – café")
    path.write_text(f"{TITLE}\n\n{quoted}\n\n{BODY}", encoding=encoding)
    assert texts(one(path)) == [quoted, BODY]


def test_a_few_broken_bytes_do_not_spoil_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(f"{TITLE}\n\n“{LEAD}”\n\n".encode() + b"Tiket \xff dijual mulai besok pagi.")
    assert texts(one(path)) == [f"“{LEAD}”", "Tiket \ufffd dijual mulai besok pagi."]


@pytest.mark.parametrize("data", [b"", b"  \n \n", "\ufeff".encode(), b"\xff\xfe"])
def test_an_empty_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    with pytest.raises(EmptyArticle, match=r"page\.txt"):
        one(path)


def test_binary_data_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(bytes(range(256)) * 40)
    with pytest.raises(ArticleError, match=r"page\.txt.*binary"):
        one(path)


def test_a_line_of_a_megabyte(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(f"{TITLE}\n\n{(LEAD + ' ') * 11_000}\n{BODY}", encoding="utf-8")
    assert [len(text) > 1_000_000 for text in texts(one(path))] == [True, False]


# Markdown.


def test_front_matter_and_markup(tmp_path: Path) -> None:
    path = tmp_path / "toba.md"
    path.write_text(
        f"""---
title: "{TITLE}"
authors: [Rina Wulandari, Budi Santosa]
date: 2021-06-04 08:30
outlet: Kabar Danau
---

# Another heading

Kereta wisata menuju **Danau Toba** beroperasi [lagi](https://kabar.example/rel) setelah rel
yang *longsor* selesai `diperbaiki`.

![Foto kereta di stasiun](kereta.jpg)

> "Kami senang sekali," kata seorang penumpang pertama.

- Dewasa: Rp 75.000
- Anak: Rp 40.000

<div class="ad">Iklan</div>

{BODY}
""",
        encoding="utf-8",
    )
    article = one(path)
    assert article.title == TITLE
    assert (article.author, article.publisher) == ("Rina Wulandari, Budi Santosa", "Kabar Danau")
    assert article.published == "2021-06-04T08:30"
    assert [" ".join(text.split()) for text in texts(article)] == [
        LEAD,
        '"Kami senang sekali," kata seorang penumpang pertama.',
        "- Dewasa: Rp 75.000 - Anak: Rp 40.000",
        BODY,
    ]
    assert "**" not in article.text
    assert "https://" not in article.text
    assert "kereta.jpg" not in article.text


def test_the_first_heading_is_the_title_where_front_matter_names_none(tmp_path: Path) -> None:
    path = tmp_path / "toba.md"
    path.write_text(f"# {TITLE}\n\n{LEAD}\n\n## Harga Tiket\n\n{BODY}\n", encoding="utf-8")
    article = one(path)
    assert article.title == TITLE
    assert texts(article) == [LEAD, BODY]


@pytest.mark.parametrize(
    "opening",
    [
        "---\n[not: a: mapping\n---\n",
        "---\n- just\n- a list\n---\n",
        "---\ndate: 2021-99-99\n---\n",
        "---\n&a [*a, *a]\n---\n",
        "---\n" + "[" * 1500 + "\n---\n",
        "---\nnever closed\n\n",
    ],
)
def test_front_matter_that_is_none_does_no_harm(tmp_path: Path, opening: str) -> None:
    path = tmp_path / "toba.md"
    path.write_text(f"{opening}\n# {TITLE}\n\n{LEAD}\n\n{BODY}\n", encoding="utf-8")
    article = one(path)
    assert article.published is None
    assert texts(article)[-2:] == [LEAD, BODY]


def test_markdown_table_rows_are_lines(tmp_path: Path) -> None:
    path = tmp_path / "toba.md"
    table = "| Kelas | Harga |\n|---|---|\n| Ekonomi | 75.000 |\n| Bisnis | 120.000 |"
    path.write_text(f"# {TITLE}\n\n{LEAD}\n\n{table}\n\n{BODY}\n", encoding="utf-8")
    assert "Ekonomi | 75.000" in one(path).text
    assert any("Ekonomi | 75.000" in text for text in texts(one(path)))


def test_deep_nesting_is_read(tmp_path: Path) -> None:
    path = tmp_path / "toba.md"
    path.write_text(
        f"# {TITLE}\n\n{LEAD}\n\n{'> ' * 3000}dalam\n\n{'- ' * 3000}dalam\n\n{BODY}\n", encoding="utf-8"
    )
    assert LEAD in texts(one(path))


# JSON lines.

RECORDS = [
    {
        "title": TITLE,
        "text": f"{LEAD}\n{BODY}",
        "date": "2021-06-04",
        "outlet": "kabar",
        "author": "Rina Wulandari",
    },
    {"judul": TITLE, "isi": [BODY, LEAD], "published": "4 Juni 2021 08:30", "publisher": {"name": "Kabar"}},
    {"headline": TITLE, "content": LEAD, "url": "https://kabar.example/toba", "authors": ["Rina", "Budi"]},
]


@pytest.mark.parametrize("packed", [False, True])
def test_json_lines(tmp_path: Path, packed: bool) -> None:
    data = "\n".join(json.dumps(record) for record in RECORDS).encode()
    path = tmp_path / ("news.jsonl.gz" if packed else "news.jsonl")
    path.write_bytes(gzip.compress(data) if packed else data)
    first, second, third = read(str(path))
    assert (first.title, texts(first)) == (TITLE, [LEAD, BODY])
    assert (first.published, first.publisher, first.author) == ("2021-06-04", "kabar", "Rina Wulandari")
    assert (first.source, first.origin) == (f"{path.name}#1", f"{path.resolve()}#1")
    assert (second.published, second.publisher, texts(second)) == ("2021-06-04T08:30", "Kabar", [BODY, LEAD])
    assert third.source == "https://kabar.example/toba"
    assert third.origin == f"{path.resolve()}#https://kabar.example/toba"
    assert third.author == "Rina, Budi"


def test_bad_lines_are_reported_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    good = json.dumps(RECORDS[0])
    path.write_text(
        "\n".join([good, "{broken", "[1, 2]", '{"title": "x"}', "", "[" * 100_000, good]), encoding="utf-8"
    )
    articles, errors = everything(path)
    assert [article.source for article in articles] == ["news.jsonl#1", "news.jsonl#7"]
    assert [error.source for error in errors] == [
        "news.jsonl#2",
        "news.jsonl#3",
        "news.jsonl#4",
        "news.jsonl#6",
    ]
    assert "title" in errors[2].reason
    with pytest.raises(ArticleError, match="#2"):
        list(read(str(path)))


def test_a_damaged_archive_gives_what_lies_before_the_damage(tmp_path: Path) -> None:
    lines = b"".join(
        json.dumps({"text": f"{LEAD} {n}. {os.urandom(400).hex()}"}).encode() + b"\n" for n in range(50)
    )
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(gzip.compress(lines)[:-9000])
    articles, errors = everything(path)
    assert 0 < len(articles) < 50
    assert ["damaged" in error.reason for error in errors] == [True]


def test_an_endless_line_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "' + b"a" * 3_000_000))
    articles, errors = everything(path, options=ReadOptions(max_bytes=100_000))
    assert articles == []
    assert "line 1 is longer" in errors[0].reason


def test_lone_surrogates_in_json_do_not_travel(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text('{"title": "\\ud800 Kereta", "text": "' + LEAD + ' \\udfff"}', encoding="utf-8")
    (article,) = read(str(path))
    assert article.text.encode("utf-8")


# Files, folders, globs.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.txt",
        "a.md",
        "deep/er/c.TXT",
        ".hidden.txt",
        ".git/d.txt",
        "picture.png",
        "deep/notes.log",
    ):
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.replace("Toba", f"Toba {name}"), encoding="utf-8")
    return tmp_path / "news"


def test_a_folder_is_read_sorted_with_all_below_it(folder: Path) -> None:
    articles, errors = everything(folder)
    assert [article.source for article in articles] == ["a.md", "b.txt", "deep/er/c.TXT"]
    assert errors == []


def test_globs(folder: Path) -> None:
    assert [a.source for a in everything(folder / "*.txt")[0]] == ["b.txt"]
    assert [a.source for a in everything(folder / "**" / "*.TXT")[0]][-1:] == ["deep/er/c.TXT"]
    assert [a.source for a in everything(folder / "*")[0]] == ["a.md", "b.txt", "deep/er/c.TXT"]
    articles, (error,) = everything(folder / "*.pdf")
    assert (articles, error.source) == ([], str(folder / "*.pdf"))


def test_a_file_named_twice_is_read_once(folder: Path) -> None:
    articles, errors = everything(folder / "b.txt", folder, folder / "b.txt")
    assert [article.source for article in articles] == ["b.txt", "a.md", "deep/er/c.TXT"]
    assert errors == []


def test_a_name_with_glob_signs_in_it_is_a_name_first(tmp_path: Path) -> None:
    path = tmp_path / "kereta[1].txt"
    path.write_text(PAGE, encoding="utf-8")
    assert one(path).source == "kereta[1].txt"
    assert [article.source for article in everything(path)[0]] == ["kereta[1].txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_links_that_lead_back_are_not_followed(folder: Path) -> None:
    (folder / "deep" / "back").symlink_to(folder, target_is_directory=True)
    (folder / "loop").symlink_to(folder / "loop")
    articles, errors = everything(folder)
    assert [article.source for article in articles] == ["a.md", "b.txt", "deep/er/c.TXT"]
    assert errors == []


def test_what_cannot_be_read_is_named_and_the_others_go_on(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").write_text("", encoding="utf-8")
    bare = tmp_path / "bare"
    bare.mkdir()
    articles, errors = everything(
        tmp_path / "nowhere.txt", folder / "picture.png", bare, folder, "~nobody-here/x.txt"
    )
    assert len(articles) == 3
    assert [error.source for error in errors] == [
        str(tmp_path / "nowhere.txt"),
        "picture.png",
        str(bare),
        "empty.txt",
        "~nobody-here/x.txt",
    ]
    assert [type(error) for error in errors] == [
        ArticleError,
        UnsupportedFormat,
        ArticleError,
        EmptyArticle,
        ArticleError,
    ]
    assert all(error.mend for error in errors)


@pytest.mark.parametrize("name", ["", "  ", "x" * 5000, "a\0b", "bad\nname.txt"])
def test_names_that_name_nothing(name: str) -> None:
    articles, errors = everything(name)
    assert articles == []
    assert [error.source for error in errors] == [name]


def test_a_file_too_large(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PAGE * 50, encoding="utf-8")
    articles, (error,) = everything(path, options=ReadOptions(max_bytes=1000))
    assert articles == []
    assert "larger" in error.reason


@pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all"
)
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    path.chmod(0)
    _, (error,) = everything(path)
    assert "cannot be read" in error.reason


# URLs: which reader a page goes to.


class Pages(BaseHTTPRequestHandler):
    pages: ClassVar[dict[str, tuple[str, bytes]]]

    def do_GET(self) -> None:
        content_type, data = self.pages[self.path.partition("?")[0]]
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Pages.pages = {
        "/plain": ("text/plain; charset=utf-8", PAGE.encode()),
        "/toba.md": ("text/plain", f"# {TITLE}\n\n{LEAD}\n\n{BODY}".encode()),
        "/news.jsonl": ("application/octet-stream", json.dumps(RECORDS[0]).encode()),
        "/image": ("image/png", b"\x89PNG"),
    }
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as listening:
        thread = threading.Thread(target=listening.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()
        thread.join()


@pytest.mark.parametrize("page", ["/plain", "/toba.md", "/news.jsonl", "/toba.md?from=feed"])
def test_a_url_goes_to_its_reader(server: str, page: str) -> None:
    articles, errors = everything(server + page, options=ReadOptions(allow_private_urls=True))
    assert errors == []
    assert [article.title for article in articles] == [TITLE]
    assert texts(articles[0]) == [LEAD, BODY]
    assert articles[0].origin.startswith(server + page)


def test_a_url_of_another_kind_and_one_that_is_refused(server: str) -> None:
    _, (error,) = everything(server + "/image", options=ReadOptions(allow_private_urls=True))
    assert "image/png" in error.reason
    _, (error,) = everything(server + "/plain")
    assert error.source == server + "/plain"
