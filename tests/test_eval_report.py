"""``qabot eval all``: one page that stands alone, says what it left out, and links errors to passages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html
from readermaking import TableReader

from qabot import QABot, Settings
from qabot.cli import run
from qabot.cli.exits import Exit
from qabot.errors import ModelError
from qabot.evaluation import page, report
from qabot.retrieval import load_embedder

if TYPE_CHECKING:
    from pathlib import Path

READ = [
    {
        "question": "right",
        "context": "Kolam <baru> itu dibuka Rudi.",
        "answers": ["Rudi"],
        "answerable": True,
    },
    {"question": "wrong", "context": "Kolam itu ditutup Sari.", "answers": [], "answerable": False},
]
PAIRS = [
    {"premise": "Kolam itu dibuka.", "hypothesis": "for", "label": "entailment"},
    {"premise": "Kolam itu ditutup & dikuras.", "hypothesis": "for", "label": "contradiction"},
]
READER = TableReader({"right": (2.0, "Rudi"), "wrong": (1.0, "Sari"), "for": (0.8, 0.1, 0.1)})
ASKED = [
    {
        "id": "q 1",
        "lang": "id",
        "type": "who",
        "question": "Siapa yang memastikan jembatan itu tidak akan dibuka?",
        "answerable": True,
        "answer": "Nobody <of> that name",
        "gold": [{"file": "library.md", "quote": "seats for 140 visitors"}],
    },
    {
        "id": "q2",
        "lang": "id",
        "type": "howmany",
        "question": "Berapa pedagang di Pasar Apung yang menerima pembayaran digital?",
        "answerable": True,
        "answer": "62",
        "gold": [{"file": "pasar.txt", "quote": "Sebanyak 62 pedagang di Pasar Apung"}],
    },
]


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a little of everything."""
    folder = tmp_path / "data"
    beir = folder / "eval" / "retrieval" / "kecil"
    texts = {"d1": "Kolam renang dibuka Rudi.", "d2": "Pasar ikan pindah ke pelabuhan."}
    write(beir / "corpus.jsonl", [{"_id": key, "text": text} for key, text in texts.items()])
    write(beir / "queries.jsonl", [{"_id": "q1", "text": "Siapa yang membuka kolam renang?"}])
    (beir / "qrels.tsv").write_text("q1\td1\t1\n", encoding="utf-8")
    write(folder / "eval" / "reader" / "kecil-valid.jsonl", READ)
    write(folder / "nli" / "kecil-valid.jsonl", PAIRS)
    write(folder / "nli" / "kecil-train.jsonl", PAIRS)
    write(folder / "nli" / "lain-valid.jsonl", [PAIRS[0], PAIRS[1] | {"label": "not_entailment"}])
    return folder


def parsed(text: str) -> Any:
    document = html.fromstring(text)
    ids = [element.get("id") for element in document.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)
    for link in document.iter("a"):
        assert link.get("href").startswith("#")
        assert link.get("href")[1:] in ids
    assert not [*document.iter("script", "link", "img", "iframe", "object")]
    assert "url(" not in text
    assert "@import" not in text
    return document


def test_the_page_of_everything(data: Path, news_index: Path, tmp_path: Path) -> None:
    asked = tmp_path / "asked.jsonl"
    write(asked, ASKED)
    said: list[str] = []
    with QABot.open(news_index, settings=Settings()) as bot:
        text = report.build(
            [
                report.retrieval_part(data, load_embedder(), said.append),
                report.reader_part(data, READER, said.append),
                report.stance_part(data, READER, said.append),
                *report.answer_parts(asked, bot, said.append),
            ]
        )
    document = parsed(text)
    words = " ".join(document.text_content().split())
    assert [part.get("id") for part in document.iter("section")] == [
        *("retrieval", "reader", "stance", "questions", "calibration", "passages"),
    ]
    assert "Not measured" not in words
    assert "recall@1, reranked, kecil" in words
    for section, plots in {
        "retrieval": 1,
        "reader": 1,
        "stance": 0,
        "questions": 1,
        "calibration": 2,
    }.items():
        assert len(document.get_element_by_id(section).findall(".//svg")) == plots
    assert "1 of 2 went wrong" in " ".join(document.get_element_by_id("reader").text_content().split())
    stances = " ".join(document.get_element_by_id("stance").text_content().split())
    assert "entailment, and is contradiction" in stances
    assert "ditutup & dikuras" in stances
    assert ("kecil-train" in stances, "lain-valid" in stances) == (False, False)
    assert said[0] == "retrieval: kecil"
    # the answer that went wrong, and the one that did not
    missed = document.get_element_by_id("q-q-1")
    assert "Wanted: Nobody <of> that name" in missed.text_content()
    assert 'id="q-q2"' not in text
    passage = document.get_element_by_id(missed.findall(".//a")[0].get("href")[1:])
    assert "jembatan itu tidak akan dibuka" in passage.find(".//mark").text_content()
    assert passage.findall(".//a")[-1].get("href") == "#q-q-1"


def test_what_is_not_there_is_skipped_and_said(tmp_path: Path) -> None:
    parts = [
        report.retrieval_part(tmp_path, load_embedder(), print),
        report.reader_part(None, READER, print),
        report.stance_part(tmp_path, ModelError("The reader is <gone>."), print),
        *report.answer_parts(None, None, print),
    ]
    words = " ".join(parsed(report.build(parts)).text_content().split())
    assert words.count("Not measured:") == 5
    assert "holds no eval/retrieval/ to measure on" in words
    assert "no data were given" in words
    assert "The reader is <gone>." in words
    assert "no questions were given" in words


def test_text_is_text_wherever_it_comes_from() -> None:
    bad = "<script>alert('x')</script>"
    part = page.Part(
        "one",
        bad,
        page.table([bad], [[bad]]) + page.heading(bad) + page.note(bad) + page.skipped(bad)
        + page.marked(bad, 3, 9) + page.marked(bad, 0, 0) + page.folded(bad, ["x"]),
        ((bad, bad),),
    )  # fmt: skip
    document = parsed(page.page(bad, bad, [part]))
    assert document.find(".//mark").text_content() == "ript>a"
    assert page.folded("nothing", []) == ""
    assert [page.shown(value) for value in (None, 0.25, 1234, "x")] == ["–", "0.250", "1,234", "x"]


def test_the_command_writes_one_page(
    tmp_path: Path, articles_folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    asked, folder = tmp_path / "asked.jsonl", tmp_path / "a" / "report"
    write(asked, ASKED)
    arguments = ["eval", "all", "--report", str(folder)]
    assert run([*arguments, "--questions", str(asked), "--articles", str(articles_folder)]) == Exit.OK
    shown = capfd.readouterr()
    assert shown.out.strip() == str(folder / "report.html")
    assert "2 from asked.jsonl" in shown.err
    document = parsed((folder / "report.html").read_text(encoding="utf-8"))
    assert document.get_element_by_id("calibration") is not None
    assert run(arguments) == Exit.USAGE
    assert "nothing to measure" in capfd.readouterr().err
