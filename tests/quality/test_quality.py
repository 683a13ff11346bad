"""The gate: no figure falls below its floor, and no floor below what it once was."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import gate
import pytest

from qabot.evaluation import questions, reader, stance

KNOWN: dict[str, Any] = json.loads(gate.FLOORS.read_text(encoding="utf-8"))


def measured(name: str) -> dict[str, float]:
    """The figures, or a skip where the model that gives them is not there."""
    model = gate.missing_model(name)
    if model is not None:
        pytest.skip(f"needs the bundled {model}")
    return gate.measure(name)


@pytest.mark.parametrize("name", [name for name in gate.SETS if name not in gate.OWN])
def test_nothing_measured_on_the_shared_sets_falls_below_its_floor(name: str) -> None:
    present = gate.digest(gate.SETS[name])
    if present is None:
        pytest.skip(f"needs {' and '.join(path.name for path in gate.SETS[name])} in ../shared")
    if present != KNOWN[name]["digest"]:
        pytest.skip(f"the files of {name!r} are not those its floors were measured on")
    figures = measured(name)
    assert not gate.misses(KNOWN[name], figures), figures


@pytest.mark.parametrize("name", gate.OWN)
def test_nothing_measured_on_our_own_sets_falls_below_its_floor(name: str) -> None:
    present = gate.digest(gate.SETS[name])
    assert present == KNOWN[name]["digest"], (
        f"the files of {name!r} have changed: see that the gold answers still hold, write {present!r} into"
        " floors.json, and run: python tests/quality/gate.py --raise"
    )
    figures = measured(name)
    assert not gate.misses(KNOWN[name], figures), figures


def test_our_own_questions_quote_the_articles() -> None:
    path, articles = gate.SETS["questions own"]
    rows = questions.load(path)
    assert {row["lang"] for row in rows} == {"id", "en"}
    assert sum(not row["answerable"] for row in rows) >= 5
    assert len({row["question"] for row in rows}) == len({row["id"] for row in rows}) == len(rows) >= 25
    for row in rows:
        assert bool(row["gold"]) == row["answerable"]
        for gold in row["gold"]:
            assert gold["quote"] in (articles / gold["file"]).read_text(encoding="utf-8")


def test_our_own_questions_are_reworded_three_times_each() -> None:
    plain = {row["id"]: row for row in questions.load(gate.SETS["questions own"][0])}
    rows = questions.load(gate.SETS["questions reworded own"][0])
    assert sorted(row["id"] for row in rows) == sorted(f"{name}-{way}" for name in plain for way in "bcd")
    assert len({row["question"] for row in rows}) == len(rows)
    for row in rows:
        original = plain[row["id"][:-2]]
        assert row["question"] != original["question"]
        assert {**row, "id": original["id"], "question": original["question"]} == original


def test_our_own_reader_set_is_answered_by_its_passages() -> None:
    rows = reader.load(gate.SETS["reader own"][0])
    assert len({(row["question"], row["context"]) for row in rows}) == len(rows) >= 55
    assert {row["lang"] for row in rows} == {"id", "en"}
    assert 15 <= sum(not row["answerable"] for row in rows) <= len(rows) / 2
    for row in rows:
        assert bool(row["answers"]) == row["answerable"]
        assert all(answer in row["context"] for answer in row["answers"]), row["id"]


def test_our_own_stance_set_has_each_premise_three_ways() -> None:
    rows = stance.load(gate.SETS["stance own"][0])
    assert {row["lang"] for row in rows} == {"id", "en"}
    by_premise: dict[str, list[str]] = {}
    for row in rows:
        by_premise.setdefault(row["premise"], []).append(row["label"])
    # so that neither the premise nor the share of a label gives an answer away
    assert all(sorted(labels) == sorted(stance.LABELS) for labels in by_premise.values())
    assert len(rows) == len({row["hypothesis"] for row in rows}) >= 60


LOWERED = {
    ("questions dev", "abstention_precision"): 0.759,
    ("questions dev", "abstention_recall"): 0.704,
    ("questions own", "short_answer"): 0.808,
    ("questions own", "verdict_right"): 0.823,
    ("reader idkmrc-valid", "answerable_f1"): 0.548,
    ("reader idkmrc-valid", "em"): 0.691,
    ("reader idkmrc-valid", "f1"): 0.744,
    ("reader own", "answerable_f1"): 0.764,
    ("reader own", "em"): 0.783,
    ("reader own", "f1"): 0.82,
    ("stance own", "accuracy"): 0.823,
    ("stance own", "macro_f1"): 0.813,
}
"""Floors that were let down and ceilings that were raised once, to what they must hold now; to be won back.

Questions: an earlier bound withheld every verdict with less than three quarters of the evidence, and half of
those that readers may have; now it is fitted anew. The questions are 80 and 25, and one of them is a step of
0.01 to 0.17. Reader and reranking: the reader learns from more and more invented news, which costs a point on
encyclopaedia passages and gains many on the direction of sentences in news (``stance own`` rose by 0.08).
``reader own``: English questions are read in the words of the passage, which costs two of its 58 and wins two
points of reranking.
"""


def test_floors_only_rise() -> None:
    """Compared with every version of the file that this clone's history holds."""
    for old in _earlier_versions():
        for name, known in old.items():
            now = KNOWN[name]
            if known["digest"] != now["digest"]:
                continue  # another set, so another scale
            for metric, old_floor in known["at_least"].items():
                floor = min(old_floor, LOWERED.get((name, metric), old_floor))
                assert now["at_least"][metric] >= floor, f"{name}: the floor of {metric} was {floor}"
            for metric, ceiling in known["at_most"].items():
                ceiling = max(ceiling, LOWERED.get((name, metric), ceiling))
                assert now["at_most"][metric] <= ceiling, f"{name}: the ceiling of {metric} was {ceiling}"


def _earlier_versions() -> list[dict[str, Any]]:
    def git(*arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=gate.ROOT, check=True, capture_output=True, text=True, encoding="utf-8"
        )
        return done.stdout

    path = gate.FLOORS.relative_to(gate.ROOT).as_posix()
    try:
        commits = git("log", "--format=%H", "--diff-filter=AM", "--", path).split()
        return [json.loads(git("show", f"{commit}:{path}")) for commit in commits]
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs git and the history of this clone")


def test_raising_goes_one_way() -> None:
    floors = {"at_least": {"up": 0.5, "down": 0.9}, "at_most": {"wrong": 0.2, "worse": 0.1, "never": 0}}
    figures = {"up": 0.7, "down": 0.3, "wrong": 0.05, "worse": 0.4, "never": 0.0}
    assert gate.raised(floors, figures) == {
        "at_least": {"up": 0.69, "down": 0.9},
        "at_most": {"wrong": 0.06, "worse": 0.1, "never": 0},
    }
    assert len(gate.misses(floors, figures)) == 2
    assert gate.misses(floors, {}) == [
        "up is None, its floor 0.5",
        "down is None, its floor 0.9",
        "wrong is None, its ceiling 0.2",
        "worse is None, its ceiling 0.1",
        "never is None, its ceiling 0",
    ]


def test_a_digest_changes_with_any_file_and_not_with_line_ends(tmp_path: Any) -> None:
    (tmp_path / "a").write_bytes(b"one\n")
    first = gate.digest((tmp_path,))
    (tmp_path / "a").write_bytes(b"one\r\n")
    assert gate.digest((tmp_path,)) == first
    (tmp_path / "b").write_bytes(b"")
    assert gate.digest((tmp_path,)) != first
    assert gate.digest((tmp_path, tmp_path / "c")) is None
