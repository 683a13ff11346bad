"""Embedding models: the bundled one by itself and in sentence-transformers, and one made on the spot."""

from __future__ import annotations

import json
import shutil
import socket
from typing import TYPE_CHECKING, NoReturn

import numpy as np
import pytest
from conftest import ARTICLES
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load_file, save_file

from qabot import QABot, Settings
from qabot.cli import run
from qabot.cli.exits import Exit
from qabot.errors import EmbedderMismatch, ModelError
from qabot.retrieval import load_embedder
from qabot.retrieval.embedder import (
    BUNDLED_FOLDER,
    SentenceTransformerEmbedder,
    StaticEmbedder,
    unit_rows,
)
from qabot.training import data as training_data
from qabot.training import embedder as training_embedder

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = [
    "Pemerintah Kota Rawa Lestari menutup Jembatan Kali Biru karena pagarnya retak.",
    "The city closed the bridge because its railing had cracked.",
    "Siapa kepala dinas pekerjaan umum?",
    "Rp1.500 (62,5%) — 26/7/2023",
    "🐟 هل zzqx",
    "a",
    "",
    "   ",
]


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens a socket or looks a host up fails."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A transformer of two layers with random weights and prompts of its own, as a saved folder."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    parts = tmp_path_factory.mktemp("parts")
    words = {word for text in ARTICLES.values() for word in text.lower().split() if word.isalpha()}
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ":", ".", "?", *letters]
    vocabulary += [f"##{letter}" for letter in letters] + sorted({"query", "passage", *words} - {*letters})
    (parts / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    torch.manual_seed(1)
    BertModel(
        BertConfig(
            vocab_size=len(vocabulary),
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=64,
            max_position_embeddings=128,
        )
    ).save_pretrained(parts)
    BertTokenizer(vocab=str(parts / "vocab.txt")).save_pretrained(parts)
    body = Transformer(str(parts), max_seq_length=64)
    model = SentenceTransformer(
        modules=[body, Pooling(32)],
        prompts={"query": "query: ", "document": "passage: "},
        device="cpu",
    )
    folder = tmp_path_factory.mktemp("models") / "tiny"
    model.save(str(folder), create_model_card=False)
    return folder


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the bundled model's folder, to damage."""
    return shutil.copytree(BUNDLED_FOLDER, tmp_path / "embedder")


# -- the bundled model


def test_the_bundled_model_is_small_and_says_what_it_is() -> None:
    assert sum(path.stat().st_size for path in BUNDLED_FOLDER.rglob("*")) <= 16e6
    model = load_embedder()
    assert model.name == "bundled"
    assert model is load_embedder("bundled")  # read once a process
    assert len(model.fingerprint) == 16
    assert model.embed_questions(["x"]).shape == (1, model.dimensions)


def test_sentence_transformers_loads_the_folder_and_gives_the_same_vectors(no_network: None) -> None:
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(BUNDLED_FOLDER), device="cpu", local_files_only=True)
    assert theirs.get_embedding_dimension() == load_embedder().dimensions
    expected, found = theirs.encode(TEXTS), load_embedder().embed_passages(TEXTS)
    assert ((expected * found).sum(axis=1)[:6] > 0.9999).all()
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_the_folder_can_be_named_like_any_other_model(no_network: None) -> None:
    named = load_embedder(str(BUNDLED_FOLDER))
    assert isinstance(named, SentenceTransformerEmbedder)
    np.testing.assert_allclose(
        named.embed_questions(TEXTS), load_embedder().embed_questions(TEXTS), atol=1e-5
    )


def test_rows_are_of_unit_length_and_zero_for_empty_text() -> None:
    vectors = load_embedder().embed_passages(TEXTS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1] * 6 + [0, 0], atol=1e-5)
    assert load_embedder().embed_passages([]).shape == (0, load_embedder().dimensions)
    np.testing.assert_array_equal(load_embedder().embed_questions(TEXTS), vectors)


@given(st.lists(st.text(max_size=40), max_size=6))
def test_a_text_has_the_same_vector_in_any_company(texts: list[str]) -> None:
    model = load_embedder()
    together = model.embed_passages(texts)
    assert together.shape == (len(texts), model.dimensions)
    for text, row in zip(texts, together, strict=True):
        np.testing.assert_allclose(model.embed_passages([text])[0], row, atol=1e-5)


