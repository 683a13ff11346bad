"""Every bundled model is made from data to file, small, and comes out the same twice."""

from __future__ import annotations

import gzip
import itertools
import json
import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import trainingdata

from qabot.answering.reading import confidence, verdict
from qabot.cli import run
from qabot.cli.exits import Exit
from qabot.retrieval import features, fusion
from qabot.retrieval import lexicon as lexicons
from qabot.retrieval.embedder import StaticEmbedder
from qabot.text.stemming import terms
from qabot.training import answering as answering_training
from qabot.training import data as training_data
from qabot.training import dossiers, reports, searches
from qabot.training import embedder as embedder_training
from qabot.training import fusion as fusion_training
from qabot.training import lexicon as lexicon_training

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAIRS = {"id-id", "id-en", "en-id", "en-en"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return trainingdata.make(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def tables(data: Path) -> lexicon_training.Tables:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lexicon_training, "questions", list)
        return lexicon_training.estimate(data, report=lambda _: None)


@pytest.fixture(autouse=True)
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one_thread: None) -> Iterator[Path]:
    """Small settings, and nothing written into the package."""
    settings: dict[Any, dict[str, Any]] = {
        lexicon_training: {"FOLDER": tmp_path / "lexicon"},
        embedder_training: {
            "BUNDLED_FOLDER": tmp_path / "embedder",
            "VOCABULARY": 600,
            "DIMENSIONS": 24,
            "BATCH": 64,
        },
        training_data: {"_HELD_OUT_TITLES": 2},
        fusion_training: {"QUESTIONS": 24, "DISTRACTORS": 60},
        fusion: {"FILE": tmp_path / "fusion.json"},
        searches: {"QUESTIONS": 16, "NEWS_COLLECTIONS": 1, "STRANGERS": 4},
        confidence: {"FILE": tmp_path / "answering.json"},
    }
    held = [dossier for dossier in dossiers.load() if dossier.held_out][:2]
    some = [replace(dossier, asked=dossier.asked[::5]) for dossier in held]
    monkeypatch.setattr(dossiers, "load", lambda: some)
    monkeypatch.setattr(reports, "load", lambda data: some[:1])
    monkeypatch.setattr(lexicon_training, "questions", list)
    fusion.bundled()  # the answering is trained with the weights that come with the package
    for module, constants in settings.items():
        for name, value in constants.items():
            monkeypatch.setattr(module, name, value)
    yield tmp_path
    confidence.bundled.cache_clear()


# -- lexicon


def test_translations_are_learnt_from_sentences_that_are_never_aligned(
    tables: lexicon_training.Tables,
) -> None:
    for english, indonesian in [("bridge", "jembatan"), ("windows", "jendela"), ("school", "sekolah")]:
        assert tables.en_id[english][0][0] == indonesian
        assert tables.id_en[indonesian][0][0] == english
    for table in (tables.en_id, tables.id_en):
        for found in table.values():
            shares = [share for _, share in found]
            assert shares == sorted(shares, reverse=True)
            assert 0 < sum(shares) <= 1 + 1e-9


