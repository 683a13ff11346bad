"""The reader's training: examples, encoder, the file that comes out of it, and what is fitted on it."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
import trainingdata
from safetensors.torch import save_file

from qabot.answering.reading import reader as runtime
from qabot.errors import ModelError, UsageError
from qabot.training import data as training_data
from qabot.training import encoder as encoders
from qabot.training import examples as collecting
from qabot.training import export, lexicon
from qabot.training import reader as training

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return trainingdata.make(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def examples(data: Path) -> list[collecting.Example]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lexicon, "questions", list)
        tables = lexicon.estimate(data, report=lambda _: None)
        for name, value in {"NEAR": 60, "EXCHANGED": 40, "ALONE": 60, "STRANGERS": 20}.items():
            patch.setattr(collecting, name, value)
        return collecting.collect(data, tables, random.Random(1))


def small_encoder(vocabulary: int = 0) -> encoders.Encoder:
    torch.manual_seed(1)
    encoder = encoders.Encoder(vocabulary or encoders.tokenizer().get_vocab_size())
    del encoder.layers[1:]
    return encoder


def test_sentences_are_read_alone(data: Path, examples: list[collecting.Example]) -> None:
    wholes = {item.question: item for item in training_data.questions(data)}
    alone = [
        example for example in examples if example.kind.startswith("alone") and example.question in wholes
    ]
    assert {example.answers for example in alone} == {True, False}
    for example in alone:
        whole = wholes[example.question]
        assert example.passage != whole.passage
        assert example.passage in whole.passage
        assert example.answers == any(answer in example.passage for answer in whole.answers)
        if example.span:
            assert example.passage[slice(*example.span)] in whole.answers


def test_examples_of_every_kind_and_none_of_the_held_out_fold(
    data: Path, examples: list[collecting.Example]
) -> None:
    kinds = {example.kind for example in examples}
    assert {"idkmrc-train", "squad-en", "near-id", "exchanged-id", "indonli-train", "strangers"} <= kinds
    assert {"asked-id", "asked-en", "alone-id", "alone-en"} <= kinds
    held = {item.passage for item in training_data.questions(data) if item.held_out}
    assert held
    assert not held & {example.passage for example in examples}
    assert any(
        training_data.is_held_out(row["premise"]) for row in training_data.rows(data, "nli/indonli-train")
    )
    assert not any(
        training_data.is_held_out(example.passage) for example in examples if example.kind == "indonli-train"
    )


def test_a_span_is_the_answer_and_passages_without_one_have_none(examples: list[collecting.Example]) -> None:
    answers: dict[str, set[str]] = {}
    for example in examples:
        if example.span and example.kind == "facqa-train":
            answers.setdefault(example.passage, set()).add(example.passage[slice(*example.span)])
    assert answers
    for passage, found in answers.items():
        assert all(answer[0].isupper() or answer.isdigit() for answer in found), passage
    for example in examples:
        if example.kind.startswith(("near", "exchanged")):
            assert example.answers is False
            assert example.span is None
        if example.stance is None:
            assert example.answers is not None
        else:
            assert example.answers in (None, collecting.STANCES[example.stance] != "neutral")


def test_of_several_places_the_one_amid_the_questions_words_is_taken() -> None:
    filler = "kata lain yang tidak ada hubungannya sama sekali dengan hal ini " * 3
    passage = f"Pada 1990 ada pesta. {filler}Jembatan Sagu dibuka pada 1990 oleh wali kota."
    span = collecting._find_answer(passage, ["1990"], "Kapan Jembatan Sagu dibuka?")
    assert span is not None
    assert span[0] > passage.index("Sagu")
    assert collecting._find_answer(passage, ["2001"], "Kapan?") is None


def test_a_long_passage_is_cut_around_its_answer() -> None:
    pieces = encoders.tokenizer()
    passage = "kata " * 400 + "Melati menang. " + "kata " * 100
    start = passage.index("Melati")
    example = collecting.Example(
        "x", "Siapa menang?", passage, "Judul", (start, start + len("Melati")), answers=True
    )
    (encoded,) = training.encode([example], pieces)
    assert len(encoded.ids) <= training.LONGEST
    assert pieces.decode(encoded.ids[encoded.start : encoded.end + 1].tolist()) == "melati"
    assert encoded.start >= encoded.first
    without = collecting.Example("x", "Siapa kalah?", passage, answers=False)
    assert training.encode([without], pieces)[0].start == 0


def test_the_encoder_computes_what_bert_does() -> None:
    from transformers import BertConfig, BertModel

    config = BertConfig(vocab_size=90, hidden_size=384, num_hidden_layers=1, num_attention_heads=12,
                        intermediate_size=1536)  # fmt: skip
    bert = BertModel(config, add_pooling_layer=False).eval()
    encoder = small_encoder(90)
    theirs = bert.state_dict()
    with torch.no_grad():
        encoder.words.weight.copy_(theirs["embeddings.word_embeddings.weight"])
        encoder.positions.weight.copy_(theirs["embeddings.position_embeddings.weight"])
        encoder.segments.weight.copy_(theirs["embeddings.token_type_embeddings.weight"])
        encoders._copy_layer(encoder.layers[0], theirs, "encoder.layer.0.")
        ids = torch.randint(0, 90, (3, 17))
        segments, mask = (ids % 2), torch.ones_like(ids)
        mask[1, 9:] = 0
        wanted = bert(ids, attention_mask=mask, token_type_ids=segments).last_hidden_state
        given = encoder(ids, segments, mask)
    shown = mask.bool()
    assert torch.allclose(given[shown], wanted[shown], atol=1e-4)


def test_the_encoder_starts_from_another_ones_words(tmp_path: Path) -> None:
    from transformers import BertConfig, BertModel

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "bridge", "minister", "of", "."]
    config = BertConfig(vocab_size=len(words), hidden_size=384, num_hidden_layers=6,
                        num_attention_heads=12, intermediate_size=1536)  # fmt: skip
    theirs = BertModel(config, add_pooling_layer=False).state_dict()
    save_file(theirs, str(tmp_path / "model.safetensors"))
    (tmp_path / "vocab.txt").write_text("\n".join(words) + "\n")
    pieces = encoders.tokenizer()
    english = np.array(pieces.encode("the bridge of the minister .").ids * 20, np.int32)
    indonesian = np.array(pieces.encode("jembatan pak menteri").ids * 20, np.int32)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoders, "_NEIGHBOURS", 1)
        made = encoders.initial(tmp_path, [("en", english), ("id", indonesian)])
    vectors = made.words.weight.detach()
    table = theirs["embeddings.word_embeddings.weight"]
    at = {word: pieces.token_to_id(word) for word in ("bridge", "jembatan", "menteri", "[CLS]")}
    assert torch.allclose(vectors[at["bridge"]], table[words.index("bridge")])
    assert torch.allclose(vectors[at["jembatan"]], table[words.index("bridge")], atol=1e-4)
    assert torch.allclose(vectors[at["menteri"]], table[words.index("minister")], atol=1e-4)
    assert torch.allclose(vectors[at["[CLS]"]], table[words.index("[CLS]")])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoders, "START_PACKAGE", "no_such_package")
        with pytest.raises(UsageError, match="all-MiniLM-L6-v2, which is not installed"):
            encoders.start_folder()


def test_the_warm_up_learns_to_fill_gaps(data: Path, tmp_path: Path) -> None:
    sequences, by_language = encoders.warm_up_texts(data, random.Random(1))
    assert {language for language, _ in by_language} == {"en", "id"}
    assert max(map(len, sequences)) <= encoders.WARM_UP_LONGEST
    encoder, said = small_encoder(), list[str]()
    kept = tmp_path / "encoder.pt"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoders, "BATCH_TOKENS", 1024)
        patch.setattr(encoders, "_OTHER_TARGETS", 256)
        encoders.warm_up(encoder, sequences[:300], tokens=52_000, report=said.append, checkpoint=kept)
    losses = [float(line.split("loss ")[1].split()[0]) for line in said]
    assert losses[-1] < losses[0] - 1
    assert torch.load(kept).keys() == encoder.state_dict().keys()


def test_what_is_learnt_comes_out_of_the_exported_file(
    data: Path, examples: list[collecting.Example], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces = encoders.tokenizer()
    encoded = training.encode(examples[:160], pieces)
    monkeypatch.setattr(training, "BATCH_TOKENS", 1024)
    model = training.ReaderModel(small_encoder())
    training.fit(model, encoded, rate=3e-4, report=lambda _: None, checkpoint=tmp_path / "r.pt")
    monkeypatch.setattr(runtime, "FOLDER", tmp_path / "reader")
    monkeypatch.setattr(export, "MOST_FITTED", 40)
    files = export.write(model, data, report=lambda _: None)
    assert {path.name for path in files} == {"model.onnx", "tokenizer.json", "reader.json"}
    reader = runtime.Reader(tmp_path / "reader")
    facts = json.loads((tmp_path / "reader" / "reader.json").read_text())
    assert reader.null_threshold == facts["threshold"]

    asked = [example for example in examples if example.answers is not None][:12]
    question = asked[0].question
    given = reader.read(question, [one.passage for one in asked], [one.title for one in asked])
    rows = training.encode(
        [collecting.Example("x", question, one.passage, one.title, answers=True) for one in asked], pieces
    )
    ids, segments, mask = encoders.padded([row.ids for row in rows], pieces.get_vocab_size())
    with torch.no_grad():
        _, answers, stance = model(ids, segments, mask)
    assert np.allclose([one.answers for one in given], answers.numpy(), atol=0.15)
    shares = stance.softmax(-1).numpy()
    assert np.allclose([(one.affirms, one.denies, one.open) for one in given], shares, atol=0.05)
    for one, example in zip(given, asked, strict=True):
        assert 0 <= one.start <= one.end <= len(example.passage)


def test_batches_hold_questions_or_claims_and_never_nothing(examples: list[collecting.Example]) -> None:
    encoded = training.encode(examples[:160], encoders.tokenizer())
    for chosen in (encoded, [one for one in encoded if one.stance < 0]):
        batches = training._batches(chosen, random.Random(1))
        assert sorted(at for batch in batches for at in batch) == list(range(len(chosen)))
        assert all(len({chosen[at].stance >= 0 for at in batch}) == 1 for batch in batches)


def test_two_models_are_averaged_by_their_share() -> None:
    one, other = ({"w": torch.full((2,), value)} for value in (1.0, 3.0))
    assert training.mean(one, other, 0.75)["w"].tolist() == [2.5, 2.5]
    assert training.mean(one, other, 0.0)["w"].tolist() == [1.0, 1.0]


def test_a_broken_model_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="reader model in"):
        runtime.Reader(tmp_path)
