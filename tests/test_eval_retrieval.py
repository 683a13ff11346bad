"""``qabot eval retrieval``: folders in BEIR layout, as people pack them, and what is printed."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from qabot.cli import run
from qabot.cli.exits import Exit
from qabot.errors import UsageError
from qabot.evaluation import retrieval as evaluation
from qabot.retrieval import load_embedder

if TYPE_CHECKING:
    from pathlib import Path

CORPUS = {
    "d1": ("", "Gunung Sumbing Kecil meletus pada Rabu pagi dan warga empat desa mengungsi."),
    "d2": ("Pasar Ikan", "Pasar ikan Muara Tebo dipindahkan ke gedung baru dekat pelabuhan."),
    "d3": ("", "Pembangunan jalan layang Simpang Tujuh selesai dua bulan lebih cepat."),
    "d4": ("", "Perpustakaan keliling kini mengunjungi sekolah di pegunungan setiap Jumat."),
    "d5": ("", "Petani tembakau mengeluhkan harga pupuk yang naik dua kali lipat."),
    "d6": ("", "The choir of Elm Street won the singing contest for the third time."),
}
QUERIES = {
    "q1": "Gunung apa yang meletus pada Rabu?",
    "q2": "Di mana pasar ikan Muara Tebo sekarang?",
    "q3": "Who won the singing contest?",
    "q4": "Which volcano erupted on Wednesday?",
    "unjudged": "Siapa bupatinya?",
    "only zeros": "Apa kabar?",
    "gone": "Kapan banjir?",
}
QRELS = [
    ("q1", "d1", "1"), ("q2", "d2", "2"), ("q2", "d4", "0"), ("q3", "d6", "1"), ("q4", "d1", "1"),
    ("only zeros", "d3", "0"), ("gone", "d99", "1"), ("never asked", "d3", "1"),
]  # fmt: skip
METRICS = ["recall@1", "recall@5", "recall@20", "mrr@10", "ndcg@10"]


def rows_of(found: dict[str, Any]) -> str:
    lines = []
    for key, value in found.items():
        row = {"_id": key, "text": value} if isinstance(value, str) else {
            "_id": key, "title": value[0], "text": value[1], "metadata": {},
        }  # fmt: skip
        lines.append(json.dumps(row, ensure_ascii=False))
    return "\n".join(lines) + "\n"


def qrels(header: bool = True, end: str = "\n") -> str:
    lines = ["query-id\tcorpus-id\tscore"] if header else []
    return end.join(lines + ["\t".join(row) for row in QRELS]) + end


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small BEIR folder of plain files."""
    made = tmp_path / "berita-kecil"
    made.mkdir()
    (made / "corpus.jsonl").write_text(rows_of(CORPUS), encoding="utf-8")
    (made / "queries.jsonl").write_text(rows_of(QUERIES), encoding="utf-8")
    (made / "qrels.tsv").write_text(qrels(), encoding="utf-8")
    return made


def pack(path: Path) -> None:
    path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
    path.unlink()


def test_a_folder_is_read_and_questions_that_cannot_be_judged_are_left_out(folder: Path) -> None:
    data = evaluation.load(folder)
    assert data.name == "berita-kecil"
    assert data.corpus == CORPUS
    assert set(data.queries) == {"q1", "q2", "q3", "q4"}
    assert data.qrels["q2"] == {"d2": 2.0, "d4": 0.0}


@pytest.mark.parametrize("layout", ["gzipped", "qrels/test.tsv", "qrels/test.tsv.gz", "no header", "windows"])
def test_the_layouts_people_use_say_the_same(folder: Path, layout: str) -> None:
    expected = evaluation.load(folder)
    match layout:
        case "gzipped":
            for name in ("corpus.jsonl", "queries.jsonl", "qrels.tsv"):
                pack(folder / name)
        case "no header":
            (folder / "qrels.tsv").write_text(qrels(header=False), encoding="utf-8")
        case "windows":
            for name, text in {
                "corpus.jsonl": rows_of(CORPUS).replace("\n", "\r\n"),
                "queries.jsonl": "\ufeff" + rows_of(QUERIES) + "\n\n",
                "qrels.tsv": qrels(end="\r\n"),
            }.items():
                (folder / name).write_bytes(text.encode())
        case _:
            (folder / "qrels").mkdir()
            (folder / "qrels.tsv").rename(folder / "qrels" / "test.tsv")
            if layout.endswith(".gz"):
                pack(folder / "qrels" / "test.tsv")
    assert evaluation.load(folder) == expected


def test_line_ends_that_json_lets_stand_in_a_text_do_not_cut_it(folder: Path) -> None:
    text = "satu\u2028dua\u0085tiga"
    rows = rows_of(CORPUS | {"d7": ("", text)})
    assert text in rows
    (folder / "corpus.jsonl").write_text(rows, encoding="utf-8")
    assert evaluation.load(folder).corpus["d7"] == ("", text)