def test_the_lexicon_is_written_as_retrieval_reads_it(
    data: Path, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    written = lexicon_training.train(data, report=said.append)
    assert [path.name for path in written] == ["en-id.json.gz", "id-en.json.gz"]
    assert "en-id.json.gz" in said[-2]
    first = [path.read_bytes() for path in written]
    assert [path.read_bytes() for path in lexicon_training.train(data, report=said.append)] == first
    assert first[0][4:8] == bytes(4)  # no time of day in it
    table = json.loads(gzip.decompress(first[0]))
    assert list(table) == sorted(table)
    assert "the" not in table  # a function word
    monkeypatch.setattr(lexicons, "FOLDER", small / "lexicon")
    lexicons.translations.cache_clear()
    try:
        (group,) = lexicons.question_terms("Which school?", "en", "id")
    finally:
        lexicons.translations.cache_clear()
    assert terms("sekolah", "id")[0] in group


# -- embedder


def test_no_held_out_question_or_passage_is_trained_on(data: Path, tables: lexicon_training.Tables) -> None:
    pairs = embedder_training.collect(data, tables, random.Random(1))
    asked = [item for item in training_data.questions(data) if item.held_out]
    questions, passages = {item.question for item in asked}, {item.passage for item in asked}
    assert len(passages) > 15
    seen = set(itertools.chain.from_iterable(itertools.chain.from_iterable(pairs.values())))
    assert not questions & seen
    assert not passages & seen


def test_every_kind_of_pair_is_collected(data: Path, tables: lexicon_training.Tables) -> None:
    pairs = embedder_training.collect(data, tables, random.Random(1))
    for name in training_data.SETS:
        assert len(pairs[name]) == len(pairs[f"glossed-{name}"]) > 0
    questions = {item.question: item for item in training_data.questions(data)}
    for question, passage in pairs["english-squad-mt-id"]:
        assert questions[question].language == "en"
        assert passage.startswith("Sebuah ")
    for question, passage in pairs["indonesian-squad-en"]:
        assert questions[question].language == "id"
        assert passage.startswith("The ")
    # written to miss their passage, so no example of what belongs together
    assert not any("membakar" in question for question, _ in pairs["idkmrc-train"])
    directions = {english.startswith("The ") for english, _ in pairs["translations"]}
    assert directions == {True, False}
    for sentence, rest in pairs["sentence"]:
        assert sentence not in rest
    assert embedder_training.collect(data, tables, random.Random(1)) == pairs


def test_a_gloss_is_drawn_word_by_word(tables: lexicon_training.Tables) -> None:
    rng = random.Random(3)
    assert embedder_training.gloss("Zubrowka?", tables.id_en, rng) == "zubrowka"
    table = {"pasar": [("market", 0.75), ("fair", 0.25)]}
    drawn = [embedder_training.gloss("Pasar", table, rng) for _ in range(400)]
    assert set(drawn) == {"market", "fair"}
    assert 0.65 < drawn.count("market") / 400 < 0.85


def test_the_embedder_learns_what_belongs_together(data: Path, small: Path) -> None:
    said: list[str] = []
    written = embedder_training.train(data, report=said.append, epochs=4)
    assert {path.name for path in written} >= {"model.safetensors", "tokenizer.json", "modules.json"}
    weights = (small / "embedder" / "model.safetensors").read_bytes()
    facts = json.loads((small / "embedder" / "training.json").read_text(encoding="utf-8"))
    assert facts["epochs"] == 4
    assert facts["pairs"]["translations"] == 120
    model = StaticEmbedder(small / "embedder", name="small")
    assert model.dimensions == 24
    losses = [float(line.split(" loss ")[1].split()[0]) for line in said if " loss " in line]
    assert losses[-1] < losses[0]
    # held-out questions find their passages among all held-out ones: what was learnt carries over
    asked = [item for item in training_data.questions(data) if item.held_out and item.answerable]
    passages = sorted({item.passage for item in asked})
    scores = model.embed_questions([item.question for item in asked]) @ model.embed_passages(passages).T
    right = np.array([passages.index(item.passage) for item in asked])
    ranks = (scores > scores[np.arange(len(asked)), right][:, None]).sum(axis=1)
    assert (ranks < 3).mean() > 2.5 * 3 / len(passages)
    # the same seed, the same pieces and weights
    embedder_training.train(data, report=lambda _: None, epochs=4)
    assert (small / "embedder" / "model.safetensors").read_bytes() == weights


def test_rows_are_stored_as_bytes_with_a_scale_each(small: Path) -> None:
    from tokenizers import Tokenizer, models

    weights = np.array([[0.5, -1.0, 0.25], [0, 0, 0], [3, 2, 1e-3]], np.float32)
    tokenizer = Tokenizer(models.WordPiece({"[UNK]": 0, "a": 1, "b": 2}, unk_token="[UNK]"))
    written = embedder_training._save(tokenizer, weights, {"pairs": {}})
    assert all(path.is_file() for path in written)
    model = StaticEmbedder(small / "embedder", name="small")
    found = model.token_vectors(np.array([0, 1, 2], np.int32))
    np.testing.assert_allclose(found, weights, atol=np.abs(weights).max(axis=1, keepdims=True).max() / 254)


# -- fusion and answering


def test_fusion_weights_are_fitted_for_every_pair_of_languages(data: Path, small: Path) -> None:
    said: list[str] = []
    assert fusion_training.train(data, report=said.append) == [small / "fusion.json"]
    text = (small / "fusion.json").read_text(encoding="utf-8")
    fitted = json.loads(text)
    assert set(fitted["first"]) == set(fitted["full"]) == PAIRS
    for pair in PAIRS:
        assert set(fitted["first"][pair]) == {*fusion.FIRST, "bias"}
        assert set(fitted["full"][pair]) == {*features.NAMES, "bias"}
        assert any(pair in line for line in said)
    fusion_training.train(data, report=lambda _: None)
    assert (small / "fusion.json").read_text(encoding="utf-8") == text


def test_a_fit_finds_the_feature_that_tells() -> None:
    rng = np.random.default_rng(0)
    seen = []
    for _ in range(60):
        values = rng.random((8, 2), dtype=np.float32)
        seen.append(fusion_training.Seen(values, values[:, 1] == values[:, 1].max()))
    seen.append(fusion_training.Seen(np.zeros((3, 2), np.float32), np.zeros(3, bool)))  # nothing was found
    weights = fusion_training.fit(seen, ["noise", "signal"])
    assert weights["signal"] > 5
    assert abs(weights["noise"]) < weights["signal"] / 5
    # the bias puts right candidates at zero on average
    scores = [
        item.values[item.right] @ [weights["noise"], weights["signal"]] + weights["bias"]
        for item in seen[:-1]
    ]
    assert abs(float(np.mean(scores))) < 0.05


def test_the_answering_is_fitted_for_every_pair_of_languages(data: Path, small: Path) -> None:
    assert answering_training.train(data, report=lambda _: None) == [small / "answering.json"]
    text = (small / "answering.json").read_text(encoding="utf-8")
    confidence.bundled.cache_clear()
    weights = confidence.bundled()
    assert set(weights.evidence) == set(weights.confidence) == PAIRS
    assert {*confidence.NAMES, confidence.DECIDED, "bias"} == set(weights.decided)
    for side in (weights.verdict.affirms, weights.verdict.denies):
        assert {*verdict.NAMES, "bias"} == set(side)
    assert 0 < weights.threshold < 1
    for pair in PAIRS:
        assert {*confidence.NAMES, "bias"} <= set(weights.confidence[pair])
    answering_training.train(data, report=lambda _: None)
    assert (small / "answering.json").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("sorts", "shares"),
    [
        (["answered"] * 3 + ["near"] + ["far"] * 5, {"answered": 0.8, "near": 0.15, "far": 0.05}),
        (["answered"] + ["far"] * 2, {"answered": 0.8, "far": 0.2}),
        (["answered"] + ["near"] * 2, {"answered": 0.8, "near": 0.2}),
    ],
)
def test_near_misses_count_for_most_of_what_is_not_answered(
    sorts: list[Any], shares: dict[str, float]
) -> None:
    worth = answering_training._worth(sorts)
    assert {sort: worth[sort] * sorts.count(sort) for sort in set(sorts)} == pytest.approx(shares)


def test_the_threshold_parts_what_is_answered_from_what_misses_it_by_little() -> None:
    judged: list[Any] = [(0.9, "answered")] * 8 + [(0.6, "near")] * 4 + [(0.1, "far")] * 40
    assert 0.6 < answering_training._threshold(judged) <= 0.9


# -- the command


def test_the_command_prints_what_it_wrote(data: Path, small: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["train", "lexicon", "--data", str(data)]) == Exit.OK
    shown = capfd.readouterr()
    assert shown.out.splitlines() == [
        str(small / "lexicon" / f"{name}.json.gz") for name in ("en-id", "id-en")
    ]
    assert "pairs" in shown.err


@pytest.mark.parametrize("name", ["lexicon", "embedder", "fusion", "answering"])
def test_a_folder_without_the_data_is_named(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["train", name, "--data", str(tmp_path)]) == Exit.USAGE
    shown = capfd.readouterr()
    assert shown.out == ""
    assert str(tmp_path) in shown.err
    assert "Traceback" not in shown.err
