"""Whatever a file holds, it becomes an Article or an ArticleError that names it, and the others go in."""

from __future__ import annotations

import gzip
import json
import random
from typing import TYPE_CHECKING

import pytest
from filemaking import column, docx_of, pdf, repacked, word_paragraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qabot.articles import ReadOptions, read_all
from qabot.articles.media import SUFFIXES
from qabot.errors import ArticleError, EmptyArticle
from qabot.types import Article

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TITLE = "Kebun Kota Panen Perdana"
SENTENCES = (
    "Kebun bersama di atap Pasar Melati menghasilkan 340 kilogram sayuran pada panen perdana hari Minggu.",
    "Pengelola kebun, Ratih Wibowo, mengatakan hasilnya dibagikan kepada 85 keluarga di sekitar pasar.",
    "“Kami tidak menjualnya dulu,” ujar Ratih saat ditemui di lokasi.",
)
GOOD = f"{TITLE}\n\n" + "\n\n".join(SENTENCES) + "\n"


def outcome(
    folder: Path, name: str, data: bytes, options: ReadOptions | None = None
) -> list[Article | ArticleError]:
    """What a folder gives that holds the file and, after it, a sound one. Checks what always holds."""
    (folder / name).write_bytes(data)
    (folder / "zz-sehat.txt").write_text(GOOD, encoding="utf-8")
    *found, sound = read_all([str(folder)], options or ReadOptions())
    assert isinstance(sound, Article)
    assert (sound.source, sound.title) == ("zz-sehat.txt", TITLE)
    assert [sound.paragraph_text(paragraph) for paragraph in sound.paragraphs] == list(SENTENCES)
    assert found
    for result in found:
        if isinstance(result, ArticleError):
            assert result.source.startswith(name)
            assert str(result).startswith(result.source)
            assert result.reason
            continue
        assert result.source.startswith(name)
        assert result.origin.startswith(str(folder / name))
        end = 0
        for number, paragraph in enumerate(result.paragraphs, start=1):
            assert paragraph.number == number
            assert end <= paragraph.start < paragraph.end <= len(result.text)
            assert result.paragraph_text(paragraph).strip() == result.paragraph_text(paragraph)
            end = paragraph.end
    return found


def only(folder: Path, name: str, data: bytes, options: ReadOptions | None = None) -> Article | ArticleError:
    (result,) = outcome(folder, name, data, options)
    return result


def as_txt(text: str) -> bytes:
    return text.encode()


def as_html(text: str) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in text.split("\n") if line.strip())
    return f"<html><head><meta charset='utf-8'></head><body><article>{body}</article></body></html>".encode()


def as_docx(text: str) -> bytes:
    from xml.sax.saxutils import escape

    return docx_of("".join(word_paragraph(escape(line)) for line in text.split("\n") if line.strip()))


def as_json(text: str) -> bytes:
    return json.dumps({"title": TITLE, "text": text}).encode()


TEXT_FORMATS: dict[str, Callable[[str], bytes]] = {
    ".txt": as_txt,
    ".md": as_txt,
    ".html": as_html,
    ".docx": as_docx,
    ".jsonl": as_json,
    ".jsonl.gz": lambda text: gzip.compress(as_json(text)),
}
"""Writers of the formats that hold any text; PDF's standard fonts hold Western letters only."""

every_suffix = pytest.mark.parametrize("suffix", sorted(SUFFIXES))
every_text_format = pytest.mark.parametrize("suffix", sorted(TEXT_FORMATS))


@every_suffix
@pytest.mark.parametrize(
    "data", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", b"\0"], ids=["none", "blank", "mark", "nul"]
)
def test_empty(tmp_path: Path, suffix: str, data: bytes) -> None:
    if suffix.startswith((".jsonl", ".ndjson")) and not data.strip():
        (tmp_path / f"a{suffix}").write_bytes(data)
        # A file of no lines is a list of no articles, which is no fault.
        assert list(read_all([str(tmp_path / f"a{suffix}")])) == []
        return
    result = only(tmp_path, f"a{suffix}", data)
    assert isinstance(result, ArticleError)
    assert result.mend


@every_suffix
@pytest.mark.parametrize("seed", range(3))
def test_binary_garbage(tmp_path: Path, suffix: str, seed: int) -> None:
    garbage = random.Random(seed).randbytes(50_000)
    results = outcome(tmp_path, f"a{suffix}", garbage)
    assert all(isinstance(result, ArticleError) for result in results)


