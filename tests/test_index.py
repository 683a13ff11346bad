"""The index: what is found, what becomes of articles that come again, and what is refused."""

from __future__ import annotations

import dataclasses
import math
import os
import struct
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest
from indexmaking import HashEmbedder, article, corpus

from qabot.errors import CitationError, EmbedderMismatch, IndexMissing, ModelError, UsageError
from qabot.index import PassageIndex, dense, duplicates, lexical, splitting, verify
from qabot.text import stemming
from qabot.text.stemming import terms
from qabot.types import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from qabot.types import Article, FloatArray, Passage


@pytest.fixture
def index(tmp_path: Path) -> Iterator[PassageIndex]:
    with PassageIndex.create_or_open(tmp_path / "index", HashEmbedder()) as made:
        yield made


def everything(index: PassageIndex) -> list[Passage]:
    return [passage for info in index.articles() for passage in index.article_passages(info.code)]


def ask(index: PassageIndex, question: str, k: int = 10) -> list[str]:
    """Sources found by words."""
    found = index.search_lexical(Counter(terms(question)), k)
    return [passage.article.source for passage in index.passages([number for number, _ in found])]


BRIDGE = article(
    "bridge.txt",
    "Jembatan Kali Biru ditutup",
    "Pemerintah kota menutup Jembatan Kali Biru karena pagar besinya retak sejak Senin malam.",
    "Perbaikan jembatan memakan waktu tiga bulan dan menelan biaya Rp15 miliar, kata kepala dinas.",
)
MARKET = article(
    "market.txt",
    "Pasar Apung menerima pembayaran digital",
    "Sebanyak 62 pedagang di Pasar Apung mulai menerima pembayaran digital pekan ini.",
    "Pedagang tidak dikenai biaya tambahan sampai akhir tahun, menurut pengelola pasar.",
)


# -- passages


def test_every_paragraph_is_a_passage_and_so_is_the_title(index: PassageIndex) -> None:
    index.add([BRIDGE])
    (info,) = index.articles()
    passages = index.article_passages(info.code)
    assert [passage.paragraph for passage in passages] == [0, 1, 2]
    assert passages[0].text == BRIDGE.title
    assert [p.text for p in passages[1:]] == [BRIDGE.paragraph_text(p) for p in BRIDGE.paragraphs]
    assert all(BRIDGE.text[p.start : p.end] == p.text for p in passages)
    assert (info.paragraphs, info.passages) == (2, 3)


def test_long_paragraphs_are_cut_at_sentence_ends_into_near_equal_parts() -> None:
    sentence = "Kepala dinas menjelaskan bahwa perbaikan jembatan itu memakan waktu cukup lama."
    long = article("long", "Judul", " ".join([sentence] * 40))
    spans = splitting.passages(long)[1:]
    texts = [long.text[start:end] for _, start, end in spans]
    words = [len(text.split()) for text in texts]
    assert sum(words) == 40 * len(sentence.split())
    assert max(words) <= splitting.MOST_WORDS + len(sentence.split())
    assert max(words) - min(words) <= len(sentence.split())
    assert all(text.startswith("Kepala") and text.endswith("lama.") for text in texts)
    assert {number for number, _, _ in spans} == {1}


def test_a_paragraph_without_sentence_ends_is_cut_between_words() -> None:
    table = article("table", "Judul", " ".join(f"kolom{n}" for n in range(1000)))
    texts = [table.text[start:end] for _, start, end in splitting.passages(table)[1:]]
    assert " ".join(texts) == table.paragraph_text(table.paragraphs[0])
    assert max(len(text.split()) for text in texts) <= splitting.MOST_WORDS


def test_a_title_that_is_not_in_the_text_is_no_passage(index: PassageIndex) -> None:
    index.add([dataclasses.replace(BRIDGE, title="Judul dari laman")])
    assert [passage.paragraph for passage in everything(index)] == [1, 2]
    assert ask(index, "judul laman") == ["bridge.txt"] * 2  # but its words find the paragraphs


# -- searching