def test_more_tokens_than_fit_a_block_change_nothing() -> None:
    model = load_embedder()
    long = "jembatan retak dan ditutup " * 9000
    found = model.embed_passages([TEXTS[0], long, TEXTS[1], long])
    np.testing.assert_allclose(found[[0, 2]], model.embed_passages(TEXTS[:2]), atol=1e-5)
    np.testing.assert_allclose(found[1], model.embed_passages(["jembatan retak dan ditutup"])[0], atol=1e-3)


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        (
            "Why was the bridge closed?",
            "Jembatan itu ditutup karena pagarnya retak.",
            "Harga beras naik lagi.",
        ),
        (
            "What is the price of rice?",
            "Harga beras naik menjadi Rp15.000.",
            "Jembatan itu ditutup karena retak.",
        ),
        ("Siapa presiden baru?", "The new president was sworn in.", "The recipe needs two eggs."),
        ("Kapan banjir melanda kota?", "Banjir merendam kota pada Senin malam.", "Timnas menang dua gol."),
    ],
)
def test_what_belongs_together_is_closer_in_and_across_languages(
    question: str, right: str, wrong: str
) -> None:
    vectors = load_embedder().embed_passages([question, right, wrong])
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.1


def test_token_vectors_add_up_to_the_text() -> None:
    model = StaticEmbedder(BUNDLED_FOLDER, name="again")
    (ids,) = model.tokens(TEXTS[:1])
    summed = unit_rows(model.token_vectors(ids).sum(axis=0, keepdims=True))
    np.testing.assert_allclose(summed, model.embed_passages(TEXTS[:1]), atol=1e-5)
    assert model.tokens([""])[0].size == 0


def test_the_fingerprint_changes_with_the_weights(copied: Path) -> None:
    assert StaticEmbedder(copied, name="copy").fingerprint == load_embedder().fingerprint
    tensors = load_file(copied / "model.safetensors")
    tensors["embeddings"][7, 3] += 1
    save_file(tensors, copied / "model.safetensors")
    assert StaticEmbedder(copied, name="copy").fingerprint != load_embedder().fingerprint


@pytest.mark.parametrize(
    "damage",
    [
        "no folder",
        "no weights",
        "no tokenizer",
        "cut short",
        "tokenizer garbled",
        "other tensors",
        "too few rows",
    ],
)
def test_a_damaged_model_is_named_with_the_mend(copied: Path, damage: str) -> None:
    weights, tokenizer = copied / "model.safetensors", copied / "tokenizer.json"
    match damage:
        case "no folder":
            shutil.rmtree(copied)
        case "no weights":
            weights.unlink()
        case "no tokenizer":
            tokenizer.unlink()
        case "cut short":
            weights.write_bytes(weights.read_bytes()[:-1000])
        case "tokenizer garbled":
            tokenizer.write_text("{}", encoding="utf-8")
        case "other tensors":
            save_file({"embedding.weight": np.zeros((4, 4), np.float32)}, weights)
        case "too few rows":
            save_file({name: rows[:100] for name, rows in load_file(weights).items()}, weights)
    with pytest.raises(ModelError) as caught:
        StaticEmbedder(copied, name="bundled")
    assert str(copied) in caught.value.message
    assert "QABOT_EMBEDDER" in caught.value.mend


# -- any other sentence-transformers model


def test_a_model_made_on_the_spot_uses_its_own_prompts(tiny_model: Path, no_network: None) -> None:
    from sentence_transformers import SentenceTransformer

    model = load_embedder(str(tiny_model))
    assert (model.name, model.dimensions) == (str(tiny_model), 32)
    plain = SentenceTransformer(str(tiny_model), device="cpu", local_files_only=True)
    text = "jembatan itu ditutup"
    question, passage = model.embed_questions([text])[0], model.embed_passages([text])[0]
    np.testing.assert_allclose(question, unit_rows(plain.encode([f"query: {text}"]))[0], atol=1e-5)
    np.testing.assert_allclose(passage, unit_rows(plain.encode([f"passage: {text}"]))[0], atol=1e-5)
    assert np.abs(question - passage).max() > 1e-3
    assert np.abs(passage - unit_rows(plain.encode([text]))[0]).max() > 1e-3
    assert model.embed_passages([]).shape == (0, 32)
    np.testing.assert_allclose(np.linalg.norm(model.embed_passages(TEXTS), axis=1), 1, atol=1e-5)


