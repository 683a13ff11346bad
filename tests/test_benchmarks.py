"""The benchmarks run, on little: what they print is looked at by people."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"


def run(script: str, *arguments: str | Path) -> str:
    """What a benchmark prints. It must end well."""
    done = subprocess.run(
        [sys.executable, BENCHMARKS / script, *arguments], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def figure(printed: str, row: str) -> float:
    """The first figure of a row."""
    found = re.search(rf"^ *{re.escape(row)} +([\d.,]+)", printed, re.MULTILINE)
    assert found, printed
    return float(found[1].replace(",", ""))


def test_cold() -> None:
    printed = run("cold.py", "--runs", "1", "--no-peers")
    assert figure(printed, "qabot ask, question in id") > figure(printed, "python -c pass") > 0


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    articles = folder / "news.jsonl"
    text = "Wali kota meresmikan jembatan baru pada hari Senin.\nWarga menyambutnya dengan gembira sekali."
    rows = [{"title": f"Jembatan Nomor {number} Diresmikan", "text": text} for number in range(3)]
    articles.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    printed = run("indexing.py", "--articles", articles, "--no-peers", "--keep", folder / "index")
    assert figure(printed, "qabot, everything") == 9  # title and two paragraphs each
    return folder / "index"


def test_indexing(index: Path) -> None:
    assert (index / "qabot.db").exists()


def test_warm_with_its_stages_and_peers(index: Path) -> None:
    printed = run("warm.py", "--index", index, "--count", "4")
    assert "over 9 passages, 4 questions" in printed
    stages = [
        figure(printed, row)
        for row in (
            "dense search",
            "word search",
            "reading with the question",
            "features of passages",
            "all else",
        )
    ]
    assert sum(stages) <= 2 * figure(printed, "a question")
    assert figure(printed, "SQLite FTS5, search alone") >= 0


def test_warm_asks_the_titles_of_a_file(index: Path, tmp_path: Path) -> None:
    news = tmp_path / "other.jsonl"
    title = "Wali kota meresmikan jembatan baru di tepi sungai besar"
    rows = [{"title": title}, {"title": "Terlalu pendek"}, {"question": "Who opened the bridge?"}]
    news.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    printed = run("warm.py", "--index", index, "--questions", news, "--count", "9", "--no-peers")
    assert "2 questions" in printed
    assert "a question in en" in printed


def test_made_up_articles_are_the_same_every_time(tmp_path: Path) -> None:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        import common
    finally:
        sys.path.remove(str(BENCHMARKS))
    once, twice = (
        list(common.records(common.write_articles(tmp_path / name, 3))) for name in ("a.gz", "b.gz")
    )
    assert once == twice
    assert all(5 <= len(article["text"].split("\n")) <= 11 for article in once)
    assert common.questions(8) == common.questions(8)
    assert common.figures([3.0, 1.0, 2.0])[0] == 2


def test_telegram_next_to_an_echo() -> None:
    printed = run("telegram.py", "--only", "burst", "--people", "2", "--questions", "2")
    assert printed.count("0 / 0 / 0") == 2, printed
    assert figure(printed, "qabot: 2 x 2 at once") > 0


def test_install_tells_what_is_needed_from_what_is_not() -> None:
    printed = run("install.py")
    assert figure(printed, "the whole environment on disk") > figure(printed, "qabot itself, models included")
    needed = printed.split("Largest for questions and reading:")[1]
    assert "torch" not in needed.split("Largest for other")[0]
