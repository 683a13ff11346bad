"""``qabot eval reader``: SQuAD 2.0 figures, and the rows they are made from."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readermaking import TableReader, needs_the_bundled_reader

from qabot.cli import run
from qabot.cli.exits import Exit
from qabot.errors import UsageError
from qabot.evaluation import reader as evaluation
from qabot.evaluation import squad

if TYPE_CHECKING:
    from pathlib import Path

CONTEXT = "Wali Kota Dewi Anjani meresmikan kolam renang pada 4 Mei, bersama 300 anak."


def row(question: str, *answers: str, **known: Any) -> dict[str, Any]:
    return {
        "question": question,
        "context": CONTEXT,
        "answers": list(answers),
        "answerable": bool(answers),
        **known,
    }


ROWS = [
    row("exact", "Dewi Anjani"),
    row("half", "Wali Kota Dewi Anjani", "Sang Wali Kota"),
    row("silenced", "4 Mei"),
    row("rightly silent"),
    row("spoken", title="Kolam"),
]
READER = TableReader(
    {
        "exact": (3.0, "Dewi Anjani"),
        "half": (2.0, "Dewi Anjani"),
        "silenced": (-1.0, "4 Mei"),
        "rightly silent": (-2.0, "300 anak"),
        "spoken": (1.0, "300"),
    }
)


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("The  Mayor's, office!", "mayors office"),
        ("A cat an' the hat", "cat hat"),
        ("theatre antara", "theatre antara"),  # articles are whole words
        ("Sang Wali-Kota", "sang walikota"),
        ("Rp 1.500", "rp 1500"),
        ("...", ""),
    ],
)
def test_what_counts_of_an_answer(text: str, normalised: str) -> None:
    assert squad.normalised(text) == normalised


def test_an_answer_is_held_against_the_best_of_the_gold_ones() -> None:
    assert squad.exact_match("the Dewi ANJANI.", ["Anjani", "Dewi Anjani"]) == 1
    assert squad.exact_match("Dewi", ["Anjani", "Dewi Anjani"]) == 0
    assert squad.f1("Dewi", ["Anjani", "Dewi Anjani"]) == pytest.approx(2 / 3)
    assert squad.f1("Dewi Dewi", ["Dewi Anjani"]) == 1 / 2  # a word counts as often as it is there
    assert squad.f1("", ["Dewi"]) == squad.f1("Dewi", []) == squad.exact_match("Dewi", []) == 0
    assert squad.f1("", []) == squad.exact_match("", []) == squad.f1("...", []) == 1


@given(st.text("ab T,", max_size=12), st.lists(st.text("ab T,", max_size=12), max_size=3))
def test_an_exact_match_is_a_full_overlap(said: str, gold: list[str]) -> None:
    overlap = squad.f1(said, gold)
    assert 0 <= squad.exact_match(said, gold) <= overlap <= 1
    assert all(squad.f1(answer, gold) == 1 for answer in gold if squad.normalised(answer))


def test_the_figures_are_those_of_squad() -> None:
    judged = evaluation.judge(READER, ROWS)
    assert [item.score for item in judged] == [4, 3, 0, -1, 2]  # as the reader adds it up
    assert [item.given(0.0) for item in judged] == ["Dewi Anjani", "Dewi Anjani", "", "", "300"]
    # EM: exact, rightly silent; F1: 1, 2 * 2 / (2 + 4), 0, 1, 0
    assert evaluation.figures(judged, 0.0) == {
        "em": 40.0,
        "f1": pytest.approx(100 * (1 + 2 / 3 + 1) / 5, abs=0.01),
        "answerable_f1": pytest.approx(100 * (1 + 2 / 3) / 3, abs=0.01),
        "no_answer_accuracy": 50.0,
        "threshold": 0.0,
        "questions": 5,
    }
    assert evaluation.figures(judged, 2.0)["no_answer_accuracy"] == 100
    assert evaluation.figures(judged[:3], 0.0)["no_answer_accuracy"] is None


def test_titles_are_handed_on_where_there_are_any() -> None:
    reader = TableReader(READER.known)
    evaluation.judge(reader, [*ROWS, ROWS[3] | {"title": ""}])
    assert reader.titles == [None, None, None, None, ["Kolam"], None]


def test_the_sweep_is_the_f1_at_each_threshold() -> None:
    judged = evaluation.judge(READER, [*ROWS, ROWS[0]])
    points = evaluation.sweep(judged)
    assert [threshold for threshold, _ in points] == [-1, 0, 2, 3, 4]
    for threshold, f1 in points:
        assert f1 == pytest.approx(evaluation.figures(judged, threshold)["f1"], abs=0.01)


def test_failures_are_told_apart() -> None:
    judged = evaluation.judge(
        TableReader(READER.known | {"beside": (2.0, "300 anak")}), [*ROWS, row("beside", "4 Mei")]
    )
    found = [(item.row["question"], kind) for item, kind in evaluation.failures(judged, 0.0)]
    assert found == [("silenced", "silent"), ("spoken", "answered"), ("beside", "span")]


def test_a_file_is_read_plain_or_gzipped(tmp_path: Path) -> None:
    text = "".join(json.dumps(item) + "\n" for item in ROWS)
    plain, packed = tmp_path / "a.jsonl", tmp_path / "a.jsonl.gz"
    plain.write_text(text, encoding="utf-8")
    packed.write_bytes(gzip.compress(text.encode()))
    assert evaluation.load(plain) == evaluation.load(packed) == ROWS


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        ({"question": "?", "context": "c", "answers": []}, "line 2: no 'answerable'"),
        (row("?") | {"answerable": "yes"}, "line 2: 'answerable' must be true or false, not 'yes'"),
        (row("?") | {"answerable": True}, "line 2: answerable, and no answer"),
        (row("?") | {"answers": "4 Mei"}, "line 2: 'answers' must be a list"),
        (row("?") | {"answers": [4]}, "line 2: 'answers' must be a list"),
        (row("?") | {"context": None}, "line 2: 'question' and 'context' must be text"),
    ],
)
def test_a_broken_row_is_named_by_file_and_line(
    tmp_path: Path, broken: dict[str, Any], complaint: str
) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(f"{json.dumps(ROWS[0])}\n{json.dumps(broken)}\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        evaluation.load(path)
    assert f"{path}, {complaint}" in caught.value.message


@pytest.mark.parametrize("command", ["reader", "stance"])
def test_a_folder_or_an_empty_file_is_refused(
    command: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["eval", command, "--data", str(tmp_path)]) == Exit.USAGE
    assert "is a folder" in capfd.readouterr().err
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(gzip.compress(b"\n"))
    assert run(["eval", command, "--data", str(tmp_path)]) == Exit.USAGE
    assert "Name a file in it, such as rows.jsonl.gz." in capfd.readouterr().err
    assert run(["eval", command, "--data", str(path)]) == Exit.USAGE
    assert "holds no rows" in capfd.readouterr().err
    assert run(["eval", command, "--data", str(tmp_path / "none.jsonl")]) == Exit.USAGE


@needs_the_bundled_reader
def test_the_command_prints_the_keys_others_read(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rows = [
        row("Siapa yang meresmikan kolam renang?", "Dewi Anjani", "Wali Kota Dewi Anjani"),
        row("Berapa harga tiket kereta ke Medan?"),
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(item) + "\n" for item in rows), encoding="utf-8")
    assert run(["eval", "reader", "--data", str(path), "--json"]) == Exit.OK
    result = json.loads(capfd.readouterr().out)
    assert list(result) == ["em", "f1", "answerable_f1", "no_answer_accuracy", "threshold", "questions"]
    assert result["questions"] == 2
    assert result["f1"] == 100
    assert run(["eval", "reader", "--data", str(path)]) == Exit.OK
    assert capfd.readouterr().out.splitlines()[1].split() == ["f1", "100.00"]
