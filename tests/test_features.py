"""What the fusion sees: each feature in its range, and moving the right way."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.retrieval import embedder, features, lexicon
from qabot.retrieval.features import NAMES, PassageView, QuestionView
from qabot.types import ArticleInfo, Passage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qabot.types import Language

WORDS = "jembatan retak menutup gubernur pasar apung 62 pedagang banjir nelayan harga beras".split()


def asked(
    question: str, language: Language = "id", frequency: Mapping[str, int] | None = None
) -> QuestionView:
    """A view of ``question`` over a collection of 1,000 passages; words are in 10 of them unless told."""
    static = embedder.bundled()
    targets: tuple[Language, Language] = ("id", "en")
    words = {target: lexicon.question_terms(question, language, target) for target in targets}
    found = {term for groups in words.values() for group in groups for term in group}
    return QuestionView(
        words=words,
        rarity={term: features.rarity((frequency or {}).get(term, 10), 1000) for term in found},
        vector=static.embed_questions([question])[0],
        token_vectors=static.token_vectors(static.tokens([question])[0]),
    )


def seen(
    question: QuestionView, *texts: str, title: str = "", language: Language = "id"
) -> list[dict[str, float]]:
    passages = [PassageView(title, text, language, dense=0.25) for text in texts]
    values = features.matrix(question, passages, embedder.bundled())
    assert values.shape == (len(texts), len(NAMES))
    assert values.dtype == np.float32
    return [dict(zip(NAMES, row.tolist(), strict=True)) for row in values]


def info(title: str, language: Language = "id") -> ArticleInfo:
    return ArticleInfo("k7m2pq", "a.md", "/a.md", title, None, None, None, language, 1, 1, "2024-01-01")


texts = st.lists(st.sampled_from([*WORDS, "dan", ".", "Kabar"]), max_size=30).map(" ".join)


@given(texts, texts, texts, st.sampled_from(["id", "en"]))
def test_every_feature_stays_in_its_range(question: str, title: str, text: str, language: Language) -> None:
    view = asked(question, language)
    (found,) = seen(view, text, title=title)
    for name in ("title", "coverage", "window", "pairs"):
        assert 0 <= found[name] <= 1 + 1e-6, name
    assert found["window"] <= found["coverage"] + 1e-6
    assert found["dense"] == 0.25
    assert -1 - 1e-5 <= found["maxsim"] <= 1 + 1e-5
    assert 0 <= found["sentence"] <= 1 + 1e-5
    assert 0 <= found["length"] < 1
    # translations add up, so BM25 may pass 1 across languages, but not with one term a word
    assert 0 <= found["bm25"] <= (1 if language == "id" else 5)


@given(st.permutations(WORDS), st.integers(1, 5), st.integers(1, 5))
def test_more_of_the_question_s_words_raise_what_counts_words(
    words: list[str], asked_for: int, held: int
) -> None:
    view = asked(" ".join(words[:asked_for]))
    texts = [" ".join(words[:count] + ["kabar"] * (12 - count)) for count in range(held + 1)]
    found = seen(view, *texts)
    for fewer, more, count in zip(found, found[1:], range(1, held + 1), strict=False):
        for name in ("bm25", "coverage", "window"):
            if count <= asked_for:
                assert more[name] > fewer[name]
            else:
                assert more[name] == pytest.approx(fewer[name], abs=1e-6)
    assert found[held]["coverage"] == pytest.approx(min(held, asked_for) / asked_for, abs=1e-6)


def test_rare_words_count_more() -> None:
    view = asked("jembatan gubernur", frequency={"jembatan": 2, "gubernur": 500})
    rare, common = seen(view, "jembatan itu panjang", "gubernur itu datang")
    assert rare["coverage"] > 5 * common["coverage"]
    assert rare["bm25"] > common["bm25"]
    assert rare["coverage"] + common["coverage"] == pytest.approx(1)


def test_rarity_falls_with_frequency_and_is_never_negative() -> None:
    found = [features.rarity(count, 1000) for count in range(1001)]
    assert all(a > b for a, b in itertools.pairwise(found))
    assert found[-1] > 0
    assert features.rarity(10, 1000) == pytest.approx(math.log(1001 / 10.5))


def test_repeats_and_length_matter_to_bm25_alone() -> None:
    view = asked("jembatan retak")
    once, twice, diluted = seen(
        view, "jembatan retak", "jembatan retak jembatan retak", "jembatan retak " + "kabar lain " * 60
    )
    assert once["bm25"] < twice["bm25"]
    assert diluted["bm25"] < once["bm25"]
    assert once["coverage"] == twice["coverage"] == diluted["coverage"] == pytest.approx(1)
    assert once["length"] < twice["length"] < diluted["length"]
    assert twice["length"] == pytest.approx(math.log(5) / 6)


def test_the_window_is_the_best_sentence() -> None:
    view = asked("jembatan retak gubernur pasar")
    spread, together = seen(
        view,
        "Jembatan itu tua. Besinya retak. Gubernur datang. Ada pasar di sana.",
        "Gubernur melihat jembatan retak dekat pasar. Warga menonton.",
    )
    assert spread["coverage"] == together["coverage"] == pytest.approx(1)
    assert spread["window"] == pytest.approx(0.25)
    assert together["window"] == pytest.approx(1)


def test_pairs_are_neighbours_in_either_order_with_one_word_between_at_most() -> None:
    view = asked("jembatan retak gubernur")
    found = seen(
        view,
        "jembatan retak gubernur",
        "gubernur retak jembatan",
        "jembatan panjang retak panjang gubernur",
        "jembatan panjang lebar retak panjang lebar gubernur",
        "jembatan retak",
    )
    assert [item["pairs"] for item in found] == pytest.approx([1, 1, 1, 0, 0.5])
    assert seen(asked("jembatan"), "jembatan jembatan")[0]["pairs"] == 0


def test_a_title_word_counts_for_the_title_and_a_little_for_bm25() -> None:
    view = asked("jembatan retak")
    (untitled,), (titled,) = seen(view, "jembatan itu"), seen(view, "jembatan itu", title="Besi Retak")
    assert (untitled["title"], titled["title"]) == pytest.approx((0, 0.5))
    assert titled["bm25"] > untitled["bm25"]
    assert titled["coverage"] == untitled["coverage"]


def test_translations_of_one_word_count_once() -> None:
    view = asked("price", "en")
    (group,) = view.words["id"]
    best, *others = sorted(group, key=lambda term: -group[term] * view.rarity[term])
    assert others, "a word with several translations is needed here"
    one, all_of_them, other = seen(view, best, " ".join(group), others[0])
    for name in ("coverage", "window"):
        assert one[name] == all_of_them[name] == pytest.approx(1)
        assert 0 < other[name] < 1
    assert all_of_them["bm25"] > one["bm25"]


def test_an_english_question_is_read_in_the_words_of_the_passage() -> None:
    view = asked("Which ministry banned rice imports?", "en")
    text = "Kementerian itu melarang impor beras."
    (indonesian,) = seen(view, text)
    (taken_for_english,) = seen(view, text, language="en")
    assert indonesian["coverage"] > 0.6
    assert taken_for_english["coverage"] < 0.2


@pytest.mark.parametrize("text", ["Jembatan Kali Biru ditutup sejak Senin", "The bridge has been closed"])
def test_identical_text_is_as_close_as_can_be(text: str) -> None:
    language: Language = "en" if text.startswith("The") else "id"
    same, other = seen(asked(text, language), text, "Harga cabai naik lagi", language=language)
    assert same["maxsim"] == pytest.approx(1, abs=1e-5)
    assert same["sentence"] == pytest.approx(1, abs=1e-5)
    assert other["maxsim"] < 0.8
    assert other["sentence"] < same["sentence"]


def test_each_token_looks_for_its_own_closest_one() -> None:
    view = asked("jembatan retak")
    half, both, apart = seen(
        view, "jembatan", "jembatan retak", "Ada jembatan. " + "Hujan turun. " * 20 + "Retak."
    )
    assert half["maxsim"] < both["maxsim"] == pytest.approx(1, abs=1e-5)
    assert apart["maxsim"] == pytest.approx(1, abs=1e-5)
    assert apart["sentence"] < both["sentence"]
    _, closeness = features.neural(view, [PassageView("", "jembatan", "id", 0)], embedder.bundled())
    assert closeness.shape == (1, len(view.token_vectors))
    assert closeness[0, 0] == pytest.approx(1, abs=1e-5)


def test_token_weights_are_shares_of_the_vectors_lengths() -> None:
    view = asked("siapa yang menutup jembatan itu")
    weights = features.token_weights(view)
    assert weights.sum() == pytest.approx(1)
    by_token = dict(zip("siapa yang menutup jembatan itu".split(), weights.tolist(), strict=True))
    assert by_token["jembatan"] > by_token["yang"]  # training has learnt what carries a topic


def test_nothing_to_compare_gives_zeros() -> None:
    view = asked("jembatan retak")
    (empty,) = seen(view, "")
    assert {name: value for name, value in empty.items() if value} == {"dense": 0.25}
    silent = QuestionView({"id": [], "en": []}, {}, view.vector * 0, view.token_vectors[:0])
    (found,) = seen(silent, "jembatan retak")
    assert {name for name, value in found.items() if value} == {"dense", "length"}
    assert features.token_weights(silent).shape == (0,)


def test_a_passage_is_seen_the_same_alone_and_among_others() -> None:
    view = asked("Kapan jembatan dibuka?")
    texts = [
        "Jembatan dibuka Senin. Warga senang.",
        "",
        "Pasar tutup.",
        "Harga beras naik. Beras langka. Titik.",
    ]
    together = seen(view, *texts)
    for text, found in zip(texts, together, strict=True):
        assert seen(view, text)[0] == pytest.approx(found, abs=1e-5)


def test_the_rarest_missing_word_is_looked_for_in_the_title_too() -> None:
    view = asked("jembatan zamrud", frequency={"zamrud": 1, "jembatan": 100})
    text = "jembatan itu panjang"
    passage = Passage(1, info("Kabar kota"), 1, 0, len(text), text, "0" * 16)
    titled = Passage(1, info("Kota Zamrud"), 1, 0, len(text), text, "0" * 16)
    share = view.rarity["zamrud"] / (view.rarity["zamrud"] + view.rarity["jembatan"])
    assert features.rarest_missing(view, passage) == pytest.approx(share)
    assert features.rarest_missing(view, titled) == 0
    assert (
        features.rarest_missing(QuestionView({"id": []}, {}, view.vector, view.token_vectors), passage) == 0
    )
