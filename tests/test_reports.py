"""Our own questions on real news, which stays with the training data."""

from __future__ import annotations

import gzip
import json
import random
import re
from pathlib import Path

import pytest

from qabot.errors import UsageError
from qabot.training import field, reports

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="needs the news in ../shared/data")

FIRST = {
    "title": "Terminal Randu Ditutup Sebagian",
    "text": (
        "Dinas Perhubungan menutup tiga dari lima jalur mulai Senin. Sisanya tetap dibuka.\n"
        '"Tidak ada sopir yang keberatan," kata Ratri Simamora.'
    ),
    "outlet": "Warta Lembah",
    "date": "2024-03-05",
    "lang": "id",
}
SECOND = {"title": "Randu Terminal Reopens", "text": "All five lanes opened on Friday.", "lang": "en"} | {
    "outlet": "",
    "date": "",
}
ONE = f"""\
## small/{reports.key("small", FIRST)[6:]} small/{reports.key("small", SECOND)[6:]}
? y1:92,1:0 | Apakah sebagian Terminal Randu tetap dibuka? | Will part of Randu stay open? | randu msh buka?
? n1:32 | Apakah semua jalur Terminal Randu ditutup? | Are all lanes of Randu terminal closed?
? w1:114 [Ratri Simamora] | Siapa yang bicara soal sopir? | Who spoke about the drivers?
? w2:23 [Friday] | Kapan Terminal Randu dibuka lagi? | When did Randu open again?
? x | Berapa biaya penutupan Terminal Randu? | What does closing Randu terminal cost?
"""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    with gzip.open(tmp_path / "news" / "small.jsonl.gz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in (FIRST, SECOND))
    return tmp_path


def written(folder: Path, text: str) -> Path:
    (folder / "a.txt").write_text(text, encoding="utf-8")
    return folder


def test_questions_find_their_sentences_in_the_data(news: Path) -> None:
    (one,) = reports.load(news, written(news, ONE))
    first, second = one.articles
    assert (first.publisher, first.published, first.language) == ("Warta Lembah", "2024-03-05", "id")
    assert (second.publisher, second.published, second.language) == (None, None, "en")
    assert [[gold.quote for gold in asked.gold] for asked in one.asked if asked.language == "en"] == [
        ["Sisanya tetap dibuka.", "Terminal Randu Ditutup Sebagian"],
        ["Dinas Perhubungan menutup tiga dari lima jalur mulai Senin."],
        ['"Tidak ada sopir yang keberatan," kata Ratri Simamora.'],
        ["All five lanes opened on Friday."],
        [],
    ]
    assert [asked.verdict for asked in one.asked[:4]] == ["yes", "yes", "yes", "no"]
    examples = field.of_dossiers([one], random.Random(1))
    assert {example.answers for example in examples} == {True, False}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("? y1:92", "? y3:92"),
        ("? n1:32", "? n"),
        ("? x |", "? x1:0 |"),
        ("? n1:32", "? n1:32 [tiga]"),
        ("? x | Berapa", "? x Berapa"),
        ("? x |", "x |"),
        ("## small/", "## small/0"),
        ("## small/", "# small/"),
    ],
)
def test_what_cannot_be_read_is_named(news: Path, before: str, after: str) -> None:
    assert before in ONE
    wrong = ONE.replace(before, after, 1)
    with pytest.raises(UsageError, match=r"a-1: |is no header"):
        reports.load(news, written(news, f"{ONE}\n{wrong}"))


@needs_data
def test_every_question_finds_its_answer() -> None:
    found = reports.load(DATA)
    assert len(found) >= 2000
    assert 0.15 < sum(report.held_out for report in found) / len(found) < 0.25
    for report in found:
        places = {text for _, text in report.paragraphs}
        for asked in report.asked:
            assert all(any(gold.quote in place for place in places) for gold in asked.gold), asked.name
            if asked.answer is not None:
                assert asked.answer in asked.gold[0].quote, asked.name


@needs_data
def test_questions_are_in_our_own_words() -> None:
    """What the repository holds is our own: no question repeats ten words of its articles in a row."""
    words = re.compile(r"\w+")
    for report in reports.load(DATA)[::10]:
        texts = [f" {' '.join(words.findall(text.lower()))} " for _, text in report.paragraphs]
        for asked in report.asked:
            said = words.findall(asked.question.lower())
            for at in range(len(said) - 9):
                assert not any(f" {' '.join(said[at : at + 10])} " in text for text in texts), asked.name
