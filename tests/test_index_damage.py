"""Damaged and foreign files: recognised, explained, and rebuilt from what is sound."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from indexmaking import HashEmbedder, corpus

from qabot.errors import IndexDamaged, UsageError
from qabot.index import PassageIndex, dense, store, verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from qabot.types import Article

COUNT = 30


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of thirty articles, added in several batches. Not to be written to."""
    directory = tmp_path_factory.mktemp("sound")
    with PassageIndex.create_or_open(directory, HashEmbedder()) as index:
        index.add(corpus(20))
        for made in corpus(COUNT)[20:]:
            index.add([made])
    return directory


@pytest.fixture
def directory(sound: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    return shutil.copytree(sound, tmp_path / "index")


def contents(directory: Path) -> dict[str, Article]:
    with PassageIndex.open(directory) as index:
        return {info.source: index.article(info.code) for info in index.articles()}


def is_whole(directory: Path) -> bool:
    """Whether everything that is there can be found again both ways."""
    with PassageIndex.open(directory, HashEmbedder(), read_only=True) as index:
        passages = index.passage_count
        question = HashEmbedder().embed_questions(["jembatan"])[0]
        by_meaning = index.search_dense(question, 10_000)
        words = {p.text.split()[0].lower() for i in index.articles() for p in index.article_passages(i.code)}
        by_words = [index.search_lexical({word: 1}, 1) for word in words if len(word) > 6]
        return len(by_meaning) == passages and verify(directory).sound and any(by_words)


def overwrite(path: Path, at: int, data: bytes) -> None:
    with path.open("rb+") as file:
        file.seek(at)
        file.write(data)


def sql(directory: Path, statement: str, *parameters: object) -> None:
    with closing(sqlite3.connect(directory / store.FILE)) as connection:
        connection.execute(statement, parameters)
        connection.commit()


# -- the FAISS file


def flip(path: Path) -> None:
    at = path.stat().st_size // 3
    byte = path.read_bytes()[at]
    overwrite(path, at, bytes([byte ^ 0x10]))


FAISS_DAMAGE: dict[str, Callable[[Path], object]] = {
    "bit flipped": flip,
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:-1000]),
    "cut to half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("Ini bukan indeks.\n" * 50),
    "stamp ruined": lambda path: path.write_bytes(path.read_bytes()[:-30] + b"x" * 30),
}


@pytest.mark.parametrize("damage", FAISS_DAMAGE)
def test_a_damaged_faiss_file_is_made_anew(directory: Path, damage: str) -> None:
    path = directory / dense.FILE
    FAISS_DAMAGE[damage](path)
    assert [problem.where for problem in verify(directory).problems] == ["faiss"]
    assert is_whole(directory)  # a search is all it takes
    assert dense.read_stamp(path) is not None


def test_a_missing_faiss_file_is_made_anew(directory: Path) -> None:
    (directory / dense.FILE).unlink()
    assert verify(directory).problems == []  # nothing is lost
    assert is_whole(directory)
    assert dense.read_stamp(directory / dense.FILE) is not None
    (directory / dense.FILE).unlink()
    verify(directory, repair=True)
    assert dense.read_stamp(directory / dense.FILE) is not None


def test_a_faiss_file_of_another_index_is_not_used(directory: Path, tmp_path: Path) -> None:
    with PassageIndex.create_or_open(tmp_path / "other", HashEmbedder("other")) as other:
        other.add(corpus(COUNT, seed=9))
    shutil.copy(tmp_path / "other" / dense.FILE, directory / dense.FILE)
    assert [problem.where for problem in verify(directory).problems] == ["faiss"]
    assert is_whole(directory)


def test_a_faiss_file_that_lags_behind_is_brought_up_to_date(directory: Path) -> None:
    old = (directory / dense.FILE).read_bytes()
    with PassageIndex.open(directory, HashEmbedder()) as index:
        index.remove(corpus(COUNT)[3].source)
        index.add(corpus(4, seed=7))
    (directory / dense.FILE).write_bytes(old)
    assert is_whole(directory)


# -- files that are no index