def reference_bm25(
    passages: Sequence[Passage], query: dict[str, int], title_weight: float
) -> dict[int, float]:
    """BM25 as the textbook has it, one passage at a time."""
    bodies, titles = {}, {}
    for passage in passages:
        bodies[passage.id] = Counter(terms(passage.text, "id"))
        title = passage.article.title if passage.paragraph > 0 else ""
        titles[passage.id] = Counter(terms(title, "id"))
    length = {p.id: bodies[p.id].total() + title_weight * titles[p.id].total() for p in passages}
    mean = sum(length.values()) / len(passages)
    scores: dict[int, float] = {}
    for passage in passages:
        score = 0.0
        for term, weight in query.items():
            often = bodies[passage.id][term] + title_weight * titles[passage.id][term]
            count = sum(bool(bodies[p.id][term] + titles[p.id][term]) for p in passages)
            norm = lexical.K1 * (1 - lexical.B + lexical.B * length[passage.id] / mean)
            idf = math.log(1 + (len(passages) - count + 0.5) / (count + 0.5))
            score += weight * idf * often * (lexical.K1 + 1) / (often + norm)
        if score > 0:
            scores[passage.id] = score
    return scores


@pytest.mark.parametrize("title_weight", [0.0, 0.5, 2.0])
def test_words_are_ranked_as_bm25_ranks_them(index: PassageIndex, title_weight: float) -> None:
    index.add(corpus(60))
    passages = everything(index)
    for question in (
        "Siapa menutup pasar di Kupang?",
        "sekolah sekolah 12/3/2024",
        "minister opened the library",
    ):
        query = Counter(terms(question))
        expected = reference_bm25(passages, query, title_weight)
        found = index.search_lexical(query, 1000, title_weight=title_weight)
        assert dict(found) == pytest.approx(expected, rel=1e-4)
        assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
        for k in (1, 2, 3, 7):
            assert index.search_lexical(query, k, title_weight=title_weight) == found[:k]


def test_words_nobody_uses_find_nothing(index: PassageIndex) -> None:
    index.add(corpus(3))
    assert index.search_lexical({"xyzzy": 1}, 10) == []
    assert index.search_lexical({}, 10) == []
    assert index.search_lexical({"sekolah": 1}, 0) == []


def test_document_frequencies(index: PassageIndex) -> None:
    index.add([BRIDGE, MARKET])
    assert index.document_frequencies(["jembatan", "biaya", "xyzzy"]) == {
        "jembatan": 3,
        "biaya": 2,
        "xyzzy": 0,
    }
    index.add(corpus(1))
    assert index.document_frequencies(["biaya"]) == {"biaya": 2}


def brute_force(index: PassageIndex, question: FloatArray, k: int) -> list[int]:
    ids = [passage.id for passage in everything(index)]
    scores = index.vectors(ids) @ question
    return [ids[at] for at in np.argsort(-scores, kind="stable")[:k]]


@pytest.mark.parametrize("exact_bytes", [dense.EXACT_BYTES, 1])
def test_vectors_are_ranked_by_inner_product(
    index: PassageIndex, exact_bytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dense, "EXACT_BYTES", exact_bytes)
    embedder = HashEmbedder()
    index.add(corpus(80))
    assert index.status().vectors == ("exact" if exact_bytes > 1 else "8-bit")
    agreement = []
    for question in embedder.embed_questions([a.title for a in corpus(20, seed=5)]):
        found = index.search_dense(question, 10)
        stored = index.vectors([number for number, _ in found])
        assert [score for _, score in found] == pytest.approx(list(stored @ question), abs=1e-5)
        agreement.append(len({number for number, _ in found} & set(brute_force(index, question, 10))) / 10)
    assert np.mean(agreement) >= (1.0 if exact_bytes > 1 else 0.95)


def test_more_is_asked_than_there_is(index: PassageIndex) -> None:
    question = HashEmbedder().embed_questions(["jembatan"])[0]
    assert index.search_dense(question, 5) == []
    index.add([BRIDGE])
    assert len(index.search_dense(question, 500)) == 3


def test_a_vector_of_another_size_is_refused(index: PassageIndex) -> None:
    index.add([BRIDGE])
    with pytest.raises(EmbedderMismatch, match="32 dimensions"):
        index.search_dense(np.zeros(31, np.float32), 5)


def test_passages_come_in_the_order_asked_for(index: PassageIndex) -> None:
    index.add(corpus(5))
    ids = [passage.id for passage in everything(index)]
    assert [passage.id for passage in index.passages(ids[::-1])] == ids[::-1]
    assert [passage.id for passage in index.passages([ids[3], 10_000, ids[0]])] == [ids[3], ids[0]]
    vectors = index.vectors([ids[3], 10_000])
    assert vectors.shape == (2, 32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0], abs=1e-3)