@every_suffix
def test_file_of_another_kind(tmp_path: Path, suffix: str) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(5_000)
    assert all(isinstance(result, ArticleError) for result in outcome(tmp_path, f"a{suffix}", picture))


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(tmp_path: Path, suffix: str, codec: str) -> None:
    data = TEXT_FORMATS[suffix](GOOD).decode().replace("<meta charset='utf-8'>", "").encode(codec)
    result = only(tmp_path, f"a{suffix}", data)
    assert isinstance(result, Article)
    assert [result.paragraph_text(paragraph) for paragraph in result.paragraphs][-3:] == list(SENTENCES)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_broken_utf8_is_read_around(tmp_path: Path, suffix: str) -> None:
    broken = GOOD.replace("dibagikan", "diba\udcffgikan").encode(errors="surrogateescape")
    data = (
        TEXT_FORMATS[suffix]("@").replace(b"@", broken.replace(b"\n\n", b"</p><p>"))
        if suffix == ".html"
        else broken
    )
    result = only(tmp_path, f"a{suffix}", data)
    assert isinstance(result, Article)
    assert any(text == SENTENCES[0] for text in (result.paragraph_text(p) for p in result.paragraphs))


STRANGE = (
    "דובר העירייה אמר כי \u202eהגן\u202c נפתח ביום ראשון 👩\u200d🌾 לכל תושבי השכונה ללא תשלום נוסף.",
    "قال المتحدث باسم البلدية إن الحديقة افتتحت يوم الأحد لجميع السكان دون أي رسوم إضافية.",
    "Panen\u200b per\u00addana 🎉🎉 itu\u2060 dihadiri 85 keluarga\ufeff, kata Ratih Wibowo di atap pasar.",
    "Z̸̡a̷l̴g̵o̶ e\u0301criture fullwidth ＡＢＣ ١٢٣ dan 𝕜𝕒𝕥𝕒 𝕒𝕟𝕖𝕙 terbaca juga sebagai kalimat biasa di sini.",
)


@every_text_format
def test_other_scripts_emoji_and_invisible_characters(tmp_path: Path, suffix: str) -> None:
    result = only(tmp_path, f"a{suffix}", TEXT_FORMATS[suffix]("\n\n".join((*SENTENCES, *STRANGE))))
    assert isinstance(result, Article)
    texts = [result.paragraph_text(paragraph) for paragraph in result.paragraphs]
    assert set(SENTENCES) <= set(texts)
    assert any("👩\u200d🌾" in text for text in texts)
    assert any("قال المتحدث" in text for text in texts)