@pytest.mark.parametrize(
    ("name", "broken", "line"),
    [
        ("corpus.jsonl", '{"_id": "d1", "text": "a"}\n{"_id": "d2"}\n', 2),
        ("corpus.jsonl", '{"_id": "d1", "text": "a"}\n\n{"_id": "d2", "te', 3),
        ("queries.jsonl", '["q1", "Apa?"]\n', 1),
        ("queries.jsonl", "q1: Apa?\n", 1),
        ("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2 d2 1\n", 3),
        ("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\td1\tyes\n", 2),
        ("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\t0\td1\t1\n", 2),
    ],
)
def test_a_broken_row_is_named_by_file_and_line(folder: Path, name: str, broken: str, line: int) -> None:
    (folder / name).write_text(broken, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        evaluation.load(folder)
    assert f"{folder / name}, line {line}:" in caught.value.message


def test_what_is_missing_or_unreadable_is_named(folder: Path) -> None:
    for name in ("corpus.jsonl", "queries.jsonl", "qrels.tsv"):
        kept = (folder / name).read_bytes()
        (folder / name).unlink()
        with pytest.raises(UsageError, match=f"holds no {name}"):
            evaluation.load(folder)
        packed = gzip.compress(kept)
        for damaged in (packed[:-12], b"plain text", packed[:14] + b"\xff" * 9 + packed[23:]):
            (folder / f"{name}.gz").write_bytes(damaged)
            with pytest.raises(UsageError, match=f"{name}.gz cannot be read"):
                evaluation.load(folder)
        (folder / f"{name}.gz").write_bytes(packed)
    (folder / "corpus.jsonl").write_bytes("{'_id'} é".encode("latin-1"))
    with pytest.raises(UsageError, match="jsonl cannot be read"):
        evaluation.load(folder)
    with pytest.raises(UsageError, match="not a folder"):
        evaluation.load(folder / "no such")


def test_a_folder_without_a_question_to_judge_is_refused(folder: Path) -> None:
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td99\t1\n", encoding="utf-8")
    with pytest.raises(UsageError, match="names no question"):
        evaluation.load(folder)


def test_the_figures_are_those_of_the_real_retriever(folder: Path) -> None:
    said: list[str] = []
    result = evaluation.evaluate(evaluation.load(folder), load_embedder(), report=said.append)
    assert said == ["indexing 6 passages"]
    assert (result["questions"], result["passages"], result["embedder"]) == (4, 6, "bundled")
    assert list(result["methods"]) == ["bm25", "dense", "hybrid", "reranked"]
    # q4 shares no word with its passage, which the other methods need not mind
    assert result["methods"]["bm25"] == dict.fromkeys(METRICS, 0.75)
    assert result["methods"]["hybrid"] == dict.fromkeys(METRICS, 1.0)
    for method, values in result["methods"].items():
        assert list(values) == METRICS
        for name, value in values.items():
            low, high = result["intervals"][method][name]
            assert 0 <= low <= value <= high <= 1
    shown = evaluation.table(result)
    assert shown.splitlines()[0] == "berita-kecil: 4 questions, 6 passages, embedder bundled"
    assert [line.split()[0] for line in shown.splitlines()[1:]] == [
        "method",
        "bm25",
        "dense",
        "hybrid",
        "reranked",
    ]
    assert shown.splitlines()[2].split()[1:3] == ["0.750", "±0.375"]


def test_documents_of_equal_text_are_both_found_and_empty_ones_do_no_harm(folder: Path) -> None:
    (folder / "corpus.jsonl").write_text(
        rows_of({"copy": CORPUS["d1"], "empty": ("", ""), "blank": (" ", " \n ")} | CORPUS), encoding="utf-8"
    )
    result = evaluation.evaluate(evaluation.load(folder), load_embedder(), report=lambda _: None)
    assert result["methods"]["hybrid"]["recall@5"] == 1
    assert result["methods"]["bm25"]["recall@5"] == 0.75


def test_the_best_passage_of_a_long_document_counts(folder: Path) -> None:
    filler = " ".join(f"Kalimat biasa nomor {number} tentang hal lain." for number in range(120))
    (folder / "corpus.jsonl").write_text(
        rows_of(CORPUS | {"d1": ("", f"{filler} {CORPUS['d1'][1]} {filler}")}), encoding="utf-8"
    )
    result = evaluation.evaluate(evaluation.load(folder), load_embedder(), report=lambda _: None)
    assert result["methods"]["bm25"]["recall@1"] == 0.75
    assert result["methods"]["hybrid"]["recall@5"] == 1


def test_the_command_prints_the_json_layout_others_read(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["eval", "retrieval", "--data", str(folder), "--json"]) == Exit.OK
    shown = capfd.readouterr()
    result = json.loads(shown.out)
    assert result["dataset"] == "berita-kecil"
    assert {method: sorted(values) for method, values in result["methods"].items()} == {
        method: sorted(METRICS) for method in ("bm25", "dense", "hybrid", "reranked")
    }
    assert all(type(value) is float for values in result["methods"].values() for value in values.values())
    assert set(result) == {"dataset", "methods", "intervals", "questions", "passages", "embedder"}
    assert "indexing" in shown.err


def test_the_command_prints_a_table_and_names_what_is_wrong(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["eval", "retrieval", "--data", str(folder)]) == Exit.OK
    assert "hybrid" in capfd.readouterr().out
    (folder / "corpus.jsonl").write_text("{}\n", encoding="utf-8")
    assert run(["eval", "retrieval", "--data", str(folder)]) == Exit.USAGE
    shown = capfd.readouterr()
    assert shown.out == ""
    assert "corpus.jsonl, line 1" in shown.err
    assert run(["eval", "retrieval", "--data", str(folder / "no such")]) == Exit.USAGE