def test_what_is_added_one_by_one_is_found_as_if_added_at_once(tmp_path: Path) -> None:
    with (
        PassageIndex.create_or_open(tmp_path / "one", HashEmbedder()) as one,
        PassageIndex.create_or_open(tmp_path / "many", HashEmbedder()) as many,
    ):
        for made in corpus(30):
            one.add([made])
        many.add(corpus(30))
        query = Counter(terms("gubernur menutup pasar di Kupang"))
        assert one.search_lexical(query, 50) == many.search_lexical(query, 50)
        question = HashEmbedder().embed_questions(["gubernur menutup pasar di Kupang"])[0]
        assert one.search_dense(question, 50) == many.search_dense(question, 50)
        with one._store.reading() as connection:
            segments = connection.execute("SELECT count(*) FROM segments").fetchone()[0]
        assert segments < 15  # merged as they came


def test_removed_passages_leave_the_ranking_as_if_never_added(tmp_path: Path) -> None:
    with (
        PassageIndex.create_or_open(tmp_path / "one", HashEmbedder()) as one,
        PassageIndex.create_or_open(tmp_path / "other", HashEmbedder()) as other,
    ):
        one.add(corpus(30))
        for made in corpus(30)[:20]:
            one.remove(made.source)
        other.add(corpus(30)[20:])
        query = Counter(terms("gubernur menutup pasar di Kupang"))
        ranked = [[(p.text, p.article.code) for p in i.passages([n for n, _ in i.search_lexical(query, 9)])]
                  for i in (one, other)]  # fmt: skip
        assert ranked[0] == ranked[1]
        assert one.document_frequencies(query) == other.document_frequencies(query)
        assert one.passage_count == other.passage_count


# -- articles that come again


def test_the_same_article_again_changes_nothing(index: PassageIndex) -> None:
    first = index.add([BRIDGE, MARKET])
    before = index.generation
    again = index.add([BRIDGE, MARKET])
    assert again.unchanged == first.added
    assert (again.added, again.passages, index.generation) == ([], 0, before)


def test_an_edited_article_replaces_its_old_self(index: PassageIndex) -> None:
    (old,) = index.add([BRIDGE]).added
    edited = article(BRIDGE.source, BRIDGE.title, "Jembatan dibuka kembali lebih cepat.", "Warga senang.")
    report = index.add([edited])
    (new,) = report.replaced
    assert new.code != old.code
    assert index.articles() == [new]
    assert ask(index, "retak") == []
    assert ask(index, "senang") == ["bridge.txt"]
    assert index.resolve(old.code) == (new.code, True)
    with pytest.raises(CitationError):
        index.info(old.code)
    index.add([BRIDGE])  # and back again
    assert index.resolve(old.code) == (old.code, False)
    assert index.resolve(new.code) == (old.code, True)


def test_new_facts_about_the_same_words_keep_the_code(index: PassageIndex) -> None:
    (old,) = index.add([BRIDGE]).added
    index.add([article("copy.txt", BRIDGE.title, *(BRIDGE.paragraph_text(p) for p in BRIDGE.paragraphs))])
    (new,) = index.add([dataclasses.replace(BRIDGE, author="Sari Dewi")]).replaced
    assert (new.code, new.author) == (old.code, "Sari Dewi")
    assert index.status().copies == 1
    assert len(index.articles()) == 1


def test_a_copy_is_reported_and_not_stored_twice(index: PassageIndex) -> None:
    (info,) = index.add([BRIDGE]).added
    copy = dataclasses.replace(BRIDGE, source="copy.txt", origin="https://mirror.example.org/bridge")
    for _ in range(2):
        (reported,) = index.add([copy]).copies
        assert (reported.source, reported.code, reported.duplicate_of) == ("copy.txt", info.code, info.code)
    assert index.articles() == [info]
    assert index.status().copies == 1


def test_white_space_and_compatibility_forms_do_not_make_another_article(index: PassageIndex) -> None:
    index.add([article("one", "Kantor ﬁskal", "Pajak naik  dua persen.")])
    assert index.add([article("two", "Kantor fiskal", "Pajak naik dua persen.")]).copies


def test_an_article_lives_as_long_as_one_of_its_copies(index: PassageIndex) -> None:
    copy = dataclasses.replace(BRIDGE, source="copy.txt", origin="https://mirror.example.org/bridge")
    (info,) = index.add([BRIDGE, copy]).added
    (gone,) = index.remove("bridge.txt")
    assert gone.source == "bridge.txt"
    (left,) = index.articles()
    assert (left.source, left.code) == ("copy.txt", info.code)
    index.add([BRIDGE])
    assert len(index.remove(info.code)) == 1  # the code means the article, wherever it came from
    assert index.articles() == []


