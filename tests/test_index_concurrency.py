"""Several processes and threads on one index: writers take turns, readers never wait."""

from __future__ import annotations

import multiprocessing
import sqlite3
import threading
import time
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import pytest
from indexmaking import HashEmbedder, article, corpus, word

from qabot.errors import IndexBusy
from qabot.index import PassageIndex, store, verify
from qabot.text.stemming import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from qabot.types import FloatArray

PROCESSES = multiprocessing.get_context("spawn")


def add_one_by_one(directory: Path, seed: int, count: int) -> None:
    with PassageIndex.create_or_open(directory, HashEmbedder()) as index:
        for made in corpus(count, seed):
            index.add([made])


def start(function: Callable[..., None], *arguments: object) -> multiprocessing.process.BaseProcess:
    process = PROCESSES.Process(target=function, args=arguments)
    process.start()
    return process


def finish(process: multiprocessing.process.BaseProcess) -> None:
    process.join(60)
    assert process.exitcode == 0


def sources(index: PassageIndex) -> set[str]:
    return {info.source for info in index.articles()}


def expected(count: int, *seeds: int) -> set[str]:
    return {made.source for seed in seeds for made in corpus(count, seed)}


def test_two_writers_take_turns(tmp_path: Path) -> None:
    # Both find no index at first, so the making of it is raced for as well.
    writers = [start(add_one_by_one, tmp_path / "index", seed, 40) for seed in (1, 2)]
    for writer in writers:
        finish(writer)
    with PassageIndex.open(tmp_path / "index") as index:
        assert sources(index) == expected(40, 1, 2)
    assert verify(tmp_path / "index").sound


def test_writers_of_the_same_articles_store_them_once(tmp_path: Path) -> None:
    writers = [start(add_one_by_one, tmp_path, 1, 30) for _ in range(2)]
    for writer in writers:
        finish(writer)
    with PassageIndex.open(tmp_path) as index:
        assert len(index.articles()) == 30
        assert index.status().copies == 0
    assert verify(tmp_path).sound


