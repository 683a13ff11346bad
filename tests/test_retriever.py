"""Questions find passages: the real index, the bundled models, invented articles in two languages."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from indexmaking import HashEmbedder

from qabot.index import PassageIndex
from qabot.retrieval import Retriever, features, load_embedder
from qabot.retrieval.retriever import READ
from qabot.types import Article, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from qabot.types import FloatArray, Hit, Language

INDONESIAN = {
    "Bendungan Cikalong Mulai Diisi Air": (
        "Bendungan Cikalong di Kabupaten Sukamakmur mulai diisi air setelah empat tahun dibangun.",
        "Bupati Sukamakmur Ratna Wulandari mengatakan bendungan itu akan mengairi 3.200 hektare sawah.",
        "Warga tiga desa yang terendam sudah menerima ganti rugi dan pindah ke permukiman baru.",
    ),
    "Nelayan Teluk Mutiara Menolak Tambang Pasir": (
        "Sekitar 400 nelayan Teluk Mutiara berunjuk rasa menolak rencana penambangan pasir laut.",
        "Ketua kelompok nelayan, Yosef Bara, menilai tambang merusak terumbu karang tempat ikan bertelur.",
        "Perusahaan tambang menyatakan kegiatannya telah mendapat izin dari kementerian.",
    ),
    "Harga Cabai Turun Setelah Panen Raya": (
        "Harga cabai rawit di Pasar Legi turun menjadi Rp28.000 per kilogram setelah panen raya.",
        "Pedagang memperkirakan harga tidak akan naik lagi sampai bulan depan karena pasokan melimpah.",
        "Dinas Pertanian meminta petani mengeringkan sebagian hasil panen agar tidak membusuk.",
    ),
    "Rumah Sakit Apung Tiba di Pulau Larantua": (
        "Rumah sakit apung milik yayasan kesehatan merapat di Pulau Larantua untuk mengobati warga.",
        "Dokter Maria Ximenes berkata tim akan melakukan operasi katarak tanpa biaya selama dua pekan.",
        "Pulau itu belum mempunyai dokter tetap sejak gempa merusak puskesmas.",
    ),
    "Kereta Malam Jurusan Pesisir Dihentikan": (
        "Perusahaan kereta menghentikan kereta malam jurusan pesisir mulai awal bulan karena sepi penumpang.",
        "Penumpang yang telah membeli karcis mendapat uang kembali penuh di stasiun.",
        "Serikat pekerja kereta mengecam keputusan itu dan mengancam mogok.",
    ),
}
ENGLISH = {
    "Lighthouse Museum Reopens After Storm": (
        "The lighthouse museum on Gull Island reopened on Saturday, a year after a storm tore off its roof.",
        "Curator Edith Marlowe said the repair cost 1.4 million pounds, most of it given by visitors.",
        "Children under twelve may climb the tower only with an adult.",
    ),
    "Town Bans Leaf Blowers": (
        "The council of Millbrook voted to ban petrol leaf blowers from next spring because of their noise.",
        "Gardeners who already own one will receive a voucher towards an electric machine.",
        "Mayor Tom Ashby, who voted against the ban, called the rule impossible to police.",
    ),
    "Beekeepers Report Record Honey Harvest": (
        "Beekeepers in the valley gathered a record harvest of honey after a warm and dry summer.",
        "Prices are expected to fall by a third, the growers' association said.",
        "Scientists warned that a mild winter could still bring mites into the hives.",
    ),
}


def article(title: str, paragraphs: Sequence[str], language: Language) -> Article:
    text, spans = "", []
    for number, paragraph in enumerate(paragraphs, start=1):
        spans.append(Paragraph(number, len(text), len(text) + len(paragraph)))
        text += f"{paragraph}\n\n"
    name = f"{title.split()[0].lower()}.txt"
    return Article(name, f"/{name}", text, tuple(spans), title, language)


def collection() -> list[Article]:
    found = [article(title, paragraphs, "id") for title, paragraphs in INDONESIAN.items()]
    return found + [article(title, paragraphs, "en") for title, paragraphs in ENGLISH.items()]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PassageIndex]:
    """Both languages, embedded by the bundled model; to be read only."""
    with PassageIndex.create_or_open(tmp_path_factory.mktemp("index"), load_embedder()) as made:
        made.add(collection())
        yield made


@pytest.fixture(scope="module")
def retriever(index: PassageIndex) -> Retriever:
    return Retriever(index, load_embedder())


def first(hits: Sequence[Hit]) -> str:
    return hits[0].passage.text


@pytest.mark.parametrize(
    ("language", "question", "answer"),
    [
        ("id", "Berapa hektare sawah yang akan diairi Bendungan Cikalong?", "3.200 hektare"),
        ("id", "Siapa ketua kelompok nelayan Teluk Mutiara?", "Yosef Bara"),
        ("id", "Berapa harga cabai rawit di Pasar Legi?", "Rp28.000"),
        ("id", "Apakah operasi katarak di rumah sakit apung gratis?", "tanpa biaya"),
        ("id", "Mengapa kereta malam dihentikan?", "sepi penumpang"),
        ("en", "How many hectares of rice fields will the dam water?", "3.200 hektare"),
        ("en", "Why do fishermen reject the sand mine?", "terumbu karang"),
        ("en", "What is the price of chili at Pasar Legi?", "Rp28.000"),
        ("en", "Who performs the free cataract operations?", "Maria Ximenes"),
        ("en", "Can passengers of the train get their money back?", "uang kembali"),
        ("en", "How much did the repair of the lighthouse museum cost?", "1.4 million"),
        ("en", "Who voted against the ban on leaf blowers?", "Tom Ashby"),
        ("id", "Berapa biaya perbaikan museum mercusuar?", "1.4 million"),
        ("id", "Mengapa panen madu mencapai rekor?", "warm and dry"),
    ],
)
def test_the_right_article_comes_first_and_the_answer_among_its_passages(
    retriever: Retriever, language: Language, question: str, answer: str
) -> None:
    hits = retriever.search(question, language, k=3)
    (right,) = [item for item in collection() if answer in item.text]
    assert hits[0].passage.article.title == right.title
    assert answer in " ".join(hit.passage.text for hit in hits)


@pytest.mark.parametrize(
    ("language", "question", "answer"),
    [
        ("id", "Siapa bupati Sukamakmur?", "Ratna Wulandari"),
        ("id", "Apakah penumpang yang membeli karcis mendapat uang kembali?", "uang kembali"),
        ("id", "Berapa harga cabai rawit per kilogram?", "Rp28.000"),
        ("en", "Did warm and dry weather help the beekeepers?", "warm and dry"),
        ("en", "Will gardeners receive a voucher for an electric machine?", "voucher"),
        ("en", "How many hectares of rice fields will the dam water?", "3.200 hektare"),
    ],
)
def test_of_one_article_the_passage_that_says_it_comes_first(
    retriever: Retriever, language: Language, question: str, answer: str
) -> None:
    assert answer in first(retriever.search(question, language))


def test_hits_are_ranked_distinct_and_show_what_was_seen(retriever: Retriever) -> None:
    hits = retriever.search("Mengapa nelayan menolak tambang pasir?", "id", k=READ)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert len({hit.passage.id for hit in hits}) == len(hits)
    for hit in hits:
        assert tuple(hit.features) == features.NAMES
        assert all(type(value) is float for value in hit.features.values())
    languages = {hit.passage.article.language for hit in hits}
    assert languages == {"id", "en"}  # a mixed collection is ranked as one


def test_the_dense_feature_is_the_inner_product_the_index_knows(
    retriever: Retriever, index: PassageIndex
) -> None:
    question = "Kapan museum mercusuar dibuka lagi?"
    vector = load_embedder().embed_questions([question])[0]
    known = dict(index.search_dense(vector, index.passage_count))
    hits = retriever.search(question, "id", k=READ)
    for hit in hits:
        assert hit.features["dense"] == pytest.approx(known[hit.passage.id], abs=1e-4)


def test_what_words_alone_propose_is_compared_by_its_vector_too(
    retriever: Retriever, index: PassageIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "Siapa kehilangan karcis, petani atau nelayan pulau?"
    known = dict(index.search_dense(load_embedder().embed_questions([question])[0], index.passage_count))
    monkeypatch.setattr("qabot.retrieval.retriever.CANDIDATES", 3)
    view = retriever.view(question, "id")
    assert view is not None
    proposal = retriever.propose(question, "id", view)
    assert 3 < len(proposal.ids) == len(set(proposal.ids)) <= 9
    for number, (bm25, dense) in zip(proposal.ids, proposal.values.tolist(), strict=True):
        assert dense == pytest.approx(known[number], abs=1e-4)
        assert 0 <= bm25 <= 1


@pytest.mark.parametrize("k", [1, 3, 10, 1000])
def test_k_bounds_the_hits_and_keeps_their_order(retriever: Retriever, index: PassageIndex, k: int) -> None:
    question = "Siapa bupati Sukamakmur?"
    everything = retriever.search(question, "id", k=READ)
    hits = retriever.search(question, "id", k=k)
    assert [hit.passage.id for hit in hits] == [hit.passage.id for hit in everything[:k]]
    assert len(hits) == min(k, READ, index.passage_count)


@pytest.mark.parametrize("question", ["", "   ", "?!", "…"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_question_without_words_finds_nothing(
    retriever: Retriever, question: str, language: Language
) -> None:
    assert retriever.search(question, language) == []
    assert retriever.view(question, language) is None


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["id", "en"]))
def test_any_text_can_be_asked(retriever: Retriever, question: str, language: Language) -> None:
    hits = retriever.search(question, language, k=5)
    assert len(hits) <= 5
    assert all(hit.score == hit.score for hit in hits)  # no NaN


def test_words_that_occur_nowhere_leave_the_vectors_to_decide(retriever: Retriever) -> None:
    question = "apakah ikan rusak oleh galian"
    assert "terumbu karang" in " ".join(hit.passage.text for hit in retriever.search(question, "id", k=4))


def test_an_empty_index_finds_nothing_and_a_single_article_itself(tmp_path: Path) -> None:
    with PassageIndex.create_or_open(tmp_path, load_embedder()) as index:
        retriever = Retriever(index, load_embedder())
        assert retriever.search("Siapa bupati?", "id") == []
        made = collection()
        index.add(made[:1])
        # the same retriever sees what was added, and an English question an Indonesian article alone
        hits = retriever.search("Who is the regent of Sukamakmur?", "en")
        assert "Ratna Wulandari" in first(hits)
        assert {hit.passage.article.source for hit in hits} == {"bendungan.txt"}
        index.add(made[-1:])
        assert "warm and dry" in first(retriever.search("Why was there so much honey?", "en"))
        index.remove("bendungan.txt")
        hits = retriever.search("Siapa bupati Sukamakmur?", "id")
        assert {hit.passage.article.source for hit in hits} == {"beekeepers.txt"}


def test_an_index_with_another_model_uses_that_model_s_vectors(tmp_path: Path) -> None:
    other = HashEmbedder()
    with PassageIndex.create_or_open(tmp_path, other) as index:
        index.add(collection())
        question = "Siapa ketua kelompok nelayan, Yosef Bara?"
        hits = Retriever(index, other).search(question, "id")
        assert "Yosef Bara" in first(hits)
        found = [hit for hit in hits if hit.passage.paragraph]
        titled = [f"{hit.passage.article.title}\n{hit.passage.text}" for hit in found]
        cosines = other.embed_passages(titled) @ other.embed_questions([question])[0]
        # on a scale of the fusion's own, but these and no other vectors
        assert np.corrcoef([hit.features["dense"] for hit in found], cosines)[0, 1] > 0.99


class CrowdedEmbedder(HashEmbedder):
    """Another model in a narrow cone: every cosine lies near 0.7 or above, as those of some models do."""

    def __init__(self, spread: HashEmbedder) -> None:
        super().__init__(f"crowded {spread.name}", spread.dimensions + 1)
        self.spread = spread

    def embed_passages(self, texts: Sequence[str]) -> FloatArray:
        vectors = self.spread.embed_passages(texts) * np.float32(0.3**0.5)
        along = np.full((len(texts), 1), 0.7**0.5, np.float32)
        return np.hstack([vectors, along])


def test_a_model_whose_cosines_lie_close_together_ranks_as_well(tmp_path: Path) -> None:
    spread = HashEmbedder()
    ranked = []
    for number, model in enumerate((spread, CrowdedEmbedder(spread))):
        with PassageIndex.create_or_open(tmp_path / str(number), model) as index:
            index.add(collection())
            hits = Retriever(index, model).search("Berapa harga tiket perahu nelayan?", "id", k=READ)
            ranked.append([(hit.passage.text, pytest.approx(hit.score, abs=0.05)) for hit in hits])
    assert ranked[0] == ranked[1]


def test_threads_ask_while_articles_are_added(tmp_path: Path) -> None:
    made = collection()
    failures: list[BaseException] = []
    done = threading.Event()
    asked = [
        ("id", "Berapa hektare sawah yang akan diairi Bendungan Cikalong?", "3.200 hektare"),
        ("en", "How many hectares of rice fields will the dam water?", "3.200 hektare"),
    ] * 2

    with PassageIndex.create_or_open(tmp_path, load_embedder()) as index:
        index.add(made[:1])
        retriever = Retriever(index, load_embedder())

        def ask(language: Language, question: str, answer: str) -> None:
            try:
                while not done.is_set():
                    hits = retriever.search(question, language)
                    assert answer in first(hits)
                    assert len({hit.passage.id for hit in hits}) == len(hits)
            except BaseException as error:  # noqa: BLE001 - carried to the thread of the test
                failures.append(error)

        threads = [threading.Thread(target=ask, args=item) for item in asked]
        for thread in threads:
            thread.start()
        for _ in range(4):  # English comes and goes: the languages held change with the generation
            for item in made[1:]:
                index.add([item])
            for item in made[5:]:
                index.remove(item.source)
        done.set()
        for thread in threads:
            thread.join()
        assert not failures, failures
        assert index.status().languages == {"id": 5}