def test_an_edited_original_leaves_its_copy_in_place(index: PassageIndex) -> None:
    copy = dataclasses.replace(BRIDGE, source="copy.txt", origin="https://mirror.example.org/bridge")
    (info,) = index.add([BRIDGE, copy]).added
    index.add([article("bridge.txt", "Jembatan dibuka", "Kendaraan boleh lewat lagi.")])
    assert [(i.source, i.code == info.code) for i in index.articles()] == [
        ("copy.txt", True),
        ("bridge.txt", False),
    ]


def test_a_renamed_file_is_not_a_copy(index: PassageIndex, tmp_path: Path) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(BRIDGE.text)
    (info,) = index.add([dataclasses.replace(BRIDGE, source="old.txt", origin=str(old))]).added
    renamed = dataclasses.replace(BRIDGE, source="new.txt", origin=str(new))
    old.rename(new)
    (moved,) = index.add([renamed]).moved
    assert (moved.code, moved.source) == (info.code, "new.txt")
    assert index.add([renamed]).unchanged
    assert index.status().copies == 0


def test_near_copies_are_stored_and_flagged(index: PassageIndex) -> None:
    paragraphs = [BRIDGE.paragraph_text(p) for p in BRIDGE.paragraphs] * 3
    (first,) = index.add([article("a", "Jembatan ditutup", *paragraphs)]).added
    report = index.add([article("b", "Jembatan Kali Biru tutup", *paragraphs, "Warga kecewa."), MARKET])
    (near,) = report.near_duplicates
    assert (near.source, near.duplicate_of) == ("b", first.code)
    assert [info.duplicate_of for info in report.added] == [first.code, None]
    third = index.add([article("c", "Jembatan ditutup lagi", *paragraphs, "Bupati diam.")]).added[0]
    assert third.duplicate_of == first.code  # not a chain
    index.remove(first.code)
    assert all(info.duplicate_of is None for info in index.articles())
    assert index.add([article("d", "Lain", *paragraphs)], find_duplicates=False).near_duplicates == []


def test_signatures_estimate_how_much_two_articles_share() -> None:
    words = [f"kata{n}" for n in range(400)]
    for shared in (0, 200, 300, 390):
        one = article("one", "x", " ".join(words))
        other = article("other", "x", " ".join(words[:shared] + [f"lain{n}" for n in range(400 - shared)]))
        runs = [{tuple(w[i : i + 5]) for i in range(len(w) - 4)} for w in (
            a.paragraph_text(a.paragraphs[0]).split() for a in (one, other))]  # fmt: skip
        overlap = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
        minima = [np.frombuffer(duplicates.signature(a), "<u4") for a in (one, other)]
        assert np.mean(minima[0] == minima[1]) == pytest.approx(overlap, abs=0.13)  # three standard errors


# -- removing


