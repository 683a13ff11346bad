"""``kill -9`` at any moment: what was acknowledged is there, and the next open mends the rest."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from indexmaking import HashEmbedder, article, corpus, word

from qabot.errors import IndexMissing
from qabot.index import PassageIndex, dense, store, verify

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 on Windows")

# Each child says what has been acknowledged to it, a line at a time.
ADD = """
for number in range(int(sys.argv[2]), 10_000):
    made = article(f"{number}.txt", f"Batu {word(number)}", f"Penambang menemukan {word(number)}.", "Surut.")
    with open(sys.argv[3], "a") as log:
        index.add([made], progress=lambda p: log.write(p.source + chr(10)) and log.flush())
    if number % 7 == 6:
        index.remove(f"{number - 3}.txt")
        with open(sys.argv[3], "a") as log:
            log.write(f"-{number - 3}.txt" + chr(10))
"""
SAVE = """
index.add(corpus(200))
print("ready", flush=True)
for number in range(10_000):
    index.add(corpus(1, seed=number + 1))
    index._dense.save(always=True)
"""
REEMBED = """
for number in range(10_000):
    index.reembed(HashEmbedder(f"model {number}"))
    print(number, flush=True)
"""


@contextlib.contextmanager
def child(directory: Path, code: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    lines = (
        "import sys, pathlib",
        "from indexmaking import HashEmbedder, article, corpus, word",
        "from qabot.index import PassageIndex",
        "index = PassageIndex.create_or_open(pathlib.Path(sys.argv[1]), HashEmbedder())",
        code,
    )
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(here), str(here.parent)))}
    process = subprocess.Popen(
        [sys.executable, "-c", "\n".join(lines), str(directory), *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()


def wait_for(condition: object, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 60
    while not condition():  # type: ignore[operator]
        assert process.poll() is None, "the child ended by itself"
        assert time.monotonic() < deadline
        time.sleep(0.0005)


def test_killed_while_adding_and_removing(tmp_path: Path) -> None:
    directory, log = tmp_path / "index", tmp_path / "log"
    log.touch()
    rng = random.Random(5)
    begun = 0
    for _ in range(4):
        goal = len(log.read_text().splitlines()) + rng.randint(3, 15)
        with child(directory, ADD, begun, log) as process:
            wait_for(lambda goal=goal: len(log.read_text().splitlines()) >= goal, process)
            time.sleep(rng.random() * 0.02)  # somewhere within the next article
        lines = log.read_text().splitlines()
        acknowledged = {line for line in lines if line[0] != "-"} - {
            line[1:] for line in lines if line[0] == "-"
        }
        with PassageIndex.open(directory, HashEmbedder()) as index:
            found = {info.source for info in index.articles()}
            # One more may have been committed or removed than there was time to acknowledge.
            assert len(acknowledged - found) <= 1
            assert all(int(source[:-4]) % 7 == 3 for source in acknowledged - found)  # only those are removed
            assert len(found - acknowledged) <= 1
            assert not [p for p in index.verify().problems if p.where != "faiss"]
            for source in sorted(found)[:5]:
                new = word(int(source[:-4]))
                question = HashEmbedder().embed_questions([f"Batu {new}\nPenambang menemukan {new}."])[0]
                assert index.passages([index.search_dense(question, 1)[0][0]])[0].article.source == source
                assert index.search_lexical({new: 1}, 1)
            assert index.verify().sound
        numbers = [int(line.strip("-")[:-4]) for line in lines] + [int(source[:-4]) for source in found]
        begun = max(numbers) + 1
        log.write_text("".join(f"{source}\n" for source in found))  # known from now on


def test_killed_while_the_faiss_file_is_written(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    caught = 0
    for trial in range(3):
        directory = tmp_path / f"{trial}"
        with child(directory, SAVE) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            wait_for(lambda directory=directory: list(directory.glob(f"{dense.FILE}.*.new")), process)
        caught += bool(list(directory.glob(f"{dense.FILE}.*.new")))
        with PassageIndex.open(directory, embedder) as index:
            question = embedder.embed_questions(["menteri"])[0]
            assert len(index.search_dense(question, 100_000)) == index.passage_count
            assert {made.source for made in corpus(200)} <= {info.source for info in index.articles()}
            assert index.verify().sound
    assert caught, "no kill hit a half-written file"


def test_killed_while_the_index_is_made(tmp_path: Path) -> None:
    for trial in range(4):
        directory = tmp_path / f"{trial}"
        with child(directory, "index.add(corpus(3))") as process:
            wait_for(directory.exists, process)
            time.sleep(trial * 0.006)
        with contextlib.suppress(IndexMissing):  # made whole or not at all
            PassageIndex.open(directory).close()
        with PassageIndex.create_or_open(directory, HashEmbedder()) as index:
            index.add(corpus(3))
            assert len(index.articles()) == 3
        assert verify(directory).sound


def test_killed_while_embedding_anew(tmp_path: Path) -> None:
    with PassageIndex.create_or_open(tmp_path, HashEmbedder()) as index:
        index.add(corpus(120))
    rng = random.Random(2)
    for _ in range(2):
        with child(tmp_path, REEMBED) as process:
            # From the second round on the index has another model than the child opens it with.
            if process.stdout is not None and process.stdout.readline():
                time.sleep(rng.random() * 0.2)
        with PassageIndex.open(tmp_path) as index:
            model = HashEmbedder(index.status().embedder)
        with PassageIndex.open(tmp_path, model) as index:
            question = model.embed_questions(["menteri"])[0]
            assert len(index.search_dense(question, 10_000)) == index.passage_count
            index.reembed(HashEmbedder())
            assert index.verify().sound


def test_unfinished_files_are_swept_away_in_time(tmp_path: Path) -> None:
    with PassageIndex.create_or_open(tmp_path, HashEmbedder()) as index:
        index.add([article("a", "Judul", "Isi.")])
    old, fresh = tmp_path / "vectors.faiss.1-ab.new", tmp_path / "qabot.db.2-cd.new"
    for left in (old, fresh):
        left.write_bytes(b"half")
    an_hour_ago = time.time() - 2 * store._STALE_S
    os.utime(old, (an_hour_ago, an_hour_ago))
    PassageIndex.open(tmp_path).close()
    assert not old.exists()
    assert fresh.exists()  # may be in the making