def test_articles_are_indexed_and_asked_with_it(
    tiny_model: Path, articles_folder: Path, tmp_path: Path, no_network: None
) -> None:
    settings = Settings(index=tmp_path / "index", embedder=str(tiny_model))
    with QABot.open(settings=settings) as bot:
        assert len(bot.add(articles_folder).report.added) == 3
        assert bot.status().embedder == str(tiny_model)
        for question, source in [
            ("Berapa pedagang di Pasar Apung menerima pembayaran digital?", "pasar.txt"),
            ("How many visitors does the night reading room of Greenwood seat?", "library.md"),
        ]:
            why = bot.ask(question, explain=True).why
            assert why is not None
            assert why.candidates[0].passage.article.source == source
            # the vectors compared are this model's, not the bundled one's
            found = [hit for hit in why.candidates if hit.passage.paragraph]
            titled = [f"{hit.passage.article.title}\n{hit.passage.text}" for hit in found]
            model = load_embedder(str(tiny_model))
            cosines = model.embed_passages(titled) @ model.embed_questions([why.understood])[0]
            dense = [hit.features["dense"] for hit in found]
            assert np.corrcoef(dense, cosines)[0, 1] > 0.99
    with (
        QABot.open(tmp_path / "index", settings=Settings()) as bot,
        pytest.raises(EmbedderMismatch) as caught,
    ):
        bot.ask("Berapa pedagang?")
    assert str(tiny_model) in str(caught.value)


def test_its_fingerprint_changes_with_weights_and_prompts(tiny_model: Path, tmp_path: Path) -> None:
    first = load_embedder(str(tiny_model)).fingerprint
    assert load_embedder(str(tiny_model)).fingerprint == first
    trained = shutil.copytree(tiny_model, tmp_path / "trained")
    (weights,) = trained.rglob("model.safetensors")
    tensors = {name: tensor * np.float32(1.01) for name, tensor in load_file(weights).items()}
    save_file(tensors, weights, metadata={"format": "pt"})
    assert load_embedder(str(trained)).fingerprint != first
    prompted = shutil.copytree(tiny_model, tmp_path / "prompted")
    settings = json.loads((prompted / "config_sentence_transformers.json").read_text(encoding="utf-8"))
    settings["prompts"]["query"] = "pertanyaan: "
    (prompted / "config_sentence_transformers.json").write_text(json.dumps(settings), encoding="utf-8")
    assert load_embedder(str(prompted)).fingerprint != first


def test_a_folder_that_holds_no_model_is_an_error_without_the_network(
    tmp_path: Path, no_network: None
) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError) as caught:
        load_embedder(str(tmp_path / "empty"))
    assert str(tmp_path / "empty") in caught.value.message
    assert "QABOT_EMBEDDER=bundled" in caught.value.mend


@pytest.mark.parametrize("name", ["./no-such-model", "~/no-such-model", "/no/such/model"])
def test_a_path_that_is_not_there_is_never_looked_for_on_the_hub(name: str, no_network: None) -> None:
    with pytest.raises(ModelError, match="no embedding model folder") as caught:
        load_embedder(name)
    assert name in caught.value.message
    assert "bundled" in caught.value.mend


def test_a_name_unknown_to_the_hub_is_an_error_and_no_traceback(
    articles_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)  # what HF_HUB_OFFLINE=1 sets at the start
    name = "nobody-at-all/no-such-model"
    with pytest.raises(ModelError) as caught:
        load_embedder(name)
    assert name in caught.value.message
    code = run(["index", "add", "--index", str(tmp_path / "index"), "--embedder", name, str(articles_folder)])
    shown = capfd.readouterr()
    assert code == Exit.FAILED
    assert name in shown.err
    assert "QABOT_EMBEDDER" in shown.err
    assert "Traceback" not in shown.err


def test_the_cards_name_all_that_went_in() -> None:
    facts = json.loads((BUNDLED_FOLDER / "training.json").read_text(encoding="utf-8"))
    card = (BUNDLED_FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"{load_embedder().dimensions} dimensions" in card
    glossed = sum(count for kind, count in facts["pairs"].items() if kind.startswith("glossed"))
    assert f"{glossed:,}" in card
    assert f"{sum(facts['pairs'].values()) - glossed:,}" in card
    for kind in training_data.SETS[:-3]:
        assert f"`{kind}`" in card
        assert f"{facts['pairs'][kind]:,}" in card
    for name in (*training_embedder.NEWS, "idwiki-summary", "wordnet-bahasa", "tico19-terms"):
        assert f"`{name}`" in card
    others = (BUNDLED_FOLDER.parent / "README.md").read_text(encoding="utf-8")
    for name in ("embedder", "lexicon", "fusion", "answering"):
        assert f"qabot train {name} --data DIR" in others