def test_an_article_is_removed_by_any_of_its_names(
    index: PassageIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = dataclasses.replace(
        MARKET, source="folder/market.txt", origin=str(tmp_path / "folder" / "market.txt")
    )
    for ref in ("CODE", BRIDGE.source, BRIDGE.origin, "folder/market.txt", "./folder/market.txt"):
        infos = index.add([BRIDGE, file]).added
        code = infos[0].code.upper() if infos else ""
        (gone,) = index.remove(code if ref == "CODE" else ref)
        assert gone.code not in {info.code for info in index.articles()}
        with pytest.raises(CitationError, match="was removed"):
            index.resolve(gone.code)


def test_a_file_of_many_articles_is_removed_whole(index: PassageIndex) -> None:
    items = [
        dataclasses.replace(made, source=f"news.jsonl#{n}", origin=f"/data/news.jsonl#{n}")
        for n, made in enumerate(corpus(3))
    ]
    index.add([*items, BRIDGE])
    assert len(index.remove("news.jsonl#1")) == 1
    assert len(index.remove("news.jsonl")) == 2
    assert [info.source for info in index.articles()] == ["bridge.txt"]


def test_names_of_nothing_or_of_several_are_refused(index: PassageIndex) -> None:
    index.add([BRIDGE, dataclasses.replace(MARKET, source="bridge.txt")])
    with pytest.raises(UsageError, match="source of 2 articles") as several:
        index.remove("bridge.txt")
    assert BRIDGE.origin in several.value.mend
    assert MARKET.origin in several.value.mend
    with pytest.raises(UsageError, match="bridge"):
        index.remove("brigde.txt")
    with pytest.raises(UsageError, match="qabot articles"):
        index.remove(BRIDGE.origin, "qwertz")
    assert len(index.articles()) == 2


# -- models


def test_another_model_is_refused_with_both_names(tmp_path: Path) -> None:
    with PassageIndex.create_or_open(tmp_path, HashEmbedder("old")) as index:
        index.add([BRIDGE])
    with pytest.raises(EmbedderMismatch, match=r"'old'.*'new'") as refused:
        PassageIndex.create_or_open(tmp_path, HashEmbedder("new"))
    assert "qabot index build --reembed" in refused.value.mend
    with PassageIndex.open(tmp_path) as index:
        assert index.article_passages(index.articles()[0].code)
        with pytest.raises(UsageError):
            index.add([MARKET])


def test_reembedding_moves_to_another_model(tmp_path: Path) -> None:
    with PassageIndex.create_or_open(tmp_path, HashEmbedder("old")) as index:
        index.add(corpus(10))
        index.remove(corpus(10)[4].source)
    old = PassageIndex.open(tmp_path, HashEmbedder("old"))
    new = HashEmbedder("new", dimensions=48)
    seen = []
    with PassageIndex.open(tmp_path) as index:
        index.reembed(new, seen.append)
        assert (seen[-1].articles, seen[-1].passages) == (9, index.passage_count)
        question = new.embed_questions([corpus(10)[7].title])[0]
        assert index.passages([index.search_dense(question, 1)[0][0]])[0].article.source == "0-7.txt"
        index.add([BRIDGE])
        assert (index.status().embedder, index.status().dimensions) == ("new", 48)
    with pytest.raises(EmbedderMismatch):
        old.search_dense(np.zeros(32, np.float32), 1)
    with pytest.raises(EmbedderMismatch):
        old.add([MARKET])
    assert MARKET.source not in {info.source for info in old.articles()}
    old.close()
    PassageIndex.open(tmp_path, new).close()


def test_interrupted_reembedding_goes_on_where_it_stopped(tmp_path: Path) -> None:
    class Failing(HashEmbedder):
        def embed_passages(self, texts: Sequence[str]) -> FloatArray:
            if self.embedded:
                raise KeyboardInterrupt
            return super().embed_passages(texts)

    with PassageIndex.create_or_open(tmp_path, HashEmbedder("old")) as index:
        index.add(corpus(60))
        first, second = Failing("new"), HashEmbedder("new")
        with pytest.raises(KeyboardInterrupt):
            index.reembed(first)
        question = HashEmbedder("old").embed_questions(["pasar"])[0]
        assert index.search_dense(question, 3)  # the old vectors still serve
        index.add([BRIDGE])
        index.reembed(second)
        assert first.embedded + second.embedded == index.passage_count
        assert index.verify().sound


def test_a_model_that_gives_nonsense_adds_nothing(tmp_path: Path) -> None:
    class Nonsense(HashEmbedder):
        def embed_passages(self, texts: Sequence[str]) -> FloatArray:
            return super().embed_passages(texts) * np.float32("nan")

    class Short(HashEmbedder):
        def embed_passages(self, texts: Sequence[str]) -> FloatArray:
            return super().embed_passages(texts)[1:]

    for wrong in (Nonsense(), Short()):
        with PassageIndex.create_or_open(tmp_path, wrong) as index:
            with pytest.raises(ModelError):
                index.add([BRIDGE])
            assert index.articles() == []


# -- the rest


def test_where_there_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="qabot index build"):
        PassageIndex.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_reading_writes_nothing(tmp_path: Path) -> None:
    with PassageIndex.create_or_open(tmp_path, HashEmbedder()) as index:
        index.add([BRIDGE])
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    with PassageIndex.open(tmp_path, HashEmbedder(), read_only=True) as index:
        assert ask(index, "jembatan")
        assert index.search_dense(HashEmbedder().embed_questions(["jembatan"])[0], 1)
        with pytest.raises(Exception, match="may not be written"):
            index.add([MARKET])
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="needs a user from whom a directory can be locked"
)
def test_a_read_only_medium_can_be_searched(tmp_path: Path) -> None:
    with PassageIndex.create_or_open(tmp_path / "index", HashEmbedder()) as index:
        index.add([BRIDGE])
    (tmp_path / "index" / dense.FILE).unlink()
    (tmp_path / "index" / "qabot.db").chmod(0o444)
    (tmp_path / "index").chmod(0o555)
    try:
        with PassageIndex.open(tmp_path / "index", HashEmbedder(), read_only=True) as index:
            assert ask(index, "jembatan")
            assert index.search_dense(HashEmbedder().embed_questions(["jembatan"])[0], 1)
        assert verify(tmp_path / "index").sound
    finally:
        (tmp_path / "index").chmod(0o755)