def test_a_text_file_is_recognised(directory: Path) -> None:
    (directory / store.FILE).write_text("Catatan belanja: beras, telur.\n" * 20)
    with pytest.raises(IndexDamaged, match="not an SQLite database: it begins as text does"):
        PassageIndex.open(directory)
    assert [problem.where for problem in verify(directory).problems] == ["database"]
    with pytest.raises(IndexDamaged, match="Nothing in it could be saved"):
        verify(directory, embedder=HashEmbedder, repair=True)
    assert (directory / store.FILE).read_text().startswith("Catatan")


def test_an_empty_file_is_recognised(directory: Path) -> None:
    (directory / store.FILE).write_bytes(b"")
    with pytest.raises(IndexDamaged, match="is empty"):
        PassageIndex.create_or_open(directory, HashEmbedder())
    with pytest.raises(IndexDamaged, match="qabot index build"):
        verify(directory, repair=True)


def test_the_database_of_another_program_is_left_alone(directory: Path) -> None:
    path = directory / store.FILE
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    before = path.read_bytes()
    for attempt in (
        lambda: PassageIndex.open(directory),
        lambda: verify(directory),
        lambda: verify(directory, embedder=HashEmbedder, repair=True),
    ):
        with pytest.raises(IndexDamaged, match="another program"):
            attempt()
    assert path.read_bytes() == before


def test_the_index_of_a_newer_qabot_is_left_alone(directory: Path) -> None:
    sql(directory, f"PRAGMA user_version = {store.SCHEMA_VERSION + 1}")
    with pytest.raises(IndexDamaged, match="newer qabot") as refused:
        PassageIndex.open(directory)
    assert "Upgrade" in refused.value.mend
    with pytest.raises(IndexDamaged, match="newer qabot"):
        verify(directory, embedder=HashEmbedder, repair=True)


# -- damage to the database


def test_an_altered_text_is_never_quoted(directory: Path) -> None:
    victim = corpus(COUNT)[7].source
    with PassageIndex.open(directory) as index:
        code = next(info.code for info in index.articles() if info.source == victim)
    sql(directory, "UPDATE articles SET text = replace(text, '2024', '2025') WHERE code = ?", code)
    with PassageIndex.open(directory) as index:
        with pytest.raises(IndexDamaged, match=victim) as refused:
            index.article(code)
        assert "qabot index verify --repair" in refused.value.mend
        (problem,) = index.verify().problems
        assert (problem.where, problem.repaired) == ("article", False)
        assert victim in problem.what
    report = verify(directory, repair=True)
    assert (report.lost, report.articles, report.sound) == ([victim], COUNT - 1, True)
    assert contents(directory) == {made.source: made for made in corpus(COUNT) if made.source != victim}
    assert (directory / "qabot.db.damaged").exists()
    assert is_whole(directory)


@pytest.mark.parametrize(
    "statement",
    [
        'UPDATE passages SET "end" = "end" - 1 WHERE id = 40',
        "DELETE FROM passages WHERE id = 40",
        "UPDATE articles SET title = title || '!' WHERE id = 9",
        "UPDATE articles SET paragraphs = x'00' WHERE id = 9",
        "DELETE FROM articles WHERE id = 9",
    ],
)
def test_an_article_that_misses_a_part_is_dropped_by_name(directory: Path, statement: str) -> None:
    sql(directory, statement)
    assert not verify(directory).sound
    report = verify(directory, repair=True)
    assert len(report.lost) == 1
    everything = {made.source: made for made in corpus(COUNT)}
    del everything[report.lost[0]]
    assert contents(directory) == everything
    assert is_whole(directory)


def test_lost_vectors_are_computed_again_and_no_others(directory: Path) -> None:
    sql(directory, "UPDATE vectors SET vector = zeroblob(64) WHERE passage = 33")
    assert [problem.where for problem in verify(directory).problems] == ["vectors"]
    with pytest.raises(UsageError, match="repair needs the embedding model"):
        verify(directory, repair=True)
    embedder = HashEmbedder()
    assert verify(directory, embedder=lambda: embedder, repair=True).lost == []
    assert 0 < embedder.embedded < 15
    assert len(contents(directory)) == COUNT
    assert is_whole(directory)