def test_a_reader_answers_while_a_writer_writes(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    with PassageIndex.create_or_open(tmp_path, embedder) as index:
        index.add(corpus(5, 3))
    with PassageIndex.open(tmp_path, embedder, read_only=True) as reader:
        writer = start(add_one_by_one, tmp_path, 1, 60)
        counts, question = [], embedder.embed_questions(["gubernur menutup pasar"])[0]
        while writer.is_alive():
            with reader.snapshot():
                count = reader.passage_count
                assert len(reader.search_dense(question, 10_000)) == count
                found = reader.search_lexical(Counter(terms("gubernur menutup pasar")), 10_000)
                assert len(reader.passages([number for number, _ in found])) == len(found)
            counts.append(count)
        finish(writer)
        assert counts == sorted(counts)
        assert len(set(counts)) > 5  # it saw the articles come in
        assert sources(reader) == expected(5, 3) | expected(60, 1)


def test_a_new_article_is_found_by_the_next_search(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    with (
        PassageIndex.create_or_open(tmp_path, embedder) as writer,
        PassageIndex.open(tmp_path, embedder, read_only=True) as reader,
    ):
        for number in range(12):
            new = word(number)
            writer.add([article(f"{number}.txt", f"Batu {new}", f"Penambang menemukan {new} di sungai.")])
            question = embedder.embed_questions([f"Batu {new}\nPenambang menemukan {new} di sungai."])[0]
            (found,) = reader.passages([reader.search_dense(question, 1)[0][0]])
            assert found.article.source == f"{number}.txt"
            assert reader.search_lexical({new: 1}, 5)
            if number % 3 == 2:
                writer.remove(f"{number}.txt")
                assert reader.search_lexical({new: 1}, 5) == []
                assert found.id not in {passage for passage, _ in reader.search_dense(question, 100)}


def test_a_snapshot_does_not_move(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    question = embedder.embed_questions(["pasar"])[0]
    with (
        PassageIndex.create_or_open(tmp_path, embedder) as writer,
        PassageIndex.open(tmp_path, embedder, read_only=True) as reader,
    ):
        writer.add(corpus(10))
        with reader.snapshot():
            words, meaning = reader.search_lexical({"pasar": 1}, 100), reader.search_dense(question, 100)
            other = threading.Thread(target=lambda: reader.search_dense(question, 5))
            writer.add(corpus(10, 1))
            writer.remove("0-3.txt")
            other.start()  # the same object moves on in another thread
            other.join()
            assert reader.search_lexical({"pasar": 1}, 100) == words
            old = {number for number, _ in meaning}
            assert {number for number, _ in reader.search_dense(question, 100)} <= old
            assert len(reader.passages(sorted(old))) == len(old)
        assert len(reader.articles()) == 19


def test_threads_share_one_index(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    failures: list[BaseException] = []
    with PassageIndex.create_or_open(tmp_path, embedder) as index:
        index.add(corpus(10))
        done = threading.Event()

        def read() -> None:
            try:
                question = embedder.embed_questions(["menteri menutup sekolah"])[0]
                while not done.is_set():
                    with index.snapshot():
                        ids = [number for number, _ in index.search_dense(question, 20)]
                        ids += [number for number, _ in index.search_lexical({"sekolah": 1, "pasar": 2}, 20)]
                        assert [passage.id for passage in index.passages(ids)] == ids
                        assert np.linalg.norm(index.vectors(ids), axis=1).min() > 0.9
            except BaseException as error:  # noqa: BLE001 - handed to the test
                failures.append(error)

        readers = [threading.Thread(target=read) for _ in range(6)]
        for reader in readers:
            reader.start()
        for number in range(25):
            index.add(corpus(2, seed=number + 1))
            index.remove(f"{number + 1}-0.txt")
        done.set()
        for reader in readers:
            reader.join()
        assert failures == []
        assert index.verify().sound


def test_a_writer_that_waits_too_long_says_so(tmp_path: Path) -> None:
    with PassageIndex.create_or_open(tmp_path, HashEmbedder(), busy_timeout_s=0.2) as index:
        with closing(sqlite3.connect(tmp_path / store.FILE, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            for attempt in (lambda: index.add(corpus(1)), lambda: index.remove("x")):
                with pytest.raises(IndexBusy, match="Another process is writing"):
                    attempt()
            assert index.search_lexical({"pasar": 1}, 5) == []  # reading goes on
            other.execute("ROLLBACK")
        assert index.add(corpus(1)).added


def test_a_writer_waits_for_another(tmp_path: Path) -> None:
    with PassageIndex.create_or_open(tmp_path, HashEmbedder()) as index:
        other = sqlite3.connect(tmp_path / store.FILE, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")

        def let_go() -> None:
            time.sleep(0.3)
            other.execute("ROLLBACK")
            other.close()

        thread = threading.Thread(target=let_go)
        thread.start()
        assert index.add(corpus(1)).added
        thread.join()


def test_an_article_changed_by_another_writer_meanwhile(tmp_path: Path) -> None:
    """What was true when a batch was prepared need not be true when it is written."""
    first, second = article("a", "Judul", "Isi lama."), article("a", "Judul", "Isi baru.")

    class Meddling(HashEmbedder):
        def embed_passages(self, texts: Sequence[str]) -> FloatArray:
            with PassageIndex.open(tmp_path, HashEmbedder()) as other:
                other.add([first])
            return super().embed_passages(texts)

    with PassageIndex.create_or_open(tmp_path, Meddling()) as index:
        report = index.add([second, article("b", "Lain", "Isi lama saja.")])
        assert [info.source for info in report.replaced] == ["a"]
        assert [info.source for info in report.added] == ["b"]
        assert [index.article(info.code).source for info in index.articles()] == ["a", "b"]
        assert index.verify().sound


def test_a_reader_goes_on_when_its_process_opened_the_index_twice_and_another_closes_it(
    tmp_path: Path,
) -> None:
    # To look at a file is to close it, and that lets go of every lock the process has on it.
    directory = tmp_path / "index"
    add_one_by_one(directory, 1, 3)
    with PassageIndex.open(directory, read_only=True) as reader:
        assert sources(reader) == expected(3, 1)
        PassageIndex.open(directory, None).close()
        finish(start(add_one_by_one, directory, 2, 3))
        add_one_by_one(directory, 3, 3)
        assert sources(reader) == expected(3, 1, 2, 3)