def test_status(index: PassageIndex) -> None:
    index.add([*corpus(4), dataclasses.replace(BRIDGE, language="en", published="1999-12-31")])
    status = index.status()
    assert (status.articles, status.languages, status.oldest) == (5, {"id": 4, "en": 1}, "1999-12-31")
    assert status.passages == index.passage_count == len(everything(index))
    assert (status.embedder, status.dimensions, status.embedder_matches) == ("hash", 32, True)
    assert status.size_bytes > 10_000


def test_articles_come_back_as_they_went_in(index: PassageIndex) -> None:
    odd = dataclasses.replace(
        article("odd 👍.txt", "Judul ‘aneh’ مرحبا", "Kutipan\u00a0panjang 👍🏽.", "Baris\u2028kedua\x00nol."),
        publisher=None,
        author="Éa",
        published="2023-07-28T19:42",
    )
    (info,) = index.add([odd]).added
    assert index.article(info.code) == odd
    broken = dataclasses.replace(BRIDGE, text=BRIDGE.text.replace("retak", "ret\udcffk"))
    (info,) = index.add([broken]).added
    assert index.article(info.code).text == BRIDGE.text.replace("retak", "ret\ufffdk")


def test_progress_counts_what_is_committed(index: PassageIndex) -> None:
    seen = []

    def look(progress: object) -> None:
        seen.append(progress)
        assert index.passage_count >= seen[-1].passages  # type: ignore[attr-defined]

    index.add(corpus(5), progress=look)
    assert [progress.articles for progress in seen] == [1, 2, 3, 4, 5]
    assert seen[-1].passages == index.passage_count


def test_an_exception_on_the_way_keeps_what_is_in(index: PassageIndex) -> None:
    def articles() -> Iterator[Article]:
        yield from corpus(200)
        raise KeyboardInterrupt

    committed = []
    with pytest.raises(KeyboardInterrupt):
        index.add(articles(), progress=committed.append)
    assert len(index.articles()) == committed[-1].articles > 0
    assert index.verify().sound


def test_a_batch_is_written_whole_or_not_at_all(index: PassageIndex) -> None:
    # No reader makes such offsets; what matters is that writing fails in the middle.
    wrong = dataclasses.replace(MARKET, paragraphs=(Paragraph(1, 0, 1 << 40),))
    with pytest.raises(struct.error):
        index.add([BRIDGE, wrong])
    assert index.articles() == []
    assert index.add([BRIDGE]).added
    assert index.verify().sound


def test_words_are_written_anew_when_stemming_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with PassageIndex.create_or_open(tmp_path, HashEmbedder()) as index:
        monkeypatch.setattr("qabot.index.writer.terms", lambda text, language=None: ["lama"])
        index.add([BRIDGE])
        monkeypatch.undo()
        assert ask(index, "jembatan") == []
    monkeypatch.setattr(stemming, "VERSION", stemming.VERSION + 1)
    monkeypatch.setattr("qabot.index.writer.VERSION", stemming.VERSION)
    with PassageIndex.open(tmp_path) as index:
        assert len(ask(index, "jembatan")) == 3
        before = index.generation
    with PassageIndex.open(tmp_path) as index:
        assert index.generation == before


def test_opening_and_words_need_no_faiss(tmp_path: Path) -> None:
    with PassageIndex.create_or_open(tmp_path, HashEmbedder()) as index:
        index.add([BRIDGE])
    code = f"""
import sys, pathlib
from qabot.index import PassageIndex
assert not {{"numpy", "faiss"}} & set(sys.modules), "importing"
with PassageIndex.open(pathlib.Path({str(tmp_path)!r})) as index:
    assert len(index.articles()) == 1
    assert not {{"numpy", "faiss"}} & set(sys.modules), "opening"
    assert index.search_lexical({{"jembatan": 1}}, 5)
    assert "faiss" not in sys.modules, "searching"
"""
    subprocess.run([sys.executable, "-c", code], check=True)
