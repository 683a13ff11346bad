"""``qabot eval noise``: how much of a question changes, what never does, and that a seed says it all."""

from __future__ import annotations

import ast
import inspect
import json
import random
import re
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from qabot.cli import run
from qabot.cli.exits import Exit
from qabot.evaluation import noise as evaluation

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

QUESTIONS = [
    "Apakah Gubernur Ratna Wulandari sudah menandatangani 12 peraturan tentang sampah plastik?",
    "Berapa orang yang harus mengungsi karena banjir di Kecamatan Tirtamulya pada 3 Januari 2024?",
    "Why did the harbour authority close the northern pier before the summer festival began?",
    "Siapa kepala sekolah yang menolak pembangunan lapangan parkir dekat perpustakaan?",
]


def many(count: int = 250) -> list[tuple[str, str]]:
    return [
        (question, evaluation.noisy(question, random.Random(f"{number} {question}")))
        for number in range(count)
        for question in QUESTIONS
    ]


def test_the_noise_is_about_what_it_says() -> None:
    pairs = many()
    assert 0.5 < sum(new == new.lower() for _, new in pairs) / len(pairs) < 0.7
    assert 0.6 < sum(not new.endswith("?") for _, new in pairs) / len(pairs) < 0.8
    # words without a chat spelling, by length: only slips and the stretched letter change them
    slipped = {
        word: sum(word not in re.findall(r"\w+", new.lower()) for old, new in pairs if word in old.lower())
        for word in ("menandatangani", "plastik", "authority", "perpustakaan", "tirtamulya", "wulandari")
    }
    assert all(0.02 < slipped[w] / 250 < 0.14 for w in ("menandatangani", "authority", "perpustakaan"))
    plain = slipped["menandatangani"] + slipped["plastik"] + slipped["authority"] + slipped["perpustakaan"]
    assert slipped["tirtamulya"] + slipped["wulandari"] < 0.4 * plain
    spelt = sum(re.search(r"\b(yg|yng)\b", new.lower()) is not None for old, new in pairs if " yang " in old)
    assert 0.35 < spelt / 500 < 0.65


def test_digits_and_the_number_of_words_stay() -> None:
    for old, new in many(60):
        assert re.findall(r"\d+", new) == re.findall(r"\d+", old)
        assert len(new.split()) == len(old.split())


@given(st.text(max_size=60), st.integers(0, 5))
def test_any_text_may_be_typed_and_a_seed_says_all(text: str, seed: int) -> None:
    once = evaluation.noisy(text, random.Random(seed))
    assert once == evaluation.noisy(text, random.Random(seed))


def test_a_slip_is_one_slip() -> None:
    rng = random.Random(3)
    kinds = set()
    for _ in range(300):
        slipped = evaluation._slipped("jembatan", rng)
        assert slipped[0] == "j"
        assert abs(len(slipped) - 8) <= 1
        assert slipped != "jembatan"
        kinds.add((len(slipped), sorted(slipped) == sorted("jembatan")))
    assert kinds == {(7, False), (9, False), (8, True), (8, False)}  # drop, double, swap, beside


def test_the_measure_does_not_know_the_cure() -> None:
    imported = [
        node.module for node in ast.walk(ast.parse(inspect.getsource(evaluation)))
        if isinstance(node, ast.ImportFrom)
    ]  # fmt: skip
    assert not any((module or "").startswith("qabot.text") for module in imported)


def test_the_command_changes_the_question_alone(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path, out, again, other = (tmp_path / name for name in ("q.jsonl", "1.jsonl", "1b.jsonl", "2.jsonl"))
    rows = [
        {"id": f"{at}-{q}", "question": text, "answerable": True, "gold": [{"quote": "Apakah yang é?"}]}
        for at in range(5)
        for q, text in enumerate(QUESTIONS)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert run(["eval", "noise", str(path), str(out), "--seed", "1"]) == Exit.OK
    assert capfd.readouterr().out.strip() == str(out)
    assert run(["eval", "noise", str(path), str(again), "--seed", "1"]) == Exit.OK
    assert run(["eval", "noise", str(path), str(other), "--seed", "2"]) == Exit.OK
    assert out.read_bytes() == again.read_bytes() != other.read_bytes()
    made = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row | {"question": ""} for row in made] == [row | {"question": ""} for row in rows]
    assert sum(new["question"] != old["question"] for new, old in zip(made, rows, strict=True)) > 15
    # the same question in another row is typed otherwise
    assert len({row["question"] for row in made}) > len(QUESTIONS)
    assert run(["eval", "noise", str(path), str(path)]) == Exit.USAGE
    assert "same file" in capfd.readouterr().err
    path.write_text('{"question": 4}\n', encoding="utf-8")
    assert run(["eval", "noise", str(path), str(out)]) == Exit.USAGE
    assert "line 1: 'question' must be text" in capfd.readouterr().err
