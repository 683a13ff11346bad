"""Ranking anew: with the bundled reader, and with a CrossEncoder the user names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qabot import QABot, Settings
from qabot.answering import load_reranker
from qabot.answering.reading import reranker as rerankers
from qabot.answering.reading.reader import PassageReading, bundled
from qabot.errors import ModelError
from qabot.types import ArticleInfo, Hit, Passage

if TYPE_CHECKING:
    from pathlib import Path

WEIGHTS = {"id-id": {"fused": 1.0, "answers": 5.0, "span": 1.0, "bias": 0.5}}


def hit(number: int, score: float) -> Hit:
    info = ArticleInfo("abc234", "a.txt", "/a.txt", "Judul", None, None, None, "id", 1, 1, "2023-01-01")
    return Hit(Passage(number, info, 1, 0, 4, f"isi{number}", "0"), score, {"bm25": 1.0})


def reading(answers: float, span: float = 0.0) -> PassageReading:
    return PassageReading(answers, 0, 3, span, affirms=0.3, denies=0.3, open=0.4)


def test_the_readers_word_counts_beside_the_search() -> None:
    hits = [hit(1, 2.0), hit(2, 1.0), hit(3, 0.5)]
    ranked = rerankers.rerank("id", hits, {1: reading(-4.0), 2: reading(3.0)}, WEIGHTS)
    assert [one.passage.id for one in ranked] == [2, 1, 3]
    assert ranked[0].score == pytest.approx(0.5 + 0.1 + 3.0)
    assert ranked[0].features == {"bm25": 1.0, "fused": 1.0, "reader": 3.0}
    scores = [one.score for one in ranked]
    assert scores == sorted(scores, reverse=True)  # what was not read stays behind what was
    assert rerankers.rerank("id", hits, {}, WEIGHTS) == hits


def test_what_stands_far_behind_is_not_read() -> None:
    near = [hit(1, 9.0), hit(2, 9.0 - rerankers.REACH)]
    far = [hit(3, 8.9 - rerankers.REACH), *(hit(number, -9.0) for number in range(4, 30))]
    assert set(rerankers.read(bundled(), "apa isinya?", [*near, *far])) == {1, 2}
    many = [hit(number, 9.0) for number in range(30)]
    assert set(rerankers.read(bundled(), "apa isinya?", many)) == set(range(rerankers.READ))
    assert rerankers.read(bundled(), "apa isinya?", []) == {}


class Backwards:
    name = "backwards"

    def scores(self, question: str, passages: list[str], titles: list[str]) -> list[float]:
        return [float(number) for number in range(len(passages))]


def test_another_reranker_decides_the_order_and_keeps_the_scale() -> None:
    hits = [hit(number, 9.0 - number) for number in range(19)]
    readings = {number: reading(0.0) for number in range(16)}
    ranked = rerankers.reorder(Backwards(), "?", hits, readings)  # type: ignore[arg-type]
    assert [one.passage.id for one in ranked[:16]] == list(reversed(range(16)))
    # what nobody has read is not put first, however it is scored
    assert [one.passage.id for one in ranked[16:]] == [16, 17, 18]
    before = [one.score for one in hits[:16]]
    after = [one.score for one in ranked[:16]]
    assert sum(after) == pytest.approx(sum(before))
    assert max(after) - min(after) == pytest.approx(max(before) - min(before))


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny CrossEncoder with random weights, as sentence-transformers saves one."""
    from tokenizers import Tokenizer
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    from qabot.retrieval.embedder import BUNDLED_FOLDER

    folder = tmp_path_factory.mktemp("cross")
    tokenizer = Tokenizer.from_file(str(BUNDLED_FOLDER / "tokenizer.json"))
    tokenizer.add_special_tokens(["[CLS]", "[SEP]"])
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    ).save_pretrained(folder)
    for labels, name in ((1, "one"), (3, "three")):
        config = BertConfig(vocab_size=tokenizer.get_vocab_size(), hidden_size=16, num_hidden_layers=1,
                            num_attention_heads=2, intermediate_size=16, num_labels=labels)  # fmt: skip
        BertForSequenceClassification(config).save_pretrained(folder / name)
        PreTrainedTokenizerFast.from_pretrained(folder).save_pretrained(folder / name)
    return folder


def test_a_cross_encoder_folder_reranks_the_whole_bot(cross_encoder: Path, tmp_path: Path) -> None:
    article = tmp_path / "dam.txt"
    article.write_text(
        "Bendungan Ketapi Diresmikan\n\nBendungan Ketapi diresmikan pada 14 Februari 2019.\n\n"
        "Bupati Sumarni hadir ketika Bendungan Ketapi diresmikan.\n\nWarga menonton dari tepi sungai.\n",
        encoding="utf-8",
    )
    settings = Settings(index=tmp_path / "index", reranker=str(cross_encoder / "one"))
    with QABot.open(settings=settings) as bot:
        bot.add(article)
        answer = bot.ask("Kapan Bendungan Ketapi diresmikan?", explain=True)
    assert answer.why is not None
    read = [one.features for one in answer.why.candidates if "reader" in one.features]
    given = [features["reranker"] for features in read]
    assert len(given) > 1
    assert given == sorted(given, reverse=True)


def test_what_is_no_cross_encoder_is_refused(cross_encoder: Path, tmp_path: Path) -> None:
    assert load_reranker("bundled") is None
    with pytest.raises(ModelError, match="no reranker model folder"):
        load_reranker(str(tmp_path / "none"))
    with pytest.raises(ModelError, match="gives 3 numbers"):
        load_reranker(str(cross_encoder / "three"))
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_reranker(str(tmp_path))
