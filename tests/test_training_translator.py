"""The translator's training, and the files that come out of it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from qabot.answering.reading import reader as readers
from qabot.training import encoder as encoders
from qabot.training import translator as training

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.usefixtures("one_thread")

PAIRS = [
    ("Was the bridge closed?", "Apakah jembatan itu ditutup?"),
    ("Was the market closed?", "Apakah pasar itu ditutup?"),
    ("Was the bridge built?", "Apakah jembatan itu dibangun?"),
    ("Who built the market?", "Siapa yang membangun pasar?"),
    ("Who closed the bridge?", "Siapa yang menutup jembatan?"),
]


def test_what_is_learnt_comes_out_of_the_exported_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "WARM", 5)
    monkeypatch.setattr(training, "LEAST", 1)
    monkeypatch.setattr(training, "_OTHER_TARGETS", 50)
    pieces = encoders.tokenizer()
    pairs = training.encoded_pairs(PAIRS, pieces)
    torch.manual_seed(1)
    network = training.Translator()
    losses: list[float] = []
    training.fit(
        network,
        pairs * 2,
        [],
        readers.bundled(),
        report=lambda line: losses.append(float(line.split("loss ")[1].split()[0])),
        steps=61,
        report_each=10,
    )
    assert losses[-1] < losses[0] / 2
    shutil.copytree(readers.FOLDER, tmp_path / "reader")
    common = training.common_tokens(pairs)
    files = training.write(network, tmp_path / "reader", common)
    assert sorted(path.name for path in files) == ["translator.json", "translator.onnx"]
    reader = readers.Reader(tmp_path / "reader")
    assert reader.translator
    assert reader.translator.indonesian("Who built the market?") == "siapa yang membangun pasar?"
    # and the file computes what the network does
    ids = [pieces.token_to_id(token) or 0 for token in ("[CLS]", "bridge", "[SEP]")]
    words, lower = reader.words(ids)[None], reader.lower(np.array([ids]))
    prefix = words[:, :1]
    with torch.no_grad():
        given = network(*map(torch.from_numpy, (words, lower)), torch.ones(1, 3), torch.from_numpy(prefix))
    feeds = {"words": words, "lower": lower, "prefix": prefix}
    (next_,) = reader.translator._session.run(["next"], feeds)
    assert np.corrcoef(next_[0], given[0, -1].numpy())[0, 1] > 0.99


def test_padding_changes_nothing() -> None:
    torch.manual_seed(2)
    network = training.Translator().eval()
    source, prefix = torch.randn(1, 6, encoders.WIDTH), torch.randn(1, 3, encoders.WIDTH)
    padded = torch.cat([source, torch.randn(1, 2, encoders.WIDTH)], 1)
    mask = torch.tensor([[1, 1, 1, 1, 1, 1, 0, 0]])
    with torch.no_grad():
        plain = network(source, source, mask[:, :6], prefix)
        other = network(padded, padded, mask, prefix)
        # nor does what is written later
        longer = network(source, source, mask[:, :6], torch.cat([prefix, prefix], 1))
    assert torch.allclose(plain, other, atol=1e-5)
    assert torch.allclose(plain, longer[:, :3], atol=1e-5)


def test_only_what_is_written_often_is_written_unasked() -> None:
    assert training.common_tokens([([1], [9, 8, 7]), *[([2], [9, 7])] * (training.LEAST - 1)]) == [7, 9]