@every_text_format
def test_one_line_of_a_megabyte(tmp_path: Path, suffix: str) -> None:
    sentence = SENTENCES[0] + " "
    result = only(tmp_path, f"a{suffix}", TEXT_FORMATS[suffix](sentence * (2**20 // len(sentence))))
    assert isinstance(result, Article)
    covered = sum(paragraph.end - paragraph.start for paragraph in result.paragraphs)
    assert covered > 0.99 * 2**20


@every_text_format
def test_one_word_of_a_megabyte(tmp_path: Path, suffix: str) -> None:
    only(tmp_path, f"a{suffix}", TEXT_FORMATS[suffix]("a" * 2**20))


@every_text_format
def test_several_megabytes_of_paragraphs(tmp_path: Path, suffix: str) -> None:
    lines = [
        f"Pada hari ke-{n} panen {n * 7 % 97} kilogram. " + f"{SENTENCES[n % 3]} " * 6 for n in range(4_000)
    ]
    result = only(tmp_path, f"a{suffix}", TEXT_FORMATS[suffix]("\n\n".join(lines)))
    assert isinstance(result, Article)
    assert len(result.text) > 2_000_000
    assert len(result.paragraphs) == len(lines)


@every_suffix
def test_file_over_the_limit_is_not_read(tmp_path: Path, suffix: str) -> None:
    line = b'{"text": "' + b"a" * 5_000_000 + b'"}'
    data = gzip.compress(line) if suffix.endswith(".gz") else line
    limit = ReadOptions(max_bytes=4_000 if not suffix.endswith(".gz") else 1_000_000)
    (tmp_path / f"a{suffix}").write_bytes(data)
    (result,) = read_all([str(tmp_path / f"a{suffix}")], limit)
    assert isinstance(result, ArticleError)
    assert "larger than" in result.reason or "longer than" in result.reason


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 50_000,
        "<p>kata" * 500_000,
        "<table>" * 20_000,
        "<div " + "a=1 " * 200_000 + ">",
        "<div a='" + "x" * 5_000_000 + "'>",
        "<!--" * 500_000,
        "<script>" * 20_000,
        "<" * 2_000_000,
        "&" * 2_000_000,
        "&lt;" * 500_000,
        '<script type="application/ld+json">' + "[" * 500_000 + "</script>",
        '<script type="application/ld+json">' + '{"author":' * 100_000 + "</script>",
    ],
    ids=lambda bomb: bomb[:12],
)
def test_html_bombs(tmp_path: Path, bomb: str) -> None:
    only(tmp_path, "bom.html", f"<html><body>{bomb}".encode())


def test_html_bomb_behind_an_article_is_refused_or_read_but_never_followed(tmp_path: Path) -> None:
    page = as_html(GOOD).replace(b"</article>", b"</article>" + b"<i>" * 200_000)
    assert isinstance(only(tmp_path, "bom.html", page), ArticleError)


@pytest.mark.parametrize(
    "replaced",
    [
        {"word/document.xml": b" " * 100_000_000},
        {"word/media/besar.bin": bytes(100_000_000)},
        {f"x/{number}.bin": bytes(1_000_000) for number in range(60)},
    ],
    ids=["text", "picture", "many"],
)
def test_zip_bombs(tmp_path: Path, replaced: dict[str, bytes]) -> None:
    result = only(tmp_path, "bom.docx", repacked(as_docx(GOOD), replaced))
    assert isinstance(result, ArticleError)
    assert "unpacks to" in result.reason


def test_gzip_bomb(tmp_path: Path) -> None:
    result = only(tmp_path, "bom.jsonl.gz", gzip.compress(b" " * 100_000_000))
    assert isinstance(result, ArticleError)
    assert "longer than" in result.reason


@pytest.mark.parametrize("share", [0.01, 0.3, 0.7, 0.95])
@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".jsonl.gz", ".html", ".md"])
def test_truncated(tmp_path: Path, suffix: str, share: float) -> None:
    whole = pdf([column([TITLE, *SENTENCES])]) if suffix == ".pdf" else TEXT_FORMATS[suffix](GOOD)
    result = only(tmp_path, f"putus{suffix}", whole[: int(share * len(whole))])
    if suffix in (".pdf", ".docx", ".jsonl.gz"):
        assert isinstance(result, ArticleError)
        assert "damaged" in result.reason or "no sound" in result.reason


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".html", ".jsonl.gz", ".md", ".txt"])
@pytest.mark.parametrize("seed", range(8))
def test_flipped_bytes(tmp_path: Path, suffix: str, seed: int) -> None:
    whole = bytearray(pdf([column([TITLE, *SENTENCES])]) if suffix == ".pdf" else TEXT_FORMATS[suffix](GOOD))
    chance = random.Random(seed)
    for _ in range(max(3, len(whole) // 200)):
        whole[chance.randrange(len(whole))] = chance.randrange(256)
    outcome(tmp_path, f"rusak{suffix}", bytes(whole))


def test_broken_rows_of_json_lines_are_named_and_the_others_go_in(tmp_path: Path) -> None:
    rows: list[bytes] = [
        as_json(GOOD),
        b'{"text": ',
        b"[1, 2]",
        b'{"judul": "tanpa isi"}',
        b"\xff\xfe\x00",
        b"",
        b'{"text": 7}',
        b"[" * 100_000,
        b'{"text": "\\ud800 ' + SENTENCES[0].encode() + b'"}',
        as_json(GOOD.replace("340", "341")),
    ]
    results = outcome(tmp_path, "baris.jsonl", b"\n".join(rows))
    names = [result.source for result in results]
    assert [name.partition("#")[2] for name in names] == ["1", "2", "3", "4", "5", "7", "8", "9", "10"]
    assert [isinstance(result, Article) for result in results] == [True] + [False] * 6 + [True] * 2
    assert isinstance(results[3], EmptyArticle)


def test_front_matter_of_every_shape(tmp_path: Path) -> None:
    for number, matter in enumerate(
        (
            "title: [a, b",
            "!!python/object/apply:os.system [ls]",
            "a: &a [*a]",
            "- satu",
            "x: " + "[" * 5_000,
            "\0",
        )
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        result = only(folder, "a.md", f"---\n{matter}\n---\n\n{GOOD}".encode())
        assert isinstance(result, Article)
        assert SENTENCES[1] in result.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400), suffix=st.sampled_from(sorted(SUFFIXES)))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str) -> None:
    folder = tmp_path_factory.mktemp("acak")
    (folder / f"a{suffix}").write_bytes(data)
    for result in read_all([str(folder / f"a{suffix}")]):
        assert isinstance(result, (Article, ArticleError))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300), suffix=st.sampled_from(sorted(TEXT_FORMATS)))
def test_any_text(tmp_path_factory: pytest.TempPathFactory, text: str, suffix: str) -> None:
    folder = tmp_path_factory.mktemp("acak")
    try:
        data = TEXT_FORMATS[suffix](text)
    except ValueError:  # what Word files and UTF-8 cannot hold
        return
    (folder / f"a{suffix}").write_bytes(data)
    for result in read_all([str(folder / f"a{suffix}")]):
        assert isinstance(result, (Article, ArticleError))
        if isinstance(result, Article):
            assert all(result.paragraph_text(paragraph).strip() for paragraph in result.paragraphs)
