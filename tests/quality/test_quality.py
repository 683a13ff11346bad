"""The gate: no figure falls below its floor, and no floor below what it once was."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import gate
import pytest

from qabot.evaluation import questions

KNOWN: dict[str, Any] = json.loads(gate.FLOORS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [name for name in gate.SETS if name != "questions own"])
def test_nothing_measured_on_the_shared_sets_falls_below_its_floor(name: str) -> None:
    present = gate.digest(gate.SETS[name])
    if present is None:
        pytest.skip(f"needs {' and '.join(path.name for path in gate.SETS[name])} in ../shared")
    if present != KNOWN[name]["digest"]:
        pytest.skip(f"the files of {name!r} are not those its floors were measured on")
    figures = gate.measure(name)
    assert not gate.misses(KNOWN[name], figures), figures


def test_nothing_measured_on_our_own_questions_falls_below_its_floor() -> None:
    present = gate.digest(gate.SETS["questions own"])
    assert present == KNOWN["questions own"]["digest"], (
        f"seeds/ or the questions have changed: see that the gold quotes still hold, write {present!r} into"
        " floors.json, and run: python tests/quality/gate.py --raise"
    )
    figures = gate.measure("questions own")
    assert not gate.misses(KNOWN["questions own"], figures), figures


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


def test_floors_only_rise() -> None:
    """Compared with every version of the file that this clone's history holds."""
    for old in _earlier_versions():
        for name, known in old.items():
            now = KNOWN[name]
            if known["digest"] != now["digest"]:
                continue  # another set, so another scale
            for metric, floor in known["at_least"].items():
                assert now["at_least"][metric] >= floor, f"{name}: the floor of {metric} was {floor}"
            for metric, ceiling in known["at_most"].items():
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