def test_lost_words_are_written_anew(directory: Path) -> None:
    with PassageIndex.open(directory) as index:
        before = index.search_lexical({"jembatan": 1, "kupang": 1}, 20)
    sql(directory, "UPDATE postings SET counts = zeroblob(length(counts)) WHERE term = 'jembatan'")
    sql(directory, "DELETE FROM postings WHERE term = 'kupang'")
    report = verify(directory)
    assert [problem.where for problem in report.problems] == ["words"]
    assert verify(directory, repair=True).problems[0].repaired
    with PassageIndex.open(directory) as index:
        after = index.search_lexical({"jembatan": 1, "kupang": 1}, 20)
        assert dict(after) == pytest.approx(dict(before))
    assert not (directory / "qabot.db.damaged").exists()  # mended in place


def test_lost_settings_are_taken_from_the_model(directory: Path) -> None:
    sql(directory, "DELETE FROM meta")
    with pytest.raises(IndexDamaged, match="lost its settings"):
        PassageIndex.open(directory)
    assert verify(directory, embedder=HashEmbedder, repair=True).lost == []
    assert len(contents(directory)) == COUNT
    assert is_whole(directory)


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM origins WHERE article = 5", "UPDATE origins SET source = 'x' || source WHERE article = 5"],
)
def test_a_lost_origin_does_not_cost_the_article(directory: Path, statement: str) -> None:
    sql(directory, statement)
    assert [problem.where for problem in verify(directory).problems] == ["article"]
    report = verify(directory, repair=True)
    assert (report.lost, report.articles) == ([], COUNT)
    assert len(contents(directory)) == COUNT


def test_old_ids_are_still_explained_after_repair(directory: Path) -> None:
    edited = corpus(COUNT, seed=3)[0]
    with PassageIndex.open(directory, HashEmbedder()) as index:
        old = index.articles()[4]
        index.add(
            [type(edited)(**{**{n: getattr(edited, n) for n in edited.__slots__}, "origin": old.origin})]
        )
    sql(directory, "UPDATE articles SET text = 'x' WHERE id = 9")
    verify(directory, repair=True)
    with PassageIndex.open(directory) as index:
        assert index.resolve(old.code)[1]


def test_a_ruined_header_costs_nothing_else(directory: Path) -> None:
    overwrite(directory / store.FILE, 0, b"\xff" * 500)
    with pytest.raises(IndexDamaged, match="begins as something else does"):
        PassageIndex.open(directory)
    report = verify(directory, repair=True)
    assert (report.lost, report.articles) == ([], COUNT)
    assert contents(directory) == {made.source: made for made in corpus(COUNT)}
    assert is_whole(directory)


@pytest.mark.parametrize("kind", ["bit", "page", "zeros", "truncated"])
def test_damage_anywhere_is_found_and_mended_or_explained(sound: Path, tmp_path: Path, kind: str) -> None:
    expected = {made.source: made for made in corpus(COUNT)}
    data = (sound / store.FILE).read_bytes()
    pages = len(data) // store.PAGE_SIZE
    kept, explained = [], []
    for trial in range(8):
        rng = random.Random(f"{kind} {trial}")
        directory = shutil.copytree(sound, tmp_path / f"{trial}")
        page = rng.randrange(pages // 2 if kind == "truncated" else 1, pages) * store.PAGE_SIZE
        at = page + rng.randrange(store.PAGE_SIZE)
        if kind == "bit":
            overwrite(directory / store.FILE, at, bytes([data[at] ^ (1 << rng.randrange(8))]))
        elif kind == "page":
            overwrite(directory / store.FILE, page, rng.randbytes(store.PAGE_SIZE))
        elif kind == "zeros":
            overwrite(directory / store.FILE, page, bytes(store.PAGE_SIZE))
        else:
            (directory / store.FILE).write_bytes(data[:at])
        try:
            report = verify(directory, embedder=HashEmbedder, repair=True)
        except IndexDamaged as error:  # the page that leads to all articles was hit
            explained.append("qabot index build" in error.mend)
            continue
        assert report.sound
        found = contents(directory)
        kept.append(len(found))
        assert all(expected[source] == made for source, made in found.items())
        assert len(found) == COUNT - len(report.lost)
        assert is_whole(directory)
    assert len(kept) >= 5
    assert all(explained)
